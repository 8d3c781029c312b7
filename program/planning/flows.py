"""The two layers of a plan, hosts and mentors, as matrices: what each choice of one cycle is worth, given the rest.

Within one cycle and one layer a plan is a transport problem: every mentee takes one agent (host or mentor), every agent
has room for some. `Layer.options` gives the value of each pairing with everything else in the plan as it stands, in
grains, as the change of the whole score; `Layer.tiers` what an agent's room costs as it fills. The rules that tie the
rest of the plan are linear in this view, but for two: burst mentors (spread evenly over the room here) and the gap
between groups (left out). Whoever uses an answer scores it afresh.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from program.planning.problem import HOLE, Assignment, Ints, Problem

Marks = NDArray[np.bool_]

#: Arcs from agents to the sink: agent, room, grains to pay for each mentee.
Tiers = tuple[Ints, Ints, Ints]

#: (cycle, which of the rows have somebody in it, whom)
Others = list[tuple[int, Ints, Ints]]


def free_slots(problem: Problem) -> Marks:
    """[P, C] the slots an engine decides: wanted, not fixed, and the mentee may be placed at all."""
    shape = (problem.mentees, problem.cycles)
    banned = (problem.slot_ban[:, None] >> np.arange(problem.cycles)) & 1
    free: Marks = (problem.wanted.reshape(shape) != 0) & (problem.fixed.reshape(shape) == 0) & (banned == 0)
    return free


def bare(problem: Problem) -> Assignment:
    """What is fixed, and nothing else."""
    held = problem.fixed != 0
    return Assignment(np.where(held, problem.host, -1), np.where(held, problem.mentor, -1))


class Layer:
    """One layer: `now` [P, C] is who has whom, and may be written to."""

    def __init__(
        self,
        problem: Problem,
        agents: int,
        now: Ints,
        before: Ints,
        worth: Ints,
        ban: Ints,
        extra: Ints,
        room: Ints | None,
    ) -> None:
        """`extra` and `room` (None: no limit) are [agent, cycle]; changes are counted against `before`."""
        people, cycles = problem.mentees, problem.cycles
        self.problem = problem
        self.free = free_slots(problem)
        self.place = problem.place.reshape(people, cycles)
        self.before = before.reshape(people, cycles)
        self.now = np.array(now, np.int64).reshape(people, cycles)
        self.agents = agents
        self.worth = worth.reshape(people, self.agents)
        self.ban = ban.reshape(people, self.agents)
        self.extra = extra.reshape(self.agents, cycles)
        self.room = None if room is None else room.reshape(self.agents, cycles)
        self.change = 0  # grains a cell costs that differs from `before`
        self.known = np.zeros((people, self.agents), bool)  # met or sat with before the first cycle

    def options(self, cycle: int, rows: Ints) -> tuple[Ints, Marks]:
        """Value [rows, agents] of each pairing in the cycle, and which are allowed, the rest of the plan given."""
        allowed: Marks = (self.ban[rows] >> cycle & 1) == 0
        value = self.worth[rows] + self.extra[:, cycle]
        if self.change:
            value -= self.change
            stays = np.flatnonzero(self.before[rows, cycle] >= 0)
            value[stays, self.before[rows[stays], cycle]] += self.change
        return value, allowed

    def used(self, cycle: int) -> Ints:
        """[agents] mentees each has in the cycle."""
        chosen = self.now[:, cycle]
        count: Ints = np.bincount(chosen[chosen >= 0], minlength=self.agents)
        return count

    def left(self, cycle: int) -> Ints:
        """[agents] room in the cycle beside what is there now."""
        if self.room is None:
            return np.full(self.agents, self.problem.mentees, np.int64)
        room: Ints = np.maximum(0, self.room[:, cycle] - self.used(cycle))
        return room

    def tiers(self, cycle: int) -> Tiers:
        """What the room costs that is left in the cycle beside what is there now."""
        room = self.left(cycle)
        return np.arange(self.agents), room, np.zeros_like(room)

    def others(self, cycle: int, rows: Ints) -> Others:
        """Whom these rows have in the other cycles."""
        found = []
        for other in range(self.problem.cycles):
            if other != cycle:
                chosen = self.now[rows, other]
                at = np.flatnonzero(chosen >= 0)
                if len(at):
                    found.append((other, at, chosen[at]))
        return found


class Mentors(Layer):
    """The layer of mentors."""

    def __init__(self, problem: Problem, now: Ints) -> None:
        room = problem.capacity if problem.limits.capacity else None
        super().__init__(
            problem, problem.mentors, now, problem.mentor, problem.pair, problem.pair_ban, problem.mentor_cost, room
        )
        for row, known in enumerate(problem.met):
            self.known[row, list(known)] = True

    def options(self, cycle: int, rows: Ints) -> tuple[Ints, Marks]:
        """As told by `Layer`; a first meeting counts, and no mentor comes twice within the window."""
        value, allowed = super().options(cycle, rows)
        first = ~self.known[rows]
        for other, at, chosen in self.others(cycle, rows):
            first[at, chosen] = False
            near = np.abs(self.place[rows[at], other] - self.place[rows[at], cycle]) < self.problem.limits.window
            allowed[at[near], chosen[near]] = False
        value += self.problem.gains.new_mentor * first
        return value, allowed

    def tiers(self, cycle: int) -> Tiers:
        """As told by `Layer`; room beyond the fair share is dearer, and so is a burst mentor's beside a busy cycle."""
        room, gains = self.left(cycle), self.problem.gains
        agents, price = np.arange(self.agents), np.zeros_like(room)
        if gains.burst:
            beside = [self.used(c) for c in (cycle - 1, cycle + 1) if 0 <= c < self.problem.cycles]
            busy = sum(beside, np.zeros_like(room))
            woken = np.where(self.used(cycle) == 0, busy, 0)  # who begins to cost because this cycle is used
            price = np.where(busy > 0, -gains.burst * (1 + woken / np.maximum(1, room)), 0).astype(np.int64)
            price *= self.problem.is_burst
        if not gains.over_share:
            return agents, room, price
        placed = np.bincount(self.now[self.now >= 0], minlength=self.agents)
        fair = np.clip(self.problem.share - placed, 0, room)
        return (
            np.concatenate([agents, agents]),
            np.concatenate([fair, room - fair]),
            np.concatenate([price, price - gains.over_share]),
        )


