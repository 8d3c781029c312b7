"""Who carries how much: a bar against the capacity of each mentor, beside the load if all carried the same."""

from __future__ import annotations

from program.metrics.pictures import Load, Loads
from reports.figures import Spot, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen
from reports.figures.placing import rows
from reports.figures.style import Style


def draw(axes: Axes, data: Loads, style: Style) -> tuple[Spot, ...]:
    """A row for each mentor: what is carried as a full bar, the capacity as the track behind it."""
    pen = Pen(axes, style)
    if not data.loads:
        return pen.nothing()
    top = style.row * 1.25
    shown, tall, size = rows(len(data.loads), pen.height - top, style, style.row * 1.9)
    loads = data.loads[:shown]
    names = min(max(pen.measure(each.label, size) for each in loads), pen.width * 0.36)
    left = names + style.gap * 1.5
    counts = [f"{each.carried} of {each.capacity}" for each in loads]
    shares = [words.number(each.share, "%") for each in loads]
    counted, shared = (max(pen.measure(each, size, 600) for each in column) for column in (counts, shares))
    if left + counted + shared + style.body * 7 > pen.width:
        shared = 0.0  # when small, in the bubble and the table only
    right = pen.width - shared - (style.gap * 1.5 if shared else 0)
    most = max(data.fair, *(max(each.carried, each.capacity) for each in data.loads), 1)
    across = max(style.body, right - counted - style.gap - left) / most
    thick = min(tall * 0.64, style.body * 1.5)
    for place, load in enumerate(loads):
        y = top + (place + 0.5) * tall
        over = load.carried > load.capacity
        pen.text(names, y, load.label, size=size, role="quiet", align="right", room=names + 0.5)
        pen.box(left, y - thick / 2, load.capacity * across, thick, style.colour("sunken"), round_=2)
        fill = style.colour("accent")
        pen.box(left, y - thick / 2, min(load.carried, load.capacity) * across, thick, fill, round_=2)
        if over:
            start, more = left + load.capacity * across, (load.carried - load.capacity) * across
            pen.box(start, y - thick / 2, more, thick, style.colour("caution"), round_=2)
        role = "caution" if over else "text"
        pen.text(right, y, counts[place], size=size, weight=600 if over else 500, role=role, align="right")
        if shared:
            pen.text(pen.width, y, shares[place], size=size, role="quiet", align="right")
        pen.spot(0, y - tall / 2, pen.width, tall, _said(load))
    if shared:
        wide = pen.text(pen.width, top / 2 - 1, "share", size=style.small, role="quiet", align="right")
        shared = max(shared, wide) + style.gap * 2
    _even(pen, data, left + data.fair * across, (left, pen.width - shared), (top, top + shown * tall))
    if shown < len(data.loads):
        pen.more(left, top + (shown + 0.5) * tall, len(data.loads) - shown, "mentors")
    return pen.done()


def _even(pen: Pen, data: Loads, x: float, across: tuple[float, float], down: tuple[float, float]) -> None:
    """The line of the even load, and how many mentors would carry it all if they shared evenly."""
    style, (left, right), (top, bottom) = pen.style, across, down
    pen.line([(x, top - 2), (x, bottom)], style.ground, 2.6)
    pen.line([(x, top - 2), (x, bottom)], style.colour("text"), 1.0, dash=(3, 2))
    said = f"even load {words.digits(data.fair)}"
    whole = f"{said}; as if {words.digits(data.effective)} mentors carried it all evenly"
    room = right - left
    shown = whole if pen.measure(whole, style.small) <= room else said
    start = max(left, min(x - pen.measure(said, style.small) / 2, right - pen.measure(shown, style.small)))
    wide = pen.text(start, top / 2 - 1, shown, size=style.small, role="quiet", room=room)
    pen.spot(start, 0, max(wide, 8), top, whole)


def _said(load: Load) -> str:
    said = f"{words.line(load.label)}: {load.carried} of {load.capacity}, {words.number(load.share, '%')} of all"
    return f"{said}, {load.carried - load.capacity} over" if load.carried > load.capacity else said
