"""Pictures become charts: pixels for the screen, a page of vectors for paper, files to hand on, and the table behind.

One `draw(axes, data, style)` per kind of picture, used for all of them alike. matplotlib is brought in with the first
chart and not before; it writes nothing to disk, reads no font but ours, and opens no window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from program.metrics.pictures import Picture
from reports.figures.style import Style
from reports.figures.table import Table, csv, table

__all__ = ["Drawn", "Picture", "Spot", "Style", "Table", "csv", "drawn", "png", "svg", "table", "vector"]


class Spot(NamedTuple):
    """A place that has something to say: a box, in units of the chart from its top left, and the words in full."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True)
class Drawn:
    """A chart as pixels, four bytes each (red, green, blue, opacity), row by row; `spots` are in units of the chart."""

    rgba: bytes
    width: int
    height: int
    spots: tuple[Spot, ...]


def drawn(picture: Picture, style: Style, width: float, height: float, scale: float = 1.0) -> Drawn:
    """The chart for a screen with `scale` pixels for each unit; no smaller than 60 × 40 units.

    May be called from any thread; charts are drawn one after the other.
    """
    from reports.figures.drawing import drawn as made

    return made(picture, style, width, height, scale)


def vector(picture: Picture, style: Style, width: float, height: float) -> bytes:
    """The chart as a PDF of one page of `width` × `height` points, without background: `Sheet.picture` takes it.

    The same bytes on every run. May be called from any thread.
    """
    from reports.figures.drawing import vector as made

    return made(picture, style, width, height)


def svg(picture: Picture, style: Style, width: float = 800, height: float = 500) -> bytes:
    """A file of its own, with title and note, its text as outlines; the same bytes on every run."""
    from reports.figures.drawing import svg as made

    return made(picture, style, width, height)


def png(picture: Picture, style: Style, width: float = 800, height: float = 500, scale: float = 2.0) -> bytes:
    """A file of its own, with title and note, `scale` pixels for each unit; the same bytes on every run."""
    from reports.figures.drawing import png as made

    return made(picture, style, width, height, scale)
