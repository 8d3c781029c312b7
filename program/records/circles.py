"""Peer circles and workshops: who sits with whom in small groups, round by round."""

from __future__ import annotations

from typing import Annotated

import msgspec

from program.records.fields import Field, Kind, Record, Words, record


class Round(msgspec.Struct, frozen=True, array_like=True):
    """One round: its tables in order, each the ids of those who sit there, and the ids of those who sit out."""

    tables: tuple[tuple[str, ...], ...] = ()
    out: tuple[str, ...] = ()


class Stay(msgspec.Struct, frozen=True, array_like=True):
    """From which round to which somebody is there, counted from 1; 0: from the first, or to the last."""

    person: str
    first: int = 0
    last: int = 0


class Apart(Words):
    """Who is kept apart at one table, beside those between whom a conflict stands."""

    SAME_UNIT = "same_unit"
    REPORTING_LINE = "reporting_line"


@record("circle", "Circle", "Circles", lambda circle: circle.name)
class Circle(Record, frozen=True):
    """People who meet at small tables over several rounds, and who sits with whom in each; some may be held already."""

    name: Annotated[str, Field("Name", required=True)]
    people: Annotated[tuple[str, ...], Field("People", ref="person")] = ()
    facilitator: Annotated[str, Field("Facilitator", ref="person")] = ""
    hosts: Annotated[
        tuple[str, ...],
        Field("Table hosts", ref="person", help="They stay at their table in every round: the first at table 1 …"),
    ] = ()
    size: Annotated[int, Field("Group size", unit="people", least=2, limit=99)] = 4
    groups: Annotated[
        int, Field("Tables", limit=500, help="0: as many as the group size asks for")
    ] = 0
    exact: Annotated[
        bool, Field("Exact size", help="When the numbers do not divide, some sit out in turn, instead of uneven tables")
    ] = False
    wanted: Annotated[int, Field("Rounds planned", least=1, limit=99)] = 4
    mixed: Annotated[bool, Field("Mix units and levels", help="Every table gets people of many units and levels")] = (
        True
    )
    apart: Annotated[tuple[Apart, ...], Field("Kept apart")] = ()
    stays: Annotated[tuple[Stay, ...], Field("Come later or leave earlier", kind=Kind.CUSTOM, ref="person")] = ()
    rounds: Annotated[tuple[Round, ...], Field("Rounds", kind=Kind.CUSTOM, ref="person")] = ()
    held: Annotated[int, Field("Rounds held", unit="rounds", limit=99)] = 0
