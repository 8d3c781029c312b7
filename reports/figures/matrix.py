"""Risks by likelihood and impact: numbered as in their list, which stands beside the grid where there is room."""

from __future__ import annotations

import math
from collections import defaultdict

from program.metrics.drawn.risks import SEVERE
from program.metrics.pictures import Dot, Matrix
from reports.figures import Spot, lettering, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen
from reports.figures.style import Style, mixed

_SIDES = 5
_MEDIUM = 6  # likelihood times impact from which a risk is no longer low


def draw(axes: Axes, data: Matrix, style: Style) -> tuple[Spot, ...]:
    """Five by five places, tinted by severity; the words low, medium and severe say the same."""
    pen = Pen(axes, style)
    edge = style.small * 1.7
    side = pen.height - edge
    listed = pen.width - edge - side * 1.1 >= style.body * 10
    wide = min(side * 1.35, pen.width - edge - style.body * 13) if listed else min(pen.width - edge, side * 1.8)
    across, down = wide / _SIDES, side / _SIDES
    for likelihood in range(1, _SIDES + 1):
        for impact in range(1, _SIDES + 1):
            x, y = edge + (impact - 1) * across, (_SIDES - likelihood) * down
            pen.box(x, y, across - 2, down - 2, _tint(style, likelihood * impact), round_=3)
    for said, column, row in (("low", 1, 1), ("medium", 3, 3), ("severe", 5, 5)):
        x, y = edge + (column - 1) * across + 4, (_SIDES - row) * down + style.small * 0.8
        if not any((dot.impact, dot.likelihood) == (column, row) for dot in data.dots):
            if pen.measure(said, style.small * 0.92) <= across - 8:
                pen.text(x, y, said, size=style.small * 0.92)
    for words_, x, y, angle in (("likelihood →", edge / 2 - 1, side / 2, 90), ("impact →", edge + wide / 2, side, 0)):
        y += 0 if angle else edge / 2 + 1
        pen.text(x, y, words_, size=style.small, role="quiet", align="centre", angle=angle)
    _dots(pen, data, edge, across, down)
    if listed:
        _list(pen, data, edge + wide + style.gap * 2)
    if not data.dots:
        pen.text(edge + wide / 2, side / 2 - down, "No risks", role="quiet", align="centre")
    return pen.done()


def _tint(style: Style, severity: int) -> str:
    role = "bad" if severity >= SEVERE else "caution" if severity >= _MEDIUM else "good"
    return mixed(style.ground, style.colour(role), 0.1 + 0.2 * severity / 25)


def _dots(pen: Pen, data: Matrix, left: float, across: float, down: float) -> None:
    """All of one size, in as many lines and columns as it takes for the fullest place."""
    style = pen.style
    placed: dict[tuple[int, int], list[tuple[int, Dot]]] = defaultdict(list)
    for number, dot in enumerate(data.dots, 1):
        placed[_within(dot.impact), _within(dot.likelihood)].append((number, dot))
    most = max((len(each) for each in placed.values()), default=1)
    columns = max(1, math.ceil(math.sqrt(most * across / down)))
    step = (across - 4) / columns, (down - 4) / math.ceil(most / columns)
    radius = min(style.body * 0.85, step[0] * 0.46, step[1] * 0.46)
    size = min(style.small, radius * 1.25)
    drawn: list[tuple[int, Dot, float, float]] = []
    for (impact, likelihood), here in sorted(placed.items()):
        lines = math.ceil(len(here) / columns)
        for place, (number, dot) in enumerate(here):
            row = here[place // columns * columns :][:columns]
            aside = (place % columns - (len(row) - 1) / 2) * min(step[0], radius * 2.4)
            below = (place // columns - (lines - 1) / 2) * min(step[1], radius * 2.4)
            x = left + (impact - 0.5) * across - 1 + aside
            y = (_SIDES - likelihood + 0.5) * down - 1 + below
            drawn.append((number, dot, x, y))
    if drawn:
        pen.dots([(x, y, radius) for _, _, x, y in drawn], style.colour("text"))
    for number, dot, x, y in drawn:
        if size >= 6 and len(drawn) < 100:  # more numbers nobody looks up
            pen.text(x, y, str(number), size=size, weight=600, role=style.ground, align="centre")
        pen.spot(x - radius, y - radius, radius * 2, radius * 2, _said(number, dot))


def _within(value: int) -> int:
    return min(_SIDES, max(1, value))


def _list(pen: Pen, data: Matrix, left: float) -> None:
    """The risks by number, as many as there is room for."""
    style, lead = pen.style, pen.style.body * 1.32
    number = pen.measure(str(len(data.dots)), weight=600) + style.gap
    y = lead * 0.6
    for most in (4, 3, 2, 1):  # lines for each
        texts = [
            lettering.wrap(lettering.plain(dot.label), pen.width - left - number, style.body, most=most)
            for dot in data.dots[: int(pen.height / lead) + 2]  # more never have room
        ]
        if sum(len(lines) + 0.25 for lines in texts) * lead <= pen.height:
            break
    for at, lines in enumerate(texts, 1):
        rest = at < len(data.dots)
        if y + (len(lines) - 0.5 + rest) * lead > pen.height + lead * 0.25:
            if y + lead * 0.5 <= pen.height:
                pen.more(left, y, len(data.dots) - at + 1, "risks")
            return
        pen.text(left, y, str(at), weight=600)
        for line in lines:
            pen.text(left + number, y, line)
            y += lead
        y += lead * 0.25


def _said(number: int, dot: Dot) -> str:
    severity = dot.likelihood * dot.impact
    kind = "severe" if severity >= SEVERE else "medium" if severity >= _MEDIUM else "low"
    return f"{number}. {words.line(dot.label)}: likelihood {dot.likelihood}, impact {dot.impact}, {kind}"
