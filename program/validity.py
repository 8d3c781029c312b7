"""Whether a record is complete and possible on its own and beside the others: checked before anything is kept."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from math import isfinite
from typing import Any

import msgspec

from program.consistency import inconsistencies
from program.numbers import LARGEST
from program.program import Program
from program.records import (
    KINDS,
    Absence,
    Chemistry,
    Conflict,
    Cycle,
    Field,
    Host,
    Kind,
    Person,
    Placement,
    Preference,
    Record,
    Scenario,
    Sketch,
    Wish,
    kind_of,
)

_MOST, _LONGEST = 500, 4000  # of further fields and the like
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)

#: Characters that change the direction of the text after them; harmless inside a paragraph, treacherous in a name.
BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong with one field; `words` never quote the value."""

    field: str
    label: str
    words: str


def problems(program: Program, item: Record) -> list[Problem]:
    """All that is wrong with `item`; `program` is the present that already holds it."""
    found = [
        Problem(spec.name, spec.label, words)
        for spec in kind_of(item).fields
        for words in _field_problems(program, spec, getattr(item, spec.name))
    ]
    if not found:
        found.extend(_whole_problems(program, item))
    return found


def clean(text: str, *, lines: bool = False) -> str:
    """Text as it is kept: composed (NFC), trimmed, without control characters or direction overrides."""
    kept = "".join(
        ch
        for ch in unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
        if ch not in BIDI_CONTROLS and (ch in "\n\t" if lines and ch in "\n\t" else unicodedata.category(ch) != "Cc")
    )
    return kept.strip()


def cleaned(item: Record) -> Record:
    """The record with every text field cleaned."""
    changes: dict[str, Any] = {}
    for spec in kind_of(item).fields:
        value = getattr(item, spec.name)
        if spec.kind is Kind.CUSTOM and value and isinstance(value[0], tuple):
            tidy_pairs = tuple((clean(name), clean(text, lines=True)) for name, text in value)
            if tidy_pairs != value:
                changes[spec.name] = tidy_pairs
        if isinstance(value, str) and spec.kind in (Kind.TEXT, Kind.EMAIL, Kind.LONG_TEXT):
            tidy = clean(value, lines=spec.kind is Kind.LONG_TEXT)
            if tidy != value:
                changes[spec.name] = tidy
    return msgspec.structs.replace(item, **changes) if changes else item


def _field_problems(program: Program, spec: Field, value: Any) -> Iterator[str]:
    if spec.required and value in ("", None):
        yield "is missing"
        return
    if spec.kind in (Kind.TEXT, Kind.EMAIL, Kind.LONG_TEXT, Kind.SEALED):
        if len(value) > spec.limit:
            yield f"is longer than {spec.limit} characters"
        if spec.kind is Kind.EMAIL and value and (value.count("@") != 1 or " " in value or value[0] == "@"):
            yield "is not an e-mail address"
    elif spec.kind is Kind.INTEGER:
        if not spec.least <= value <= spec.limit:
            yield f"must be between {spec.least} and {spec.limit}"
    elif spec.kind is Kind.NUMBER:
        if not (isfinite(value) and abs(value) <= LARGEST):
            yield "is not a number this program could mean"
    elif spec.kind is Kind.DATE and value is not None:
        if not _EARLIEST <= value <= _LATEST:
            yield "is not a date this program could mean"
    elif spec.kind is Kind.REF and value:
        if program.get(KINDS[spec.ref].cls, value) is None:
            yield "points to something that is not there any more"
    elif spec.kind is Kind.REFS:
        if any(program.get(KINDS[spec.ref].cls, each) is None for each in value):
            yield "points to something that is not there any more"
    elif spec.kind is Kind.CUSTOM and value and isinstance(value[0], tuple):
        if any(len(part) > _LONGEST for pair in value for part in pair) or len(value) > _MOST:
            yield f"holds more than {_MOST} entries, or one longer than {_LONGEST:,} characters"
    elif spec.kind is Kind.STRENGTHS:
        if any(not 1 <= each.weight <= 5 for each in value):
            yield "must have weights from 1 to 5"


def _whole_problems(program: Program, item: Record) -> Iterator[Problem]:
    if isinstance(item, Cycle | Absence) and item.end < item.start:
        yield Problem("end", kind_of(item).field("end").label, "is before the start")
    if isinstance(item, Host) and item.opens and item.closes and item.closes < item.opens:
        yield Problem("closes", "Open until", "is before the opening")
    if isinstance(item, Person) and item.manager == item.id:
        yield Problem("manager", "Manager", "is the same person")
    if isinstance(item, Person) and item.email and _taken(program, item):
        yield Problem("email", "E-mail", "belongs to somebody else already")
    if isinstance(item, Conflict) and item.first == item.second:
        yield Problem("second", "Other person", "is the same person")
    if isinstance(item, Chemistry) and item.mentee == item.mentor:
        yield Problem("mentor", "Mentor", "is the same person")
    if isinstance(item, Preference):
        yield from _wish_problems(item)
    if isinstance(item, Placement) and _doubled(program, item):
        yield Problem("cycle", "Cycle", "has a placement of this mentee already")
    if isinstance(item, Scenario) and _same_name(program, item):
        yield Problem("name", "Name", "belongs to another scenario already")
    for field, words in inconsistencies(program, item):
        yield Problem(field, kind_of(item).field(field).label, words)


def _wish_problems(item: Preference) -> Iterator[Problem]:
    """A wish is about somebody, or about a host, or it is to sit a cycle out."""
    if item.other == item.person:
        yield Problem("other", "About person", "is the same person")
    if item.other and item.host:
        yield Problem("host", "About host", "needs a wish of its own, beside the one about a person")
    if not (item.other or item.host or item.cycle):
        yield Problem("other", "About person", "is missing, and so are a host and a cycle")
    elif not (item.other or item.host) and item.wish is not Wish.NEVER:
        yield Problem("wish", "Wish", "can only be never when it is about a cycle alone")


def _taken(program: Program, item: Person) -> bool:
    return any(id_ != item.id for id_ in program.by_email(item.email))


def _doubled(program: Program, item: Placement) -> bool:
    """Whether the cell of the plan, or of the scenario, was taken."""
    if not isinstance(item, Sketch):
        return item.id in program.plan.doubled
    sketches = program.of(Sketch).values()
    taken = program.index(
        "sketched", (Sketch,), lambda: Counter((each.scenario, each.person, each.cycle) for each in sketches)
    )
    return taken[item.scenario, item.person, item.cycle] > 1


def _same_name(program: Program, item: Scenario) -> bool:
    others = (each.name.casefold() for each in program.of(Scenario).values() if each.id != item.id)
    return item.name.casefold() in others


def sound(program: Program, items: Iterable[Record]) -> list[Problem]:
    """The problems of several records that are kept together; `program` already holds them."""
    return [problem for item in items for problem in problems(program, item)]
