"""Who and what lies within a scope: the people, cycles and placements figures are made of."""

from __future__ import annotations

from program.metrics.figure import Scope
from program.program import Program
from program.records import ACTIVE, Cycle, Lifecycle, Person, Placement, Role

#: Statuses of people who have been asked and have said yes.
ENROLLED = ACTIVE - {Lifecycle.LISTED}


def mentees(program: Program, scope: Scope) -> tuple[Person, ...]:
    """Everyone who is or was a mentee of the cohort, or of any; those who left the program since are among them."""
    return tuple(
        person
        for person in program.people(Role.MENTEE)
        if person.status not in (Lifecycle.LISTED, Lifecycle.DECLINED) and scope.cohort in ("", person.cohort)
    )


def cycles(program: Program, scope: Scope) -> tuple[Cycle, ...]:
    """The cycles that began within the scope, in their order."""
    within = program.series(scope.cohort) if scope.cohort else None
    return tuple(
        cycle for cycle in program.cycles if scope.holds(cycle.start) and (within is None or cycle.id in within)
    )


def placements(program: Program, scope: Scope) -> tuple[Placement, ...]:
    """The placements in those cycles, of the cohort's people where one is chosen, in the order of cycles and names."""
    order = {cycle.id: place for place, cycle in enumerate(cycles(program, scope))}
    people = {person.id for person in program.of(Person).values() if scope.cohort in ("", person.cohort)}
    found = (p for p in program.of(Placement).values() if p.cycle in order and p.person in people)
    return tuple(sorted(found, key=lambda p: (order[p.cycle], program.title(Person, p.person).casefold(), p.id)))
