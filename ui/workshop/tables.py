"""The tables of one round, as large as they can be drawn; what does not fit on one screen comes after some seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from program.views_circle import TableSheet
from ui.theme import theme
from ui.workshop.lettering import breadth, line

_LINE = 1.36  # heights of letters a line takes
_HEAD = 1.5  # and the head of a table
_PAD = 0.55
_HOST = 0.6  # how large "host" is beside the name
LARGEST, LEAST = 0.062, 0.0235  # letters, as a part of the screen's height


class Plan(NamedTuple):
    """How tables are laid out: tables across and down, and the height of the letters in pixels."""

    across: int
    down: int
    pixels: float

    @property
    def at_once(self) -> int:
        """How many tables there are on one screen."""
        return self.across * self.down


def laid_out(tables: Sequence[TableSheet], wide: float, high: float, screen: float) -> Plan:
    """The plan with the largest letters; where they would be too small to read, fewer tables at a time."""
    if not tables:
        return Plan(1, 1, LEAST * screen)
    names = [name for table in tables for name in table.people]
    most = max(max(len(table.people) for table in tables), 1)
    hosted = any(table.host for table in tables)
    broad = max(breadth(names, strong=hosted) + (1.6 * _HOST + 0.4 if hosted else 0), breadth(["Table 88"])) + 2 * _PAD
    tall = _HEAD + most * _LINE + 2 * _PAD
    gap = 0.02 * screen
    best = Plan(1, 1, 0.0)
    for across in range(1, len(tables) + 1):
        down = -(-len(tables) // across)
        pixels = min(
            (wide - gap * (across - 1)) / across / broad, (high - gap * (down - 1)) / down / tall, LARGEST * screen
        )
        if pixels > best.pixels:
            best = Plan(across, down, pixels)
    least = LEAST * screen
    if best.pixels >= least:
        return best
    # Names may be cut rather than letters be too small; tables that then have no room wait for their turn.
    broad = min(broad, 12)
    across = min(len(tables), max(1, int((wide + gap) // (broad * least + gap))))
    down = max(1, int((high + gap) // (tall * least + gap)))
    pixels = min((wide - gap * (across - 1)) / across / broad, (high - gap * (down - 1)) / down / tall)
    return Plan(across, down, max(least, pixels))


def draw_tables(painter: QPainter, place: QRectF, tables: Sequence[TableSheet], screen: float, turn: int) -> int:
    """Draw the tables that are on at this `turn` (counted from 0, round and round); says how many turns there are."""
    plan = laid_out(tables, place.width(), place.height(), screen)
    turns = max(1, -(-len(tables) // plan.at_once))
    first = (turn % turns) * plan.at_once
    gap = 0.02 * screen
    wide = (place.width() - gap * (plan.across - 1)) / plan.across
    shown = tables[first : first + plan.at_once]
    rows = -(-len(shown) // plan.across)
    most = max((len(table.people) for table in shown), default=1)
    high = min((place.height() - gap * (rows - 1)) / max(1, rows), plan.pixels * (_HEAD + most * _LINE + 2 * _PAD))
    for number, table in enumerate(shown):
        down, across = divmod(number, plan.across)
        box = QRectF(place.left() + across * (wide + gap), place.top() + down * (high + gap), wide, high)
        _table(painter, box, table, plan.pixels)
    return turns


def _table(painter: QPainter, box: QRectF, table: TableSheet, pixels: float) -> None:
    look = theme()
    painter.setPen(QPen(look.colour("line"), max(1.0, pixels / 16)))
    painter.setBrush(look.colour("raised"))
    painter.drawRoundedRect(box, pixels / 3, pixels / 3)
    pad = _PAD * pixels
    inner = box.adjusted(pad, pad, -pad, -pad)
    head = QRectF(inner.left(), inner.top(), inner.width(), pixels * (_HEAD - 0.2))
    line(painter, head, f"Table {table.number}", pixels * 0.86, look.colour("accent"), strong=True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    top = inner.top() + pixels * _HEAD
    for place, name in enumerate(table.people):
        row = QRectF(inner.left(), top + place * pixels * _LINE, inner.width(), pixels * _LINE)
        host = name == table.host
        if host:
            wide = line(painter, row, "host", pixels * _HOST, look.colour("quiet"), right=True)
            row.setWidth(row.width() - wide - pixels * 0.3)
        line(painter, row, name, pixels, look.colour("text"), strong=host)
