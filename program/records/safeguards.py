"""Safeguards: concerns and how they escalate, codes and who acknowledged them, consent, how long things are kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record


@record("level", "Escalation level", "Escalation levels", lambda level: level.name)
class Level(Record, frozen=True):
    """One step of the way a concern goes up: who owns it there, and by when they answer."""

    name: Annotated[str, Field("Name", required=True)]
    rank: Annotated[int, Field("Step", least=1, limit=9, help="1 comes first")] = 1
    owner: Annotated[str, Field("Owner", ref="person")] = ""
    days: Annotated[int, Field("Answer due within", unit="days", least=1, limit=365)] = 10


class ConcernKind(Words):
    """What a concern is about."""

    WORKING_TOGETHER = "working_together"
    OVERLOAD = "overload"
    EXPECTATIONS = "expectations"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    CONFIDENTIALITY = "confidentiality"
    CONDUCT = "conduct"
    COMPLAINT = "complaint"
    OTHER = "other"


class Progress(Words):
    """How far something that has to be dealt with has come."""

    OPEN = "open"
    IN_HAND = "in_hand"
    CLOSED = "closed"


@record("concern", "Concern", "Concerns", lambda concern: "Concern")
class Concern(Record, frozen=True):
    """A concern or complaint, for the lead alone. Its title in lists and in the history says nothing of its content."""

    summary: Annotated[str, Field("Summary", required=True, tier=Tier.RESTRICTED, limit=400)]
    kind: Annotated[ConcernKind, Field("About", tier=Tier.RESTRICTED)] = ConcernKind.OTHER
    people: Annotated[tuple[str, ...], Field("People concerned", ref="person", tier=Tier.RESTRICTED)] = ()
    placement: Annotated[str, Field("Placement", ref="placement", tier=Tier.RESTRICTED)] = ""
    raised_by: Annotated[
        str, Field("Raised by", tier=Tier.RESTRICTED, help="Empty where somebody wishes not to be named")
    ] = ""
    on: Annotated[date | None, Field("Raised on", tier=Tier.RESTRICTED)] = None
    level: Annotated[str, Field("Level", ref="level", tier=Tier.RESTRICTED)] = ""
    owner: Annotated[str, Field("Owner", ref="person", tier=Tier.RESTRICTED)] = ""
    due: Annotated[date | None, Field("Answer due", tier=Tier.RESTRICTED)] = None
    state: Annotated[Progress, Field("State", tier=Tier.RESTRICTED)] = Progress.OPEN
    details: Annotated[str, Field("Details", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=8000)] = ""
    outcome: Annotated[str, Field("Outcome", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=4000)] = ""


class CodeKind(Words):
    """What people acknowledge."""

    CONFIDENTIALITY = "confidentiality"
    ETHICS = "ethics"
    BOUNDARIES = "boundaries"
    CONDUCT = "conduct"


@record("code", "Code", "Codes and agreements", lambda code: code.name)
class Code(Record, frozen=True):
    """A code or an agreement as people acknowledge it; a new version is a new code."""

    name: Annotated[str, Field("Name", required=True)]
    kind: Annotated[CodeKind, Field("Kind")] = CodeKind.CONFIDENTIALITY
    version: Annotated[str, Field("Version", limit=60)] = ""
    since: Annotated[date | None, Field("In force from")] = None
    months: Annotated[int, Field("Acknowledgements last", unit="months", limit=600, help="0: they do not run out")] = 0
    text: Annotated[str, Field("Text", kind=Kind.LONG_TEXT, limit=20_000)] = ""


@record("acknowledgement", "Acknowledgement", "Acknowledgements", lambda acknowledgement: "Acknowledgement")
class Acknowledgement(Record, frozen=True):
    """Somebody acknowledged a code, for themself or as one of a pair."""

    person: Annotated[str, Field("Person", ref="person", required=True)]
    code: Annotated[str, Field("Code", ref="code", required=True)]
    on: Annotated[date, Field("Date", required=True)]
    other: Annotated[str, Field("In the pair with", ref="person")] = ""
    until: Annotated[date | None, Field("Valid until", help="Empty: as long as the code says")] = None


class Purpose(Words):
    """What somebody's data may be used for."""

    RUNNING_THE_PROGRAM = "running_the_program"
    MATCHING = "matching"
    HAND_OVER = "hand_over"  # packs that leave with a facilitator
    WORKSHOPS = "workshops"
    FIGURES = "figures"
    STORIES = "stories"


@record("consent", "Consent", "Consents", lambda consent: f"Consent ({consent.purpose.label.lower()})")
class Consent(Record, frozen=True):
    """A person's consent to one purpose, and its withdrawal."""

    person: Annotated[str, Field("Person", ref="person", required=True, tier=Tier.RESTRICTED)]
    purpose: Annotated[Purpose, Field("Purpose", tier=Tier.RESTRICTED)] = Purpose.RUNNING_THE_PROGRAM
    given: Annotated[date | None, Field("Given on", tier=Tier.RESTRICTED)] = None
    withdrawn: Annotated[date | None, Field("Withdrawn on", tier=Tier.RESTRICTED)] = None
    words: Annotated[str, Field("In their words", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=2000)] = ""


class Kept(Words):
    """What a retention period can be set for."""

    NOTES = "note"
    CONCERNS = "concern"
    RATINGS = "quality"
    COMPETENCY_RATINGS = "rating"
    READINESS = "readiness"
    NOMINATIONS = "nomination"
    SURVEY_ANSWERS = "answers"
    MEETINGS = "meeting"
    CHEMISTRY = "chemistry"
    WISHES = "preference"
    ABSENCES = "absence"
    CONSENTS = "consent"
    PEOPLE_WHO_LEFT = "person"


@record("retention", "Retention period", "Retention periods", lambda period: f"Retention of {period.of.label.lower()}")
class Retention(Record, frozen=True):
    """How long one kind of record is kept before it comes up for review."""

    of: Annotated[Kept, Field("What", tier=Tier.RESTRICTED)] = Kept.NOTES
    months: Annotated[int, Field("Kept for", unit="months", least=1, limit=600, tier=Tier.RESTRICTED)] = 24
    reason: Annotated[str, Field("Reason", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=1000)] = ""
