"""A plan mended after something happened: somebody left or fell ill, a host closed, a project came first.

What happened is in the records already (an absence, a status, a closed host); `mended` finds what no longer holds,
takes out whoever may not be placed any more, and has the rest repaired.
"""

from __future__ import annotations

import msgspec
import numpy as np

from program.findings import Severity
from program.names import counted
from program.plan import Draft
from program.planning.frame import Frame
from program.planning.plans import placements_from
from program.planning.problem import Problem
from program.planning.repair import Mode, Repaired, repair
from program.planning.staysout import Out, stays_out
from program.planning.tables import Scope, problem_of
from program.program import Program
from program.records import Cycle, Placement
from program.rules import findings
from program.scenarios import Difference, differences, seen


class Mended(msgspec.Struct, frozen=True):
    """The plan as it would be, every cell that differs from the live one, and who stays without host or mentor."""

    placements: tuple[Placement, ...]
    changes: tuple[Difference, ...]
    out: tuple[Out, ...]
    repaired: Repaired
    words: str


def mended(
    program: Program,
    scope: Scope | None = None,
    *,
    mode: Mode = Mode.FEWEST,
    at_most: int | None = None,
    fill: bool = False,
) -> Mended:
    """Repair the live plan. `scope` says what stays; `at_most`, `mode` and `fill` as in `repair`.

    Coaches who may not coach any more are taken off first, within `at_most`.
    """
    scope = scope or Scope()
    freed = _without_barred_coaches(program, scope, at_most)
    spent = len(differences(program, freed.of(Placement).values())) if freed is not program else 0
    problem, frame = problem_of(freed, scope)
    left = None if at_most is None else at_most - spent
    found = repair(loosened(freed, scope, problem, frame), mode=mode, at_most=left, fill=fill)
    placements = placements_from(freed, frame, found.assignment)
    changes = differences(program, placements)
    out = stays_out(seen(program, placements), scope=scope)
    return Mended(placements, changes, out, found, _words(changes, found))


def loosened(program: Program, scope: Scope, problem: Problem, frame: Frame) -> Problem:
    """The problem with those let go who may not be placed where they are: an engine leaves them, a repair does not."""
    shape = (problem.mentees, problem.cycles)
    fixed = problem.fixed.reshape(shape).copy()
    placed = (problem.host.reshape(shape) >= 0) | (problem.mentor.reshape(shape) >= 0)
    barred = (problem.slot_ban[:, None] >> np.arange(problem.cycles)) & 1 == 1
    for row, column in np.argwhere((fixed == 1) & placed & barred).tolist():
        person, cycle = frame.mentees[row], frame.cycles[column]
        placement = program.plan.at(person, cycle)
        ours = scope.people is None or person in scope.people
        if placement and ours and scope.plans(program.of(Cycle)[cycle]) and not scope.keeps(placement):
            fixed[row, column] = 0
    return msgspec.structs.replace(problem, fixed=fixed.ravel())


def _without_barred_coaches(program: Program, scope: Scope, at_most: int | None) -> Program:
    """The program without coaches whom a hard rule keeps from where they are."""
    changed: dict[str, Placement] = {}
    for placement in program.of(Placement).values():
        if not placement.coach or scope.keeps(placement) or len(changed) == at_most:
            continue
        cycle = program.get(Cycle, placement.cycle)
        if cycle is not None and scope.plans(cycle):
            bare = msgspec.structs.replace(placement, host="", mentor="", coach="")
            if _against(program, msgspec.structs.replace(bare, coach=placement.coach)) - _against(program, bare):
                changed[placement.id] = msgspec.structs.replace(placement, coach="")
    if not changed:
        return program
    return seen(program, (changed.get(each.id, each) for each in program.of(Placement).values()))


def _against(program: Program, trial: Placement) -> set[tuple[str, str, str, str]]:
    plan = Draft(program.plan, (trial.id,), (trial,))
    return {each.key for each in findings(program, plan, trial) if each.severity is Severity.HARD}


def _words(changes: tuple[Difference, ...], found: Repaired) -> str:
    """ "12 cells change, and no plan could do with fewer; 2 places stay empty"."""
    if not changes:
        return "Nothing has to change."
    words = f"{counted(len(changes), 'cell')} {'changes' if len(changes) == 1 else 'change'}"
    if len(changes) <= found.forced:
        words += ", and no plan could do with fewer"
    if found.empty:
        words += f"; {counted(len(found.empty), 'place')} {'stays' if len(found.empty) == 1 else 'stay'} empty"
    if found.left:
        words += f"; {counted(len(found.left), 'cell')} still against a rule"
    return words + "."
