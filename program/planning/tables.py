"""From a program to the planner's whole numbers.

Exactly what the rules say: the score of the plan in grains is that of `rules.plan_score`, and nothing is broken but
where a hard rule finds something. Two things a problem cannot hold: a placement with neither host nor mentor is nobody
placed, and of cycles beyond the last `CYCLES` only what later ones depend on is left (`Problem.met`, `sat`, `done`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

import msgspec
import numpy as np

from program.planning import bans, worth
from program.planning.frame import STATIC, Frame, frame_of
from program.planning.making import COUNTERPARTS, PART, Making, zeros
from program.planning.problem import Gains, Ints, Limits, Problem
from program.program import Program
from program.records import ACTIVE, SETTLED, Cycle, Involvement, Placement, Role, Track
from program.rules import active
from program.rules.evenness import group_slots
from program.rules.shares import compared, fair_shares

__all__ = ["COUNTERPARTS", "Keep", "Scope", "Tables", "problem_of", "tables_of", "tables_steps"]

_COUNTED = (bans, worth)  # importing them registers the counterparts


class Keep(Enum):
    """What of the present plan an engine leaves alone."""

    NONE = "nothing"
    PINS = "pinned placements"
    SETTLED = "pinned and settled placements"
    ALL = "every placement that has host and mentor"


class Scope(msgspec.Struct, frozen=True):
    """What an engine is asked about: whose places, in which cycles, and what it leaves alone.

    `today`: cycles that have begun by then stay as they are. `cycles` and `people`: the only ones to plan; None: all.
    """

    keep: Keep = Keep.PINS
    today: date | None = None
    cycles: frozenset[str] | None = None
    people: frozenset[str] | None = None

    def plans(self, cycle: Cycle) -> bool:
        """Whether the cycle is to be planned."""
        return (self.today is None or cycle.start > self.today) and (self.cycles is None or cycle.id in self.cycles)

    def keeps(self, placement: Placement) -> bool:
        """Whether a placement stays as it is."""
        match self.keep:
            case Keep.NONE:
                return False
            case Keep.PINS:
                return placement.pinned
            case Keep.SETTLED:
                return placement.pinned or placement.state in SETTLED
            case Keep.ALL:
                return placement.pinned or bool(placement.host and placement.mentor)


class Tables:
    """The part of a problem that does not depend on the plan, as it was made, and what belongs to the mentees' ways."""

    def __init__(self, making: Making) -> None:
        self.making = making
        program, frame = making.program, making.frame
        self.limits = Limits(**making.limits)
        self.gains = Gains(**making.gains)
        self.capacity, self.seats = making.capacity.copy(), making.seats.copy()
        self._forbid(making)
        shares = fair_shares(program)
        self.share = np.array([shares.get(mentor, 0) for mentor in frame.mentors], np.int64)
        self.is_burst = np.array([each.involvement is Involvement.BURST for each in making.mentors], np.int64)
        self.own = np.array([[c in program.series(p.cohort) for c in frame.cycles] for p in making.mentees], bool)
        self.own = self.own.reshape(len(making.mentees), len(frame.cycles))
        self.stage = np.array([cycle.stage.rank for cycle in making.cycles], np.int64)
        tracks = [program.get(Track, mentee.track) for mentee in making.mentees]
        self.foundations = np.array([track.foundations if track else 1 for track in tracks], np.int64)
        self.strategics = np.array([track.strategics if track else 1 for track in tracks], np.int64)
        function = {name: place for place, name in enumerate(frame.functions)}
        self.function = np.array([function.get(host.function.casefold(), -1) for host in making.hosts], np.int64)
        self.own_function = np.array([function.get(each.unit.casefold(), -1) for each in making.mentees], np.int64)
        self.after = tuple(
            tuple(frame.host[other] for other in dict.fromkeys(host.after) if other in frame.host)
            for host in making.hosts
        )
        self.themes = worth.themes_of(frame, [host.themes for host in making.hosts])
        self.wants_theme = worth.themes_of(frame, [track.themes if track else () for track in tracks])
        members = {member: g for g, each in enumerate(compared(program).values()) for member in each}
        self.group = np.array([members.get(mentee, -1) for mentee in frame.mentees], np.int64)
        slots = group_slots(program)
        self.group_slots = np.array([slots[group] for group in frame.groups], np.int64)
        self.demand = self._demand(making)

    def _forbid(self, making: Making) -> None:
        frame = making.frame
        for (mentee, helper), bits in making.between.items():
            row, m = frame.mentee.get(mentee), frame.mentor.get(helper)
            if row is not None and m is not None:
                making.pair_ban[row, m] |= bits
        if making.mentees:
            # Where nobody may go there is no room either: engines need not try.
            _no_room(self.capacity, np.bitwise_and.reduce(making.pair_ban, axis=0))
            _no_room(self.seats, np.bitwise_and.reduce(making.seat_ban, axis=0))

    @staticmethod
    def _demand(making: Making) -> Ints:
        """1 where a place is to be filled: for all who take part, in their cycles, unless away or barred."""
        demand = zeros(len(making.mentees), len(making.cycles))
        for row, mentee in enumerate(making.mentees):
            if mentee.status in ACTIVE and Role.MENTEE in mentee.roles:
                own = making.program.series(mentee.cohort)
                barred = int(making.slot_ban[row]) | making.bits_away(mentee.id)
                demand[row] = [cycle in own and not barred >> n & 1 for n, cycle in enumerate(making.frame.cycles)]
        return demand


