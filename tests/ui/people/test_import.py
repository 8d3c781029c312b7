"""The import of a roster through the real window: from the file to the book, and back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from program.intake import Choice, Concern, Outcome
from program.program import Program
from program.records import CHARTER, Charter, Lifecycle, Person, Source
from tests.program.scene import scene
from tests.ui.conftest import quiet
from ui.people.page import PeoplePage
from ui.people.wizard import ImportWizard
from ui.people.wizard.wizard import CHECK, COLUMNS, DONE, FILE
from ui.window import Window

Opened = Callable[..., Window]
Drive = Callable[[ImportWizard], object]

ROSTER = """\
Emp ID,First Name,Last Name,Work Email,Hire Date,Supervisor,Employee Status,Department,DOB,Salary
1,Ana,Ruiz,ana@example.org,2020-03-01,Ben Okafor,Active,Finance,1980-01-02,100
2,Ben,Okafor,ben@example.org,2018-05-17,,Active,Operations,1975-01-02,200
3,Li,Chen,ben@example.org,2019-02-31,Nobody Known,Active,Finance,1975-01-02,200
4,Ana,Ruiz,other@example.org,03/04/2021,Ben Okafor,Sabbatical,Legal,1990-01-02,90
5,,,,2020-01-01,Ben Okafor,Active,Legal,,
6,Mei,Tanaka,mei at example,2021-01-01,Mei Tanaka,Terminated,Legal,,
"""


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A small roster with something wrong in almost every row."""
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, "utf-8")
    return path


@pytest.fixture
def empty(opened: Opened) -> Window:
    window = opened(Program.of_records([Charter(CHARTER, name="Test program")]))
    window.go("people")
    return window


def page_of(window: Window) -> PeoplePage:
    page = window.page
    assert isinstance(page, PeoplePage)
    return page


def importing(window: Window, path: Path | None, drive: Drive) -> None:
    """Open the import as the user does, and work the real dialog; a failure within closes it."""

    def answer(wizard: ImportWizard) -> None:
        try:
            drive(wizard)
        finally:
            if wizard.isVisible():
                wizard.reject()

    window.desk.ask.next(answer)
    page_of(window).bring_in(path)


def to_columns(qtbot: QtBot, wizard: ImportWizard) -> None:
    qtbot.waitUntil(lambda: wizard.draft is not None, timeout=20_000)
    if wizard.step == FILE:
        wizard.next.click()
    assert wizard.step == COLUMNS


def to_check(qtbot: QtBot, wizard: ImportWizard) -> None:
    to_columns(qtbot, wizard)
    wizard.next.click()
    checked(qtbot, wizard)


def checked(qtbot: QtBot, wizard: ImportWizard) -> None:
    qtbot.waitUntil(lambda: not wizard.check.working, timeout=20_000)


def to_done(qtbot: QtBot, wizard: ImportWizard) -> None:
    wizard.next.click()
    assert wizard.step == DONE
    qtbot.waitUntil(lambda: not wizard.writing, timeout=20_000)


def people(window: Window) -> dict[str, Person]:
    return {each.number: each for each in window.desk.program().of(Person).values()}


def choose(wizard: ImportWizard, qtbot: QtBot, concern: Concern, choice: Choice) -> None:
    field = wizard.check.cards[concern].field
    field.setCurrentIndex(field.findData(choice.value))
    field.activated.emit(field.currentIndex())
    qtbot.waitUntil(lambda: wizard.check.ready, timeout=20_000)


# --- the whole way --------------------------------------------------------------------------------------------------


