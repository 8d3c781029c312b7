"""What the pages of a pack are made of: parts that begin with what they come to, lines of figures, lists, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from program.metrics.pictures import Groups, Trend
from program.names import counted
from program.records import Section
from program.views import PackView
from program.views_pack_figures import PERIOD
from program.views_pack_parts import Drawing, Fact, Status, Told
from reports.paper import BODY, QUIET, SMALL, STRONG, Sheet, base
from reports.text import Style

VALUE = Style(11, 600)
NOTE = SMALL._replace(role="quiet")
ITALIC = Style(9.5, 400, height=1.45)

_ROLES = {"green": "good", "amber": "caution", "red": "bad"}
_NAME, _VALUE = 0.39, 0.53  # of the width: where names end, and where values do
_GAP = 22.0  # between two pictures side by side
_HIGH = 146.0


def part(sheet: Sheet, view: PackView, section: Section, title: str, lead: str, room: float = 300) -> None:
    """Begin a part with the sentence that says what it comes to and what the lead wrote to it: on a new page unless
    there are `room` points left on this one."""
    if sheet.has_room(room):
        sheet.space(20)
    else:
        sheet.page()
    sheet.bookmark(title)
    sheet.opening(title, lead)
    comment(sheet, view, section)


def comment(sheet: Sheet, view: PackView, section: Section) -> None:
    """What the lead wrote to a section, set apart."""
    words = view.words(section)
    if not words:
        return
    lines = sheet.type.wrap(words, ITALIC, sheet.width - 26)
    while lines:
        room = max(1, int((sheet.y - sheet.bottom - 20) // ITALIC.leading))
        now, lines = lines[:room], lines[room:]
        high = len(now) * ITALIC.leading + 12
        sheet.need(high)
        sheet.box(sheet.left, sheet.y - high, sheet.width, high, fill="accent_soft", round_=4)
        sheet.lines(sheet.left + 13, sheet.y - 6, now, ITALIC)
        sheet.space(high + 14)


def light(sheet: Sheet, x: float, y: float, colour: str) -> None:
    """The light of a figure on the base line `y`: a disc when green, a triangle when amber, a square when red; so that
    it can be told without colours. A ring where there is no target."""
    role = _ROLES.get(colour, "")
    if colour == "amber":
        sheet.warning(x, y - 0.6, 8.5, role)
    elif colour == "red":
        sheet.box(x + 0.6, y - 0.4, 7.2, 7.2, fill=role, round_=1)
    elif colour == "green":
        sheet.disc(x + 4.2, y + 3.2, 4, role)


def statuses(sheet: Sheet, figures: Sequence[Status], *, lights: bool = False) -> None:
    """A line a figure: its name, its value, and beside it of how many, between what, by which rule, since when."""
    for each in figures:
        _status(sheet, each, lights)


def _status(sheet: Sheet, each: Status, lights: bool) -> None:
    shown = each.shown
    indent = 18.0 if lights else 0.0
    beside = sheet.left + sheet.width * _VALUE + 12
    room = sheet.right - beside
    empty = shown.value is None
    why = shown.withheld.removeprefix("withheld: ") or shown.said
    words = (shown.beside, each.change, each.period and f"{PERIOD.lower()}: {each.period}")
    first = sheet.type.wrap(why if empty else " · ".join(filter(None, words)), NOTE, room, 3)
    under: list[str] = []
    if each.rule and (len(first) > 1 or sheet.type.width(f"{first[0]}; {each.rule}", NOTE) > room):
        under = sheet.type.wrap(each.rule, NOTE, room, 2)
    elif each.rule:
        first = [f"{first[0]}; {each.rule}"]
    name = sheet.type.wrap(shown.name, BODY, sheet.width * _NAME - indent, 2)
    high = max(len(name) * BODY.leading, (len(first) + len(under)) * NOTE.leading, VALUE.leading) + 6.5
    if sheet.need(high):
        sheet.rule(sheet.y)
    top = sheet.y - 3.2
    if lights:
        light(sheet, sheet.left, top - base(BODY), each.light)
    sheet.lines(sheet.left + indent, top, name, BODY)
    value = VALUE._replace(role="quiet", weight=400, size=9.5) if empty else VALUE
    said = "withheld" if shown.withheld else "–" if empty else shown.said
    sheet.line(sheet.left + sheet.width * _VALUE, top - base(BODY), said, value, sheet.width * 0.2, "right")
    sheet.lines(beside, sheet.lines(beside, top + (base(NOTE) - base(BODY)), first, NOTE), under, NOTE)
    sheet.y -= high
    sheet.rule(sheet.y)


def brief(sheet: Sheet, figures: Sequence[Status], *, lights: bool = False) -> None:
    """Figures two by two, for a page that has to hold many: name, value, and below of how many."""
    wide = (sheet.width - _GAP) / 2
    high = BODY.leading + NOTE.leading + 7
    for place in range(0, len(figures), 2):
        if sheet.need(high):
            sheet.rule(sheet.y)
        for at, each in enumerate(figures[place : place + 2]):
            x, y = sheet.left + at * (wide + _GAP), sheet.y - 3.5
            indent = 14.0 if lights and each.light else 0.0
            if indent:
                light(sheet, x, y - base(BODY), each.light)
            value = sheet.line(x + wide, y - base(BODY), each.shown.said, STRONG, align="right")
            sheet.line(x + indent, y - base(BODY), each.shown.name, BODY, wide - value - 10 - indent)
            period = each.period and f"{PERIOD.lower()}: {each.period}"
            beside = " · ".join(filter(None, (each.shown.beside, period, each.change)))
            sheet.line(x, y - BODY.leading - base(NOTE), beside, NOTE, wide)
            sheet.rule(y - BODY.leading - NOTE.leading - 3.5, x, x + wide)
        sheet.y -= high


def facts(sheet: Sheet, lines: Iterable[Fact]) -> None:
    """Words at the left, a number or a few words at the right, a hairline below."""
    for each in lines:
        right = sheet.type.fit(each.beside, STRONG, sheet.width * 0.4)
        wide = sheet.type.width(right, STRONG)
        words = sheet.type.wrap(each.words, BODY, sheet.width - wide - 16, 2)
        high = max(1, len(words)) * BODY.leading + 7
        sheet.need(high)
        sheet.lines(sheet.left, sheet.y - 3.5, words, BODY)
        sheet.line(sheet.right, sheet.y - 3.5 - base(STRONG), right, STRONG, align="right")
        sheet.y -= high
        sheet.rule(sheet.y)


def quiet(sheet: Sheet, words: str) -> None:
    """A quiet sentence, with room below it."""
    sheet.write(words, QUIET)
    sheet.space(10)


def wanted(picture: Drawing) -> float:
    """How high a picture is drawn: one with few lines needs less."""
    if isinstance(picture, Groups):
        return min(_HIGH, 48.0 + 26 * len(picture.marks))
    return 108.0 if isinstance(picture, Trend) and len(picture.lines) < 2 else _HIGH


def pictures(sheet: Sheet, drawings: Sequence[Drawing], most: float = _HIGH) -> None:
    """Pictures two by two, each under its finding and over its note; a single one goes from margin to margin."""
    for place in range(0, len(drawings), 2):
        row = drawings[place : place + 2]
        width = (sheet.width - _GAP) / 2 if len(row) == 2 else sheet.width
        titles = [sheet.type.wrap(each.title, STRONG, width, 2) for each in row]
        notes = [sheet.type.wrap(each.note, NOTE, width, 2) for each in row]
        high = min(most, max(wanted(each) for each in row))
        heading = max(len(lines) for lines in titles) * STRONG.leading + 5
        foot = max(len(lines) for lines in notes) * NOTE.leading + 4
        sheet.need(heading + high + foot + 12)
        top = sheet.y
        for at, (each, title, note) in enumerate(zip(row, titles, notes, strict=True)):
            x = sheet.left + at * (width + _GAP)
            sheet.lines(x, top, title, STRONG)
            chart(sheet, each, x, top - heading - high, width, high)
            sheet.lines(x, top - heading - high - 4, note, NOTE)
        sheet.y = top - heading - high - foot - 16


def chart(sheet: Sheet, picture: Drawing, x: float, y: float, width: float, high: float) -> None:
    """One picture as vectors, its lower left corner at x, y."""
    drawn = _vector(picture, round(width, 3), round(high, 3))
    sheet.picture(drawn, x, y, width, high, f"{picture.title}. {picture.note}")


@lru_cache(maxsize=48)  # while an edition is put together the pictures stay and the words change
def _vector(picture: Drawing, width: float, high: float) -> bytes:
    from reports.figures import Style as Look
    from reports.figures import vector

    return vector(picture, Look(paper=True), width, high)


def stories(sheet: Sheet, told: Sequence[Told]) -> None:
    """What happened, beside the figure that counts it; everybody it is about has agreed that it is told."""
    if not told:
        return
    sheet.heading("Behind the numbers", keep=70)
    for each in told:
        title = sheet.type.wrap(each.title, STRONG, sheet.width - 14, 2)
        words = sheet.type.wrap(each.told, BODY, sheet.width - 14)
        sheet.need((len(title) + min(len(words), 6)) * BODY.leading + NOTE.leading)
        top = sheet.y
        sheet.y = sheet.lines(sheet.left + 14, sheet.y, title, STRONG)
        for line in words:
            if sheet.need(BODY.leading):
                top = sheet.y
            sheet.line(sheet.left + 14, sheet.y - base(BODY), line, BODY)
            sheet.y -= BODY.leading
        kind = "Something that failed. " if each.failure else ""
        sheet.line(sheet.left + 14, sheet.y - base(NOTE), f"{kind}Beside: {each.figure}", NOTE, sheet.width - 14)
        sheet.y -= NOTE.leading
        sheet.box(sheet.left, sheet.y + 2, 2.4, top - sheet.y - 4, fill="accent", round_=1)
        sheet.space(10)


def withheld(sheet: Sheet, figures: Sequence[Status], least: int) -> None:
    """One line for the figures that are withheld, rather than as many empty ones."""
    gone = [each.shown.name for each in figures if each.shown.withheld]
    if gone:
        sheet.space(6)
        what = counted(len(gone), "figure is", "figures are")
        quiet(sheet, f"{what} withheld, because fewer than {least} people could be told by them: {', '.join(gone)}.")
