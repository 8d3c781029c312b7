"""From a picture to bytes: pixels, a page of vectors, or a file that stands alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from program.metrics.pictures import Picture
from reports.figures import Drawn, Spot, lettering
from reports.figures.catalogue import draw
from reports.figures.engine import (
    ONE_AT_A_TIME,
    Axes,
    Figure,
    FigureCanvasAgg,
    FigureCanvasPdf,
    FigureCanvasSVG,
)
from reports.figures.pen import Pen
from reports.figures.style import Style

LEAST = (60.0, 40.0)  # below this nothing can be told; a chart is drawn at this size and no smaller
_MARGIN = 20.0


@contextmanager
def _alone() -> Iterator[None]:
    """One chart at a time, and nothing of it stays behind."""
    with ONE_AT_A_TIME:
        try:
            yield
        finally:
            lettering.forget()


def drawn(picture: Picture, style: Style, width: float, height: float, scale: float) -> Drawn:
    """See `reports.figures.drawn`."""
    with _alone():
        figure, spots = _figure(picture, style, width, height, scale, style.ground)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        across, down = canvas.get_width_height()
        pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        return Drawn(pixels, across, down, spots)


def vector(picture: Picture, style: Style, width: float, height: float) -> bytes:
    """See `reports.figures.vector`."""
    with _alone():
        figure, _ = _figure(picture, style, width, height, 1.0, "none")
        out = io.BytesIO()
        nameless = dict.fromkeys(("Creator", "Producer", "CreationDate"))
        FigureCanvasPdf(figure).print_pdf(out, metadata=nameless)  # type: ignore[no-untyped-call]
        return out.getvalue()


def svg(picture: Picture, style: Style, width: float, height: float) -> bytes:
    """See `reports.figures.svg`."""
    with _alone():
        figure = _page(picture, style, width, height, 1.0)
        out = io.BytesIO()
        nameless = {**dict.fromkeys(("Date", "Creator", "Format", "Type")), "Title": lettering.plain(picture.title)}
        FigureCanvasSVG(figure).print_svg(out, metadata=nameless)  # type: ignore[no-untyped-call]
        return out.getvalue()


def png(picture: Picture, style: Style, width: float, height: float, scale: float) -> bytes:
    """See `reports.figures.png`."""
    with _alone():
        figure = _page(picture, style, width, height, scale)
        out = io.BytesIO()
        words = {"Software": None, "Title": lettering.plain(picture.title)}
        FigureCanvasAgg(figure).print_png(out, metadata=words)  # type: ignore[no-untyped-call]
        return out.getvalue()


def _figure(
    picture: Picture, style: Style, width: float, height: float, scale: float, ground: str
) -> tuple[Figure, tuple[Spot, ...]]:
    """A figure that is all chart."""
    size = max(width, LEAST[0]), max(height, LEAST[1])
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72 * scale, facecolor=ground)
    return figure, draw(_axes(figure, (0.0, 0.0, 1.0, 1.0)), picture, style)


def _page(picture: Picture, style: Style, width: float, height: float, scale: float) -> Figure:
    """A figure that stands alone: the finding, the chart, and of how many it is."""
    width, height = max(width, LEAST[0] + 2 * _MARGIN), max(height, LEAST[1] + 6 * _MARGIN)
    figure = Figure(figsize=(width / 72, height / 72), dpi=72 * scale, facecolor=style.ground)
    pen = Pen(_axes(figure, (0.0, 0.0, 1.0, 1.0)), style)
    size, room, y = style.body * 1.35, width - 2 * _MARGIN, _MARGIN
    for words in lettering.wrap(lettering.plain(picture.title), room, size, 600):
        pen.text(_MARGIN, y + size * 0.6, words, size=size, weight=600)
        y += size * 1.35
    for words in lettering.wrap(lettering.plain(picture.note), room, style.body):
        pen.text(_MARGIN, y + style.body * 0.7, words, role="quiet")
        y += style.row
    pen.done()
    top = y + style.gap * 1.5
    box = (_MARGIN / width, _MARGIN / height, room / width, (height - top - _MARGIN) / height)
    draw(_axes(figure, box), picture, style)
    return figure


def _axes(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    return figure.add_axes(box)
