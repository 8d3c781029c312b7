"""What one reader may see of any record, read off the tiers in the declarations.

Every view is made through a `Reader`, so that a field declared more closed than its reader can not reach a view by
accident: the reader hands back nothing for it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from program.program import Program
from program.records import Field, Host, Kind, Person, Record, Tier, fields_of, kind_of
from program.trouble import Trouble

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Typed(str):
    """Words somebody typed freely, as a view holds them: they may speak of anybody, and are looked through on leaving.

    A text that is nothing but a name and is not typed freely (a person's own name, a mentor) names somebody on purpose.
    """

    __slots__ = ()


#: Fields of people that are words by which they are known, not words about anything.
_OWN = frozenset({"name", "called", "alias", "number", "manager_name"})


class NotForThisReader(Trouble):
    """The document names people, and its reader may only see figures."""

    def __init__(self) -> None:
        super().__init__(
            "This document names people and this reader may not know them.",
            kept="Nothing was made.",
            todo="Choose the program lead, a pair or the facilitators as reader.",
        )


def open_to(tier: Tier, field: Field) -> bool:
    """Whether a reader cleared for `tier` may read this field of one record.

    A field that may only be counted is open to nobody beside a name, in no view and no file: it stands in the form in
    which the lead keeps it, and everyone gets figures.
    A sealed one is open to nobody here: only the lead, after unsealing, reads it, one note at a time.
    """
    if field.tier in (Tier.SEALED, Tier.AGGREGATE):
        return False
    return field.tier >= tier


def readable(what: type[Record] | Record, tier: Tier) -> tuple[Field, ...]:
    """The fields of a kind of record that a reader cleared for `tier` may read, in their declared order."""
    return tuple(field for field in fields_of(what) if open_to(tier, field))


def typed(item: Record, name: str) -> bool:
    """Whether a field holds words that somebody types freely: no name of a thing, no choice, no pointer."""
    kind = kind_of(item).field(name).kind
    if kind is Kind.TEXT:
        return name != "name" and not (isinstance(item, Person) and name in _OWN)
    return kind in (Kind.LONG_TEXT, Kind.CUSTOM)


class Reader:
    """The program as one reader may read it."""

    def __init__(self, program: Program, tier: Tier) -> None:
        self.program = program
        self.tier = tier

    def may(self, cls: type[Record], name: str) -> bool:
        """Whether the field `name` of a kind of record is open to this reader."""
        return open_to(self.tier, kind_of(cls).field(name))

    def require_names(self, cls: type[Record]) -> None:
        """Raises NotForThisReader unless the names of this kind are open to the reader."""
        if not self.may(cls, "name"):
            raise NotForThisReader

    def words(self, item: Record | None, name: str) -> str:
        """A field as people read it; empty when it is closed to this reader, or there is no record."""
        if item is None or not self.may(type(item), name):
            return ""
        value = getattr(item, name)
        words = day(value) if isinstance(value, date) else self.program.words(item, name)
        return Typed(words) if words and typed(item, name) else words

    def value(self, item: Record, name: str) -> Any:
        """A field as it is; what the kind has by default when it is closed to this reader (0 for a plain number)."""
        if self.may(type(item), name):
            return getattr(item, name)
        field = kind_of(item).field(name)
        return 0 if field.kind in (Kind.INTEGER, Kind.NUMBER) and field.default is None else field.default

    def colours(self) -> dict[str, int]:
        """Host id → place among the ten host colours (0 to 9): the one chosen, else by the order of names."""
        return host_colours(self.program) if self.may(Host, "name") else {}


def host_colours(program: Program) -> dict[str, int]:
    """Host id → place among the ten host colours (0 to 9), for screen and paper alike."""

    def make() -> dict[str, int]:
        ordered = sorted(program.of(Host).values(), key=lambda host: (host.name.casefold(), host.id))
        return {host.id: (host.colour - 1 if host.colour else place) % 10 for place, host in enumerate(ordered)}

    return program.index("host colours", (Host,), make)


def day(value: date | None) -> str:
    """ "5 Apr 2027", the same on every machine; empty for no date."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value is not None else ""


def span(start: date, end: date) -> str:
    """ "5 Apr – 4 Jul 2027"; the year stands twice only when it differs."""
    if start.year != end.year:
        return f"{day(start)} – {day(end)}"
    return f"{start.day} {_MONTHS[start.month - 1]} – {day(end)}"
