"""The round sheet: a page for each round with who sits at which table, then everybody's way through the rounds."""

from __future__ import annotations

from program.names import counted
from program.views_circle import CircleSheet, CircleView, RoundSheet, TableSheet
from reports.paper import BODY, HEADING, STRONG, Frame, Sheet
from reports.seating import LINE, draw_table, pieces, table_height
from reports.table import Cell, Column, Table
from reports.text import Style

_GAP = 12.0
_NARROWEST = 150.0  # a table's box
_MOST = 12  # rounds side by side in the list of ways
_NAME = Style(9, 600)


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
    most = int((sheet.y - sheet.bottom - table_height(TableSheet(0, "", ()))) // LINE)
    boxes = [piece for table in each.tables for piece in pieces(table, most)]
    for start in range(0, len(boxes), across):
        row = boxes[start : start + across]
        high = max(table_height(table) for table in row)
        sheet.need(high)
        for place, table in enumerate(row):
            draw_table(sheet, table, sheet.left + place * (wide + _GAP), wide, high)
        sheet.space(high + _GAP)
    if each.out:
        sheet.need(HEADING.leading + 3 * BODY.leading)
        sheet.write("Sitting out this round", STRONG)
        sheet.space(2)
        sheet.write(", ".join(each.out))


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
