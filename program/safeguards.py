"""What the safeguards say today: where a concern goes next and whether it is late, who has acknowledged which code,
which consents stand, and what is kept longer than it should be.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from program.program import Program
from program.records import (
    ACTIVE,
    KINDS,
    Acknowledgement,
    Code,
    Concern,
    Consent,
    Cycle,
    Kept,
    Level,
    Lifecycle,
    Person,
    Placement,
    Progress,
    Record,
    Retention,
)


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# ---- concerns ------------------------------------------------------------------------------------------------------


def levels(program: Program) -> tuple[Level, ...]:
    """The steps of escalation, the first one first."""
    return tuple(sorted(program.of(Level).values(), key=lambda level: (level.rank, level.name.casefold(), level.id)))


def next_level(program: Program, concern: Concern) -> Level | None:
    """Where a concern goes when it goes one step up; None from the last step, and where there are no steps."""
    present = program.get(Level, concern.level)
    above = [level for level in levels(program) if present is None or level.rank > present.rank]
    return above[0] if above else None


def overdue(concern: Concern, today: date) -> bool:
    """Whether an answer should have been given by now."""
    return concern.state is not Progress.CLOSED and concern.due is not None and concern.due < today


# ---- codes and agreements ------------------------------------------------------------------------------------------


class Standing(StrEnum):
    """How somebody stands to a code."""

    VALID = "Acknowledged"
    RUN_OUT = "Run out"
    MISSING = "Not yet"


def ends(program: Program, acknowledgement: Acknowledgement) -> date | None:
    """The last day on which an acknowledgement counts: its own, else as the code says; None when it never runs out."""
    code = program.get(Code, acknowledgement.code)
    if acknowledgement.until is not None or code is None or not code.months:
        return acknowledgement.until
    return months_on(acknowledgement.on, code.months)


def stands(program: Program, acknowledgement: Acknowledgement, today: date) -> bool:
    """Whether an acknowledgement counts today."""
    last = ends(program, acknowledgement)
    return last is None or last >= today


def asked(program: Program) -> tuple[Person, ...]:
    """Who is to acknowledge the codes: everyone with a role who takes part, by name."""
    found = (person for person in program.of(Person).values() if person.roles and person.status in ACTIVE)
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))


def standings(program: Program, code: str, today: date) -> Mapping[str, Standing]:
    """How everyone who is asked stands to a code, by the person's id."""
    kinds = (Person, Code, Acknowledgement)
    return program.index(f"standings {code} {today}", kinds, lambda: _standings(program, code, today))


def _standings(program: Program, code: str, today: date) -> dict[str, Standing]:
    found = {person.id: Standing.MISSING for person in asked(program)}
    for each in program.of(Acknowledgement).values():
        if each.code == code and each.person in found and found[each.person] is not Standing.VALID:
            found[each.person] = Standing.VALID if stands(program, each, today) else Standing.RUN_OUT
    return found


# ---- consent -------------------------------------------------------------------------------------------------------


class Consented(StrEnum):
    """How a consent stands."""

    GIVEN = "Given"
    WITHDRAWN = "Withdrawn"
    NOT_GIVEN = "Not given"


def consented(consent: Consent) -> Consented:
    """Whether it was given and still stands."""
    if consent.withdrawn is not None:
        return Consented.WITHDRAWN
    return Consented.GIVEN if consent.given is not None else Consented.NOT_GIVEN


# ---- how long things are kept --------------------------------------------------------------------------------------


class Overstay(NamedTuple):
    """A record that is older than it should be kept: from which day it counts, and when its time was up."""

    record: Record
    period: Retention
    since: date
    up: date


def _placed_until(program: Program, item: Any) -> date | None:
    placement = program.get(Placement, item.placement)
    cycle = next((each for each in program.cycles if placement is not None and each.id == placement.cycle), None)
    return item.on or (cycle.end if cycle is not None else None)


def _closed(_program: Program, item: Any) -> date | None:
    return (item.due or item.on) if item.state is Progress.CLOSED else None


def _wished(program: Program, item: Any) -> date | None:
    """A wish has no date of its own: it counts from the end of its cycle, else of the last cycle there is."""
    ends_ = [cycle.end for cycle in program.cycles if not item.cycle or cycle.id == item.cycle]
    return max(ends_, default=None)


_SINCE: dict[Kept, Callable[[Program, Any], date | None]] = {
    Kept.NOTES: lambda program, item: item.on,
    Kept.CONCERNS: _closed,
    Kept.RATINGS: _placed_until,
    Kept.COMPETENCY_RATINGS: lambda program, item: item.on,
    Kept.READINESS: lambda program, item: item.on,
    Kept.NOMINATIONS: lambda program, item: item.until,
    Kept.SURVEY_ANSWERS: lambda program, item: item.on,
    Kept.MEETINGS: lambda program, item: item.on,
    Kept.CHEMISTRY: lambda program, item: item.on,
    Kept.WISHES: _wished,
    Kept.ABSENCES: lambda program, item: item.end,
    Kept.CONSENTS: lambda program, item: item.withdrawn,
    Kept.PEOPLE_WHO_LEFT: lambda program, item: item.since if item.status is Lifecycle.LEFT else None,
}
"""From which day a record's time counts; None: it does not run (a concern that is open, a consent that stands)."""

_LOOKED_AT: tuple[type[Record], ...] = (Retention, Placement, Cycle, *(KINDS[kept.value].cls for kept in Kept))


def review(program: Program, today: date) -> tuple[Overstay, ...]:
    """What is older than its period, the longest overdue first. Where one kind has two periods, the shorter counts."""
    return program.index(f"review {today}", _LOOKED_AT, lambda: _review(program, today))


def _review(program: Program, today: date) -> tuple[Overstay, ...]:
    shortest: dict[Kept, Retention] = {}
    for period in program.of(Retention).values():
        if period.of not in shortest or period.months < shortest[period.of].months:
            shortest[period.of] = period
    return tuple(sorted(_over(program, shortest, today), key=lambda each: (each.up, each.record.id)))


def _over(program: Program, periods: dict[Kept, Retention], today: date) -> Iterator[Overstay]:
    for kept, period in periods.items():
        for item in program.of(KINDS[kept.value].cls).values():
            since = _SINCE[kept](program, item)
            up = months_on(since, period.months) if since is not None else None
            if since is not None and up is not None and up < today:
                yield Overstay(item, period, since, up)
