"""Who sits where: the tables over all placements that rules and boards ask, many times a second.

A `Plan` is part of the frozen present. It is carried from one present to the next by copying its flat tables and
touching only the placements of the change, so that one drop costs the same whatever the book's age.
`Draft` lays an intended rearrangement over a plan without copying anything: that is how a lifted card is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from program.records import Placement

_NOBODY: Mapping[str, Placement] = MappingProxyType({})
_NONE: tuple[Placement, ...] = ()

Rows = dict[str, Mapping[str, Placement]]
Table = dict[tuple[str, str], tuple[Placement, ...]]
Coming = dict[tuple[str, str], list[Placement]]


class Plan:
    """Placements by mentee and cycle, by host and cycle, and by mentor and cycle."""

    __slots__ = ("_rows", "_seated", "_mentored", "doubled")

    def __init__(self, rows: Rows, seated: Table, mentored: Table, doubled: frozenset[str] = frozenset()) -> None:
        self._rows = rows
        self._seated = seated
        self._mentored = mentored
        #: Ids of placements that came to a cell which was taken; validity refuses them before anything is kept.
        self.doubled = doubled

    @classmethod
    def over(cls, placements: Iterable[Placement]) -> Plan:
        """The plan made of `placements`; linear in their number."""
        rows: dict[str, dict[str, Placement]] = {}
        seated: dict[tuple[str, str], list[Placement]] = {}
        mentored: dict[tuple[str, str], list[Placement]] = {}
        doubled: list[str] = []
        for placement in placements:
            row = rows.setdefault(placement.person, {})
            if placement.cycle in row:
                doubled.append(placement.id)
            row[placement.cycle] = placement
            if placement.host:
                seated.setdefault((placement.host, placement.cycle), []).append(placement)
            if placement.mentor:
                mentored.setdefault((placement.mentor, placement.cycle), []).append(placement)
        return cls(
            dict(rows),
            {key: tuple(value) for key, value in seated.items()},
            {key: tuple(value) for key, value in mentored.items()},
            frozenset(doubled),
        )

    def row(self, person: str) -> Mapping[str, Placement]:
        """The placements of one mentee by cycle."""
        return self._rows.get(person, _NOBODY)

    def at(self, person: str, cycle: str) -> Placement | None:
        """The placement of one mentee in one cycle."""
        return self._rows.get(person, _NOBODY).get(cycle)

    def seated(self, host: str, cycle: str) -> tuple[Placement, ...]:
        """Who sits with a host in a cycle."""
        return self._seated.get((host, cycle), _NONE)

    def mentored(self, mentor: str, cycle: str) -> tuple[Placement, ...]:
        """Whom a mentor has in a cycle."""
        return self._mentored.get((mentor, cycle), _NONE)

    def people(self) -> Iterator[str]:
        """Everyone with at least one placement."""
        return iter(self._rows)

    def moved(self, gone: Iterable[Placement], come: Iterable[Placement]) -> Plan:
        """The plan after some placements went and others came; the tables are copied once, flat."""
        rows, seated, mentored = dict(self._rows), dict(self._seated), dict(self._mentored)
        for placement in gone:
            left = {cycle: other for cycle, other in rows[placement.person].items() if other.id != placement.id}
            if left:
                rows[placement.person] = left
            else:
                del rows[placement.person]
            _drop(seated, (placement.host, placement.cycle), placement)
            _drop(mentored, (placement.mentor, placement.cycle), placement)
        doubled = list(self.doubled)
        for placement in come:
            before = rows.get(placement.person, _NOBODY)
            if placement.cycle in before:
                doubled.append(placement.id)
            rows[placement.person] = {**before, placement.cycle: placement}
            if placement.host:
                key = (placement.host, placement.cycle)
                seated[key] = (*seated.get(key, _NONE), placement)
            if placement.mentor:
                key = (placement.mentor, placement.cycle)
                mentored[key] = (*mentored.get(key, _NONE), placement)
        return Plan(rows, seated, mentored, frozenset(doubled))


class Draft:
    """A plan in which `gone` placements have left and `come` placements stand, asked like a plan."""

    __slots__ = ("_plan", "_gone", "_come", "_rows", "_seated", "_mentored", "_taught")

    def __init__(self, plan: Plan, gone: Iterable[str], come: Iterable[Placement]) -> None:
        self._plan = plan
        self._gone = frozenset(gone)
        self._come: dict[str, list[Placement]] = {}
        self._rows: dict[str, Mapping[str, Placement]] = {}
        self._seated: Coming = {}
        self._mentored: Coming = {}
        self._taught: Table = {}
        for placement in come:
            self._come.setdefault(placement.person, []).append(placement)
            self._seated.setdefault((placement.host, placement.cycle), []).append(placement)
            self._mentored.setdefault((placement.mentor, placement.cycle), []).append(placement)

    def row(self, person: str) -> Mapping[str, Placement]:
        """The placements of one mentee by cycle."""
        if person not in self._rows:
            kept = {c: p for c, p in self._plan.row(person).items() if p.id not in self._gone}
            kept.update((p.cycle, p) for p in self._come.get(person, _NONE))
            self._rows[person] = kept
        return self._rows[person]

    def seated(self, host: str, cycle: str) -> tuple[Placement, ...]:
        """Who sits with a host in a cycle."""
        kept = tuple(p for p in self._plan.seated(host, cycle) if p.id not in self._gone)
        return (*kept, *self._seated.get((host, cycle), _NONE))

    def mentored(self, mentor: str, cycle: str) -> tuple[Placement, ...]:
        """Whom a mentor has in a cycle."""
        key = (mentor, cycle)
        if key not in self._taught:
            kept = (p for p in self._plan.mentored(mentor, cycle) if p.id not in self._gone)
            self._taught[key] = (*kept, *self._mentored.get(key, _NONE))
        return self._taught[key]


def _drop(table: Table, key: tuple[str, str], placement: Placement) -> None:
    if key in table:
        rest = tuple(other for other in table[key] if other.id != placement.id)
        if rest:
            table[key] = rest
        else:
            del table[key]
