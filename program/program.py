"""The frozen present: every record by kind and id, and the few indexes everyone needs.

A `Program` never changes; `apply` gives the next one and shares all that the change did not touch. Planner, figures,
reports and background jobs may therefore hold one as long as they like, in any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import Any, TypeVar, cast

import msgspec

from program.changes import Change, Pair
from program.numbers import decimal_words
from program.plan import Plan
from program.records import (
    CHARTER,
    KINDS,
    Absence,
    Charter,
    Conflict,
    Cycle,
    Kind,
    Person,
    Placement,
    Record,
    Role,
    kind_of,
    title_of,
)

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Records = Mapping[type[Record], Mapping[str, Record]]
_EMPTY: Mapping[str, Any] = MappingProxyType({})


class Program:
    """Everything the book holds, at one moment."""

    __slots__ = ("_records", "_plan", "_cache")

    def __init__(self, records: Records, plan: Plan | None = None) -> None:
        self._records = records
        self._plan = plan
        self._cache: dict[str, tuple[frozenset[type[Record]], Any]] = {}

    @classmethod
    def of_records(cls, records: Iterable[Record]) -> Program:
        """A program made of `records`, in any order."""
        table: dict[type[Record], dict[str, Record]] = {}
        for item in records:
            table.setdefault(type(item), {})[item.id] = item
        return cls(cast("Records", table))

    def of(self, cls: type[R]) -> Mapping[str, R]:
        """All records of a class by id."""
        return cast("Mapping[str, R]", self._records.get(cls, _EMPTY))

    def get(self, cls: type[R], id_: str) -> R | None:
        """The record with this id, or None."""
        return self.of(cls).get(id_)

    def title(self, cls: type[Record], id_: str) -> str:
        """What people call the record with this id; empty when there is none."""
        found = self.of(cls).get(id_)
        return self.named(found) if found is not None else ""

    def named(self, item: Record) -> str:
        """What people call a record: its title, or for a placement whose and when it is ("Ana Ruiz, Q1")."""
        if isinstance(item, Placement) and (who := self.title(Person, item.person)):
            return f"{who}, {self.title(Cycle, item.cycle)}".rstrip(", ")
        return title_of(item)

    def everything(self) -> Iterator[Record]:
        """Every record, kind by kind."""
        for table in self._records.values():
            yield from table.values()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Program):
            return NotImplemented
        kinds = set(self._records) | set(other._records)
        return all(self.of(cls) == other.of(cls) for cls in kinds)

    __hash__ = None  # type: ignore[assignment]

    def apply(self, change: Change) -> Program:
        """The present after `change`. The change must start from this present."""
        tables: dict[type[Record], dict[str, Record]] = {}
        gone: list[Placement] = []
        come: list[Placement] = []
        for pair in change.pairs:
            cls = type(pair.record)
            if cls not in tables:
                tables[cls] = dict(self._records.get(cls, _EMPTY))
            # An edited record keeps its place: a dict without gaps is also copied several times faster.
            if pair.after is not None:
                tables[cls][pair.after.id] = pair.after
            elif pair.before is not None:
                del tables[cls][pair.before.id]
            if cls is Placement:
                gone.extend(p for p in (pair.before,) if isinstance(p, Placement))
                come.extend(p for p in (pair.after,) if isinstance(p, Placement))
        plan = self._plan.moved(gone, come) if self._plan is not None else None
        return self._followed({**self._records, **tables}, plan, tables.keys())

    def pairs_to(self, after: Program) -> tuple[Pair, ...]:
        """What leads from this present to another one, however it came about."""
        found: list[Pair] = []
        for kind in KINDS.values():
            old, new = self.of(kind.cls), after.of(kind.cls)
            if old is not new:
                ids = [*old, *(id_ for id_ in new if id_ not in old)]
                found += [Pair(old.get(id_), new.get(id_)) for id_ in ids if old.get(id_) != new.get(id_)]
        return tuple(found)

    def with_placements(self, placements: Iterable[Placement]) -> Program:
        """This program with other placements than its own, and all else shared."""
        table = {placement.id: placement for placement in placements}
        return self._followed({**self._records, Placement: table}, None, {Placement})

    def _followed(self, records: Records, plan: Plan | None, touched: Set[type[Record]]) -> Program:
        following = Program(records, plan)
        following._cache = {key: (off, value) for key, (off, value) in self._cache.items() if off.isdisjoint(touched)}
        return following

    # ---- indexes -----------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """Who sits where."""
        if self._plan is None:
            self._plan = Plan.over(self.of(Placement).values())
        return self._plan

    def index(self, key: str, read_off: Iterable[type[Record]], make: Callable[[], T]) -> T:
        """Something computed from kinds of record once, and kept until a change touches one of those kinds."""
        if key not in self._cache:
            self._cache[key] = (frozenset(read_off), make())
        return cast("T", self._cache[key][1])

    @property
    def charter(self) -> Charter:
        """The program's charter; a blank one when none was written yet."""
        return self.get(Charter, CHARTER) or Charter(id=CHARTER, name="Rotation program")

    @property
    def cycles(self) -> tuple[Cycle, ...]:
        """All cycles by start date."""
        return self.index(
            "cycles",
            (Cycle,),
            lambda: tuple(sorted(self.of(Cycle).values(), key=lambda c: (c.start, c.end, c.name, c.id))),
        )

    def people(self, role: Role) -> tuple[Person, ...]:
        """Everyone with `role`, by name."""

        def make() -> tuple[Person, ...]:
            found = (person for person in self.of(Person).values() if role in person.roles)
            return tuple(sorted(found, key=lambda p: (p.name.casefold(), p.id)))

        return self.index(f"role:{role}", (Person,), make)

    def by_email(self, email: str) -> tuple[str, ...]:
        """The ids of everyone with this e-mail address, whatever its case."""
        table = self.index(
            "emails", (Person,), lambda: _grouped((p.email.casefold(), p.id) for p in self.of(Person).values())
        )
        return table.get(email.casefold(), ()) if email else ()

    def absences(self, person: str) -> tuple[Absence, ...]:
        """When a person is away."""
        table = self.index("absences", (Absence,), lambda: _grouped((a.person, a) for a in self.of(Absence).values()))
        return table.get(person, ())

    def conflicts(self, person: str) -> tuple[Conflict, ...]:
        """The conflicts a person is part of."""
        everyone = self.of(Conflict).values()
        table = self.index(
            "conflicts",
            (Conflict,),
            lambda: _grouped([(c.first, c) for c in everyone] + [(c.second, c) for c in everyone]),
        )
        return table.get(person, ())

    def series(self, cohort: str) -> Mapping[str, int]:
        """The cycles of a cohort (and those of every cohort) in order: cycle id → place in the series, from 0."""
        return self.index(
            f"series:{cohort}",
            (Cycle,),
            lambda: {c.id: place for place, c in enumerate(c for c in self.cycles if c.cohort in ("", cohort))},
        )

    def managers_above(self, person: str, levels: int) -> tuple[str, ...]:
        """The ids of a person's managers, nearest first, at most `levels` of them; loops end the climb."""
        line: list[str] = []
        found = self.get(Person, person)
        while found is not None and found.manager and len(line) < levels and found.manager not in (*line, person):
            line.append(found.manager)
            found = self.get(Person, found.manager)
        return tuple(line)

    def references_to(self, ids: Iterable[str]) -> Iterator[tuple[Record, str]]:
        """Every record that points to one of `ids`, with the name of the pointing field."""
        wanted = frozenset(ids)
        for kind in KINDS.values():
            names = [f.name for f in kind.fields if f.kind in (Kind.REF, Kind.REFS)]
            if not names:
                continue
            for item in self.of(kind.cls).values():
                for name in names:
                    value = getattr(item, name)
                    if (value in wanted) if isinstance(value, str) else not wanted.isdisjoint(value):
                        yield item, name

    def words(self, item: Record, name: str) -> str:
        """A field of a record as people read it: names for references, labels for choices."""
        spec = kind_of(item).field(name)
        return self.worded(spec.kind, spec.ref, getattr(item, name))

    def worded(self, kind: Kind, ref: str, value: Any) -> str:
        """A field value as people read it (ISO dates; yes or no; lists joined by semicolons)."""
        if value is None or value == ():
            return ""
        if kind is Kind.REF:
            return self.title(KINDS[ref].cls, value)
        if kind is Kind.REFS:
            return "; ".join(filter(None, (self.title(KINDS[ref].cls, each) for each in value)))
        if kind is Kind.CHOICE:
            return str(value.label)
        if kind is Kind.CHOICES:
            return "; ".join(each.label for each in value)
        if kind is Kind.YES_NO:
            return "yes" if value else "no"
        if kind is Kind.NUMBER:
            return decimal_words(value)
        if kind is Kind.DATE:
            return str(value.isoformat())
        if kind is Kind.DATES:
            return "; ".join(each.isoformat() for each in value)
        if kind is Kind.STRENGTHS:
            skills = KINDS["skill"].cls
            return "; ".join(f"{self.title(skills, each.skill)}: {each.weight}" for each in value)
        if kind is Kind.SEALED:
            return "sealed"
        if kind is Kind.CUSTOM:
            return "; ".join(self._parts(ref, each) for each in value)
        return str(value)

    def _parts(self, ref: str, value: Any) -> str:
        """One entry of a list with parts of its own: "Heading: text"; tables of names as "Ana, Ben | Chen, Dana"."""
        if isinstance(value, msgspec.Struct):
            value = msgspec.structs.astuple(value)
        if isinstance(value, bool):
            return "on" if value else "off"
        if not isinstance(value, tuple):
            return (self.title(KINDS[ref].cls, value) if ref and isinstance(value, str) else "") or str(value)
        if ref and all(isinstance(part, str) for part in value):
            return ", ".join(self._parts(ref, part) for part in value)
        return (" | " if ref else ": ").join(filter(None, (self._parts(ref, part) for part in value)))


def _grouped(items: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, value in items:
        groups.setdefault(key, []).append(value)
    return {key: tuple(value) for key, value in groups.items()}
