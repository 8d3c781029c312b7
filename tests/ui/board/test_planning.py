"""What the planner says on the board without being asked for a whole plan: repair, why not, findings, load, weights."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from program.commands import Keep
from program.planning.learn import Learned, Rated, Suggestion
from program.records import Placement, RuleSetting
from program.rules import review
from tests.program.scene import placed, scene
from tests.ui.board.boards import Boards, filled, ungrouped
from tests.ui.board.hands import Board
from tests.ui.board.test_scenarios import do
from ui.board.proposing.dialog import ProposeDialog
from ui.board.proposing.learning import LearningDialog
from ui.board.proposing.sensing import SensitivityDialog
from ui.board.side import FINDINGS, LOAD

Key = Qt.Key


@pytest.fixture
def plain(board: Boards) -> Board:
    return ungrouped(board, filled())


def crowded(board: Boards) -> Board:
    """
    Ana    Ope/Okafor!    ·              ·              ·
    Jon    Ope/Okafor!    ·              ·              ·

    Okafor takes one mentee a cycle.
    """
    return ungrouped(
        board, scene(placed("a1", "ana", "q1", "ops", "okafor"), placed("j1", "jon", "q1", "fin", "okafor"))
    )


def press(where: QWidget, words: str) -> None:
    """Press the visible button of these words."""
    (button,) = (
        each for each in where.findChildren(QAbstractButton) if each.text() == words and each.isVisibleTo(where)
    )
    button.click()


def answered(hands: Board, ready: Callable[[], bool]) -> None:
    """Wait for work beside the window."""
    hands.qtbot.waitUntil(ready, timeout=20_000)
    hands.settle()


class TestRepair:
    def test_what_is_broken_is_mended_as_a_proposal_first(self, board: Boards) -> None:
        hands = crowded(board)
        before = dict(hands.program.of(Placement))
        assert any(not finding.points for finding in review(hands.program)), "a rule is broken at the start"
        do(hands, "board_repair")
        answered(hands, lambda: hands.page.plans.offer is not None)
        assert hands.program.of(Placement) == before, "only shown so far"
        assert 1 <= len(hands.page.planning.versus or ()) <= 2
        do(hands, "plan_adopt")
        hands.settle()
        assert not [finding for finding in review(hands.program) if finding.severity == "hard"]
        hands.desk.undo()
        assert hands.program.of(Placement) == before

    def test_dismissing_leaves_everything(self, board: Boards) -> None:
        hands = crowded(board)
        before = dict(hands.program.of(Placement))
        do(hands, "board_repair")
        answered(hands, lambda: hands.page.plans.offer is not None)
        press(hands.page.planning.band, "Dismiss")
        hands.settle()
        assert hands.page.plans.live
        assert hands.program.of(Placement) == before


class TestWhyNot:
    def ask(self, hands: Board, host: str) -> None:
        hands.panel_text()
        hands.page.panel.whynot.host.show_value(host)
        hands.page.panel.whynot.host.settled.emit()
        answered(hands, lambda: hands.page.panel.whynot.answer is not None)

    def test_what_can_be_had_is_shown_with_its_price(self, plain: Board) -> None:
        plain.stand_on("a2")
        self.ask(plain, "cus")
        assert plain.page.panel.whynot.words.text().startswith("Ana Ruiz in Customer with Li Chen in Q2 could be")
        press(plain.page.panel, "Show on the board")
        plain.settle()
        assert plain.page.plans.offer is not None
        assert plain.page.plans.program().plan.at("ana", "q2") != plain.program.plan.at("ana", "q2")

    def test_what_cannot_be_names_the_rule(self, plain: Board) -> None:
        plain.stand_on("a2")
        self.ask(plain, "ops")
        assert "Ana Ruiz in Operations" in plain.page.panel.whynot.words.text()
        assert "cannot be" in plain.page.panel.whynot.words.text()
        shown = plain.page.panel.whynot
        assert not shown.show_button.isVisibleTo(shown)
        assert shown.possible_button.isVisibleTo(shown)

    def test_the_rank_among_all_is_told(self, plain: Board) -> None:
        plain.stand_on("a2")
        answered(plain, lambda: "Finance among all hosts allowed" in plain.panel_text())


class TestFindings:
    def test_all_are_listed_by_rule_and_lead_to_their_cell(self, board: Boards) -> None:
        hands = crowded(board)
        do(hands, "board_findings")
        listed = hands.page.planning.findings.list
        answered(hands, lambda: any(line.startswith("Mentor capacity") for line in listed.lines()))
        hands.view.go_to((0, 3))
        seats = next(
            item for place in range(listed.topLevelItemCount())
            if (item := listed.topLevelItem(place)) is not None and item.text(0) == "Mentor capacity"
        )  # fmt: skip
        first = seats.child(0)
        assert first is not None
        listed.setCurrentItem(first)
        QTest.keyClick(listed, Key.Key_Return)
        assert hands.view.here is not None
        assert hands.view.here[1] == 0

    def test_the_chip_opens_them(self, board: Boards) -> None:
        hands = crowded(board)
        hands.page.filters.warnings.click()
        assert hands.page.planning.side.key == FINDINGS


class TestLoad:
    def test_bars_say_load_share_and_promise(self, plain: Board) -> None:
        do(plain, "board_load")
        answered(plain, lambda: bool(plain.page.planning.load.picture.loads))
        picture = plain.page.planning.load.picture
        assert plain.page.planning.side.key == LOAD
        told = picture.accessibleDescription()
        assert "fair share" in told and "promised" in told
        QTest.keyClick(picture, Key.Key_Down)
        assert picture.accessibleDescription() != told

    def test_an_even_load_counts_every_mentor(self) -> None:
        from ui.board.loads import Load, effective

        even = [Load(str(each), "", 3, 3, 4) for each in range(5)]
        assert effective(even) == pytest.approx(5.0)
        assert effective([*even, Load("x", "", 0, 3, 4)]) == pytest.approx(5.0)
        assert effective([Load("a", "", 8, 1, 9), Load("b", "", 1, 1, 9)]) == pytest.approx(81 / 65)
        assert effective([]) == 0.0


class TestWeights:
    def test_a_slider_acts_on_the_present_plan_at_once_and_is_kept_only_when_asked(self, plain: Board) -> None:
        seen: list[str] = []

        def use(dialog: ProposeDialog) -> None:
            line = dialog.rules.lines["new_function"]
            plain.qtbot.waitUntil(lambda: dialog.rules.effect is not None, timeout=20_000)
            seen.append(f"{line.now.text()} {line.then.text()}")
            line.slider.slider.setValue(20)
            seen.append(f"{line.now.text()} {line.then.text()}")
            dialog.reject()

        plain.desk.ask.next(use)
        do(plain, "board_propose")
        assert seen == ["+6.0 +6.0", "+6.0 +12.0"]
        assert not plain.program.charter.rules

    def test_kept_weights_are_one_step(self, plain: Board) -> None:
        def use(dialog: ProposeDialog) -> None:
            line = dialog.rules.lines["new_function"]
            line.slider.slider.setValue(20)
            press(dialog, "Keep these weights")
            dialog.reject()

        plain.desk.ask.next(use)
        do(plain, "board_propose")
        assert plain.program.charter.rules == (RuleSetting("new_function", True, 2.0),)
        plain.desk.undo()
        assert not plain.program.charter.rules

    def test_what_hangs_on_each_weight_is_told(self, plain: Board) -> None:
        seen: list[str] = []

        def look(dialog: SensitivityDialog) -> None:
            QTest.keyClick(dialog.picture, Key.Key_Down)
            seen.append(dialog.chosen.text())
            dialog.accept()

        def use(dialog: ProposeDialog) -> None:
            plain.desk.ask.next(look)
            press(dialog, "If weights moved by a fifth…")
            plain.qtbot.waitUntil(lambda: bool(seen), timeout=60_000)
            dialog.reject()

        plain.desk.ask.next(use)
        do(plain, "board_propose")
        assert "with less weight" in seen[0]

    def test_too_few_ratings_are_said_to_be_too_few(self, plain: Board) -> None:
        seen: list[str] = []

        def look(dialog: LearningDialog) -> None:
            seen.extend(each.text() for each in dialog.findChildren(QLabel))
            dialog.accept()

        def use(dialog: ProposeDialog) -> None:
            plain.desk.ask.next(look)
            press(dialog, "What the ratings say…")
            plain.qtbot.waitUntil(lambda: bool(seen), timeout=60_000)
            dialog.reject()

        plain.desk.ask.next(use)
        do(plain, "board_propose")
        assert any("too little to learn from" in each for each in seen)

    def test_suggested_weights_are_tried_in_the_dialog_and_set_nowhere(self, qtbot: QtBot, plain: Board) -> None:
        rated = tuple(Rated(f"p{each}", 1.0 + each, 1.0 + each % 5, 1) for each in range(20))
        better = Suggestion("goals_met", 1.0, 1.4, 92, 20, "Ratings go with goals.")
        dialog = LearningDialog(plain.program, Learned(rated, 0.4, (0.1, 0.7), (better,), "Over 20 placements …"))
        qtbot.addWidget(dialog)
        dialog.show()
        press(dialog, "Try them in a proposal…")
        assert dialog.tried == (RuleSetting("goals_met", True, 1.4),)
        assert not plain.program.charter.rules


def test_a_change_of_the_charter_is_followed(plain: Board) -> None:
    """The score in front is that of the rules as they are now."""
    before = plain.page.judgements.score
    charter = plain.program.charter
    plain.desk.do(Keep((msgspec.structs.replace(charter, rules=(RuleSetting("new_function", False),)),), "Switch"))
    plain.settle()
    assert plain.page.judgements.score < before
