"""The table behind a chart: every value it shows, for people who would rather read, and as a file."""

from __future__ import annotations

import csv as _csv
import io
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from program.metrics.pictures import (
    Bars,
    Curve,
    Funnel,
    Groups,
    Heat,
    Loads,
    Matrix,
    Network,
    Picture,
    Slopes,
    Trend,
)
from reports.figures.words import WITHHELD, change, digits

_RISKY = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet takes for the beginning of a formula."""
_NUMBER = re.compile("[\u2212+]?[0-9][0-9,]*(\\.[0-9]+)?")


class Table(NamedTuple):
    """Headings and rows of texts as people read them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(picture: Picture) -> Table:
    """Every value of a picture. Raises TypeError for a kind of picture there is no table for."""
    for kind, make in _TABLES.items():
        if isinstance(picture, kind):
            return make(picture)
    raise TypeError(f"no table for {type(picture).__name__}")


def csv(picture: Picture) -> str:
    """The table as a file for spreadsheets: title and note first, and no cell one of them would take for a formula."""
    file = io.StringIO()
    writer = _csv.writer(file, lineterminator="\r\n")
    head = table(picture)
    for row in ((picture.title,), (picture.note,), head.headings, *head.rows):
        writer.writerow([_safe(each) for each in row])
    return file.getvalue()


def _bars(picture: Bars) -> Table:
    before, counted = any(x.before is not None for x in picture.bars), any(x.n for x in picture.bars)
    headings = ["", _of(picture.unit, "Value"), *(["Before"] if before else []), *(["n"] if counted else [])]
    rows = []
    for bar in picture.bars:
        past = ["" if bar.before is None else digits(bar.before, picture.unit)] if before else []
        rows.append((bar.label, _cell(bar.value, picture.unit), *past, *([_n(bar.value, bar.n)] if counted else [])))
    return Table(tuple(headings), tuple(rows))


def _heat(picture: Heat) -> Table:
    pairs = zip(picture.rows, picture.cells, strict=True)
    rows = ((row, *(_cell(each, picture.unit) for each in cells)) for row, cells in pairs)
    return Table(("", *(_of(picture.unit, each) for each in picture.columns)), tuple(rows))


def _loads(picture: Loads) -> Table:
    rows = ((x.label, str(x.carried), str(x.capacity), digits(x.share, "%")) for x in picture.loads)
    return Table(("Mentor", "Mentees", "Capacity", "Share (%)"), tuple(rows))


def _network(picture: Network) -> Table:
    names = [node.label for node in picture.nodes]
    rows = ((names[x.start], names[x.end], str(x.weight)) for x in picture.edges)
    return Table(("Who", "Learnt from", "Times"), tuple(rows))


def _slopes(picture: Slopes) -> Table:
    unit = picture.unit
    rows = []
    for x in picture.slopes:
        rows.append((x.label, digits(x.before, unit), digits(x.now, unit), change(x.before, x.now, unit), str(x.n)))
    return Table(("", _of(unit, "Before"), _of(unit, "Now"), "Change", "n"), tuple(rows))


def _funnel(picture: Funnel) -> Table:
    rows, before = [], 0
    for step in picture.steps:
        rows.append((step.label, str(step.count), digits(100 * step.count / before, "%") if before else ""))
        before = step.count
    return Table(("Step", "Count", "Of the step before (%)"), tuple(rows))


def _trend(picture: Trend) -> Table:
    rows = []
    for each in picture.lines:
        rows += [(each.label, p.label, *_valued(p.value, p.low, p.high, p.n, picture.unit)) for p in each.points]
    return Table(("", "When", _of(picture.unit, "Value"), "From", "To", "n"), tuple(rows))


def _matrix(picture: Matrix) -> Table:
    rows = ((str(i), dot.label, str(dot.likelihood), str(dot.impact)) for i, dot in enumerate(picture.dots, 1))
    return Table(("No.", "Risk", "Likelihood", "Impact"), tuple(rows))


def _curve(picture: Curve) -> Table:
    rows = []
    for x in picture.stairs:
        shares = (digits(each, "%") for each in (x.share, x.low, x.high))
        rows.append((digits(x.time, picture.unit), *shares, str(x.waiting)))
    return Table((_of(picture.unit, "Time"), "Got there (%)", "From", "To", "Waiting until then"), tuple(rows))


def _groups(picture: Groups) -> Table:
    rows = ((x.label, *_valued(x.value, x.low, x.high, x.n, picture.unit)) for x in picture.marks)
    return Table(("Group", _of(picture.unit, "Value"), "From", "To", "n"), tuple(rows))


_TABLES: Mapping[type[Picture], Callable[[Any], Table]] = {
    Bars: _bars, Heat: _heat, Loads: _loads, Network: _network, Slopes: _slopes, Funnel: _funnel, Trend: _trend,
    Matrix: _matrix, Curve: _curve, Groups: _groups,
}  # fmt: skip


def _valued(value: float | None, low: float | None, high: float | None, n: int, unit: str) -> tuple[str, str, str, str]:
    start, end = ("" if value is None or each is None else digits(each, unit) for each in (low, high))
    return (_cell(value, unit), start, end, _n(value, n))


def _n(value: float | None, n: int) -> str:
    return "" if value is None else str(n)


def _cell(value: float | None, unit: str) -> str:
    return WITHHELD if value is None else digits(value, unit)


def _of(unit: str, heading: str) -> str:
    return f"{heading} ({unit})" if unit else heading


def _safe(text: str) -> str:
    """A number as programs read it; before text that a spreadsheet would take for a formula, an apostrophe."""
    if _NUMBER.fullmatch(text):
        return text.replace("\u2212", "-").replace(",", "").removeprefix("+")
    bare = text.lstrip("'")
    return f"'{text}" if bare and bare[0] in _RISKY else text
