"""Counts that leave the house: small ones withheld, and as many others as it takes that nobody can work them out.

A count is published or withheld (None). Zeros are shown; so whoever reads a withheld count knows that it is at least 1.
What is promised: from everything published of one table (counts, margins, total) each small count can be placed only
within a range of `least` values or more. Tests attack it by linear programming. What two tables tell together, one
published after the other, is looked into by `differencing.py`.

Withholding more never narrows a range. So it is enough to show for every small count one way in which it could be
other numbers: by shifting people between withheld parts of a known total, or in a table with margins along a rectangle
of withheld counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import msgspec

#: Smallest group that is shown: usual in staff surveys.
LEAST = 5

#: The smallest least group there is: the lowest in use.
FLOOR = 3

#: What categories too small to be shown alone are called together.
REST = "Smaller groups"

Counts = Sequence[Sequence[int]]
Grid = tuple[tuple[int | None, ...], ...]


class Table(msgspec.Struct, frozen=True):
    """A table of counts as published: inner counts with their margins; `inner` is empty where only margins are shown.

    `rows` and `columns` are the categories behind each line: several stand together as `REST`.
    """

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    inner: Grid
    row_sums: tuple[int | None, ...]
    column_sums: tuple[int | None, ...]
    total: int | None

    @property
    def withheld(self) -> int:
        """How many counts are withheld, margins and inner ones; inner ones not shown at all count too."""
        inner = len(self.rows) * len(self.columns) - sum(count is not None for row in self.inner for count in row)
        return inner + sum(count is None for count in (*self.row_sums, *self.column_sums, self.total))


def label(members: Sequence[str]) -> str:
    """What a line of a table is called."""
    return members[0] if len(members) == 1 else REST


def demand(least: int) -> None:
    """Raises ValueError for a least group under the floor."""
    if least < FLOOR:
        raise ValueError(f"the least group is {FLOOR}")


def enough(count: int, least: int = LEAST) -> int | None:
    """A count that stands alone: withheld when it is small."""
    demand(least)
    return None if 0 < count < least else count


def share(part: int | None, whole: int | None) -> int | None:
    """A percentage, whole: only of two counts that are both published."""
    return None if part is None or not whole else round(100 * part / whole)


def parts(counts: Mapping[str, int], least: int = LEAST) -> Mapping[str, int | None]:
    """The parts of a whole whose total is known, small ones withheld so that none can be worked out.

    Where that cannot be had, every part is withheld. Raises ValueError for a least group under the floor.
    """
    demand(least)
    hidden = {name for name, count in counts.items() if 0 < count < least}
    rest = sorted((name for name in counts if counts[name] >= least), key=lambda name: (counts[name], name))
    while hidden and (len(hidden) < 2 or sum(counts[each] for each in hidden) - len(hidden) < least - 1):
        if not rest:
            return dict.fromkeys(counts)
        hidden.add(rest.pop(0))
    return {name: None if name in hidden else count for name, count in counts.items()}


def table(
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Counts,
    least: int = LEAST,
    together: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> Table:
    """A table with its margins, made fit to be published.

    `counts[r][c]` are whole numbers from 0. Categories with a small margin are put together first, and with them those
    that are to stand `together` whatever their size (rows, columns); then small inner counts are withheld, each with
    the cheapest rectangle that protects it. Where there is none, only margins are shown. Raises ValueError for a least
    group under the floor.
    """
    demand(least)
    shown_rows, grid = _merged(rows, [list(row) for row in counts], least, together[0])
    shown_columns, turned = _merged(columns, _turned(grid, len(columns)), least, together[1])
    grid = _turned(turned, len(shown_rows))
    row_sums, column_sums = tuple(map(sum, grid)), tuple(map(sum, turned))
    total = sum(row_sums)
    if 0 < total < least:
        return Table(shown_rows, shown_columns, (), (None,) * len(grid), (None,) * len(turned), None)
    hidden = _hidden(grid, least)
    inner = () if hidden is None else _shown(grid, hidden)
    return Table(shown_rows, shown_columns, inner, row_sums, column_sums, total)


def _merged(
    names: Sequence[str], grid: list[list[int]], least: int, together: Sequence[str]
) -> tuple[tuple[tuple[str, ...], ...], list[list[int]]]:
    """The lines as they are shown, each with its categories, and their counts."""
    sums = [sum(row) for row in grid]
    small = [place for place, name in enumerate(names) if 0 < sums[place] < least or name in together]
    # One small group alone would stand under a name that hides nothing, and an empty one is no company.
    others = sorted((p for p in range(len(names)) if p not in small and sums[p]), key=lambda p: (sums[p], names[p]))
    while small and others and (len(small) < 2 or sum(sums[place] for place in small) < least):
        small.append(others.pop(0))
    if len(small) < 2:
        return tuple((name,) for name in names), grid
    kept = [place for place in range(len(names)) if place not in small]
    merged = [sum(column) for column in zip(*(grid[place] for place in small), strict=True)]
    lines = [(names[place],) for place in kept] + [tuple(names[place] for place in sorted(small))]
    return tuple(lines), [*(grid[place] for place in kept), merged]


def _hidden(grid: Counts, least: int) -> set[tuple[int, int]] | None:
    """The inner counts to withhold; None when some small count cannot be protected."""
    small = [(r, c) for r, row in enumerate(grid) for c, count in enumerate(row) if 0 < count < least]
    hidden = set(small)
    for r, c in small:
        best: tuple[int, int, int, int] | None = None
        for r2, c2 in product(range(len(grid)), range(len(grid[0]))):
            corners = ((r, c2), (r2, c), (r2, c2))
            if r2 == r or c2 == c or any(grid[a][b] == 0 for a, b in corners):
                continue
            up = min(grid[r][c2], grid[r2][c]) - 1
            down = min(grid[r][c], grid[r2][c2]) - 1
            if up + down + 1 < least:
                continue
            fresh = [grid[a][b] for a, b in corners if (a, b) not in hidden]
            offer = (len(fresh), sum(fresh), r2, c2)
            best = offer if best is None else min(best, offer)
        if best is None:
            return None
        _, _, r2, c2 = best
        hidden |= {(r, c2), (r2, c), (r2, c2)}
    return hidden


def _shown(grid: Counts, hidden: set[tuple[int, int]]) -> Grid:
    return tuple(
        tuple(None if (r, c) in hidden else count for c, count in enumerate(row)) for r, row in enumerate(grid)
    )


def _turned(grid: Sequence[Sequence[int]], width: int) -> list[list[int]]:
    return [[row[c] for row in grid] for c in range(width)]
