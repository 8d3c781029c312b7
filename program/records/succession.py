"""Succession: the roles that matter most, who could take them, how ready they are, and what became of people."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.development import RaterGroup
from program.records.fields import Field, Kind, Record, Strength, Tier, Words, record


@record("critical_role", "Critical role", "Critical roles", lambda role: role.name)
class CriticalRole(Record, frozen=True):
    """A role the organisation cannot leave empty, and by when somebody has to be ready for it."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.PUBLISHABLE)]
    unit: Annotated[str, Field("Unit", tier=Tier.PUBLISHABLE)] = ""
    criticality: Annotated[int, Field("Criticality", unit="1 to 5", least=1, limit=5, tier=Tier.PUBLISHABLE)] = 3
    incumbent: Annotated[str, Field("Incumbent", ref="person")] = ""
    needed: Annotated[
        date | None, Field("Successor needed by", tier=Tier.RESTRICTED, help="Retirement, end of a term, a new site")
    ] = None
    skills: Annotated[tuple[Strength, ...], Field("Levels required", help="Skill and level from 1 to 5")] = ()
    closed: Annotated[date | None, Field("No longer critical since")] = None


@record("nomination", "Nomination", "Nominations", lambda nomination: "Nomination")
class Nomination(Record, frozen=True):
    """Somebody named as a possible successor for a critical role."""

    person: Annotated[str, Field("Person", ref="person", required=True, tier=Tier.RESTRICTED)]
    role: Annotated[str, Field("Critical role", ref="critical_role", required=True, tier=Tier.RESTRICTED)]
    on: Annotated[date | None, Field("Named on", tier=Tier.RESTRICTED)] = None
    until: Annotated[date | None, Field("Withdrawn on", tier=Tier.RESTRICTED)] = None
    emergency: Annotated[
        bool, Field("Emergency successor", tier=Tier.RESTRICTED, help="Could step in tomorrow, for a time")
    ] = False
    reason: Annotated[str, Field("Reason", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=1000)] = ""


class Horizon(Words):
    """When somebody would be ready for a role."""

    NOW = "now"
    ONE_TO_TWO_YEARS = "one_to_two_years"
    THREE_TO_FIVE_YEARS = "three_to_five_years"
    LATER = "later"

    @property
    def label(self) -> str:
        return {
            "now": "Ready now",
            "one_to_two_years": "1–2 years",
            "three_to_five_years": "3–5 years",
            "later": "Later",
        }[self.value]

    @property
    def rank(self) -> int:
        """0 for ready now, up to 3."""
        return tuple(Horizon).index(self)


@record("readiness", "Readiness rating", "Readiness ratings", lambda readiness: "Readiness rating")
class Readiness(Record, frozen=True):
    """How ready one side saw a person for a critical role, on one day."""

    person: Annotated[str, Field("Person", ref="person", required=True, tier=Tier.RESTRICTED)]
    role: Annotated[str, Field("Critical role", ref="critical_role", required=True, tier=Tier.RESTRICTED)]
    horizon: Annotated[Horizon, Field("Ready", tier=Tier.RESTRICTED)] = Horizon.LATER
    by: Annotated[RaterGroup, Field("Rated by", tier=Tier.RESTRICTED)] = RaterGroup.SPONSOR
    on: Annotated[date | None, Field("Date", tier=Tier.RESTRICTED)] = None
    rater: Annotated[str, Field("Rater", ref="person", tier=Tier.RESTRICTED)] = ""


class EventKind(Words):
    """What happened to somebody's employment."""

    PROMOTION = "promotion"
    LATERAL_MOVE = "lateral_move"
    LARGER_SCOPE = "larger_scope"
    LEFT = "left"


@record("event", "Employment event", "Employment events", lambda event: event.kind.label)
class Event(Record, frozen=True):
    """A promotion, a move, a larger scope, or that somebody left the organisation."""

    person: Annotated[str, Field("Person", ref="person", required=True)]
    kind: Annotated[EventKind, Field("What")] = EventKind.PROMOTION
    on: Annotated[date | None, Field("Date")] = None
    role: Annotated[str, Field("Into the critical role", ref="critical_role")] = ""
    unit: Annotated[str, Field("To unit")] = ""
    level: Annotated[str, Field("To level", limit=60)] = ""
    reason: Annotated[str, Field("Reason", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=1000)] = ""