def tables_of(program: Program, frame: Frame) -> Tables:
    """The tables for a frame; made once as long as nothing but the plan changes."""
    known = _known(program)
    if frame not in known:
        for _ in tables_steps(program, frame):
            pass
    return known[frame]


def tables_steps(program: Program, frame: Frame) -> Iterator[None]:
    """Make the tables ready bit by bit, one rule a step."""
    known = _known(program)
    if frame in known:
        return
    making = Making(program, frame)
    for rule, weight in active(program):
        yield
        COUNTERPARTS[rule.key](making, weight)
    yield
    known.clear()
    known[frame] = Tables(making)


def _known(program: Program) -> dict[Frame, Tables]:
    return program.index("planner tables", STATIC, dict)


def problem_of(program: Program, scope: Scope | None = None) -> tuple[Problem, Frame]:
    """The problem of the present plan, and who stands behind its indexes."""
    scope = scope or Scope()
    frame = frame_of(program)
    tables = tables_of(program, frame)
    making = tables.making
    plan = _Present(program, tables, scope)
    return Problem(
        mentees=len(frame.mentees),
        cycles=len(frame.cycles),
        mentors=len(frame.mentors),
        hosts=len(frame.hosts),
        functions=len(frame.functions),
        themes=len(frame.themes),
        groups=len(frame.groups),
        limits=tables.limits,
        gains=tables.gains,
        pair=making.pair.ravel(),
        seat=making.seat.ravel(),
        pair_ban=plan.pair_ban.ravel(),
        seat_ban=making.seat_ban.ravel(),
        slot_ban=plan.slot_ban,
        slot_cost=plan.slot_cost.ravel(),
        mentor_cost=making.mentor_cost.ravel(),
        host_gain=making.host_gain.ravel(),
        capacity=tables.capacity.ravel(),
        seats=tables.seats.ravel(),
        share=plan.share,
        is_burst=tables.is_burst,
        place=plan.place.ravel(),
        stage=tables.stage,
        foundations=tables.foundations,
        strategics=tables.strategics,
        function=tables.function,
        own_function=tables.own_function,
        after=tables.after,
        host_themes=tuple(tuple(int(t) for t in np.flatnonzero(row)) for row in tables.themes),
        wants_theme=tables.wants_theme.ravel(),
        met=tuple(plan.met),
        sat=tuple(plan.sat),
        done=plan.done.ravel(),
        group=tables.group,
        group_slots=tables.group_slots,
        wanted=plan.wanted.ravel(),
        fixed=plan.fixed.ravel(),
        host=plan.host.ravel(),
        mentor=plan.mentor.ravel(),
    ), frame


