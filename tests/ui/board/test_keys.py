"""Everything the pointer can do, done with the keyboard, and what a screen reader is told meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from program.records import Placement, State
from tests.program.scene import mentor, placed
from tests.ui.board.boards import FILLED, Boards, drawn, filled, ungrouped
from tests.ui.board.hands import CTRL, SHIFT, Board

Key = Qt.Key


@pytest.fixture
def plain(board: Boards) -> Board:
    hands = ungrouped(board, filled())
    hands.stand_on("a2")
    return hands


def test_space_lifts_arrows_carry_enter_drops(plain: Board) -> None:
    plain.keys(Key.Key_Space, Key.Key_Down, Key.Key_Return)
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     ·              ·              ·
        Jon    Cus/Haddad     Fin/Chen       ·              ·
    """)
    assert plain.view.here == (1, 1)
    assert plain.desk.undo_title == "Move Ana Ruiz, Finance, Q2 to Jon Bakke, Finance, Q2"


def test_ctrl_enter_swaps(plain: Board) -> None:
    plain.keys(Key.Key_Space, Key.Key_Down, Key.Key_Left)
    plain.keys(Key.Key_Return, modifiers=CTRL)
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     Cus/Haddad     ·              ·
        Jon    Fin/Chen       ·              ·              ·
    """)


def test_shift_enter_ripples(plain: Board) -> None:
    plain.stand_on("j1")
    plain.keys(Key.Key_Space, Key.Key_Up)
    plain.keys(Key.Key_Return, modifiers=SHIFT)
    assert plain.seen() == drawn("""
        Ana    Cus/Haddad     Ope/Okafor     Fin/Chen       ·
        Jon    ·              ·              ·              ·
    """)


def test_escape_puts_it_back(plain: Board) -> None:
    plain.keys(Key.Key_Space, Key.Key_Down, Key.Key_Right, Key.Key_Escape)
    assert plain.seen() == FILLED
    assert plain.view.here == (0, 1)
    assert plain.view.gestures.lift is None
    assert plain.said[-1] == "Put back"


def test_several_chosen_with_shift_are_carried_together(plain: Board) -> None:
    plain.stand_on("a1")
    plain.keys(Key.Key_Right, modifiers=SHIFT)
    assert [card.id for card in plain.view.chosen()] == ["a1", "a2"]
    plain.keys(Key.Key_Space, Key.Key_Right, Key.Key_Return)
    assert plain.seen().splitlines()[0] == "Ana    ·              Ope/Okafor     Fin/Chen       ·"


def test_a_screen_reader_hears_where_the_card_is_and_what_would_break(board: Boards) -> None:
    plain = ungrouped(board, filled(mentor("chen", "Li Chen", manager="jon")))
    plain.stand_on("a2")
    plain.keys(Key.Key_Space, Key.Key_Down, Key.Key_Left, Key.Key_Up, Key.Key_Right, Key.Key_Escape)
    assert plain.said == [
        "Lifted Ana Ruiz, Q2, Finance with L. Chen",
        "Jon Bakke, Q2, against a rule: Li Chen reports to Jon Bakke",
        "Jon Bakke, Q1, against a rule: takes one card off the board; Li Chen reports to Jon Bakke",
        "Ana Ruiz, Q1, possible: replaces Operations, −8.0 points",
        "Ana Ruiz, Q2, where it came from",
        "Put back",
    ]


def test_walking_steps_over_headings_and_stops_at_the_edges(board: Boards) -> None:
    """
    = Product
    Ana    Ope/Okafor     Fin/Chen       ·              ·
    Jon    Cus/Haddad     ·              ·              ·
    """
    hands = board(filled())
    hands.set("Group by", "Unit")
    assert hands.seen().startswith("= Product")
    hands.stand_on("a1")
    path = []
    for key in (Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_End, Key.Key_Right, Key.Key_Home, Key.Key_PageUp):
        hands.keys(key)
        path.append(hands.view.here)
    assert path == [(1, 0), (2, 0), (2, 0), (2, 3), (2, 3), (2, 0), (1, 0)]
    hands.keys(Key.Key_End, modifiers=CTRL)
    assert hands.view.here == (2, 3)


def test_pins_states_and_taking_off(plain: Board) -> None:
    actions = {action.key: action for action in plain.page.actions()}
    actions["board_pin"].trigger()
    assert plain.program.of(Placement)["a2"].pinned
    actions["board_pin"].trigger()
    assert not plain.program.of(Placement)["a2"].pinned
    assert not actions["board_approved"].enabled()
    actions["board_submitted"].trigger()
    actions["board_approved"].trigger()
    assert plain.program.of(Placement)["a2"].state is State.APPROVED
    plain.stand_on("j1")
    actions["board_unplace"].trigger()
    plain.settle()
    assert plain.seen() == drawn("""
        Ana    Ope/Okafor     Fin/Chen       ·              ·
        Jon    ·              ·              ·              ·
    """)
    assert not actions["board_unplace"].enabled()


def test_from_a_card_to_the_person(plain: Board) -> None:
    went: list[tuple[str, str]] = []
    plain.page.go.connect(lambda *to: went.append(to))
    actions = {action.key: action for action in plain.page.actions()}
    actions["board_person"].trigger()
    plain.set("Rows", "Mentor")
    plain.stand_on("j1")
    actions["board_person"].trigger()
    assert went == [("people", "ana"), ("people", "jon")]


def test_a_change_from_elsewhere_ends_a_lift(plain: Board) -> None:
    plain.keys(Key.Key_Space, Key.Key_Down)
    plain.desk.undo()
    assert plain.view.gestures.lift is None


def test_pinning_is_seen_and_heard(board: Boards) -> None:
    plain = ungrouped(board, filled(placed("a2", "ana", "q2", "fin", "chen", pinned=True)))
    index = plain.page.model.index_of("a2")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ana Ruiz, Q2, Finance with L. Chen, pinned"