class Hosts(Layer):
    """The layer of hosts."""

    def __init__(self, problem: Problem, now: Ints) -> None:
        room = problem.seats if problem.limits.seats else None
        super().__init__(
            problem, problem.hosts, now, problem.host, problem.seat, problem.seat_ban, problem.host_gain, room
        )
        people, themes = problem.mentees, problem.themes
        self.brings = np.zeros((self.agents, themes), bool)
        for host, brought in enumerate(problem.host_themes):
            self.brings[host, list(brought)] = True
        self.wants = problem.wants_theme.reshape(people, themes) != 0
        self.function = np.where(problem.function >= 0, problem.function, problem.functions)
        self.owned = np.zeros((people, problem.functions + 1), bool)  # seen already; the last column stands for none
        self.owned[np.arange(people), problem.own_function] = True
        for row, known in enumerate(problem.sat):
            for host in known:
                self.known[row, host] = True
                self.owned[row, self.function[host]] = True
                self.wants[row] &= ~self.brings[host]
        self.gated = [host for host, first in enumerate(problem.after) if first] if problem.limits.prerequisite else []

    def options(self, cycle: int, rows: Ints) -> tuple[Ints, Marks]:
        """As told by `Layer`; functions and themes count once, no host comes twice, and some only after others."""
        value, allowed = super().options(cycle, rows)
        gains, once = self.problem.gains, self.problem.limits.host_once
        seen, needs = self.owned[rows], self.wants[rows]
        if once:
            allowed &= ~self.known[rows]
        others = self.others(cycle, rows)
        for _, at, chosen in others:
            seen[at, self.function[chosen]] = True
            needs[at] &= ~self.brings[chosen]
            if once:
                allowed[at, chosen] = False
        if gains.new_function or gains.old_function:
            some = self.problem.function >= 0
            value += np.where(seen[:, self.function], gains.old_function, gains.new_function) * some
        if gains.new_theme and self.problem.themes:
            value += gains.new_theme * (needs.astype(np.int64) @ self.brings.T.astype(np.int64))
        if self.gated:
            self._in_order(cycle, rows, allowed, others)
        return value, allowed

    def _in_order(self, cycle: int, rows: Ints, allowed: Marks, others: Others) -> None:
        """Forbid a host before those it follows, and whatever would take its ground from a host that comes later."""
        sat = self.known[rows]
        for other, at, chosen in others:
            earlier = self.place[rows[at], other] < self.place[rows[at], cycle]
            sat[at[earlier], chosen[earlier]] = True
        for host in self.gated:
            first = list(self.problem.after[host])
            allowed[:, host] &= sat[:, first].any(axis=1)
            for other, at, chosen in others:
                for index in at[chosen == host]:
                    row = rows[index]
                    if self.place[row, other] < self.place[row, cycle] or self.known[row, first].any():
                        continue
                    early = self.place[row] < self.place[row, other]
                    early[cycle] = False
                    if not np.isin(self.now[row, early], first).any():
                        fits = np.zeros(self.agents, bool)
                        fits[first] = True
                        allowed[index] &= fits


