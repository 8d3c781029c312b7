"""Who stands behind each index of a problem: the one bridge between whole numbers and records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from program.planning.problem import CYCLES
from program.program import Program
from program.records import (
    ACTIVE,
    Absence,
    Charter,
    Chemistry,
    Conflict,
    Cycle,
    Host,
    Person,
    Preference,
    Project,
    Role,
    Theme,
    Track,
)
from program.rules.shares import compared

#: What a problem is made of, beside the plan.
STATIC = (Absence, Charter, Chemistry, Conflict, Cycle, Host, Person, Preference, Project, Theme, Track)

#: Frames kept at hand: the present's, and those of plans beside it that hold other people.
_KEPT = 4


class Frame:
    """The ids of mentees, cycles, mentors, hosts and themes, the functions and the groups, each in its order.

    `mentees` are all who take part or are placed, `mentors` all who are one or serve as one, `coaches` likewise.
    `earlier` are the cycles that no longer fit into a problem; they come before `cycles`.
    """

    def __init__(
        self, program: Program, mentees: Sequence[str], mentors: Sequence[str], coaches: Sequence[str]
    ) -> None:
        everything = tuple(cycle.id for cycle in program.cycles)
        self.mentees = tuple(mentees)
        self.mentors = tuple(mentors)
        self.coaches = tuple(coaches)
        self.earlier = everything[:-CYCLES]
        self.cycles = everything[-CYCLES:]
        self.hosts = tuple(program.of(Host))
        self.themes = tuple(program.of(Theme))
        functions = (host.function.casefold() for host in program.of(Host).values() if host.function)
        self.functions = tuple(dict.fromkeys(functions))
        self.groups = tuple(compared(program))

    @cached_property
    def mentee(self) -> Mapping[str, int]:
        """Index of a mentee."""
        return indexed(self.mentees)

    @cached_property
    def mentor(self) -> Mapping[str, int]:
        """Index of a mentor."""
        return indexed(self.mentors)

    @cached_property
    def host(self) -> Mapping[str, int]:
        """Index of a host."""
        return indexed(self.hosts)

    @cached_property
    def cycle(self) -> Mapping[str, int]:
        """Column of a cycle."""
        return indexed(self.cycles)

    @property
    def slots(self) -> int:
        """Mentees times cycles."""
        return len(self.mentees) * len(self.cycles)

    def slot(self, person: str, cycle: str) -> int | None:
        """The slot of one mentee in one cycle, if the problem has it."""
        row, column = self.mentee.get(person), self.cycle.get(cycle)
        return None if row is None or column is None else row * len(self.cycles) + column

    def cell(self, slot: int) -> tuple[str, str]:
        """The ids of the mentee and the cycle of a slot."""
        row, column = divmod(slot, len(self.cycles))
        return self.mentees[row], self.cycles[column]


def indexed(ids: Iterable[str]) -> dict[str, int]:
    """Each id with its place."""
    return {id_: place for place, id_ in enumerate(ids)}


def frame_of(program: Program) -> Frame:
    """The frame of the present: everyone the plan can be about, and everyone it is about already."""
    placed: set[str] = set()
    mentoring: set[str] = set()
    coaching: set[str] = set()
    for person in program.plan.people():
        placed.add(person)
        for placement in program.plan.row(person).values():
            mentoring.add(placement.mentor)
            coaching.add(placement.coach)
    active = [person.id for person in program.people(Role.MENTEE) if person.status in ACTIVE]
    return _frame(
        program,
        _with(program, active, placed),
        _with(program, [person.id for person in program.people(Role.MENTOR)], mentoring),
        _with(program, [person.id for person in program.people(Role.COACH)], coaching),
    )


def _with(program: Program, ids: list[str], more: set[str]) -> tuple[str, ...]:
    """The ids, and after them the others that are people, in the order of their ids."""
    people = program.of(Person)
    return (*ids, *sorted(id_ for id_ in more.difference(ids) if id_ in people))


def _frame(program: Program, *people: tuple[str, ...]) -> Frame:
    """The frame for these people: the very same object as long as nothing but the plan changes."""
    known: dict[tuple[tuple[str, ...], ...], Frame] = program.index("planner frames", STATIC, dict)
    if people not in known:
        if len(known) >= _KEPT:
            known.clear()
        known[people] = Frame(program, *people)
    return known[people]
