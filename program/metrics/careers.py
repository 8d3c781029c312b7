"""What became of people: who stayed, who was promoted or moved on, who took on more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from program.metrics.beside import Beside, compared, events, left_some_day, others
from program.metrics.figure import Card, Figure, Level, Scope, Unit
from program.metrics.made import groups, median, rate, rate_part
from program.metrics.registry import metric
from program.metrics.scope import entered, mentees
from program.names import counted
from program.program import Program
from program.records import Event, EventKind, Lifecycle, Measure, Person


@metric(
    Card(
        measure=Measure.RETENTION,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="How many mentees were still with the organisation twelve months after they entered the program.",
        numerator="Those who had not left by then, or by the last day looked at where that comes first",
        denominator="Mentees whose entry is known",
        window="Twelve months from each one’s entry, as far as they lie within the time looked at",
        purpose="To ask whether the program goes with staying; not to predict who will leave.",
        bias="Whoever was never counted as a mentee is missing. Who entered lately had little time to leave.",
        blind="Why people go, and whether it is good that they do. Whether they would have stayed anyway.",
    )
)
def retention(program: Program, scope: Scope) -> Figure:
    """100 × stayed / entered, in percent of mentees, each followed for twelve months or up to `scope.until`; parts by
    cohort, or by unit within one. Leaving is an employment event; leaving the program alone is not leaving.

    Those compared with have no entry of their own: they are followed from the start of their cohort, else from the
    mentees' median entry. Who left on a day nobody noted is left out. Where no employment event of anybody is kept,
    nothing can be said.
    """
    if not events(program, scope.until):
        return _untold(Measure.RETENTION, scope)
    every = mentees(program, scope)
    gone, known = _left(program, scope.until), _known(program, scope, every)
    followed = [each for each in every if each.id in known and year_on(known[each.id]) >= (scope.since or date.min)]
    stayed = {each.id for each in followed if _stays(gone.get(each.id, ()), known[each.id], scope.until)}
    by, split = groups(program, scope, followed)
    beside, more = _stayed_beside(program, scope, [known[each.id] for each in followed])
    young = sum(year_on(known[each.id]) > scope.until for each in followed)
    out = sum(each.status is Lifecycle.LEFT and each.id in stayed and each.id not in gone for each in followed)
    blank = len(every) - len(known)
    return rate(
        Measure.RETENTION,
        scope,
        [each.id for each in followed if each.id in stayed],
        [each.id for each in followed],
        "person",
        parts=[rate_part(label, sum(id_ in stayed for id_ in ids), len(ids)) for label, ids in split],
        by=by,
        comparison=beside,
        notes=(
            f"Followed for less than twelve months so far: {counted(young, 'mentee')}." if young else "",
            f"{counted(out, 'mentee')} left the program; no event says that they left the organisation." if out else "",
            f"{counted(blank, 'mentee')} left out: the day of entering or leaving is not known." if blank else "",
            *more,
        ),
    )


def year_on(day: date) -> date:
    """Twelve months later; 28 February after 29 February."""
    if day.year == date.max.year:
        return date.max
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _left(program: Program, until: date) -> Mapping[str, tuple[date, ...]]:
    """Person id → the days on which they left the organisation, in order: who came back may have several."""
    every = events(program, until).items()
    days = {person: tuple(day for day, event in own if event.kind is EventKind.LEFT) for person, own in every}
    return {person: own for person, own in days.items() if own}


def _known(program: Program, scope: Scope, people: Iterable[Person]) -> dict[str, date]:
    """Person id → their entry, for those of whom it is known, and who did not leave on a day nobody noted."""
    gone, unknown = _left(program, scope.until), left_some_day(program)
    found = ((each.id, entered(program, each, scope.until)) for each in people)
    return {id_: day for id_, day in found if day is not None and (id_ in gone or id_ not in unknown)}


def _stays(left: Iterable[date], began: date, until: date) -> bool:
    """Whether somebody who left on these days was still there at the end of their twelve months."""
    end = min(year_on(began), until)
    return not any(began <= day <= end for day in left)


def _stayed_beside(program: Program, scope: Scope, entries: Sequence[date]) -> Beside:
    start = _middle(entries)
    if start is None:
        return compared(program, Measure.RETENTION, scope, 0, 0)
    gone, unknown = _left(program, scope.until), left_some_day(program)
    began = {each.id: entered(program, each, scope.until) or start for each in others(program, scope)}
    there = [id_ for id_, day in began.items() if (gone[id_][0] >= day if id_ in gone else id_ not in unknown)]
    part = sum(_stays(gone.get(id_, ()), began[id_], scope.until) for id_ in there)
    return compared(program, Measure.RETENTION, scope, part, len(there))


def _middle(entries: Sequence[date]) -> date | None:
    return date.fromordinal(int(median([day.toordinal() for day in entries]))) if entries else None


@metric(
    Card(
        measure=Measure.PROGRESSION,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="How many mentees were promoted or moved to another post since they entered the program.",
        numerator="Mentees with a promotion or a lateral move",
        denominator="Mentees whose entry is known, as far as they had not left the organisation before",
        window="Events within the time looked at, from each one’s entry on",
        purpose="To ask whether the program goes with moving on; not to promise anybody a post.",
        bias="Whoever was about to be promoted may have been chosen for the program.",
        blind="Whether the move was wanted, and good. Posts that were not free.",
    )
)
def progression(program: Program, scope: Scope) -> Figure:
    """100 × mentees promoted or moved / mentees, in percent of mentees; parts: promoted, moved (somebody may be both).
    Events without a day do not count."""
    kinds = (("Promoted", EventKind.PROMOTION), ("Moved", EventKind.LATERAL_MOVE))
    return _happened(program, scope, Measure.PROGRESSION, [(label, _is(kind)) for label, kind in kinds])


@metric(
    Card(
        measure=Measure.RESPONSIBILITY,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="How many mentees took on a larger scope, or a critical role, since they entered the program.",
        numerator="Mentees with such an event",
        denominator="Mentees whose entry is known, as far as they had not left the organisation before",
        window="Events within the time looked at, from each one’s entry on",
        purpose="To ask whether people grow into greater responsibility; not to press them to.",
        bias="A larger scope without a new title is often not recorded.",
        blind="How well they carry it. Whether it came with the means to.",
    )
)
def responsibility(program: Program, scope: Scope) -> Figure:
    """100 × mentees with a larger scope or a critical role / mentees, in percent of mentees; parts: larger scope,
    critical role (somebody may have both). Events without a day do not count."""
    kinds = [("Larger scope", _is(EventKind.LARGER_SCOPE)), ("Critical role", lambda event: bool(event.role))]
    return _happened(program, scope, Measure.RESPONSIBILITY, kinds)


Kinds = Sequence[tuple[str, Callable[[Event], bool]]]


def _is(kind: EventKind) -> Callable[[Event], bool]:
    return lambda event: event.kind is kind


def _untold(measure: Measure, scope: Scope) -> Figure:
    """Where the book holds no employment event at all, it is not that nothing happened: nobody writes them down."""
    return rate(measure, scope, (), (), "person", notes=("No employment events are kept up to this day.",))


def _happened(program: Program, scope: Scope, measure: Measure, kinds: Kinds) -> Figure:
    if not events(program, scope.until):
        return _untold(measure, scope)
    every = mentees(program, scope)
    entries = {each.id: day for each in every if (day := entered(program, each, scope.until)) is not None}
    people = _there(program, scope, [each for each in every if each.id in entries])
    had = _had(program, scope, {each.id: entries[each.id] for each in people}, kinds)
    start = _middle(list(entries.values()))
    beside = _there(program, scope, others(program, scope)) if start is not None else []
    since = {each.id: entered(program, each, scope.until) or start or scope.until for each in beside}
    comparison, more = compared(program, measure, scope, len(_had(program, scope, since, kinds)), len(beside))
    undated = sum(_undated(program, {each.id for each in people}, kinds))
    blank = len(every) - len(entries)
    return rate(
        measure,
        scope,
        [each.id for each in people if each.id in had],
        [each.id for each in people],
        "person",
        parts=[rate_part(label, sum(label in labels for labels in had.values()), len(people)) for label, _ in kinds]
        if people
        else (),
        by="event",
        comparison=comparison,
        notes=(
            f"{counted(blank, 'mentee')} left out: the day of entering is not known." if blank else "",
            f"{counted(undated, 'event')} without a day left out." if undated else "",
            *more,
        ),
    )


def _there(program: Program, scope: Scope, people: Iterable[Person]) -> list[Person]:
    """Those who had not left the organisation before the time looked at."""
    gone = _left(program, scope.until)
    return [each for each in people if scope.since is None or each.id not in gone or gone[each.id][-1] >= scope.since]


def _had(program: Program, scope: Scope, entries: Mapping[str, date], kinds: Kinds) -> dict[str, set[str]]:
    """Person id → the labels of what they had within the scope, from their entry on."""
    every = events(program, scope.until)
    found: dict[str, set[str]] = {}
    for person, entry in entries.items():
        own = [event for day, event in every.get(person, ()) if day >= entry and scope.holds(day)]
        labels = {label for label, wanted in kinds for event in own if wanted(event)}
        if labels:
            found[person] = labels
    return found


def _undated(program: Program, people: set[str], kinds: Kinds) -> Iterable[bool]:
    for event in program.of(Event).values():
        yield event.on is None and event.person in people and any(wanted(event) for _, wanted in kinds)
