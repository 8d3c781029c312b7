"""The board's states that are worth a picture: each is set from the plain board, in words that name the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from program.commands import Mode, MovePlacements, Target
from program.program import Program
from program.records import Placement
from ui.board.side import FINDINGS, LOAD

if TYPE_CHECKING:
    from ui.board.page import BoardPage

Scenes = dict[str, Callable[[], object]]


def scenes(page: BoardPage) -> Scenes:
    """Name → what sets it."""
    planning = page.planning
    return {
        "findings": lambda: planning.show_leaf(FINDINGS),
        "load": lambda: planning.show_leaf(LOAD),
        "scenario": lambda: _scenario(page),
        "compare": lambda: _compared(page),
        "propose": planning.propose,
    }


def _scenario(page: BoardPage) -> None:
    """A scenario in which a few cards lie otherwise."""
    plans = page.plans
    found = [each for each in plans.scenarios() if each.name == "What if"]
    if found:
        plans.show(found[0].id)
        return
    plans.keep("What if", plans.placements())
    for first, second in _pairs(plans.program()):
        plans.do(MovePlacements((Target(first, cycle=second.cycle),), Mode.SWAP), quiet=True)


def _compared(page: BoardPage) -> None:
    _scenario(page)
    page.planning.compare(True)


def _pairs(program: Program) -> list[tuple[str, Placement]]:
    """Two cards in each of a few rows."""
    found = []
    for person in list(program.plan.people())[-6:]:
        row = [card for card in program.plan.row(person).values() if not card.pinned]
        if len(row) > 1:
            found.append((row[0].id, row[1]))
    return found
