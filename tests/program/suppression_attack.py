"""Suppression under attack: everything published is written down as a linear system, and each count that must not be
known is pushed as low and as high as the system allows.

Many tables are attacked at once: independent systems side by side in one program of HiGHS.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from program.differencing import following
from program.suppression import Table, table

LEAST = 5


class System:
    """Equations and bounds over whole numbers, and the sums an attacker would like to know."""

    def __init__(self) -> None:
        self.low: list[float] = []
        self.equal: list[tuple[list[int], int]] = []
        self.atleast: list[tuple[list[int], list[int], int]] = []  # sum of these - sum of those >= number
        self.wanted: list[list[int]] = []

    def unknown(self, low: int = 0) -> int:
        self.low.append(low)
        return len(self.low) - 1


def ranges(systems: Sequence[System]) -> list[list[int]]:
    """For every wanted sum of every system, how many values it can have."""
    widths: list[list[int]] = [[] for _ in systems]
    offsets = np.cumsum([0, *(len(system.low) for system in systems)])
    size = int(offsets[-1])
    equal = [([o + v for v in vs], b) for o, s in zip(offsets, systems, strict=False) for vs, b in s.equal]
    more = [
        ([o + v for v in plus], [o + v for v in minus], b)
        for o, s in zip(offsets, systems, strict=False)
        for plus, minus, b in s.atleast
    ]
    a_eq = _matrix(((vs, []) for vs, _ in equal), size)
    a_ub = _matrix(((minus, plus) for plus, minus, _ in more), size)
    bounds = [(low, 1000) for system in systems for low in system.low]
    for turn in range(max((len(s.wanted) for s in systems), default=0)):
        aim = np.zeros(size)
        asked = [(k, s.wanted[turn]) for k, s in enumerate(systems) if turn < len(s.wanted)]
        for k, sum_of in asked:
            for v in sum_of:
                aim[offsets[k] + v] += 1
        found = []
        for sign in (1, -1):
            answer = linprog(
                sign * aim,
                A_eq=a_eq if equal else None,
                b_eq=[b for _, b in equal] if equal else None,
                A_ub=a_ub if more else None,
                b_ub=[-b for _, _, b in more] if more else None,
                bounds=bounds,
                method="highs",
            )
            assert answer.status == 0, answer.message  # the truth itself is a solution
            found.append(answer.x)
        for k, sum_of in asked:
            least, most = (sum(x[offsets[k] + v] for v in sum_of) for x in found)
            widths[k].append(int(np.floor(most + 1e-6) - np.ceil(least - 1e-6)) + 1)
    return widths


def _matrix(rows: Iterable[tuple[Sequence[int], Sequence[int]]], size: int) -> csr_matrix:
    where, which, value, count = [], [], [], 0
    for plus, minus in rows:
        for sign, columns in ((1.0, plus), (-1.0, minus)):
            where += [count] * len(columns)
            which += list(columns)
            value += [sign] * len(columns)
        count += 1
    return csr_matrix((value, (where, which)), shape=(count, size))


def published(system: System, found: Table, rows: Sequence[str], columns: Sequence[str]) -> dict[tuple[str, str], int]:
    """Everything a table says, about unknowns at its original categories."""
    cells = {(r, c): system.unknown() for r in rows for c in columns}

    def sum_of(some_rows: Iterable[str], some_columns: Iterable[str]) -> list[int]:
        return [cells[r, c] for r in some_rows for c in some_columns]

    def say(unknowns: list[int], count: int | None, whole: Sequence[int | None]) -> None:
        if count is not None:
            system.equal.append((unknowns, count))
        elif any(each is not None for each in whole):
            system.atleast.append((unknowns, [], 1))  # a zero would have been shown, unless nothing is

    for place, members in enumerate(found.rows):
        say(sum_of(members, columns), found.row_sums[place], found.row_sums)
        for other, across in enumerate(found.columns):
            if found.inner:
                say(sum_of(members, across), found.inner[place][other], [0])
    for place, members in enumerate(found.columns):
        say(sum_of(rows, members), found.column_sums[place], found.column_sums)
    if found.total is not None:
        system.equal.append((list(cells.values()), found.total))
    return cells


def secrets_of(
    counts: dict[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str], cells: dict[tuple[str, str], int]
) -> list[list[int]]:
    """The sums that must not be known: each inner count and each margin from 1 to one under the least group."""
    groups = [[(r, c)] for r in rows for c in columns]
    groups += [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]
    return [[cells[at] for at in group] for group in groups if 0 < sum(counts[at] for at in group) < LEAST]


def drawn(chance: random.Random) -> tuple[list[str], list[str], list[list[int]]]:
    rows = [f"r{i}" for i in range(chance.randint(1, 5))]
    columns = [f"c{i}" for i in range(chance.randint(1, 4))]
    top = chance.choice((2, 4, 8, 15, 30))
    counts = [[chance.choice((0, chance.randint(0, top), chance.randint(0, top))) for _ in columns] for _ in rows]
    return rows, columns, counts


def at(rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> dict[tuple[str, str], int]:
    return {(r, c): counts[i][j] for i, r in enumerate(rows) for j, c in enumerate(columns)}


def _after(chance: random.Random, count: int, way: str, few: bool) -> int:
    step = chance.choice((0, 0, chance.randint(0, 3 if few else 12)))
    return count + step if way == "came" else max(0, count - step)


def attacked_tables(seed: int, count: int) -> list[str]:
    """What was told too precisely by any of `count` random tables; nothing, if all is well."""
    chance = random.Random(seed)
    systems, told = [], []
    for _ in range(count):
        rows, columns, counts = drawn(chance)
        system = System()
        cells = published(system, table(rows, columns, counts, LEAST), rows, columns)
        system.wanted = secrets_of(at(rows, columns, counts), rows, columns, cells)
        systems.append(system)
        told.append((rows, columns, counts))
    return _narrow(systems, told)


def attacked_pairs(seed: int, way: str, count: int) -> list[str]:
    """The same of `count` pairs of successive tables between which people only `came`, or only `went`, as the attacker
    knows."""
    chance = random.Random(seed)
    systems, told = [], []
    for _ in range(count):
        rows, columns, counts = drawn(chance)
        few = chance.random() < 0.5
        later = [[_after(chance, count, way, few) for count in row] for row in counts]
        moved = sum(abs(b - a) for one, two in zip(counts, later, strict=True) for a, b in zip(one, two, strict=True))
        first = table(rows, columns, counts, LEAST)
        second = following(first, rows, columns, later, moved, LEAST)
        system = System()
        before = published(system, first, rows, columns)
        system.wanted = secrets_of(at(rows, columns, counts), rows, columns, before)
        if second is not first:
            after = published(system, second, rows, columns)
            system.wanted += secrets_of(at(rows, columns, later), rows, columns, after)
            for place in before:
                more, less = (after, before) if way == "came" else (before, after)
                system.atleast.append(([more[place]], [less[place]], 0))
        systems.append(system)
        told.append((rows, columns, counts, later))
    return _narrow(systems, told)


def _narrow(systems: Sequence[System], told: Sequence[object]) -> list[str]:
    return [
        f"{what}: {widths}"
        for widths, what in zip(ranges(systems), told, strict=True)
        if any(width < LEAST for width in widths)
    ]
