"""The best part of a repair that fits into so many changed cells.

The changes fall into bundles that stand alone: cells of one row belong together, and so do cells between which a place
changes hands. Each bundle may be carried out, or only stripped of what breaks a rule, or left as it is; which one for
each is a knapsack over the number of cells.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from program.planning.flows import Marks
from program.planning.lawful import breaches, different, lacking
from program.planning.resettle import Lay, room

Cell = tuple[int, int]


class Way(msgspec.Struct, frozen=True):
    """What may become of one bundle: how many cells change, and what is then wrong with it."""

    cells: int
    wrong: int
    plan: Lay


def within(before: Lay, bare: Lay, after: Lay, at_most: int) -> Lay:
    """A plan between `before` and `after` with at most `at_most` changed cells.

    `bare` is `before` without what breaks a rule. First as few cells as possible keep breaking one, then as few as
    possible lack host or mentor.
    """
    bundles = _bundles(before, bare, after)
    states = [(plan, _wrong(plan)) for plan in (before, bare, after)]
    changed = {id(plan): different(before, plan) for plan, _ in states}
    ways = [
        [
            Way(_count(changed[id(plan)], bundle), int(sum(wrong[cell] for cell in bundle)), plan)
            for plan, wrong in states
        ]
        for bundle in bundles
    ]
    picked = _knapsack(ways, max(0, at_most))
    lay = before.copy()
    for bundle, way in zip(bundles, picked, strict=True):
        for person, cycle in bundle:
            lay.host[person, cycle] = way.plan.host[person, cycle]
            lay.mentor[person, cycle] = way.plan.mentor[person, cycle]
    return lay


def _wrong(plan: Lay) -> dict[Cell, int]:
    """How bad each cell is: a breach outweighs every hole there can be."""
    worse = plan.problem.slots + 1
    score = breaches(plan).astype(np.int64) * worse + lacking(plan)
    who, cycle = np.indices(score.shape)
    return dict(
        zip(zip(who.ravel().tolist(), cycle.ravel().tolist(), strict=True), score.ravel().tolist(), strict=True)
    )


def _count(changed: Marks, bundle: Iterable[Cell]) -> int:
    return sum(bool(changed[cell]) for cell in bundle)


def _knapsack(ways: list[list[Way]], limit: int) -> list[Way]:
    """One way for each bundle, as little wrong as possible with at most `limit` cells changed in all."""
    best: list[int] = [0] * (limit + 1)
    picks: list[list[int]] = []
    for options in ways:
        following = [0] * (limit + 1)
        chosen = [0] * (limit + 1)
        for space in range(limit + 1):
            fitting = (
                (best[space - way.cells] + way.wrong, way.cells, at)
                for at, way in enumerate(options)
                if way.cells <= space
            )
            following[space], _, chosen[space] = min(fitting)
        best = following
        picks.append(chosen)
    space, answer = limit, []
    for options, chosen in zip(reversed(ways), reversed(picks), strict=True):
        way = options[chosen[space]]
        answer.append(way)
        space -= way.cells
    return answer[::-1]


def _bundles(before: Lay, bare: Lay, after: Lay) -> list[list[Cell]]:
    touched = different(before, after) | different(before, bare)
    cells = [(int(p), int(c)) for p, c in zip(*np.nonzero(touched), strict=True)]
    leader = {cell: cell for cell in cells}

    def first(cell: Cell) -> Cell:
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    def join(group: Iterable[Cell]) -> None:
        members = list(group)
        for other in members[1:]:
            leader[first(other)] = first(members[0])

    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell[0], []).append(cell)
    for group in rows.values():
        join(group)
    for at in range(2):
        for cycle in range(before.problem.cycles):
            for group in _handed_on(before, bare, after, at, cycle, touched):
                join(group)
    bundles: dict[Cell, list[Cell]] = {}
    for cell in cells:
        bundles.setdefault(first(cell), []).append(cell)
    return list(bundles.values())


def _handed_on(before: Lay, bare: Lay, after: Lay, at: int, cycle: int, touched: Marks) -> Iterable[list[Cell]]:
    """Cells between which a place changes hands: those who come cannot all come unless some of the others go."""
    old, left, new = (plan.layers[at] for plan in (before, bare, after))
    there, places = left.used(cycle), room(left, cycle)
    people = np.flatnonzero(touched[:, cycle])
    was, bared, now = (layer.now[people, cycle] for layer in (old, left, new))
    for option in np.unique(now[now >= 0]):
        coming = people[(now == option) & (bared != option)]
        going = people[(now != option) & ((bared == option) | (was == option))]
        if len(coming) and len(going) and there[option] + len(coming) > places[option]:
            yield [(int(person), cycle) for person in (*coming, *going)]
