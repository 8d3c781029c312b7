"""How ready the people named for critical roles are, and how far raters are apart about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from program.metrics.against import baseline
from program.metrics.bench import Bench, bench, latest
from program.metrics.figure import Better, Card, Figure, Level, Part, Scope, Unit
from program.metrics.intervals import student, wilson
from program.metrics.registry import metric
from program.program import Program
from program.records import CriticalRole, Horizon, Measure, Person, RaterGroup, Readiness
from program.views_reader import day

UNRATED = "Not rated"


@metric(
    Card(
        measure=Measure.READINESS,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="Share of the people named for critical roles whom a sponsor last rated ready now for at least one.",
        numerator="People whose latest rating by a sponsor says ready now for a role they are named for",
        denominator="People named for at least one critical role; those no sponsor has rated are among them",
        window="The stand of the day; each person and role by the sponsor’s latest rating up to then",
        purpose="To see how full the pipeline is; never to choose between two people.",
        bias="Sponsors speak for people they know and like; a rating stands until there is a newer one, however old.",
        blind="People nobody has named; whether those ready would take the role; how good they would be in it.",
        source="Horizons as usual in succession planning (ready now, 1–2 years, 3–5 years)",
    )
)
def readiness(program: Program, scope: Scope) -> Figure:
    """People ready now / people named x 100, in percent; parts: the pipeline, each person at their nearest horizon."""
    now = bench(program, scope)
    people = now.people
    best = {person: now.best(person) for person in people}
    ready = tuple(person for person in people if best[person] is Horizon.NOW)
    n = len(people)
    return Figure(
        measure=Measure.READINESS,
        scope=scope,
        value=100 * len(ready) / n if n else None,
        n=n,
        part=len(ready),
        interval=wilson(len(ready), n),
        parts=pipeline(now),
        by="horizon",
        comparison=baseline(program, Measure.READINESS, scope.until),
        notes=tuple(_notes(moves(program, scope), sum(each is None for each in best.values()))),
        kind="person",
        counted=ready,
        of="person",
        among=people,
    )


def pipeline(now: Bench) -> tuple[Part, ...]:
    """How many people stand at which horizon, as shares of all named; the last part is those no sponsor has rated."""
    best = [now.best(person) for person in now.people]
    n = len(best)
    if not n:
        return ()
    counts = {horizon.label: best.count(horizon) for horizon in Horizon}
    counts[UNRATED] = best.count(None)
    return tuple(Part(label, 100 * count / n, n, count, wilson(count, n)) for label, count in counts.items())


class Moves(msgspec.Struct, frozen=True):
    """How many people stand nearer, and how many farther, than before; `of` have been rated at both times."""

    up: int
    down: int
    of: int
    since: date | None


def moves(program: Program, scope: Scope) -> Moves:
    """How readiness moved since the beginning of the scope, or since each person's first rating where it has none.

    A person moved up for a role when the sponsor's latest rating is nearer than the earlier one; who moved up for one
    and down for another is counted by the nearest horizon over their roles.
    """
    now = bench(program, scope)
    before = earlier(program, scope)
    up = down = of = 0
    for person in now.people:
        roles = [role for role, named in now.successors.items() if person in named]
        pairs = [(before[person, r].horizon.rank, now.latest[person, r].horizon.rank) for r in roles
                 if (person, r) in before and (person, r) in now.latest]  # fmt: skip
        if pairs:
            of += 1
            was, is_ = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
            up += is_ < was
            down += is_ > was
    return Moves(up, down, of, scope.since)


def earlier(program: Program, scope: Scope) -> Mapping[tuple[str, str], Readiness]:
    """(person, role) → the sponsor's rating in force at the beginning of the scope; the first one where it has none."""
    if scope.since is not None:
        return latest(program, scope.since)
    found: dict[tuple[str, str], Readiness] = {}
    for rating in _ratings(program, scope, sponsors=True):
        found.setdefault((rating.person, rating.role), rating)
    return found


def _ratings(program: Program, scope: Scope, sponsors: bool = False) -> list[Readiness]:
    """The dated ratings up to the end of the scope, in the order of their days."""
    found = [(r.on, r.id, r) for r in program.of(Readiness).values() if r.on is not None and r.on <= scope.until]
    return [r for _, _, r in sorted(found, key=lambda each: each[:2]) if not sponsors or r.by is RaterGroup.SPONSOR]


def _notes(moved: Moves, unrated: int) -> Iterable[str]:
    if moved.of:
        since = "their first rating" if moved.since is None else day(moved.since)
        yield f"Moved up since {since}: {moved.up:,} of {moved.of:,}; moved down: {moved.down:,}."
    if unrated:
        yield f"{unrated:,} of them were not rated by a sponsor yet; they count as not ready."


@metric(
    Card(
        measure=Measure.READINESS_SPREAD,
        level=Level.RESULTS,
        unit=Unit.LEVELS,
        definition="How many steps of readiness the raters of one person and role lie apart, on average.",
        numerator="Farthest minus nearest horizon among the raters’ latest ratings, summed over persons and roles",
        denominator="Persons and roles rated by at least two raters",
        window="The stand of the day; each rater by the latest rating up to then",
        purpose="To find where a calibration meeting is needed; never to mark a rater as wrong.",
        bias="Raters who talk to each other agree, whether they are right or not; old ratings look like disagreement.",
        blind="Agreement on the wrong answer; the reasons behind a rating.",
        source="Mean range; steps from 0 (ready now) to 3 (later)",
        better=Better.LOWER,
    )
)
def readiness_spread(program: Program, scope: Scope) -> Figure:
    """Mean over (person, role) of the largest minus the smallest rank (0 now, 3 later) among raters' latest ratings.

    A rater is the person who rated, where they are named, else the side they rate from. Only pairs with two raters or
    more count, and only people and roles that are still there. Steps of readiness; interval by Student's t.
    """
    heard: dict[tuple[str, str], dict[str, Readiness]] = {}
    for rating in _ratings(program, scope):
        person = program.get(Person, rating.person)
        if person is not None and program.get(CriticalRole, rating.role) and scope.cohort in ("", person.cohort):
            heard.setdefault((rating.person, rating.role), {})[rating.rater or rating.by.value] = rating
    several = {key: tuple(by.values()) for key, by in sorted(heard.items()) if len(by) > 1}
    spreads = {key: _range(rating.horizon.rank for rating in by) for key, by in several.items()}
    n = len(spreads)
    agreed = sum(spread == 0 for spread in spreads.values())
    return Figure(
        measure=Measure.READINESS_SPREAD,
        scope=scope,
        value=sum(spreads.values()) / n if n else None,
        n=n,
        interval=student(tuple(spreads.values())),
        comparison=baseline(program, Measure.READINESS_SPREAD, scope.until),
        notes=(f"n counts persons and roles; in {agreed:,} of {n:,} all raters agree.",) if n else (),
        kind="readiness",
        counted=tuple(rating.id for key, by in several.items() if spreads[key] for rating in by),
        of="readiness",
        among=tuple(rating.id for by in several.values() for rating in by),
        heads=len({person for person, _ in spreads}),
    )


def _range(ranks: Iterable[int]) -> int:
    found = tuple(ranks)
    return max(found) - min(found)
