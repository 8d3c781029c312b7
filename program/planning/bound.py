"""What no plan can exceed: an upper bound on points less holes, proved by Lagrangian relaxation.

The rules that tie mentees to one another are the room of the agents, the fair share and the burst mentors. Put a price
on each agent's place in each cycle, and a plan's score falls apart into what each mentee would choose at these prices
and what each agent would sell. Both are solved exactly or more generously than the rules are, so that their sum is at
least the score of any plan, whatever the prices (Fisher, "The Lagrangian relaxation method", 1981). What only ever
costs and ties the layers together, the gap between groups, and the order of hosts count as kept for nothing.
"""

from __future__ import annotations

import math

import numpy as np

from program.planning.flows import Hosts, Marks, Mentors, bare, free_slots, in_sequence
from program.planning.markets import HostMarket, Market, MentorMarket
from program.planning.problem import HOLE, Assignment, Problem

#: Steps of the hosts' layer to one of the mentors', which costs far more.
HOST_STEPS = 3


class Climb:
    """The way of one market's bound down: steps against the slopes, smoothed, each price at a pace of its own.

    Smoothing settles mentees who waver between agents worth the same to them, as whole cohorts do; a pace by the size
    of a price's own slopes suits prices of different kinds (Kingma and Ba, "Adam", 2015). The steps become shorter and
    shorter; then a round begins with longer ones again, but not as long as before, and takes its time.
    """

    #: How much of the old slope, and of its square, stays with every step.
    SLOPE, SQUARE = 0.9, 0.95

    #: Slopes below so many mentees move their prices less far.
    FAINT = 1.0

    #: Grains of the longest step and of the shortest, in the first round.
    LONGEST, SHORTEST = 600.0, 8.0

    #: By how much a step is shorter than the one before, in the first round.
    SHORTER = 0.04

    #: Rounds after which next to nothing changes.
    ROUNDS = 4

    def __init__(self, market: Market, times: int) -> None:
        """`times`: steps taken together, all of them no more than one in the way of shortening."""
        self.market, self.times = market, times
        self.best = market.value()
        self._slope = [np.zeros_like(part) for part in market.slopes()]
        self._square = [np.zeros_like(part) for part in market.slopes()]
        self._steps, self._round, self._length = 0, 0, self.LONGEST

    @property
    def done(self) -> bool:
        """Whether further steps would change next to nothing."""
        return self._round >= self.ROUNDS

    def step(self) -> None:
        """As many steps as are taken together, and what is learned from them."""
        for _ in range(self.times):
            if not self.done:
                self._step()

    def _step(self) -> None:
        self._steps += 1
        young = 1 - self.SLOPE**self._steps, 1 - self.SQUARE**self._steps
        way = []
        for slope, square, new in zip(self._slope, self._square, self.market.slopes(), strict=True):
            slope += (1 - self.SLOPE) * (new - slope)
            square += (1 - self.SQUARE) * (new * new - square)
            way.append(slope / young[0] / (np.sqrt(square / young[1]) + self.FAINT))
        self.market.move(self._length, way)
        self.best = min(self.best, self.market.value())
        self._length *= 1 - self.SHORTER / self.times / 2**self._round
        if self._length < self.SHORTEST / 2**self._round:
            self._round += 1
            self._length = self.LONGEST / 4**self._round


class Ceiling:
    """The bound of a problem, sharper with every `step()`. `best` is in grains, of points less `HOLE` a hole."""

    def __init__(self, problem: Problem) -> None:
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
        self.climbs: list[Climb] = []
        if problem.slots and mentors.agents:
            self.climbs.append(Climb(MentorMarket(mentors, halves), 1))
        if problem.slots and hosts.agents:
            self.climbs.append(Climb(HostMarket(hosts, halves), HOST_STEPS))
        for layer in (hosts, mentors):
            if not layer.agents:  # nobody to choose: every place is a hole
                self.base -= HOLE * int(free.sum())

    @property
    def best(self) -> int:
        """The bound by now."""
        return math.ceil(self.base + sum(climb.best for climb in self.climbs))

    @property
    def done(self) -> bool:
        """Whether further steps would change next to nothing."""
        return all(climb.done for climb in self.climbs)

    def step(self) -> int:
        """One more step of the mentors' layer and a few of the hosts', which cost little; the bound by now."""
        for climb in self.climbs:
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
