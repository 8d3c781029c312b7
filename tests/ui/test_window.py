"""The frame of the window: pages, undo and redo, what is remembered, and what must not show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.commands import Keep, MovePlacements, Target
from program.records import Cohort, Cycle, Host, Person
from tests.program.scene import mentee, placed, scene
from tests.ui.conftest import new_book, quiet
from ui.board.page import BoardPage
from ui.window import LEAST, USUAL, Window

Opened = Callable[..., Window]


def test_every_page_can_be_shown_and_is_made_only_then(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.frame is not None
    assert list(window.frame.made) == ["overview"]
    for key in window.frame.entries:
        window.go(key)
        quiet(qtbot, window)
        assert window.page is not None
        assert window.page.key == key
        assert window.frame.header.title.text() == window.page.title


def test_the_title_of_the_window_says_nothing_private(opened: Opened) -> None:
    window = opened()
    assert window.windowTitle() == "Rotunda"


def test_keys_walk_the_pages(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.frame is not None
    assert window.frame.key == list(window.frame.entries)[1]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.key == "overview"


def test_undo_and_redo_stand_in_the_header_with_what_they_would_do(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.frame is not None
    header = window.frame.header
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    assert "Add person Noa Levi" in header._undo.toolTip()
    qtbot.mouseClick(header._undo, Qt.MouseButton.LeftButton)
    assert window.desk.program().get(Person, "new") is None
    assert "Add person Noa Levi" in header._redo.toolTip()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.program().get(Person, "new") is not None


def test_the_status_line_tells_where_the_journal_stands(opened: Opened) -> None:
    window = opened()
    assert window.frame is not None
    window.desk.do(Keep((mentee("new", "Noa Levi"),)))
    head = window.desk.book.head()
    facts = window.frame.status.facts
    assert facts[0].startswith("Saved ")
    assert facts[-1] == f"Journal #{head.seq} · {head.code}"


def test_a_backup_is_made_verified_and_told(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.back_up()
    quiet(qtbot, window)
    assert len(window.desk.book.backups()) == 1
    assert window.frame is not None
    assert re.fullmatch(r"Backed up \d\d:\d\d · verified", window.frame.status.facts[1])


def test_the_window_remembers_page_rail_and_size_but_nothing_of_the_book(
    opened: Opened, app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened()
    window.resize(1100, 733)
    window.go("history")
    quiet(qtbot, window)
    app.settings.set(rail_wide=False)
    window.close()
    qtbot.waitUntil(lambda: not app.windows, timeout=20_000)
    raw = (tmp_path / "settings" / "settings.json").read_text("utf-8")
    assert not any(word in raw for word in ("Ana", "Ruiz", "Finance", "Okafor"))
    again = app.open_window(book=new_book(tmp_path / "Other.rotunda", scene()))
    quiet(qtbot, again)
    assert again.frame is not None
    assert again.frame.key == "history"
    assert again.height() == 733  # the width is that of the screen these tests have
    assert again.frame.rail.width() < 100
    assert json.loads(raw)["page"] == "history"


def test_hard_rules_ask_for_a_reason_which_goes_into_the_decision_log(opened: Opened) -> None:
    window = opened(
        scene(placed("a1", "ana", "q1", "fin", "chen"), placed("j1", "jon", "q1", "ops", "okafor"))
    )
    move = MovePlacements((Target("j1", host="fin"),))
    window.desk.ask.next(None)
    assert window.desk.do(move) is None
    assert not window.desk.undo_title.startswith("Move")
    window.desk.ask.next("Both sides agreed")
    change = window.desk.do(move)
    assert change is not None
    assert any("Both sides agreed" in getattr(pair.after, "reason", "") for pair in change.pairs)


def test_a_refusal_names_what_is_wrong_and_changes_nothing(opened: Opened) -> None:
    window = opened()
    before = window.desk.program()
    refused: list[object] = []
    window.desk.refused.connect(refused.append)
    assert window.desk.do(Keep((mentee("new", ""),))) is None
    assert len(refused) == 1
    assert window.frame is not None
    assert "Name is missing" in window.frame.notices.words[-1]
    assert window.desk.program() is before


def test_long_changes_run_beside_the_window_and_nothing_else_changes_meanwhile(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    busy: list[bool] = []
    window.desk.busy.connect(busy.append)
    people = tuple(mentee(f"p{number}", f"Person {number}") for number in range(300))
    window.desk.do_in_background(Keep(people), "Bringing in people")
    assert window.desk.do(Keep((mentee("x", "Somebody Else"),))) is None
    quiet(qtbot, window)
    assert busy == [True, False]
    assert len([p for p in window.desk.program().of(Person) if p.startswith("p")]) == 300
    assert window.desk.undo_title == "Add 300 people"


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
def test_nothing_is_cut_off_in_the_frame(opened: Opened, qtbot: QtBot, size: tuple[int, int]) -> None:
    window = opened()
    window.resize(*size)
    assert window.frame is not None
    for key in window.frame.entries:
        window.go(key)
        quiet(qtbot, window)
        assert window.width() == size[0], f"{key} is wider than the window"
        header, status = window.frame.header, window.frame.status
        for part in (header, status, window.frame.rail):
            corner = part.mapTo(window, part.rect().bottomRight())
            assert window.rect().contains(corner), key


def test_every_label_shows_its_text_as_it_is(opened: Opened, qtbot: QtBot) -> None:
    window = opened(scene(mentee("ana", "<b>Ana</b>"), Host("fin", name="<i>Finance</i>", seats=1)))
    assert window.frame is not None
    for key in ("overview", "history", "settings"):
        window.go(key)
        quiet(qtbot, window)
    rich = [each.text() for each in window.findChildren(QLabel) if each.textFormat() is not Qt.TextFormat.PlainText]
    assert not [text for text in rich if "<" in text]


def test_whatever_can_have_the_keyboard_has_a_name(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.frame is not None
    nameless = []
    for key in ("overview", "history", "settings"):
        window.go(key)
        quiet(qtbot, window)
        for widget in window.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not _name(widget):
                nameless.append(f"{key}: {type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def _name(widget: QWidget) -> str:
    """What a screen reader would say: the given name, else what stands on it; parts of a whole go by the whole."""
    text = getattr(widget, "text", None)
    whole = widget.parentWidget()
    return (
        widget.accessibleName()
        or (text() if callable(text) else "")
        or (whole.accessibleName() if whole is not None else "")
        or ("scroll area" if widget.metaObject().className() == "QScrollArea" else "")
    )


def test_alt_shows_the_menu_bar_and_everything_stands_in_it(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert not window.menuBar().isVisible()
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    qtbot.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible(), "Alt was part of another key"
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert window.menuBar().isVisible()
    sections = [action.text() for action in window.menuBar().actions()]
    assert sections[:3] == ["Book", "Edit", "Go"]
    menus = [menu for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu)]
    shown = {each.text() for menu in menus for each in menu.actions()}
    assert {action.words for action in window.actions_table()} == shown


def test_a_second_window_for_the_same_book_is_the_first_one(opened: Opened, app: Application) -> None:
    window = opened()
    assert app.open_window(window.desk.book.path) is window


def test_minimising_locks_when_it_is_asked_to(opened: Opened, app: Application, qtbot: QtBot) -> None:
    window = opened()
    app.settings.set(lock_on_minimise=True)
    window.showMinimized()
    qtbot.waitUntil(lambda: not window.desk.is_open)


def test_the_inspector_hides_by_itself_and_gives_the_rail_way(opened: Opened, qtbot: QtBot) -> None:
    window = opened(scene(Cycle("q1", name="Q1", start=scene().cycles[0].start, end=scene().cycles[0].end)))
    assert window.frame is not None
    window.resize(1024, 700)
    assert not window.frame.inspector.isVisible()
    window.go("history")
    quiet(qtbot, window)
    assert window.frame.inspector.isVisible()
    assert window.frame.rail.width() < 100
    qtbot.mouseClick(window.frame.header._panel, Qt.MouseButton.LeftButton)
    assert not window.frame.inspector.isVisible()
    assert window.frame.rail.width() > 100


def test_escape_leaves_the_search_field(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.go("history")
    assert window.frame is not None
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = window.frame.header.search
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "ana")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.hasFocus()


def test_a_theme_change_reaches_every_widget(opened: Opened, app: Application, qtbot: QtBot) -> None:
    window = opened()
    app.settings.set(theme="light")
    light = window.palette().window().color()
    app.settings.set(theme="dark")
    assert window.palette().window().color() != light
    app.settings.set(theme="system")


def test_events_after_the_lock_find_nothing_to_trip_over(opened: Opened, app: Application, qtbot: QtBot) -> None:
    window = opened()
    window.go("history")
    window.lock()
    qtbot.waitUntil(lambda: window.unlock is not None and not window.unlock.waiting, timeout=20_000)
    app.settings.set(rail_wide=False)
    app.settings.set(theme="dark")
    app.settings.set(theme="light")
    window.event(QEvent(QEvent.Type.ActivationChange))
    window.resize(1200, 760)
    app.settings.set(theme="system")


def test_the_smallest_window_shows_the_whole_board_beside_its_panel(opened: Opened, qtbot: QtBot) -> None:
    later = Cohort("c28", name="Cohort 2028", start=date(2028, 1, 1))
    window = opened(scene(placed("a1", "ana", "q1", "fin", "chen"), later))
    window.settings.set(inspector_open=True)
    window.resize(LEAST)
    window.go("board")
    quiet(qtbot, window)
    board, frame = window.page, window.frame
    assert isinstance(board, BoardPage)
    assert frame is not None
    qtbot.waitUntil(lambda: not board.panel.pending)
    assert "Choose a card" in [each.text() for each in board.panel.findChildren(QLabel)]
    assert board.view.horizontalScrollBar().maximum() == 0, "also the column for exposure is in view"
    fields = [each for each in board.filters.findChildren(QComboBox) if each.isVisible()]
    assert all(each.width() >= each.sizeHint().width() for each in fields)
    assert frame.inspector.width() + frame.middle.width() + frame.rail.width() >= window.width() - 2
    window.resize(USUAL)
    assert frame.inspector.width() == window.settings.values.inspector_width
