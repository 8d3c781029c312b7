"""People of this book whom mentees are compared with: those who could take part and do not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from program.metrics.against import baseline
from program.metrics.figure import Comparison, Scope
from program.metrics.scope import eligible, mentees
from program.program import Program
from program.records import Event, EventKind, Measure, Person

#: Fewer people than this are no comparison: one of them more or less would turn it round.
ENOUGH = 5

LIMITS = (
    "Who takes part was not drawn by lot: they chose it or were chosen, and might have stayed or risen in any case."
)

#: What a rate is compared with, and notes on what else there is.
Beside = tuple[Comparison | None, tuple[str, ...]]


def others(program: Program, scope: Scope) -> tuple[Person, ...]:
    """The eligible of the organisation who do not take part: listed only, or declined."""
    taking = {person.id for person in mentees(program, scope)}
    return tuple(person for person in eligible(program, scope) if person.id not in taking and not person.external)


def compared(program: Program, measure: Measure, scope: Scope, part: int, n: int) -> Beside:
    """What a rate is compared with: `part` of `n` of those who do not take part where they are enough, else the kept
    baseline; and a note where there are both."""
    kept = baseline(program, measure, scope.until)
    if n < ENOUGH:
        return kept, ()
    beside = Comparison("Eligible, but not taking part", 100 * part / n, n, LIMITS, part)
    return beside, () if kept is None else (f"{kept.words}: {kept.value:.0f} %, n = {kept.n or 'not said'}.",)


def events(program: Program, until: date) -> Mapping[str, tuple[tuple[date, Event], ...]]:
    """Person id → what happened to their employment up to a day, in order; events without a day do not count."""
    found: dict[str, list[tuple[date, Event]]] = {}
    for event in program.of(Event).values():
        if event.on is not None and event.on <= until:
            found.setdefault(event.person, []).append((event.on, event))
    return {person: tuple(sorted(own, key=lambda each: (each[0], each[1].id))) for person, own in found.items()}


def left_some_day(program: Program) -> frozenset[str]:
    """Who left the organisation on a day nobody noted."""
    gone = (event for event in program.of(Event).values() if event.kind is EventKind.LEFT)
    return frozenset(event.person for event in gone if event.on is None)
