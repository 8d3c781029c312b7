"""Tables with the people at them, as they are drawn on every sheet that seats people; larger where there is room."""

from __future__ import annotations

from collections.abc import Iterator

from program.views_circle import TableSheet
from reports.paper import BODY, HEADING, SMALL, STRONG, Sheet, base
from reports.text import Style

PAD = 9.0
LINE = BODY.leading + 1
_HEAD = 3.0  # below a table's number
_HOST = 28.0  # the room that "host" takes
_QUIETER = SMALL._replace(role="quiet")


def pieces(table: TableSheet, most: int) -> Iterator[TableSheet]:
    """The table in as many boxes as it takes for none to have more than `most` people."""
    for start in range(0, len(table.people), most):
        yield TableSheet(table.number, table.host, table.people[start : start + most])


def table_height(table: TableSheet, scale: float = 1.0) -> float:
    """How high a table's box is."""
    return scale * (2 * PAD + HEADING.leading + _HEAD + len(table.people) * LINE)


def table_width(sheet: Sheet, table: TableSheet) -> float:
    """How broad a table's box must be, unscaled, for no name to be cut."""
    names = (sheet.type.width(name, STRONG) + (_HOST if name == table.host else 0) for name in table.people)
    return 2 * PAD + max(names, default=0.0)


def draw_table(
    sheet: Sheet, table: TableSheet, x: float, wide: float, high: float, *, scale: float = 1.0, title: str = ""
) -> None:
    """A table's box with its upper edge where the sheet stands, titled with its number unless told otherwise."""
    pad = PAD * scale
    heading, strong, body, quiet = (_scaled(style, scale) for style in (HEADING, STRONG, BODY, _QUIETER))
    sheet.box(x, sheet.y - high, wide, high, edge="edge", round_=5)
    y = sheet.y - pad
    sheet.line(x + pad, y - base(heading), title or f"Table {table.number}", heading, wide - 2 * pad)
    y -= heading.leading + _HEAD * scale
    for name in table.people:
        host = name == table.host
        room = wide - 2 * pad - (_HOST * scale if host else 0)
        sheet.line(x + pad, y - base(body), name, strong if host else body, room)
        if host:
            sheet.line(x + wide - pad, y - base(body), "host", quiet, (_HOST - 2) * scale, "right")
        y -= LINE * scale


def _scaled(style: Style, scale: float) -> Style:
    return style._replace(size=style.size * scale) if scale != 1.0 else style
