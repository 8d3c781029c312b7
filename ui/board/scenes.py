"""The board's states that are worth a picture: each is set from the plain board, in words that name the picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from program.commands import Mode, MovePlacements, Target
from program.program import Program
from program.records import Placement
from ui.board.plans import LIVE
from ui.board.side import CARD, FINDINGS, LOAD

if TYPE_CHECKING:
    from ui.board.page import BoardPage

Scenes = dict[str, Callable[[], object]]


def scenes(page: BoardPage) -> Scenes:
    """Name → what sets it."""
    planning = page.planning
    states: Scenes = {
        "findings": lambda: planning.show_leaf(FINDINGS),
        "load": lambda: planning.show_leaf(LOAD),
        "scenario": lambda: _scenario(page),
        "compare": lambda: _compared(page),
        "propose": planning.propose,
        "looking": planning.look,
        "repaired": planning.repair,
        "ways-out": lambda: planning.ways_out(None),
        "ratings": lambda: _ratings(page),
        "sensitivity": lambda: _sensitivity(page),
    }
    return {name: partial(_set, page, state) for name, state in states.items()}


def _set(page: BoardPage, state: Callable[[], object]) -> None:
    """A state, from the plain board."""
    page.planning.asking.cancel()
    page.plans.show(LIVE)
    page.planning.side.turn(CARD)
    state()


def _ratings(page: BoardPage) -> None:
    from program.planning.learn import learn
    from ui.board.proposing.learning import LearningDialog

    program = page.plans.program()
    page.plans.ask.show(LearningDialog(program, learn(program), page.window()))


def _sensitivity(page: BoardPage) -> None:
    from program.planning.sensitivity import sensitivity
    from ui.board.proposing.asking import scope_of
    from ui.board.proposing.sensing import SensitivityDialog

    program = page.plans.program()
    shifts = sensitivity(program, scope_of(program, page.planning.wishes))
    page.plans.ask.show(SensitivityDialog(program, shifts, page.window()))


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
