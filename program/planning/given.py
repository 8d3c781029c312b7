"""A problem as flat rows of whole numbers, which is what compiled code reads fastest. Never changed once made.

A row of numbers is a `vec[i64]`: packed words where this is compiled, and a plain list where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, cast

import numpy as np
from mypy_extensions import i64

from program.planning.problem import Ints, Problem

if not __file__.endswith((".py", ".pyc")):
    from librt.vecs import vec as vec
else:
    vec = list  # type: ignore[misc, assignment]

#: Room where the rule about it is off.
BOUNDLESS: Final = 1 << 40


def packed(values: list[i64]) -> vec[i64]:
    """The numbers of a list."""
    return vec[i64](values)


def flat(values: Ints) -> vec[i64]:
    """The numbers of an array."""
    return packed(cast("list[i64]", values.tolist()))


def filled(length: i64, value: i64) -> vec[i64]:
    """One number many times over."""
    return packed([value] * length)


def starts(rows: Sequence[Sequence[int]]) -> vec[i64]:
    """Where each row begins once all are laid end to end, and where the last one ends."""
    found: list[i64] = []
    at: i64 = 0
    for row in rows:
        found.append(at)
        at += len(row)
    found.append(at)
    return packed(found)


def joined(rows: Iterable[Iterable[int]]) -> vec[i64]:
    """The rows laid end to end."""
    found: list[i64] = []
    for row in rows:
        for number in row:
            found.append(number)
    return packed(found)


class Given:
    """What `Problem` says, in the same order and under the same names where nothing had to be changed.

    Rows of different lengths (`met`, `sat`, `after`, themes of hosts) lie end to end; row i is
    `all[all_at[i] : all_at[i + 1]]`. `pair` is [2 * (p * M + m)], and one further on stand the bans. Room that no rule
    limits is `BOUNDLESS`.
    """

    def __init__(self, problem: Problem) -> None:
        gains, limits = problem.gains, problem.limits
        self.mentees: i64 = problem.mentees
        self.cycles: i64 = problem.cycles
        self.mentors: i64 = problem.mentors
        self.hosts: i64 = problem.hosts
        self.functions: i64 = problem.functions
        self.themes: i64 = problem.themes
        self.groups: i64 = problem.groups
        self.slots: i64 = self.mentees * self.cycles

        self.new_function: i64 = gains.new_function
        self.old_function: i64 = gains.old_function
        self.new_theme: i64 = gains.new_theme
        self.new_mentor: i64 = gains.new_mentor
        self.over_share: i64 = gains.over_share
        self.burst: i64 = gains.burst
        self.gap: i64 = gains.gap
        self.gap_free: i64 = gains.gap_free

        self.window: i64 = limits.window
        self.host_once: bool = limits.host_once
        self.sequence: bool = limits.sequence
        self.prerequisite: bool = limits.prerequisite
        self.capacity = flat(problem.capacity) if limits.capacity else filled(self.mentors * self.cycles, BOUNDLESS)
        self.seats = flat(problem.seats) if limits.seats else filled(self.hosts * self.cycles, BOUNDLESS)

        # Grains of mentee with mentor and, beside them because they are asked for together, the bans.
        self.pair = flat(np.stack((problem.pair, problem.pair_ban), axis=-1).reshape(-1))
        self.seat = flat(problem.seat)
        self.seat_ban = flat(problem.seat_ban)
        self.slot_ban = flat(problem.slot_ban)
        self.slot_cost = flat(problem.slot_cost)
        self.mentor_cost = flat(problem.mentor_cost)
        self.host_gain = flat(problem.host_gain)
        self.share = flat(problem.share)
        self.is_burst = flat(problem.is_burst)
        self.place = flat(problem.place)
        self.stage = flat(problem.stage)
        self.foundations = flat(problem.foundations)
        self.strategics = flat(problem.strategics)
        self.function = flat(problem.function)
        self.own_function = flat(problem.own_function)
        self.wants_theme = flat(problem.wants_theme)
        self.done = flat(problem.done)
        self.group = flat(problem.group)
        self.group_slots = flat(problem.group_slots)
        self.wanted = flat(problem.wanted)
        self.fixed = flat(problem.fixed)
        self.host = flat(problem.host)
        self.mentor = flat(problem.mentor)

        self.after_at, self.after = starts(problem.after), joined(problem.after)
        self.theme_at, self.theme = starts(problem.host_themes), joined(problem.host_themes)
        self.met_at, self.met = starts(problem.met), joined(problem.met)
        self.sat_at, self.sat = starts(problem.sat), joined(problem.sat)

        self._derive()

    def _derive(self) -> None:
        """What follows from the above and is asked for often."""
        self.mentee_of = filled(self.slots, 0)
        self.cycle_of = filled(self.slots, 0)
        for slot in range(self.slots):
            self.mentee_of[slot] = slot // self.cycles
            self.cycle_of[slot] = slot % self.cycles
        # Hosts that a prerequisite asks of, or asks for: only their moves can break or mend one.
        self.bound = filled(self.hosts, 0)
        for h in range(self.hosts):
            for i in range(self.after_at[h], self.after_at[h + 1]):
                self.bound[h] = 1
                self.bound[self.after[i]] = 1
        # Functions and themes met before the first cycle.
        self.functions_met = filled(self.mentees * self.functions, 0)
        self.themes_met = filled(self.mentees * self.themes, 0)
        for p in range(self.mentees):
            for i in range(self.sat_at[p], self.sat_at[p + 1]):
                host = self.sat[i]
                function = self.function[host]
                if function >= 0:
                    self.functions_met[p * self.functions + function] += 1
                for j in range(self.theme_at[host], self.theme_at[host + 1]):
                    self.themes_met[p * self.themes + self.theme[j]] += 1
        self.all_slots: i64 = 0
        for g in range(self.groups):
            self.all_slots += self.group_slots[g]

    def has_met(self, p: i64, m: i64) -> bool:
        """Whether mentee p met mentor m before the first cycle."""
        for i in range(self.met_at[p], self.met_at[p + 1]):
            if self.met[i] == m:
                return True
        return False

    def has_sat(self, p: i64, h: i64) -> bool:
        """Whether mentee p sat with host h before the first cycle."""
        for i in range(self.sat_at[p], self.sat_at[p + 1]):
            if self.sat[i] == h:
                return True
        return False

    def gap_points(self, sums: vec[i64], group: i64, more: i64) -> i64:
        """Grains for the gap between groups, were `more` added to the sum of one of them.

        The formula is that of `program/rules/evenness.py`: whole-number means, and a cost without its fraction.
        """
        if self.groups < 2 or self.gap == 0:
            return 0
        least: i64 = 0
        most: i64 = 0
        seen: i64 = 0
        for g in range(self.groups):
            slots = self.group_slots[g]
            if slots <= 0:
                continue
            total = sums[g]
            if g == group:
                total += more
            mean = total // slots
            if seen == 0 or mean < least:
                least = mean
            if seen == 0 or mean > most:
                most = mean
            seen += 1
        beyond = most - least - self.gap_free
        if beyond <= 0:
            return 0
        return -((-self.gap * beyond * self.all_slots) // 1000)
