"""The poster: all rounds of a circle side by side, as large as the sheet allows, to hang on a wall."""

from __future__ import annotations

from program.names import counted
from program.views import WorkshopView
from program.views_circle import CircleSheet, RoundSheet
from reports.paper import STRONG, Frame, Sheet, Turn, base
from reports.seating import draw_table, pieces, table_height, table_width
from reports.text import Style

_GAP = 12.0
_LEAST, _MOST = 0.85, 2.6  # how small and how large tables are drawn
_ACROSS = 6  # rounds side by side
_ROUND = Style(17, 600)
_QUIET = Style(10, 400, "quiet")


def build(view: WorkshopView, frame: Frame) -> bytes:
    """The poster as a PDF, landscape unless the frame says otherwise."""
    circle = view.circle
    sheet = Sheet(frame, circle.name if circle is not None else "Rounds", Turn.LANDSCAPE)
    if circle is None or not circle.rounds:
        sheet.bookmark("Rounds")
        sheet.opening(circle.name if circle is not None else "Rounds", "No rounds are planned yet.")
        return sheet.done()
    count = -(-len(circle.rounds) // _ACROSS)
    per = -(-len(circle.rounds) // count)
    for start in range(0, len(circle.rounds), per):
        if start:
            sheet.page()
        _band(sheet, circle, circle.rounds[start : start + per])
    return sheet.done()


def _band(sheet: Sheet, circle: CircleSheet, rounds: tuple[RoundSheet, ...]) -> None:
    """Some rounds as columns of tables, over as many pages as it takes."""
    facts = [counted(circle.people, "person", "people"), counted(len(circle.rounds), "round")]
    facts += [f"facilitated by {circle.facilitator}"] if circle.facilitator else []
    sheet.bookmark(f"{circle.name}, rounds {rounds[0].number} to {rounds[-1].number}")
    sheet.opening(circle.name, " · ".join(facts))
    wide = (sheet.width - _GAP * (len(rounds) - 1)) / len(rounds)
    scale = _scale(sheet, rounds, wide)
    most = max(1, int((sheet.top - sheet.bottom) / scale / 16) - 3)
    columns = [[piece for table in each.tables for piece in pieces(table, most)] for each in rounds]
    _heads(sheet, rounds, wide)
    for row in range(max(len(column) for column in columns)):
        tables = [(place, column[row]) for place, column in enumerate(columns) if row < len(column)]
        high = max(table_height(table, scale) for _, table in tables)
        if sheet.need(high):
            _heads(sheet, rounds, wide)
        for place, table in tables:
            draw_table(sheet, table, sheet.left + place * (wide + _GAP), wide, high, scale=scale)
        sheet.space(high + _GAP)
    _out(sheet, rounds, wide)


def _scale(sheet: Sheet, rounds: tuple[RoundSheet, ...], wide: float) -> float:
    """The largest that lets every name stand whole and every round end on the page, if it can."""
    tables = [table for each in rounds for table in each.tables]
    rows = max(len(each.tables) for each in rounds)
    tallest = max((table_height(table) for table in tables), default=1.0)
    room = sheet.y - sheet.bottom - _ROUND.leading - 4 * STRONG.leading - rows * _GAP
    broad = max((table_width(sheet, table) for table in tables), default=1.0)
    return max(_LEAST, min(_MOST, room / (rows * tallest), wide / broad))


def _heads(sheet: Sheet, rounds: tuple[RoundSheet, ...], wide: float) -> None:
    for place, each in enumerate(rounds):
        x = sheet.left + place * (wide + _GAP)
        sheet.line(x, sheet.y - base(_ROUND), f"Round {each.number}", _ROUND, wide)
    sheet.space(_ROUND.leading + 4)


def _out(sheet: Sheet, rounds: tuple[RoundSheet, ...], wide: float) -> None:
    """Below each round who sits out in it."""
    if not any(each.out for each in rounds):
        return
    words = [sheet.type.wrap(f"Sits out: {', '.join(each.out)}", _QUIET, wide) if each.out else [] for each in rounds]
    sheet.need(max(map(len, words)) * _QUIET.leading)
    for place, lines in enumerate(words):
        sheet.lines(sheet.left + place * (wide + _GAP), sheet.y, lines, _QUIET)
