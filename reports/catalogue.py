"""The table of all documents that can be asked for: their words, their options, and what builds them.

Command line, reports page and tests read the same table. A view is made by `program.views.VIEWS` under the same key:

    report = REPORTS["plan"]
    view = VIEWS["plan"](program, **report.view_options(chosen))
    document = make("plan", view, report.framed(frame, chosen))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from program.records import PackKind, Purpose, Tier
from program.releases import PURPOSE
from program.views import (
    TITLES,
    CircleView,
    GroupBy,
    HeldView,
    MilestonesView,
    Names,
    PackView,
    Period,
    PersonView,
    PlanView,
    RosterView,
    Who,
    WorkshopView,
)
from reports.paper import Frame, Size, Turn


@dataclass(frozen=True)
class Choice:
    """One value an option can have: the word of the command line, and what people read."""

    key: str
    words: str
    value: Any


@dataclass(frozen=True)
class Option:
    """Something to choose before a document is made.

    With `choices` it is one of them. With `ref` it is the id of a record of that kind; empty stands for all of them
    unless one is `required`. Else it is words to type.
    """

    key: str
    words: str
    choices: tuple[Choice, ...] = ()
    ref: str = ""
    required: bool = False
    default: str = ""
    paper: bool = False  # chosen for the sheet of paper, not for what stands on it
    none: str = "All"  # what an empty choice of a record is called

    def value(self, key: str) -> Any:
        """The value behind a chosen key. Raises KeyError for a key that is none of the choices."""
        if not self.choices:
            return key
        return {choice.key: choice.value for choice in self.choices}[key]


@dataclass(frozen=True)
class Report:
    """A document that can be asked for."""

    key: str
    title: str
    words: str
    options: tuple[Option, ...]
    build: Callable[[Any, Frame], bytes]
    group: str = "The program"  # under what it is offered
    reader: str = "Lead and facilitators"  # whom it is for, unless its tier or somebody says otherwise
    purposes: tuple[Purpose, ...] = (Purpose.RUNNING_THE_PROGRAM,)  # what the people in it must not have withdrawn from
    tier: Tier = Tier.PROGRAM  # who may read it, where that cannot be chosen
    dated: bool = False  # whether its view asks for the book's day
    pack: PackKind | None = None  # which sibling of the committee's pack it is
    use: str = PURPOSE  # what it may be used for, unless somebody says otherwise

    def usual_reader(self, chosen: Mapping[str, str]) -> str:
        """Whom the document is for when nobody says."""
        for option in self.options:
            if option.key == "tier":
                key = chosen.get("tier", option.default)
                return next(choice.words for choice in option.choices if choice.key == key)
        return self.reader

    def view_options(self, chosen: Mapping[str, str]) -> dict[str, Any]:
        """What the view is to be made with; options nobody chose take their defaults."""
        return {o.key: o.value(chosen.get(o.key, o.default)) for o in self.options if not o.paper}

    @property
    def papers(self) -> tuple[str, ...]:
        """The options that are about the sheet of paper."""
        return tuple(option.key for option in self.options if option.paper)

    def framed(self, frame: Frame, chosen: Mapping[str, str]) -> Frame:
        """The frame with the chosen paper."""
        return replace(frame, **{o.key: o.value(chosen.get(o.key, o.default)) for o in self.options if o.paper})


_TIERS = (
    Choice("restricted", "The program lead", Tier.RESTRICTED),
    Choice("pair", "The person and their mentors", Tier.PAIR),
    Choice("program", "Lead and facilitators", Tier.PROGRAM),
)
_ASKED = (Choice("restricted", "The person, who asked", Tier.RESTRICTED),)
_GROUPS = (
    Choice("unit", "By unit", GroupBy.UNIT),
    Choice("role", "By role", GroupBy.ROLE),
    Choice("cohort", "By cohort", GroupBy.COHORT),
    Choice("status", "By status", GroupBy.STATUS),
    Choice("nothing", "One list", GroupBy.NOTHING),
)
_WHO = (
    Choice("taking_part", "Everyone taking part", Who.TAKING_PART),
    Choice("everyone", "Everyone in the book", Who.EVERYONE),
)
_NAMES = (
    Choice("full", "Full names", Names.FULL),
    Choice("first", "First names", Names.FIRST),
    Choice("alias", "Aliases", Names.ALIAS),
)
_SIZES = tuple(Choice(size.value.lower(), size.value, size) for size in Size)
_TURNS = (
    Choice("fit", "As suits it", Turn.FIT),
    Choice("portrait", "Portrait", Turn.PORTRAIT),
    Choice("landscape", "Landscape", Turn.LANDSCAPE),
)

_PAPER = (
    Option("size", "Paper", _SIZES, default="a4", paper=True),
    Option("turn", "Way round", _TURNS, default="fit", paper=True),
)
_PERIODS = (
    Choice("usual", "As usual for it", None),
    *(Choice(period.value, period.label, period) for period in Period),
)
_EDITION = Option("edition", "Edition", ref="edition", none="As usual for it")
_COHORT = Option("cohort", "Cohort", ref="cohort")
_CIRCLE = Option("circle", "Circle", ref="circle")
_CALLED = Option("names", "Names", _NAMES, default="full")
# Their group, reader and purposes:
_ROOM = ("A circle", "The people of the circle", (Purpose.RUNNING_THE_PROGRAM, Purpose.WORKSHOPS))


def _tier(default: Tier) -> Option:
    return Option("tier", "For", _TIERS, default=default.name.lower())


def _plan(view: PlanView, frame: Frame) -> bytes:
    from reports.documents.rotation_plan import build

    return build(view, frame)


def _roster(view: RosterView, frame: Frame) -> bytes:
    from reports.documents.roster import build

    return build(view, frame)


def _person(view: PersonView, frame: Frame) -> bytes:
    from reports.documents.person_sheet import build

    return build(view, frame)


def _held(view: HeldView, frame: Frame) -> bytes:
    from reports.documents.person_held import build

    return build(view, frame)


def _circle(view: CircleView, frame: Frame) -> bytes:
    from reports.documents.round_sheet import build

    return build(view, frame)


def _poster(view: WorkshopView, frame: Frame) -> bytes:
    from reports.documents.poster import build

    return build(view, frame)


def _milestones(view: MilestonesView, frame: Frame) -> bytes:
    from reports.documents.milestones import build

    return build(view, frame)


def _composed(view: PackView, frame: Frame) -> bytes:
    from reports.documents.committee.document import build

    return build(view, frame)


def _pack(kind: PackKind, words: str, reader: str) -> Report:
    options = (
        _EDITION,
        Option("period", "Period", _PERIODS, default="usual"),
        _COHORT,
        Option("watermark", "Watermark"),
        *_PAPER,
    )
    purposes, tier = (Purpose.FIGURES,), Tier.AGGREGATE
    title, group = TITLES[kind], "The committee"
    use = "Confidential. For the oversight of the program. Not for onward use."
    asked = (kind.value, title, words, options, _composed, group, reader, purposes, tier)
    return Report(*asked, dated=True, pack=kind, use=use)


def _cards(view: WorkshopView, frame: Frame) -> bytes:
    from reports.documents.cards import build

    return build(view, frame)


_ALL = (
    _pack(
        PackKind.COMMITTEE,
        "Decisions asked for, how the program stands, what moved, the board, outcomes, risks and promises; no names.",
        "Steering committee",
    ),
    _pack(
        PackKind.QUARTERLY,
        "The committee’s pack in detail, each figure also of the last three months alone, with the reviews.",
        "Steering committee",
    ),
    _pack(
        PackKind.ANNUAL,
        "A year of the program: all figures, years and cohorts side by side, reviews and what they changed.",
        "Steering committee",
    ),
    _pack(
        PackKind.OBSERVER,
        "For somebody outside: small units are not named, and the last page is for what the observer finds.",
        "External observer",
    ),
    _pack(
        PackKind.SPONSOR,
        "One page: what is asked for, the figures with a target, one picture, one story.",
        "Program sponsor",
    ),
    Report(
        "plan",
        "Rotation plan",
        "How the plan stands, everyone's way through the cycles, every host's seats, and what stands against it.",
        (_tier(Tier.PROGRAM), _COHORT, *_PAPER),
        _plan,
    ),
    Report(
        "roster",
        "Roster",
        "Everyone in the program with unit, roles and status.",
        (
            _tier(Tier.PROGRAM),
            Option("group", "Arranged", _GROUPS, default="unit"),
            Option("who", "People", _WHO, default="taking_part"),
            _COHORT,
            *_PAPER,
        ),
        _roster,
    ),
    Report(
        "person",
        "One-person sheet",
        "One person's profile, way through the rotation, functions and mentors met, and goals.",
        (_tier(Tier.PAIR), Option("id_", "Person", ref="person", required=True), *_PAPER),
        _person,
        "One person",
    ),
    Report(
        "milestones",
        "Milestone sheet",
        "What one person set out to reach, how far they came, what they met and what comes next; theirs to keep.",
        (_tier(Tier.PAIR), Option("id_", "Person", ref="person", required=True), *_PAPER),
        _milestones,
        "One person",
        dated=True,
        use="For the person named and their mentors. Theirs to keep.",
    ),
    Report(
        "held",
        "Everything held of a person",
        "All that the book holds of one person, for the day on which they ask; the text of private notes stays sealed.",
        (
            Option("tier", "For", _ASKED, default="restricted"),
            Option("id_", "Person", ref="person", required=True),
            *_PAPER,
        ),
        _held,
        "One person",
    ),
    Report(
        "circle",
        "Round sheet",
        "Who sits at which table in every round of a circle, a page a round, and everybody's tables.",
        (_CIRCLE, _CALLED, *_PAPER),
        _circle,
        *_ROOM,
    ),
    Report(
        "poster",
        "Poster of the rounds",
        "All rounds of a circle side by side on a large sheet, for the wall of the room.",
        (_CIRCLE, _CALLED, replace(_PAPER[0], default="a3"), _PAPER[1]),
        _poster,
        *_ROOM,
    ),
    Report(
        "cards",
        "Cards for everybody",
        "A card each to cut out, with the person's table in every round.",
        (_CIRCLE, _CALLED, *_PAPER),
        _cards,
        *_ROOM,
    ),
)

REPORTS: Mapping[str, Report] = MappingProxyType({report.key: report for report in _ALL})


def make(key: str, view: Any, frame: Frame) -> bytes:
    """The document `key` made from its view. Raises KeyError when there is no such document."""
    return REPORTS[key].build(view, frame)
