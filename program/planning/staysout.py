"""Who stays without host or mentor in a plan, and why: a sentence for every hole, quickly, with the reasons counted.

These are the reasons as the plan lies: who would have to move for a hole to be filled, and what would have to change
for all of them, is told by `conflict`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from program.planning.facts import Cells, Fact, Kind, Side, Wish
from program.planning.tables import Scope
from program.planning.wording import Wording, listed
from program.program import Program
from program.records import Placement
from program.rules import RULES
from program.scenarios import seen


class Out(msgspec.Struct, frozen=True):
    """One hole: whose, when, what is missing ("host", "mentor", or "both" where the cell cannot be had), and why."""

    person: str
    cycle: str
    needs: str
    words: str


def stays_out(
    program: Program, placements: tuple[Placement, ...] | None = None, scope: Scope | None = None
) -> tuple[Out, ...]:
    """Every hole of a plan (a proposal's `placements`, or the live one) that the program wants filled."""
    if placements is not None:
        program = seen(program, placements)
    cells = Cells(program, Wish(scope=scope or Scope()))
    return tuple(_outs(cells))


def _outs(cells: Cells) -> Iterator[Out]:
    sides = (Side(cells, 0), Side(cells, 1))
    wording = Wording(cells, sides)
    problem, frame = cells.problem, cells.frame
    placed = (sides[0].now >= 0) | (sides[1].now >= 0)
    wanted = problem.wanted.reshape(placed.shape) == 1
    for person, cycle in np.argwhere(wanted & ((sides[0].now < 0) | (sides[1].now < 0))).tolist():
        cell = frame.mentees[person], frame.cycles[cycle]
        if words := _barred(cells, wording, placed, person, cycle):
            yield Out(*cell, "both", words)
            continue
        for side in sides:
            if side.now[person, cycle] < 0:
                yield Out(*cell, ("host", "mentor")[side.layer], _reasons(side, wording, person, cycle))


def _barred(cells: Cells, wording: Wording, placed: np.ndarray, person: int, cycle: int) -> str:
    """The stages that are lacking as the plan lies."""
    need, _, _ = cells.staged(person, cycle)
    if not need:
        return ""
    stage = int(cells.problem.stage[cycle])
    before = placed[person] & (cells.problem.stage == stage - 1) & (cells.place[person] < cells.place[person, cycle])
    if int(before.sum()) + int(cells.problem.done[person * 3 + stage - 1]) >= need:
        return ""
    return wording.clause((Fact(Kind.STAGE, -1, "sequence", person, cycle),)) + "."


def _reasons(side: Side, wording: Wording, person: int, cycle: int) -> str:
    """ "Ana Ruiz has no host in Q2: of 8 hosts 3 are ruled out by Open hosts, 2 she had already and 3 have no room"."""
    kind = ("host", "mentor")[side.layer]
    there = ~side.never(person, cycle)
    left, parts, total = there.copy(), list[str](), int(there.sum())
    start = f"{wording.person(person)} has no {kind} in {wording.cycle(cycle)}"
    if not total:
        return f"{start}: there is none."
    for fact, marks in side.bans(person, cycle):
        if fact.kind is Kind.BAN and (number := int((left & marks).sum())):
            parts.append(_counted(number, f"ruled out by {RULES[fact.rule].name}"))
            left &= ~marks
    had = np.zeros_like(left)
    if side.once:
        had[[o for o in (side.now[person, c] for c in side.near(person, cycle)) if o >= 0]] = True
        had[list(side.behind[person])] = True
    for marks, words in ((had, "had already"), (_unfounded(side, person, cycle), "too early")):
        if number := int((left & marks).sum()):
            parts.append(_counted(number, words))
            left &= ~marks
    column = side.now[:, cycle]
    used = np.bincount(column[column >= 0], minlength=side.options)
    full = left & (used >= side.limit[:, cycle])
    if number := int(full.sum()):
        parts.append(f"{number} {'has' if number == 1 else 'have'} no room")
        left &= ~full
    if number := int(left.sum()):
        names = listed((wording.option(side.layer, int(each)) for each in np.flatnonzero(left)), 3)
        parts.append(f"{number} would still do ({names})")
    return f"{start}: of {total} {kind}{'s' if total != 1 else ''} {listed(_merged(parts), 9)}."


def _unfounded(side: Side, person: int, cycle: int) -> np.ndarray:
    found = np.zeros(side.options, bool)
    found[[host for host in side.gated if not side.founded(person, cycle, host)]] = True
    return found


def _counted(number: int, words: str) -> str:
    return f"{number} {'is' if number == 1 else 'are'} {words}"


def _merged(parts: list[str]) -> list[str]:
    """Reasons of one kind together: hosts that are closed are one fact each."""
    totals: dict[str, int] = {}
    for part in parts:
        number, _, words = part.split(" ", 2)
        key = words if part.split(" ", 2)[1] in ("is", "are") else part
        totals[key] = totals.get(key, 0) + (int(number) if key != part else 0)
    return [key if not total else _counted(total, key) for key, total in totals.items()]
