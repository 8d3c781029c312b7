"""Simulated annealing: a plan gets better by small changes, and now and then worse on purpose, less and less so.

The budget is a number of moves and never a clock, all numbers are whole, and chance comes from a seed: the same
problem, start, seed and budget give the same plan on every machine, compiled or not, however the work is cut up.

An aim says what is better:

- `TOTAL`: the points of the whole plan, less `HOLE` for each hole and `change_cost` for each changed slot.
- `FAIR`: whoever is worst off comes first. A mentee is as well off as u = grains of their own findings by slot wanted.
  Most of the moves lower the sum of a cost that grows with the fourth power of what is lacking to the best; the last of
  them accept only what makes the row of all u, sorted from the worst, greater (or as great with more points).

No aim ever accepts a move that breaks one rule more, and breaches there are at the start cost more than holes.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Final

import numpy as np
from mypy_extensions import i64

from program.planning.given import filled, packed, vec
from program.planning.kernel import State
from program.planning.problem import GRAINS, HOLE, Assignment
from program.planning.proposals import EDITS, HOST, MENTOR, Dice, Proposals

TOTAL: Final = 0
FAIR: Final = 1

#: What a broken rule costs, against `HOLE` for an empty place: it pays to leave a place empty rather than to break one.
BREACH = 10 * HOLE

#: Steps in which the plan cools, and the fineness of the chances.
STEPS: Final = 256
CHANCES: Final = 1024
FINE: Final = 4096

EXACT = Context(prec=28)

#: What nobody lacks more of, so that its fourth power stays within 63 bits.
LACK: Final = 50_000


def patience() -> vec[i64]:
    """[chance] how much worse, in `FINE` parts of the temperature, a move may make the plan: -ln of an even chance.

    `Decimal` rounds the logarithm alike on every machine, which the one of the processor's makers does not.
    """
    found: list[i64] = []
    for at in range(CHANCES):
        chance = EXACT.divide(Decimal(2 * at + 1), Decimal(2 * CHANCES))
        found.append(int(EXACT.multiply(EXACT.ln(chance), Decimal(-FINE))))
    return packed(found)


def cooling(hot: int, cold: int) -> vec[i64]:
    """[step] the temperature in grains, evenly cooled by ratio from hot to cold."""
    found: list[i64] = []
    heat = Decimal(max(hot, 1))
    whole = EXACT.divide(Decimal(max(cold, 1)), heat)
    ratio = EXACT.power(whole, EXACT.divide(Decimal(1), Decimal(STEPS - 1)))
    for _ in range(STEPS):
        found.append(int(heat))
        heat = EXACT.multiply(heat, ratio)
    return packed(found)


class Annealing:
    """One run over a state, which it changes. `run(moves)` until `left` is 0 or enough has been waited; then `best()`.

    `mentors` and `hosts` are the choices of `Proposals`; `hot` and `cold` are the first and last temperature in grains.
    """

    def __init__(
        self, state: State, mentors: list[i64], hosts: list[i64], *, seed: int, moves: int, hot: int = 2 * GRAINS,
        cold: int = 40, change_cost: int = 0, aim: int = TOTAL,
    ) -> None:
        given = state.given
        self.state = state
        self.dice = Dice(seed)
        self.proposals = Proposals(state, self.dice, mentors, hosts)
        self.moves: i64 = moves
        self.left: i64 = moves
        self.aim: i64 = aim
        self.change_cost: i64 = change_cost
        self._hole: i64 = HOLE
        self._breach: i64 = BREACH
        self._patience = patience()
        self._cooling = cooling(hot, cold)
        # What a proposal has changed so far, to take it back.
        self._old = filled(EDITS, 0)
        self._own = filled(EDITS, 0)
        self._paired = filled(EDITS, 0)
        self._gap: i64 = 0
        # What every mentee lacks, for the fair aim.
        self._weight = filled(given.mentees, 0)
        for slot in range(given.slots):
            self._weight[given.mentee_of[slot]] += given.wanted[slot]
        self._levelling = False
        self._top: i64 = 0
        self._scale: i64 = 1
        if aim == FAIR:
            self._look()
        # The best so far, and the slots in which the state may differ from it.
        self.value = self._value()
        self.best_value = self.value
        self.best_points = state.points
        self.best_broken = state.broken
        self.best_holes = state.holes
        self.best_changed = state.changed
        self._best_host = state.host[:]
        self._best_mentor = state.mentor[:]
        self._astray = filled(given.slots, 0)
        self._strayed = filled(given.slots, 0)
        self._count: i64 = 0

    # --- the value of a plan ------------------------------------------------------------------------------------------

    def _value(self) -> i64:
        """What the whole plan is worth to the aim."""
        state = self.state
        value = -self._hole * state.holes - self.change_cost * state.changed - self._breach * state.broken
        if self.aim == TOTAL:
            return value + state.points
        for p in range(state.given.mentees):
            value -= self._lack(p, state.own[p])
        return value

    def _look(self) -> None:
        """Set the mark that nobody need exceed, and the scale at which lacking begins to hurt."""
        state = self.state
        seen: i64 = 0
        best: i64 = 0
        total: i64 = 0
        for p in range(state.given.mentees):
            if self._weight[p]:
                level = state.own[p] // self._weight[p]
                total += level
                if seen == 0 or level > best:
                    best = level
                seen += 1
        if seen:
            self._top = best + 1000
            lacking = self._top - total // seen
            self._scale = lacking if lacking < LACK else LACK

    def _lack(self, p: i64, own: i64) -> i64:
        """What it costs that a mentee has no more than this."""
        weight = self._weight[p]
        if weight == 0:
            return 0
        lack = self._top - own // weight
        if lack <= 0:
            return 0
        if lack > LACK:
            lack = LACK
        cubed = self._scale * self._scale * self._scale
        return weight * (lack * lack * lack * lack // cubed)

    # --- the run ------------------------------------------------------------------------------------------------------

    def run(self, moves: int) -> int:
        """Try so many moves, or as many as are left; how many are left then."""
        batch: i64 = moves
        if batch > self.left:
            batch = self.left
        done = self.moves - self.left
        last: i64 = self.moves - self.moves // 4 if self.aim == FAIR else self.moves
        span: i64 = last if last > 0 else 1
        proposals = self.proposals
        while batch > 0:
            if done >= last and not self._levelling:
                self._return()
                self._levelling = True
            if proposals.draw() > 0:
                if self._levelling:
                    self._level()
                else:
                    chance = self._patience[self.dice.below(CHANCES)]
                    self._try(self._cooling[done * STEPS // span] * chance // FINE)
            batch -= 1
            done += 1
        self.left = self.moves - done
        return self.left

    def _try(self, worse: i64) -> None:
        """Carry out the proposal if it makes the plan worse by no more than this."""
        state = self.state
        proposals = self.proposals
        if proposals.length == 1 and self.aim == TOTAL:
            slot = proposals.slot[0]
            points = self._delta(slot)
            if state.delta_broken > 0:
                return
            gain = points - self._hole * state.delta_holes - self.change_cost * state.delta_changed
            gain -= self._breach * state.delta_broken
            if gain >= -worse:
                self._old[0] = state.mentor[slot] if proposals.layer[0] == MENTOR else state.host[slot]
                state.count(slot, points)
                self._put(0, proposals.value[0])
                self._settle(gain)
            return
        if proposals.swaps:
            self._swap(worse)
            return
        points = state.points
        broken = state.broken
        holes = state.holes
        changed = state.changed
        lacked = self._carry_out()
        gain = -self._hole * (state.holes - holes) - self.change_cost * (state.changed - changed)
        gain -= self._breach * (state.broken - broken)
        fine = state.broken <= broken
        if self.aim == TOTAL:
            gain += state.points - points
        else:
            gain += lacked
            fine = fine and state.holes <= holes
        if fine and gain >= -worse:
            self._settle(gain)
        else:
            self._take_back(points, broken, holes, changed)

    def _swap(self, worse: i64) -> None:
        """The same where two mentees exchange their mentors of one cycle, the most frequent proposal."""
        state = self.state
        one = self.proposals.slot[0]
        other = self.proposals.slot[1]
        points = state.swap_delta(one, other)
        if state.delta_broken > 0:
            return
        gain = -self.change_cost * state.delta_changed - self._breach * state.delta_broken
        if self.aim == TOTAL:
            gain += points
        else:
            p = state.given.mentee_of[one]
            gain += self._lack(p, state.own[p]) - self._lack(p, state.own[p] + state.one_own)
            p = state.given.mentee_of[other]
            gain += self._lack(p, state.own[p]) - self._lack(p, state.own[p] + state.delta_own)
        if gain >= -worse:
            self._old[0] = state.mentor[one]
            self._old[1] = state.mentor[other]
            state.swap(one, other, points)
            self._settle(gain)

    def _delta(self, slot: i64) -> i64:
        """Points of a proposal of one entry."""
        proposals = self.proposals
        if proposals.layer[0] == MENTOR:
            return self.state.mentor_delta(slot, proposals.value[0])
        return self.state.host_delta(slot, proposals.value[0])

    def _put(self, at: i64, value: i64) -> None:
        """Enter a value where an entry of the proposal points to, and leave the figures alone."""
        if self.proposals.layer[at] == MENTOR:
            self.state.put_mentor(self.proposals.slot[at], value)
        else:
            self.state.put_host(self.proposals.slot[at], value)

    def _carry_out(self) -> i64:
        """Carry out the whole proposal; what its mentees lack less, if that is asked."""
        state = self.state
        proposals = self.proposals
        gain: i64 = 0
        self._gap = state.gap
        for at in range(proposals.length):
            slot = proposals.slot[at]
            p = state.given.mentee_of[slot]
            if proposals.layer[at] == MENTOR:
                self._old[at] = state.mentor[slot]
                state.set_mentor(slot, proposals.value[at])
            else:
                self._old[at] = state.host[slot]
                state.set_host(slot, proposals.value[at])
            self._own[at] = state.delta_own
            self._paired[at] = state.delta_paired
            if self.aim == FAIR and state.delta_own:
                gain += self._lack(p, state.own[p] - state.delta_own) - self._lack(p, state.own[p])
        return gain

    def _take_back(self, points: i64, broken: i64, holes: i64, changed: i64) -> None:
        """Undo the proposal; the figures are those of before."""
        state = self.state
        at = self.proposals.length - 1
        while at >= 0:
            p = state.given.mentee_of[self.proposals.slot[at]]
            g = state.given.group[p]
            state.own[p] -= self._own[at]
            if g >= 0:
                state.sums[g] -= self._paired[at]
            self._put(at, self._old[at])
            at -= 1
        state.points = points
        state.gap = self._gap
        state.broken = broken
        state.holes = holes
        state.changed = changed

    # --- the best so far ----------------------------------------------------------------------------------------------

    def _settle(self, gain: i64) -> None:
        """The proposal stands: tell the holders, and keep the plan if none was better."""
        proposals = self.proposals
        state = self.state
        for at in range(proposals.length):
            slot = proposals.slot[at]
            proposals.follow(proposals.layer[at], slot, self._old[at], proposals.value[at])
            if not self._astray[slot]:
                self._astray[slot] = 1
                self._strayed[self._count] = slot
                self._count += 1
        self.value += gain
        if self.value > self.best_value or self._levelling:
            for at in range(self._count):
                slot = self._strayed[at]
                self._best_host[slot] = state.host[slot]
                self._best_mentor[slot] = state.mentor[slot]
                self._astray[slot] = 0
            self._count = 0
            self.best_value = self.value
            self.best_points = state.points
            self.best_broken = state.broken
            self.best_holes = state.holes
            self.best_changed = state.changed

    def _return(self) -> None:
        """Back to the best plan."""
        state = self.state
        for at in range(self._count):
            slot = self._strayed[at]
            host = state.host[slot]
            mentor = state.mentor[slot]
            state.set_host(slot, self._best_host[slot])
            state.set_mentor(slot, self._best_mentor[slot])
            self.proposals.follow(HOST, slot, host, state.host[slot])
            self.proposals.follow(MENTOR, slot, mentor, state.mentor[slot])
            self._astray[slot] = 0
        self._count = 0
        self.value = self.best_value

    def best(self) -> Assignment:
        """The best plan so far."""
        host, mentor = list(self._best_host), list(self._best_mentor)
        return Assignment(host=np.array(host, np.int64), mentor=np.array(mentor, np.int64))

    # --- the worst off first ------------------------------------------------------------------------------------------

    def _level(self) -> None:
        """Carry out the proposal if the worst off of those it touches are better off for it."""
        state = self.state
        proposals = self.proposals
        points = state.points
        broken = state.broken
        holes = state.holes
        changed = state.changed
        people: list[i64] = []
        before: list[i64] = []
        after: list[i64] = []
        for at in range(proposals.length):
            p = state.given.mentee_of[proposals.slot[at]]
            if p not in people and self._weight[p]:
                people.append(p)
                before.append(state.own[p] // self._weight[p])
        self._carry_out()
        for p in people:
            after.append(state.own[p] // self._weight[p])
        before.sort()
        after.sort()
        better: i64 = 0
        for at in range(len(people)):
            if after[at] != before[at]:
                better = 1 if after[at] > before[at] else -1
                break
        if better == 0 and state.points - points > self.change_cost * (state.changed - changed):
            better = 1
        if state.broken <= broken and state.holes <= holes and better > 0:
            self._settle(0)
        else:
            self._take_back(points, broken, holes, changed)
