"""Schedules known from algebra in which nobody meets anybody twice: found at once where searching would be slow.

A schedule seats `groups` tables of `size` over some rounds. People are points `row * groups + place`: `size` rows of
`groups` points each.

* **Lines.** In round r, table t holds of row i the point t + s(r, i). Two people of different rows meet in the one
  round in which their places differ by s(r, i) - s(r, k), so nothing repeats when for any two rows these differences
  differ from round to round (a difference matrix). Over the field of q elements s(r, i) = r * i does it for q rounds
  (transversal designs of Bose, 1938); for other numbers of tables a matrix is searched for.
  People of one row never meet, and row 0 keeps its table throughout: that is where hosts sit.
* **Rows.** After the lines each row can be a smaller schedule of its own: so affine planes come out.
* **Turning.** A first round is searched for that, turned by one step at a time, repeats no pair (Kirkman's schoolgirls;
  with tables of two, the circle method of tournaments).
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

Schedule = list[list[list[int]]]

_STEPS = 120_000  # of a search, before it is given up
_LARGEST = 150  # people for whom a first round to turn is searched for


def lines(groups: int, size: int, rounds: int) -> Schedule | None:
    """At most `rounds` rounds by lines, as many as were found; None when there are not two."""
    if groups < size:
        return None
    shifts = _field_shifts(groups, size, rounds) or _searched_shifts(groups, size, rounds)
    if shifts is None or len(shifts) < min(2, rounds):
        return None
    schedule = []
    for row in shifts:
        places = [[_plus(groups, table, shift) for table in range(groups)] for shift in row]
        schedule.append([[i * groups + places[i][table] for i in range(size)] for table in range(groups)])
    return schedule


def design(groups: int, size: int, rounds: int) -> Schedule | None:
    """A schedule of `rounds` rounds for `groups * size` people, all tables full; None when none is known here."""
    if rounds <= 0:
        return []
    if rounds == 1:
        return [[list(range(table * size, (table + 1) * size)) for table in range(groups)]]
    if size == 2:
        return _circle(2 * groups - 1, rounds)
    made = lines(groups, size, rounds) or []
    if len(made) < rounds and groups % size == 0 and made:
        within = design(groups // size, size, rounds - len(made))
        if within is not None:
            made += [
                [[row * groups + point for point in table] for row in range(size) for table in tables]
                for tables in within
            ]
    return made if len(made) == rounds else _turning(groups, size, rounds)


# ---- lines ---------------------------------------------------------------------------------------------------------


@cache
def _prime_power(q: int) -> tuple[int, int] | None:
    """(p, m) with p ** m == q and p prime."""
    p = next((d for d in range(2, int(q**0.5) + 1) if q % d == 0), q)
    m, rest = 0, q
    while rest > 1 and rest % p == 0:
        m, rest = m + 1, rest // p
    return (p, m) if q > 1 and rest == 1 else None


def _plus(q: int, a: int, b: int) -> int:
    """a + b in the field of q elements where there is one (digit by digit), else among whole numbers round a clock."""
    known = _prime_power(q)
    if known is None or known[1] == 1:
        return (a + b) % q
    p, total, unit = known[0], 0, 1
    while a or b:
        total += (a % p + b % p) % p * unit
        a, b, unit = a // p, b // p, unit * p
    return total


@cache
def _powers(q: int) -> tuple[int, ...]:
    """The powers of an element that generates the field of q elements, as numbers whose digits are coefficients."""
    known = _prime_power(q)
    assert known is not None
    p, m = known
    if m == 1:
        for root in range(1, p):
            found = [1]
            while len(found) < p - 1 and (following := found[-1] * root % p) != 1:
                found.append(following)
            if len(found) == p - 1:
                return tuple(found)
    top = q // p
    for low in range(1, q):  # x ** m = -low: the polynomial is primitive when the powers of x reach everything
        found, value = [1], 1
        while True:
            head, value = value // top, value % top * p
            value = _plus(q, value, _times_digit(p, low, head))
            if value == 1 or len(found) > q:
                break
            found.append(value)
        if len(found) == q - 1 and len(set(found)) == q - 1:
            return tuple(found)
    raise AssertionError("every finite field has a generator")


def _times_digit(p: int, value: int, digit: int) -> int:
    total, unit = 0, 1
    while value:
        total += value % p * digit % p * unit
        value, unit = value // p, unit * p
    return total


def _field_shifts(groups: int, size: int, rounds: int) -> list[list[int]] | None:
    if _prime_power(groups) is None:
        return None
    powers = _powers(groups)
    log = {value: place for place, value in enumerate(powers)}

    def times(a: int, b: int) -> int:
        return powers[(log[a] + log[b]) % (groups - 1)] if a and b else 0

    return [[times(r, i) for i in range(size)] for r in range(min(rounds, groups))]


def _searched_shifts(groups: int, size: int, rounds: int) -> list[list[int]] | None:
    """Shifts round a clock of `groups` places, each column searched with going back; fewer rounds if need be."""
    while rounds > 1:
        columns, steps = [[0] * rounds], [_STEPS]
        while len(columns) < size and (column := _column(groups, rounds, columns, steps)) is not None:
            columns.append(column)
        if len(columns) == size:
            return [[column[r] for column in columns] for r in range(rounds)]
        rounds = rounds - 1 if groups % size == 0 else 0
    return None


def _column(groups: int, rounds: int, columns: list[list[int]], steps: list[int]) -> list[int] | None:
    used: list[set[int]] = [set() for _ in columns]
    column: list[int] = []

    def grow() -> bool:
        r = len(column)
        if r == rounds:
            return True
        for value in range(groups) if r else (0,):
            steps[0] -= len(columns)
            if steps[0] < 0:
                return False
            differences = [(value - each[r]) % groups for each in columns]
            if any(d in seen for d, seen in zip(differences, used, strict=True)):
                continue
            for d, seen in zip(differences, used, strict=True):
                seen.add(d)
            column.append(value)
            if grow():
                return True
            column.pop()
            for d, seen in zip(differences, used, strict=True):
                seen.discard(d)
        return False

    return column if grow() else None


# ---- turning -------------------------------------------------------------------------------------------------------


def _circle(m: int, rounds: int) -> Schedule | None:
    """Pairs: one person stands still and the others, on a clock of m places, turn."""
    if rounds > m:
        return None
    return [[[m, r], *([(r + i) % m, (r - i) % m] for i in range(1, m // 2 + 1))] for r in range(rounds)]


def _turning(groups: int, size: int, rounds: int) -> Schedule | None:
    """A schedule made by turning one round about a clock of m places, with some points that stand still."""
    people = groups * size
    if people > _LARGEST:
        return None
    for orbits in range(1, size + 1):
        for still in range(min(groups, size) + 1):
            m, rest = divmod(people - still, orbits)
            more = rounds - m if orbits == size and not still else 0
            if rest == 0 and m >= max(rounds - max(more, 0), 2) and m <= 4 * rounds + size:
                found = _Base(groups, size, m, orbits, still, max(more, 0)).search()
                if found is not None:
                    base, across = found
                    turned = [
                        [[p if p >= m * orbits else p // m * m + (p + r) % m for p in table] for table in base]
                        for r in range(min(rounds, m))
                    ]
                    return turned + [[[p // m * m + (p + r) % m for p in table] for r in range(m)] for table in across]
    return None


class _Base:
    """The search for a first round in which no two pairs turn into each other.

    `more` tables are searched beside it that hold one of each orbit: turned all the way, each is a round of its own.
    """

    def __init__(self, groups: int, size: int, m: int, orbits: int, still: int, more: int) -> None:
        self.groups, self.size, self.m, self.moving = groups, size, m, orbits * m
        self.people = self.moving + still
        self.taken = [False] * self.people
        self.seen: set[tuple[int, int, int]] = set()
        self.tables: list[list[int]] = []
        self.across: list[list[int]] = []
        self.more = more
        self.steps = _STEPS // 4

    def search(self) -> tuple[list[list[int]], list[list[int]]] | None:
        """The round's tables and those beside it, or None."""
        return (self.tables, self.across) if self._table() else None

    def _kind(self, a: int, b: int) -> tuple[int, int, int] | None:
        """What stays the same of a pair when it is turned; None for a pair that meets itself again."""
        m = self.m
        if b >= self.moving:
            return None if a >= self.moving else (a // m, b, 0)
        one, other, step = a // m, b // m, (b % m - a % m) % m
        if one == other:
            return None if 2 * step == m else (one, one, min(step, m - step))
        return (one, other, step)

    def _table(self) -> bool:
        if len(self.tables) == self.groups:
            return self._across()
        start = next(p for p in range(self.people - 1, -1, -1) if not self.taken[p])
        self.taken[start] = True
        self.tables.append([start])
        if self._fill(0):
            return True
        self.tables.pop()
        self.taken[start] = False
        return False

    def _across(self) -> bool:
        """One more table beside the round, its first person at the first place of the first orbit."""
        if len(self.across) == self.more:
            return True
        for places in product(range(self.m), repeat=self.size - 1):
            self.steps -= 1
            if self.steps < 0:
                return False
            table = [0, *(orbit * self.m + place for orbit, place in enumerate(places, 1))]
            kinds = {kind for pair in combinations(table, 2) if (kind := self._kind(*pair)) is not None}
            if kinds & self.seen:
                continue
            self.seen |= kinds
            self.across.append(table)
            if self._across():
                return True
            self.across.pop()
            self.seen -= kinds
        return False

    def _fill(self, least: int) -> bool:
        table = self.tables[-1]
        if len(table) == self.size:
            return self._table()
        for p in range(least, self.people):
            if self.taken[p]:
                continue
            self.steps -= 1
            if self.steps < 0:
                return False
            kinds = [self._kind(*sorted((p, q))) for q in table]
            if None in kinds or len(set(kinds)) < len(kinds) or any(kind in self.seen for kind in kinds):
                continue
            fresh = {kind for kind in kinds if kind is not None}
            self.seen |= fresh
            self.taken[p] = True
            table.append(p)
            if self._fill(p + 1):
                return True
            table.pop()
            self.taken[p] = False
            self.seen -= fresh
        return False


def repeats(schedule: Schedule) -> int:
    """How many meetings of a schedule are between people who have met before."""
    met: set[tuple[int, int]] = set()
    again = 0
    for table in (table for tables in schedule for table in tables):
        pairs = set(combinations(sorted(table), 2))
        again += len(pairs & met)
        met |= pairs
    return again
