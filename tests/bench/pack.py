"""The committee's pack, from the present to the finished PDF, against the bare matplotlib and reportlab calls in it.

The calls that the libraries get are written down once, and then made again by themselves: the figures saved once more,
the text and lines put on a bare canvas. What the ratio says is what the program adds: figures counted, what may leave
worked out, the leak check, laying out, the laying of charts onto pages, and the file made the same on every run.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import Any

from program.leaks import clear
from program.program import Program
from program.records import Purpose, Tier
from program.views import pack
from tests.bench.measure import line, side_by_side
from tests.reports import pdf
from tests.reports.governed import DAY, governed
from tests.reports.papers import FRAME

SIZES = ((60, 8, 12, 24), (500, 8, 40, 120))  # mentees, cycles, hosts, mentors
AIM = 1.3

Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def lines() -> Iterator[str]:
    """Three lines a size."""
    for size in SIZES:
        program = governed(*size)
        began = perf_counter()
        made = _view(program)
        seen = perf_counter() - began
        figures: list[Any] = []
        calls: list[tuple[str, Call]] = []
        with _written_down(figures, calls):
            data = _paper(made)
        bare = partial(_bare, figures, calls)
        what = f"Committee pack, {size[0]} mentees"
        pages = len(pdf.reader(data).pages)
        yield f"{what}: {pages} pages, {len(data) / 1024:,.0f} KB; its view for the first time {seen:.2f} s"
        ours, theirs = side_by_side(lambda p=program: _paper(_view(p)), bare, rounds=5, warm=1)  # type: ignore[misc]
        yield line(f"{what}, of a present whose figures are counted", ours, theirs, "bare calls", AIM)
        ours, theirs = side_by_side(partial(_afresh, program), bare, rounds=3, warm=1)
        yield line(f"{what}, figures counted anew", ours, theirs, "bare calls", AIM)


def _view(program: Program) -> Any:
    return clear(program, lambda there: pack(there, DAY), Tier.AGGREGATE, (Purpose.FIGURES,)).view


def _paper(view: Any) -> bytes:
    from reports.catalogue import make
    from reports.documents.committee import page

    page._vector.cache_clear()
    return make("committee", view, FRAME)


def _afresh(program: Program) -> bytes:
    """Of a present that has counted nothing yet."""
    return _paper(_view(Program.of_records(program.everything())))


@contextmanager
def _written_down(figures: list[Any], calls: list[tuple[str, Call]]) -> Iterator[None]:
    """Write down every figure that is saved, and every call that reportlab gets from outside itself."""
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

    from reports.figures.engine import FigureCanvasPdf

    before: list[tuple[type, str, Any]] = []
    inside = [0]

    def watch(cls: type, name: str, kind: str) -> None:
        plain: Callable[..., Any] = getattr(cls, name)
        before.append((cls, name, plain))

        def watched(self: Any, *words: Any, **named: Any) -> Any:
            if not inside[0]:
                calls.append((kind, (name, words, named)))
            inside[0] += 1
            try:
                return plain(self, *words, **named)
            finally:
                inside[0] -= 1

        setattr(cls, name, watched)

    for name in ("line", "rect", "roundRect", "circle", "setFillColor", "setStrokeColor", "setLineWidth", "showPage"):
        watch(Canvas, name, "canvas")
    for name in ("setFont", "setTextOrigin", "setFillColor", "textOut"):
        watch(PDFTextObject, name, "text")
    print_pdf = FigureCanvasPdf.print_pdf

    def saved(self: Any, *words: Any, **named: Any) -> Any:
        figures.append(self.figure)
        return print_pdf(self, *words, **named)

    FigureCanvasPdf.print_pdf = saved  # type: ignore[method-assign]
    try:
        yield
    finally:
        FigureCanvasPdf.print_pdf = print_pdf  # type: ignore[method-assign]
        for cls, name, plain in before:
            setattr(cls, name, plain)


def _bare(figures: list[Any], calls: list[tuple[str, Call]]) -> None:
    from reportlab.pdfgen.canvas import Canvas

    from reports.figures.engine import FigureCanvasPdf

    for figure in figures:
        FigureCanvasPdf(figure).print_pdf(io.BytesIO())
    canvas = Canvas(io.BytesIO(), invariant=1, pageCompression=1)
    text = canvas.beginText(0, 0)
    for kind, (name, words, named) in calls:
        if kind == "text":
            getattr(text, name)(*words, **named)
            if name == "textOut":
                canvas.drawText(text)
                text = canvas.beginText(0, 0)
        else:
            getattr(canvas, name)(*words, **named)
    canvas.save()
