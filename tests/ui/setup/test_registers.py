"""The registers: adding, editing in place, several at once, copying, removing, searching, finding the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.commands import Keep
from program.program import Program
from program.records import (
    CHARTER,
    Absence,
    Action,
    Attendance,
    Calibration,
    Capture,
    Charter,
    Chemistry,
    Circle,
    Cohort,
    Conflict,
    Cycle,
    Decision,
    Host,
    Placement,
    Preference,
    Project,
    Quality,
    Record,
    Theme,
    Wish,
)
from storage.book import Book
from tests.program.scene import mentee, placed, scene
from tests.ui.conftest import PASSPHRASE, new_book
from tests.ui.setup.conftest import Hands
from ui.parts.record_dialog import RecordDialog
from ui.setup.hosts import HostsSection
from ui.setup.registers import REGISTERS
from ui.setup.sections import entries

Setup = Callable[..., Hands]


def full() -> Program:
    """The plain scene with a little of everything."""
    return scene(
        Cohort("c27", name="Cohort 2027", start=date(2027, 1, 1)),
        Theme("t", name="Resilience"),
        Conflict("x", first="ana", second="chen"),
        Absence("a", person="jon", start=date(2027, 2, 1), end=date(2027, 5, 1)),
        Decision("d", title="Begin with three hosts", on=date(2026, 12, 1)),
        Project("m", name="Merger", critical=True, host="fin", mentees=("ana",), cycles=("q1",)),
        Preference("w", person="ana", other="okafor", wish=Wish.GLADLY),
        Chemistry("e", mentee="ana", mentor="okafor", rating=5),
        Quality("u", placement="p1", rating=4),
        Calibration("k", person="ana", on=date(2027, 4, 2), present=("chen",)),
        Circle("r", name="Kick-off", people=("ana", "jon")),
        Action("b", title="Book the hall", owner="ana", due=date(2020, 1, 1), circle="r"),
        Capture("n", text="Who pays?", circle="r"),
        Attendance("l", circle="r", person="jon"),
        mentee("ana", "Ana Ruiz", track="tech", cohort="c27"),
        placed("p1", "ana", "q1", "fin", "chen"),
        placed("p2", "jon", "q1", "ops", "okafor"),
        placed("p3", "ana", "q2", "ops"),
    )


def test_the_list_counts_what_there_is(setup: Setup) -> None:
    hands = setup(full())
    model = hands.page._list.model()
    shown = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert shown[0] == "Program"
    assert {"Cycles, 4", "Hosts, 3", "Cohorts, 1", "Workshop notes, 1"} <= set(shown)
    hands.window.desk.do(_keep(Host("new", name="Legal")))
    assert "Hosts, 4" in [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
    ]


def test_the_arrows_walk_from_section_to_section(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(full())
    hands.page.reveal("hosts")
    qtbot.keyClick(hands.page._list, Qt.Key.Key_Down)
    assert hands.page.section == "tracks"
    assert hands.page.subtitle() == "Tracks"


def test_every_register_shows_its_records_and_their_form(setup: Setup) -> None:
    hands = setup(full())
    for key in (entry.key for entry in entries() if entry.key in REGISTERS):
        section = hands.register(key)
        there = hands.program.of(section.register.cls)
        assert section.model.rowCount() == len(there) > 0, key
        section.table.selectRow(0)
        panel = section.details
        assert panel.form.isVisibleTo(hands.window), key
        assert panel.title.text() == section.register.title(hands.program, section.chosen[0])


def test_an_empty_register_says_what_belongs_there_and_how_to_begin(setup: Setup) -> None:
    hands = setup(Program.of_records([Charter(CHARTER, name="Empty")]))
    assert hands.page.section == "cycles", "a program without cycles begins with them"
    for key in REGISTERS:
        section = hands.register(key)
        words = [each.text() for each in section._empty.findChildren(QLabel)]
        assert any("yet" in text for text in words), key
        assert section._empty.deed.isVisibleTo(section), key
        assert section._empty.deed.text().startswith("Add "), key


def test_a_host_is_added_from_its_form(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(full())
    section = hands.register("hosts")

    def fill(dialog: RecordDialog) -> None:
        dialog.keep.click()
        assert dialog.isVisible(), "a host without a name cannot be kept"
        name, seats = dialog.form.editors["name"], dialog.form.editors["seats"]
        assert isinstance(name, QLineEdit)
        assert isinstance(seats, QSpinBox)
        qtbot.keyClicks(name, "Legal")
        seats.setValue(3)
        dialog.keep.click()

    hands.drive(fill)
    qtbot.keyClick(hands.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    (legal,) = [host for host in hands.program.of(Host).values() if host.name == "Legal"]
    assert legal.seats == 3
    assert section.chosen == (legal,)
    assert hands.said == "Added host Legal"


def test_seats_are_edited_in_their_cell_and_undone(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(full())
    section = hands.register("hosts")
    section.table.choose(["fin"])
    place = next(at for at, column in enumerate(section.model.columns) if column.key == "seats")
    section.table.setCurrentIndex(section.model.index(section.model.row_of("fin"), place))
    section.table.edit_current()
    editor = section.table.findChild(QSpinBox)
    assert editor is not None
    editor.setValue(5)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _host(hands, "fin").seats == 5)
    assert section.model.index(section.model.row_of("fin"), place).data() == "5"
    qtbot.keyClick(hands.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _host(hands, "fin").seats == 1


def test_the_form_in_the_panel_keeps_each_field_as_one_step(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(full())
    section = hands.register("hosts")
    section.table.choose(["fin"])
    unit = section.details.form.editors["unit"]
    assert isinstance(unit, QLineEdit)
    unit.setFocus()
    qtbot.keyClicks(unit, "Group Finance")
    qtbot.keyClick(unit, Qt.Key.Key_Return)
    assert _host(hands, "fin").unit == "Group Finance"
    assert hands.window.desk.undo_title == "Change host Finance"


def test_one_field_of_several_hosts_is_set_in_one_step(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(full())
    section = hands.register("hosts")
    section.table.choose(["fin", "ops", "cus"])
    assert section.details.title.text() == "3 hosts chosen"
    seats = section.details.bulk.choose("seats")
    assert isinstance(seats, QSpinBox)
    seats.setValue(7)
    section.details.bulk.apply.click()
    assert {host.seats for host in hands.program.of(Host).values()} == {7}
    assert hands.said == "Changed seats of 3 hosts"
    hands.window.desk.undo()
    assert {host.seats for host in hands.program.of(Host).values()} == {1, 2}


def test_a_copy_has_a_name_of_its_own_and_is_chosen(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(full())
    section = hands.register("hosts")
    section.table.choose(["fin"])
    for _ in range(2):
        qtbot.keyClick(hands.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        section.table.choose(["fin"])
    names = sorted(host.name for host in hands.program.of(Host).values())
    assert names == ["Customer", "Finance", "Finance (copy 2)", "Finance (copy)", "Operations"]


def test_removing_a_cycle_takes_its_placements_along_says_so_and_is_undone(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(full())
    section = hands.register("cycles")
    section.table.choose(["q1"])
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    assert hands.program.get(Cycle, "q1") is None
    assert set(hands.program.of(Placement)) == {"p3"}
    assert hands.said == "Removed cycle Q1 (with 2 placements and 1 match rating; cleared from 1 project)"
    assert section.chosen, "the next cycle is chosen, so that the keyboard is not lost"
    hands.window.desk.undo()
    assert set(hands.program.of(Placement)) == {"p1", "p2", "p3"}
    assert section.model.rowCount() == 4


def test_removing_a_host_leaves_its_placements_without_one_and_says_so(setup: Setup) -> None:
    hands = setup(full())
    section = hands.register("hosts")
    section.table.choose(["ops"])
    section.remove()
    assert {placement.host for placement in hands.program.of(Placement).values()} == {"fin", ""}
    assert hands.said == "Removed host Operations (cleared from 2 placements)"


def test_decisions_are_added_to_but_not_removed(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(full(), "governance")
    section = hands.register("decisions")
    section.table.choose(["d"])
    assert not section.removes
    section.remove()
    assert hands.program.get(Decision, "d") is not None
    qtbot.keyClick(section.table, Qt.Key.Key_F2)
    assert not section.table.editing


def test_search_narrows_the_list_in_front_and_goes_along(setup: Setup) -> None:
    hands = setup(full())
    hosts = hands.register("hosts")
    assert hands.window.frame is not None
    hands.window.frame.header.search.setText("fin")
    assert [item.name for item in hosts.model.shown] == ["Finance"]
    tracks = hands.register("tracks")
    assert tracks.model.rowCount() == 0
    assert tracks._empty.isVisibleTo(tracks)
    assert not tracks._empty.deed.isVisibleTo(tracks)


def test_a_record_is_revealed_in_its_section_whatever_is_searched_for(setup: Setup) -> None:
    hands = setup(full())
    hands.register("hosts")
    hands.page.search("customer")
    hands.window.go("setup", "fin")
    assert hands.page.section == "hosts"
    assert [item.id for item in hands.register("hosts").chosen] == ["fin"]
    hands.window.go("setup", "tech")
    assert hands.page.section == "tracks"
    hands.window.go("setup", "cycles")
    assert hands.page.section == "cycles"
    hands.window.go("setup", "nothing-there")
    assert hands.page.section == "cycles"


def test_history_of_a_record_is_one_click_away(setup: Setup) -> None:
    hands = setup(full())
    section = hands.register("hosts")
    section.table.choose(["fin"])
    section._history()
    assert hands.window.frame is not None
    assert hands.window.frame.key == "history"


def test_how_a_list_was_laid_out_is_remembered_without_names(setup: Setup) -> None:
    hands = setup(full())
    section = hands.register("hosts")
    section.table.show_column(next(at for at, c in enumerate(section.model.columns) if c.key == "unit"), True)
    state = hands.page.state()
    assert state["section"] == "hosts"
    assert "unit" in repr(state["tables"])
    assert not any(word in str(state) for word in ("Finance", "Operations", "Q1"))


def test_tracks_and_cohorts_say_how_many_people_they_have(setup: Setup) -> None:
    hands = setup(full())
    section = hands.register("tracks")
    place = next(at for at, column in enumerate(section.model.columns) if column.key == "people")
    assert section.model.index(0, place).data() == "1"
    hands.window.desk.do(_keep(msgspec.structs.replace(mentee("jon", "Jon Bakke"), track="tech")))
    assert section.model.index(0, place).data() == "2"
    section.table.choose(["tech"])
    assert section.details.facts.text() == "2 people on this track"


def test_whatever_can_have_the_keyboard_has_a_name(setup: Setup) -> None:
    hands = setup(full())
    nameless = []
    for key in hands.page._entries:
        hands.page.reveal(key)
        hands.page.front.pose()
        hands.quiet()
        for widget in hands.window.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not _name(widget):
                nameless.append(f"{key}: {type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def test_no_section_is_wider_than_a_small_window(setup: Setup) -> None:
    hands = setup(full())
    hands.window.resize(1024, 700)
    for key in hands.page._entries:
        hands.page.reveal(key)
        hands.page.front.pose()
        hands.quiet()
        front = hands.page.front
        assert front.minimumSizeHint().width() <= front.width(), key
        panel = hands.page.inspector()
        assert panel.minimumSizeHint().width() <= panel.width(), key


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    whole = widget.parentWidget()
    return (
        widget.accessibleName()
        or (text() if callable(text) else "")
        or (whole.accessibleName() if whole is not None else "")
        or ("scroll area" if widget.metaObject().className() == "QScrollArea" else "")
    )


def _host(hands: Hands, id_: str) -> Host:
    host = hands.program.get(Host, id_)
    assert host is not None
    return host


def _keep(*records: Record) -> Keep:
    return Keep(records)


def test_in_a_book_open_for_reading_nothing_offers_to_change(app: Application, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Read.rotunda"
    new_book(path, full()).close(backup=False)
    window = app.open_window(book=Book.open(path, passphrase=PASSPHRASE, read_only=True))
    hands = Hands(window, qtbot)
    for key in hands.page._entries:
        hands.page.reveal(key)
        front = hands.page.front
        front.pose()
        hands.quiet()
        offered = [button.text() for button in front.findChildren(QPushButton) if button.isEnabled()]
        assert not [text for text in offered if text.startswith(("Add", "Roll", "Set"))], key
        assert not any(box.isEnabled() for box in front.findChildren(QCheckBox)), key
    assert not any(action.enabled() for action in hands.page.actions() if action.key.startswith("setup_add"))
    section = hands.register("hosts")
    assert isinstance(section, HostsSection)
    section.pose()
    assert not section.details.form.isEnabled()
    assert not section.openings.isEnabled()
    section.show_seats()
    section.grid.setCurrentIndex(section.seats.index(0, 0))
    qtbot.keyClick(section.grid, Qt.Key.Key_Space)
    assert not any(host.closed for host in hands.program.of(Host).values())
