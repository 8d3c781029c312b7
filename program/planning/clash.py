"""Why impossible: the fewest facts that cannot hold together.

Sought where it is cheapest first: a cell its mentee may not have at all; too few places in one cycle (a Hall set, by
flow); one mentee's row; then rows together, by prices of a linear program. Whatever is found is thinned out until
leaving out any one fact makes the rest possible, each time by solving, and is proved once more before it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec
import numpy as np

from program.planning.construct import construct
from program.planning.facts import Cells, Fact, Kind, Side
from program.planning.feasible import Model, Unproved, feasible, offer, places, unseated
from program.planning.flows import Marks
from program.planning.lawful import breaches
from program.planning.problem import Assignment, Problem
from program.planning.repair import repair
from program.planning.resettle import Lay

#: Facts of cells: what is asked for.
ASKS = frozenset({Kind.WANT, Kind.HELD, Kind.WISH})

#: Rows looked at together at most, before all are.
ROWS = 40

#: Choices in one model at most, before giving up on a proof.
CHOICES = 30_000


def everything(_fact: Fact) -> bool:
    """All facts hold."""
    return True


class Question:
    """Both layers of a wish, and what is left out of it by now."""

    def __init__(self, cells: Cells, sides: Sequence[Side] | None = None) -> None:
        self.cells = cells
        self.sides = tuple(sides) if sides is not None else (Side(cells, 0), Side(cells, 1))
        self.dropped: set[Fact] = set()
        self.unproved = False

    def asks(
        self, side: Side, cycles: Collection[int] | None = None, people: Iterable[int] | None = None
    ) -> list[Fact]:
        """What is asked of a layer, and not left out."""
        cells = self.cells
        rows = range(cells.problem.mentees) if people is None else sorted(people)
        return [
            ask
            for cycle in (range(cells.problem.cycles) if cycles is None else sorted(cycles))
            for person in rows
            for ask in side.asks(person, cycle)
            if ask not in self.dropped
        ]

    def find(self, cancelled: Callable[[], bool] = lambda: False) -> tuple[tuple[Fact, ...], int] | None:
        """A smallest conflict and how many places are short there; None when all can be granted, or nothing is proved.

        In the latter case `unproved` is set.
        """
        self.unproved = False
        problem = self._problem()
        if self._planned(problem, repair(problem).assignment):
            return None
        if found := self._barred():
            return found, 1
        for side in self.sides:
            for cycle in range(self.cells.problem.cycles):
                if cancelled():
                    return None
                if answer := self._crowded(side, cycle):
                    return answer
            if found := self._rows(side):
                return found, 1
        if self._planned(problem, construct(problem)):
            return None
        for side in self.sides:
            if found := self._together(side, cancelled):
                return found, 1
        return None

    # ---- a cell its mentee may not have ------------------------------------------------------------------------------

    def _barred(self) -> tuple[Fact, ...]:
        cells = self.cells
        who, when = np.nonzero(cells.wanted)
        for person, cycle in zip(who.tolist(), when.tolist(), strict=True):
            asks = [ask for side in self.sides for ask in side.asks(person, cycle)]
            if all(ask in self.dropped for ask in asks):
                continue
            ask = next(ask for ask in asks if ask not in self.dropped)
            if cells.barred(person, cycle, everything):
                return ask, *bars(cells, person, cycle)
        return ()

    # ---- one cycle ---------------------------------------------------------------------------------------------------

    def _crowded(self, side: Side, cycle: int) -> tuple[tuple[Fact, ...], int] | None:
        asks = self.asks(side, (cycle,))
        rows = self.asks(side, people={ask.person for ask in asks}) if side.once else asks
        held = [ask for ask in rows if ask.option >= 0 and ask.cycle != cycle]
        by_person: dict[int, list[Fact]] = {}
        for ask in held:
            by_person.setdefault(ask.person, []).append(ask)
        options = [offer(side, ask, by_person.get(ask.person, ()), everything) for ask in asks]
        found, short = unseated(options, places(side, cycle, everything))
        if not found:
            return None
        chosen = [asks[at] for at in found]
        taken = sorted({option for at in found for option in options[at]})
        facts = [
            *around(side, chosen),
            *(ask for ask in held if ask.person in {each.person for each in chosen}),
            *chosen,
            *(Fact(Kind.ROOM, side.layer, "", -1, cycle, option) for option in taken),
        ]
        return thinned(side, facts), short

    # ---- rows --------------------------------------------------------------------------------------------------------

    def _rows(self, side: Side) -> tuple[Fact, ...]:
        """A mentee whose cycles cannot all be filled even if nobody else were there."""
        for person in range(self.cells.problem.mentees):
            asks = self.asks(side, people=(person,))
            free = [set(offer(side, ask, asks, everything)) for ask in asks if ask.kind is Kind.WANT]
            plain = [sorted(each.difference(side.gated)) for each in free]
            # Everyone else apart, all different and none that asks for another before: that is always good enough.
            if len(free) < 2 or not unseated(plain, [1] * side.options)[0]:
                continue
            if not feasible(side, asks, everything):
                return thinned(side, [*around(side, asks), *asks, *self._rooms(side, asks)])
        return ()

    def _rooms(self, side: Side, asks: Sequence[Fact]) -> list[Fact]:
        """Room that is less than what these may ask of it."""
        found = []
        for cycle in sorted({ask.cycle for ask in asks}):
            here = [ask for ask in asks if ask.cycle == cycle]
            wanted = np.zeros(side.options, np.int64)
            for ask in here:
                wanted[offer(side, ask, (), everything)] += 1
            tight = np.flatnonzero((wanted > 0) & (wanted > side.left(cycle)))
            found += [Fact(Kind.ROOM, side.layer, "", -1, cycle, int(option)) for option in tight]
        return found

    def _planned(self, problem: Problem, plan: Assignment) -> bool:
        """Whether a plan of the engine grants everything: then there is nothing to explain."""
        self._plan = Lay(problem, plan)
        return not any(self._missing(side) for side in self.sides) and not self._clash()

    def _clash(self) -> bool:
        """Whether what is held and wished breaks a rule by itself."""
        return bool(breaches(self._plan)[self.cells.held | self._wished()].any())

    def _wished(self) -> Marks:
        found = np.zeros(self.cells.held.shape, bool)
        for cell in (*self.cells.wished[0], *self.cells.wished[1]):
            found[cell] = True
        return found

    def _problem(self) -> Problem:
        """What is asked, as an engine takes it: wishes are fixed."""
        cells, problem = self.cells, self.cells.problem
        host, mentor = cells.problem.host.copy(), cells.problem.mentor.copy()
        fixed, wanted = problem.fixed.copy(), np.zeros_like(problem.wanted)
        for table, side in ((host, self.sides[0]), (mentor, self.sides[1])):
            for (person, cycle), option in cells.wished[side.layer].items():
                table[person * problem.cycles + cycle] = option
                fixed[person * problem.cycles + cycle] = 1
        wanted[cells.wanted.ravel()] = 1
        fixed[cells.wanted.ravel() & (problem.wanted == 0)] = 0
        return msgspec.structs.replace(problem, host=host, mentor=mentor, fixed=fixed, wanted=wanted)

    def _missing(self, side: Side) -> list[Fact]:
        table = self._plan.layers[side.layer].now
        return [ask for ask in self.asks(side) if ask.kind is Kind.WANT and table[ask.person, ask.cycle] < 0]

    # ---- rows together -----------------------------------------------------------------------------------------------

    def _together(self, side: Side, cancelled: Callable[[], bool]) -> tuple[Fact, ...]:
        """Rows that cannot all be filled: grown from one the engine left a hole in, until proof or plan."""
        for hole in self._missing(side):
            people = {hole.person}
            while not cancelled():
                asks = self.asks(side, people=people)
                try:
                    if found := self._impossible(side, asks):
                        return found
                except Unproved:
                    self.unproved = True
                    break
                if len(people) == self.cells.problem.mentees:
                    return ()  # there is a plan, though the engine did not find it
                people = self._grown(side, people, asks)
        return ()

    def _impossible(self, side: Side, asks: Sequence[Fact]) -> tuple[Fact, ...]:
        """A smallest conflict among these and what stands around them, if there is one. Raises Unproved."""
        offered = {ask: offer(side, ask, asks, everything) for ask in asks}
        if sum(map(len, offered.values())) > CHOICES:
            raise Unproved
        model = Model(side, asks, offered, everything)
        if model.solve():
            return ()
        core = model.core()
        kept = [ask for ask in asks if ask in core]
        facts = [*around(side, kept), *kept, *sorted(fact for fact in core if fact.kind not in ASKS)]
        if not kept or _granted(side, facts):  # where only whole numbers stand against it, prices tell nothing
            facts = [*around(side, asks), *asks, *self._rooms(side, asks)]
        return thinned(side, facts)

    def _grown(self, side: Side, people: set[int], asks: Sequence[Fact]) -> set[int]:
        """These, and who holds in the engine's plan what they lack; everybody, when that leads no further."""
        table, found = self._plan.layers[side.layer].now, set(people)
        for ask in asks:
            if table[ask.person, ask.cycle] < 0:
                there = (
                    np.isin(table[:, ask.cycle], offer(side, ask, asks, everything)) & self.cells.wanted[:, ask.cycle]
                )
                found.update(np.flatnonzero(there).tolist())
        return found if len(people) < len(found) <= ROWS else set(range(self.cells.problem.mentees))


