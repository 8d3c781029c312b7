"""A table as shades, with the numbers in it wherever they fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from program.metrics.pictures import Heat
from reports.figures import Spot, lettering, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen
from reports.figures.placing import most_rows, rows
from reports.figures.style import Style, mixed

_WIDEST = 6.5  # a cell, in sizes of its letters
_HIGHEST = 2.4
_TURNED = 0.34  # of the height, that turned headings may take


def draw(axes: Axes, data: Heat, style: Style) -> tuple[Spot, ...]:
    """One cell for each value, darker for more; below zero in another colour. Hatched where it is withheld."""
    pen = Pen(axes, style)
    if not data.rows or not data.columns:
        return pen.nothing()
    apart = 2.0 if style.paper else 3.0
    names = min(max(pen.measure(each) for each in data.rows[: most_rows(pen.height, style)]), pen.width * 0.34)
    left = names + style.gap * 1.3
    across = min((pen.width - left) / len(data.columns), style.body * _WIDEST)
    heads = _heads(pen, data.columns, across - apart)
    shown, down, letters = rows(len(data.rows), pen.height - heads.room, style, style.body * _HIGHEST)
    values = [each for row in data.cells for each in row if each is not None]
    most = max((abs(each) for each in values), default=1.0) or 1.0
    seen = {each for row in data.cells[:shown] for each in row if each is not None}
    size = style.small
    inside = False
    write: Callable[[float, str], str] = words.digits
    for way in (words.number, words.digits):  # with its unit, if that fits into every cell
        if not inside and all(pen.measure(way(each, data.unit), size) + 3 <= across - apart for each in seen):
            inside, write = True, way
    for place, (name, row) in enumerate(zip(data.rows[:shown], data.cells, strict=False)):
        y = place * down
        pen.text(names, y + (down - apart) / 2, name, size=letters, role="quiet", align="right", room=names + 0.5)
        for column, value in enumerate(row):
            x, wide, tall = left + column * across, across - apart, down - apart
            if value is None:
                pen.hatch(x, y, wide, tall, words.WITHHELD)
            else:
                fill = _fill(style, value, most)
                pen.box(x, y, wide, tall, fill, round_=3)
                if inside and tall >= size * 0.9:
                    ink = style.colour("quiet") if not value else style.on(fill)
                    pen.text(x + wide / 2, y + tall / 2, write(value, data.unit), size=size, role=ink, align="centre")
            where = f"{words.line(name)}, {words.line(data.columns[column])}"
            pen.spot(x, y, wide, tall, f"{where}: {words.value(value, data.unit)}")
    end = shown * down
    if shown < len(data.rows):
        pen.more(left, end + down / 2, len(data.rows) - shown, "rows")
        end += down
    _columns(pen, heads, left, across, across - apart, end)
    return pen.done()


class _Heads(NamedTuple):
    """What stands below the columns: level in up to two lines each, or turned; and how much room it takes."""

    lines: list[list[str]]
    size: float
    turned: bool
    room: float


def _heads(pen: Pen, columns: tuple[str, ...], wide: float) -> _Heads:
    """Set smaller if that keeps them whole, else turned if cells are narrow and the chart is high, else cut."""
    full, gap = pen.style.small, pen.style.gap
    plain = [lettering.plain(each) for each in columns]
    for size in (full, full * 0.9, full * 0.8):
        level = [lettering.wrap(each, wide + 2, size) for each in plain]
        if all("…" not in "".join(lines) for lines in level):
            return _Heads(level, size, False, max(map(len, level)) * size * 1.25 + gap)
    if wide >= full * 4.2 or pen.height < full * 12:
        return _Heads(level, size, False, max(map(len, level)) * size * 1.25 + gap)
    room = min(max(lettering.width(each, full) for each in plain), pen.height * _TURNED)
    return _Heads([[lettering.fit(each, room, full)] for each in plain], full, True, room + gap)


def _columns(pen: Pen, heads: _Heads, left: float, across: float, wide: float, top: float) -> None:
    size, lead = heads.size, heads.size * 1.25
    for column, lines in enumerate(heads.lines):
        middle = left + column * across + wide / 2
        if heads.turned:
            long = lettering.width(lines[0], size)
            pen.text(middle, top + long + pen.style.gap * 0.8, lines[0], size=size, role="quiet", angle=90)
            continue
        for place, line in enumerate(lines):
            y = top + pen.style.gap * 0.5 + lead * (place + 0.5)
            pen.text(middle, y, line, size=size, role="quiet", align="centre")


def _fill(style: Style, value: float, most: float) -> str:
    if value < 0:
        return mixed(style.ground, style.colour("caution"), 0.1 + 0.9 * -value / most)
    return style.shade(value / most)
