"""What a workshop leaves behind: who was there, what is to be done, what was parked, what was learnt."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record
from program.records.safeguards import Progress


class Presence(Words):
    """Whether somebody took part in a round."""

    THERE = "there"
    LATE = "late"
    LEFT_EARLY = "left_early"
    AWAY = "away"


@record("attendance", "Attendance", "Attendance", lambda attendance: "Attendance")
class Attendance(Record, frozen=True):
    """Somebody's presence in one round of a circle; rounds count from 1."""

    circle: Annotated[str, Field("Peer circle", ref="circle", required=True)]
    person: Annotated[str, Field("Person", ref="person", required=True)]
    round: Annotated[int, Field("Round", least=1, limit=999)] = 1
    presence: Annotated[Presence, Field("Presence")] = Presence.THERE
    on: Annotated[date | None, Field("Date")] = None


@record("action", "Action", "Actions", lambda action: action.title)
class Action(Record, frozen=True):
    """Something somebody has promised to do."""

    title: Annotated[
        str,
        Field("Action", required=True, limit=400, tier=Tier.PUBLISHABLE, help="A committee reads those of no circle"),
    ]
    owner: Annotated[str, Field("Owner", ref="person")] = ""
    due: Annotated[date | None, Field("Due")] = None
    state: Annotated[Progress, Field("State")] = Progress.OPEN
    circle: Annotated[str, Field("From the circle", ref="circle")] = ""
    on: Annotated[date | None, Field("Agreed on")] = None
    outcome: Annotated[str, Field("Outcome", kind=Kind.LONG_TEXT, limit=2000)] = ""


class CaptureKind(Words):
    """What was written down in passing."""

    PARKED = "parked"
    LEARNT = "learnt"


@record("capture", "Workshop note", "Workshop notes", lambda capture: capture.text)
class Capture(Record, frozen=True):
    """Something said in a workshop: parked for later, or learnt. It is open to the room: nothing private."""

    text: Annotated[str, Field("Words", required=True, limit=1000)]
    kind: Annotated[CaptureKind, Field("Kind")] = CaptureKind.PARKED
    circle: Annotated[str, Field("From the circle", ref="circle")] = ""
    on: Annotated[date | None, Field("Date")] = None
    done: Annotated[bool, Field("Dealt with")] = False
