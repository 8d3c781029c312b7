"""What a room may see on the projector: display names and where people sit, and nothing else about anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from program.names import first_name
from program.program import Program
from program.records import ACTIVE, Host, Person, Placement, Role, Tier
from program.views_reader import Reader


class Names(StrEnum):
    """How people are called in the room."""

    FULL = "full"
    FIRST = "first"
    ALIAS = "alias"


class WorkshopPerson(msgspec.Struct, frozen=True):
    """Somebody in the room; `id` is never shown."""

    id: str
    name: str
    roles: tuple[Role, ...]


class WorkshopPlace(msgspec.Struct, frozen=True):
    """Who sits where in a cycle; people by id, the rest in words."""

    person: str
    cycle: str
    host: str
    mentor: str
    theme: str


class WorkshopView(msgspec.Struct, frozen=True):
    """All that a workshop may show: no notes, no ratings, no scores, no contact data."""

    program: str
    cycles: tuple[str, ...]
    hosts: tuple[str, ...]
    people: tuple[WorkshopPerson, ...]
    places: tuple[WorkshopPlace, ...]


def workshop(program: Program, names: Names = Names.FULL) -> WorkshopView:
    """The present for a room in which people are called as chosen; in `ALIAS` no real name is in the view."""
    reader = Reader(program, Tier.PROGRAM)
    there = [person for person in program.of(Person).values() if person.roles and person.status in ACTIVE]
    placements = [p for p in program.of(Placement).values() if p.person in {person.id for person in there}]
    called = display_names(there, names)
    people = (WorkshopPerson(person.id, called[person.id], person.roles) for person in there)
    return WorkshopView(
        program=reader.words(program.charter, "name"),
        cycles=tuple(reader.words(cycle, "name") for cycle in program.cycles),
        hosts=tuple(sorted((reader.words(host, "name") for host in program.of(Host).values()), key=str.casefold)),
        people=tuple(sorted(people, key=lambda each: (each.name.casefold(), each.id))),
        places=tuple(
            WorkshopPlace(
                p.person,
                reader.words(p, "cycle"),
                reader.words(p, "host"),
                p.mentor if p.mentor in called else "",
                reader.words(p, "theme"),
            )
            for p in sorted(placements, key=lambda p: (p.person, p.cycle))
        ),
    )


def display_names(people: list[Person], names: Names) -> Mapping[str, str]:
    """Person id → what the room reads, no two of them the same.

    First names shared by several get the initial of the family name, then a number. Whoever has no alias is
    "Person 1", "Person 2" … in the order of ids, which is random and so tells nothing.
    """
    ordered = sorted(people, key=lambda person: person.id)
    if names is Names.FULL:
        wanted = {person.id: person.name for person in ordered}
    elif names is Names.ALIAS:
        wanted = {p.id: p.alias or f"Person {place}" for place, p in enumerate(ordered, start=1)}
    else:
        plain = {p.id: first_name(p.name, p.called) for p in ordered}
        often = Counter(plain.values())
        wanted = {p.id: _longer(p, plain[p.id]) if often[plain[p.id]] > 1 else plain[p.id] for p in ordered}
    return _numbered(wanted)


def _longer(person: Person, first: str) -> str:
    parts = person.name.split()
    return f"{first} {parts[-1][0]}." if len(parts) > 1 else first


def _numbered(wanted: Mapping[str, str]) -> Mapping[str, str]:
    """Names made different by a number where they are still the same."""
    often, seen, taken = Counter(wanted.values()), Counter[str](), set(wanted.values())
    named = {}
    for id_, name in wanted.items():
        if often[name] > 1:
            seen[name] += 1
            while f"{name} {seen[name]}" in taken:
                seen[name] += 1
            name = f"{name} {seen[name]}"
        named[id_] = name
    return named
