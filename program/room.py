"""What a book shows and lets happen while it stands open in a room: opened with the workshop's passphrase.

The kinds named here are shown, with those of their fields that facilitators may read; every other kind, and so any that
is added later, is not. Consents to workshops are heeded and shown on no page. What is not shown is there all the same:
a change made of what is seen is filled up with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from program.changes import Change, Pair
from program.program import Program
from program.records import (
    Absence,
    Action,
    Attendance,
    Capture,
    Charter,
    Circle,
    Cohort,
    Conflict,
    Consent,
    Cycle,
    Field,
    Host,
    Kind,
    Note,
    Person,
    Placement,
    Project,
    Purpose,
    Record,
    Scenario,
    Sketch,
    Skill,
    Theme,
    Tier,
    Track,
    fields_of,
)
from program.trouble import Refused
from program.views_reader import open_to

#: What people do in a room: these kinds can be added, changed and removed.
WRITTEN: frozenset[type[Record]] = frozenset({Action, Attendance, Capture, Circle, Scenario, Sketch})

#: What can be read beside: who and what the program is made of. Who must not meet is there, and why is not.
SHOWN: frozenset[type[Record]] = WRITTEN | {
    Absence, Charter, Cohort, Conflict, Cycle, Host, Person, Placement, Project, Skill, Theme, Track,
}  # fmt: skip

#: What can only be added: a private note is dropped in, sealed, and not seen again.
DROPPED: frozenset[type[Record]] = frozenset({Note})

NOT_SHOWN = (
    "Ratings of every kind, goals, meetings, answers to surveys, succession, calibrations, wishes, concerns, consents, "
    "decisions, risks, releases, hand-overs, the history, and whatever is marked for the lead or the pair alone"
)
"""What a room is not shown, in words for the settings."""


class NotInARoom(Refused):
    """The workshop's passphrase does not reach this far."""

    def __init__(self, what: str = "") -> None:
        super().__init__(
            what or "With the workshop passphrase this cannot be changed.",
            "Nothing was changed.",
            "Open the book with the lead’s passphrase.",
        )


def shown(program: Program) -> Program:
    """The program as a room sees it."""
    tables: dict[type[Record], Mapping[str, Record]] = {
        cls: {id_: without(item) for id_, item in program.of(cls).items()} for cls in SHOWN if program.of(cls)
    }
    tables[Consent] = {id_: bare for id_, item in program.of(Consent).items() if (bare := _heeded(item)) is not None}
    return Program(tables)


def without(item: Record) -> Record:
    """The record, with what is not for a room as it is by default."""
    closed = _closed(type(item))
    return msgspec.structs.replace(item, **closed) if closed else item


def seen(change: Change) -> Change:
    """A change of the whole program as a room sees it."""
    shown_ = (pair for pair in change.pairs if type(pair.record) in SHOWN)  # no consent changes in a room
    return Change(change.title, tuple(Pair(_seen(pair.before), _seen(pair.after)) for pair in shown_))


def whole(change: Change, program: Program) -> Change:
    """A change made of what the room sees, as one of the whole `program`: what was not shown stays as it is.

    What a scenario takes from the live plan it takes whole. Raises NotInARoom for a change of anything else than what a
    room works on.
    """
    for pair in change.pairs:
        kind = type(pair.record)
        if kind not in WRITTEN and not (kind in DROPPED and pair.before is None):
            raise NotInARoom()
    return Change(change.title, tuple(_whole(pair, program) for pair in change.pairs))


def _heeded(consent: Consent) -> Consent | None:
    """What a room must know of a consent to leave out whoever took theirs back, and no more: no words, no other
    purpose. No page of a room shows it."""
    if consent.purpose not in (Purpose.RUNNING_THE_PROGRAM, Purpose.WORKSHOPS):
        return None
    return msgspec.structs.replace(consent, words="")


def _seen(item: Record | None) -> Record | None:
    return without(item) if item is not None else None


def _whole(pair: Pair, program: Program) -> Pair:
    kind = type(pair.record)
    hidden = _closed(kind) if kind in SHOWN else {}
    if not hidden:
        return pair
    known = program.of(kind).get(pair.record.id)
    source = known
    if known is None and isinstance(pair.after, Sketch):
        source = program.plan.at(pair.after.person, pair.after.cycle)
    if source is None or pair.after is None:
        return Pair(known, pair.after)
    return Pair(known, msgspec.structs.replace(pair.after, **{name: getattr(source, name) for name in hidden}))


@cache
def _closed(kind: type[Record]) -> dict[str, Any]:
    """What the fields that are not for a room hold instead of what is in them."""
    return {field.name: _blank(field) for field in fields_of(kind) if not open_to(Tier.PROGRAM, field)}


def _blank(field: Field) -> Any:
    return 0 if field.kind in (Kind.INTEGER, Kind.NUMBER) and field.default is None else field.default
