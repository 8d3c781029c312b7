"""A plan under work, and one layer of one of its cycles settled anew while all else stands.

What each choice is worth comes from `flows`; here is added what keeping the present choice is worth, so that a plan can
be mended, or a wish granted, with few or no further changes.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from program.planning.construct import KEEP, MANY
from program.planning.flows import Hosts, Layer, Marks, Mentors, in_sequence, transport
from program.planning.problem import Assignment, Ints, Problem


class Lay:
    """A plan that is being worked on: its two layers, and their tables [p, c], which may be written to."""

    def __init__(self, problem: Problem, plan: Assignment | None = None) -> None:
        """A copy of `plan`, or of the problem's present plan."""
        self.problem = problem
        self.hosts = Hosts(problem, plan.host if plan is not None else problem.host)
        self.mentors = Mentors(problem, plan.mentor if plan is not None else problem.mentor)
        self.loose: Marks = problem.fixed.reshape(self.hosts.now.shape) == 0

    @property
    def layers(self) -> tuple[Hosts, Mentors]:
        """Hosts first: what they decide says who is placed at all."""
        return self.hosts, self.mentors

    @property
    def host(self) -> Ints:
        """[p, c] hosts."""
        return self.hosts.now

    @property
    def mentor(self) -> Ints:
        """[p, c] mentors."""
        return self.mentors.now

    @property
    def placed(self) -> Marks:
        """[p, c] cells in which there is a host or a mentor."""
        found: Marks = (self.host >= 0) | (self.mentor >= 0)
        return found

    def copy(self) -> Lay:
        """Another that can be changed without this one."""
        return Lay(self.problem, self.assignment())

    def assignment(self) -> Assignment:
        """The plan as engines hand it around."""
        return Assignment(self.host.ravel().copy(), self.mentor.ravel().copy())

    def placeable(self, cycle: int) -> Marks:
        """[p] who may be placed in the cycle at all: it is theirs, and earlier stages are done."""
        may: Marks = (self.problem.slot_ban >> cycle) & 1 == 0
        may &= in_sequence(self.problem, self.placed, cycle)
        return may


def room(layer: Layer, cycle: int) -> Ints:
    """[x] places at each host, or with each mentor; as many as there are mentees where the rule is off."""
    return np.full(layer.agents, layer.problem.mentees, np.int64) if layer.room is None else layer.room[:, cycle]


def choices(lay: Lay, layer: Layer, cycle: int, rows: Ints) -> tuple[Ints, Marks]:
    """[rows, x] what each choice is worth and which are allowed, whether there is room or not."""
    value, allowed = layer.options(cycle, rows)
    allowed &= lay.placeable(cycle)[rows, None]
    allowed &= room(layer, cycle) > 0
    return value, allowed


def resettled(
    lay: Lay, layer: Layer, cycle: int, rows: Ints, *, stay: int | None, held: Mapping[int, int] | None = None
) -> Ints:
    """The best choice for each of `rows` while everybody else stays: option or -1, in their order.

    `stay`: grains for what is as it was before (`layer.before`); None: so many that nothing changes unless it must. As
    few as possible go empty. `held` ties mentees to an option whatever else they would like.
    """
    number = len(rows)
    if not number or not layer.agents:
        return np.full(number, -1, np.int64)
    kept = layer.now[rows, cycle].copy()
    layer.now[rows, cycle] = -1
    tiers = layer.tiers(cycle)
    layer.now[rows, cycle] = kept
    value, allowed = choices(lay, layer, cycle, rows)
    for row, option in (held or {}).items():
        tied = rows == row
        allowed[tied] = False
        allowed[tied, option] = True
    value[~allowed] = 0
    price = int(np.abs(tiers[2]).max(initial=0))
    bonus = int((value.max(axis=1) - value.min(axis=1)).sum()) + number * price + 1 if stay is None else stay
    before = layer.before[rows, cycle]
    known = np.flatnonzero(before >= 0)
    value[known, before[known]] += bonus
    empty = (number + 1) * (int(np.abs(value).max()) + price + 1)
    return transport(value, allowed, tiers, keep=KEEP if number >= MANY else 0, empty=empty)
