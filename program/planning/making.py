"""The tables of a problem while they are filled: each rule that is on adds its own part, through its counterpart.

A counterpart says in whole numbers what its rule says in words: `@counterpart` stands over a function with the rule's
name, which is given the tables and the rule's weight. Rules that count over the plan (room, sequence, spread …) only
set limits and gains here; the kernel counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from program.planning.frame import Frame
from program.planning.problem import GRAINS, Ints
from program.program import Program
from program.records import Absence, Cycle, Host, Person
from program.rules.times import days_away

#: Room where no rule limits it.
ENDLESS = 1_000_000

#: How much of a cycle somebody is away.
PART, MOST = 1, 2


class Making:
    """Tables over a frame, and the records its indexes stand for. Shapes and meanings are those of `Problem`."""

    def __init__(self, program: Program, frame: Frame) -> None:
        self.program = program
        self.frame = frame
        people = program.of(Person)
        self.mentees: tuple[Person, ...] = tuple(people[id_] for id_ in frame.mentees)
        self.mentors: tuple[Person, ...] = tuple(people[id_] for id_ in frame.mentors)
        self.coaches: tuple[Person, ...] = tuple(people[id_] for id_ in frame.coaches)
        self.hosts: tuple[Host, ...] = tuple(program.of(Host)[id_] for id_ in frame.hosts)
        self.cycles: tuple[Cycle, ...] = tuple(program.of(Cycle)[id_] for id_ in frame.cycles)
        rows, columns, mentors, hosts = len(self.mentees), len(self.cycles), len(self.mentors), len(self.hosts)
        self.every = (1 << columns) - 1
        self.pair = zeros(rows, mentors)
        self.seat = zeros(rows, hosts)
        self.pair_ban = zeros(rows, mentors)
        self.seat_ban = zeros(rows, hosts)
        self.slot_ban = zeros(rows)
        self.slot_cost = zeros(rows, columns)
        self.mentor_cost = zeros(mentors, columns)
        self.host_gain = zeros(hosts, columns)
        self.capacity = np.full((mentors, columns), ENDLESS, np.int64)
        self.seats = np.full((hosts, columns), ENDLESS, np.int64)
        self.limits: dict[str, Any] = {
            "window": 0,
            "host_once": False,
            "seats": False,
            "capacity": False,
            "sequence": False,
            "prerequisite": False,
        }
        self.gains: dict[str, int] = {}
        self.between: dict[tuple[str, str], int] = {}
        """Mentee and helper → cycles in which the two may not meet."""
        self.coach_ban: dict[str, int] = {}
        """Coach → cycles in which they may not coach."""
        self.part_cost = 0
        """Grains of somebody who is away for part of a cycle."""
        self._away = {
            id_: tuple(_away(program, id_, cycle) for cycle in self.cycles)
            for id_ in {absence.person for absence in program.of(Absence).values()}
        }
        self._present = (0,) * columns

    def bits(self, here: Callable[[Cycle], bool]) -> int:
        """A word with a bit for each cycle for which it holds."""
        return sum(1 << column for column, cycle in enumerate(self.cycles) if here(cycle))

    def away(self, person: str) -> tuple[int, ...]:
        """For each cycle, whether the person is away for `PART` of it, for `MOST` of it, or not at all (0)."""
        return self._away.get(person, self._present)

    def bits_away(self, person: str) -> int:
        """The cycles in which the person is mostly away."""
        return sum(1 << column for column, share in enumerate(self.away(person)) if share == MOST)

    def apart(self, mentee: str, helper: str, bits: int) -> None:
        """The two may not meet in these cycles."""
        if bits:
            self.between[mentee, helper] = self.between.get((mentee, helper), 0) | bits

    def no_coach(self, coach: str, bits: int) -> None:
        """This person may not coach in these cycles."""
        if bits:
            self.coach_ban[coach] = self.coach_ban.get(coach, 0) | bits


Counterpart = Callable[[Making, float], None]

COUNTERPARTS: dict[str, Counterpart] = {}
"""Rule key → what it adds to the tables."""


def counterpart(function: Counterpart) -> Counterpart:
    """Register the counterpart of the rule of the same name."""
    COUNTERPARTS[function.__name__] = function
    return function


def zeros(*shape: int) -> Ints:
    """Nothing yet."""
    return np.zeros(shape, np.int64)


def grains(points: float, weight: float) -> int:
    """Points in grains, rounded as `program.rules.case.weighed` rounds them."""
    return round(points * weight * GRAINS)


def _away(program: Program, person: str, cycle: Cycle) -> int:
    away = days_away(program, person, cycle.start, cycle.end) * 2
    return 0 if not away else PART if away <= (cycle.end - cycle.start).days + 1 else MOST
