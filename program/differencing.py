"""What two tables tell together, one published after the other: the attack itself, made before anything is published.

Both tables are written down as one linear system over the counts of each category then and now. A reader may further
know that since then people only came, or only went. Every count that is not shown is pushed as low and as high as the
system allows; one that could be small must keep a range of `least` values. If it does not, less is published: margins
only, the total only, and at last the earlier table again, with its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from program.suppression import LEAST, Counts, Table, demand, table

_MOST = 100_000


def following(
    before: Table, rows: Sequence[str], columns: Sequence[str], counts: Counts, moved: int, least: int = LEAST
) -> Table:
    """The table to publish after `before`, of the same categories; `before` itself where a new one would tell too much.

    `moved` is how many people have come, gone or changed category since. Raises ValueError for a least group under the
    floor.
    """
    demand(least)
    if moved < least:
        return before
    together = [
        tuple(name for line in lines if len(line) > 1 for name in line) for lines in (before.rows, before.columns)
    ]
    whole = table(rows, columns, counts, least, (together[0], together[1]))
    blank = (None,) * len(whole.rows), (None,) * len(whole.columns)
    for offer in (
        whole,
        Table(whole.rows, whole.columns, (), whole.row_sums, whole.column_sums, whole.total),
        Table(whole.rows, whole.columns, (), *blank, whole.total),
    ):
        if keeps(before, offer, rows, columns, least):
            return offer
    return before


def keeps(before: Table, after: Table, rows: Sequence[str], columns: Sequence[str], least: int = LEAST) -> bool:
    """Whether no count that may be small can be worked out from the two tables, whatever a reader knows of the way
    from the one to the other."""
    return all(_safe(before, after, rows, columns, least, knows) for knows in (0, 1, -1))


def _safe(before: Table, after: Table, rows: Sequence[str], columns: Sequence[str], least: int, knows: int) -> bool:
    """`knows`: 1 that people only came, -1 that they only went, 0 neither."""
    size = len(rows) * len(columns)
    equal: list[tuple[list[int], int]] = []
    more: list[tuple[list[int], list[int], int]] = []  # sum of the first less sum of the second is at least the number
    for place, each in enumerate((before, after)):
        _said(each, rows, columns, place * size, equal, more)
    if knows:
        for cell in range(size):
            now, then = ([size + cell], [cell])
            more.append((now, then, 0) if knows > 0 else (then, now, 0))
    shown = {frozenset(unknown) for unknown, count in equal if count == 0 or count >= least}
    groups = ([offset + cell for cell in group] for offset in (0, size) for group in _groups(len(rows), len(columns)))
    wanted = [group for group in groups if frozenset(group) not in shown]
    return all(
        high - low + 1 >= least or low >= least or high == 0 for low, high in _ranges(2 * size, equal, more, wanted)
    )


def _groups(height: int, width: int) -> Iterable[list[int]]:
    """The counts somebody might want to know: each inner one and each margin."""
    yield from ([r * width + c] for r in range(height) for c in range(width))
    if width > 1:
        yield from ([r * width + c for c in range(width)] for r in range(height))
    if height > 1:
        yield from ([r * width + c for r in range(height)] for c in range(width))


def _said(
    told: Table,
    rows: Sequence[str],
    columns: Sequence[str],
    offset: int,
    equal: list[tuple[list[int], int]],
    more: list[tuple[list[int], list[int], int]],
) -> None:
    """Everything a table says, over the unknown counts from `offset` on."""
    width = len(columns)
    row_at = {name: place for place, name in enumerate(rows)}
    column_at = {name: place for place, name in enumerate(columns)}

    def cells(some_rows: Iterable[str], some_columns: Iterable[str]) -> list[int]:
        across = [column_at[name] for name in some_columns]
        return [offset + row_at[name] * width + c for name in some_rows for c in across]

    def say(unknown: list[int], count: int | None, zeros: bool) -> None:
        if count is not None:
            equal.append((unknown, count))
        elif zeros:  # a zero would have been shown
            more.append((unknown, [], 1))

    lines = [(members, columns, count, told.row_sums) for members, count in zip(told.rows, told.row_sums, strict=True)]
    for members, across, count, sums in lines:
        say(cells(members, across), count, any(each is not None for each in sums))
    for members, count in zip(told.columns, told.column_sums, strict=True):
        say(cells(rows, members), count, any(each is not None for each in told.column_sums))
    for r, line in enumerate(told.inner):
        for c, count in enumerate(line):
            say(cells(told.rows[r], told.columns[c]), count, True)
    say(cells(rows, columns), told.total, False)


def _ranges(
    size: int,
    equal: Sequence[tuple[list[int], int]],
    more: Sequence[tuple[list[int], list[int], int]],
    wanted: Sequence[Sequence[int]],
) -> list[tuple[int, int]]:
    """The lowest and highest whole value of each wanted sum; nothing where the system contradicts itself, or where
    nothing is wanted.

    One program of HiGHS answers all: the system stands in it once for each question, side by side.
    """
    if not wanted:
        return []

    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, identity, kron

    def matrix(lines: Sequence[tuple[list[int], list[int]]]) -> csr_matrix:
        places = [
            (k, v, s) for k, both in enumerate(lines) for s, some in zip((1.0, -1.0), both, strict=True) for v in some
        ]
        where, which, sign = zip(*places, strict=True)
        return csr_matrix((sign, (where, which)), shape=(len(lines), size))

    copies = identity(len(wanted), format="csr")
    constraints = {}
    if equal:
        constraints["A_eq"] = kron(copies, matrix([(unknown, []) for unknown, _ in equal]), format="csr")
        constraints["b_eq"] = np.tile([count for _, count in equal], len(wanted))
    if more:
        constraints["A_ub"] = kron(copies, matrix([(minus, plus) for plus, minus, _ in more]), format="csr")
        constraints["b_ub"] = np.tile([-count for _, _, count in more], len(wanted))
    aim = np.zeros(size * len(wanted))
    for place, group in enumerate(wanted):
        aim[[place * size + v for v in group]] = 1.0
    found = []
    for sign in (1.0, -1.0):
        answer = linprog(sign * aim, bounds=(0, _MOST), method="highs", **constraints)
        if answer.status == 2:  # nobody can know what is not so
            return []
        # Where it could not be solved there is no answer, this is an error, and nothing is published.
        found.append((answer.x.reshape(len(wanted), size) * aim.reshape(len(wanted), size)).sum(axis=1))
    return [(int(np.ceil(low - 1e-6)), int(np.floor(high + 1e-6))) for low, high in zip(*found, strict=True)]
