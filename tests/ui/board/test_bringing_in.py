"""A table of placements brought in on the board: one step, judged as any placing is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from program.records import Decision, Placement
from tests.program.scene import scene
from tests.ui.board.hands import Board


def bring_in(board: Board, path: Path) -> None:
    board.desk.ask.next(path)
    board.page.deeds.bring_in()
    board.qtbot.waitUntil(lambda: not board.desk.jobs.running, timeout=20_000)
    board.settle()


def test_rows_of_a_file_lie_on_the_board(board: Callable[..., Board], tmp_path: Path) -> None:
    hands = board(scene())
    path = tmp_path / "plan.csv"
    path.write_text("Mentee;Cycle;Host;Mentor\nAna Ruiz;Q1;Operations;Ben Okafor\nJon Bakke;Q1;Customer;Mia Haddad\n")
    bring_in(hands, path)
    assert hands.seen().splitlines()[1:] == [
        "Ana    Ope/Okafor     ·              ·              ·",
        "Jon    Cus/Haddad     ·              ·              ·",
    ]
    assert hands.desk.undo_title == "Make 2 placements"


def test_a_broken_rule_asks_for_the_reason(board: Callable[..., Board], tmp_path: Path) -> None:
    hands = board(scene())
    path = tmp_path / "plan.csv"
    path.write_text("Mentee,Cycle,Host\nAna Ruiz,Q1,Finance\nJon Bakke,Q1,Finance\n")
    hands.desk.ask.next(path, "A desk is found")
    hands.page.deeds.bring_in()
    hands.qtbot.waitUntil(lambda: len(hands.program.of(Placement)) == 2, timeout=20_000)
    assert [log.reason for log in hands.program.of(Decision).values()] == ["A desk is found"]
