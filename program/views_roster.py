"""The roster: everyone the program knows, in groups, with the fields their reader may see."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from program.program import Program
from program.records import ACTIVE, Lifecycle, Person, Role, Tier
from program.views_reader import Reader, readable

#: What a roster shows unless asked for something else; of these, what the reader may see.
USUAL = ("name", "number", "title", "unit", "roles", "status", "level", "location", "email", "manager", "start")


class GroupBy(StrEnum):
    """How a roster is divided."""

    NOTHING = "nothing"
    UNIT = "unit"
    ROLE = "role"
    COHORT = "cohort"
    STATUS = "status"


class Who(StrEnum):
    """Who stands on a roster."""

    TAKING_PART = "taking part"  # everyone with a role who has neither declined nor left
    EVERYONE = "everyone"


class Column(msgspec.Struct, frozen=True):
    """One column: the field's name and what people call it."""

    key: str
    label: str


class RosterGroup(msgspec.Struct, frozen=True):
    """One part of the roster; every row has one text per column."""

    title: str
    rows: tuple[tuple[str, ...], ...]


class RosterView(msgspec.Struct, frozen=True):
    """All that a printed roster may say. `people` counts everyone once, whatever the number of their groups."""

    program: str
    organisation: str
    people: int
    grouped: str
    columns: tuple[Column, ...]
    groups: tuple[RosterGroup, ...]


def roster(
    program: Program,
    tier: Tier = Tier.PROGRAM,
    group: GroupBy = GroupBy.UNIT,
    who: Who = Who.TAKING_PART,
    columns: tuple[str, ...] = USUAL,
    cohort: str = "",
) -> RosterView:
    """The roster of one cohort (its id) or of everyone, at a tier.

    Columns closed to the reader are left out, and so are those that are empty for everybody or that the groups repeat.

    Raises NotForThisReader when `tier` may not know names.
    """
    reader = Reader(program, tier)
    reader.require_names(Person)
    named = {field.name: field.label for field in readable(Person, tier)}
    everyone = (p for p in program.of(Person).values() if not cohort or p.cohort == cohort)
    chosen = [p for p in everyone if who is Who.EVERYONE or (p.roles and p.status in ACTIVE)]
    chosen.sort(key=lambda person: (person.name.casefold(), person.id))
    shown = tuple(
        Column(name, named[name])
        for name in columns
        if name in named and (name == "name" or (name != group.value and any(reader.words(p, name) for p in chosen)))
    )
    groups: dict[tuple[int, str], list[tuple[str, ...]]] = {}
    for person in chosen:
        row = tuple(reader.words(person, column.key) for column in shown)
        for heading in _headings(reader, person, group):
            groups.setdefault(heading, []).append(row)
    ordered = sorted(groups, key=lambda heading: (heading[0], heading[1].casefold()))
    return RosterView(
        program=reader.words(program.charter, "name"),
        organisation=reader.words(program.charter, "organisation"),
        people=len(chosen),
        grouped=group.value,
        columns=shown,
        groups=tuple(RosterGroup(heading[1], tuple(groups[heading])) for heading in ordered),
    )


def _headings(reader: Reader, person: Person, group: GroupBy) -> list[tuple[int, str]]:
    """The groups a person stands in, with their place in the order; those without one come last."""
    if group is GroupBy.ROLE:
        roles = tuple(Role)
        return [(roles.index(role), role.label) for role in person.roles] or [(99, "No role")]
    if group is GroupBy.STATUS:
        return [(tuple(Lifecycle).index(person.status), person.status.label)]
    if group is GroupBy.NOTHING:
        return [(0, "")]
    words = reader.words(person, group.value)
    return [(0, words)] if words else [(99, f"No {group.value}")]
