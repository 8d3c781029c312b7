"""Peer circles: who meets whom in small groups, round by round."""

from __future__ import annotations

from typing import Annotated

from program.records.fields import Field, Kind, Record, Words, record

#: One round: its groups, each the ids of those who meet.
Round = tuple[tuple[str, ...], ...]


class Apart(Words):
    """Who is kept apart in one group, beside those between whom a conflict stands."""

    SAME_UNIT = "same_unit"
    REPORTING_LINE = "reporting_line"


@record("circle", "Peer circle", "Peer circles", lambda circle: circle.name)
class Circle(Record, frozen=True):
    """People who meet in groups over several rounds, and who meets whom in each; the first may be held already."""

    name: Annotated[str, Field("Name", required=True)]
    people: Annotated[tuple[str, ...], Field("People", ref="person")] = ()
    facilitator: Annotated[str, Field("Facilitator", ref="person")] = ""
    size: Annotated[int, Field("Group size", unit="people", least=2, limit=99)] = 4
    apart: Annotated[tuple[Apart, ...], Field("Kept apart")] = ()
    rounds: Annotated[tuple[Round, ...], Field("Rounds", kind=Kind.CUSTOM, ref="person")] = ()
    held: Annotated[int, Field("Rounds held", unit="rounds", limit=999)] = 0