def in_sequence(problem: Problem, placed: Marks, cycle: int) -> Marks:
    """[P] who may be placed in the cycle: has the earlier stages it asks for, among the slots that are `placed`."""
    stage = int(problem.stage[cycle])
    if stage == 0 or not problem.limits.sequence:
        return np.ones(problem.mentees, bool)
    place = problem.place.reshape(placed.shape)
    earlier = placed & (place < place[:, cycle, None]) & (problem.stage == stage - 1)
    done = earlier.sum(axis=1) + problem.done.reshape(-1, 3)[:, stage - 1]
    result: Marks = done >= (problem.foundations if stage == 1 else problem.strategics)
    return result


def transport(value: Ints, allowed: Marks, tiers: Tiers, *, keep: int = 0, empty: Ints | int = HOLE) -> Ints:
    """The best choice of an agent for each row, -1 for none: a min-cost flow.

    `value`, `allowed` [rows, agents]; `tiers` give each agent's room; a row without an agent costs `empty` (one number,
    or one for each row). With `keep`, only as many of the best agents are offered to each row at first, and all of them
    to rows that were left without.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    rows, agents = value.shape
    if not rows:
        return np.zeros(0, np.int64)
    offered = allowed
    if keep and agents > keep:
        ranked = np.where(allowed, value, np.iinfo(np.int64).min // 4)
        best = np.argpartition(ranked, agents - keep, axis=1)[:, agents - keep :]
        offered = np.zeros_like(allowed)
        np.put_along_axis(offered, best, True, axis=1)
        offered &= allowed
    agent, room, price = tiers
    some = room > 0
    everyone, sink = np.arange(rows), rows + agents
    while True:
        row, column = np.nonzero(offered)
        flow = SimpleMinCostFlow()
        add = flow.add_arcs_with_capacity_and_unit_cost
        add(row, rows + column, np.ones_like(row), -value[row, column])
        add(everyone, np.full(rows, sink), np.ones_like(everyone), np.broadcast_to(np.asarray(empty), rows))
        add(rows + agent[some], np.full(int(some.sum()), sink), room[some], price[some])
        flow.set_nodes_supplies(np.append(everyone, sink), np.append(np.ones_like(everyone), -rows))
        if flow.solve() != flow.OPTIMAL:  # the empty arcs make a flow possible always
            raise ArithmeticError("a transport without an answer")
        taken = flow.flows(np.arange(len(row))) > 0
        choice = np.full(rows, -1, np.int64)
        choice[row[taken]] = column[taken]
        short = (choice < 0) & (offered.sum(axis=1) < allowed.sum(axis=1))
        if not short.any():
            return choice
        offered = np.where(short[:, None], allowed, offered)
