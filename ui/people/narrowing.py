"""Which people are shown: the filters as one value, what each of them offers, and what of them is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

import msgspec

from program.program import Program
from program.records import Cohort, Lifecycle, Person, Record, Role, Track, title_of
from ui.parts.searching import fold
from ui.people.lacks import Lack, lacks

NONE = "none"
"""Stands for people of whom a facet says nothing."""


class Facet(Enum):
    """One thing people are told apart by. A person can have several values of one facet."""

    ROLE = "role"
    STATUS = "status"
    UNIT = "unit"
    COHORT = "cohort"
    TRACK = "track"
    EMPLOYED = "employed"
    ATTENTION = "attention"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Facet.ROLE: "Role",
    Facet.STATUS: "Status",
    Facet.UNIT: "Unit",
    Facet.COHORT: "Cohort",
    Facet.TRACK: "Track",
    Facet.EMPLOYED: "Employment",
    Facet.ATTENTION: "Attention",
}
_EMPLOYED = {"internal": "Internal", "external": "External"}


class Option(msgspec.Struct, frozen=True):
    """One value of a facet: its words, and how many people have it."""

    value: str
    words: str
    count: int


class Narrowing(msgspec.Struct, frozen=True):
    """The values wanted of each facet; a facet without any is not looked at."""

    wanted: Mapping[Facet, frozenset[str]] = {}

    def of(self, facet: Facet) -> frozenset[str]:
        """What is wanted of a facet."""
        return self.wanted.get(facet, frozenset())

    def with_(self, facet: Facet, values: Iterable[str]) -> Narrowing:
        """Another choice for one facet."""
        return Narrowing({each: found for each, found in {**self.wanted, facet: frozenset(values)}.items() if found})

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def keep(self, present: Callable[[], Program], but: Facet | None = None) -> Callable[[Person], bool] | None:
        """Whether a person of the present is wanted; None when everyone is. `but` leaves one facet out."""
        tests = [(facet, values) for facet, values in self.wanted.items() if facet is not but]
        if not tests:
            return None
        return lambda person: all(not values.isdisjoint(has(present(), person, facet)) for facet, values in tests)

    def memory(self) -> dict[str, object]:
        """What may be remembered: tokens and ids. Units are the book's own words and are not."""
        return {facet.value: sorted(values) for facet, values in self.wanted.items() if facet is not Facet.UNIT}

    @staticmethod
    def remembered(state: object, program: Program) -> Narrowing:
        """What `memory` once gave, as far as it still means something."""
        found = Narrowing()
        if isinstance(state, Mapping):
            for facet in Facet:
                values = state.get(facet.value)
                if isinstance(values, list | tuple):
                    known = {option.value for option in options(program, facet, ())}
                    found = found.with_(facet, (str(value) for value in values if value in known))
        return found


def has(program: Program, person: Person, facet: Facet) -> tuple[str, ...]:
    """A person's values of a facet."""
    match facet:
        case Facet.ROLE:
            return tuple(role.value for role in person.roles) or (NONE,)
        case Facet.STATUS:
            return (person.status.value,)
        case Facet.UNIT:
            return (person.unit or NONE,)
        case Facet.COHORT:
            return (person.cohort or NONE,)
        case Facet.TRACK:
            return (person.track or NONE,)
        case Facet.EMPLOYED:
            return ("external" if person.external else "internal",)
        case Facet.ATTENTION:
            return tuple(lack.value for lack in lacks(program, person))


def options(program: Program, facet: Facet, people: Iterable[Person]) -> list[Option]:
    """What a facet offers, with how many of `people` have each value."""
    counts = Counter(value for person in people for value in has(program, person, facet))
    match facet:
        case Facet.ROLE:
            named = [(role.value, role.label) for role in Role]
        case Facet.STATUS:
            named = [(status.value, status.label) for status in Lifecycle]
        case Facet.COHORT:
            named = _titles(program, Cohort)
        case Facet.TRACK:
            named = _titles(program, Track)
        case Facet.EMPLOYED:
            named = list(_EMPLOYED.items())
        case Facet.ATTENTION:
            named = [(lack.value, lack.label) for lack in Lack]
        case Facet.UNIT:
            named = [(unit, unit) for unit in sorted(filter(lambda unit: unit != NONE, counts), key=fold)]
    if facet in (Facet.ROLE, Facet.UNIT, Facet.COHORT, Facet.TRACK):
        named.append((NONE, f"No {facet.label.lower()}"))
    return [Option(value, words, counts[value]) for value, words in named]


def _titles(program: Program, cls: type[Record]) -> list[tuple[str, str]]:
    named = ((id_, title_of(item)) for id_, item in program.of(cls).items())
    return sorted(named, key=lambda pair: fold(pair[1]))


def described(program: Program, facet: Facet, values: frozenset[str]) -> str:
    """The values wanted of a facet, in words."""
    if facet is Facet.UNIT:
        return ", ".join(sorted("No unit" if value == NONE else value for value in values))
    return ", ".join(option.words for option in options(program, facet, ()) if option.value in values)
