"""A table that flows over pages: its head comes again at the top of each, no row is torn, no cell overflows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reports.paper import BODY, LABEL, SMALL, STRONG, Align, Sheet, base
from reports.text import Style

GAP = 10.0
PAD = 4.5


Cell = str | tuple[str, str]
"""A text, or a text with a quieter one under it."""

UNDER = SMALL._replace(role="quiet")


class Column(NamedTuple):
    """One column: its heading, its share of the width beside the others' shares, and how its texts are set."""

    label: str
    share: float
    style: Style = BODY
    align: Align = "left"
    most: int = 2  # lines in a cell; what is longer is cut with "…"


class Table:
    """Rows of text on a sheet. Call `head()` first; it comes again by itself after a page break."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], pad: float = PAD) -> None:
        self._sheet = sheet
        self._pad = pad  # points above and below the texts of a row
        self._columns = columns
        shares = sum(column.share for column in columns)
        room = sheet.width - GAP * (len(columns) - 1)
        self._widths = [room * column.share / shares for column in columns]
        self._group = ""

    def head(self) -> None:
        """The headings over a line."""
        sheet, x = self._sheet, self._sheet.left
        lines = [
            sheet.type.wrap(c.label, LABEL, width, 2) for c, width in zip(self._columns, self._widths, strict=True)
        ]
        height = max(len(each) for each in lines) * LABEL.leading
        for column, width, words in zip(self._columns, self._widths, lines, strict=True):
            top = sheet.y - (height - len(words) * LABEL.leading)
            self._cell(x, top, width, [(each, LABEL) for each in words], column.align)
            x += width + GAP
        sheet.y -= height + 3
        sheet.rule(sheet.y, role="edge")

    def group(self, title: str, count: str = "") -> None:
        """A heading inside the table; repeated after a page break until the next one."""
        self._group = title
        if self._sheet.need(72):
            self.head()
        self._sheet.space(10)
        self._heading(title, count)

    def row(self, *texts: Cell) -> None:
        """One row, on the next page when it does not fit on this one."""
        sheet = self._sheet
        cells = [
            self._broken(text, column, width)
            for text, column, width in zip(texts, self._columns, self._widths, strict=True)
        ]
        high = max(sum(style.leading for _, style in lines) for lines in cells)
        height = max(high, SMALL.leading) + 2 * self._pad
        if sheet.need(height):
            self.head()
            if self._group:
                sheet.space(6)
                self._heading(self._group, "continued")
        x = sheet.left
        for column, width, lines in zip(self._columns, self._widths, cells, strict=True):
            self._cell(x, sheet.y - self._pad, width, lines, column.align)
            x += width + GAP
        sheet.y -= height
        sheet.rule(sheet.y)

    def _heading(self, title: str, count: str) -> None:
        sheet = self._sheet
        words = sheet.type.fit(title, STRONG, sheet.width - 90)
        wide = sheet.line(sheet.left, sheet.y - base(STRONG), words, STRONG)
        sheet.line(sheet.left + wide + 8, sheet.y - base(STRONG), count, LABEL, 80)
        sheet.y -= STRONG.leading + 3
        sheet.rule(sheet.y)

    def _broken(self, text: Cell, column: Column, width: float) -> list[tuple[str, Style]]:
        """The lines of a cell with their styles."""
        main, under = (text, "") if isinstance(text, str) else text
        wrap = self._sheet.type.wrap
        lines = [(line, column.style) for line in wrap(main, column.style, width, column.most)]
        return lines + [(line, UNDER) for line in wrap(under, UNDER, width, column.most)]

    def _cell(self, x: float, top: float, width: float, lines: Sequence[tuple[str, Style]], align: Align) -> None:
        at = x + width if align == "right" else x + width / 2 if align == "centre" else x
        for line, style in lines:
            self._sheet.line(at, top - base(style), line, style, align=align)
            top -= style.leading
