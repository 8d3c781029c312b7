"""Governance: what was decided, why and by whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, record


@record("decision", "Decision", "Decisions", lambda decision: decision.title)
class Decision(Record, frozen=True):
    """Something settled: the options there were, what was decided, why, by whom, and what it touches."""

    title: Annotated[
        str,
        Field(
            "Decision",
            required=True,
            limit=400,
            tier=Tier.PUBLISHABLE,
            help="A committee reads it; with people concerned it is counted and not told",
        ),
    ]
    on: Annotated[date | None, Field("Date")] = None
    by: Annotated[str, Field("Decided by")] = ""
    options: Annotated[str, Field("Options", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=4000)] = ""
    reason: Annotated[str, Field("Reason", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=4000)] = ""
    people: Annotated[tuple[str, ...], Field("People concerned", ref="person")] = ()
    cycles: Annotated[tuple[str, ...], Field("Cycles concerned", ref="cycle")] = ()
    due: Annotated[
        date | None, Field("Needed by", help="With this and no date, it is a decision the committee is asked for")
    ] = None
