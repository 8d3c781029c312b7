"""What stands in each cell, ready to be drawn: plain values, so that equal faces share one picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from program.names import short_name
from program.program import Program
from program.records import Host, Person, Placement, Role, State, Theme
from program.verdict import Outcome, Verdict
from program.views import host_colours
from ui.board import spoken
from ui.board.look import Colour, Rows
from ui.board.sheet import Cell, Gap, Sheet

STATES: Mapping[State, tuple[str, str]] = {
    State.DRAFT: ("quiet", ""),
    State.SUBMITTED: ("caution", "flag"),
    State.APPROVED: ("good", "check"),
    State.PUBLISHED: ("accent", "success"),
}
"""Colour role and icon of each state."""

SIGNS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.FREE: ("good", "check"),
    Outcome.WARN: ("caution", "warning"),
    Outcome.BLOCKED: ("bad", "blocked"),
    Outcome.IMPOSSIBLE: ("bad", "lock"),
}
"""Colour role and icon of each verdict."""


class CardFace(NamedTuple):
    """A card: three lines, the colour role of its bar, and the signs at its right."""

    title: str
    second: str
    third: str
    bar: str
    pinned: bool
    state: str
    warning: str


class GroundFace(NamedTuple):
    """What lies under the words of a card: its surface, bar and edge, as colour roles."""

    bar: str
    edge: str


class VerdictFace(NamedTuple):
    """What a drop here would mean; `under` is the card that lies here."""

    outcome: Outcome
    words: str
    points: str
    under: str
    bar: str


class GapFace(NamedTuple):
    """A cell without a card; `open` when one could be placed here."""

    words: str
    open: bool


class TallyFace(NamedTuple):
    """A part of a whole, as dots or as a bar with a number."""

    part: int
    whole: int
    dots: bool


class ChangeFace(NamedTuple):
    """A cell that is otherwise in the plan in front: what it shows now over what lies there in the live plan.

    Each of the two is two lines and the colour role of a bar; both lines empty where there is no card.
    """

    new: tuple[str, str]
    old: tuple[str, str]
    bar: str
    pinned: bool


class OriginFace(NamedTuple):
    """Where the card in the air came from."""

    words: str


Face = CardFace | GroundFace | VerdictFace | GapFace | TallyFace | OriginFace | ChangeFace


def card_face(sheet: Sheet, card: Placement, warning: str) -> CardFace:
    """A card as this look shows it: the row's own name is left out."""
    program = sheet.program
    host = program.title(Host, card.host) or "No host yet"
    mentor = short_name(program.title(Person, card.mentor)) or "no mentor yet"
    what = spoken.project(program, card)
    match sheet.look.rows:
        case Rows.MENTEE:
            title, second = host, mentor
        case Rows.HOST:
            title, second = program.title(Person, card.person), mentor
        case Rows.MENTOR:
            title, second = program.title(Person, card.person), host
    bar = bar_role(program, card, sheet.look.colour)
    return CardFace(title, second, what, bar, card.pinned, STATES[card.state][1], warning)


def change_face(sheet: Sheet, live: Program, before: Placement | None, after: Placement | None) -> ChangeFace:
    """A changed cell, new over old."""
    look = sheet.look.colour
    shown = after if after is not None else before
    assert shown is not None
    program = sheet.program if after is not None else live
    bar = bar_role(program, shown, look)
    new, old = _lines(sheet, sheet.program, after), _lines(sheet, live, before)
    return ChangeFace(new, old, bar, shown.pinned)


def _lines(sheet: Sheet, program: Program, card: Placement | None) -> tuple[str, str]:
    """The two lines of a card in this look; empty for none."""
    if card is None:
        return "", ""
    host = program.title(Host, card.host) or "No host"
    mentor = short_name(program.title(Person, card.mentor)) or "no mentor"
    match sheet.look.rows:
        case Rows.MENTEE:
            return host, mentor
        case Rows.HOST:
            return program.title(Person, card.person), mentor
        case Rows.MENTOR:
            return program.title(Person, card.person), host


def verdict_face(sheet: Sheet, cell: Cell, answer: Verdict) -> VerdictFace:
    """The verdict on a cell."""
    under = sheet.card(*cell)
    title = bar = ""
    if under is not None:
        face = card_face(sheet, under, "")
        title, bar = face.title, face.bar
    shown = spoken.points(answer.points) if answer.outcome in (Outcome.FREE, Outcome.WARN) else ""
    only_this = under is not None and answer.displaced == (under,) and answer.outcome is Outcome.WARN
    words = "replaces this" if only_this else spoken.told(sheet.program, answer)
    return VerdictFace(answer.outcome, words, shown, title, bar)


def gap_face(sheet: Sheet, cell: Cell) -> GapFace:
    """A cell without a card."""
    found = sheet.gap(*cell)
    if found is Gap.FREE:
        if sheet.look.rows is Rows.MENTEE:
            return GapFace("free", True)
        row = sheet.rows[cell[0]]
        first_free = len(sheet.lanes(row.key, sheet.columns[cell[1]].id)) == row.lane
        left = sheet.left(row.key, sheet.columns[cell[1]])
        what = "seat" if sheet.look.rows is Rows.HOST else "place"
        words = f"{left} {what}{'' if left == 1 else 's'} left" if first_free else ""
        return GapFace(words, first_free)
    shown = "" if found in (Gap.OTHER_COHORT, Gap.NONE) or sheet.rows[cell[0]].lane else found.value
    return GapFace(shown, False)


def bar_role(program: Program, card: Placement, colour: Colour) -> str:
    """The colour role of a card's bar."""
    match colour:
        case Colour.HOST:
            place = host_colours(program).get(card.host)
        case Colour.THEME:
            place = _places(program, Theme).get(card.theme)
        case Colour.MENTOR:
            place = _mentors(program).get(card.mentor)
        case Colour.STATE:
            return STATES[card.state][0]
    return "edge" if place is None else f"host_{place % 10 + 1}"


def _places(program: Program, kind: type[Theme]) -> Mapping[str, int]:
    def make() -> dict[str, int]:
        ordered = sorted(program.of(kind).values(), key=lambda item: (item.name.casefold(), item.id))
        return {item.id: place for place, item in enumerate(ordered)}

    return program.index("theme colours", (kind,), make)


def _mentors(program: Program) -> Mapping[str, int]:
    def make() -> dict[str, int]:
        return {person.id: place for place, person in enumerate(program.people(Role.MENTOR))}

    return program.index("mentor colours", (Person,), make)
