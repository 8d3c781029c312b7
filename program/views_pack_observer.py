"""The observer's edition: units that few people belong to or sat with are not named in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Set
from enum import Enum
from typing import Any

import msgspec

from program.program import Program
from program.records import Host, Person, Placement
from program.views_reader import Typed

_INSTEAD = "[unit withheld]"


def known_hosts(program: Program, least: int) -> frozenset[str]:
    """The hosts at which so many different people sat that they may be named."""
    guests: dict[str, set[str]] = defaultdict(set)
    for placement in program.of(Placement).values():
        guests[placement.host].add(placement.person)
    return frozenset(host for host, people in guests.items() if len(people) >= least)


def small_units(program: Program, least: int) -> frozenset[str]:
    """The names of units that fewer people belong to, and of hosts at which fewer sat."""
    members: dict[str, int] = defaultdict(int)
    for person in program.of(Person).values():
        members[person.unit.strip()] += 1
    known = known_hosts(program, least)
    large = {unit for unit, count in members.items() if count >= least}
    large |= {host.name for host in program.of(Host).values() if host.id in known}
    small = {unit for unit in members if unit} | {host.name for host in program.of(Host).values()}
    return frozenset(small - large)


class Redaction:
    """Names of small units taken out of a view: whole labels, and words in what somebody typed."""

    def __init__(self, names: Set[str]) -> None:
        self._names = names
        ordered = sorted(names, key=lambda name: (-len(name), name))
        self._words = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)") if names else None
        self.taken = 0

    def through(self, value: Any) -> Any:
        """The value without them."""
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self._text(value)
        if isinstance(value, tuple):
            return tuple(self.through(each) for each in value)
        if isinstance(value, Mapping):
            return {self.through(key): self.through(each) for key, each in value.items()}
        if isinstance(value, msgspec.Struct):
            made = {name: self.through(getattr(value, name)) for name in value.__struct_fields__}
            return msgspec.structs.replace(value, **made)
        return value

    def _text(self, text: str) -> str:
        if self._words is None:
            return text
        if isinstance(text, Typed):
            made, count = self._words.subn(_INSTEAD, text)
            self.taken += count
            return Typed(made)
        if text in self._names:
            self.taken += 1
            return _INSTEAD
        return text