def test_a_roster_goes_in_with_what_rotunda_offers_and_comes_out_by_one_undo(
    empty: Window, roster: Path, qtbot: QtBot
) -> None:
    said: list[str] = []

    def drive(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        intake = wizard.check.intake
        assert intake is not None
        said.extend(f"{concern.value} {count}" for concern, count in intake.counts().items())
        assert wizard.next.text() == "Import 5 people"
        to_done(qtbot, wizard)
        assert wizard.done_.title.text() == "5 people added"
        assert "1 row of the file was left out" in wizard.done_.more.text()
        wizard.next.click()

    importing(empty, roster, drive)
    assert set(said) == {
        "missing_name 1", "doubled_email 1", "doubled_name 1", "unknown_manager 1", "own_manager 1",
        "impossible_date 1", "ambiguous_date 1", "unknown_status 1", "unknown_value 1",
    }  # fmt: skip
    found = people(empty)
    assert set(found) == {"1", "2", "3", "4", "6"}
    assert found["1"].manager == found["2"].id
    assert found["3"].email == "" and found["3"].manager_name == "Nobody Known"
    assert found["6"].status is Lifecycle.LEFT
    assert all("Salary" not in dict(each.custom) for each in found.values())
    assert page_of(empty).model.rowCount() == 5
    assert empty.desk.undo_title == "Import 5 people from roster.csv"
    empty.desk.undo()
    assert people(empty) == {}
    assert page_of(empty).nobody.isVisible()


def test_every_problem_stands_with_row_column_and_sentence(empty: Window, roster: Path, qtbot: QtBot) -> None:
    lines: list[tuple[str, ...]] = []

    def drive(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        for model in (wizard.columns.model, wizard.check.rows, wizard.check.problems):
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, wizard)
        lines.extend(rows(wizard.check.problems))
        wizard.check.cards[Concern.IMPOSSIBLE_DATE].pressed.emit(Concern.IMPOSSIBLE_DATE)
        assert wizard.check.tabs.currentIndex() == 1
        assert [line[0] for line in rows(wizard.check.problems)] == ["4"]

    importing(empty, roster, drive)
    assert ("4", "Hire Date", "“2019-02-31” is no date that there is.") in lines
    assert ("4", "Supervisor", "“Nobody Known” is neither in this file nor in the book.") in lines
    assert ("6", "First Name", "The row names nobody.") in lines or ("6", "Whole row", "The row names nobody.") in lines


def test_each_class_of_problems_can_be_settled_and_shows_at_once(empty: Window, roster: Path, qtbot: QtBot) -> None:
    def drive(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        choose(wizard, qtbot, Concern.DOUBLED_NAME, Choice.MERGE)
        assert wizard.next.text() == "Import 4 people"
        choose(wizard, qtbot, Concern.UNKNOWN_MANAGER, Choice.SKIP)
        assert wizard.next.text() == "Import 3 people"
        wizard.check.outcomes[Outcome.LEFT_OUT].click()
        assert {line[0] for line in rows(wizard.check.rows)} >= {"4", "6"}
        to_done(qtbot, wizard)
        wizard.next.click()

    importing(empty, roster, drive)
    assert set(people(empty)) == {"1", "2", "6"}


def test_day_or_month_first_is_asked_once_and_remembered(empty: Window, roster: Path, qtbot: QtBot) -> None:
    def drive(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        assert not wizard.check.day_first.isHidden()
        wizard.check.day_first.day.click()
        qtbot.waitUntil(lambda: wizard.check.ready and Concern.AMBIGUOUS_DATE not in wizard.check.cards)
        to_done(qtbot, wizard)
        wizard.next.click()

    importing(empty, roster, drive)
    assert people(empty)["4"].start.isoformat() == "2021-04-03"

    def again(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        assert Concern.AMBIGUOUS_DATE not in wizard.check.cards
        assert wizard.check.intake is not None and not wizard.check.intake.change
        assert wizard.check.title.text() == "Nothing would change"
        assert not wizard.next.isEnabled()

    importing(empty, roster, again)


def test_the_setting_for_dates_answers_before_the_question(empty: Window, roster: Path, qtbot: QtBot) -> None:
    empty.settings.set(dates="month")

    def drive(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        assert wizard.check.day_first.isHidden()

    importing(empty, roster, drive)


def test_a_second_file_shows_what_changes_from_what_to_what(empty: Window, roster: Path, qtbot: QtBot) -> None:
    def first(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        to_done(qtbot, wizard)
        wizard.next.click()

    importing(empty, roster, first)
    roster.write_text(ROSTER.replace("ana@example.org,2020-03-01,Ben Okafor,Active,Finance",
                                     "ana@example.org,2020-03-01,Ben Okafor,Active,Strategy"), "utf-8")  # fmt: skip

    def second(wizard: ImportWizard) -> None:
        to_columns(qtbot, wizard)
        assert "as last time" in {line[3] for line in rows(wizard.columns.model)}
        wizard.next.click()
        checked(qtbot, wizard)
        assert wizard.next.text() == "Import 1 person"
        wizard.check.outcomes[Outcome.CHANGED].click()
        assert rows(wizard.check.rows) == [("2", "Ana Ruiz", "Changed", "Unit: Finance → Strategy")]
        to_done(qtbot, wizard)
        assert wizard.done_.title.text() == "1 person changed"
        wizard.done_.undo.click()
        assert wizard.done_.title.text() == "Undone"
        wizard.next.click()

    importing(empty, roster, second)
    assert people(empty)["1"].unit == "Finance"


# --- columns --------------------------------------------------------------------------------------------------------


def test_private_columns_are_left_out_and_said_so(empty: Window, roster: Path, qtbot: QtBot) -> None:
    def drive(wizard: ImportWizard) -> None:
        to_columns(qtbot, wizard)
        table = {line[0]: line for line in rows(wizard.columns.model)}
        assert table["DOB"][2:] == ("Left out", "private, so left out")
        assert table["Salary"][2:] == ("Left out", "private, so left out")
        assert table["Work Email"][2] == "E-mail"
        words = [each.text() for each in wizard.columns.findChildren(QLabel) if each.isVisible()]
        assert "2 columns look private and are left out." in words

    importing(empty, roster, drive)


def test_a_column_is_taken_for_something_else_with_the_keyboard(empty: Window, roster: Path, qtbot: QtBot) -> None:
    def drive(wizard: ImportWizard) -> None:
        to_columns(qtbot, wizard)
        view, model = wizard.columns.view, wizard.columns.model
        row = next(at for at, line in enumerate(rows(model)) if line[0] == "Department")
        view.setCurrentIndex(model.index(row, 2))
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_F2)
        editor = view.viewport().findChild(QComboBox)
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData("location"))
        editor.activated.emit(editor.currentIndex())
        assert rows(model)[row][2:] == ("Location", "chosen")
        wizard.next.click()
        checked(qtbot, wizard)
        wizard.back.click()
        assert rows(model)[row][2:] == ("Location", "chosen")
        wizard.next.click()
        checked(qtbot, wizard)
        to_done(qtbot, wizard)
        wizard.next.click()

    importing(empty, roster, drive)
    assert people(empty)["1"].location == "Finance"
    kept = next(iter(empty.desk.program().of(Source).values()))
    assert dict(kept.mapping)["Department"] == "location"


def test_nobody_named_is_said_before_going_on(empty: Window, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "nobody.csv"
    path.write_text("Weather,Colour\nfine,red\n", "utf-8")

    def drive(wizard: ImportWizard) -> None:
        to_columns(qtbot, wizard)
        assert not wizard.next.isEnabled()
        words = [each.text() for each in wizard.columns.findChildren(QLabel) if each.isVisible()]
        assert "No column says who the people are." in words

    importing(empty, path, drive)
    assert people(empty) == {}


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_says_where_and_keeps_the_window(
    empty: Window, tmp_path: Path, roster: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"Name,Title\nAna Ruiz," + b"x" * 40_000 + b"\n")

    def drive(wizard: ImportWizard) -> None:
        qtbot.waitUntil(lambda: not wizard.file.banner.isHidden(), timeout=20_000)
        assert wizard.file.banner.words.startswith("Row 2: a cell here is longer than")
        assert "Nothing was imported" in wizard.file.banner.words
        assert wizard.step == FILE and not wizard.next.isEnabled()
        empty.desk.ask.next(roster)
        wizard.file.choose.click()
        to_check(qtbot, wizard)

    importing(empty, bad, drive)


def test_a_file_can_be_dropped_on_the_wizard(empty: Window, roster: Path, qtbot: QtBot) -> None:
    def drive(wizard: ImportWizard) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(roster))])
        dropped = QDropEvent(
            QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        wizard.file.dropEvent(dropped)
        to_check(qtbot, wizard)

    importing(empty, None, drive)


def test_a_workbook_of_several_sheets_asks_which(empty: Window, tmp_path: Path, qtbot: QtBot) -> None:
    from storage.exchange.write import Sheet, as_xlsx

    path = tmp_path / "two.xlsx"
    path.write_bytes(
        as_xlsx([Sheet("Notes", ("Note",), [("hello",)]), Sheet("Staff", ("Name", "Unit"), [("Ana Ruiz", "Finance")])])
    )

    def drive(wizard: ImportWizard) -> None:
        qtbot.waitUntil(lambda: wizard.file.table is not None, timeout=20_000)
        assert wizard.step == FILE
        assert wizard.file.sheet.isVisible()
        wizard.file.sheet.setCurrentText("Staff")
        wizard.file.sheet.activated.emit(1)
        qtbot.waitUntil(lambda: wizard.draft is not None and wizard.draft.table.facts.sheet == "Staff", timeout=20_000)
        to_check(qtbot, wizard)
        to_done(qtbot, wizard)
        wizard.done_.show_them.click()

    importing(empty, path, drive)
    page = page_of(empty)
    assert [each.name for each in empty.desk.program().of(Person).values()] == ["Ana Ruiz"]
    assert page.table.chosen_ids() == [each.id for each in page.model.shown]


def test_the_keyboard_walks_the_import_and_enter_never_imports_by_the_way(
    empty: Window, roster: Path, qtbot: QtBot
) -> None:
    def drive(wizard: ImportWizard) -> None:
        to_columns(qtbot, wizard)
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
        assert wizard.step == CHECK
        checked(qtbot, wizard)
        for widget in (wizard.check.focusProxy(), next(iter(wizard.check.cards.values())).field):
            widget.setFocus()
            qtbot.keyClick(widget, Qt.Key.Key_Return)
            assert wizard.step == CHECK
        unnamed = [
            each for each in wizard.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.accessibleName()
            and not getattr(each, "text", str)() and each.focusProxy() is None
            and not each.objectName().startswith("qt_")
        ]  # fmt: skip
        assert unnamed == []
        wizard.next.setFocus()
        qtbot.keyClick(wizard.next, Qt.Key.Key_Return)
        assert wizard.step == DONE
        qtbot.waitUntil(lambda: not wizard.writing, timeout=20_000)
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)

    importing(empty, roster, drive)
    assert len(people(empty)) == 5


# --- leaving --------------------------------------------------------------------------------------------------------


def test_escape_leaves_no_trace_at_any_step(empty: Window, roster: Path, qtbot: QtBot) -> None:
    before = empty.desk.undo_title

    def drive(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        choose(wizard, qtbot, Concern.DOUBLED_NAME, Choice.MERGE)
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)
        assert not wizard.isVisible()
        assert wizard.draft is None

    importing(empty, roster, drive)
    assert empty.desk.undo_title == before
    assert people(empty) == {}
    assert empty.desk.program().of(Source) == {}


@pytest.mark.parametrize("step", [FILE, COLUMNS, CHECK])
def test_locking_closes_the_import_and_leaves_nothing(empty: Window, roster: Path, qtbot: QtBot, step: int) -> None:
    gone: list[str] = []

    def drive(wizard: ImportWizard) -> None:
        wizard.destroyed.connect(lambda: gone.append("wizard"))
        if step == COLUMNS:
            to_columns(qtbot, wizard)
        elif step == CHECK:
            to_check(qtbot, wizard)
        empty.lock()
        assert not wizard.isVisible()

    importing(empty, roster, drive)
    qtbot.waitUntil(lambda: gone == ["wizard"])
    assert not empty.desk.is_open
    assert not any(isinstance(each, ImportWizard) for each in empty.findChildren(QWidget))


def test_people_already_in_the_book_are_told_apart(opened: Opened, roster: Path, qtbot: QtBot) -> None:
    window = opened(scene())
    window.go("people")

    def drive(wizard: ImportWizard) -> None:
        to_check(qtbot, wizard)
        words = [each.text() for each in wizard.check.findChildren(QLabel) if not each.isHidden()]
        assert any("not in this file; they stay as they are" in each for each in words)
        assert wizard.check.clear.isVisible()

    importing(window, roster, drive)
    quiet(qtbot, window)


def rows(model: QAbstractItemModel) -> list[tuple[str, ...]]:
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_letters_and_delimiter_can_be_set_right(empty: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("Name;Title\nЖанна Орлова;Director, retail\n".encode("cp1251"))
    names: list[str] = []

    def again(wizard: ImportWizard, field: QComboBox, value: str) -> None:
        wizard.show_step(FILE)
        field.setCurrentIndex(field.findData(value))
        field.activated.emit(field.currentIndex())
        qtbot.waitUntil(lambda: not wizard.file.reading, timeout=20_000)

    def drive(wizard: ImportWizard) -> None:
        qtbot.waitUntil(lambda: wizard.draft is not None, timeout=20_000)
        again(wizard, wizard.file.delimiter, ",")
        assert wizard.file.table is not None
        assert wizard.file.table.headings[0] == "Name;Title"
        again(wizard, wizard.file.delimiter, ";")
        again(wizard, wizard.file.encoding, "cp1251")
        assert wizard.file.table is not None
        names.append(str(wizard.file.table.rows[0].cells[0]))

    importing(empty, path, drive)
    assert names == ["Жанна Орлова"]
