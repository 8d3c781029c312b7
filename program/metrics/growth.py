"""How people's competencies grew: each skill against its own baseline, seen from the same side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from program.metrics.against import baseline
from program.metrics.figure import Card, Figure, Level, Part, Scope, Unit
from program.metrics.made import mean_part
from program.metrics.registry import metric
from program.metrics.scope import mentees
from program.program import Program
from program.records import Measure, RaterGroup, Rating


class Growth(msgspec.Struct, frozen=True):
    """One person's level of one skill as one side saw it, at first and now (means where several rated on one day)."""

    person: str
    skill: str
    by: RaterGroup
    before: float
    now: float
    ratings: tuple[str, ...]


def grown(program: Program, scope: Scope) -> tuple[Growth, ...]:
    """Every mentee's skill rated from one side on two days or more.

    Before is the last day of ratings up to the beginning of the scope, or the first one where there is none; now is
    the last day up to its end. Ratings without a date do not count.
    """
    people = {person.id for person in mentees(program, scope)}
    seen: dict[tuple[str, str, RaterGroup], dict[date, list[Rating]]] = {}
    for rating in program.of(Rating).values():
        if rating.person in people and rating.on is not None and rating.on <= scope.until:
            days = seen.setdefault((rating.person, rating.skill, rating.by), {})
            days.setdefault(rating.on, []).append(rating)
    found = []
    for (person, skill, by), days in sorted(seen.items(), key=lambda each: (each[0][0], each[0][1], each[0][2].value)):
        early = [day for day in days if scope.since is not None and day <= scope.since]
        first, last = max(early) if early else min(days), max(days)
        if first < last:
            ids = tuple(sorted(rating.id for day in (first, last) for rating in days[day]))
            found.append(Growth(person, skill, by, _level(days[first]), _level(days[last]), ids))
    return tuple(found)


@metric(
    Card(
        measure=Measure.GROWTH,
        level=Level.LEARNING,
        unit=Unit.LEVELS,
        definition="How many levels (of 5) people’s skills rose since they were first rated, on average over people.",
        numerator="Level now less level before, for each skill and side, averaged within each person",
        denominator="Mentees rated from the same side on the same skill on two days or more",
        window="From the beginning of the period, or the first rating, to the day; each side by its last day",
        purpose="To see whether the program teaches what it means to; never to compare two people.",
        bias="People who know that growth is looked for see it, most of all in themselves; extreme first ratings move "
        "towards the middle by chance alone; who learns more may rate themselves more strictly.",
        blind="Skills nobody rated twice; growth that would have come anyway.",
        source="Mean change of the same side’s ratings; interval by Student’s t over people",
    )
)
def growth(program: Program, scope: Scope) -> Figure:
    """Mean over people of the mean of (level now - level before) over their skills and rater groups; levels of 5.

    A rater group is compared with itself only. Interval by Student's t over the means of people; parts by rater group,
    each over the people it rated twice.
    """
    steps = grown(program, scope)
    people = by_person(steps)
    whole = mean_part("", tuple(people.values()), Unit.LEVELS)
    parts: list[Part] = []
    for group in RaterGroup:
        changes = by_person(step for step in steps if step.by is group)
        parts += [mean_part(group.label, tuple(changes.values()), Unit.LEVELS)] if changes else []
    seen = {person.id for person in mentees(program, scope)}
    dated = (r for r in program.of(Rating).values() if r.on is not None and r.on <= scope.until)
    once = len({rating.person for rating in dated if rating.person in seen} - set(people))
    notes = [f"Left out, as no side rated them on two days: {once:,} of {once + len(people):,} rated."] if once else []
    return Figure(
        measure=Measure.GROWTH,
        scope=scope,
        value=whole.value,
        n=whole.n,
        interval=whole.interval,
        parts=tuple(parts),
        by="rater group",
        comparison=baseline(program, Measure.GROWTH, scope.until),
        notes=tuple(notes),
        kind="rating",
        counted=tuple(sorted({id_ for step in steps for id_ in step.ratings})),
        of="person",
        among=tuple(people),
    )


def by_person(steps: Iterable[Growth]) -> Mapping[str, float]:
    """Person id → mean change over what is given, sorted by id."""
    changes: dict[str, list[float]] = {}
    for step in steps:
        changes.setdefault(step.person, []).append(step.now - step.before)
    return {person: sum(found) / len(found) for person, found in sorted(changes.items())}


def _level(ratings: list[Rating]) -> float:
    return sum(rating.level for rating in ratings) / len(ratings)
