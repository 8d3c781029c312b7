"""A program in which every word is a canary: one record of every kind, every field with text holding a word of its own.

All canaries of a run begin with the same mark, which occurs nowhere else; so a search need only look for the mark, and
what follows it tells which field sang.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any, get_args, get_type_hints

import msgspec

from program.records import (
    CHARTER,
    KINDS,
    Field,
    Kind,
    Origin,
    Person,
    Purpose,
    Record,
    RecordKind,
    Role,
    Skill,
    Strength,
    Tier,
)

DAY = date(2025, 1, 6)  # long enough ago for figures to count it
#: Ids of people whom canary records refer to; one alone could not be mentee and mentor.
PEOPLE = ("Ana", "Jon", "Chen", "Priya")

SUFFIX = 10  # letters after the mark
_LETTERS = "bcdfghjklmnpqrstvwxz"  # no vowels: no language has a word like these


class Canaries:
    """The words of one run, and the tier and the field of each. The mark decides them all."""

    def __init__(self, mark: str = "") -> None:
        self.mark = mark or "".join(secrets.choice(_LETTERS) for _ in range(10))
        self.tiers: dict[str, Tier] = {}
        self.fields: dict[str, str] = {}

    def word(self, field: str, tier: Tier) -> str:
        """The canary of a field: letters only, small but for the first, so that it passes for a name."""
        digest = hashlib.sha256(f"{self.mark} {field}".encode()).digest()
        word = f"{self.mark}{''.join(_LETTERS[byte % 20] for byte in digest[:SUFFIX])}".capitalize()
        self.tiers[word], self.fields[word] = tier, field
        return word

    def above(self, tier: Tier) -> list[str]:
        """The canaries in fields that a reader of this tier may not see."""
        return [word for word, each in self.tiers.items() if each < tier]

    def at(self, tier: Tier) -> list[str]:
        """The canaries in fields of just this tier."""
        return [word for word, each in self.tiers.items() if each == tier]

    def of(self, kind: str) -> list[str]:
        """The canaries in the fields of this kind of record."""
        return [word for word, field in self.fields.items() if field.split(".")[0] == kind]

    def records(self) -> list[Record]:
        """One record of every kind a lead's book can hold, four of people, each after what it points to."""
        people = [self._person(name, number) for number, name in enumerate(PEOPLE)]
        done: dict[str, list[Record]] = {"person": list(people)}
        waiting = [kind for kind in KINDS.values() if kind.cls not in (Person, Origin)]
        while waiting:
            kind = next(kind for kind in waiting if self._needs(kind) <= done.keys())
            waiting.remove(kind)
            done[kind.key] = [self._record(kind, done)]
        whole = msgspec.structs.replace(people[0], **self._values(KINDS["person"], done, people[0].id))
        return [item for kind in done.values() for item in kind if item.id != whole.id] + [whole]

    def _person(self, name: str, number: int) -> Person:
        word = self.word(f"person.name of {name}", Tier.PROGRAM)
        roles = (Role.MENTEE,) if number % 2 == 0 else (Role.MENTOR, Role.FACILITATOR)
        return Person(self._id(f"person {name}"), name=f"{word} {name}", roles=roles, capacity=number % 2)

    def _id(self, what: str) -> str:
        return hashlib.sha256(f"{self.mark} id {what}".encode()).hexdigest()[:16]

    def _needs(self, kind: RecordKind) -> set[str]:
        needed = {"skill"} if any(field.kind is Kind.STRENGTHS for field in kind.fields) else set()
        return needed | {field.ref for field in kind.fields if field.ref and field.ref != kind.key}

    def _record(self, kind: RecordKind, done: dict[str, list[Record]]) -> Record:
        id_ = CHARTER if kind.key == "charter" else self._id(kind.key)
        return kind.cls(id_, **self._values(kind, done, id_))

    def _values(self, kind: RecordKind, done: dict[str, list[Record]], own: str) -> dict[str, Any]:
        hints = get_type_hints(kind.cls)
        values = {}
        used: list[str] = [own]
        for field in kind.fields:
            values[field.name] = value = self._value(kind, field, hints[field.name], done, used)
            if field.ref and isinstance(value, str):
                used.append(value)
        if kind.key == "person":
            values |= {"roles": (Role.MENTEE,), "name": f"{values['name']} {PEOPLE[0]}"}
        if kind.key == "consent":
            values |= {"purpose": Purpose.STORIES, "withdrawn": None}  # one story may be told
        if kind.key == "story":
            values["people"] = values["people"][:1]
        if kind.key == "decision":
            values["on"] = None  # one the committee is asked for
        if kind.key == "preference":
            values["host"] = ""  # a wish is about somebody or about a host
        if kind.key == "recommendation":
            values["declined"] = None  # what was implemented was not declined
        return values

    def _value(self, kind: RecordKind, field: Field, hint: Any, done: dict[str, list[Record]], used: list[str]) -> Any:
        where = f"{kind.key}.{field.name}"
        if field.ref and field.kind is not Kind.CUSTOM:
            ids = [item.id for item in done.get(field.ref, []) if item.id not in used]
            return tuple(ids[:2]) if field.kind is Kind.REFS else (ids or [""])[0]
        if field.kind is Kind.EMAIL:
            return f"{self.word(where, field.tier)}@example.org"
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
            return self.word(where, field.tier)
        if field.kind is Kind.DATE:
            return DAY
        if field.kind is Kind.DATES:
            return (DAY,)
        if field.kind is Kind.STRENGTHS:
            return tuple(Strength(item.id, 4) for item in done[_key(Skill)])
        if hint == tuple[tuple[str, str], ...] and where != "grant.fields":
            return ((self.word(f"{where}, heading", field.tier), self.word(where, field.tier)),)
        if field.kind is Kind.CHOICE and field.default is None:
            return next(iter(get_args(hint) or (hint,)))
        return field.default if field.default is not None else 1


def _key(cls: type[Record]) -> str:
    return next(key for key, kind in KINDS.items() if kind.cls is cls)
