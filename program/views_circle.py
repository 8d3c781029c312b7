"""The round sheet: who sits where in every round of a circle, and everybody's way through the rounds."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from program.circles import everyone
from program.program import Program
from program.records import Circle, Round, Tier
from program.views_names import GONE, Names, room_names
from program.views_reader import Reader


class TableSheet(msgspec.Struct, frozen=True):
    """One table in one round; `host` is one of `people`, or empty."""

    number: int
    host: str
    people: tuple[str, ...]


class RoundSheet(msgspec.Struct, frozen=True):
    """One round, counted from 1."""

    number: int
    held: bool
    tables: tuple[TableSheet, ...]
    out: tuple[str, ...]


class Way(msgspec.Struct, frozen=True):
    """One person's table in each round: 0 sits out, -1 is not there."""

    name: str
    tables: tuple[int, ...]


class CircleSheet(msgspec.Struct, frozen=True):
    """All that is printed of one circle: no unit, no rating, no reason."""

    name: str
    facilitator: str
    people: int
    rounds: tuple[RoundSheet, ...]
    ways: tuple[Way, ...]


class CircleView(msgspec.Struct, frozen=True):
    """The circles that are printed."""

    program: str
    organisation: str
    circles: tuple[CircleSheet, ...]


def circle(program: Program, circle: str = "", names: Names = Names.FULL) -> CircleView:
    """One circle (its id) or all of them, with people called as chosen; in `ALIAS` no real name is in the view."""
    reader = Reader(program, Tier.PROGRAM)
    chosen = sorted(
        (each for each in program.of(Circle).values() if circle in ("", each.id)),
        key=lambda each: (each.name.casefold(), each.id),
    )
    return CircleView(
        program=reader.words(program.charter, "name"),
        organisation=reader.words(program.charter, "organisation"),
        circles=tuple(sheet(reader, each, room_names(program, _all(each), names)) for each in chosen),
    )


def _all(item: Circle) -> dict[str, None]:
    ids = dict.fromkeys(everyone(item))
    for each in item.rounds:
        ids.update(dict.fromkeys(id_ for group in (*each.tables, each.out) for id_ in group))
    return ids | dict.fromkeys(filter(None, (item.facilitator,)))


def sheet(reader: Reader, item: Circle, names: Mapping[str, str]) -> CircleSheet:
    """What is shown of one circle, with people called by `names` (by id); whoever is not in there is gone."""
    called = dict.fromkeys(_all(item), GONE) | dict(names)
    seated = {id_ for each in item.rounds for group in (*each.tables, each.out) for id_ in group}
    return CircleSheet(
        name=reader.words(item, "name"),
        facilitator=called.get(item.facilitator, "") if item.facilitator else "",
        people=len(frozenset((*item.people, *item.hosts))),
        rounds=tuple(_round(each, number, item, called) for number, each in enumerate(item.rounds, 1)),
        ways=tuple(
            sorted(
                (Way(called[id_], tuple(_table(each, id_) for each in item.rounds)) for id_ in seated),
                key=lambda way: way.name.casefold(),
            )
        ),
    )


def _round(each: Round, number: int, item: Circle, called: Mapping[str, str]) -> RoundSheet:
    hosts = frozenset(item.hosts)
    tables = []
    for place, ids in enumerate(each.tables, 1):
        host = next((called[id_] for id_ in ids if id_ in hosts), "")
        people = sorted((called[id_] for id_ in ids), key=lambda name: (name != host, name.casefold()))
        tables.append(TableSheet(place, host, tuple(people)))
    out = tuple(sorted((called[id_] for id_ in each.out), key=str.casefold))
    return RoundSheet(number, number <= item.held, tuple(tables), out)


def _table(each: Round, id_: str) -> int:
    if id_ in each.out:
        return 0
    return next((place for place, ids in enumerate(each.tables, 1) if id_ in ids), -1)
