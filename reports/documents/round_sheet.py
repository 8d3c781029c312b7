"""The round sheet: a page for each round with who sits at which table, then everybody's way through the rounds."""

from __future__ import annotations

from collections.abc import Iterator

from program.names import counted
from program.views_circle import CircleSheet, CircleView, RoundSheet, TableSheet
from reports.paper import BODY, HEADING, SMALL, STRONG, Frame, Sheet, base
from reports.table import Cell, Column, Table
from reports.text import Style

_GAP = 12.0
_PAD = 9.0
_LINE = BODY.leading + 1
_NARROWEST = 150.0  # a table's box
_MOST = 12  # rounds side by side in the list of ways
_NAME = Style(9, 600)
_QUIETER = SMALL._replace(role="quiet")


def build(view: CircleView, frame: Frame) -> bytes:
    """The sheet as a PDF, portrait unless the frame says otherwise."""
    title = view.circles[0].name if len(view.circles) == 1 else "Round sheet"
    sheet = Sheet(frame, title)
    planned = [circle for circle in view.circles if circle.rounds]
    if not planned:
        sheet.bookmark(title)
        sheet.opening(title, "No rounds are planned yet. They appear here once they are.")
    first = True
    for circle in planned:
        for each in circle.rounds:
            if not first:
                sheet.page()
            first = False
            _round(sheet, circle, each)
        for start in range(0, len(circle.rounds), _MOST):
            sheet.page()
            _ways(sheet, circle, start)
    return sheet.done()


def _round(sheet: Sheet, circle: CircleSheet, each: RoundSheet) -> None:
    facts = [counted(len(each.tables), "table", "tables")]
    facts += [f"facilitated by {circle.facilitator}"] if circle.facilitator else []
    facts += ["held"] if each.held else []
    sheet.bookmark(f"{circle.name}, round {each.number}")
    sheet.opening(f"Round {each.number}", " · ".join([circle.name, *facts]))
    across = max(1, int((sheet.width + _GAP) // (_NARROWEST + _GAP)))
    wide = (sheet.width - _GAP * (across - 1)) / across
    most = int((sheet.y - sheet.bottom - _height(TableSheet(0, "", ()))) // _LINE)
    pieces = [piece for table in each.tables for piece in _pieces(table, most)]
    for start in range(0, len(pieces), across):
        row = pieces[start : start + across]
        high = max(_height(table) for table in row)
        sheet.need(high)
        for place, table in enumerate(row):
            _table(sheet, table, sheet.left + place * (wide + _GAP), wide, high)
        sheet.space(high + _GAP)
    if each.out:
        sheet.need(HEADING.leading + 3 * BODY.leading)
        sheet.write("Sitting out this round", STRONG)
        sheet.space(2)
        sheet.write(", ".join(each.out))


def _pieces(table: TableSheet, most: int) -> Iterator[TableSheet]:
    """The table in as many boxes as it takes for none to be longer than a page."""
    for start in range(0, len(table.people), most):
        yield TableSheet(table.number, table.host, table.people[start : start + most])


def _height(table: TableSheet) -> float:
    return 2 * _PAD + HEADING.leading + 3 + len(table.people) * _LINE


def _table(sheet: Sheet, table: TableSheet, x: float, wide: float, high: float) -> None:
    sheet.box(x, sheet.y - high, wide, high, edge="edge", round_=5)
    y = sheet.y - _PAD
    sheet.line(x + _PAD, y - base(HEADING), f"Table {table.number}", HEADING, wide - 2 * _PAD)
    y -= HEADING.leading + 3
    for name in table.people:
        host = name == table.host
        room = wide - 2 * _PAD - (28 if host else 0)
        sheet.line(x + _PAD, y - base(BODY), name, STRONG if host else BODY, room)
        if host:
            sheet.line(x + wide - _PAD, y - base(BODY), "host", _QUIETER, 26, "right")
        y -= _LINE


def _ways(sheet: Sheet, circle: CircleSheet, start: int) -> None:
    rounds = circle.rounds[start : start + _MOST]
    if start == 0:
        sheet.bookmark(f"{circle.name}, everybody's tables")
    sheet.opening("Everybody's tables", f"{circle.name} · the number of the table in each round; – is not there")
    columns = [Column("Name", 30, _NAME), *(Column(f"Round {each.number}", 9, BODY, "centre") for each in rounds)]
    table = Table(sheet, columns, pad=3.5)
    table.head()
    for way in circle.ways:
        cells: list[Cell] = [_word(number) for number in way.tables[start : start + _MOST]]
        table.row(way.name, *cells)


def _word(table: int) -> str:
    return {0: "out", -1: "–"}.get(table, str(table))
