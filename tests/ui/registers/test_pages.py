"""What the registers of development and governance show: whose it is, what is late, what is missing, and the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from program.program import Program
from program.records import CHARTER, Answers, Charter, Decision, Goal, Performance, Survey
from tests.program.registers_scene import full
from tests.ui.setup.conftest import Hands
from ui.parts.editors import ChoiceEditor
from ui.parts.record_dialog import RecordDialog
from ui.parts.register.register import RegisterSection
from ui.people.page import PeoplePage

Page = Callable[..., Hands]


def cells(section: RegisterSection, id_: str) -> dict[str, str]:
    """What a row shows, by column."""
    row = section.model.row_of(id_)
    return {column.key: section.model.index(row, at).data() for at, column in enumerate(section.model.columns)}


def facts(section: RegisterSection, id_: str) -> str:
    """What stands below the name of the record chosen."""
    section.table.choose([id_])
    return section.details.facts.text()


@pytest.mark.parametrize("key", ["development", "governance"])
def test_every_register_shows_its_records_with_their_form_and_fits_a_small_window(page: Page, key: str) -> None:
    hands = page(key)
    hands.window.resize(1024, 700)
    for name in hands.page._entries:
        section = hands.register(name)
        there = hands.program.of(section.register.cls)
        assert section.model.rowCount() == len(there) > 0, name
        section.table.selectRow(0)
        assert section.details.form.isVisibleTo(hands.window), name
        assert section.details.title.text() == section.register.title(hands.program, section.chosen[0])
        hands.quiet()
        assert section.minimumSizeHint().width() <= section.width(), name


@pytest.mark.parametrize("key", ["development", "governance"])
def test_an_empty_register_says_what_belongs_there_and_how_to_begin(page: Page, key: str) -> None:
    hands = page(key, Program.of_records([Charter(CHARTER, name="Empty")]))
    for name in hands.page._entries:
        section = hands.register(name)
        assert any("yet" in each.text() for each in section._empty.findChildren(QLabel)), name
        assert section._empty.deed.text().startswith("Add "), name
        assert section._empty.more.text() == "Enter many…", name


def test_a_goal_says_whose_it_is_and_how_late_and_undo_says_nothing_of_it(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("goals")
    assert "It was due on 30 Jun 2020" in facts(section, "late")
    assert "Newest rating: 3 of 5 (self), 5 Sep 2026." in section.details.facts.text()
    assert section.details.title.text() == "Goal of Ana Ruiz"
    assert "Reached 10 days after it was due." in facts(section, "reached")
    section.table.choose(["late"])
    section.remove()
    assert hands.window.desk.undo_title == "Remove development goal"


def test_chips_keep_to_a_part_and_say_how_many_it_holds(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("goals")
    chips = section.narrowing.chips
    assert chips["overdue"].text() == "Overdue  1" and chips["open"].text() == "Open  2"
    qtbot.mouseClick(chips["overdue"], Qt.MouseButton.LeftButton)
    assert [item.id for item in section.model.shown] == ["late"]
    hands.page.reveal("far")
    assert len(section.model.shown) == 3, "what is asked for is shown, whatever was narrowed"
    qtbot.mouseClick(chips["open"], Qt.MouseButton.LeftButton)
    assert {item.id for item in section.model.shown} == {"late", "far"}
    qtbot.mouseClick(chips["open"], Qt.MouseButton.LeftButton)
    assert len(section.model.shown) == 3


def test_a_register_can_keep_to_one_person_also_by_their_placements(page: Page, qtbot: QtBot) -> None:
    hands = page()
    hands.window.go("development", "recommendations jon")
    section = hands.page.front
    assert isinstance(section, RegisterSection)
    assert [item.id for item in section.model.shown] == ["m2"], "jon's is known by his placement"
    assert section.narrowing.only.text() == "Only Jon Bakke"
    section.table.choose(["m2"])
    link = section.details.people[0]
    assert (link.text(), link.isVisibleTo(section.details)) == ("Jon Bakke", True)
    gone: list[tuple[str, str]] = []
    section.go.connect(lambda key, id_: gone.append((key, id_)))
    link.click()
    assert gone == [("people", "jon")]
    hands.window.go("development", "recommendations jon")
    qtbot.mouseClick(section.narrowing.only, Qt.MouseButton.LeftButton)
    assert len(section.model.shown) == 2


def test_a_person_leads_to_what_is_kept_of_their_development(page: Page, qtbot: QtBot) -> None:
    hands = page("governance")
    hands.window.go("people", "ana")
    people = hands.window.page
    assert isinstance(people, PeoplePage)
    panel = people.panel.person
    panel.show_tab("rotation")
    lines = panel.development
    qtbot.waitUntil(lambda: bool(lines.words))
    assert lines.words == ["2 development goals, 1 overdue", "2 competency ratings", "1 nomination",
                           "1 readiness rating", "1 checkpoint", "1 recommendation", "1 questionnaire",
                           "1 performance reading"]  # fmt: skip
    lines.wanted.emit("goals")
    qtbot.waitUntil(lambda: hands.window.page is not None and hands.window.page.key == "development")
    front = hands.window.page.front
    assert {item.id for item in front.model.shown} == {"late", "reached"}
    assert front.blank().person == "ana", "what is added now is hers"


def test_succession_says_who_is_named_and_where_nobody_is(page: Page) -> None:
    hands = page()
    section = hands.register("roles")
    shown = cells(section, "cfo")
    assert (shown["named"], shown["ready"]) == ("1", "1")
    assert facts(section, "cfo") == "Ana Ruiz: ready now"
    assert facts(section, "coo") == "Nobody is named for it."
    assert section.narrowing.chips["nobody"].text() == "Nobody named  1"
    nominations = hands.register("nominations")
    assert cells(nominations, "n1")["ready"] == "Ready now"


def test_deliverables_say_where_they_stand(page: Page) -> None:
    hands = page()
    section = hands.register("recommendations")
    assert [cells(section, each)["stage"] for each in ("m1", "m2")] == ["Proposed", "Implemented"]
    assert "100 days from proposal to practice." in facts(section, "m2")
    assert "Waiting for an answer" in facts(section, "m1")


def test_numbers_are_shown_short_and_ordered_as_numbers(page: Page) -> None:
    hands = page()
    section = hands.register("performance")
    shown = cells(section, "f1")
    assert (shown["before"], shown["after"], shown["moved"]) == ("9.5", "4.25", "-5.25")
    hands.window.go("governance", "baselines")
    baselines = hands.window.page.front
    assert cells(baselines, "l1")["value"] == "88.25" and cells(baselines, "l1")["n"] == "1,412"


def test_answers_stand_under_their_questions_and_only_those_of_the_survey(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("answers")
    assert cells(section, "a1")["mean"] == "6.1 of 7", "reversed items are turned round"
    assert "items 1, 3, 5 are turned round" in facts(section, "a1")
    form = section.details.form
    first, last = form.editors["item_1"], form.editors["item_7"]
    assert first.accessibleName() == "1. A mistake is held against whoever made it in this group."
    assert last.isVisibleTo(form)
    section.table.choose(["a2"])
    assert first.accessibleName() == "1. The program is worth the time I give it."
    assert not last.isVisibleTo(form)
    survey = form.editors["survey"]
    assert isinstance(survey, ChoiceEditor)
    section.table.choose(["a3"])
    survey.show_value(Survey.SATISFACTION)
    survey.settled.emit()
    assert hands.program.of(Answers)["a3"].items == (2, 5, 1, 0, 0, 0, 0), "what this survey does not ask is not kept"
    section.table.choose(["a2"])
    third = form.editors["item_3"]
    assert isinstance(third, QSpinBox)
    third.setValue(7)
    third.settled.emit()
    assert hands.program.of(Answers)["a2"].item_3 == 0, "7 is beyond this survey's scale"
    complaints = [each.text() for each in form.findChildren(QLabel) if "must be between 1 and 5" in each.text()]
    assert complaints


def test_a_decision_asked_for_is_told_from_one_that_was_taken(page: Page) -> None:
    hands = page("governance")
    section = hands.register("decisions")
    assert "It was needed by 1 Jan 2020" in facts(section, "b1")
    assert facts(section, "b2") == ""
    assert section.narrowing.chips["required"].text() == "Required  1"
    assert not section.removes
    assert hands.program.of(Decision)["b1"].on is None
    assert section.model.shown[0].id == "b1"  # what is asked for stands first


def test_a_meeting_whose_day_is_past_is_asked_about(page: Page) -> None:
    hands = page("governance")
    section = hands.register("meetings")
    assert "was it held?" in facts(section, "g1")
    assert section.narrowing.chips["open"].text() == "Was it held?  1"


def test_risks_stand_by_severity_and_say_what_is_missing(page: Page) -> None:
    hands = page("governance")
    section = hands.register("risks")
    assert [item.id for item in section.model.shown] == ["k1", "k2"]
    assert facts(section, "k1").startswith("Other · severity 16 of 25, high")
    assert "Nothing is said yet about what is done against it." in section.details.facts.text()


def test_a_target_says_its_rule_and_a_story_who_has_not_agreed(page: Page) -> None:
    hands = page("governance")
    targets = hands.register("targets")
    assert (cells(targets, "t1")["green"], cells(targets, "t1")["amber"]) == ("≥ 90 %", "≥ 82.5 %")
    assert facts(targets, "t1").startswith("Green ≥ 90 %, amber ≥ 82.5 %.\n")
    assert targets.details.form.editors["green"].accessibleName() == "Green from (%)"
    stories = hands.register("stories")
    assert cells(stories, "s1")["consent"] == "1 missing"
    assert facts(stories, "s1") == "It is not told before they agree: Jon Bakke."


def test_what_contradicts_itself_is_refused_beside_its_field(page: Page) -> None:
    hands = page()
    section = hands.register("goals")
    section.table.choose(["reached"])
    due = section.details.form.editors["due"]
    due.setText("1 Jan 2025")
    due.setModified(True)
    due.editingFinished.emit()
    said = [each.text() for each in section.details.form.findChildren(QLabel) if "before the day" in each.text()]
    assert said == ["Due is before the day on which the goal was agreed."]
    assert hands.program.of(Goal)["reached"].due == full().of(Goal)["reached"].due


def test_the_form_of_a_new_questionnaire_follows_its_survey(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("answers")

    def fill(dialog: RecordDialog) -> None:
        form = dialog.form
        survey = form.editors["survey"]
        assert isinstance(survey, ChoiceEditor)
        survey.show_value(Survey.CONFIDENCE)
        survey.settled.emit()
        assert form.editors["item_4"].accessibleName() == "4. I can win others for a change."
        assert not form.editors["item_5"].isVisibleTo(form)
        item = form.editors["item_4"]
        assert isinstance(item, QSpinBox)
        item.setValue(5)
        dialog.keep.click()

    hands.drive(fill)
    section.add()
    assert any(each.item_4 == 5 for each in hands.program.of(Answers).values())


def test_what_is_typed_into_a_cell_is_kept_when_tab_leaves_it(page: Page, qtbot: QtBot) -> None:
    hands = page()
    section = hands.register("performance")
    column = next(at for at, each in enumerate(section.model.columns) if each.key == "after")
    section.table.setCurrentIndex(section.model.index(0, column))
    section.table.edit_current()
    editor = section.table.findChild(QDoubleSpinBox)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "3,75")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: hands.program.of(Performance)["f1"].after == 3.75)
