"""The small board that most tests start from."""

from __future__ import annotations

from collections.abc import Callable

from program.program import Program
from program.records import Record
from tests.program.scene import placed, scene
from tests.ui.board.hands import Board

Boards = Callable[..., Board]


def filled(*more: Record) -> Program:
    """
    Ana    Ope/Okafor     Fin/Chen       ·              ·
    Jon    Cus/Haddad     ·              ·              ·
    """
    return scene(
        placed("a1", "ana", "q1", "ops", "okafor"),
        placed("a2", "ana", "q2", "fin", "chen"),
        placed("j1", "jon", "q1", "cus", "haddad"),
        *more,
    )


def drawn(text: str) -> str:
    """A drawing out of a docstring, without its margin."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


FILLED = drawn(filled.__doc__ or "")


def ungrouped(board: Boards, program: Program, *size: int) -> Board:
    """The board without group headings."""
    hands = board(program, *size)
    hands.set("Group by", "Nothing")
    return hands
