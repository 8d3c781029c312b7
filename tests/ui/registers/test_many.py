"""Entering many records at once: typed by keyboard, pasted, filled in; one step, and nothing without a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCompleter, QLineEdit
from pytestqt.qtbot import QtBot

from program.records import Answers, Checkpoint, Goal, Measure, RaterGroup, Rating, Skill, Survey, Target, fields_of
from tests.program.registers_scene import full
from tests.ui.setup.conftest import Hands
from ui.development.page import DevelopmentPage
from ui.governance.page import GovernancePage
from ui.parts.register.many import ManyDialog
from ui.setup.registers import REGISTERS
from ui.setup.safeguards import SAFEGUARDS

Page = Callable[..., Hands]


def type_in(qtbot: QtBot, dialog: ManyDialog, *cells: str) -> None:
    """Type into one cell after the other, going on with Enter."""
    for text in cells:
        if text:
            qtbot.keyClicks(dialog.grid, text[0])
            (editor,) = [each for each in dialog.grid.viewport().findChildren(QLineEdit) if each.isVisible()]
            qtbot.keyClicks(editor, text[1:])
            completer: QCompleter | None = editor.completer()
            if completer is not None and (popup := completer.popup()) is not None:
                popup.hide()
            here = dialog.grid.currentIndex()
            qtbot.keyClick(editor, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda here=here: dialog.grid.currentIndex() != here)  # type: ignore[misc]
        else:
            qtbot.keyClick(dialog.grid, Qt.Key.Key_Return)


def choose(dialog: ManyDialog, name: str, value: object) -> None:
    """Say what is the same in every row."""
    dialog.editors[name].show_value(value)
    dialog.editors[name].settled.emit()


def test_one_skill_is_rated_for_several_people_in_one_step(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("ratings")
    before = len(hands.program.of(Rating))

    def fill(dialog: ManyDialog) -> None:
        choose(dialog, "skill", "pricing")
        choose(dialog, "by", RaterGroup.MENTOR)
        choose(dialog, "on", date(2027, 3, 1))
        dialog._fill("person", dialog._people()[0][2]())
        assert [line.texts["person"] for line in dialog.model.lines[:-1]] == ["Ana Ruiz", "Jon Bakke"]
        assert not dialog.keep.isEnabled(), "nobody is rated yet"
        type_in(qtbot, dialog, "4", "5")
        assert dialog.keep.text() == "Add 2 competency ratings"
        dialog.keep.click()

    hands.drive(fill)
    qtbot.keyClick(hands.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    made = [each for each in hands.program.of(Rating).values() if each.by is RaterGroup.MENTOR]
    assert [(each.person, each.skill, each.level, each.on) for each in made] == [
        ("ana", "pricing", 4, date(2027, 3, 1)), ("jon", "pricing", 5, date(2027, 3, 1)),
    ]  # fmt: skip
    assert hands.window.desk.undo_title == "Add 2 competency ratings"
    assert len(section.chosen) == 2
    hands.window.desk.undo()
    assert len(hands.program.of(Rating)) == before


def test_answers_are_typed_digit_by_digit_and_rows_without_any_are_passed_over(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("answers")

    def fill(dialog: ManyDialog) -> None:
        choose(dialog, "survey", Survey.CONFIDENCE)
        assert [dialog.model.headerData(at, Qt.Orientation.Horizontal) for at in (1, 4)] == [
            "1. I can lead people whom I did not choose.", "4. I can win others for a change.",
        ]  # fmt: skip
        assert len(dialog.model.fields) == 5
        dialog._turn("survey", True)
        assert len(dialog.model.fields) == 9, "each row may be of another survey now"
        dialog._turn("survey", False)
        choose(dialog, "survey", Survey.CONFIDENCE)
        type_in(qtbot, dialog, "", "5", "4", "", "3", "", "2", "2", "2", "2")
        assert dialog.model.ready == 2
        dialog.accept()

    hands.drive(fill)
    section.enter_many()
    made = [each for each in hands.program.of(Answers).values() if each.survey is Survey.CONFIDENCE]
    assert [each.items[:4] for each in made] == [(5, 4, 0, 3), (2, 2, 2, 2)]
    assert all(each.on == date.today() for each in made)


def test_rows_are_pasted_from_a_spreadsheet_with_their_headings(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("goals")
    text = "Due\tPerson\tGoal\n30 Jun 2027\tana@example.org\tLead a bid\n\tBakke, Jon\tRun a plant\n"

    def fill(dialog: ManyDialog) -> None:
        for name in ("start", "due"):
            dialog._turn(name, True)
        QGuiApplication.clipboard().setText(text)
        qtbot.keyClick(dialog.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert dialog.model.ready == 2, dialog.said.text()
        dialog.accept()

    hands.drive(fill)
    section.enter_many()
    made = {each.title: each for each in hands.program.of(Goal).values()}
    assert made["Lead a bid"].due == date(2027, 6, 30) and made["Lead a bid"].person == "ana"
    assert made["Run a plant"].person == "jon"


def test_the_beginning_of_a_name_is_enough_and_what_is_wrong_is_said_with_its_row(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("ratings")

    def fill(dialog: ManyDialog) -> None:
        choose(dialog, "skill", "safety")
        type_in(qtbot, dialog, "an r", "4", "nobody", "4", "jon", "9")
        assert dialog.model.lines[0].texts["person"] == "Ana Ruiz"
        assert dialog.said.text().startswith("Row 2: There is no person called “nobody”")
        dialog.accept()
        assert dialog.isVisible(), "what is wrong is mended first"
        assert dialog.grid.currentIndex().row() == 1
        dialog.model.clear([dialog.model.index(1, at) for at in (0, 1)])
        assert "from 1 to 5" in dialog.said.text()
        dialog.model.setData(dialog.model.index(2, 1), "5")
        dialog.accept()

    hands.drive(fill)
    section.enter_many()
    assert [each.level for each in hands.program.of(Rating).values() if each.skill == "safety"] == [4, 4, 5]


def test_what_is_missing_or_contradicts_itself_keeps_the_dialog_open(page: Page) -> None:
    hands = page("governance")
    section = hands.register("targets")

    def fill(dialog: ManyDialog) -> None:
        dialog.model.paste("Retention\t95\t90\nSatisfaction\t4\t3.5\nClimate\t3\t4", 0, 0)
        dialog.accept()
        assert dialog.isVisible()
        wrong = [" ".join(line.wrong.values()) for line in dialog.model.lines[:3]]
        assert wrong[:2] == ["Figure has a target already.", ""]
        assert wrong[2] == "Amber from is above green: where lower is better, say so."
        dialog.model.clear([dialog.model.index(0, at) for at in range(3)])
        dialog.model.setData(dialog.model.index(2, 1), "4,5")
        dialog.accept()

    hands.drive(fill)
    section.enter_many()
    made = {each.figure: each.green for each in hands.program.of(Target).values()}
    assert made == {Measure.RETENTION: 90, Measure.SATISFACTION: 4.0, Measure.CLIMATE: 4.5}


def test_a_row_for_each_placement_of_a_cycle(page: Page) -> None:
    hands = page()
    section = hands.register("checkpoints")

    def fill(dialog: ManyDialog) -> None:
        offers = {words: (name, texts) for words, name, texts in dialog._placements()}
        name, texts = offers["Q1"]
        dialog._fill(name, texts())
        assert [line.texts["placement"] for line in dialog.model.lines[:-1]] == ["Ana Ruiz, Q1", "Jon Bakke, Q1"]
        at = [spec.name for spec in dialog.model.fields].index("impact")
        dialog.model.setData(dialog.model.index(1, at), "5")
        dialog.accept()

    hands.drive(fill)
    section.enter_many()
    assert [(each.placement, each.impact) for each in hands.program.of(Checkpoint).values()][1:] == [("p2", 5)]


def test_a_skill_that_is_new_comes_with_the_rows_that_name_it(page: Page) -> None:
    hands = page()
    section = hands.register("goals")

    def fill(dialog: ManyDialog) -> None:
        at = [spec.name for spec in dialog.model.fields].index("skill")
        dialog.model.paste("Ana Ruiz\tSail round the world", 0, 0)
        dialog.model.setData(dialog.model.index(0, at), "Diving")
        dialog.model.setData(dialog.model.index(0, at), "Sailing")
        assert dialog.said.text() == "New: Sailing (skill)"
        dialog.accept()

    hands.drive(fill)
    section.enter_many()
    (goal,) = [each for each in hands.program.of(Goal).values() if each.title.startswith("Sail")]
    assert hands.program.words(goal, "skill") == "Sailing"
    assert "Diving" not in {each.name for each in hands.program.of(Skill).values()}


EVERY = {**REGISTERS, **SAFEGUARDS, **DevelopmentPage.registers(None), **GovernancePage.registers(None)}  # type: ignore[arg-type]


@pytest.mark.parametrize("key", EVERY)
def test_every_register_can_be_filled_so(key: str, qtbot: QtBot) -> None:
    register = EVERY[key]
    dialog = ManyDialog(
        register.cls, full(), alike=register.alike, leave_out=register.leave_out, wording=register.wording
    )
    qtbot.addWidget(dialog)
    there = {*dialog.editors, *(spec.name for spec in dialog.model.fields)}
    assert {spec.name for spec in fields_of(register.cls) if spec.required} <= there
    assert set(register.alike) <= there


def test_escape_throws_away_what_was_typed_only_when_pressed_again(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("goals")

    def fill(dialog: ManyDialog) -> None:
        dialog.model.paste("Ana Ruiz\tLead a bid", 0, 0)
        qtbot.keyClick(dialog.editors["due"], Qt.Key.Key_Return)
        assert dialog.isVisible(), "Enter in a field above the rows adds nothing"
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert dialog.said.text().startswith("1 row would be lost")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    hands.drive(fill)
    section.enter_many()
    assert len(hands.program.of(Goal)) == 3
