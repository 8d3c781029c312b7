"""What a chart put on its axes, mark by mark, as text that reads and differs well."""

from __future__ import annotations

import numpy as np

import resources
from program.metrics.pictures import Picture
from reports.figures import Spot, Style, lettering
from reports.figures.catalogue import draw
from reports.figures.engine import Figure
from reports.figures.pen import Drawing, Shape, Words

Marks = list[Shape | Words]


def drawing(picture: Picture, style: Style, width: float, height: float) -> tuple[Marks, tuple[Spot, ...]]:
    """The marks of a chart in the order of drawing, and its spots."""
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    spots = draw(axes, picture, style)
    (made,) = axes.findobj(Drawing)
    return made.marks, spots


def box(mark: Words) -> tuple[float, float, float, float]:
    """What level words cover, as high as their capitals: left, top, right, bottom."""
    wide = lettering.width(mark.text, mark.size, mark.weight)
    return mark.x, mark.y - mark.size * 0.7, mark.x + wide, mark.y


def dump(picture: Picture, style: Style, width: float, height: float) -> str:
    """All of a chart as text."""
    marks, spots = drawing(picture, style, width, height)
    lines = [_line(mark, style) for mark in marks]
    lines += [f"spot   {_n(s.x)} {_n(s.y)} {_n(s.width)} {_n(s.height)}  {s.words}" for s in spots]
    return "\n".join(lines) + "\n"


def _line(mark: Shape | Words, style: Style) -> str:
    if isinstance(mark, Words):
        turned = f" turned {_n(mark.angle)}" if mark.angle else ""
        at = f"{_n(mark.x)} {_n(mark.y)}"
        return f"words  {at} {_n(mark.size)}/{mark.weight} {_name(mark.colour, style)}{turned}  {mark.text}"
    corners = np.asarray(mark.path.vertices)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    parts = [f"shape  {_n(left)} {_n(top)} to {_n(right)} {_n(bottom)}, {len(corners)} corners"]
    if mark.fill:
        parts.append(f"fill {_name(mark.fill, style)}")
    if mark.edge:
        parts.append(f"line {mark.line:.2f} {_name(mark.edge, style)}{' dashed' if mark.dash else ''}")
    if mark.opacity < 1:
        parts.append(f"opacity {mark.opacity:.2f}")
    return ", ".join(parts)


def _name(colour: str, style: Style) -> str:
    palette = resources.palette("dark" if style.dark else "light")
    return next((role for role, value in palette.items() if value == colour), colour)


def _n(value: float) -> str:
    return f"{value:.1f}".replace("-0.0", "0.0").removesuffix(".0")
