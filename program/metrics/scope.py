"""Who and what lies within a scope: the people, cycles and placements figures are made of."""

from __future__ import annotations

from datetime import date

from program.metrics.figure import Scope
from program.program import Program
from program.records import ACTIVE, Cohort, Cycle, Lifecycle, Person, Placement, Role

#: Statuses of people who have been asked and have said yes.
ENROLLED = ACTIVE - {Lifecycle.LISTED}


def placed_since(program: Program, person: str, until: date) -> date | None:
    """When somebody's first cycle with a placement began; None where none has by the day `until`."""
    began = (cycle.start for id_ in program.plan.row(person) if (cycle := program.get(Cycle, id_)) is not None)
    return min((day for day in began if day <= until), default=None)


def entered(program: Program, person: Person, until: date) -> date | None:
    """The day from which somebody's time in the program counts (`entries`), as it was known on the day `until`; where
    they have neither cohort nor placement, since when they are recruited.

    None: not known. A day after `until` means that they are still to come.
    """
    cohort = program.get(Cohort, person.cohort)
    if cohort is not None and cohort.start is not None:
        return cohort.start
    day = placed_since(program, person.id, until)
    return person.since if day is None and person.status is Lifecycle.RECRUITED else day


def eligible(program: Program, scope: Scope) -> tuple[Person, ...]:
    """Everyone the program has or had in view as a mentee, of the cohort or of any, asked or not, by name. Who is known
    to have come only after the scope, to the organisation or to the program, is not among them."""
    return tuple(
        person
        for person in program.people(Role.MENTEE)
        if scope.cohort in ("", person.cohort)
        and all(day is None or day <= scope.until for day in (person.start, entered(program, person, scope.until)))
    )


def mentees(program: Program, scope: Scope) -> tuple[Person, ...]:
    """Those of the eligible who are or were mentees; those who left the program since are among them.

    Who is still listed takes part nevertheless once they were placed in a cycle that has begun.
    """
    return tuple(person for person in eligible(program, scope) if _taking(program, person, scope.until))


def _taking(program: Program, person: Person, until: date) -> bool:
    if person.status is Lifecycle.LISTED:
        return placed_since(program, person.id, until) is not None
    return person.status is not Lifecycle.DECLINED


def cycles(program: Program, scope: Scope) -> tuple[Cycle, ...]:
    """The cycles that began within the scope, in their order."""
    within = program.series(scope.cohort) if scope.cohort else None
    return tuple(
        cycle for cycle in program.cycles if scope.holds(cycle.start) and (within is None or cycle.id in within)
    )


def placements(program: Program, scope: Scope) -> tuple[Placement, ...]:
    """The placements in those cycles, of the cohort's people where one is chosen, in the order of cycles and names."""

    def make() -> tuple[Placement, ...]:
        order = {cycle.id: place for place, cycle in enumerate(cycles(program, scope))}
        people = {person.id for person in program.of(Person).values() if scope.cohort in ("", person.cohort)}
        found = (p for p in program.of(Placement).values() if p.cycle in order and p.person in people)
        return tuple(sorted(found, key=lambda p: (order[p.cycle], program.title(Person, p.person).casefold(), p.id)))

    return program.index(f"placements {scope.key}", (Placement, Person, Cycle), make)
