"""How many placements the program wants, and how many of them are each mentor's fair share. Looks at no placement."""

from __future__ import annotations

from collections.abc import Mapping

from program.program import Program
from program.records import ACTIVE, Absence, Charter, Cycle, Person, Record, Role
from program.rules.times import mostly_away

#: The kinds of record that slots, shares and groups depend on.
READS: tuple[type[Record], ...] = (Person, Cycle, Absence, Charter)


def wanted(program: Program) -> Mapping[str, int]:
    """Mentee id → slots to fill: the cycles of their cohort in which they are not mostly away; active mentees only."""

    def make() -> dict[str, int]:
        cycles = {cycle.id: cycle for cycle in program.cycles}
        return {
            person.id: sum(not mostly_away(program, person.id, cycles[id_]) for id_ in program.series(person.cohort))
            for person in program.people(Role.MENTEE)
            if person.status in ACTIVE
        }

    return program.index("wanted", READS[:3], make)


def fair_shares(program: Program) -> Mapping[str, int]:
    """Mentor id → fair share of all wanted slots, by capacity and rounded up; active mentors only."""

    def make() -> dict[str, int]:
        mentors = [person for person in program.people(Role.MENTOR) if person.status in ACTIVE]
        demand, room = sum(wanted(program).values()), sum(person.capacity for person in mentors)
        return {person.id: -(-demand * person.capacity // room) if room else 0 for person in mentors}

    return program.index("fair shares", READS[:3], make)


def compared(program: Program) -> Mapping[str, tuple[str, ...]]:
    """Group → its active mentees, for groups that are not too small to compare and have slots to fill."""

    def make() -> dict[str, tuple[str, ...]]:
        slots = wanted(program)
        groups: dict[str, list[str]] = {}
        for person in program.people(Role.MENTEE):
            if person.id in slots and (group := person.group.strip().casefold()):
                groups.setdefault(group, []).append(person.id)
        least = program.charter.group_floor
        return {
            group: tuple(members)
            for group, members in sorted(groups.items())
            if len(members) >= least and any(slots[member] for member in members)
        }

    return program.index("compared groups", READS, make)
