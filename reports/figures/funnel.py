"""What is left from step to step."""

from __future__ import annotations

from itertools import pairwise

from program.metrics.pictures import Funnel
from reports.figures import Spot, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen
from reports.figures.placing import rows
from reports.figures.style import Style


def draw(axes: Axes, data: Funnel, style: Style) -> tuple[Spot, ...]:
    """A bar for each step; the share that went on stands at the fall between two of them."""
    pen = Pen(axes, style)
    if not data.steps:
        return pen.nothing()
    shown, tall, size = rows(len(data.steps), pen.height, style, style.row * 3.2)
    steps = data.steps[:shown]
    between = tall - style.row * 0.95 >= style.row * 1.05  # the falls have room of their own
    names = min(max(pen.measure(each.label, size) for each in steps), pen.width * 0.38)
    left = names + style.gap * 1.5
    shares = ["", *(_share(one.count, two.count) for one, two in pairwise(steps))]
    said = [f"{each} of those before" if each else "" for each in shares]
    beside_ = max(pen.measure(each, style.small) for each in said)
    if between or left + beside_ + style.body * 14 <= pen.width:
        shares = said
    beside = 0.0 if between else max(pen.measure(each, style.small) for each in shares) + style.gap
    counts = [f"{each.count:,}" for each in steps]
    room = pen.width - left - beside - max(pen.measure(each, size, 600) for each in counts) - style.gap
    across = max(style.body, room) / max(1, *(each.count for each in steps))
    thick = style.row * 1.25 if between else tall * 0.72
    pitch = (min(tall * shown, pen.height) - thick) / max(1, shown - 1) if between else tall
    for place, step in enumerate(steps):
        y = place * pitch + (0 if between else (tall - thick) / 2)
        wide = step.count * across
        fill = style.step(place, shown)
        if place and between:
            over = steps[place - 1].count * across
            soft = style.colour("accent_soft")
            pen.area([(left, y - pitch + thick), (left + over, y - pitch + thick), (left + wide, y), (left, y)], soft)
            pen.text(left + style.gap, y - (pitch - thick) / 2, shares[place], size=style.small, role="quiet")
        pen.box(left, y, max(wide, 1.0), thick, fill, round_=2)
        pen.text(names, y + thick / 2, step.label, size=size, role="quiet", align="right", room=names + 0.5)
        end = left + wide + style.gap
        end += pen.text(end, y + thick / 2, counts[place], size=size, weight=600)
        if not between:
            pen.text(end + style.gap, y + thick / 2, shares[place], size=style.small, role="quiet")
        share = f", {said[place]}" if said[place] else ""
        pen.spot(0, y, pen.width, thick, f"{words.line(step.label)}: {counts[place]}{share}")
    if shown < len(data.steps):
        pen.more(left, pen.height - style.row * 0.5, len(data.steps) - shown, "steps")
    return pen.done()


def _share(before: int, now: int) -> str:
    return words.number(100 * now / before, "%") if before else ""
