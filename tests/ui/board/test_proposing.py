"""A plan is proposed on the board by the real search in its own processes, looked at, and taken over or not."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from program.records import Host, Placement
from program.rules import plan_score
from tests.program.scene import mentor
from tests.ui.board.boards import Boards, filled, ungrouped
from tests.ui.board.hands import Board
from tests.ui.board.test_planning import press
from tests.ui.board.test_scenarios import do
from ui.board.proposing.dialog import ProposeDialog
from ui.board.proposing.possible import PossibleDialog
from ui.board.proposing.wishes import Kept
from ui.board.side import CHANGES

Key = Qt.Key

_HOSTS = (("ops", "Operations"), ("fin", "Finance"), ("cus", "Customer"), ("leg", "Legal"))
_MENTORS = (("okafor", "Ben Okafor"), ("chen", "Li Chen"), ("haddad", "Mia Haddad"), ("lind", "Eva Lind"))


@pytest.fixture
def plain(board: Boards) -> Board:
    """With so much room that every part of a proposal stands by itself."""
    hosts = [Host(id_, name=name, function=name, seats=4) for id_, name in _HOSTS]
    mentors = [mentor(id_, name, capacity=4) for id_, name in _MENTORS]
    return ungrouped(board, filled(*hosts, *mentors))


def ask(hands: Board, seconds: int = 0, change: Callable[[ProposeDialog], object] = lambda _: None) -> None:
    """Open the dialog, set it and start; `seconds` of looking, 0 for next to none."""

    def use(dialog: ProposeDialog) -> None:
        dialog.time.addItem("test", str(seconds))
        dialog.time.setCurrentIndex(dialog.time.findData(str(seconds)))
        for button in dialog.kept.buttons():
            button.setChecked(button.property("value") == str(Kept.PINS))
        change(dialog)
        dialog.accept()

    hands.desk.ask.next(use)
    do(hands, "board_propose")


def proposed(hands: Board) -> None:
    """Wait for the answer."""
    hands.qtbot.waitUntil(lambda: hands.page.plans.offer is not None, timeout=60_000)
    hands.settle()


def propose(hands: Board) -> None:
    ask(hands)
    proposed(hands)


def processes() -> int:
    return len(multiprocessing.active_children())


def test_the_answer_is_shown_and_nothing_is_kept(plain: Board) -> None:
    before = dict(plain.program.of(Placement))
    ask(plain, seconds=2)
    proposed(plain)
    assert plain.program.of(Placement) == before
    front = plain.page.plans.program()
    assert plan_score(front) > plan_score(plain.program)
    band = plain.page.planning.band
    assert band.title.text() == "Proposal"
    assert "the best there can be" in band.words.text()
    assert "cells change" in band.words.text()
    assert plain.page.planning.side.key == CHANGES
    assert plain.page.planning.changes.list.topLevelItemCount() == 2
    told = plain.page.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Ana Ruiz, Q3, changed: new: ")
    assert not processes()


def test_the_whole_of_it_is_taken_over_and_undone_as_one_step(plain: Board) -> None:
    before = dict(plain.program.of(Placement))
    propose(plain)
    score = plan_score(plain.page.plans.program())
    press(plain.page.planning.band, "Take over")
    plain.settle()
    assert plain.page.plans.live
    assert plan_score(plain.program) == pytest.approx(score)
    plain.desk.undo()
    assert plain.program.of(Placement) == before


def test_cells_and_rows_are_taken_over_by_key(plain: Board) -> None:
    propose(plain)
    do(plain, "board_next")
    assert plain.view.here in {(row, column) for row in (0, 1) for column in range(4)}
    plain.view.go_to((1, 3))
    do(plain, "change_leave")
    assert changed(plain, "jon") == {"q1", "q2", "q3"}
    plain.view.go_to((1, 0))
    do(plain, "change_take")
    assert changed(plain, "jon") == {"q2", "q3"}
    assert plain.desk.undo_title == "Adopt Jon Bakke, Q1"
    plain.view.go_to((1, 1))
    do(plain, "change_row")
    assert not changed(plain, "jon")
    assert set(plain.program.plan.row("jon")) == {"q1", "q2", "q3"}
    assert changed(plain, "ana"), "another row is left as it is"
    plain.desk.undo()
    plain.settle()
    assert changed(plain, "jon") == {"q2", "q3"}


def changed(hands: Board, person: str) -> set[str]:
    """The cycles in which somebody's cells differ from the live plan."""
    versus = hands.page.planning.versus
    assert versus is not None
    return {cycle for who, cycle in versus.changes if who == person}


