"""A grid of rows by cycles: which columns fit on a sheet, their heads on every page, and rows as high as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from program.views import span
from program.views_plan import PlanCycle
from reports.paper import Sheet, Size, base
from reports.text import Style

CELL_GAP = 5.0
NARROWEST_CELL, WIDEST_CELL = 62.0, 200.0


class Sizes(NamedTuple):
    """Type for the cells of a grid, larger on larger paper."""

    scale: float

    @property
    def name(self) -> Style:
        """The name of a row."""
        return Style(8.6 * self.scale, 600, height=1.28)

    @property
    def strong(self) -> Style:
        """The first line of a cell."""
        return Style(7.8 * self.scale, 600, height=1.3)

    @property
    def plain(self) -> Style:
        """The other lines of a cell."""
        return Style(7.2 * self.scale, height=1.3)

    @property
    def quiet(self) -> Style:
        """What is said beside."""
        return Style(7.0 * self.scale, 400, "quiet", 1.3)

    @property
    def bad(self) -> Style:
        """What breaks a rule."""
        return Style(7.0 * self.scale, 500, "bad", 1.3)


class Band(NamedTuple):
    """The cycles that stand side by side on one sheet, `first` being the place of the leftmost among all."""

    first: int
    cycles: Sequence[PlanCycle]


class Grid:
    """Columns for the names of the rows, a band of cycles, and a last column of width `last` (0: none)."""

    def __init__(self, sheet: Sheet, label: str, last_label: str = "", last: float = 0) -> None:
        self.sheet = sheet
        self.sizes = Sizes(1.16 if sheet.frame.size is Size.A3 else 1.0)
        self._labels = (label, last_label)
        self.last = last = last * self.sizes.scale
        self.name_width = min(170.0, max(92.0, sheet.width * 0.13)) * self.sizes.scale
        self._room = sheet.width - self.name_width - CELL_GAP - (last + CELL_GAP if last else 0)
        self.cell = 0.0
        self._band = Band(0, ())
        self._title = ""

    def bands(self, cycles: Sequence[PlanCycle]) -> Iterator[Band]:
        """All cycles in as few bands as are legible, as even as can be; the grid is set to each as it comes."""
        most = max(1, int((self._room + CELL_GAP) // (NARROWEST_CELL * self.sizes.scale + CELL_GAP)))
        count = -(-len(cycles) // most)
        per = -(-len(cycles) // count) if count else 1
        self.cell = min(WIDEST_CELL * self.sizes.scale, (self._room + CELL_GAP) / per - CELL_GAP)
        for first in range(0, len(cycles), per):
            self._band = Band(first, cycles[first : first + per])
            yield self._band

    def x(self, place: int) -> float:
        """The left edge of the cell at a place of the present band; after the last one comes the last column."""
        return self.sheet.left + self.name_width + CELL_GAP + place * (self.cell + CELL_GAP)

    @property
    def end(self) -> float:
        """The right edge of the last column there is."""
        return self.x(len(self._band.cycles)) + self.last if self.last else self.x(len(self._band.cycles)) - CELL_GAP

    def head(self) -> None:
        """The names, dates and stages of the cycles, over a line."""
        sheet, sizes = self.sheet, self.sizes
        title, beside = sizes.strong, sizes.quiet
        top = sheet.y
        sheet.line(sheet.left, top - base(title), self._labels[0], title, self.name_width)
        for place, cycle in enumerate(self._band.cycles):
            x = self.x(place)
            sheet.line(x, top - base(title), cycle.name, title, self.cell)
            when = span(cycle.start, cycle.end)
            if sheet.type.width(when, beside) > self.cell:
                when = when.replace(f" {cycle.end.year}", "")
            sheet.line(x, top - title.leading - base(beside), when, beside, self.cell)
            sheet.line(x, top - title.leading - beside.leading - base(beside), cycle.stage, beside, self.cell)
        if self.last:
            sheet.line(self.x(len(self._band.cycles)), top - base(title), self._labels[1], title, self.last)
        sheet.y = top - title.leading - 2 * beside.leading - 4
        sheet.rule(sheet.y, right=self.end, role="edge")

    def need(self, height: float) -> bool:
        """Room for a row of `height`, on a new page under the heads where necessary; says whether it took one."""
        if self.sheet.has_room(height):
            return False
        self.sheet.page()
        self.head()
        return True

    def close(self, height: float) -> None:
        """End a row that was `height` high."""
        self.sheet.y -= height
        self.sheet.rule(self.sheet.y, right=self.end)
