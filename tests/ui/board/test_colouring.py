"""All cells are coloured the moment a card is lifted; the rules' words follow for those in view."""

from __future__ import annotations

import pytest

from program.commands import Mode
from program.program import Program
from program.records import Placement
from tests.program.planning.worlds import world
from tests.ui.board.boards import Boards
from ui.board.lift import Lift
from ui.board.look import ALL, Look, Rows
from ui.board.sheet import Cell, Sheet


def cells(sheet: Sheet) -> list[Cell]:
    return [(row, column) for row, where in enumerate(sheet.rows) if where.key for column in range(len(sheet.columns))]


def lifted(program: Program, rows: Rows, *, cards: int = 1) -> Lift:
    sheet = Sheet(program, Look(rows=rows, cohort=ALL))
    return Lift(sheet, tuple(program.of(Placement).values())[:cards])


@pytest.mark.parametrize("rows", list(Rows))
def test_every_cell_has_the_verdict_of_the_rules_but_for_their_words(rows: Rows) -> None:
    lift = lifted(world(12, 6, 6, 4, filled=0.7), rows)
    assert all(lift.glance(cell) is None for cell in cells(lift.sheet))
    assert lift.look_over()
    for cell in cells(lift.sheet):
        if lift.leaves(cell):
            continue
        glance, answer = lift.glance(cell), lift.verdict(cell)
        assert glance is not None
        assert (glance.outcome, glance.displaced) == (answer.outcome, answer.displaced)
        assert glance.points == answer.points


def test_what_a_glance_cannot_answer_is_left_to_the_rules() -> None:
    program = world(12, 6, 6, 4, filled=0.7)
    lift = lifted(program, Rows.MENTEE)
    lift.look_over()
    lift.mode = Mode.SWAP
    assert all(lift.glance(cell) is None for cell in cells(lift.sheet))
    assert not lifted(program, Rows.MENTEE, cards=2).look_over()


def test_cells_out_of_view_are_coloured_too(board: Boards) -> None:
    hands = board(world(60, 24, 8, 5, filled=0.8))
    card = hands.view.sheet.card(*next(c for c in hands.view.visible_cells() if hands.view.sheet.card(*c) is not None))
    assert card is not None
    hands.lift(card.id)
    hands.settle()
    lift = hands.view.gestures.lift
    assert lift is not None
    visible = set(hands.view.visible_cells())
    beyond = [cell for cell in cells(lift.sheet) if cell not in visible]
    assert beyond
    assert all(lift.glance(cell) is not None for cell in beyond)
    assert all(lift.known(cell) is None for cell in beyond)
    assert all(lift.known(cell) is not None for cell in visible if cell in cells(lift.sheet) and not lift.leaves(cell))
    hands.view.gestures.put_back()
