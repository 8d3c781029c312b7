"""The share of people who got there by a time, as it rises, with those still waiting below it."""

from __future__ import annotations

from collections.abc import Callable

from program.metrics.pictures import Curve, Stair
from reports.figures import Spot, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen, Place
from reports.figures.placing import ticks
from reports.figures.style import Style

Scale = Callable[[float], float]


def draw(axes: Axes, data: Curve, style: Style) -> tuple[Spot, ...]:
    """A staircase in its band; dashed lines lead to the time by which half got there."""
    pen = Pen(axes, style)
    if not data.stairs:
        return pen.nothing()
    stairs = sorted(data.stairs, key=lambda each: each.time)
    last = max(stairs[-1].time, 1.0) * 1.04
    waiting = pen.height >= style.body * 12
    foot = style.small * (3.0 if waiting else 1.5) + style.gap
    left = pen.measure("100 %", style.small) + style.gap
    right, top, bottom = pen.width - style.body, style.body * 0.8, pen.height - foot

    def x(time: float) -> float:
        return left + time / last * (right - left)

    def y(share: float) -> float:
        return bottom - share / 100 * (bottom - top)

    for share in (0, 50, 100) if bottom - top < style.body * 14 else (0, 25, 50, 75, 100):
        pen.line([(left, y(share)), (right, y(share))], style.colour("line"), 0.8, sharp=True)
        said = words.number(share, "%")
        pen.text(left - style.gap, y(share), said, size=style.small, role="quiet", align="right")
    _times(pen, data, stairs, waiting, x, bottom, last)
    colour = style.colour("accent")
    over, under = ([(x(a), y(b)) for a, b in _steps(stairs, which, last)] for which in ("high", "low"))
    pen.area([*over, *reversed(under)], colour, 0.13)
    pen.line([(x(a), y(b)) for a, b in _steps(stairs, "share", last)], colour, 2.0)
    if data.median is not None and data.median <= last:
        _median(pen, data, x(data.median), y(50), left, bottom)
    elif data.median is None:
        said = "not half got there yet"
        pen.text(left + style.gap, y(50) - style.row * 0.6, said, weight=600, role="accent", room=right - left)
    for place, stair in enumerate(stairs):
        end = stairs[place + 1].time if place + 1 < len(stairs) else last
        wide = max(x(end) - x(stair.time), 3.0)
        pen.spot(x(stair.time), y(stair.share) - style.body * 0.7, wide, style.body * 1.4, _said(stair, data.unit))
    return pen.done()


def _steps(stairs: list[Stair], which: str, last: float) -> list[Place]:
    """Corners of a staircase from nothing at the beginning to the end of the axis."""
    corners: list[Place] = [(0.0, 0.0)]
    for stair in stairs:
        corners += [(stair.time, corners[-1][1]), (stair.time, getattr(stair, which))]
    return [*corners, (last, corners[-1][1])]


def _times(pen: Pen, data: Curve, stairs: list[Stair], waiting: bool, x: Scale, bottom: float, last: float) -> None:
    style = pen.style
    line = bottom + style.gap + style.small * 0.65
    marks = ticks(0, last, max(2, int((pen.width - 30) / (style.body * 6))))
    for place, time in enumerate(marks):
        said = f"{time:g}\u00a0{data.unit}" if place == len(marks) - 1 else f"{time:g}"
        half = pen.measure(said, style.small) / 2
        pen.text(min(x(time), pen.width - half), line, said, size=style.small, role="quiet", align="centre")
        if waiting:
            left = next((stair.waiting for stair in stairs if stair.time >= time), None)
            if left is not None:
                said = f"{left:,} waiting" if place == 0 else f"{left:,}"
                at = max(x(time), pen.measure(said, style.small) / 2)
                pen.text(at, line + style.small * 1.4, said, size=style.small, role="quiet", align="centre")


def _median(pen: Pen, data: Curve, x: float, y: float, left: float, bottom: float) -> None:
    assert data.median is not None
    style = pen.style
    pen.line([(left, y), (x, y), (x, bottom)], style.colour("text"), 1.0, dash=(3, 2))
    said = f"half by {words.number(data.median, data.unit)}"
    pen.dot(x, y, 3.4 * style.stroke, style.colour("accent"))
    if left + style.gap * 2 + pen.measure(said, weight=600) <= x:  # over the line, where the curve has not risen yet
        pen.text(left + style.gap, y - style.row * 0.6, said, weight=600, role="accent")
    else:
        pen.text(x + style.gap * 1.5, y + style.row * 0.9, said, weight=600, role="accent", room=pen.width - x)
    pen.spot(x - 5, y - 5, 10, 10, f"Half got there by {words.number(data.median, data.unit)}")


def _said(stair: Stair, unit: str) -> str:
    ends = f"{words.digits(stair.low, '%')}–{words.digits(stair.high, '%')}"
    by = f"By {words.number(stair.time, unit)}: {words.number(stair.share, '%')} got there, {ends}"
    return f"{by}, {stair.waiting:,} waiting until then"
