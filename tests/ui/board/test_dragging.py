"""Cards moved by the pointer. The board is drawn as text before and after: host/mentor, * pinned, ! against a rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from program.program import Program
from tests.program.scene import placed, scene
from tests.ui.board.hands import Board

Boards = Callable[..., Board]


def filled() -> Program:
    """
    Ana    Ope/Okafor     Fin/Chen       ·              ·
    Jon    Cus/Haddad     ·              ·              ·
    """
    return scene(
        placed("a1", "ana", "q1", "ops", "okafor"),
        placed("a2", "ana", "q2", "fin", "chen"),
        placed("j1", "jon", "q1", "cus", "haddad"),
    )


def drawn(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


@pytest.fixture
def plain(board: Boards) -> Board:
    hands = board(filled())
    hands.set("Group by", "Nothing")
    return hands


def test_the_board_is_drawn(plain: Board) -> None:
    assert plain.seen() == drawn(filled.__doc__ or "")


def test_a_card_dragged_to_a_free_cell_moves(plain: Board) -> None:
    plain.drag("a2", plain.cell("jon", "q2"))
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     ·              ·              ·
        Jon    Cus/Haddad     Fin/Chen       ·              ·
    """)
    notice = plain.desk.notice.last
    assert notice is not None
    assert (notice.words, notice.undo) == ("Moved Ana Ruiz, Finance, Q2 to Jon Bakke, Finance, Q2", True)
    assert plain.desk.undo_title == "Move Ana Ruiz, Finance, Q2 to Jon Bakke, Finance, Q2"
