"""What a pack shows, section by section: other types than records, none of which has a field for a person.

Words that somebody typed are `Typed` (see `views_reader`), so that the leak check looks through them. Counts of people
that may be too few are `int | None`, so that it withholds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from program.leaks import Withheld
from program.metrics.guarded import Shown
from program.metrics.pictures import Bars, Curve, Funnel, Groups, Heat, Loads, Matrix, Network, Slopes, Trend
from program.records import Measure, PackKind, Section
from program.suppression import Table

Drawing = Bars | Heat | Loads | Network | Slopes | Funnel | Trend | Matrix | Curve | Groups


class Asked(msgspec.Struct, frozen=True):
    """A decision the committee is asked for, and by when."""

    title: str
    due: date
    overdue: bool = False


class Taken(msgspec.Struct, frozen=True):
    """A decision that was taken, with its day."""

    title: str
    on: date


class Decisions(msgspec.Struct, frozen=True):
    """What is asked for (`more` beside those shown), what was decided in the period (`others` beside those shown), and
    how many entries of the decision log are about single people, who are not told."""

    asked: tuple[Asked, ...] = ()
    more: int = 0
    taken: tuple[Taken, ...] = ()
    others: int = 0
    personal: int = 0


class Status(msgspec.Struct, frozen=True):
    """A figure with its light ("green", "amber", "red", or empty without a target or a value), the rule that set it,
    what it was in the last pack, and what it is in the period alone where the pack says so."""

    shown: Shown
    level: str
    light: str = ""
    rule: str = ""  # "green from 90 %"
    change: str = ""  # "+4 points", since the last pack
    before: str = ""  # "91 %", in the last pack
    period: str = ""  # "92 %, 11 of 12"


class Fact(msgspec.Struct, frozen=True):
    """Something that moved, and by how much or into what."""

    words: str
    beside: str = ""


class Moved(msgspec.Struct, frozen=True):
    """What differs from the last pack of the same kind; `since` is None where there was none."""

    since: date | None = None
    figures: tuple[Status, ...] = ()
    all: int = 0  # figures that moved, told or not
    still: int = 0  # figures that did not
    facts: tuple[Fact, ...] = ()


class CycleLine(msgspec.Struct, frozen=True):
    """A cycle: mentees placed and expected, placements approved, seats open, entries of the decision log about it."""

    name: str
    start: date
    end: date
    stage: str
    placed: int | None
    expected: int | None
    approved: int | None
    seats: int
    exceptions: int


class HostLine(msgspec.Struct, frozen=True):
    """A host with the seats it offers in a cycle."""

    name: str
    function: str
    seats: int


class Board(msgspec.Struct, frozen=True):
    """How the rotation stands: its cycles, its hosts (`more` beside those shown), and the people by cohort and stage.

    `people_on` is the day that the table of people shows: an earlier one than the pack's where too few have moved
    since, a later one where the pack is of a day gone by, of which nobody knows in what stage people were.
    """

    cycles: tuple[CycleLine, ...] = ()
    hosts: tuple[HostLine, ...] = ()
    more: int = 0
    people: Table | None = None
    people_on: date | None = None


class Told(msgspec.Struct, frozen=True):
    """A story as it may be told, beside the figure it belongs to."""

    title: str
    told: str
    figure: str
    failure: bool = False


class Evidence(msgspec.Struct, frozen=True):
    """Figures of one section, with their pictures and stories. `on` is an earlier day that they show, where too few
    people have changed since to tell them anew."""

    figures: tuple[Status, ...] = ()
    pictures: tuple[Drawing, ...] = ()
    stories: tuple[Told, ...] = ()
    on: date | None = None


class Compared(msgspec.Struct, frozen=True):
    """A figure over years and cohorts, in words; withheld ones say so."""

    name: str
    values: tuple[str, ...]


class Comparison(msgspec.Struct, frozen=True):
    """Figures over years and cohorts side by side."""

    columns: tuple[str, ...] = ()
    rows: tuple[Compared, ...] = ()


class RiskLine(msgspec.Struct, frozen=True):
    """A risk, with its number in the matrix."""

    number: int
    title: str
    kind: str
    likelihood: int
    impact: int
    severity: int
    state: str
    mitigation: str
    review: date | None = None


class Risks(msgspec.Struct, frozen=True):
    """The gravest risks (`more` beside those shown)."""

    shown: tuple[RiskLine, ...] = ()
    more: int = 0
    matrix: Matrix | None = None


class ActionLine(msgspec.Struct, frozen=True):
    """Something promised, without who promised it."""

    title: str
    due: date | None
    overdue: bool


class Actions(msgspec.Struct, frozen=True):
    """What was promised: how many are open, overdue and were closed, and the titles of those due first."""

    open: int = 0
    overdue: int = 0
    closed: int = 0
    shown: tuple[ActionLine, ...] = ()


class ReviewLine(msgspec.Struct, frozen=True):
    """What a review of the program found, and how its design was changed."""

    kind: str
    on: date | None
    findings: str
    before: str
    after: str


class Definition(msgspec.Struct, frozen=True):
    """A metric card as it is printed."""

    code: str
    name: str
    level: str
    definition: str
    numerator: str
    denominator: str
    window: str
    purpose: str
    bias: str
    blind: str
    source: str
    owner: str


class Rung(msgspec.Struct, frozen=True):
    """A level of evidence, and the figures that stand for it in this pack; none is said too."""

    level: str
    meaning: str
    figures: tuple[str, ...]


class Method(msgspec.Struct, frozen=True):
    """How the figures are made."""

    rungs: tuple[Rung, ...] = ()
    cards: tuple[Definition, ...] = ()


class Comment(msgspec.Struct, frozen=True):
    """What the lead wrote to a section."""

    section: str
    words: str


class PackView(msgspec.Struct, frozen=True, kw_only=True):
    """All that a pack shows. `withheld` is what was held back while it was made; `cohort` is the id of the one it is
    of, empty for everybody, and `of` its name."""

    kind: PackKind
    title: str
    program: str
    organisation: str
    purpose: str
    edition: str
    watermark: str
    cohort: str
    of: str
    period: str
    since: date | None
    until: date
    last: date | None  # of the pack it is compared with
    least: int
    sections: tuple[Section, ...]
    lead: str
    decisions: Decisions = Decisions()
    status: tuple[Status, ...] = ()
    moved: Moved = Moved()
    board: Board = Board()
    activity: Evidence = Evidence()
    exposure: Evidence = Evidence()
    outcomes: Evidence = Evidence()
    fairness: Evidence = Evidence()
    compared: Comparison = Comparison()
    risks: Risks = Risks()
    actions: Actions = Actions()
    reviews: tuple[ReviewLine, ...] = ()
    method: Method = Method()
    commentary: tuple[Comment, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    @property
    def figures(self) -> Mapping[Measure, Status]:
        """Every figure that stands in it, once."""
        parts = (self.activity, self.exposure, self.outcomes, self.fairness)
        said = (*self.status, *(each for part in parts for each in part.figures))
        return {each.shown.measure: each for each in reversed(said)}

    @property
    def pictures(self) -> tuple[Drawing, ...]:
        """Every picture that stands in it."""
        parts = (self.activity, self.exposure, self.outcomes, self.fairness)
        matrix = () if self.risks.matrix is None else (self.risks.matrix,)
        return (*(each for part in parts for each in part.pictures), *matrix)

    def words(self, section: Section) -> str:
        """What the lead wrote to a section."""
        return next((each.words for each in self.commentary if each.section == section.value), "")