def test_it_is_kept_as_a_scenario(plain: Board) -> None:
    before = dict(plain.program.of(Placement))
    propose(plain)
    plain.desk.ask.next("Spring")
    press(plain.page.planning.band, "Keep…")
    plain.settle()
    assert plain.page.plans.name == "Spring"
    assert plain.program.of(Placement) == before
    assert len(plain.page.plans.program().of(Placement)) > len(before)


def test_a_proposal_is_not_moved_by_hand(plain: Board) -> None:
    propose(plain)
    placed = plain.page.plans.program().plan.at("ana", "q1")
    assert placed is not None
    plain.drag(placed.id, plain.cell("jon", "q1"))
    assert plain.page.plans.program().plan.at("ana", "q1") == placed
    assert plain.desk.notice.last is not None
    assert "only looked at" in plain.desk.notice.last.words


def test_stopping_shows_the_best_so_far(plain: Board) -> None:
    ask(plain, seconds=300)
    progress = plain.page.planning.progress
    assert progress.isVisible()
    plain.qtbot.waitUntil(progress.stop_button.isEnabled, timeout=60_000)
    assert "points" in progress.words.text()
    QTest.keyClick(plain.view, Key.Key_Down)  # the board can be walked meanwhile
    press(progress, "Stop and show")
    proposed(plain)
    assert not progress.isVisible()
    assert not processes()


def test_cancelling_shows_nothing(plain: Board) -> None:
    before = dict(plain.program.of(Placement))
    ask(plain, seconds=300)
    plain.qtbot.waitUntil(lambda: processes() > 0, timeout=60_000)
    press(plain.page.planning.progress, "Cancel")
    plain.qtbot.waitUntil(lambda: not processes(), timeout=20_000)
    assert plain.page.plans.live
    assert plain.program.of(Placement) == before


def test_locking_leaves_no_process_and_no_text(plain: Board) -> None:
    ask(plain, seconds=300)
    progress = plain.page.planning.progress
    plain.qtbot.waitUntil(progress.stop_button.isEnabled, timeout=60_000)
    plain.desk.let_go()
    plain.qtbot.waitUntil(lambda: not processes(), timeout=20_000)
    assert not progress.isVisible()
    assert words(progress) == ["Looking for a plan …"]


def test_a_limit_of_changes_is_kept(plain: Board) -> None:
    def limit(dialog: ProposeDialog) -> None:
        dialog.limited.setChecked(True)
        dialog.most.setValue(2)

    ask(plain, change=limit)
    proposed(plain)
    assert 1 <= len(plain.page.planning.versus or ()) <= 2


def test_weights_count_for_the_proposal_only(plain: Board) -> None:
    def weigh(dialog: ProposeDialog) -> None:
        dialog.rules.lines["other_unit"].switch.click()

    ask(plain, change=weigh)
    proposed(plain)
    assert not plain.program.charter.rules
    assert [each.rule for each in plain.page.plans.program().charter.rules] == ["other_unit"]
    press(plain.page.planning.band, "Dismiss")
    assert not plain.page.plans.program().charter.rules


def words(widget: QWidget) -> list[str]:
    """What stands on a widget, but for its buttons and titles."""
    buttons = {each.text() for each in widget.findChildren(QAbstractButton)}
    return [each.text() for each in widget.findChildren(QLabel) if each.text() and each.text() not in buttons]


def test_what_stands_in_the_way_is_told_and_a_way_out_leads_to_another_proposal(board: Boards) -> None:
    """Three hosts cannot fill four cycles of somebody who comes to each of them once."""
    hands = ungrouped(board, filled())
    told: list[str] = []

    def take(dialog: PossibleDialog) -> None:
        told.extend(each.text() for each in dialog.findChildren(QLabel))
        ways = [each for each in dialog.findChildren(QAbstractButton) if each.text() != "Close"]
        told.extend(each.text() for each in ways)
        ways[0].click()

    hands.desk.ask.next(take)
    hands.page.planning.ways_out(None)
    hands.qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert any("Ana Ruiz" in line for line in told), told
    proposed(hands)
    assert hands.desk.undo_title, "the way out is one step, and can be undone"
    assert hands.page.planning.versus


def test_a_proposal_made_within_a_scenario_stays_in_it(plain: Board) -> None:
    before = dict(plain.program.of(Placement))
    plain.desk.ask.next("Spring")
    do(plain, "plan_keep")
    propose(plain)
    count = len(plain.page.plans.program().of(Placement))
    press(plain.page.planning.band, "Take over")
    plain.settle()
    assert plain.page.plans.name == "Spring"
    assert plain.page.plans.offer is None
    assert len(plain.page.plans.program().of(Placement)) == count
    assert plain.program.of(Placement) == before
