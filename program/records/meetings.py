"""Meetings: when people sit together, what about, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record


class MeetingKind(Words):
    """What people meet for."""

    MENTORING = "mentoring"
    CHECK_IN = "check_in"
    REVIEW = "review"
    COMMITTEE = "committee"
    SHOWCASE = "showcase"
    OTHER = "other"

    @property
    def label(self) -> str:
        return "Check-in" if self is MeetingKind.CHECK_IN else super().label


@record("meeting", "Meeting", "Meetings", lambda meeting: meeting.title)
class Meeting(Record, frozen=True):
    """A meeting, planned or held: who was there, its agenda, and what was summed up for those who took part."""

    title: Annotated[str, Field("Meeting", required=True, limit=400)]
    kind: Annotated[MeetingKind, Field("Kind")] = MeetingKind.MENTORING
    on: Annotated[date | None, Field("Date")] = None
    people: Annotated[tuple[str, ...], Field("Taking part", ref="person")] = ()
    placement: Annotated[str, Field("Of the rotation", ref="placement")] = ""
    held: Annotated[bool, Field("Held", help="It took place")] = False
    next: Annotated[date | None, Field("Next on")] = None
    agenda: Annotated[str, Field("Agenda", kind=Kind.LONG_TEXT, limit=4000)] = ""
    summary: Annotated[str, Field("Summary", kind=Kind.LONG_TEXT, tier=Tier.PAIR, limit=4000)] = ""
