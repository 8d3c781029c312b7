"""The People page in the real window: searching, filtering, sorting, editing, and what undo does to all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from program.commands import Keep
from program.records import Absence, Lifecycle, Person, Placement, Role
from tests.program.scene import mentee, placed, scene
from tests.ui.conftest import quiet
from tests.ui.people.crowd import crowd, person
from ui.parts.record_dialog import RecordDialog
from ui.people.facetchip import COUNT
from ui.people.lacks import Lack
from ui.people.narrowing import Facet, Narrowing
from ui.people.page import PeoplePage
from ui.window import Window

Opened = Callable[..., Window]


def people_page(window: Window) -> PeoplePage:
    window.go("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    return page


@pytest.fixture
def many(opened: Opened) -> tuple[Window, PeoplePage]:
    """Three thousand people."""
    window = opened(crowd(3000))
    return window, people_page(window)


@pytest.fixture
def few(opened: Opened) -> tuple[Window, PeoplePage]:
    window = opened(scene(placed("x1", "ana", "q1", "ops", "okafor")))
    return window, people_page(window)


def cell(page: PeoplePage, id_: str, key: str) -> QModelIndex:
    column = next(at for at, each in enumerate(page.model.columns) if each.key == key)
    return page.model.index(page.model.row_of(id_), column)


def shown(page: PeoplePage) -> list[str]:
    return [item.name for item in page.model.shown]


def settle(qtbot: QtBot, page: PeoplePage) -> None:
    """Let the panel catch up with what is chosen."""
    page.show_chosen()
    QApplication.processEvents()


# --- finding --------------------------------------------------------------------------------------------------------


def test_three_thousand_people_are_searched_by_every_word(many: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = many
    assert page.model.rowCount() == 3000
    assert window.frame is not None
    window.focus_search()
    qtbot.keyClicks(window.frame.header.search, "tomas FINANCE")
    assert set(shown(page)) == {
        each.name for each in map(person, range(3000)) if "Tomás" in each.name and each.unit == "Finance"
    }
    assert window.frame.header.subtitle.text() == f"{page.model.rowCount():,} of 3,000 people"
    window.frame.header.search.setText("person17@")
    assert [each.id for each in page.model.shown] == ["p17"]
    window.frame.header.search.setText("")
    assert page.model.rowCount() == 3000


def test_filters_narrow_together_and_count_what_the_others_leave(many: tuple[Window, PeoplePage]) -> None:
    _, page = many
    page.filters.narrowed.emit(Narrowing().with_(Facet.ROLE, ["mentee"]).with_(Facet.UNIT, ["Finance"]))
    expected = [p for p in map(person, range(3000)) if Role.MENTEE in p.roles and p.unit == "Finance"]
    assert page.model.rowCount() == len(expected)
    opened = page.filters.chips[Facet.UNIT].open()
    model = opened.model
    counts = {at.data(): at.data(COUNT) for at in (model.index(row, 0) for row in range(model.rowCount()))}
    mentees = [p for p in map(person, range(3000)) if Role.MENTEE in p.roles]
    assert counts["Finance"] == str(sum(p.unit == "Finance" for p in mentees))
    assert "No unit" not in counts
    opened.close()
    page.filters.clear.click()
    assert page.model.rowCount() == 3000


def test_a_filter_is_set_with_the_keyboard(many: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    _, page = many
    opened = page.filters.chips[Facet.EMPLOYED].open()
    qtbot.keyClick(opened.list, Qt.Key.Key_Down)
    qtbot.keyClick(opened.list, Qt.Key.Key_Space)
    assert all(each.external for each in page.model.shown)
    assert "External" in page.filters.chips[Facet.EMPLOYED].text()
    qtbot.keyClick(opened.list, Qt.Key.Key_Escape)


def test_who_needs_attention_can_be_found(many: tuple[Window, PeoplePage]) -> None:
    window, page = many
    page.filters.narrowed.emit(Narrowing().with_(Facet.ATTENTION, [Lack.NO_EMAIL.value]))
    assert {each.id for each in page.model.shown} == {f"p{n}" for n in range(0, 3000, 50)}
    window.desk.do(Keep((Person("new", name=person(5).name.upper(), email="x@example.org"),)))
    page.filters.narrowed.emit(Narrowing().with_(Facet.ATTENTION, [Lack.DOUBLED_NAME.value]))
    assert {each.id for each in page.model.shown} == {"p5", "new"}


def test_what_nobody_answers_to_says_so_and_offers_the_way_back(many: tuple[Window, PeoplePage]) -> None:
    _, page = many
    page.search("nobody at all")
    assert page.not_found.isVisible()
    page.not_found.clear.emit()
    assert page.table.isVisible()
    assert page.model.rowCount() == 3000


def test_columns_sort_by_a_click(many: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    _, page = many
    header = page.table.horizontalHeader()
    status = cell(page, "p1", "status").column()
    at = QPoint(header.sectionViewportPosition(status) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [page.model.shown[at].status for at in (0, -1)] == [Lifecycle.LISTED, Lifecycle.LEFT]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.model.shown[0].status is Lifecycle.LEFT


def test_what_was_set_is_remembered_without_private_words(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd(60))
    page = people_page(window)
    page.table.show_column(cell(page, "p1", "email").column(), True)
    page.filters.narrowed.emit(Narrowing().with_(Facet.ROLE, ["mentee"]).with_(Facet.UNIT, ["Finance"]))
    assert window.frame is not None
    window.frame.remember()
    kept = window.settings.page_state("people")
    assert "Finance" not in repr(kept)
    other = PeoplePage(window.desk)
    qtbot.addWidget(other)
    qtbot.addWidget(other.panel)
    other.restore(kept)
    assert other.narrowing.of(Facet.ROLE) == {"mentee"}
    assert other.narrowing.of(Facet.UNIT) == frozenset()
    assert other.table.memory()["columns"] == page.table.memory()["columns"]


# --- changing -------------------------------------------------------------------------------------------------------


def test_a_cell_is_edited_in_place_and_undone(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = few
    page.table.setCurrentIndex(cell(page, "ana", "unit"))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Legal")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: unit(window, "ana") == "Legal")
    assert window.desk.undo_title == "Change unit of Ana Ruiz"
    window.desk.undo()
    assert unit(window, "ana") == "Product"
    assert cell(page, "ana", "unit").data() == "Product"
    window.desk.redo()
    assert cell(page, "ana", "unit").data() == "Legal"


def test_escape_leaves_the_cell_as_it_was(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = few
    before = window.desk.undo_title
    page.table.setCurrentIndex(cell(page, "ana", "title"))
    page.table.edit_current()
    editor = page.table.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Nonsense")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.desk.undo_title == before
    assert not page.table.editing


def test_an_impossible_edit_is_refused_in_words(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = few
    assert page.model.setData(cell(page, "ana", "email"), "no address")
    assert cell(page, "ana", "email").data() == ""
    notice = window.desk.notice.last
    assert notice is not None
    assert "E-mail is not an e-mail address" in notice.words


def test_several_people_are_changed_as_one_step(many: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = many
    ids = [f"p{n}" for n in range(3, 15)]
    page.table.choose(ids)
    settle(qtbot, page)
    bulk = page.panel.several
    pick(bulk.fields["give"], "sponsor")
    pick(bulk.fields["status"], "recruited")
    pick(bulk.fields["cohort"], "c2")
    bulk.capacity.setValue(2)
    assert bulk.apply.text() == "Change 12 people"
    bulk.apply.click()
    people = [window.desk.program().of(Person)[id_] for id_ in ids]
    assert all(Role.SPONSOR in each.roles for each in people)
    assert {(each.status, each.cohort, each.capacity) for each in people} == {(Lifecycle.RECRUITED, "c2", 2)}
    assert window.desk.undo_title == "Change roles, status, cohort and capacity of 12 people"
    assert set(page.table.chosen_ids()) == set(ids)
    window.desk.undo()
    assert [window.desk.program().of(Person)[id_] for id_ in ids] == [person(n) for n in range(3, 15)]


def test_hundreds_of_people_are_changed_beside_the_window(many: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = many
    page.table.selectAll()
    window.desk.ask.next("mentor")
    page.deeds.give_role()
    quiet(qtbot, window)
    assert len(window.desk.program().people(Role.MENTOR)) == 3000
    assert window.desk.undo_title == "Change roles of 3,000 people"
    assert len(page.table.chosen_ids()) == 3000
    page.deeds.remove()
    quiet(qtbot, window)
    assert page.nobody.isVisible()
    window.desk.undo()
    assert page.model.rowCount() == 3000


def test_somebody_is_added_by_the_dialog_and_chosen(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = few
    seen: list[str] = []

    def drive(dialog: RecordDialog) -> None:
        dialog.keep.click()  # without a name it stays
        assert dialog.isVisible()
        seen.extend(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())
        for name, text in (("name", "Noa Levi"), ("email", "noa@example.org")):
            field = dialog.form.editors[name]
            assert isinstance(field, QLineEdit)
            field.setText(text)
        dialog.keep.click()

    window.desk.ask.next(driving(drive))
    page.filters.add_one.click()
    assert "Name is missing." in seen
    fresh = [each for each in window.desk.program().of(Person).values() if each.name == "Noa Levi"]
    assert len(fresh) == 1
    assert page.table.chosen_ids() == [fresh[0].id]
    assert window.desk.undo_title == "Add Noa Levi"


def test_removing_takes_along_what_belongs_to_them_and_says_so(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = few
    page.table.choose(["ana"], "ana")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    program = window.desk.program()
    assert program.get(Person, "ana") is None
    assert program.get(Placement, "x1") is None
    notice = window.desk.notice.last
    assert notice is not None and notice.undo
    assert notice.words.startswith("Removed person Ana Ruiz")
    assert "1 placement" in notice.words
    window.desk.undo()
    assert window.desk.program().get(Placement, "x1") is not None
    assert "Ana Ruiz" in shown(page)


def test_rows_chosen_stay_so_when_others_change(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = few
    page.table.choose(["jon", "chen"], "jon")
    window.desk.do(Keep((mentee("zed", "Aa First"), mentee("ana", "Zz Ruiz"))))
    assert set(page.table.chosen_ids()) == {"jon", "chen"}
    assert page.table.current_id() == "jon"


def test_whatever_happens_the_model_keeps_to_the_rules_of_models(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd(24))
    page = people_page(window)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.table.choose(["p3", "p4"])
    page.search("director")
    window.desk.do(Keep((person(30), person(33))))
    page.table.horizontalHeader().setSortIndicator(cell(page, "p3", "status").column(), Qt.SortOrder.DescendingOrder)
    page.deeds.remove()
    page.filters.narrowed.emit(Narrowing().with_(Facet.ROLE, ["mentee"]))
    page.show_everyone()
    for _ in range(2):
        window.desk.undo()
    assert page.model.rowCount() == 24


# --- the panel ------------------------------------------------------------------------------------------------------


def test_the_panel_shows_whoever_is_chosen_and_keeps_field_by_field(
    few: tuple[Window, PeoplePage], qtbot: QtBot
) -> None:
    window, page = few
    page.reveal("ana")
    settle(qtbot, page)
    form = page.panel.person.form
    title = form.editors["title"]
    assert isinstance(title, QLineEdit)
    title.setFocus()
    title.setText("Director")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    ana = window.desk.program().get(Person, "ana")
    assert ana is not None and ana.title == "Director"
    assert window.desk.undo_title == "Change title of Ana Ruiz"
    window.desk.undo()
    assert title.text() == ""


def test_what_cannot_be_kept_stays_typed_with_the_reason(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = few
    page.reveal("ana")
    settle(qtbot, page)
    before = window.desk.undo_title
    email = page.panel.person.form.editors["email"]
    assert isinstance(email, QLineEdit)
    email.setText("not an address")
    qtbot.keyClick(email, Qt.Key.Key_Return)
    assert window.desk.undo_title == before
    assert email.text() == "not an address"
    assert "E-mail is not an e-mail address." in labels(page.panel)


def test_history_says_who_when_and_from_what_to_what(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    _, page = few
    page.model.setData(cell(page, "ana", "unit"), "Legal")
    page.reveal("ana")
    settle(qtbot, page)
    page.panel.person.show_tab("history")
    QApplication.processEvents()
    words = labels(page.panel)
    assert "Change unit of Ana Ruiz" in words
    assert "Unit: Product → Legal" in words
    assert any("Lead" in each for each in words)


def test_absences_and_conflicts_are_added_and_removed(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    window, page = few
    page.reveal("ana")
    settle(qtbot, page)

    def away(dialog: RecordDialog) -> None:
        dialog.keep.click()
        assert dialog.isVisible()
        for name, day in (("start", "1 Feb 2027"), ("end", "20 Feb 2027")):
            qtbot.keyClicks(dialog.form.editors[name], day)
        dialog.keep.click()

    def against(dialog: RecordDialog) -> None:
        qtbot.keyClicks(dialog.form.editors["second"], "Li Chen")
        dialog.keep.click()

    window.desk.ask.next(driving(away), driving(against))
    page.panel.person.rotation.add_absence()
    page.panel.person.rotation.add_conflict()
    page.panel.person.show_tab("rotation")
    program = window.desk.program()
    assert [str(each.end) for each in program.absences("ana")] == ["2027-02-20"]
    assert [each.second for each in program.conflicts("ana")] == ["chen"]
    remove = next(each for each in page.panel.findChildren(QWidget) if each.accessibleName() == "Remove Li Chen")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert window.desk.program().conflicts("ana") == ()
    assert window.desk.undo_title == "Remove a conflict of Ana Ruiz"


def test_an_absence_can_be_looked_up_from_elsewhere(opened: Opened, qtbot: QtBot) -> None:
    away = Absence("a1", person="jon", start=date(2027, 1, 1), end=date(2027, 1, 5))
    window = opened(scene(away))
    page = people_page(window)
    page.search("ruiz")
    window.go("people", "a1")
    settle(qtbot, page)
    assert page.table.chosen_ids() == ["jon"]


def test_placements_lead_to_the_board(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    _, page = few
    page.reveal("ana")
    settle(qtbot, page)
    page.panel.person.show_tab("rotation")
    went: list[tuple[str, str]] = []
    page.go.connect(lambda key, id_: went.append((key, id_)))
    line = next(each for each in page.panel.findChildren(QWidget) if "Q1 · Operations" in each.accessibleName())
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert went == [("board", "x1")]


# --- what must not happen -------------------------------------------------------------------------------------------


def test_names_that_look_like_markup_are_shown_as_they_stand(opened: Opened, qtbot: QtBot) -> None:
    hostile = "<img src=x onerror=alert(1)> <b>Bold</b>"
    window = opened(scene(mentee("evil", hostile, manager_name="<i>Boss</i>")))
    page = people_page(window)
    page.reveal("evil")
    settle(qtbot, page)
    for tab in ("profile", "rotation", "history"):
        page.panel.person.show_tab(tab)
        QApplication.processEvents()
        assert hostile in " ".join(labels(page.panel))
    assert cell(page, "evil", "name").data() == hostile
    tip = cell(page, "evil", "name").data(Qt.ItemDataRole.ToolTipRole)
    assert tip is None or "<i>" not in tip
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in page.panel.findChildren(QLabel))


def test_a_book_for_reading_only_offers_no_change(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.desk.book.read_only = True
    page = people_page(window)
    page.table.choose(["ana"], "ana")
    settle(qtbot, page)
    changing = {"people_add", "people_import", "people_remove", "people_edit", "people_give"}
    offered = {action.key for action in page.actions() if action.enabled()}
    assert offered.isdisjoint(changing)
    assert not page.panel.person.form.isEnabled()
    window.desk.book.read_only = False


def test_locking_takes_page_and_model_away(opened: Opened, qtbot: QtBot) -> None:
    window = opened(crowd(30))
    page = people_page(window)
    gone: list[str] = []
    page.model.destroyed.connect(lambda: gone.append("model"))
    page.destroyed.connect(lambda: gone.append("page"))
    window.lock()
    qtbot.waitUntil(lambda: set(gone) == {"model", "page"})


def test_everything_that_takes_the_keyboard_has_a_name(few: tuple[Window, PeoplePage], qtbot: QtBot) -> None:
    _, page = few
    page.reveal("ana")
    settle(qtbot, page)
    unnamed = [
        each
        for root in (page, page.panel)
        for each in root.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
        and not each.accessibleName() and each.focusProxy() is None
        and not getattr(each, "text", str)() and not each.objectName().startswith("qt_")
    ]  # fmt: skip
    assert unnamed == []


# --- helpers --------------------------------------------------------------------------------------------------------


def driving(drive: Callable[[RecordDialog], object]) -> Callable[[RecordDialog], None]:
    """An answer that works the real dialog; a failure within closes it, or the test would never end."""

    def answer(dialog: RecordDialog) -> None:
        try:
            drive(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    return answer


def unit(window: Window, id_: str) -> str:
    found = window.desk.program().get(Person, id_)
    assert found is not None
    return found.unit


def pick(field: QComboBox, value: str) -> None:
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def labels(root: QWidget) -> list[str]:
    return [each.text() for each in root.findChildren(QLabel) if not each.isHidden()]
