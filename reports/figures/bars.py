"""Counts or rates side by side: upright where every label has room under its bar, else lying."""

from __future__ import annotations

from program.metrics.pictures import Bar, Bars
from reports.figures import Spot, lettering, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen
from reports.figures.placing import rows
from reports.figures.style import Style

_WIDEST = 9.0  # a bar, in sizes of its letters
_GAP = 0.7


def draw(axes: Axes, data: Bars, style: Style) -> tuple[Spot, ...]:
    """A bar for each value from a common zero; a tick across it where it was before."""
    pen = Pen(axes, style)
    if not data.bars:
        return pen.nothing()
    column = min(pen.width / len(data.bars), style.body * (_WIDEST + _GAP))
    if column >= style.body * 3 and pen.height >= style.body * 9:
        room = column - style.body * _GAP / 2
        labels = [lettering.wrap(lettering.plain(bar.label), room, style.small) for bar in data.bars]
        if all("…" not in "".join(lines) for lines in labels):
            _upright(pen, data, labels, column)
            return pen.done()
    _lying(pen, data)
    return pen.done()


def _upright(pen: Pen, data: Bars, labels: list[list[str]], column: float) -> None:
    style = pen.style
    under = any(bar.before is not None or (data.unit and bar.n) for bar in data.bars)
    lead = style.small * 1.3
    foot = (max(map(len, labels)) + under) * lead + style.gap * 1.5
    top, bottom = style.row * 0.9, pen.height - foot
    low, high = _ends(data)
    down = (bottom - top) / (high - low)
    zero = bottom + low * down
    wide = column - style.body * _GAP
    for place, bar in enumerate(data.bars):
        x = place * column
        middle = x + wide / 2
        if bar.value is None:
            level = pen.measure(words.WITHHELD, style.small) + 8 <= wide
            tall = min(bottom - top, style.row * 1.5 if level else pen.measure(words.WITHHELD, style.small) + 14)
            pen.hatch(x, zero - tall, wide, tall, words.WITHHELD)
        else:
            end = zero - bar.value * down
            fill = _fill(style, data, place)
            pen.box(x, min(end, zero), wide, abs(end - zero), fill, round_=2)
            said = words.number(bar.value, data.unit)
            was = zero if bar.before is None else zero - bar.before * down
            inside = zero - end >= style.row * 1.1 and abs(was - end) > style.row * 1.2
            inside = inside and pen.measure(said, weight=600) + 4 <= wide
            if inside:
                ink = style.on(fill)
                pen.text(middle, end + style.row * 0.55, said, weight=600, role=ink, align="centre")
            else:
                over = min(end, zero, was)
                pen.text(middle, over - style.row * 0.45, said, weight=600, align="centre", room=column)
            if bar.before is not None:
                _tick(pen, (x, was), (x + wide, was))
        y = bottom + style.gap + lead * 0.5
        for text in labels[place]:
            pen.text(middle, y, text, size=style.small, role="quiet", align="centre", room=column)
            y += lead
        if side := _aside(bar, data.unit):
            pen.text(middle, y, side, size=style.small, role="quiet", align="centre", room=column)
        pen.spot(x, 0, wide, pen.height, _said(bar, data.unit))
    pen.line([(0, zero), ((len(data.bars) - 1) * column + wide, zero)], style.colour("edge"), 0.8, sharp=True)


def _lying(pen: Pen, data: Bars) -> None:
    style = pen.style
    shown, tall, size = rows(len(data.bars), pen.height, style, style.row * 2.2)
    bars = data.bars[:shown]
    names = min(max(pen.measure(bar.label, size) for bar in bars), pen.width * 0.42)
    left = names + style.gap * 1.5
    values = [words.WITHHELD if bar.value is None else words.number(bar.value, data.unit) for bar in bars]
    asides = [_aside(bar, data.unit) for bar in bars]
    right = max(pen.measure(each, size, 600) for each in values)
    beside = max(pen.measure(each, style.small) for each in asides)
    if beside and left + right + beside + style.body * 6 > pen.width:
        beside, asides = 0.0, [""] * shown  # when small, in the bubble and the table only
    low, high = _ends(data)
    across = max(style.body, pen.width - left - right - beside - style.gap * (3 if beside else 1.5)) / (high - low)
    zero = left - low * across
    thick = min(tall * 0.68, style.body * 1.7)
    for place, bar in enumerate(bars):
        y = (place + 0.5) * tall
        pen.text(left - style.gap * 1.5, y, bar.label, size=size, role="quiet", align="right", room=names + 0.5)
        if bar.value is None:
            pen.withheld(zero, y - thick / 2, thick)
        else:
            end = zero + bar.value * across
            pen.box(min(zero, end), y - thick / 2, abs(end - zero), thick, _fill(style, data, place), round_=2)
            at = max(end, zero, end if bar.before is None else zero + bar.before * across) + style.gap
            wide = pen.text(at, y, values[place], size=size, weight=600)
            if asides[place]:
                pen.text(at + wide + style.gap, y, asides[place], size=style.small, role="quiet")
            if bar.before is not None:
                was = zero + bar.before * across
                _tick(pen, (was, y - thick / 2 - 1.5), (was, y + thick / 2 + 1.5))
        pen.spot(0, y - tall / 2, pen.width, tall, _said(bar, data.unit))
    pen.line([(zero, 0), (zero, shown * tall)], style.colour("edge"), 0.8, sharp=True)
    if shown < len(data.bars):
        pen.more(left, (shown + 0.5) * tall, len(data.bars) - shown, "of them")


def _ends(data: Bars) -> tuple[float, float]:
    values = [each for bar in data.bars for each in (bar.value, bar.before) if each is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if high > low else (0.0, 1.0)


def _fill(style: Style, data: Bars, place: int) -> str:
    return style.step(place if data.steps else 0, len(data.bars))


def _tick(pen: Pen, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Where it was before, readable on the bar and beside it."""
    pen.line([start, end], pen.style.ground, 3.0, sharp=True)
    pen.line([start, end], pen.style.colour("text"), 1.2, sharp=True)


def _aside(bar: Bar, unit: str) -> str:
    if bar.value is None:
        return ""
    if bar.before is not None:
        return f"was {words.digits(bar.before, unit)}"
    return f"n = {bar.n:,}" if unit and bar.n else ""


def _said(bar: Bar, unit: str) -> str:
    said = f"{words.line(bar.label)}: {words.value(bar.value, unit, bar.n)}"
    return said if bar.before is None else f"{said}, before {words.number(bar.before, unit)}"
