"""Whether some facts can hold together: by flow cycle by cycle, and by linear programming where rows tie the cycles.

Only the cells that the given facts ask for are looked at; whatever is not among the facts does not hold. So leaving out
facts can only make more possible, which is what finding a smallest conflict rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from program.planning.facts import Fact, Kind, Side

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: Branches the search in whole numbers may try for one question, so that every machine answers alike.
NODES = 200

#: What is nothing to a solver in floating point.
TOLERANCE = 1e-6

Holds = Callable[[Fact], bool]


class Unproved(Exception):
    """The solver found neither a plan nor a proof that there is none within its effort."""


def feasible(side: Side, asks: Sequence[Fact], holds: Holds) -> bool:
    """Whether all of `asks` can be granted while the other facts hold for which `holds` says so. Raises Unproved."""
    rows: dict[int, list[Fact]] = {}
    for ask in asks:
        rows.setdefault(ask.person, []).append(ask)
    offered = {ask: offer(side, ask, rows[ask.person], holds) for ask in asks}
    if not all(offered.values()):
        return False
    if tied(side, asks, offered, holds):
        return Model(side, asks, offered, holds).solve()
    for cycle in sorted({ask.cycle for ask in asks}):
        here = [ask for ask in asks if ask.cycle == cycle]
        if unseated([offered[ask] for ask in here], places(side, cycle, holds))[0]:
            return False
    return True


def offer(side: Side, ask: Fact, asks: Iterable[Fact], holds: Holds) -> list[int]:
    """The options that the facts leave open to one cell."""
    if ask.kind is Kind.HELD:
        return [ask.option]
    allowed, bans = side.words(ask.person, ask.cycle)
    for fact, bits in bans:
        if allowed & bits and holds(fact):
            allowed &= ~bits
    if side.once and holds(Fact(Kind.ROW, side.layer, side.row_rule, ask.person)):
        for other in asks:
            if other.person == ask.person and other.option >= 0 and other.cycle in side.near(ask.person, ask.cycle):
                allowed &= ~(1 << other.option)
    if ask.kind is not Kind.WANT:
        return [ask.option] if allowed >> ask.option & 1 else []
    found = []
    while allowed:
        lowest = allowed & -allowed
        found.append(lowest.bit_length() - 1)
        allowed ^= lowest
    return found


def places(side: Side, cycle: int, holds: Holds) -> list[int]:
    """How many each option may take in a cycle: everybody, where the fact does not hold."""
    left = side.left(cycle).tolist()
    return [
        left[option] if holds(Fact(Kind.ROOM, side.layer, "", -1, cycle, option)) else side.cells.problem.mentees
        for option in range(side.options)
    ]


def unseated(options: Sequence[Sequence[int]], room: Sequence[int]) -> tuple[list[int], int]:
    """Some that together have too few places for all of them, and how many stay without; none if all have one.

    Augmenting paths (Kuhn); by Hall's theorem those reached from one who finds no place prove it: all the places they
    may have are taken, and by nobody else.
    """
    takers: list[list[int]] = [[] for _ in room]
    has = [-1] * len(options)
    first: list[int] = []
    short = 0
    for start in range(len(options)):
        came: dict[int, int] = {}  # option: who reached it
        queue, at, free = [start], 0, -1
        while at < len(queue) and free < 0:
            person = queue[at]
            at += 1
            for option in options[person]:
                if option in came:
                    continue
                came[option] = person
                if len(takers[option]) < room[option]:
                    free = option
                    break
                queue.extend(takers[option])
        if free < 0:
            short += 1
            first = first or sorted(queue)
            continue
        while free >= 0:
            person, before = came[free], has[came[free]]
            if before >= 0:
                takers[before].remove(person)
            takers[free].append(person)
            has[person], free = free, before
    return first, short


def tied(side: Side, asks: Sequence[Fact], offered: dict[Fact, list[int]], holds: Holds) -> bool:
    """Whether some row ties two cells that are still open."""
    rows: dict[int, list[Fact]] = {}
    for ask in asks:
        rows.setdefault(ask.person, []).append(ask)
    for person, row in rows.items():
        if len(row) < 2:
            continue
        opened = [ask for ask in row if ask.kind is Kind.WANT]
        if side.once and len(opened) > 1 and holds(Fact(Kind.ROW, side.layer, side.row_rule, person)):
            for ask in opened:
                near = set(side.near(person, ask.cycle))
                if any(o.cycle in near and not set(offered[ask]).isdisjoint(offered[o]) for o in opened if o != ask):
                    return True
        gated = set(side.gated)
        if gated and holds(Fact(Kind.ROW, side.layer, "prerequisite", person)):
            if any(not gated.isdisjoint(offered[ask]) for ask in opened):
                return True
    return False


class Model:
    """The same question as a linear program, in which every ask may stay short at a cost of 1 (HiGHS, through SciPy).

    If the least cost is above nothing, the facts with a price in the optimum cannot hold together (Farkas): a core.
    Otherwise whole numbers decide (`milp`). A relaxation sees too few places at once, where a search would count.
    """

    def __init__(self, side: Side, asks: Sequence[Fact], offered: Mapping[Fact, list[int]], holds: Holds) -> None:
        self.side, self.asks, self.holds, self.offered = side, list(asks), holds, offered
        self.column: dict[tuple[Fact, int], int] = {}
        for ask in self.asks:
            for option in offered[ask]:
                self.column[ask, option] = len(self.column)
        self.facts: list[Fact] = []
        self._limits: list[int] = []
        self._at: tuple[list[int], list[int], list[int]] = ([], [], [])  # row, column, factor
        for number, ask in enumerate(self.asks):
            short = len(self.column) + number
            self._row(ask, -1, [(self.column[ask, option], -1) for option in offered[ask]] + [(short, -1)])
        self._fill_rooms()
        rows: dict[int, list[Fact]] = {}
        for ask in self.asks:
            rows.setdefault(ask.person, []).append(ask)
        for person, row in rows.items():
            row.sort(key=lambda ask: int(side.cells.place[person, ask.cycle]))
            self._tie(person, row)
            self._found(person, row)

    def _row(self, fact: Fact, limit: int, terms: Iterable[tuple[int, int]]) -> None:
        """A constraint: the terms add up to at most the limit, because of the fact."""
        for column, factor in terms:
            self._at[0].append(len(self.facts))
            self._at[1].append(column)
            self._at[2].append(factor)
        self.facts.append(fact)
        self._limits.append(limit)

    def _fill_rooms(self) -> None:
        takers: dict[tuple[int, int], list[int]] = {}
        for (ask, option), column in self.column.items():
            takers.setdefault((ask.cycle, option), []).append(column)
        left = {cycle: self.side.left(cycle) for cycle in {ask.cycle for ask in self.asks}}
        for (cycle, option), columns in takers.items():
            fact = Fact(Kind.ROOM, self.side.layer, "", -1, cycle, option)
            if len(columns) > left[cycle][option] and self.holds(fact):
                self._row(fact, int(left[cycle][option]), [(column, 1) for column in columns])

    def _tie(self, person: int, row: list[Fact]) -> None:
        """No option twice too soon: at most one in every run of cells that lie near each other."""
        fact = Fact(Kind.ROW, self.side.layer, self.side.row_rule, person)
        opened = [ask for ask in row if ask.kind is not Kind.HELD]
        if not self.side.once or not self.holds(fact):
            return
        place, before = self.side.cells.place[person], -1
        for at, ask in enumerate(opened):
            run = [o for o in opened[at:] if int(place[o.cycle] - place[ask.cycle]) < self.side.window]
            if at + len(run) <= before:
                continue
            before = at + len(run)
            for option in sorted({option for each in run for option in self.offered[each]}):
                columns = [self.column[each, option] for each in run if (each, option) in self.column]
                if len(columns) > 1:
                    self._row(fact, 1, [(column, 1) for column in columns])

    def _found(self, person: int, row: list[Fact]) -> None:
        """A host that asks for another before needs it in an earlier cell, unless one is open and not asked about."""
        side, place = self.side, self.side.cells.place[person]
        fact = Fact(Kind.ROW, side.layer, "prerequisite", person)
        if not side.gated or not self.holds(fact):
            return
        asked = {each.cycle for each in row}
        for ask in row:
            for host in side.gated if ask.kind is not Kind.HELD else ():
                if (ask, host) not in self.column or side.founded(person, ask.cycle, host, asked):
                    continue
                earlier = [
                    (self.column[other, option], -1)
                    for other in row
                    if place[other.cycle] < place[ask.cycle]
                    for option in side.cells.problem.after[host]
                    if (other, option) in self.column
                ]
                self._row(fact, 0, [(self.column[ask, host], 1), *earlier])

    def solve(self, *, presolve: bool = True) -> bool:
        """Whether there is an answer. Raises Unproved."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        if self.core(presolve=presolve):
            return False
        wide = len(self.column)
        cost = np.zeros(wide + len(self.asks))
        cost[wide:] = 1
        answer = milp(
            cost,
            integrality=np.ones_like(cost),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(self._table(), ub=np.array(self._limits, float)),
            options={"node_limit": NODES, "presolve": presolve},
        )
        if answer.x is not None and answer.fun < 0.5:
            return True
        if answer.status == 0:
            return False
        raise Unproved

    def core(self, *, presolve: bool = True) -> set[Fact]:
        """Facts that cannot hold together, not necessarily as few as might be; none if the relaxation has an answer."""
        from scipy.optimize import linprog

        wide = len(self.column)
        cost = np.zeros(wide + len(self.asks))
        cost[wide:] = 1
        answer = linprog(
            cost,
            A_ub=self._table(),
            b_ub=self._limits,
            bounds=(0, None),
            method="highs",
            options={"presolve": presolve},
        )
        if answer.status != 0:
            raise Unproved
        if answer.fun < TOLERANCE:
            return set()
        priced = np.flatnonzero(np.abs(answer.ineqlin.marginals) > TOLERANCE)
        return {self.facts[row] for row in priced}

    def _table(self) -> csr_array:
        from scipy.sparse import csr_array

        rows, columns, factors = self._at
        shape = (len(self.facts), len(self.column) + len(self.asks))
        return csr_array((np.array(factors, float), (rows, columns)), shape=shape)
