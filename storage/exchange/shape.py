"""Makes a table out of raw rows: finds the headings, evens the widths, cleans the cells, and remarks on what it met."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date

from program.intake.table import Cell, Remark, letters
from program.intake.words import plain, tidy
from storage.exchange.formula import unmask
from storage.exchange.limits import FileRefused, Limits

Raw = tuple[int, list[Cell]]

_LOOK = 30  # so many rows are looked at to find the headings


class Shape:
    """Headings, rows and remarks of one table; built by `shape`."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.headings: list[str] = []
        self.heading_row = 1
        self.rows: list[Raw] = []
        self._remarks: list[Remark] = []
        self._met: Counter[str] = Counter()

    def remark(self, kind: str, sentence: str, row: int = 0, column: int = 0) -> None:
        """Keep a remark; beyond the limit a kind is only counted."""
        self._met[kind] += 1
        if self._met[kind] <= self.limits.remarks:
            self._remarks.append(Remark(kind, sentence, row, column))

    def remarks(self) -> tuple[Remark, ...]:
        """All remarks in the order met, with one line for each kind that had more than are listed."""
        more = [
            Remark(kind, f"{count - self.limits.remarks:,} more remarks of this kind are not listed.")
            for kind, count in self._met.items()
            if count > self.limits.remarks
        ]
        return (*self._remarks, *more)


def shape(raw: Iterable[Raw], limits: Limits, *, ragged: bool) -> Shape:
    """The table in `raw`. `ragged` says that rows of unequal width are worth a remark (delimited text).

    Raises FileRefused when there is nothing in it, or more than the limits allow.
    """
    made = Shape(limits)
    rows: list[Raw] = []
    cells_left = limits.cells
    for number, record in raw:
        cells = [_cell(cell, number, at, made) for at, cell in enumerate(record, 1)]
        if len(cells) > limits.columns:
            while cells and cells[-1] == "":
                cells.pop()
            if len(cells) > limits.columns:
                raise too_wide(limits, number)
        if not any(cell != "" for cell in cells):
            continue
        cells_left -= len(cells)
        if len(rows) > limits.rows:
            raise too_long(limits, number)
        if cells_left < 0:
            raise FileRefused(f"the file holds more than {limits.cells:,} cells.", _SPLIT, row=number)
        rows.append((number, cells))
    if not rows:
        raise FileRefused("There is nothing in this file.", "Choose another file or another sheet.")
    _head(rows, made)
    _even(rows, made, ragged)
    return made


_SPLIT = "Split it into smaller files, or take out what is not needed, and import them one after the other."


def too_long(limits: Limits, row: int) -> FileRefused:
    """More rows than are read."""
    return FileRefused(f"the file goes on beyond {limits.rows:,} rows.", _SPLIT, row=row)


def too_wide(limits: Limits, row: int) -> FileRefused:
    """More columns than are read."""
    return FileRefused(
        f"the file is wider than {limits.columns:,} columns.", _SPLIT, row=row, column=limits.columns + 1
    )


def _cell(cell: Cell, row: int, column: int, made: Shape) -> Cell:
    if not isinstance(cell, str):
        return cell
    if len(cell) > made.limits.cell:
        raise FileRefused(
            f"a cell here is longer than {made.limits.cell:,} characters.",
            "Shorten it and try again.",
            row=row,
            column=column,
        )
    text, cleaned = tidy(cell)
    if cleaned:
        made.remark("cleaned", "signs that cannot be seen were taken out of this cell.", row, column)
    return unmask(text) if text.startswith("'") else text


def _head(rows: list[Raw], made: Shape) -> None:
    """The headings are the first row filled at least half as wide as the fullest of the first rows."""
    filled = [sum(cell != "" for cell in cells) for _, cells in rows[:_LOOK]]
    at = next(index for index, count in enumerate(filled) if 2 * count >= max(filled))
    for number, _ in rows[:at]:
        made.remark("above", "this row stands above the headings and is not imported.", number)
    made.heading_row, names = rows[at]
    del rows[: at + 1]
    made.headings = [words(cell) for cell in names]


def _even(rows: list[Raw], made: Shape, ragged: bool) -> None:
    headings, named = made.headings, len(made.headings)
    while named and headings[named - 1] == "":
        named -= 1
    used = _used_columns(rows, headings)
    first_names = [plain(heading) for heading in headings]
    for number, cells in rows:
        if len(cells) >= named and [plain(words(cell)) for cell in cells[:named]] == first_names[:named]:
            made.remark("repeated headings", "this row repeats the headings and is not imported.", number)
            continue
        if ragged and len(cells) != len(headings):
            _remark_ragged(number, cells, len(headings), made)
        cells = [cell for at, cell in enumerate(cells[: len(used)]) if used[at]]
        cells += [""] * (sum(used) - len(cells))
        made.rows.append((number, cells))
    made.headings = _name(headings, used, made)


def _used_columns(rows: list[Raw], headings: list[str]) -> list[bool]:
    """Which columns have a heading or anything below; a column with neither is dropped, as nothing is lost."""
    used = [heading != "" for heading in headings]
    for _, cells in rows:
        if len(cells) > len(used):
            used.extend([False] * (len(cells) - len(used)))
        for at, known in enumerate(used[: len(cells)]):
            if not known and cells[at] != "":
                used[at] = True
    return used


def _remark_ragged(number: int, cells: list[Cell], width: int, made: Shape) -> None:
    if any(cell != "" for cell in cells[width:]):
        sentence = f"this row has {len(cells):,} cells where there are {width:,} headings; cells may have shifted."
        made.remark("shifted", sentence, number, width + 1)
    elif len(cells) < width:
        sentence = f"this row has {len(cells):,} cells where there are {width:,} headings; the rest was read as empty."
        made.remark("short", sentence, number, len(cells) + 1)


def _name(headings: list[str], used: list[bool], made: Shape) -> list[str]:
    """Every column gets a name of its own: its heading, "Column F" where there is none, numbered where it repeats."""
    names: list[str] = []
    seen: Counter[str] = Counter()
    for at, wanted in enumerate(used):
        if not wanted:
            continue
        name = headings[at] if at < len(headings) else ""
        if not name:
            name = f"Column {letters(at + 1)}"
            made.remark("no heading", "this column has no heading.", made.heading_row, at + 1)
        seen[name] += 1
        if (count := seen[name]) > 1:
            made.remark("doubled heading", "this heading stands here a second time.", made.heading_row, at + 1)
            name = f"{name} ({count})"
            seen[name] += 1
        names.append(name)
    return names


def words(cell: Cell) -> str:
    """A cell as text: dates as 2027-03-01, whole numbers without a point."""
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
