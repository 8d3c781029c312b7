"""What a hand-over holds: exactly the rows and fields that were granted, and of what they point to id and name.

A `Grant` names people or cohorts, cycles, and fields kind by kind. `packed` turns it into a `PackView`: other records
than the program's own, with every field that was not granted at its default. Sealed fields and those that may only be
counted are never granted; closed ones (the lead's, a pair's) only where the lead names the very field. Whoever has
withdrawn consent to being handed over is in no pack, not even by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from program.consents import withdrawn
from program.leaks import Withheld, clear
from program.names import counted
from program.program import Program
from program.records import (
    KINDS,
    Action,
    Attendance,
    Circle,
    Cohort,
    Field,
    Grant,
    Kind,
    Person,
    Placement,
    Purpose,
    Record,
    RecordKind,
    Round,
    Tier,
    kind_of,
)
from program.rows import key, keyed
from program.trouble import Trouble
from program.views_reader import Typed, typed

#: The kinds of record that can be handed over, in the order in which they are offered.
GRANTABLE = (
    "person",
    "absence",
    "placement",
    "cycle",
    "circle",
    "attendance",
    "action",
    "capture",
    "host",
    "cohort",
    "track",
    "theme",
    "skill",
    "charter",
)

#: What a hand-over uses people's data for.
PURPOSES = (Purpose.HAND_OVER, Purpose.RUNNING_THE_PROGRAM)

_PERSON = Withheld("person", "people", "they took back their consent to being handed over", 0)

#: Kinds that come whole, whoever is chosen: they are about the program and not about people.
_SETTING = frozenset({"host", "track", "theme", "skill", "charter"})


class PackView(msgspec.Struct, frozen=True):
    """What one hand-over holds: `rows` as granted, `names` known by name only, how many people were `withheld`."""

    rows: tuple[Record, ...]
    names: tuple[Record, ...] = ()
    withheld: int = 0

    @property
    def records(self) -> tuple[Record, ...]:
        """Rows and names together."""
        return self.rows + self.names

    @property
    def words(self) -> str:
        """How many rows it holds: "3 people, 12 placements"."""
        return row_words(map(key, self.rows))


def row_words(keys: Iterable[tuple[str, str]]) -> str:
    """How many records there are of each kind, in the order of kinds."""
    numbers = Counter(kind for kind, _ in keys)
    ordered = [kind for kind in (*GRANTABLE, *(k for k in KINDS if k not in GRANTABLE)) if numbers[kind]]
    words = [counted(numbers[kind], KINDS[kind].one.lower(), KINDS[kind].many.lower()) for kind in ordered]
    return ", ".join(words) or "nothing"


def grantable(kind: RecordKind) -> tuple[Field, ...]:
    """The fields of a kind that can be granted at all."""
    if kind.key not in GRANTABLE:
        return ()
    return tuple(spec for spec in kind.fields if spec.tier not in (Tier.SEALED, Tier.AGGREGATE))


def is_open(spec: Field) -> bool:
    """Whether a field goes with its kind; any other is granted only when the lead names it."""
    return spec.tier >= Tier.PROGRAM and spec.tier is not Tier.AGGREGATE


def usual_fields(kinds: Iterable[str] = GRANTABLE) -> tuple[tuple[str, str], ...]:
    """The open fields of these kinds, as a grant names them."""
    return tuple((kind, spec.name) for kind in kinds for spec in grantable(KINDS[kind]) if is_open(spec))


def granted(grant: Grant) -> Mapping[str, frozenset[str]]:
    """The kinds of record in a hand-over, and of each the fields; those without which there is no record included."""
    possible = {(kind, spec.name) for kind in GRANTABLE for spec in grantable(KINDS[kind])}
    found: dict[str, set[str]] = {}
    for kind, name in possible.intersection(grant.fields):
        found.setdefault(kind, required(KINDS[kind])).add(name)
    return {kind: frozenset(names) for kind, names in found.items()}


def required(kind: RecordKind) -> set[str]:
    """The fields without which there is no record of the kind."""
    return {spec.name for spec in kind.fields if spec.required}


def unwilling(program: Program) -> frozenset[str]:
    """Who took back their consent to being handed over, or to the program as a whole."""
    return withdrawn(program, PURPOSES)


def people(program: Program, grant: Grant) -> frozenset[str]:
    """Whose rows are in the hand-over."""
    chosen = {id_ for id_ in grant.people if program.get(Person, id_) is not None}
    cohorts = set(grant.cohorts)
    chosen |= {person.id for person in program.of(Person).values() if person.cohort and person.cohort in cohorts}
    return frozenset(chosen - unwilling(program))


def packed(program: Program, grant: Grant) -> PackView:
    """What the hand-over holds of the present."""
    gone = unwilling(program)
    fields = granted(grant)
    wanted = _Wanted(program, grant)
    rows = []
    for kind in fields:
        rows += [item for item in program.of(KINDS[kind].cls).values() if wanted.of(item)]
    rows = [without(item, gone) for item in rows if not any(id_ in gone for id_ in _needed(item))]
    rows = [reduced(item, fields[kind_of(item).key]) for item in rows]
    have = keyed(rows)
    names: dict[tuple[str, str], Record] = {}
    chosen = [("person", id_) for id_ in wanted.people] + [("cycle", id_) for id_ in grant.cycles]
    for pointing in (chosen, *map(references, rows)):
        for ref, id_ in pointing:
            found = program.get(KINDS[ref].cls, id_)
            if (ref, id_) not in have and (ref, id_) not in names and found is not None:
                names[ref, id_] = reduced(found, required(KINDS[ref]))
    left = len(gone & _asked(program, grant))
    return PackView(tuple(sorted(rows, key=key)), tuple(sorted(names.values(), key=key)), left)


class Texts(msgspec.Struct, frozen=True):
    """The words in a hand-over, for the leak check: those that name on purpose, and what somebody typed."""

    given: tuple[str, ...]
    typed: tuple[str, ...]


def outgoing(program: Program, grant: Grant) -> tuple[PackView, tuple[Withheld, ...]]:
    """What the hand-over holds as it may leave: without names, in typed text, of people it does not hold otherwise.

    And what was withheld of what was asked for.
    """
    view = packed(program, grant)
    places = [(item, spec.name) for item in view.rows for spec in kind_of(item).fields if _is_text(item, spec)]
    given = (getattr(item, spec.name) for item in view.records for spec in kind_of(item).fields if _names(item, spec))
    texts = Texts(tuple(filter(None, given)), tuple(Typed(getattr(item, name)) for item, name in places))
    cleared = clear(program, lambda _program: texts, Tier.PROGRAM, PURPOSES)
    edits: dict[tuple[str, str], dict[str, str]] = {}
    for (item, name), now in zip(places, cleared.view.typed, strict=True):
        if now != getattr(item, name):
            edits.setdefault(key(item), {})[name] = str(now)
    rows = tuple(msgspec.structs.replace(item, **edits.get(key(item), {})) for item in view.rows)
    # The check counts everybody who took back their consent; here it is those who were asked for.
    withheld = tuple(each for each in cleared.withheld if each.what != _PERSON.what)
    if view.withheld:
        withheld = (msgspec.structs.replace(_PERSON, count=view.withheld), *withheld)
    return PackView(rows, view.names, view.withheld), withheld


def _is_text(item: Record, spec: Field) -> bool:
    return spec.kind in (Kind.TEXT, Kind.LONG_TEXT) and typed(item, spec.name) and bool(getattr(item, spec.name))


def _names(item: Record, spec: Field) -> bool:
    return spec.kind in (Kind.TEXT, Kind.EMAIL) and not typed(item, spec.name)


def resolved(program: Program, grant: Grant) -> Grant:
    """The grant with its people one by one, as the pack says it: later members of a cohort are not in it."""
    return msgspec.structs.replace(grant, people=tuple(sorted(people(program, grant))))


def _asked(program: Program, grant: Grant) -> set[str]:
    cohorts = set(grant.cohorts)
    return {p.id for p in program.of(Person).values() if p.id in grant.people or (p.cohort and p.cohort in cohorts)}


class _Wanted:
    """Which records a grant is about."""

    def __init__(self, program: Program, grant: Grant) -> None:
        self.people = people(program, grant)
        self.cycles = frozenset(grant.cycles)
        self.cohorts = frozenset(grant.cohorts) | {
            person.cohort for id_ in self.people if (person := program.get(Person, id_)) is not None
        }
        self.circles = frozenset(c.id for c in program.of(Circle).values() if self._circle(c, grant.facilitator))

    def _circle(self, circle: Circle, facilitator: str) -> bool:
        """The facilitator's own circles, and those all of whose people are in the hand-over."""
        if facilitator and circle.facilitator == facilitator:
            return True
        return bool(circle.people) and self.people.issuperset(circle.people)

    def of(self, item: Record) -> bool:
        """Whether a record of a granted kind is in the hand-over."""
        if isinstance(item, Person):
            return item.id in self.people
        if isinstance(item, Placement):
            return item.person in self.people and item.cycle in self.cycles
        if isinstance(item, Attendance):
            return item.person in self.people and item.circle in self.circles
        if isinstance(item, Action):
            return item.circle in self.circles if item.circle else item.owner in self.people
        if isinstance(item, Cohort):
            return item.id in self.cohorts
        kind = kind_of(item).key
        if kind in _SETTING:
            return True
        within: Mapping[str, Callable[[Any], bool]] = {
            "absence": lambda absence: absence.person in self.people,
            "cycle": lambda cycle: cycle.id in self.cycles,
            "circle": lambda circle: circle.id in self.circles,
            "capture": lambda capture: capture.circle in self.circles,
        }
        return within[kind](item)


