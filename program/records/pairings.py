"""Who fits whom: wishes beforehand, chemistry meetings, what a pairing was worth afterwards, and calibration."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record


class Wish(Words):
    """What somebody wishes; "never" is an opt-out, which is kept without asking why."""

    NEVER = "never"
    RATHER_NOT = "rather_not"
    GLADLY = "gladly"
    FIRST_CHOICE = "first_choice"


class Rater(Words):
    """Who says how good a pairing was."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    HOST = "host"
    LEAD = "lead"


@record("preference", "Preference", "Preferences", lambda wish: f"Preference ({wish.wish.label.lower()})")
class Preference(Record, frozen=True):
    """A wish for or against somebody, a host, or taking part in a cycle.

    Whom it is about and what it says are the lead's alone: nobody learns from a list that they were declined.
    """

    person: Annotated[str, Field("Whose wish", ref="person", required=True, tier=Tier.PAIR)]
    wish: Annotated[Wish, Field("Wish", tier=Tier.RESTRICTED)] = Wish.GLADLY
    other: Annotated[str, Field("About person", ref="person", tier=Tier.RESTRICTED)] = ""
    host: Annotated[str, Field("About host", ref="host", tier=Tier.RESTRICTED)] = ""
    cycle: Annotated[
        str,
        Field(
            "In cycle",
            ref="cycle",
            tier=Tier.RESTRICTED,
            help="Empty: in every cycle. Alone, with the wish never: this person sits the cycle out",
        ),
    ] = ""
    reason: Annotated[str, Field("Reason", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=1000)] = ""


@record("chemistry", "First meeting", "First meetings", lambda rating: f"Chemistry {rating.rating} of 5")
class Chemistry(Record, frozen=True):
    """How a first meeting of mentee and mentor went, from 1 (not at all) to 5 (very well)."""

    mentee: Annotated[str, Field("Mentee", ref="person", required=True)]
    mentor: Annotated[str, Field("Mentor", ref="person", required=True)]
    rating: Annotated[
        int, Field("Rating", unit="1 to 5", least=1, limit=5, tier=Tier.PAIR, help="1: not at all; 5: very well")
    ] = 3
    on: Annotated[date | None, Field("Met on")] = None
    notes: Annotated[str, Field("Notes", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=2000)] = ""


@record("quality", "Match rating", "Match ratings", lambda quality: f"Match rated {quality.rating} of 5")
class Quality(Record, frozen=True):
    """What a placement was worth, said by one who took part in it once it was over."""

    placement: Annotated[str, Field("Placement", ref="placement", required=True)]
    by: Annotated[Rater, Field("Said by", tier=Tier.PAIR)] = Rater.MENTEE
    rating: Annotated[
        int,
        Field("Rating", unit="1 to 5", least=1, limit=5, tier=Tier.PAIR, help="1: of no use; 5: could not be better"),
    ] = 3
    on: Annotated[date | None, Field("Date")] = None


@record("calibration", "Calibration", "Calibrations", lambda meeting: "Calibration")
class Calibration(Record, frozen=True):
    """A meeting in which those around a mentee compare what they see and agree on what comes next."""

    person: Annotated[str, Field("Mentee", ref="person", required=True)]
    on: Annotated[date | None, Field("Date")] = None
    present: Annotated[tuple[str, ...], Field("Present", ref="person")] = ()
    next: Annotated[date | None, Field("Next on")] = None
    outcome: Annotated[str, Field("Outcome", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=4000)] = ""
