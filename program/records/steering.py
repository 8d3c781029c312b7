"""What the committee steers by: risks, targets of figures, baselines, reviews, and the editions of its pack."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from program.records.fields import Field, Kind, Record, Tier, Words, record
from program.records.measures import Measure
from program.records.safeguards import Progress


class RiskKind(Words):
    """What sort of risk it is."""

    OVERLOAD = "overload"
    EXPECTATIONS = "expectations"
    SPONSOR_DRIFT = "sponsor_drift"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    EQUITY = "equity"
    TIME = "time"
    OTHER = "other"


@record("risk", "Risk", "Risks", lambda risk: risk.title)
class Risk(Record, frozen=True):
    """What may go wrong, how likely and how bad that is, who sees to it, and what is done if it happens."""

    title: Annotated[str, Field("Risk", required=True, tier=Tier.PUBLISHABLE, limit=400)]
    kind: Annotated[RiskKind, Field("Kind", tier=Tier.PUBLISHABLE)] = RiskKind.OTHER
    likelihood: Annotated[int, Field("Likelihood", unit="1 to 5", least=1, limit=5, tier=Tier.PUBLISHABLE)] = 3
    impact: Annotated[int, Field("Impact", unit="1 to 5", least=1, limit=5, tier=Tier.PUBLISHABLE)] = 3
    owner: Annotated[str, Field("Owner", ref="person")] = ""
    state: Annotated[Progress, Field("State", tier=Tier.PUBLISHABLE)] = Progress.OPEN
    review: Annotated[date | None, Field("Look at it again on", tier=Tier.PUBLISHABLE)] = None
    mitigation: Annotated[
        str, Field("Mitigation", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=2000)
    ] = ""
    trigger: Annotated[str, Field("Plan comes into force when", limit=400)] = ""
    plan: Annotated[str, Field("Contingency plan", kind=Kind.LONG_TEXT, limit=2000)] = ""

    @property
    def severity(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact


@record("target", "Target", "Targets", lambda target: f"Target: {target.figure.label}")
class Target(Record, frozen=True):
    """The rule that sets the light beside a figure; the committee agreed on it before it saw the number."""

    figure: Annotated[Measure, Field("Figure", tier=Tier.PUBLISHABLE)] = Measure.PARTICIPATION
    green: Annotated[float, Field("Green from", tier=Tier.PUBLISHABLE)] = 0.0
    amber: Annotated[
        float, Field("Amber from", tier=Tier.PUBLISHABLE, help="Beyond it the light is red")
    ] = 0.0
    lower: Annotated[bool, Field("Lower is better", tier=Tier.PUBLISHABLE)] = False
    agreed: Annotated[date | None, Field("Agreed on", tier=Tier.PUBLISHABLE)] = None
    owner: Annotated[str, Field("Owner of the figure", ref="person", help="Who answers for how it is counted")] = ""


@record("baseline", "Baseline", "Baselines", lambda baseline: f"Baseline: {baseline.figure.label}")
class Baseline(Record, frozen=True):
    """How a figure stands elsewhere: in the organisation at large, or before the program began."""

    figure: Annotated[Measure, Field("Figure", tier=Tier.PUBLISHABLE)] = Measure.PARTICIPATION
    group: Annotated[str, Field("Of whom", tier=Tier.PUBLISHABLE)] = ""
    value: Annotated[float, Field("Value", tier=Tier.PUBLISHABLE, help="In the unit of the figure")] = 0.0
    n: Annotated[int, Field("Of how many", unit="n", limit=1_000_000, tier=Tier.PUBLISHABLE)] = 0
    start: Annotated[date | None, Field("From", tier=Tier.PUBLISHABLE)] = None
    end: Annotated[date | None, Field("Until", tier=Tier.PUBLISHABLE)] = None
    source: Annotated[str, Field("Source", tier=Tier.PUBLISHABLE)] = ""


class ReviewKind(Words):
    """Who looked at the program, and how thoroughly."""

    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    OBSERVER = "observer"


@record("review", "Program review", "Program reviews", lambda review: f"{review.kind.label} review")
class Review(Record, frozen=True):
    """What a review of the program found, and how its design was changed by it."""

    kind: Annotated[ReviewKind, Field("Review", tier=Tier.PUBLISHABLE)] = ReviewKind.QUARTERLY
    on: Annotated[date | None, Field("Date", tier=Tier.PUBLISHABLE)] = None
    by: Annotated[str, Field("By")] = ""
    findings: Annotated[str, Field("Findings", kind=Kind.LONG_TEXT, tier=Tier.PUBLISHABLE, limit=4000)] = ""
    before: Annotated[str, Field("Design before", tier=Tier.PUBLISHABLE, limit=400)] = ""
    after: Annotated[str, Field("Design after", tier=Tier.PUBLISHABLE, limit=400)] = ""


class PackKind(Words):
    """The siblings of the committee's pack."""

    COMMITTEE = "committee"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    OBSERVER = "observer"
    SPONSOR = "sponsor"


