"""Groups compared: each with its interval, beside the line none may fall under."""

from __future__ import annotations

from program.metrics.pictures import Groups, Mark
from reports.figures import Spot, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen
from reports.figures.placing import rows, ticks
from reports.figures.style import Style


def draw(axes: Axes, data: Groups, style: Style) -> tuple[Spot, ...]:
    """A dot on its interval for each group; what lies under the line is marked in colour, shape and words."""
    pen = Pen(axes, style)
    if not data.marks:
        return pen.nothing()
    top, foot = style.row * (1.2 if data.line is not None else 0.4), style.small * 1.5 + style.gap
    shown, tall, size = rows(len(data.marks), pen.height - top - foot, style, style.row * 2.2)
    marks = data.marks[:shown]
    left = min(max(pen.measure(each.label, size) for each in marks), pen.width * 0.34) + style.gap * 1.5
    said = [words.WITHHELD if each.value is None else words.number(each.value, data.unit) for each in marks]
    counts = ["" if each.value is None else f"n = {each.n:,}" for each in marks]
    counted = max(pen.measure(each, style.small) for each in counts)
    if pen.width < style.body * 30:
        counted = 0.0  # when small, in the bubble and the table only
    aside = max(pen.measure(each, size, 600) for each in said) + (counted + style.gap if counted else 0)
    right = max(left + style.body * 3, pen.width - aside - style.gap * 2)
    low, high = _ends(data)
    bottom = top + shown * tall
    scale = bottom if shown == len(data.marks) else bottom + tall

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    for value in ticks(low, high, max(2, int((right - left) / (style.body * 5)))):
        pen.line([(x(value), top), (x(value), bottom)], style.colour("line"), 0.8, sharp=True)
        pen.text(x(value), scale + style.gap + style.small * 0.6, words.number(value, data.unit), size=style.small,
                 role="quiet", align="centre")  # fmt: skip
    if data.line is not None:
        _line(pen, data, x(data.line), left, top, bottom)
    for place, mark in enumerate(marks):
        y = top + (place + 0.5) * tall
        names = left - style.gap * 1.5
        pen.text(names, y, mark.label, size=size, role="quiet", align="right", room=names)
        if mark.value is None:
            thick = min(tall * 0.7, style.row * 1.1)
            pen.hatch(left, y - thick / 2, right - left, thick, words.WITHHELD)
        else:
            under = data.line is not None and mark.value < data.line
            colour = style.colour("caution" if under else "accent")
            if mark.low is not None and mark.high is not None:
                pen.line([(x(mark.low), y), (x(mark.high), y)], colour, 4.5, opacity=0.28)
            if under:
                radius = style.body * 0.42
                pen.area([(x(mark.value), y - radius), (x(mark.value) + radius, y), (x(mark.value), y + radius),
                          (x(mark.value) - radius, y)], colour)  # fmt: skip
            else:
                pen.dot(x(mark.value), y, style.body * 0.36, colour)
            role = "caution" if under else "text"
            wide = pen.text(right + style.gap * 2, y, said[place], size=size, weight=600, role=role)
            if counted:
                pen.text(right + style.gap * 3 + wide, y, counts[place], size=style.small, role="quiet")
        pen.spot(0, y - tall / 2, pen.width, tall, _said(mark, data))
    if shown < len(data.marks):
        pen.more(left, bottom + tall / 2, len(data.marks) - shown, "groups")
    return pen.done()


def _line(pen: Pen, data: Groups, x: float, left: float, top: float, bottom: float) -> None:
    assert data.line is not None
    style = pen.style
    pen.line([(x, top - 2), (x, bottom)], style.colour("text"), 1.1, dash=(3, 2))
    said = f"four fifths of the highest: {words.number(data.line, data.unit)}"
    if pen.measure(said, style.small) > pen.width - 4:
        said = f"four fifths: {words.number(data.line, data.unit)}"
    wide = pen.measure(said, style.small)
    start = min(max(0.0, x - wide / 2), pen.width - wide)
    pen.text(start, top / 2 - 1, said, size=style.small, role="quiet", room=pen.width)
    pen.spot(start, 0, wide, top, f"Four fifths of the highest: {words.number(data.line, data.unit)}")


def _ends(data: Groups) -> tuple[float, float]:
    if data.unit == "%":
        return 0.0, 100.0
    seen = [each for mark in data.marks for each in (mark.value, mark.low, mark.high) if each is not None]
    low, high = min([0.0, *seen]), max([data.line or 0.0, *seen], default=1.0)
    return (low, high) if high > low else (low, low + 1)


def _said(mark: Mark, data: Groups) -> str:
    said = f"{words.line(mark.label)}: {words.value(mark.value, data.unit, mark.n, mark.low, mark.high)}"
    under = mark.value is not None and data.line is not None and mark.value < data.line
    return f"{said}, under four fifths of the highest" if under else said
