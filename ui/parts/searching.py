"""How lists are searched and ordered everywhere: every word must be found; accents and case do not count."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

from program.program import Program
from program.records import KINDS, Cycle, Person, Placement, Record
from program.views_reader import day


def fold(text: str) -> str:
    """Text as it is compared: small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def holds(haystack: str, words: Iterable[str]) -> bool:
    """Whether folded text holds every one of the folded words."""
    return all(word in haystack for word in words)


def described(item: Record) -> str:
    """What tells a record from others of the same name: for people, where they work and as what; else the day."""
    if isinstance(item, Person):
        return " · ".join(filter(None, (item.unit, item.title)))
    return day(dated(item))


def dated(item: Record) -> date | None:
    """The day something was on, where it has one."""
    found = getattr(item, "on", None)
    return found if isinstance(found, date) else None


def candidates(program: Program, ref: str) -> tuple[tuple[str, Record], ...]:
    """Every record of a kind by name, of one name the newest first, each after its folded words; kept until the kind
    changes."""
    cls = KINDS[ref].cls

    def make() -> tuple[tuple[str, Record], ...]:
        found = ((fold(program.named(item)), item) for item in program.of(cls).values())
        newest = sorted(found, key=lambda pair: (pair[0], -(dated(pair[1]) or date.min).toordinal(), pair[1].id))
        return tuple((f"{name} {fold(described(item))}", item) for name, item in newest)

    # A placement goes by the names of its mentee and cycle.
    return program.index(f"candidates:{ref}", (cls, Person, Cycle) if cls is Placement else (cls,), make)


def find(program: Program, ref: str, text: str, *, limit: int, leave_out: Iterable[str] = ()) -> list[Record]:
    """The first records of a kind that hold every word of `text`; those that begin with it come first."""
    words = fold(text).split()
    out = frozenset(leave_out)
    start = " ".join(words)
    first: list[Record] = []
    rest: list[Record] = []
    for folded, item in candidates(program, ref):
        if item.id not in out and holds(folded, words):
            (first if folded.startswith(start) else rest).append(item)
            if len(first) >= limit:
                break
    return [*first, *rest][:limit]