class _Present:
    """The part of a problem that depends on the plan."""

    def __init__(self, program: Program, tables: Tables, scope: Scope) -> None:
        self._program, self._tables, self._making = program, tables, tables.making
        self._frame = frame = tables.making.frame
        shape = (len(frame.mentees), len(frame.cycles))
        self.host = np.full(shape, -1, np.int64)
        self.mentor = np.full(shape, -1, np.int64)
        asked = tables.demand * np.array([scope.plans(cycle) for cycle in tables.making.cycles], np.int64)
        if scope.people is not None:
            asked *= np.array([[mentee in scope.people] for mentee in frame.mentees], np.int64).reshape(-1, 1)
        self.wanted = asked
        self.fixed = 1 - asked
        self.slot_ban = tables.making.slot_ban
        self.slot_cost = tables.making.slot_cost
        self.pair_ban = tables.making.pair_ban
        self.share = tables.share
        self.met: list[tuple[int, ...]] = [()] * shape[0]
        self.sat: list[tuple[int, ...]] = [()] * shape[0]
        self.done = zeros(shape[0], 3)
        member = tables.own.copy()
        for row, column, placement in self._placements():
            member[row, column] = True
            self.host[row, column] = frame.host.get(placement.host, -1)
            self.mentor[row, column] = frame.mentor.get(placement.mentor, -1)
            if scope.keeps(placement):
                self.fixed[row, column] = 1
            if placement.coach and (placement.host or placement.mentor):
                self._coached(row, column, placement)
        self.place = np.cumsum(member, axis=1) - member
        if frame.earlier:
            self._fold()

    def _placements(self) -> Iterator[tuple[int, int, Placement]]:
        plan, cycles = self._program.plan, self._frame.cycle
        for row, mentee in enumerate(self._frame.mentees):
            for cycle, placement in plan.row(mentee).items():
                if cycle in cycles:
                    yield row, cycles[cycle], placement

    def _coached(self, row: int, column: int, placement: Placement) -> None:
        """What the rules say of a coach goes to the slot: an engine leaves coaches where they are."""
        making = self._making
        banned = making.between.get((placement.person, placement.coach), 0) | making.coach_ban.get(placement.coach, 0)
        if banned >> column & 1:
            if self.slot_ban is making.slot_ban:
                self.slot_ban = making.slot_ban.copy()
            self.slot_ban[row] |= 1 << column
        if making.part_cost and making.away(placement.coach)[column] == PART:
            if self.slot_cost is making.slot_cost:
                self.slot_cost = making.slot_cost.copy()
            self.slot_cost[row, column] += making.part_cost

    def _fold(self) -> None:
        """What the columns must know of the cycles before them."""
        program, frame, limits = self._program, self._frame, self._tables.limits
        self.pair_ban, self.share = self.pair_ban.copy(), self.share.copy()
        stages = {cycle.id: cycle.stage.rank for cycle in program.cycles}
        order = {cycle.id: place for place, cycle in enumerate(program.cycles)}
        earlier = set(frame.earlier)
        for row, mentee in enumerate(frame.mentees):
            placed = program.plan.row(mentee)
            gone = [placement for cycle, placement in placed.items() if cycle in earlier]
            self.met[row] = tuple({frame.mentor[each.mentor] for each in gone if each.mentor in frame.mentor})
            self.sat[row] = tuple({frame.host[each.host] for each in gone if each.host in frame.host})
            own = program.series(self._making.mentees[row].cohort)
            series = sorted((cycle for cycle in order if cycle in own or cycle in placed), key=order.__getitem__)
            place = {cycle: n for n, cycle in enumerate(series)}
            for each in gone:
                self.done[row, stages[each.cycle]] += 1
                if (m := frame.mentor.get(each.mentor)) is not None:
                    self.share[m] = max(0, self.share[m] - 1)
                    for column, cycle in enumerate(frame.cycles):
                        if cycle in place and place[cycle] - place[each.cycle] < limits.window:
                            self.pair_ban[row, m] |= 1 << column


def _no_room(room: Ints, banned: Ints) -> None:
    """No room in the cycles in which everybody is banned."""
    bits = banned[:, None] >> np.arange(room.shape[1]) & 1
    room[bits == 1] = 0
