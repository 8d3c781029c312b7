"""A file for a register: looked through before anything is kept, and brought in as one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from program.records import Goal, Rating
from tests.ui.setup.conftest import Hands
from ui.parts.register.bring import BringInDialog
from ui.parts.register.register import RegisterSection

Page = Callable[..., Hands]


def bring(
    hands: Hands, qtbot: QtBot, section: RegisterSection, path: Path, deed: Callable[[BringInDialog], object]
) -> None:
    """Choose the file, use the dialog once it has looked through it, and wait until it is over."""
    over: list[bool] = []

    def use(dialog: BringInDialog) -> None:
        qtbot.waitUntil(lambda: not hands.window.desk.jobs.running, timeout=20_000)
        try:
            deed(dialog)
        finally:
            over.append(True)
            if dialog.isVisible():
                dialog.reject()

    hands.window.desk.ask.next(path, use)
    section.bring_in()
    qtbot.waitUntil(lambda: bool(over), timeout=20_000)
    hands.quiet()


def test_goals_come_in_from_a_file_as_one_step_and_are_chosen(page: Page, qtbot: QtBot, tmp_path: Path) -> None:
    hands = page()
    section = hands.register("goals")
    path = tmp_path / "goals.csv"
    rows = "Ana Ruiz,Lead a bid,Pricing,2027-06-30", "Nobody,Run a plant,,", '"Bakke, Jon",Sail,,'
    path.write_text("\n".join(("Name,Goal,Competency,Deadline", *rows)), "utf-8")

    def use(dialog: BringInDialog) -> None:
        assert dialog.counts.text() == "2 new · 1 left out"
        assert {heading: box.currentData() for heading, box in dialog.boxes.items()} == {
            "Name": "person", "Goal": "title", "Competency": "skill", "Deadline": "due",
        }  # fmt: skip
        assert dialog.tabs.tabText(2) == "Problems (1)"
        shown = [dialog.troubles.index(0, at).data() for at in range(4)]
        assert shown == ["3", "Name", "Row left out", "There is no person called “Nobody” in the book: add it first."]
        assert dialog.rows.index(0, 3).data() == "Goal: Lead a bid; Skill: Pricing; Due: 2027-06-30"
        assert dialog.keep.text() == "Import 2 development goals"
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.isVisible(), "Enter does not import by the way"
        dialog.keep.click()

    bring(hands, qtbot, section, path, use)
    assert {each.title for each in hands.program.of(Goal).values()} >= {"Lead a bid", "Sail"}
    assert hands.window.desk.undo_title == "Import 2 development goals from goals.csv"
    assert len(section.chosen) == 2
    hands.window.desk.undo()
    assert len(hands.program.of(Goal)) == 3


def test_the_same_file_again_has_nothing_to_import(page: Page, qtbot: QtBot, tmp_path: Path) -> None:
    hands = page()
    section = hands.register("goals")
    path = tmp_path / "goals.csv"
    path.write_text("Person,Goal,Due\nAna Ruiz,Run the close,2020-06-30\n", "utf-8")

    def use(dialog: BringInDialog) -> None:
        assert dialog.counts.text() == "1 unchanged"
        assert not dialog.keep.isEnabled()

    bring(hands, qtbot, section, path, use)


def test_a_heading_nobody_knows_is_chosen_by_hand_and_doubtful_days_are_asked_about(
    page: Page, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = page()
    section = hands.register("ratings")
    path = tmp_path / "ratings.csv"
    path.write_text("Wer,Skill,Punkte,Tag\nAna Ruiz,Pricing,4,3/4/2027\n", "utf-8")

    def use(dialog: BringInDialog) -> None:
        assert "No column says: Person" in dialog.banner.words
        for heading, key in (("Wer", "person"), ("Punkte", "level"), ("Tag", "on")):
            box = dialog.boxes[heading]
            box.setCurrentIndex(box.findData(key))
            box.activated.emit(box.currentIndex())
        qtbot.waitUntil(lambda: dialog.intake is not None, timeout=20_000)
        hands.quiet()
        assert not dialog.days.isHidden()
        dialog.days.setCurrentIndex(1)
        dialog.days.activated.emit(1)
        hands.quiet()
        qtbot.waitUntil(lambda: dialog.keep.isEnabled(), timeout=20_000)
        dialog.keep.click()

    bring(hands, qtbot, section, path, use)
    (made,) = [each for each in hands.program.of(Rating).values() if each.level == 4 and each.person == "ana"]
    assert made.on == date(2027, 4, 3)


def test_calling_it_off_leaves_the_book_as_it_was(page: Page, qtbot: QtBot, tmp_path: Path) -> None:
    hands = page()
    section = hands.register("goals")
    path = tmp_path / "goals.csv"
    path.write_text("Person,Goal\nAna Ruiz,Lead a bid\n", "utf-8")
    bring(hands, qtbot, section, path, lambda dialog: dialog.reject())
    assert len(hands.program.of(Goal)) == 3
    assert hands.window.desk.undo_title == "Fill the book"


def test_another_sheet_of_a_workbook_can_be_chosen(page: Page, qtbot: QtBot, tmp_path: Path) -> None:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    path = tmp_path / "talent.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("Read me").write_row(0, 0, ("Of", "What"))
        book.worksheets()[0].write_row(1, 0, ("HR", "Goals"))
        goals = book.add_worksheet("Goals")
        goals.write_row(0, 0, ("Person", "Goal"))
        goals.write_row(1, 0, ("Ana Ruiz", "Lead a bid"))
    hands = page()
    section = hands.register("goals")

    def use(dialog: BringInDialog) -> None:
        assert "No column says" in dialog.banner.words
        dialog.sheets.setCurrentText("Goals")
        dialog.sheets.activated.emit(dialog.sheets.currentIndex())
        qtbot.waitUntil(lambda: dialog.keep.isEnabled(), timeout=20_000)
        assert dialog.counts.text() == "1 new"
        dialog.keep.click()

    bring(hands, qtbot, section, path, use)
    assert "Lead a bid" in {each.title for each in hands.program.of(Goal).values()}
