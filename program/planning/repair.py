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
from program.planning.lawful import banned, breaches, different, lacking, overfull, repeated, unfounded
from program.planning.problem import GRAINS, Assignment, Ints, Problem
from program.planning.resettle import Flags, Lay, Layer, choices, placeable, resettled, room, taken

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
    before = Lay.of(problem)
    bare = stripped(problem, before)
    work = _Repair(problem, before, mode, fill)
    after = work.done()
    if at_most is not None and int(different(before, after).sum()) > at_most:
        after = within(problem, before, bare, after, at_most)
    return Repaired(
        after.assignment(),
        _slots(different(before, after)),
        work.forced,
        _slots(lacking(problem, after)),
        _slots(breaches(problem, after)),
    )


def stripped(problem: Problem, before: Lay) -> Lay:
    """The plan without what breaks a rule, nothing put in its place; who is too many is chosen by points."""
    lay = Lay(before.host.copy(), before.mentor.copy())
    _strip(problem, lay)
    for cycle in range(problem.cycles):
        _strip_cycle(problem, lay, cycle)
        for layer in Layer:
            people = _crowd(problem, lay, layer, cycle)
            if len(people):
                table = lay.of_layer(layer)
                kept = resettled(problem, lay, layer, cycle, people, stay=None, held=None)
                table[people, cycle] = np.where(kept == table[people, cycle], kept, -1)
    return lay


class _Repair:
    def __init__(self, problem: Problem, before: Lay, mode: Mode, fill: bool) -> None:
        self.problem = problem
        self.lay = Lay(before.host.copy(), before.mentor.copy())
        self.stay = None if mode is Mode.FEWEST else STAY
        self.free = problem.fixed.reshape(before.host.shape) == 0
        wanted = problem.wanted.reshape(before.host.shape) > 0
        bare = (before.host < 0) & (before.mentor < 0)
        self.concerned = wanted & self.free & (np.full_like(bare, fill) | ~bare)
        self.forced = 0
        _strip(problem, self.lay)
        self._forced = different(before, self.lay)

    def done(self) -> Lay:
        """The plan, mended cycle by cycle."""
        for cycle in range(self.problem.cycles):
            was = Lay(self.lay.host.copy(), self.lay.mentor.copy())
            may = _strip_cycle(self.problem, self.lay, cycle)
            self._forced |= different(was, self.lay)
            for layer in Layer:
                self._settle(layer, cycle, may)
        self.forced += int(self._forced.sum())
        return self.lay

    def _settle(self, layer: Layer, cycle: int, may: Flags) -> None:
        problem, table = self.problem, self.lay.of_layer(layer)
        crowd = _crowd(problem, self.lay, layer, cycle)
        over = taken(problem, table, layer, cycle) - room(problem, layer, cycle)
        self.forced += min(int(np.maximum(over, 0).sum()), len(crowd))
        need = np.nonzero(self.concerned[:, cycle] & may & (table[:, cycle] < 0))[0]
        people = np.union1d(need, crowd)
        if not len(people):
            return
        if self.stay is not None:
            people = np.union1d(people, self._rivals(layer, cycle, people))
        old = table[people, cycle].copy()
        table[people, cycle] = resettled(problem, self.lay, layer, cycle, people, stay=self.stay)
        self._forced[need, cycle] |= table[need, cycle] >= 0
        while len(holes := people[(table[people, cycle] < 0)]):
            others = self._way(layer, cycle, holes, people)
            if not len(others):
                break
            tried = np.concatenate([people, others])
            old = np.concatenate([old, table[others, cycle]])
            kept = table[tried, cycle].copy()
            table[tried, cycle] = old
            found = resettled(problem, self.lay, layer, cycle, tried, stay=self.stay)
            table[tried, cycle] = kept
            if int((found < 0).sum()) >= len(holes):
                break
            table[tried, cycle] = found
            people = tried
        self._forced[need, cycle] |= table[need, cycle] >= 0

    def _rivals(self, layer: Layer, cycle: int, people: Ints) -> Ints:
        """Who now has one of the choices that are best for `people`."""
        found = choices(self.problem, self.lay, layer, cycle, people)
        if not found.value.shape[1]:
            return np.empty(0, np.int64)
        worth = np.where(found.allowed, found.value, np.iinfo(np.int64).min)
        best = np.argsort(-worth, axis=1, kind="stable")[:, :BEST]
        wished = np.unique(best[np.take_along_axis(found.allowed, best, axis=1)])
        return self._holders(layer, cycle, wished, people)

    def _holders(self, layer: Layer, cycle: int, options: Ints, but: Ints) -> Ints:
        column = self.lay.of_layer(layer)[:, cycle]
        there = np.nonzero(self.free[:, cycle] & np.isin(column, options))[0]
        return np.setdiff1d(there, but)

    def _way(self, layer: Layer, cycle: int, holes: Ints, people: Ints) -> Ints:
        """Those through whom a free place can be reached for somebody in `holes`; nobody if there is no way."""
        problem, table = self.problem, self.lay.of_layer(layer)
        free = taken(problem, table, layer, cycle) < room(problem, layer, cycle)
        reached = choices(problem, self.lay, layer, cycle, people).allowed[np.isin(people, holes)].any(axis=0)
        found = np.empty(0, np.int64)
        while True:
            new = self._holders(layer, cycle, np.nonzero(reached)[0], np.concatenate([people, found]))
            if not len(new):
                return np.empty(0, np.int64)
            options = choices(problem, self.lay, layer, cycle, new)
            ways = options.allowed & free[None, :]
            if ways.any():
                movers = np.nonzero(ways.any(axis=1))[0]
                now = options.value[movers, table[new[movers], cycle]]
                gain = np.where(ways[movers], options.value[movers], np.iinfo(np.int64).min // 2).max(axis=1) - now
                best = movers[np.argsort(-gain, kind="stable")[: BEST * len(holes)]]
                return np.concatenate([found, new[best]])
            grown = reached | options.allowed.any(axis=0)
            found = np.concatenate([found, new])
            if (grown == reached).all():
                return np.empty(0, np.int64)
            reached = grown


def _strip(problem: Problem, lay: Lay) -> None:
    """Take out what cannot stand whoever else moves."""
    free = problem.fixed.reshape(lay.host.shape) == 0
    for layer in Layer:
        table = lay.of_layer(layer)
        table[banned(problem, lay, layer) & free] = -1
        table[repeated(problem, lay, layer) & free] = -1


def _strip_cycle(problem: Problem, lay: Lay, cycle: int) -> Flags:
    """Take out of a cycle what lacks its earlier stages or hosts; who may be placed in it."""
    free = problem.fixed.reshape(lay.host.shape)[:, cycle] == 0
    may = placeable(problem, lay, cycle, np.arange(problem.mentees))
    lay.host[free & ~may, cycle] = -1
    lay.mentor[free & ~may, cycle] = -1
    lay.host[free & unfounded(problem, lay, cycle), cycle] = -1
    return may


def _crowd(problem: Problem, lay: Lay, layer: Layer, cycle: int) -> Ints:
    """Everyone who may move and is where there are too many."""
    free = problem.fixed.reshape(lay.host.shape)[:, cycle] == 0
    column = lay.of_layer(layer)[:, cycle]
    full = overfull(problem, lay, layer, cycle)
    return np.nonzero(free & (column >= 0) & full[column])[0] if full.any() else np.empty(0, np.int64)


def _slots(flags: Flags) -> tuple[int, ...]:
    return tuple(np.nonzero(flags.ravel())[0].tolist())