def bars(cells: Cells, person: int, cycle: int) -> tuple[Fact, ...]:
    """The fewest facts that bar a mentee from a cycle."""
    kept = cells.bars(person, cycle)
    for fact in kept.copy():
        rest = [each for each in kept if each != fact]
        if cells.barred(person, cycle, set(rest).__contains__):
            kept = rest
    return tuple(kept)


def around(side: Side, asks: Iterable[Fact]) -> list[Fact]:
    """What keeps cells from options: bans first, then the rules about rows."""
    found: dict[Fact, None] = {}
    for ask in asks:
        if ask.kind is not Kind.HELD:
            for fact, _ in side.bans(ask.person, ask.cycle):
                found[fact] = None
            for rule in (side.row_rule, "prerequisite"):
                found[Fact(Kind.ROW, side.layer, rule, ask.person)] = None
    return sorted(found, key=lambda fact: fact.kind)


def possible(side: Side, facts: Collection[Fact]) -> bool:
    """Whether these facts can hold together."""
    held = set(facts)
    return feasible(side, [fact for fact in facts if fact.kind in ASKS], held.__contains__)


def thinned(side: Side, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A part of the facts that is still impossible, and of which no fact can be left out.

    Chunks are tried first; leaving out can only make more possible, so what was needed once stays needed.
    """
    kept = list(dict.fromkeys(facts))

    def without(chunk: Sequence[Fact]) -> None:
        nonlocal kept
        gone = set(chunk)
        rest = [fact for fact in kept if fact not in gone]
        if not _granted(side, rest):
            kept = rest
        elif len(chunk) > 1:
            middle = len(chunk) // 2
            without(chunk[:middle])
            without(chunk[middle:])

    if not possible(side, kept):
        without(tuple(kept))
    return tuple(kept) if _proved(side, kept) else ()


def _granted(side: Side, facts: Sequence[Fact]) -> bool:
    """Whether they can hold; where nothing is proved, they might."""
    try:
        return possible(side, facts)
    except Unproved:
        return True


def _proved(side: Side, facts: Sequence[Fact]) -> bool:
    """Proved again by another road: a solver has been known to say impossible of what is not."""
    held, asks = set(facts), [fact for fact in facts if fact.kind in ASKS]
    offered = {ask: offer(side, ask, asks, held.__contains__) for ask in asks}
    if not all(offered.values()):
        return True
    try:
        return not Model(side, asks, offered, held.__contains__).solve(presolve=False)
    except Unproved:
        return len({ask.cycle for ask in asks}) == 1  # within one cycle Hall's theorem is the proof
