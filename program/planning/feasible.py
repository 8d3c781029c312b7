"""Whether some facts can hold together: by flow cycle by cycle, and by CP-SAT where rows tie the cycles together.

Only the cells that the given facts ask for are looked at; whatever is not among the facts does not hold. So leaving out
facts can only make more possible, which is what finding a smallest conflict rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from program.planning.facts import Fact, Kind, Side

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

#: Work CP-SAT may put into one question, in its own units (about seconds), so that every machine answers alike.
EFFORT = 1.0

Holds = Callable[[Fact], bool]


class Unproved(Exception):
    """The solver found neither a plan nor a proof that there is none within its effort."""


def feasible(side: Side, asks: Sequence[Fact], holds: Holds) -> bool:
    """Whether all of `asks` can be granted while the other facts hold for which `holds` says so. Raises Unproved."""
    offered = {ask: offer(side, ask, asks, holds) for ask in asks}
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
    allowed = ~side.never(ask.person, ask.cycle)
    for fact, marks in side.bans(ask.person, ask.cycle):
        if holds(fact):
            allowed &= ~marks
    if side.once and holds(Fact(Kind.ROW, side.layer, side.row_rule, ask.person)):
        near = set(side.near(ask.person, ask.cycle))
        for other in asks:
            if other.person == ask.person and other.cycle in near and other.option >= 0:
                allowed[other.option] = False
    found: list[int] = np.flatnonzero(allowed).tolist()
    return found if ask.kind is Kind.WANT else [ask.option] if ask.option in found else []


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
    """The same question for CP-SAT. With `literals`, facts become assumptions, and a core of them can be asked for."""

    def __init__(
        self, side: Side, asks: Sequence[Fact], offered: dict[Fact, list[int]], holds: Holds, *, literals: bool = False
    ) -> None:
        from ortools.sat.python import cp_model

        self.side, self.asks, self.holds = side, asks, holds
        self.model = cp_model.CpModel()
        self.literal: dict[Fact, cp_model.IntVar] = {}
        self._literals = literals
        self.x: dict[Fact, dict[int, cp_model.IntVar]] = {
            ask: {option: self.model.new_bool_var("") for option in offered[ask]} for ask in asks
        }
        for ask, row in self.x.items():
            self._under(self.model.add_bool_or(list(row.values())), ask)
        self._fill_rooms()
        self._tie_rows()

    def _under(self, constraint: cp_model.Constraint, fact: Fact) -> None:
        """Let a constraint hold only if the fact is assumed."""
        if self._literals:
            if fact not in self.literal:
                self.literal[fact] = self.model.new_bool_var("")
            constraint.only_enforce_if(self.literal[fact])

    def _fill_rooms(self) -> None:
        takers: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for ask, row in self.x.items():
            for option, x in row.items():
                takers.setdefault((ask.cycle, option), []).append(x)
        left = {cycle: self.side.left(cycle) for cycle in {ask.cycle for ask in self.asks}}
        for (cycle, option), xs in takers.items():
            fact = Fact(Kind.ROOM, self.side.layer, "", -1, cycle, option)
            if len(xs) > left[cycle][option] and self.holds(fact):
                self._under(self.model.add(sum(xs) <= int(left[cycle][option])), fact)

    def _tie_rows(self) -> None:
        side, rows = self.side, dict[int, list[Fact]]()
        for ask in self.asks:
            rows.setdefault(ask.person, []).append(ask)
        for person, row in rows.items():
            row.sort(key=lambda ask: int(side.cells.place[person, ask.cycle]))
            fact = Fact(Kind.ROW, side.layer, side.row_rule, person)
            if side.once and self.holds(fact):
                for at, ask in enumerate(row):
                    near = set(side.near(person, ask.cycle))
                    for other in row[at + 1 :]:
                        for option in self.x[ask].keys() & self.x[other].keys() if other.cycle in near else ():
                            if Kind.HELD is ask.kind is other.kind:
                                continue
                            self._under(self.model.add_bool_or(~self.x[ask][option], ~self.x[other][option]), fact)
            fact = Fact(Kind.ROW, side.layer, "prerequisite", person)
            if side.gated and self.holds(fact):
                for ask in row:
                    self._found(ask, row, fact)

    def _found(self, ask: Fact, row: list[Fact], fact: Fact) -> None:
        """A host that asks for another before needs it in an earlier cell, unless one is open and not asked about."""
        side, place = self.side, self.side.cells.place[ask.person]
        if ask.kind is Kind.HELD:
            return
        asked = {each.cycle for each in row}
        for host in set(side.gated) & self.x[ask].keys():
            if side.founded(ask.person, ask.cycle, host, asked):
                continue
            after = set(side.cells.problem.after[host])
            earlier = [
                x
                for other in row
                if place[other.cycle] < place[ask.cycle]
                for option, x in self.x[other].items()
                if option in after
            ]
            self._under(self.model.add_bool_or([*earlier, ~self.x[ask][host]]), fact)

    def solve(self, *, presolve: bool = True) -> bool:
        """Whether there is an answer. Raises Unproved."""
        from ortools.sat.python import cp_model

        status = self._solver(presolve).solve(self.model)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return True
        if status == cp_model.INFEASIBLE:
            return False
        raise Unproved

    def core(self) -> set[Fact]:
        """Facts that cannot hold together, not necessarily as few as might be. Raises Unproved."""
        from ortools.sat.python import cp_model

        facts = list(self.literal)
        self.model.add_assumptions([self.literal[fact] for fact in facts])
        solver = self._solver(False)
        if solver.solve(self.model) != cp_model.INFEASIBLE:
            raise Unproved
        by_index = {self.literal[fact].index: fact for fact in facts}
        core = solver.sufficient_assumptions_for_infeasibility()
        return {by_index[index] for index in core if index in by_index}

    @staticmethod
    def _solver(presolve: bool) -> cp_model.CpSolver:
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.cp_model_presolve = presolve
        solver.parameters.max_deterministic_time = EFFORT
        return solver
