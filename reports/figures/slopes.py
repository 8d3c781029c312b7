"""From before to now, line by line, each named where it ends."""

from __future__ import annotations

from program.metrics.pictures import Slope, Slopes
from reports.figures import Spot, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen
from reports.figures.placing import around, spread
from reports.figures.style import Style

_MOST = 0.45  # of the width, for names


def draw(axes: Axes, data: Slopes, style: Style) -> tuple[Spot, ...]:
    """A line each; what went down is dashed and in another colour."""
    pen = Pen(axes, style)
    if not data.slopes:
        return pen.nothing()
    head, lead = style.row, style.body * 1.28
    top, bottom = head + style.row * 0.6, pen.height - style.row * 0.6
    shown = max(1, int((bottom - top) / lead) + 1)
    slopes = data.slopes
    if len(slopes) > shown:
        shown = max(1, shown - 1)
        slopes, bottom = slopes[:shown], bottom - lead
    ends = [each for slope in slopes for each in (slope.before, slope.now)]
    low, high = around(min(ends), max(ends), (data.low, data.high))
    high = high if high > low else low + 1
    even = any(each != int(each) for each in ends)
    befores = [words.digits(each.before, data.unit, even=even) for each in slopes]
    nows = [words.digits(each.now, data.unit, even=even) for each in slopes]
    wide_before = max(pen.measure(each) for each in befores)
    wide_now = max(pen.measure(each, weight=600) for each in nows)
    counted = [f"n = {each.n:,}" for each in slopes]
    wide_n = max(pen.measure(each, style.small) for each in counted) + style.gap * 1.5
    if pen.width < style.body * 32:
        wide_n = 0.0  # when small, in the bubble and the table only
    names = min(max(pen.measure(each.label) for each in slopes) + 1, pen.width * _MOST - wide_n * 0.5)
    left = wide_before + style.gap * 1.3
    right = pen.width - names - wide_now - wide_n - style.gap * 3
    right = max(left + style.body * 2, min(right, left + style.body * 26))

    def height(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - top)

    starts = spread([height(each.before) for each in slopes], lead, top, bottom)
    stops = spread([height(each.now) for each in slopes], lead, top, bottom)
    for x, words_ in ((left, "before"), (right, "now")):
        pen.line([(x, head), (x, bottom + style.row * 0.4)], style.colour("line"), 1.0, sharp=True)
        pen.text(x, head * 0.45, words_, size=style.small, role="quiet")
    for slope, before, now, start, stop, said in zip(slopes, befores, nows, starts, stops, counted, strict=True):
        down = slope.now < slope.before
        colour = style.colour("caution" if down else "accent")
        y = height(slope.before), height(slope.now)
        dash = (4.0, 2.5) if down else ()
        pen.line([(left, y[0]), (right, y[1])], colour, 1.7, dash=dash, opacity=0.9)
        pen.dot(left, y[0], 2.6 * style.stroke, style.ground, edge=colour, line=1.4)
        pen.dot(right, y[1], 3.0 * style.stroke, colour)
        x = right + style.gap * 2
        for edge, place, at in ((left - 3, start, y[0]), (right + 3, stop, y[1])):
            if abs(place - at) > 1.5:  # the label had to make room
                side = -3 if edge < left else style.gap
                pen.line([(edge, at), (edge + side, place)], style.colour("edge"), 0.7)
        pen.text(left - style.gap * 1.1, start, before, role="quiet", align="right")
        pen.text(x, stop, now, weight=600, role="caution" if down else "text")
        wide = pen.text(x + wide_now + style.gap, stop, slope.label, room=pen.width - x - wide_now - wide_n - style.gap)
        if wide_n:
            pen.text(x + wide_now + wide + style.gap * 2, stop, said, size=style.small, role="quiet")
        pen.spot(right - 6, stop - lead / 2, pen.width - right + 6, lead, _said(slope, data.unit))
    if shown < len(data.slopes):
        pen.more(left, pen.height - style.row * 0.45, len(data.slopes) - shown, "lines")
    return pen.done()


def _said(slope: Slope, unit: str) -> str:
    gain = words.change(slope.before, slope.now, unit)
    before, now = words.digits(slope.before, unit), words.number(slope.now, unit)
    return f"{words.line(slope.label)}: from {before} to {now} ({gain}), n = {slope.n:,}"
