"""What no plan can exceed: an upper bound on points less holes, proved by Lagrangian relaxation.

The rules that tie mentees to one another are the room of the agents, the fair share and the burst mentors. Put a price
on each agent's place in each cycle, and a plan's score falls apart into what each mentee would choose at these prices
and what each agent would sell. Both are solved exactly or more generously than the rules are, so that their sum is at
least the score of any plan, whatever the prices (Fisher, "The Lagrangian relaxation method", 1981). Good prices come
from the volume algorithm (Barahona and Anbil, 2000). What only ever costs and ties the layers together, the gap
between groups, and the order of hosts count as kept for nothing.
"""

from __future__ import annotations

import math

import numpy as np

from program.planning.flows import Hosts, Marks, Mentors, bare, free_slots, in_sequence
from program.planning.markets import HostMarket, Market, MentorMarket, Reals
from program.planning.problem import HOLE, Assignment, Problem

#: Steps of the hosts' layer to one of the mentors'.
HOST_STEPS = 3


class Climb:
    """The way of one market's bound down to what plans are known to reach: the volume algorithm.

    The way is an average of the slopes met so far, so that mentees who waver between agents worth the same to them, as
    whole cohorts do, do not throw the prices about.
    """

    #: Steps without a better bound before the stride is cut.
    PATIENCE = 12

    #: How much the newest slope weighs in the way, at most; a tenth of it at least.
    FRESH = 0.15

    def __init__(self, market: Market, aim: float) -> None:
        self.market, self.aim = market, aim
        self.best = market.value()
        self.kept = market.prices()
        self.way = market.slopes()
        self.stride, self.idle = 0.5, 0

    @property
    def done(self) -> bool:
        """Whether further steps would change next to nothing."""
        return self.stride < 0.002

    def step(self) -> None:
        """One step from the best prices along the way, and what is learned from it."""
        length = _dot(self.way, self.way)
        if not length:
            self.stride = 0.0
            return
        market = self.market
        market.restore(self.kept)
        market.move(self.stride * max(1.0, self.best - self.aim) / length, self.way)
        value, slopes = market.value(), market.slopes()
        if value < self.best:
            if value < self.best - 1e-3 * (self.best - self.aim):
                self.idle = 0
            if _dot(slopes, self.way) > 0:
                self.stride = min(2.0, self.stride * 1.1)
            self.best, self.kept = value, market.prices()
            if value <= self.aim:  # aimed too high: what the agents have in common is not in the aim
                self.aim = value - 0.005 * abs(value)
        else:
            self.idle += 1
            if self.idle >= self.PATIENCE:
                self.stride, self.idle = self.stride * 0.66, 0
        apart = [new - old for new, old in zip(slopes, self.way, strict=True)]
        length = _dot(apart, apart)
        weight = -_dot(apart, self.way) / length if length else self.FRESH
        weight = min(self.FRESH, max(self.FRESH / 10, weight))
        self.way = [weight * new + (1 - weight) * old for new, old in zip(slopes, self.way, strict=True)]


def _dot(one: list[Reals], other: list[Reals]) -> float:
    return sum(float(np.vdot(a, b)) for a, b in zip(one, other, strict=True))


class Ceiling:
    """The bound of a problem, sharper with every `step()`. `best` is in grains, of points less `HOLE` a hole."""

    def __init__(self, problem: Problem, plan: Assignment) -> None:
        """`plan` is any complete plan: how far the prices have to go is judged by it, but not what is proved."""
        free = reachable(problem)
        shape = (problem.mentees, problem.cycles)
        halves = np.where(free, problem.slot_cost.reshape(shape) / 2, 0.0)
        halves = np.where(halves > 0, 2 * halves, halves)
        start = bare(problem)
        hosts, mentors = Hosts(problem, start.host), Mentors(problem, start.mentor)
        hosts.free = mentors.free = free
        hosts.gated = []  # what another slot may prepare is not forbidden
        self.base = float(sum(layer_points(problem, start))) + _placing(problem, start)
        wanted = problem.wanted != 0
        for now in (start.host, start.mentor):
            self.base -= HOLE * int((wanted & (now < 0) & ~free.reshape(-1)).sum())
        decided = free.reshape(-1)
        part = Assignment(np.where(decided, plan.host, -1), np.where(decided, plan.mentor, -1))
        empty = [HOLE * int((decided & (now < 0)).sum()) for now in (part.host, part.mentor)]
        aims = layer_points(problem, part)
        cost = float(halves.sum())
        self.climbs: list[tuple[Climb, int]] = []  # and how many steps each does at a time
        if problem.slots and mentors.agents:
            self.climbs.append((Climb(MentorMarket(mentors, halves), aims[1] - empty[1] + cost), 1))
        if problem.slots and hosts.agents:
            self.climbs.append((Climb(HostMarket(hosts, halves), aims[0] - empty[0] + cost), HOST_STEPS))
        for layer in (hosts, mentors):
            if not layer.agents:  # nobody to choose: every place is a hole
                self.base -= HOLE * int(free.sum())

    @property
    def best(self) -> int:
        """The bound by now."""
        return math.ceil(self.base + sum(climb.best for climb, _ in self.climbs))

    @property
    def done(self) -> bool:
        """Whether further steps would change next to nothing."""
        return all(climb.done for climb, _ in self.climbs)

    def step(self) -> int:
        """One more step of the mentors' layer and a few of the hosts', which cost little; the bound by now."""
        for climb, times in self.climbs:
            for _ in range(times):
                if not climb.done:
                    climb.step()
        return self.best


def reachable(problem: Problem) -> Marks:
    """[P, C] the free slots that could be filled if all others were that could be."""
    start, free = bare(problem), free_slots(problem)
    placed = ((start.host >= 0) | (start.mentor >= 0)).reshape(free.shape)
    for cycle in range(problem.cycles):
        free[:, cycle] &= in_sequence(problem, placed, cycle)
        placed[:, cycle] |= free[:, cycle]
    return free


def layer_points(problem: Problem, plan: Assignment) -> tuple[int, int]:
    """What hosts and mentors of a plan are worth, without what their agents have in common (share, burst, gap)."""
    empty = np.full(problem.slots, -1, np.int64)
    totals = []
    for layer, chosen in ((Hosts(problem, empty), plan.host), (Mentors(problem, empty), plan.mentor)):
        chosen, total = chosen.reshape(layer.now.shape), 0
        for cycle in range(problem.cycles):
            rows = np.flatnonzero(chosen[:, cycle] >= 0)
            value, _ = layer.options(cycle, rows)
            total += int(value[np.arange(len(rows)), chosen[rows, cycle]].sum())
            layer.now[rows, cycle] = chosen[rows, cycle]
        totals.append(total)
    return totals[0], totals[1]


def _placing(problem: Problem, plan: Assignment) -> int:
    return int(problem.slot_cost[(plan.host >= 0) | (plan.mentor >= 0)].sum())
