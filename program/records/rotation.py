"""The rotation: tracks, cycles, and who is placed where."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record


class Stage(Words):
    """How demanding a cycle is; foundation comes before strategic comes before lead."""

    FOUNDATION = "foundation"
    STRATEGIC = "strategic"
    LEAD = "lead"

    @property
    def rank(self) -> int:
        """0 for foundation, 1 for strategic, 2 for lead."""
        return tuple(Stage).index(self)


class Cadence(Words):
    """How often cycles come."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    PROJECT = "project"


class State(Words):
    """How far a placement has come on its way to being settled."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"


#: States the committee has decided on; changing such a placement needs a reason.
SETTLED = frozenset({State.APPROVED, State.PUBLISHED})


class Experience(Words):
    """What kind of experience a rotation is."""

    FORMAL_MOVE = "formal_move"
    LATERAL = "lateral"
    STRETCH_ASSIGNMENT = "stretch_assignment"
    SHADOWING = "shadowing"
    CROSS_FUNCTIONAL_PROJECT = "cross_functional_project"
    LED_INITIATIVE = "led_initiative"


class Modality(Words):
    """In what form mentee and mentor work together."""

    ONE_TO_ONE = "one_to_one"
    PEER = "peer"
    CIRCLE = "circle"
    REVERSE = "reverse"
    SPONSOR_LED = "sponsor_led"
    COACHING = "coaching"
    SHADOWING = "shadowing"

    @property
    def label(self) -> str:
        """ "One-to-one", "Sponsor-led"."""
        text = self.value.replace("_", "-")
        return text[0].upper() + text[1:]


@record("track", "Track", "Tracks", lambda track: track.name)
class Track(Record, frozen=True):
    """A path through the program, with rules for entering it and the stages it goes through."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.PUBLISHABLE)]
    about: Annotated[str, Field("About", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=4000)] = ""
    levels: Annotated[
        str, Field("Entry levels", help="Levels that may enter, separated by commas; empty: every level")
    ] = ""
    tenure: Annotated[
        int, Field("Least time in the organisation", unit="months", limit=600, help="Counted to the cycle's start")
    ] = 0
    stages: Annotated[tuple[Stage, ...], Field("Stages", help="Empty: all three")] = ()
    foundations: Annotated[
        int, Field("Foundation cycles before a strategic one", unit="cycles", least=0, limit=20)
    ] = 1
    strategics: Annotated[
        int, Field("Strategic cycles before a lead one", unit="cycles", least=0, limit=20)
    ] = 1
    themes: Annotated[tuple[str, ...], Field("Themes to meet", ref="theme", tier=Tier.PUBLISHABLE)] = ()
    milestones: Annotated[str, Field("Milestones", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=4000)] = ""

    def admits(self, level: str) -> bool:
        """Whether someone of `level` may enter."""
        wanted = [part.strip().casefold() for part in self.levels.split(",") if part.strip()]
        return not wanted or level.strip().casefold() in wanted


@record("cycle", "Cycle", "Cycles", lambda cycle: cycle.name)
class Cycle(Record, frozen=True):
    """A dated period in which every mentee sits with one host and one mentor. Both days belong to it."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.PUBLISHABLE)]
    start: Annotated[date, Field("Start", required=True, tier=Tier.PUBLISHABLE)]
    end: Annotated[date, Field("End", required=True, tier=Tier.PUBLISHABLE)]
    stage: Annotated[Stage, Field("Stage", tier=Tier.PUBLISHABLE)] = Stage.FOUNDATION
    cadence: Annotated[Cadence, Field("Cadence", tier=Tier.PUBLISHABLE)] = Cadence.QUARTERLY
    cohort: Annotated[
        str, Field("Cohort", ref="cohort", tier=Tier.PUBLISHABLE, help="Empty: every cohort rotates in it")
    ] = ""
    checkpoints: Annotated[tuple[date, ...], Field("Checkpoints", tier=Tier.PUBLISHABLE)] = ()


@record("placement", "Placement", "Placements", lambda placement: "Placement")
class Placement(Record, frozen=True):
    """One mentee in one cycle: with which host, mentor and coach, on what theme and project."""

    person: Annotated[str, Field("Mentee", ref="person", required=True)]
    cycle: Annotated[str, Field("Cycle", ref="cycle", required=True)]
    host: Annotated[str, Field("Host", ref="host")] = ""
    mentor: Annotated[str, Field("Mentor", ref="person")] = ""
    coach: Annotated[str, Field("Coach", ref="person")] = ""
    theme: Annotated[str, Field("Theme", ref="theme")] = ""
    experience: Annotated[Experience, Field("Experience")] = Experience.LATERAL
    modality: Annotated[Modality, Field("Modality", synonyms=("form of mentoring",))] = Modality.ONE_TO_ONE
    goal: Annotated[str, Field("Learning goal", kind=Kind.LONG_TEXT, tier=Tier.PAIR, limit=2000)] = ""
    project: Annotated[str, Field("Project")] = ""
    deliverable: Annotated[str, Field("Deliverable", limit=400)] = ""
    acceptance: Annotated[str, Field("Accepted when", kind=Kind.LONG_TEXT, limit=1000)] = ""
    state: Annotated[State, Field("State")] = State.DRAFT
    review: Annotated[
        date | None, Field("Pair reviewed on", help="When mentee and mentor were last asked whether it works")
    ] = None
    pinned: Annotated[bool, Field("Pinned", help="Stays where it is, whoever moves what")] = False