# ---- single records --------------------------------------------------------------------------------------------------


def reduced(item: Record, names: Iterable[str]) -> Record:
    """The record with these fields, and every other one at its default."""
    return type(item)(item.id, **{name: getattr(item, name) for name in names})


def references(item: Record) -> Iterator[tuple[str, str]]:
    """Everything a record points to, as kind and id, wherever in its fields it stands."""
    for spec in kind_of(item).fields:
        yield from ((_target(spec), id_) for id_ in _ids(spec, getattr(item, spec.name)))


def without(item: Record, gone: frozenset[str]) -> Record:
    """The record with every pointer to these people taken out of it."""
    changes: dict[str, Any] = {}
    for spec in kind_of(item).fields:
        value = getattr(item, spec.name)
        if spec.ref == "person" and any(id_ in gone for id_ in _ids(spec, value)):
            changes[spec.name] = "" if isinstance(value, str) else tuple(_parts_without(value, gone))
    return msgspec.structs.replace(item, **changes) if changes else item


def _parts_without(value: Iterable[Any], gone: frozenset[str]) -> Iterator[Any]:
    for part in value:
        if isinstance(part, Round):
            tables = tuple(tuple(id_ for id_ in table if id_ not in gone) for table in part.tables)
            yield Round(tables, tuple(id_ for id_ in part.out if id_ not in gone))
        elif (part if isinstance(part, str) else part.person) not in gone:
            yield part


def _needed(item: Record) -> Iterator[str]:
    """The ids of people without whom the record cannot be."""
    if isinstance(item, Person):
        yield item.id
    yield from (getattr(item, spec.name) for spec in kind_of(item).fields if spec.required and spec.ref == "person")


def _target(spec: Field) -> str:
    return "skill" if spec.kind is Kind.STRENGTHS else spec.ref


def _ids(spec: Field, value: Any) -> Iterator[str]:
    if spec.kind is Kind.STRENGTHS:
        yield from (strength.skill for strength in value)
    elif spec.ref and isinstance(value, str):
        yield from filter(None, (value,))
    elif spec.ref:
        for part in value:
            if isinstance(part, Round):
                yield from (id_ for table in (*part.tables, part.out) for id_ in table)
            else:
                yield part if isinstance(part, str) else part.person


def demand_something(view: PackView) -> None:
    """Raises Trouble when a hand-over holds nobody and nothing."""
    if not view.rows:
        raise Trouble("This hand-over holds nothing.", "Nothing was written.", "Choose people or cohorts, and fields.")
