"""Rules: switched, weighed, numbered, and what they find in the present plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from program.findings import Severity
from program.program import Program
from program.records import CHARTER, Charter, Host, RuleSetting
from program.rules import RULES, review
from tests.program.scene import placed, scene
from tests.ui.setup.conftest import Hands
from ui.setup.rulepanel import FindingButton
from ui.setup.rules import RulesSection
from ui.setup.tally import tally

Setup = Callable[..., Hands]


def crowded() -> Program:
    """Two mentees in the one seat of Finance, with the same mentor."""
    return scene(placed("a", "ana", "q1", "fin", "okafor"), placed("j", "jon", "q1", "fin", "okafor"))


def rules(hands: Hands) -> RulesSection:
    hands.page.reveal("rules")
    section = hands.page.front
    assert isinstance(section, RulesSection)
    hands.qtbot.waitUntil(lambda: section.tallies is not None, timeout=20_000)
    return section


def settled(hands: Hands, section: RulesSection) -> None:
    """Wait until what the rules find has been worked out anew."""
    before = section.tallies
    hands.qtbot.waitUntil(lambda: section.tallies is not before, timeout=20_000)


def test_every_rule_stands_there_with_its_sentence_and_how_strict_it_is(setup: Setup) -> None:
    section = rules(setup())
    assert set(section.rows) == set(RULES)
    for key, row in section.rows.items():
        assert row.sentence.text() == RULES[key].sentence
        assert row.kind.text() == ("weighed" if RULES[key].severity is Severity.SOFT else "must hold")
        assert (row.slider is None) is (RULES[key].severity is Severity.HARD)


def test_findings_are_counted_and_those_in_the_same_words_stand_once(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(crowded())
    section = rules(hands)
    row = section.rows["seat_limit"]
    assert row.findings.text() == "1 finding"
    qtbot.mouseClick(row.findings, Qt.MouseButton.LeftButton)
    assert section._rules.title.text() == "Seats"
    assert section._rules.lines == ["Finance has 1 seat in Q1 and 2 people"]
    assert not section.rows["absence"].findings.isVisibleTo(section)


def test_a_finding_leads_to_the_board(setup: Setup) -> None:
    hands = setup(crowded())
    section = rules(hands)
    asked: list[tuple[str, str]] = []
    section.go.connect(lambda page, record: asked.append((page, record)))
    section._open("seat_limit")
    section._rules.findChildren(FindingButton)[0].click()
    assert asked == [("board", "a")]


def test_a_rule_switched_off_finds_nothing_more_on_the_page_and_on_the_board(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(crowded())
    section = rules(hands)
    assert any(finding.rule == "seat_limit" for finding in review(hands.program))
    qtbot.keyClick(section.rows["seat_limit"].switch, Qt.Key.Key_Space)
    assert hands.program.charter.rules == (RuleSetting("seat_limit", on=False),)
    assert hands.said == "Switched Seats off"
    assert not any(finding.rule == "seat_limit" for finding in review(hands.program))
    settled(hands, section)
    assert not section.rows["seat_limit"].findings.isVisibleTo(section)
    qtbot.waitUntil(lambda: hands.window.desk.review.findings is not None and not any(
        finding.rule == "seat_limit" for finding in hands.window.desk.review.findings
    ), timeout=20_000)  # fmt: skip
    hands.window.desk.undo()
    assert section.rows["seat_limit"].switch.isChecked()
    settled(hands, section)
    assert section.rows["seat_limit"].findings.text() == "1 finding"


def test_a_weight_is_one_step_when_it_is_let_go_and_scales_the_points(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(scene(placed("a", "ana", "q1", "fin", "okafor")))
    section = rules(hands)
    row = section.rows["first_meeting"]
    assert row.slider is not None
    assert row.points.text() == "+1.0 points"
    steps = hands.window.desk.book.head().seq
    slider = row.slider.slider
    slider.setFocus()
    for _ in range(4):
        qtbot.keyPress(slider, Qt.Key.Key_Right)
    assert row.slider.number.text() == "1.4"
    assert hands.window.desk.book.head().seq == steps, "nothing is kept while the key is down"
    qtbot.keyRelease(slider, Qt.Key.Key_Right)
    assert hands.program.charter.rules == (RuleSetting("first_meeting", weight=1.4),)
    assert hands.window.desk.book.head().seq == steps + 1
    settled(hands, section)
    assert row.points.text() == "+1.4 points"
    row.reset.click()
    assert not hands.program.charter.rules
    assert row.slider.weight == 1.0


def test_the_numbers_of_the_charter_stand_beside_the_rules_they_steer(setup: Setup) -> None:
    hands = setup()
    section = rules(hands)
    steered = {"repeat_mentor": "repeat_window", "reporting_line": "line_levels", "new_function": "breadth"}
    for key, field in steered.items():
        number = section.rows[key].numbers[field]
        assert number is not None
        number.setValue(7)
        number.settled.emit()
        assert getattr(hands.program.charter, field) == 7


def test_all_rules_go_back_to_how_they_were_made_in_one_step(setup: Setup) -> None:
    off, heavy, later = RuleSetting("seat_limit", False), RuleSetting("goals_met", weight=2.5), RuleSetting("later")
    set_ = (off, heavy, later)
    hands = setup(scene(Charter(CHARTER, name="Test program", rules=set_)))
    section = rules(hands)
    assert section.rows["goals_met"].slider is not None
    assert section.rows["goals_met"].slider.weight == 2.5
    section._reset.click()
    assert not hands.program.charter.rules
    hands.window.desk.undo()
    assert hands.program.charter.rules == set_


def test_search_finds_rules_by_name_and_sentence(setup: Setup) -> None:
    hands = setup()
    section = rules(hands)
    hands.page.search("seats")
    assert {key for key, row in section.rows.items() if row.isVisibleTo(section)} == {"seat_limit"}
    hands.page.search("")
    assert all(row.isVisibleTo(section) for row in section.rows.values())


def test_a_rule_is_revealed_by_its_key(setup: Setup) -> None:
    hands = setup()
    hands.page.reveal("other_unit")
    section = rules(hands)
    assert section._rules.title.text() == "Other unit"


def test_counting_gives_what_the_review_gives_and_the_gains_besides() -> None:
    program = scene(
        placed("a", "ana", "q1", "fin", "okafor"),
        placed("j", "jon", "q1", "fin", "okafor"),
        Host("fin", name="Finance", function="Product", seats=1),
    )
    counted = tally(program, lambda *_: None, lambda: False)
    found = review(program)
    for key, each in counted.items():
        assert {line.words for line in each.lines} == {finding.words for finding in found if finding.rule == key}
    costs = sum(finding.points for finding in found)
    assert sum(each.costs for each in counted.values()) == pytest.approx(costs)
    assert counted["goals_met"].gains == pytest.approx(4.0)
    assert tally(program, lambda *_: None, lambda: True) is not None


def test_locking_while_the_rules_are_counting_leaves_nothing_behind(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(crowded())
    for key in hands.page._entries:
        hands.page.reveal(key)
    section = rules(hands)
    section.switch("absence", False)
    section._count()
    hands.window.lock()
    unlock = hands.window.unlock
    assert unlock is not None
    qtbot.waitUntil(lambda: not unlock.waiting, timeout=20_000)
    assert hands.window.frame is None