class Section(Words):
    """A part of a pack, in the order in which they are printed."""

    DECISIONS = "decisions"
    STATUS = "status"
    MOVED = "moved"
    BOARD = "board"
    EXPOSURE = "exposure"
    OUTCOMES = "outcomes"
    FAIRNESS = "fairness"
    RISKS = "risks"
    ACTIONS = "actions"
    REVIEWS = "reviews"
    METHOD = "method"

    @property
    def label(self) -> str:
        return {
            "decisions": "Decisions required",
            "status": "Where we stand",
            "moved": "What moved",
            "board": "The board",
            "exposure": "Exposure and load",
            "reviews": "Reviews of the program",
            "method": "How the figures are made",
        }.get(self.value, super().label)


@record("edition", "Edition", "Editions", lambda edition: edition.name)
class Edition(Record, frozen=True):
    """A pack put together once and kept under a name: which sections, which time, whom of, for whom, and the words."""

    name: Annotated[str, Field("Name", required=True, tier=Tier.PUBLISHABLE)]
    kind: Annotated[PackKind, Field("Kind", tier=Tier.PUBLISHABLE)] = PackKind.COMMITTEE
    sections: Annotated[
        tuple[Section, ...], Field("Sections", tier=Tier.PUBLISHABLE, help="Empty: those usual for its kind")
    ] = ()
    start: Annotated[date | None, Field("From", tier=Tier.PUBLISHABLE)] = None
    end: Annotated[date | None, Field("Until", tier=Tier.PUBLISHABLE, help="Empty: the day of the last change")] = None
    cohort: Annotated[str, Field("Cohort", ref="cohort", tier=Tier.PUBLISHABLE)] = ""
    reader: Annotated[str, Field("Reader", tier=Tier.PUBLISHABLE)] = ""
    watermark: Annotated[str, Field("Watermark", tier=Tier.PUBLISHABLE, limit=40)] = ""
    commentary: Annotated[
        tuple[tuple[str, str], ...], Field("Commentary", kind=Kind.CUSTOM, tier=Tier.PUBLISHABLE)
    ] = ()


@record("snapshot", "Snapshot", "Snapshots", lambda snapshot: f"Snapshot of {snapshot.document}")
class Snapshot(Record, frozen=True):
    """What a released pack was made from: with it the very same file can be made again at any time."""

    release: Annotated[str, Field("Release", tier=Tier.RESTRICTED)]
    document: Annotated[str, Field("Document", tier=Tier.RESTRICTED)] = ""
    on: Annotated[date | None, Field("Stand of", tier=Tier.RESTRICTED)] = None
    content: Annotated[
        str, Field("Content", kind=Kind.LONG_TEXT, tier=Tier.RESTRICTED, limit=4_000_000, help="As it was cleared")
    ] = ""
