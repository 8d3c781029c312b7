"""How long people are away, and how long they have been here."""

from __future__ import annotations

from datetime import date, timedelta

from program.program import Program
from program.records import Cycle


def days_away(program: Program, person: str, start: date, end: date) -> int:
    """Days between `start` and `end`, both counted, on which the person is away; overlapping absences count once."""
    spans = sorted(
        (max(each.start, start), min(each.end, end))
        for each in program.absences(person)
        if each.start <= end and each.end >= start
    )
    days, reached = 0, start
    for first, last in spans:
        first = max(first, reached)
        if last >= first:
            days += (last - first).days + 1
            reached = last + timedelta(days=1)
    return days


def mostly_away(program: Program, person: str, cycle: Cycle) -> bool:
    """Whether the person is away for more than half of the cycle."""
    days = (cycle.end - cycle.start).days + 1
    return days_away(program, person, cycle.start, cycle.end) * 2 > days


def months_between(earlier: date, later: date) -> int:
    """Whole months from `earlier` to `later`."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
