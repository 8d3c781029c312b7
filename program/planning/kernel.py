"""A plan whose score and breaches are kept up to date move by move.

One source for two speeds: mypyc compiles it where there is a C compiler, and it runs as it is where there is none, with
the same results to the last grain. Hence flat rows, `i64`, and no number that leaves 63 bits.

What is counted is set down in `problem.py` and, in words, in `program/rules/`:

- `points`: grains of all soft rules over the whole plan.
- `broken`: breaches of hard rules. Each mentee too many with a mentor or a host in a cycle is one; so is each pair of a
  mentee's slots with the same mentor inside the window, each time beyond the first with a host, each forbidden mentor,
  host or slot in use, each placed slot that comes before what has to precede it, each host without its prerequisite.
- `holes`: entries missing from wanted slots; a slot may lack its mentor, its host, or both.
- `changed`: slots whose host or mentor is not that of `Problem.host` and `Problem.mentor`.

The plan has two layers, hosts and mentors. They meet only in whether a slot is placed at all (either is set), in the
gap between the groups, and in whether a slot has changed.
"""

from __future__ import annotations

import numpy as np
from mypy_extensions import i64

from program.planning.given import Given, filled
from program.planning.problem import Assignment, Problem
from program.planning.row import premature, unprepared, variety


class State:
    """A plan and its figures. `State(problem)` starts empty; `load` puts an assignment in. Several states of the same
    problem may share what is given: `State(other.given)`.

    `mentor_delta`, `host_delta` and `both_delta` change nothing; they return the change of `points`, and leave what
    else would change in `delta_broken`, `delta_holes`, `delta_changed` (slots), `delta_own` (the part of the points
    that is the mentee's own, for the fair aim) and `delta_paired` (the part that counts for the mentee's group).
    `set_mentor` and `set_host` carry out, and leave the same behind.
    """

    def __init__(self, problem: Problem | Given) -> None:
        self._begin(problem if isinstance(problem, Given) else Given(problem))

    def _begin(self, given: Given) -> None:
        """Nobody placed."""
        slots = given.slots
        self.given = given
        self.host = filled(slots, -1)
        self.mentor = filled(slots, -1)
        self.use = filled(given.mentors * given.cycles, 0)  # [m * C + c] mentees with the mentor in the cycle
        self.sits = filled(given.hosts * given.cycles, 0)  # [h * C + c] mentees with the host in the cycle
        self.load_of = filled(given.mentors, 0)  # [m] placements in the whole plan
        self.functions = given.functions_met[:]  # [p * F + f] times met
        self.themes = given.themes_met[:]  # [p * T + t] times met
        self.own = filled(given.mentees, 0)  # [p] grains of the mentee's own
        self.sums = filled(given.groups, 0)  # [g] grains of pairs and seats
        self.points: i64 = 0
        self.broken: i64 = 0
        self.holes: i64 = 0
        self.changed: i64 = 0
        for slot in range(slots):
            if given.wanted[slot]:
                self.holes += 2
            if given.host[slot] >= 0 or given.mentor[slot] >= 0:
                self.changed += 1
        self.gap: i64 = 0  # grains, of the points, for the gap between groups
        self.delta_broken: i64 = 0
        self.delta_holes: i64 = 0
        self.delta_changed: i64 = 0
        self.delta_own: i64 = 0
        self.delta_paired: i64 = 0
        self.delta_gap: i64 = 0
        self.one_own: i64 = 0
        self.one_paired: i64 = 0

    # --- what would be ------------------------------------------------------------------------------------------------

    def mentor_delta(self, slot: i64, m: i64) -> i64:
        """Change of the points in grains, were mentor m (-1: nobody) set in the slot."""
        self._nothing()
        if m == self.mentor[slot]:
            return 0
        points = self._mentor_part(slot, m)
        return points + self._slot_part(slot, self.host[slot], m)

    def host_delta(self, slot: i64, h: i64) -> i64:
        """Change of the points in grains, were host h (-1: none) set in the slot."""
        self._nothing()
        if h == self.host[slot]:
            return 0
        points = self._host_part(slot, h)
        return points + self._slot_part(slot, h, self.mentor[slot])

    def both_delta(self, slot: i64, h: i64, m: i64) -> i64:
        """Change of the points in grains, were host h and mentor m set in the slot at once."""
        self._nothing()
        points: i64 = 0
        if m != self.mentor[slot]:
            points += self._mentor_part(slot, m)
        if h != self.host[slot]:
            points += self._host_part(slot, h)
        return points + self._slot_part(slot, h, m)

    def _nothing(self) -> None:
        self.delta_broken = 0
        self.delta_holes = 0
        self.delta_changed = 0
        self.delta_own = 0
        self.delta_paired = 0
        self.delta_gap = 0

    def swap_delta(self, one: i64, other: i64) -> i64:
        """Change of the points in grains, were the different mentors of two slots of one cycle exchanged.

        Both slots have one. `delta_own` and `delta_paired` are of the mentee of `other`, `one_own` and `one_paired` of
        the mentee of `one`.
        """
        given = self.given
        here = self.mentor[one]
        there = self.mentor[other]
        self._nothing()
        points = self._meeting(one, there)
        self.one_own = self.delta_own
        self.one_paired = self.delta_paired
        self.delta_own = 0
        self.delta_paired = 0
        points += self._meeting(other, here)
        self.delta_changed = self._differs(one, there) + self._differs(other, here)
        self.delta_changed -= self._differs(one, here) + self._differs(other, there)
        g = given.group[given.mentee_of[one]]
        if given.gap:
            if g >= 0:
                self.sums[g] += self.one_paired
            with_both = given.gap_points(self.sums, given.group[given.mentee_of[other]], self.delta_paired)
            if g >= 0:
                self.sums[g] -= self.one_paired
            self.delta_gap = with_both - self.gap
            points += self.delta_gap
        return points

    def swap(self, one: i64, other: i64, points: i64) -> None:
        """Carry out what `swap_delta` has just told."""
        here = self.mentor[one]
        there = self.mentor[other]
        g = self.given.group[self.given.mentee_of[one]]
        self.own[self.given.mentee_of[one]] += self.one_own
        if g >= 0:
            self.sums[g] += self.one_paired
        self.count(other, points)
        self.mentor[one] = there
        self.mentor[other] = here

    def _differs(self, slot: i64, m: i64) -> i64:
        """1 if the slot with this mentor is not what it is in the present plan."""
        return 1 if m != self.given.mentor[slot] or self.host[slot] != self.given.host[slot] else 0

    def _mentor_part(self, slot: i64, m: i64) -> i64:
        """What the mentor alone changes; m is not the present one."""
        given = self.given
        c = given.cycle_of[slot]
        old = self.mentor[slot]
        points = self._meeting(slot, m)
        if old >= 0:
            at = old * given.cycles + c
            points -= given.mentor_cost[at]
            if self.use[at] > given.capacity[at]:
                self.delta_broken -= 1
            if self.load_of[old] > given.share[old]:
                points -= given.over_share
            if given.is_burst[old]:
                points += self._burst(old, c, self.use[at] - 1) - self._burst(old, c, self.use[at])
        if m >= 0:
            at = m * given.cycles + c
            points += given.mentor_cost[at]
            if self.use[at] >= given.capacity[at]:
                self.delta_broken += 1
            if self.load_of[m] >= given.share[m]:
                points += given.over_share
            if given.is_burst[m]:
                points += self._burst(m, c, self.use[at] + 1) - self._burst(m, c, self.use[at])
        return points

    def _meeting(self, slot: i64, m: i64) -> i64:
        """What another mentor changes for the mentee; m is not the present one."""
        given = self.given
        p = given.mentee_of[slot]
        c = given.cycle_of[slot]
        old = self.mentor[slot]
        here = given.place[slot]
        broken: i64 = 0
        again_old: i64 = 0
        again_new: i64 = 0
        first = p * given.cycles
        for s in range(first, first + given.cycles):
            other = self.mentor[s]
            if other < 0 or s == slot:
                continue
            if other == m or other == old:
                apart = given.place[s] - here
                near: i64 = 1 if -given.window < apart < given.window else 0
                if other == m:
                    again_new += 1
                    broken += near
                else:
                    again_old += 1
                    broken -= near
        own: i64 = 0
        paired: i64 = 0
        if old >= 0:
            at = 2 * (p * given.mentors + old)
            paired -= given.pair[at]
            broken -= (given.pair[at + 1] >> c) & 1
            if again_old == 0 and given.new_mentor and not given.has_met(p, old):
                own -= given.new_mentor
        if m >= 0:
            at = 2 * (p * given.mentors + m)
            paired += given.pair[at]
            broken += (given.pair[at + 1] >> c) & 1
            if again_new == 0 and given.new_mentor and not given.has_met(p, m):
                own += given.new_mentor
        self.delta_own += own + paired
        self.delta_paired += paired
        self.delta_broken += broken
        return own + paired

    def _burst(self, m: i64, c: i64, use: i64) -> i64:
        """Grains of a burst mentor in this cycle and the two beside it, were `use` mentees with them in it."""
        given = self.given
        first = m * given.cycles
        before: i64 = self.use[first + c - 1] if c > 0 else 0
        behind: i64 = self.use[first + c + 1] if c + 1 < given.cycles else 0
        count: i64 = 0
        if use > 0:
            if before > 0 or behind > 0:
                count += use
        if before > 0 and (use > 0 or (c > 1 and self.use[first + c - 2] > 0)):
            count += before
        if behind > 0 and (use > 0 or (c + 2 < given.cycles and self.use[first + c + 2] > 0)):
            count += behind
        return count * given.burst

    def _host_part(self, slot: i64, h: i64) -> i64:
        """What the host alone changes; h is not the present one."""
        given = self.given
        p = given.mentee_of[slot]
        c = given.cycle_of[slot]
        old = self.host[slot]
        broken: i64 = 0
        shared: i64 = 0
        paired: i64 = 0
        if given.host_once:
            first = p * given.cycles
            again_old: i64 = 0
            again_new: i64 = 0
            for s in range(first, first + given.cycles):
                other = self.host[s]
                if other >= 0 and s != slot:
                    if other == h:
                        again_new = 1
                    elif other == old:
                        again_old = 1
            if old >= 0 and (again_old or given.has_sat(p, old)):
                broken -= 1
            if h >= 0 and (again_new or given.has_sat(p, h)):
                broken += 1
        if given.prerequisite and ((old >= 0 and given.bound[old]) or (h >= 0 and given.bound[h])):
            broken += unprepared(given, self.host, slot, h) - unprepared(given, self.host, slot, old)
        if old >= 0:
            at = old * given.cycles + c
            paired -= given.seat[p * given.hosts + old]
            broken -= (given.seat_ban[p * given.hosts + old] >> c) & 1
            shared -= given.host_gain[at]
            if self.sits[at] > given.seats[at]:
                broken -= 1
        if h >= 0:
            at = h * given.cycles + c
            paired += given.seat[p * given.hosts + h]
            broken += (given.seat_ban[p * given.hosts + h] >> c) & 1
            shared += given.host_gain[at]
            if self.sits[at] >= given.seats[at]:
                broken += 1
        own = variety(given, self.functions, self.themes, p, old, h)
        self.delta_own += own + paired
        self.delta_paired += paired
        self.delta_broken += broken
        return own + paired + shared

    def _slot_part(self, slot: i64, h: i64, m: i64) -> i64:
        """What neither layer decides alone; grains of the gap and of placing the slot at all."""
        given = self.given
        host = self.host[slot]
        mentor = self.mentor[slot]
        points: i64 = 0
        if self.delta_paired:
            g = given.group[given.mentee_of[slot]]
            if g >= 0 and given.gap:
                self.delta_gap = given.gap_points(self.sums, g, self.delta_paired) - self.gap
                points += self.delta_gap
        if (h >= 0 or m >= 0) != (host >= 0 or mentor >= 0):
            sign: i64 = 1 if h >= 0 or m >= 0 else -1
            points += sign * given.slot_cost[slot]
            self.delta_own += sign * given.slot_cost[slot]
            self.delta_broken += sign * ((given.slot_ban[given.mentee_of[slot]] >> given.cycle_of[slot]) & 1)
            if given.sequence:
                self.delta_broken += premature(given, self.host, self.mentor, slot, h >= 0 or m >= 0)
                self.delta_broken -= premature(given, self.host, self.mentor, slot, host >= 0 or mentor >= 0)
        if given.wanted[slot]:
            if (m < 0) != (mentor < 0):
                self.delta_holes += 1 if m < 0 else -1
            if (h < 0) != (host < 0):
                self.delta_holes += 1 if h < 0 else -1
        was = host != given.host[slot] or mentor != given.mentor[slot]
        if (h != given.host[slot] or m != given.mentor[slot]) != was:
            self.delta_changed += -1 if was else 1
        return points

    # --- what is ------------------------------------------------------------------------------------------------------

    def set_mentor(self, slot: i64, m: i64) -> i64:
        """Set a mentor (-1: nobody); the change of the points in grains."""
        points = self.mentor_delta(slot, m)
        self.count(slot, points)
        self.put_mentor(slot, m)
        return points

    def set_host(self, slot: i64, h: i64) -> i64:
        """Set a host (-1: none); the change of the points in grains."""
        points = self.host_delta(slot, h)
        self.count(slot, points)
        self.put_host(slot, h)
        return points

    def count(self, slot: i64, points: i64) -> None:
        """Take over the figures the last delta left behind; `put_mentor` or `put_host` has to follow."""
        p = self.given.mentee_of[slot]
        g = self.given.group[p]
        self.points += points
        self.gap += self.delta_gap
        self.broken += self.delta_broken
        self.holes += self.delta_holes
        self.changed += self.delta_changed
        self.own[p] += self.delta_own
        if g >= 0:
            self.sums[g] += self.delta_paired

    def put_mentor(self, slot: i64, m: i64) -> None:
        """Enter a mentor and leave the figures alone: for those who know them already."""
        given = self.given
        c = given.cycle_of[slot]
        old = self.mentor[slot]
        if old >= 0:
            self.use[old * given.cycles + c] -= 1
            self.load_of[old] -= 1
        if m >= 0:
            self.use[m * given.cycles + c] += 1
            self.load_of[m] += 1
        self.mentor[slot] = m

    def put_host(self, slot: i64, h: i64) -> None:
        """Enter a host and leave the figures alone: for those who know them already."""
        given = self.given
        p = given.mentee_of[slot]
        c = given.cycle_of[slot]
        old = self.host[slot]
        if old >= 0:
            self.sits[old * given.cycles + c] -= 1
            self._meet(p, old, -1)
        if h >= 0:
            self.sits[h * given.cycles + c] += 1
            self._meet(p, h, 1)
        self.host[slot] = h

    def _meet(self, p: i64, h: i64, times: i64) -> None:
        """Count the function and the themes of a host as met, or as not met after all."""
        given = self.given
        if given.function[h] >= 0:
            self.functions[p * given.functions + given.function[h]] += times
        for i in range(given.theme_at[h], given.theme_at[h + 1]):
            self.themes[p * given.themes + given.theme[i]] += times

    # --- in and out ---------------------------------------------------------------------------------------------------

    def load(self, assignment: Assignment) -> None:
        """Make the plan that of an assignment."""
        hosts: list[int] = assignment.host.tolist()
        mentors: list[int] = assignment.mentor.tolist()
        self._begin(self.given)
        for slot in range(self.given.slots):
            self.set_host(slot, hosts[slot])
            self.set_mentor(slot, mentors[slot])

    def assignment(self) -> Assignment:
        """The plan as it stands."""
        return Assignment(host=np.array(list(self.host), np.int64), mentor=np.array(list(self.mentor), np.int64))

    def copy(self) -> State:
        """Another state with the same plan; what is given is shared."""
        twin = State(self.given)
        twin.host, twin.mentor = self.host[:], self.mentor[:]
        twin.use, twin.sits, twin.load_of = self.use[:], self.sits[:], self.load_of[:]
        twin.functions, twin.themes = self.functions[:], self.themes[:]
        twin.own, twin.sums = self.own[:], self.sums[:]
        twin.points, twin.broken, twin.holes, twin.changed = self.points, self.broken, self.holes, self.changed
        twin.gap = self.gap
        return twin
