"""When people were last part of the program, and who left the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from program.program import Program
from program.records import Event, EventKind, Lifecycle, Person

_GONE = (Lifecycle.LEFT, Lifecycle.DECLINED)


def resigned(program: Program, until: date) -> Mapping[str, date]:
    """Person id → the day they left the organisation, for those who had by then."""
    found: dict[str, date] = {}
    for event in program.of(Event).values():
        if event.kind is EventKind.LEFT and event.on is not None and event.on <= until:
            found[event.person] = min(event.on, found.get(event.person, event.on))
    return found


def last_seen(program: Program, person: Person, until: date, gone: Mapping[str, date]) -> date | None:
    """The last day on which anything about a person could have been seen: the day they left (`gone`, from `resigned`),
    or were out of the program, else `until`. None where they are out of the program and nobody said since when."""
    days = [until, *([gone[person.id]] if person.id in gone else [])]
    if person.status in _GONE:
        if person.since is None and person.id not in gone:
            return None
        days += [person.since] if person.since is not None else []
    return min(days)
