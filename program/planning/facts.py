"""What a plan has to fulfil, as single facts that can be left out one by one: the ground for conflicts.

A fact is something people can name and, mostly, change: that Ana is to have a host in Q2, that she is pinned to one,
that Finance has two seats then, that a conflict keeps Ben from her. What nobody would change for the sake of a plan
(who is a mentor at all, what lies in the past) is not a fact but given.

`Side` holds the facts of one layer, hosts or mentors: no rule looks at both, so a conflict lies in one of them, or in
whether a cell may be placed at all (`Cells.off`, `Cells.staged`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

import msgspec
import numpy as np

from program.findings import Severity
from program.planning.flows import Marks
from program.planning.frame import STATIC, Frame
from program.planning.making import COUNTERPARTS, ENDLESS, Making
from program.planning.problem import Ints
from program.planning.tables import Scope, problem_of
from program.program import Program
from program.records import Placement
from program.rules import active

#: The layers.
HOST, MENTOR = 0, 1

#: Rules whose bans come from a host or a mentor alone; those of all others come from a mentee.
_OF_OPTION = frozenset({"host_open", "stage_fit", "absence"})

#: Rules whose bans come from what is said of a mentee in one cycle.
_OF_CYCLE = frozenset({"critical_project"})

#: Rules that are given: nobody becomes a mentor, or two people, for the sake of a plan.
_GIVEN = frozenset({"taking_part", "not_oneself"})

_ROOM = ("seat_limit", "mentor_capacity", "mentor_hours")


class Kind(IntEnum):
    """What sort of fact."""

    WANT = 0  # a mentee needs a host, or a mentor, in a cycle
    HELD = 1  # a mentee is pinned or settled there
    WISH = 2  # a mentee is wished there: as held, but by the rules
    ROOM = 3  # how many a host, or a mentor, takes in a cycle
    BAN = 4  # a rule keeps a mentee, or everybody, from some
    ROW = 5  # a rule about the mentee's other cycles
    OFF = 6  # a rule keeps a mentee from the cycle altogether
    STAGE = 7  # stages come in order


class Fact(NamedTuple):
    """One fact, by indexes; -1 where it is not about one."""

    kind: Kind
    layer: int
    rule: str = ""
    person: int = -1
    cycle: int = -1
    option: int = -1


class Wish(msgspec.Struct, frozen=True):
    """What is to be made possible.

    `scope` says what stays as it is. `cells`: mentee and cycle that are to be filled; None: all that the program wants.
    `placements`: hosts and mentors that are wished in their cells.
    """

    scope: Scope = Scope()
    cells: frozenset[tuple[str, str]] | None = None
    placements: tuple[Placement, ...] = ()


class Cells:
    """The cells a wish is about, and which rules keep a mentee out of them."""

    def __init__(self, program: Program, wish: Wish) -> None:
        self.program, self.wish = program, wish
        self.problem, self.frame = problem_of(program, wish.scope)
        problem, frame = self.problem, self.frame
        shape = (problem.mentees, problem.cycles)
        self.place: Ints = problem.place.reshape(shape)
        fixed = problem.fixed.reshape(shape) == 1
        self.held = fixed & np.array(
            [[self._is_held(person, cycle) for cycle in frame.cycles] for person in frame.mentees], bool
        ).reshape(shape)
        self.given: Marks = fixed & ~self.held
        self.wanted: Marks = (problem.wanted.reshape(shape) == 1) & ~fixed
        self.demand = self.wanted.copy()
        if wish.cells is not None:
            self.wanted = np.zeros(shape, bool)
            for person, cycle in sorted(wish.cells):
                if (slot := frame.slot(person, cycle)) is not None and not self.held.flat[slot]:
                    self.wanted.flat[slot] = True
                    self.given.flat[slot] = False
        self.wished: list[dict[tuple[int, int], int]] = [{}, {}]
        for placement in wish.placements:
            if (slot := frame.slot(placement.person, placement.cycle)) is not None:
                self._wish(divmod(slot, problem.cycles), placement)
        self._slots = slot_reasons(program, frame)

    def _wish(self, cell: tuple[int, int], placement: Placement) -> None:
        """Note a wish, unless it has been granted and is held already."""
        problem, frame = self.problem, self.frame
        slot = cell[0] * problem.cycles + cell[1]
        host, mentor = frame.host.get(placement.host, -1), frame.mentor.get(placement.mentor, -1)
        if self.held[cell] and host in (-1, problem.host[slot]) and mentor in (-1, problem.mentor[slot]):
            return
        for layer, option in ((HOST, host), (MENTOR, mentor)):
            if option >= 0:
                self.wished[layer][cell] = option
        self.held[cell] = self.given[cell] = False
        self.wanted[cell] = True

    def _is_held(self, person: str, cycle: str) -> bool:
        """Whether somebody has said that this placement is to stay."""
        placement = self.program.plan.at(person, cycle)
        if placement is None or not self.wish.scope.plans(self.program.cycles[self._order[cycle]]):
            return False
        return self.wish.scope.keeps(placement)

    @property
    def _order(self) -> Mapping[str, int]:
        return self.program.index(
            "cycle places", STATIC, lambda: {cycle.id: place for place, cycle in enumerate(self.program.cycles)}
        )

    def off(self, person: int, cycle: int) -> list[Fact]:
        """The rules that keep a mentee out of a cycle."""
        return [
            Fact(Kind.OFF, -1, rule, person, cycle) for rule, bits in self._slots.items() if bits[person] >> cycle & 1
        ]

    def staged(self, person: int, cycle: int) -> tuple[int, int, list[int]]:
        """Cycles of the stage before that a mentee needs before this one, how many lie behind, and which might come."""
        problem, stage = self.problem, int(self.problem.stage[cycle])
        if stage == 0 or not problem.limits.sequence:
            return 0, 0, []
        need = int((problem.foundations if stage == 1 else problem.strategics)[person])
        done = int(problem.done[person * 3 + stage - 1])
        filled = (problem.host.reshape(self.place.shape) >= 0) | (problem.mentor.reshape(self.place.shape) >= 0)
        might = []
        for other in range(problem.cycles):
            if problem.stage[other] != stage - 1 or self.place[person, other] >= self.place[person, cycle]:
                continue
            if self.held[person, other] or self.given[person, other]:
                done += int(filled[person, other])
                if not filled[person, other] and self._own(person, other):
                    might.append(other)
            else:
                might.append(other)
        return need, done, might

    def barred(self, person: int, cycle: int, holds: Callable[[Fact], bool]) -> bool:
        """Whether the facts that hold keep a mentee from having anything in a cycle."""
        if any(holds(fact) for fact in self.off(person, cycle)):
            return True
        if not holds(Fact(Kind.STAGE, -1, "sequence", person, cycle)):
            return False
        need, done, might = self.staged(person, cycle)
        return done + sum(not self.barred(person, other, holds) for other in might) < need

    def bars(self, person: int, cycle: int) -> list[Fact]:
        """All facts that might bar a mentee from a cycle: about it, and about what comes before it."""
        found = []
        for other in range(self.problem.cycles):
            if self.place[person, other] <= self.place[person, cycle]:
                found += [*self.off(person, other), Fact(Kind.STAGE, -1, "sequence", person, other)]
        return found

    def _own(self, person: int, cycle: int) -> bool:
        """Whether a cycle that is not wanted of the mentee would be, but for the rules against it."""
        off = {fact.rule for fact in self.off(person, cycle)}
        return bool(off) and off.isdisjoint({"own_cohort", "taking_part"})


class Side:
    """The facts of one layer over some cells. Everything is asked for by cell, and kept once asked."""

    def __init__(self, cells: Cells, layer: int) -> None:
        self.cells, self.layer = cells, layer
        problem = cells.problem
        self.options = problem.hosts if layer == HOST else problem.mentors
        self.now: Ints = (problem.host if layer == HOST else problem.mentor).reshape(cells.place.shape)
        self.limit = true_room(cells.program, cells.frame)[layer]
        self.reasons = pair_reasons(cells.program, cells.frame)[layer]
        history = problem.sat if layer == HOST else problem.met
        self.behind = history if layer == HOST else ((),) * problem.mentees
        self.window = problem.cycles + 1 if layer == HOST else problem.limits.window
        self.row_rule = "repeat_host" if layer == HOST else "repeat_mentor"
        self.once = problem.limits.host_once if layer == HOST else problem.limits.window > 0
        self.gated = [h for h, after in enumerate(problem.after) if after] if layer == HOST else []
        if not problem.limits.prerequisite:
            self.gated = []
        self._bans: dict[tuple[int, int], list[tuple[Fact, Marks]]] = {}
        self._words: dict[tuple[int, int], tuple[int, list[tuple[Fact, int]]]] = {}
        self._never = np.zeros((problem.mentees, self.options), np.int64)
        for rule in _GIVEN & set(self.reasons):
            self._never |= self.reasons[rule]

    # ---- cells -------------------------------------------------------------------------------------------------------

    def asks(self, person: int, cycle: int) -> list[Fact]:
        """The facts that ask for something in a cell: that it is wanted, held or wished."""
        cells = self.cells
        found = []
        if (wished := cells.wished[self.layer].get((person, cycle))) is not None:
            found.append(Fact(Kind.WISH, self.layer, "", person, cycle, wished))
        elif cells.held[person, cycle] and self.now[person, cycle] >= 0:
            found.append(Fact(Kind.HELD, self.layer, "", person, cycle, int(self.now[person, cycle])))
        elif cells.wanted[person, cycle]:
            found.append(Fact(Kind.WANT, self.layer, "", person, cycle))
        return found

    def all_asks(self) -> Iterator[Fact]:
        """Those of all cells, cycle by cycle."""
        for cycle in range(self.cells.problem.cycles):
            for person in range(self.cells.problem.mentees):
                yield from self.asks(person, cycle)

    def left(self, cycle: int) -> Ints:
        """Places of each option in a cycle beside what is given there."""
        column = self.now[self.cells.given[:, cycle], cycle]
        used = np.bincount(column[column >= 0], minlength=self.options)
        places: Ints = np.maximum(self.limit[:, cycle] - used, 0)
        return places

    def never(self, person: int, cycle: int) -> Marks:
        """Options that are out of the question: not a mentor, not their own, no capacity at all."""
        nobody: Marks = (self.limit[:, cycle] <= 0) | ((self._never[person] >> cycle & 1) == 1)
        return nobody

    def bans(self, person: int, cycle: int) -> list[tuple[Fact, Marks]]:
        """What keeps a cell from which options."""
        cell = (person, cycle)
        if cell not in self._bans:
            self._bans[cell] = [*self._ruled(person, cycle), *self._rowed(person, cycle)]
        return self._bans[cell]

    def words(self, person: int, cycle: int) -> tuple[int, list[tuple[Fact, int]]]:
        """The same as words of bits, an option each: what is open at all, and what each fact keeps away."""
        cell = (person, cycle)
        if cell not in self._words:
            bans = [(fact, _bits(marks)) for fact, marks in self.bans(person, cycle)]
            self._words[cell] = _bits(~self.never(person, cycle)), bans
        return self._words[cell]

    def _ruled(self, person: int, cycle: int) -> Iterator[tuple[Fact, Marks]]:
        never = self.never(person, cycle)
        for rule, bits in self.reasons.items():
            marks = ((bits[person] >> cycle & 1) == 1) & ~never
            if rule in _GIVEN or not marks.any():
                continue
            if rule not in _OF_OPTION:
                yield Fact(Kind.BAN, self.layer, rule, person, cycle if rule in _OF_CYCLE else -1), marks
                continue
            for option in np.flatnonzero(marks):
                alone = np.zeros(self.options, bool)
                alone[option] = True
                yield Fact(Kind.BAN, self.layer, rule, -1, cycle, int(option)), alone

    def _rowed(self, person: int, cycle: int) -> Iterator[tuple[Fact, Marks]]:
        """What the given part of the row keeps from the cell; what is held in it is looked at with its fact."""
        if self.once:
            marks = np.zeros(self.options, bool)
            marks[list(self.behind[person])] = True
            for other in self.near(person, cycle):
                if self.cells.given[person, other] and self.now[person, other] >= 0:
                    marks[self.now[person, other]] = True
            if marks.any():
                yield Fact(Kind.ROW, self.layer, self.row_rule, person), marks
        closed = [host for host in self.gated if not self.founded(person, cycle, host)]
        if closed:
            marks = np.zeros(self.options, bool)
            marks[closed] = True
            yield Fact(Kind.ROW, self.layer, "prerequisite", person), marks

    def near(self, person: int, cycle: int) -> list[int]:
        """The other cycles in which the same option would come too soon again."""
        place = self.cells.place[person]
        return [c for c in range(len(place)) if c != cycle and abs(int(place[c] - place[cycle])) < self.window]

    def founded(self, person: int, cycle: int, host: int, asked: Collection[int] = ()) -> bool:
        """Whether a host that asks for another before might have it: given or held before, or a cell before is open.

        `asked` are cycles that are looked at elsewhere.
        """
        after, place = set(self.cells.problem.after[host]), self.cells.place[person]
        if after & set(self.cells.problem.sat[person]):
            return True
        for other in range(len(place)):
            if place[other] >= place[cycle] or other in asked:
                continue
            closed = self.cells.given[person, other] or self.cells.held[person, other]
            if int(self.now[person, other]) in after if closed else self.cells.demand[person, other]:
                return True
        return False


def _bits(marks: Marks) -> int:
    """A bit for each mark."""
    return sum(1 << int(at) for at in np.flatnonzero(marks))


# ---- what each rule says, alone --------------------------------------------------------------------------------------


def pair_reasons(program: Program, frame: Frame) -> tuple[dict[str, Ints], dict[str, Ints]]:
    """For hosts and for mentors: rule → [mentee, option] bits of the cycles in which the rule alone forbids the two."""
    return _alone(program, frame)[0]


def slot_reasons(program: Program, frame: Frame) -> dict[str, Ints]:
    """Rule → [mentee] bits of the cycles from which the rule alone keeps the mentee."""
    return _alone(program, frame)[1]


def true_room(program: Program, frame: Frame) -> tuple[Ints, Ints]:
    """[host, cycle] seats and [mentor, cycle] mentees, by the rules about room alone; `ENDLESS` without them."""
    return _alone(program, frame)[2]


_Alone = tuple[tuple[dict[str, Ints], dict[str, Ints]], dict[str, Ints], tuple[Ints, Ints]]


def _alone(program: Program, frame: Frame) -> _Alone:
    known: dict[Frame, _Alone] = program.index("planner reasons", STATIC, dict)
    if frame not in known:
        known.clear()
        known[frame] = _made(program, frame)
    return known[frame]


def _made(program: Program, frame: Frame) -> _Alone:
    seats: dict[str, Ints] = {}
    pairs: dict[str, Ints] = {}
    slots: dict[str, Ints] = {}
    room = Making(program, frame)
    for rule, weight in active(program):
        if rule.severity is not Severity.HARD:
            continue
        if rule.key in _ROOM:
            COUNTERPARTS[rule.key](room, weight)
            continue
        making = Making(program, frame)
        COUNTERPARTS[rule.key](making, weight)
        for (mentee, helper), bits in making.between.items():
            row, m = frame.mentee.get(mentee), frame.mentor.get(helper)
            if row is not None and m is not None:
                making.pair_ban[row, m] |= bits
        for found, table in ((seats, making.seat_ban), (pairs, making.pair_ban), (slots, making.slot_ban)):
            if table.any():
                found[rule.key] = table
    return (seats, pairs), slots, (np.minimum(room.seats, ENDLESS), np.minimum(room.capacity, ENDLESS))
