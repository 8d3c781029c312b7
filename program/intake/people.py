"""Drafts become people: references found or added, the status worked out, and what the file leaves out kept."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import msgspec

from program.intake.cells import Employment
from program.intake.drafts import Draft
from program.intake.headings import LEFT_ON
from program.intake.problems import Choice, Concern, Ledger
from program.intake.words import plain, tidy
from program.program import Program
from program.records import (
    ACTIVE,
    Cohort,
    Kind,
    Lifecycle,
    Person,
    Record,
    Skill,
    Strength,
    Track,
    fields_of,
    title_of,
)

_TEXTS = frozenset(spec.name for spec in fields_of(Person) if spec.kind in (Kind.TEXT, Kind.EMAIL, Kind.LONG_TEXT))
_REFERENCES: dict[str, type[Record]] = {"cohort": Cohort, "track": Track}
_STRENGTHS = ("offers", "goals")


def fixed_id(seed: str, what: str) -> str:
    """The identity of something an import adds: the same whenever the same import is worked out again."""
    return hashlib.sha256(f"{seed}\x1f{what}".encode()).hexdigest()[:16]


class Additions:
    """Cohorts, tracks and skills by name: those of the book, and those that the file brings."""

    def __init__(self, program: Program, seed: str) -> None:
        self._seed = seed
        self._known: dict[tuple[type[Record], str], Record] = {}
        self.new: dict[str, Record] = {}
        kinds: tuple[type[Record], ...] = (*_REFERENCES.values(), Skill)
        for cls in kinds:
            for item in program.of(cls).values():
                self._known.setdefault((cls, plain(title_of(item))), item)

    def find(self, cls: type[Record], name: str) -> str:
        """The id of what has this name; empty when nothing has."""
        found = self._known.get((cls, plain(name)))
        return found.id if found is not None else ""

    def add(self, cls: type[Record], name: str) -> str:
        """The id of a new record of this name."""
        item = msgspec.convert({"id": fixed_id(self._seed, f"{cls.__name__}\x1f{plain(name)}"), "name": name}, cls)
        self._known[cls, plain(name)] = item
        self.new[item.id] = item
        return item.id


def link_references(draft: Draft, additions: Additions, ledger: Ledger, headings: dict[str, str]) -> None:
    """Replaces names of cohorts, tracks and skills by ids."""

    def id_of(cls: type[Record], name: str, field: str) -> str:
        if found := additions.find(cls, name):
            return found
        sentence = f"“{name}” is not in the book yet."
        choice = ledger.note(Concern.NEW_ENTRY, draft.row, headings.get(field, ""), sentence)
        draft.skip = draft.skip or choice is Choice.SKIP
        return additions.add(cls, name) if choice is Choice.TAKE else ""

    for field, cls in _REFERENCES.items():
        if name := draft.values.get(field):
            draft.values[field] = id_of(cls, name, field)
            if not draft.values[field]:
                del draft.values[field]
    for field in _STRENGTHS:
        if field in draft.values:
            pairs = [(id_of(Skill, name, field), weight) for name, weight in draft.values[field]]
            draft.values[field] = tuple(Strength(skill, weight) for skill, weight in pairs if skill)


def settle_status(draft: Draft, ledger: Ledger, headings: dict[str, str], today: date) -> None:
    """Works out the status from what the roster says and the leaving date; people on their way keep where they are."""
    said = draft.values.pop("status", None)
    left_on: date | None = draft.values.pop(LEFT_ON, None)
    before = draft.before.status if draft.before is not None else None
    gone = left_on is not None and left_on <= today
    if said is None and gone and before is not Lifecycle.ALUMNI:
        said = Employment.GONE
    elif gone and (said is Employment.THERE or (isinstance(said, Lifecycle) and said in ACTIVE - {Lifecycle.ALUMNI})):
        sentence = f"The status says active, yet the leaving date is {left_on}."
        choice = ledger.note(Concern.LEFT_YET_ACTIVE, draft.row, headings.get(LEFT_ON, ""), sentence)
        draft.skip = draft.skip or choice is Choice.SKIP
        said = Employment.GONE if choice is Choice.INSTEAD else said
    if said is Employment.THERE:
        said = Lifecycle.LISTED if before in (None, Lifecycle.LEFT) else None
    if said is Employment.GONE:
        said = Lifecycle.LEFT
    if said is Lifecycle.LEFT and left_on is not None:
        draft.values.setdefault("since", left_on)
    if said is not None:
        draft.values["status"] = said


def person_of(draft: Draft) -> Person:
    """The person as they will stand. Fields of which the file says nothing keep what the book holds."""
    base = draft.before or Person(id=draft.id, name=draft.values["name"])
    changes: dict[str, Any] = {
        name: value for name, value in draft.values.items() if name != "id" and not _same(name, value, base)
    }
    if draft.custom:
        kept = {**dict(base.custom), **draft.custom}
        changes["custom"] = tuple(kept.items())
    return msgspec.structs.replace(base, **changes)


def _same(name: str, value: Any, base: Person) -> bool:
    """Whether the book says the same, apart from signs nobody can see."""
    held = getattr(base, name)
    if name == "email":
        return bool(held.casefold() == value.casefold())
    return held == value or (name in _TEXTS and tidy(" ".join(held.split()))[0] == " ".join(str(value).split()))
