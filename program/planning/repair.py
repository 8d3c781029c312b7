"""Mending a plan with as few changes as possible: somebody left, fell ill, a host closed, something came first.

What can no longer stand is taken out; then cycle by cycle, in time, places are found for those concerned while
everybody else stays. Only where that leaves somebody without, others move as well: those through whom a free place can
be reached at all, found by search, settled by flow. What is fixed in the problem is never touched.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
import numpy as np

from program.planning.budget import within
from program.planning.flows import Layer, Marks
from program.planning.lawful import banned, breaches, crowd, different, lacking, repeated, unfounded
from program.planning.problem import GRAINS, Assignment, Ints, Problem
from program.planning.resettle import Lay, choices, resettled, room

#: What keeping a cell is worth where changes are weighed against points.
STAY = 3 * GRAINS

#: How many of the best choices are asked who has them now, and how many movers are tried for each hole.
BEST = 8


class Mode(StrEnum):
    """What a repair spares."""

    FEWEST = "fewest"  # as few changed cells as possible, whatever it costs in points
    BALANCED = "balanced"  # a changed cell has to be worth its while


class Repaired(msgspec.Struct, frozen=True):
    """A mended plan.

    `changed`: slots with another host or mentor than before; never more than were allowed. `forced`: slots that could
    not have stayed in any plan without holes and breaches. `empty`: wanted slots that still lack a host or mentor.
    `left`: slots that still break a hard rule, fixed ones or beyond what was allowed to change.
    """

    assignment: Assignment
    changed: tuple[int, ...]
    forced: int
    empty: tuple[int, ...]
    left: tuple[int, ...]


def repair(problem: Problem, *, mode: Mode = Mode.FEWEST, at_most: int | None = None, fill: bool = True) -> Repaired:
    """Mend the problem's present plan.

    `at_most`: how many cells may change; where they are too few, first no rule is to stay broken, then as few holes as
    possible. `fill`: also find places for slots that are wanted and were quite empty before.
    """
    before = Lay(problem)
    work = _Repair(before, mode, fill)
    after = work.done()
    if at_most is not None and int(different(before, after).sum()) > at_most:
        after = within(before, stripped(before), after, at_most)
    return Repaired(
        after.assignment(),
        _slots(different(before, after)),
        work.forced,
        _slots(lacking(after)),
        _slots(breaches(after)),
    )


def stripped(before: Lay) -> Lay:
    """The plan without what breaks a rule, nothing put in its place; who is too many is chosen by points."""
    lay = before.copy()
    _strip(lay)
    for cycle in range(lay.problem.cycles):
        _strip_cycle(lay, cycle)
        for layer in lay.layers:
            people = crowd(lay, layer, cycle)
            now = layer.now[people, cycle]
            kept = resettled(lay, layer, cycle, people, stay=None)
            layer.now[people, cycle] = np.where(kept == now, now, -1)
    return lay


class _Repair:
    def __init__(self, before: Lay, mode: Mode, fill: bool) -> None:
        self.lay = before.copy()
        self.stay = None if mode is Mode.FEWEST else STAY
        wanted = before.problem.wanted.reshape(before.host.shape) > 0
        self.concerned = wanted & before.loose & (before.placed | fill)
        self.many = 0
        _strip(self.lay)
        self.struck = different(before, self.lay)

    @property
    def forced(self) -> int:
        """Cells that could not stay as they were."""
        return self.many + int(self.struck.sum())

    def done(self) -> Lay:
        """The plan, mended cycle by cycle."""
        for cycle in range(self.lay.problem.cycles):
            was = self.lay.host[:, cycle].copy(), self.lay.mentor[:, cycle].copy()
            may = _strip_cycle(self.lay, cycle)
            self.struck[:, cycle] |= (was[0] != self.lay.host[:, cycle]) | (was[1] != self.lay.mentor[:, cycle])
            for layer in self.lay.layers:
                self._settle(layer, cycle, may)
        return self.lay

    def _settle(self, layer: Layer, cycle: int, may: Marks) -> None:
        """Find places in one layer of a cycle for those without one, and for those who are too many."""
        column = layer.now[:, cycle]
        many = crowd(self.lay, layer, cycle)
        over = np.maximum(layer.used(cycle) - room(layer, cycle), 0)
        self.many += min(int(over.sum()), len(many))
        need = np.flatnonzero(self.concerned[:, cycle] & may & (column < 0))
        people = np.union1d(need, many)
        if not len(people):
            return
        if self.stay is not None:
            people = np.union1d(people, self._rivals(layer, cycle, people))
        column[people] = resettled(self.lay, layer, cycle, people, stay=self.stay)
        while len(holes := people[column[people] < 0]):
            others = self._way(layer, cycle, holes, people)
            if not len(others):
                break
            tried = np.concatenate([people, others])
            found = resettled(self.lay, layer, cycle, tried, stay=self.stay)
            if int((found < 0).sum()) >= len(holes):
                break
            column[tried] = found
            people = tried
        self.struck[need, cycle] |= column[need] >= 0

    def _rivals(self, layer: Layer, cycle: int, people: Ints) -> Ints:
        """Who now has one of the choices that are best for `people`."""
        value, allowed = choices(self.lay, layer, cycle, people)
        if not layer.agents:
            return np.zeros(0, np.int64)
        worth = np.where(allowed, value, np.iinfo(np.int64).min)
        best = np.argsort(-worth, axis=1, kind="stable")[:, :BEST]
        wished = np.unique(best[np.take_along_axis(allowed, best, axis=1)])
        return self._holders(layer, cycle, wished, people)

    def _holders(self, layer: Layer, cycle: int, options: Ints, but: Ints) -> Ints:
        there = np.flatnonzero(self.lay.loose[:, cycle] & np.isin(layer.now[:, cycle], options))
        return np.setdiff1d(there, but)

    def _way(self, layer: Layer, cycle: int, holes: Ints, people: Ints) -> Ints:
        """Those through whom a free place can be reached for somebody in `holes`; nobody if there is no way."""
        free = layer.left(cycle) > 0
        found = np.zeros(0, np.int64)
        reached = choices(self.lay, layer, cycle, holes)[1].any(axis=0)
        while True:
            new = self._holders(layer, cycle, np.flatnonzero(reached), np.concatenate([holes, found]))
            if not len(new):
                return found[:0]
            value, allowed = choices(self.lay, layer, cycle, new)
            ways = allowed & free
            if ways.any():
                now = value[np.arange(len(new)), layer.now[new, cycle]]
                gain = np.where(ways, value, np.iinfo(np.int64).min // 2).max(axis=1) - now
                movers = np.flatnonzero(ways.any(axis=1))
                best = movers[np.argsort(-gain[movers], kind="stable")[: BEST * len(holes)]]
                return np.setdiff1d(np.concatenate([found, new[best]]), people)
            found = np.concatenate([found, new])
            reached = reached | allowed.any(axis=0)


def _strip(lay: Lay) -> None:
    """Take out what cannot stand whoever else moves."""
    for layer in lay.layers:
        layer.now[banned(lay, layer) & lay.loose] = -1
        layer.now[repeated(lay, layer) & lay.loose] = -1


def _strip_cycle(lay: Lay, cycle: int) -> Marks:
    """Take out what lacks its earlier stages, or from here on its earlier host; who may be placed in the cycle."""
    loose = lay.loose[:, cycle]
    may = lay.placeable(cycle)
    for layer in lay.layers:
        layer.now[loose & ~may, cycle] = -1
    for each in range(cycle, lay.problem.cycles):
        lay.host[lay.loose[:, each] & unfounded(lay, each), each] = -1
    return may


def _slots(flags: Marks) -> tuple[int, ...]:
    return tuple(np.flatnonzero(flags.ravel()).tolist())
