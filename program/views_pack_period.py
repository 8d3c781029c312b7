"""What a pack is to be: its kind, its sections, the days it looks at, the words written to it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import msgspec

from program.program import Program
from program.records import Cohort, Cycle, Edition, PackKind, Section, Words
from program.trouble import Trouble
from program.views_reader import day as said


class Period(Words):
    """How far back a pack looks for what happened; its figures always count from the beginning of the program."""

    CYCLE = "cycle"
    QUARTER = "quarter"
    YEAR = "year"
    BEGINNING = "beginning"

    @property
    def label(self) -> str:
        return {
            "cycle": "This cycle",
            "quarter": "The last three months",
            "year": "The last twelve months",
            "beginning": "Since the beginning",
        }[self.value]


_ALL = tuple(Section)
SECTIONS: Mapping[PackKind, tuple[Section, ...]] = MappingProxyType(
    {
        PackKind.COMMITTEE: tuple(each for each in _ALL if each is not Section.REVIEWS),
        PackKind.QUARTERLY: _ALL,
        PackKind.ANNUAL: _ALL,
        PackKind.OBSERVER: tuple(each for each in _ALL if each not in (Section.DECISIONS, Section.ACTIONS)),
        PackKind.SPONSOR: (Section.DECISIONS, Section.STATUS, Section.OUTCOMES),
    }
)
"""The sections usual for a kind, in the order in which they are printed."""

PERIODS: Mapping[PackKind, Period] = MappingProxyType(
    {
        PackKind.COMMITTEE: Period.QUARTER,
        PackKind.QUARTERLY: Period.QUARTER,
        PackKind.ANNUAL: Period.YEAR,
        PackKind.OBSERVER: Period.YEAR,
        PackKind.SPONSOR: Period.QUARTER,
    }
)

TITLES: Mapping[PackKind, str] = MappingProxyType(
    {
        PackKind.COMMITTEE: "Committee pack",
        PackKind.QUARTERLY: "Quarterly progress report",
        PackKind.ANNUAL: "Annual review",
        PackKind.OBSERVER: "Observer’s edition",
        PackKind.SPONSOR: "Sponsor’s page",
    }
)


class Order(msgspec.Struct, frozen=True):
    """A pack as it was asked for, with everything settled."""

    kind: PackKind
    sections: tuple[Section, ...]
    since: date | None  # None: the beginning
    until: date
    cohort: str = ""
    name: str = ""  # of the edition
    watermark: str = ""
    commentary: tuple[tuple[Section, str], ...] = ()

    @property
    def period(self) -> str:
        """ "1 Oct – 21 Nov 2026", "until 21 Nov 2026"."""
        return f"{said(self.since)} – {said(self.until)}" if self.since else f"until {said(self.until)}"


def order(program: Program, edition: Edition, day: date, period: Period | None = None) -> Order:
    """What an edition asks for on the book's `day`. A day after it counts as it; the edition's own days go before
    `period`, and without either it is the period usual for the kind."""
    until = min(edition.end or day, day)
    since = edition.start
    if since is None or since > until:
        since = begin(program, period or PERIODS[edition.kind], until, edition.cohort)
    sections = tuple(each for each in Section if each in (edition.sections or SECTIONS[edition.kind]))
    known = {each.value: each for each in Section}
    written = ((known.get(key), words.strip()) for key, words in edition.commentary)
    return Order(
        edition.kind,
        sections,
        since,
        until,
        edition.cohort if program.get(Cohort, edition.cohort) else "",
        edition.name,
        edition.watermark,
        tuple((key, words) for key, words in written if key in sections and words),
    )


def begin(program: Program, period: Period, until: date, cohort: str = "") -> date | None:
    """The first day of a period that ends on `until`; None for the beginning."""
    if period is Period.BEGINNING:
        return None
    if period is Period.CYCLE:
        series = program.series(cohort) if cohort else {cycle.id: 0 for cycle in program.of(Cycle).values()}
        begun = [cycle.start for cycle in program.cycles if cycle.id in series and cycle.start <= until]
        return max(begun, default=None)
    return back(until, 3 if period is Period.QUARTER else 12) + timedelta(days=1)


def back(day: date, months: int) -> date:
    """The same day so many months before; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class NoSuchEdition(Trouble):
    """An edition was asked for that is not there, or is of another kind."""

    def __init__(self, kind: PackKind) -> None:
        super().__init__(
            f"There is no such edition of the {TITLES[kind].lower()}.",
            kept="Nothing was made.",
            todo="Choose an edition of this kind, or none.",
        )
