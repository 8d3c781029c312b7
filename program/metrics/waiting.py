"""Time to promotion, to readiness and to competence: medians in which those not there yet count as what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from program.metrics.against import baseline
from program.metrics.figure import Better, Card, Figure, Level, Part, Scope, Unit
from program.metrics.leavings import last_seen, resigned
from program.metrics.made import groups
from program.metrics.registry import metric
from program.metrics.scope import entered, mentees
from program.metrics.times import Survival, Wait, months, survival
from program.program import Program
from program.records import (
    Event,
    EventKind,
    Goal,
    Horizon,
    Measure,
    Nomination,
    Person,
    RaterGroup,
    Rating,
    Readiness,
)

_SOURCE = (
    "Kaplan and Meier 1958 (JASA 53: 457–481); interval of the median after Brookmeyer and Crowley 1982 from the "
    "log-log band"
)
_WINDOW = "Everything known up to the day; the beginning of a period does not cut waits short"
_CENSORED = "All who are watched; who is not there yet, or left, counts until the day they were last seen (censored)"
_INFORMATIVE = "Assumes that those who left were no nearer and no further than those who stayed."

Ends = tuple[date | None, date]  # when they got there, and the last day they were watched
Whose = Callable[[str], str]  # id of a wait → id of its person


@metric(
    Card(
        measure=Measure.TIME_TO_PROMOTION,
        level=Level.RESULTS,
        unit=Unit.MONTHS,
        definition="Months from entering the program to the first promotion: the time by which half are promoted.",
        numerator="Mentees promoted after they entered",
        denominator=_CENSORED,
        window=_WINDOW,
        purpose="To see whether the way up shortens from cohort to cohort; never to judge a person.",
        bias="Strong people are chosen for the program, and promotions wait for vacancies and seasons. " + _INFORMATIVE,
        blind="Whether the promotion was wise, and what would have happened without the program.",
        source=_SOURCE,
        better=Better.LOWER,
    )
)
def time_to_promotion(program: Program, scope: Scope) -> Figure:
    """Median months from entry to the first promotion (Kaplan-Meier). People without a day of entry are left out."""
    return _figure(program, scope, Measure.TIME_TO_PROMOTION, promotion(program, scope))


@metric(
    Card(
        measure=Measure.TIME_TO_READINESS,
        level=Level.RESULTS,
        unit=Unit.MONTHS,
        definition="Months from entering the program until a sponsor first rates somebody ready now for a critical "
        "role they are named for: the time by which half are ready.",
        numerator="Mentees named for a critical role whom a sponsor has rated ready now",
        denominator="Mentees named for a critical role who were not ready when they entered; who is not there yet, "
        "left or is no longer named counts until that day (censored)",
        window=_WINDOW,
        purpose="To plan when roles can be filled from inside; never to rank people.",
        bias="Ratings come when sponsors meet, so that people look ready later than they are. " + _INFORMATIVE,
        blind="People nobody has named; whether those rated ready did well in the role.",
        source=_SOURCE,
        better=Better.LOWER,
    )
)
def time_to_readiness(program: Program, scope: Scope) -> Figure:
    """Median months from entry to the first sponsor's rating "ready now" (Kaplan-Meier). Ratings without a date do not
    count; nominations without one do."""
    return _figure(program, scope, Measure.TIME_TO_READINESS, readiness(program, scope))


@metric(
    Card(
        measure=Measure.TIME_TO_COMPETENCE,
        level=Level.LEARNING,
        unit=Unit.MONTHS,
        definition="Months from agreeing on a goal until somebody else first rates the person at its level: the time "
        "by which half of the goals are there.",
        numerator="Goals whose level somebody other than the person has seen",
        denominator="Goals about a level of a skill that was not there yet when they were agreed; goals not reached "
        "yet, or of people who left, count until that day (censored)",
        window=_WINDOW,
        purpose="To see how long learning takes, so that rotations are long enough; never to judge a person.",
        bias="Ratings come at set times, so that the day is later than the learning; goals of one person go together, "
        "so that the interval is rather too narrow. " + _INFORMATIVE,
        blind="Goals that are not about a level; learning that nobody rated.",
        source=_SOURCE,
        better=Better.LOWER,
    )
)
def time_to_competence(program: Program, scope: Scope) -> Figure:
    """Median months from the day a goal was agreed on to the first rating by others at its level or above
    (Kaplan-Meier), over goals. Goals and ratings without a date do not count."""
    curve = competence(program, scope)
    return _figure(program, scope, Measure.TIME_TO_COMPETENCE, curve, "goal", lambda id_: program.of(Goal)[id_].person)


def promotion(program: Program, scope: Scope) -> Survival:
    """How the share of promoted mentees rises with the months since they entered."""
    people = mentees(program, scope)
    began = {person.id: entered(program, person, scope.until) for person in people}
    first: dict[str, date] = {}
    for event in program.of(Event).values():
        start = began.get(event.person)
        if event.kind is EventKind.PROMOTION and event.on is not None and start is not None:
            if start < event.on <= scope.until:
                first[event.person] = min(event.on, first.get(event.person, event.on))
    return _watched(program, scope, people, lambda person, seen: (first.get(person.id), seen))


def readiness(program: Program, scope: Scope) -> Survival:
    """How the share of named mentees whom a sponsor rates ready now rises with the months since they entered."""
    named: dict[str, dict[str, date]] = {}  # person → role → the day until which they are named
    for each in program.of(Nomination).values():
        if each.on is None or each.on <= scope.until:
            roles = named.setdefault(each.person, {})
            end = scope.until if each.until is None else min(each.until, scope.until)
            roles[each.role] = max(end, roles.get(each.role, end))
    first: dict[str, date] = {}
    for rating in program.of(Readiness).values():
        if rating.by is RaterGroup.SPONSOR and rating.horizon is Horizon.NOW and rating.on is not None:
            if rating.on <= scope.until and rating.role in named.get(rating.person, ()):
                first[rating.person] = min(rating.on, first.get(rating.person, rating.on))

    def ends(person: Person, seen: date) -> Ends:
        return first.get(person.id), min(seen, max(named[person.id].values()))

    return _watched(program, scope, (p for p in mentees(program, scope) if p.id in named), ends)


def competence(program: Program, scope: Scope) -> Survival:
    """How the share of goals whose level others have seen rises with the months since they were agreed on."""
    people = {person.id: person for person in mentees(program, scope)}
    ratings: dict[tuple[str, str], list[Rating]] = {}
    for rating in program.of(Rating).values():
        if rating.by is not RaterGroup.SELF and rating.on is not None and rating.on <= scope.until:
            ratings.setdefault((rating.person, rating.skill), []).append(rating)
    gone = resigned(program, scope.until)
    waits = []
    for goal in sorted(program.of(Goal).values(), key=lambda each: each.id):
        person = people.get(goal.person)
        if person is None or not goal.skill or not goal.target or goal.start is None or goal.start > scope.until:
            continue
        there = [r.on for r in ratings.get((goal.person, goal.skill), ()) if r.level >= goal.target and r.on]
        seen = last_seen(program, person, scope.until, gone)
        waits += _wait(goal.id, goal.start, min(there, default=None), seen, scope.until)
    return survival(waits)


def _watched(
    program: Program, scope: Scope, people: Iterable[Person], ends: Callable[[Person, date], Ends]
) -> Survival:
    """Waits from the day people entered to what `ends` says, given the day they were last seen."""
    gone = resigned(program, scope.until)
    waits = []
    for person in people:
        start, seen = entered(program, person, scope.until), last_seen(program, person, scope.until, gone)
        if start is not None and seen is not None:
            waits += _wait(person.id, start, *ends(person, seen), scope.until)
    return survival(waits)


def _wait(id_: str, start: date, there: date | None, seen: date | None, until: date) -> list[Wait]:
    """Nothing for who was there from the start, or was never watched."""
    if seen is None or seen < start or (there is not None and there <= start):
        return []
    if there is not None and there <= seen:
        return [Wait(id_, months(start, there), True)]
    return [Wait(id_, months(start, seen), False, seen < until)]


def _figure(
    program: Program, scope: Scope, measure: Measure, curve: Survival, kind: str = "person", whose: Whose = str
) -> Figure:
    there = curve.there
    owners = [whose(wait.id) for wait in curve.waits]
    people = [person for id_ in sorted(set(owners)) if (person := program.get(Person, id_)) is not None]
    by, split = groups(program, scope, people)
    parts = []
    for label, ids in split:
        part = survival([wait for wait, owner in zip(curve.waits, owners, strict=True) if owner in ids])
        parts.append(Part(label, part.median, len(part.waits), None, part.interval, len(ids)))
    return Figure(
        measure=measure,
        scope=scope,
        value=curve.median,
        n=len(curve.waits),
        interval=curve.interval,
        parts=tuple(parts),
        by=by,
        comparison=baseline(program, measure, scope.until),
        notes=tuple(_notes(curve)),
        kind=kind,
        counted=there,
        of=kind,
        among=tuple(wait.id for wait in curve.waits),
        heads=len(people),
    )


def _notes(curve: Survival) -> Iterable[str]:
    there = len(curve.there)
    left = sum(wait.left for wait in curve.waits)
    waiting = len(curve.waits) - there - left
    if curve.waits:
        yield f"{there:,} got there, {waiting:,} are on the way, {left:,} left before: the last two are censored."
    if curve.waits and curve.median is None:
        yield "Not half of them got there yet, so that there is no median."
    elif curve.median is not None and curve.high is None and curve.low is not None:
        yield f"The median is {curve.low:.1f} months or more (95 %); its upper end cannot be told yet."
