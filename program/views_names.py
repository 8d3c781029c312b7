"""How people are called in a room: in full, by first names, or by aliases; never two of them the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from program.names import first_name
from program.program import Program
from program.records import Person

GONE = "Somebody no longer here"


class Names(StrEnum):
    """How people are called in the room."""

    FULL = "full"
    FIRST = "first"
    ALIAS = "alias"


def room_names(program: Program, ids: Iterable[str], names: Names) -> Mapping[str, str]:
    """Person id → what the room reads. Whoever has no alias has the same number wherever they are named."""
    ids = dict.fromkeys(ids)
    if names is Names.ALIAS:
        called = program.index("aliases in a room", (Person,), lambda: _aliases(program))
        return {id_: called.get(id_, GONE) for id_ in ids}
    people = [person for id_ in ids if (person := program.get(Person, id_)) is not None]
    return dict.fromkeys(ids, GONE) | dict(display_names(people, names))


def _aliases(program: Program) -> Mapping[str, str]:
    return display_names(list(program.of(Person).values()), Names.ALIAS)


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
