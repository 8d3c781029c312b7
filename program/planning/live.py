"""The present plan as tables, from which a lifted card's cells are answered all at once (see `lifted.py`).

Whole arrays in place of questions: what a card leaves behind, how often each mentee has met each mentor, host, function
and theme, how full everything is. The tables over pairs are kept while only the plan changes, so that a drop costs a
few milliseconds at most. Arrays over mentors and hosts have one more entry at the end, which index -1 finds: nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from program.planning.frame import STATIC, Frame, frame_of
from program.planning.making import ENDLESS, PART
from program.planning.problem import Ints
from program.planning.tables import Tables, tables_of, tables_steps
from program.program import Program
from program.records import SETTLED, Placement

Flags = NDArray[np.bool_]


class Standing:
    """What stays as it is while cards move: worth, bans and room of `Tables`, with an entry for nobody."""

    def __init__(self, tables: Tables) -> None:
        making = tables.making
        self.tables = tables
        self.frame = making.frame
        self.pair, self.seat = _wider(making.pair), _wider(making.seat)
        self.pair_ban, self.seat_ban = _wider(making.pair_ban), _wider(making.seat_ban)
        self.slot_ban = making.slot_ban
        self.mentee_part = making.slot_cost
        self.mentor_part = _longer(making.mentor_cost)
        self.capacity, self.seats = _longer(making.capacity, ENDLESS), _longer(making.seats, ENDLESS)
        self.share = _longer(tables.share, ENDLESS)
        self.is_burst = _longer(tables.is_burst).astype(bool)
        self.function = _longer(tables.function, -1)
        self.own_function = tables.own_function
        self.themes = _longer(tables.themes).astype(np.float32)
        self.wants = tables.wants_theme.astype(np.float32)
        hosts = len(self.frame.hosts)
        self.after = np.zeros((hosts + 1, hosts + 1), bool)
        for host, others in enumerate(tables.after):
            self.after[host, list(others)] = True
        self.bound: Flags = np.asarray(self.after.any(axis=1) & tables.limits.prerequisite)
        self.stage = tables.stage
        needs = np.stack([np.zeros_like(tables.foundations), tables.foundations, tables.strategics], axis=1)
        self.need = needs[:, self.stage] * tables.limits.sequence
        self.group = tables.group
        self.slots = tables.group_slots
        self.columns = np.arange(len(self.frame.cycles))


class Live:
    """The present plan over `Standing`. Shapes: P mentees, C cycles, M mentors, H hosts."""

    def __init__(self, program: Program, standing: Standing) -> None:
        self.program, self.standing = program, standing
        shape = standing.mentee_part.shape
        self.host, self.mentor = np.full(shape, -1, np.int64), np.full(shape, -1, np.int64)
        self.placed, self.pinned, self.settled = (np.zeros(shape, bool) for _ in range(3))
        self.coach_part = np.zeros(shape, np.int64)  # grains of coaches who are away for part of the cycle
        self.coach_bad = np.zeros(shape, bool)  # coaches that must not be
        self._enter(program)
        self.member = standing.tables.own | self.placed
        self.sits = _uses(self.host, len(standing.seats))
        self.use = _uses(self.mentor, len(standing.capacity))
        self.load = self.use.sum(axis=1)
        self.met = _counts(self.mentor, len(standing.capacity))
        self.sat = _counts(self.host, len(standing.seats))
        self.functions = _counts(standing.function[self.host], len(standing.frame.functions) + 1)
        self.themed = self.sat.astype(np.float32) @ standing.themes
        rows = np.arange(shape[0])
        self.have = self.done(rows, self.placed)
        self.leaving, self.paired = self.left(
            rows, self.host, self.mentor, self.placed, self.functions, self.themed, self.met, self.coach_part
        )
        self.sums = np.zeros(len(standing.slots) + 1, np.int64)
        np.subtract.at(self.sums, standing.group, self.paired.sum(axis=1))
        self.sums[-1] = 0
        self.burst_in, self.burst_out = self.bursts(self.use, np.flatnonzero(standing.is_burst))
        self.hindered = self._hindered()
        self.sole = self._sole()
        self.dirty = self._dirty()

    def _enter(self, program: Program) -> None:
        frame = self.standing.frame
        hosts, mentors, cycles = frame.host, frame.mentor, frame.cycle
        rows, columns, seats, helpers = [], [], [], []
        for row, mentee in enumerate(frame.mentees):
            for cycle, placement in program.plan.row(mentee).items():
                column = cycles[cycle]
                rows.append(row)
                columns.append(column)
                seats.append(hosts.get(placement.host, -1))
                helpers.append(mentors.get(placement.mentor, -1))
                if placement.pinned:
                    self.pinned[row, column] = True
                if placement.state in SETTLED:
                    self.settled[row, column] = True
                if placement.coach:
                    self.coach_part[row, column] = self.coach_parts(placement.coach)[column]
                    self.coach_bad[row, column] = self.coach_ban(mentee, placement.coach) >> column & 1
        self.placed[rows, columns] = True
        self.host[rows, columns] = seats
        self.mentor[rows, columns] = helpers

    def coach_parts(self, coach: str) -> Ints:
        """Grains by cycle that this coach's absences cost."""
        making = self.standing.tables.making
        return making.part_cost * np.array([share == PART for share in making.away(coach)], np.int64)

    def coach_ban(self, mentee: str, coach: str) -> int:
        """Cycles in which this coach must not coach this mentee."""
        making = self.standing.tables.making
        return making.between.get((mentee, coach), 0) | making.coach_ban.get(coach, 0)

    # ---- asked for all rows here, and for one row of a lifted card ---------------------------------------------------

    def done(self, rows: Ints, placed: Flags) -> Ints:
        """Earlier cycles of the stage before, for each cell of the rows."""
        stage = self.standing.stage
        found = np.zeros(placed.shape, np.int64)
        for before in (0, 1):
            counted = np.cumsum(placed & (stage == before), axis=1)
            found[:, stage == before + 1] = counted[:, stage == before + 1]
        return found

    def left(
        self,
        rows: Ints,
        host: Ints,
        mentor: Ints,
        placed: Flags,
        functions: Ints,
        themed: NDArray[np.float32],
        met: Ints,
        coach_part: Ints,
    ) -> tuple[Ints, Ints]:
        """For each card of the rows: grains of its leaving, and the part that counts for the group. Without what the
        mentor's other mentees feel of it."""
        standing, gains = self.standing, self.standing.tables.gains
        row, here = rows[:, None], np.arange(len(rows))[:, None]
        paired = -(standing.pair[row, mentor] + standing.seat[row, host])
        points = paired - (standing.mentee_part[rows] + coach_part) * placed
        points -= standing.mentor_part[mentor, standing.columns]
        function = standing.function[host]
        known = (function == standing.own_function[row]) | (functions[here, function] > 1)
        points -= np.where(function >= 0, np.where(known, gains.old_function, gains.new_function), 0)
        if gains.new_mentor:
            points -= gains.new_mentor * ((mentor >= 0) & (met[here, mentor] == 1))
        if gains.new_theme:
            only = (standing.wants[rows] * (themed == 1)) @ standing.themes.T
            points -= gains.new_theme * only[here, host].astype(np.int64)
        return points, paired

    def bursts(self, use: Ints, mentors: Ints) -> tuple[Ints, Ints]:
        """Grains of one mentee more, and of one fewer, with burst mentors in each cycle: [m, c]; others: 0."""
        come, go = np.zeros_like(use), np.zeros_like(use)
        cost = self.standing.tables.gains.burst
        if not cost or not len(mentors):
            return come, go
        rows = use[mentors]
        before = _beside(rows)
        for column in self.standing.columns:
            for table, step in ((come, 1), (go, -1)):
                changed = rows.copy()
                changed[:, column] += step
                table[mentors, column] = cost * (_beside(changed) - before)
        return come, go

    # ---- what a card that comes or goes means to others of its row ---------------------------------------------------

    def _hindered(self) -> Flags:
        """Where one card more says something new of a later one that still comes too early."""
        standing = self.standing
        found = np.zeros(self.placed.shape, bool)
        still = self.placed & (self.have + 1 < standing.need)
        for stage in (0, 1):
            later = still & (standing.stage == stage + 1)
            behind = np.cumsum(later[:, ::-1], axis=1)[:, ::-1] > 0
            found[:, standing.stage == stage] = behind[:, standing.stage == stage]
        return found

    def _sole(self) -> tuple[Ints, Ints, Ints]:
        """Rows, columns and hosts: cards that alone prepare a later card of the row, and that card's host."""
        rows, columns, hosts = [], [], []
        for row, column in zip(*np.nonzero(self.standing.bound[self.host]), strict=True):
            prepares = np.flatnonzero(self.standing.after[self.host[row, column], self.host[row, :column]])
            if len(prepares) == 1:
                rows.append(int(row))
                columns.append(int(prepares[0]))
                hosts.append(int(self.host[row, column]))
        return np.array(rows, np.int64), np.array(columns, np.int64), np.array(hosts, np.int64)

    def _dirty(self) -> Flags:
        """Cards that break a hard rule as they lie."""
        standing, row = self.standing, np.arange(len(self.host))[:, None]
        bans = standing.pair_ban[row, self.mentor] | standing.seat_ban[row, self.host] | standing.slot_ban[row]
        found = (bans >> standing.columns & 1).astype(bool) | self.coach_bad
        found |= (self.sits > standing.seats)[self.host, standing.columns]
        found |= (self.use > standing.capacity)[self.mentor, standing.columns]
        if standing.tables.limits.host_once:
            found |= (self.sat[row, self.host] > 1) & (self.host >= 0)
        if window := standing.tables.limits.window:
            rows, columns = np.nonzero((self.met[row, self.mentor] > 1) & (self.mentor >= 0))
            place = np.cumsum(self.member[rows], axis=1)
            apart = np.abs(place - np.take_along_axis(place, columns[:, None], axis=1))
            again = self.mentor[rows] == self.mentor[rows, columns][:, None]
            found[rows, columns] |= (again & (apart < window)).sum(axis=1) > 1
        found |= self.have < standing.need
        for r, column in zip(*np.nonzero(standing.bound[self.host]), strict=True):
            found[r, column] |= not standing.after[self.host[r, column], self.host[r, :column]].any()
        return found & self.placed


def live_of(program: Program) -> Live | None:
    """The live tables of a present; made when first asked for. None for more cycles than they hold."""
    return program.index("live", (*STATIC, Placement), lambda: _live(program))


def live_steps(program: Program) -> Iterator[None]:
    """Make the live tables ready bit by bit, so that whoever asks next has them at once."""
    frame = frame_of(program)
    yield
    if _holds(frame):
        yield from tables_steps(program, frame)
        _standing(program, frame)
        yield
    live_of(program)


def _live(program: Program) -> Live | None:
    frame = frame_of(program)
    return Live(program, _standing(program, frame)) if _holds(frame) else None


def _holds(frame: Frame) -> bool:
    return not frame.earlier and bool(frame.cycles) and bool(frame.mentees)


def _standing(program: Program, frame: Frame) -> Standing:
    tables = tables_of(program, frame)
    known: dict[Tables, Standing] = program.index("live standing", STATIC, dict)
    if tables not in known:
        known.clear()
        known[tables] = Standing(tables)
    return known[tables]


def _beside(use: Ints) -> Ints:
    """Placements of each mentor in cycles beside which there are others, before or after."""
    busy = np.zeros((len(use), use.shape[1] + 2), bool)
    busy[:, 1:-1] = use > 0
    found: Ints = (use * (busy[:, :-2] | busy[:, 2:])).sum(axis=1)
    return found


def _uses(entries: Ints, size: int) -> Ints:
    """How often each entry occurs in each column; nobody: 0."""
    columns = entries.shape[1]
    flat = (entries * columns + np.arange(columns))[entries >= 0]
    return np.bincount(flat, minlength=size * columns).reshape(size, columns)


def _counts(entries: Ints, size: int) -> Ints:
    """How often each entry occurs in each row; nobody: 0."""
    rows = np.arange(len(entries))[:, None] * size
    flat = (entries + rows)[entries >= 0]
    return np.bincount(flat, minlength=len(entries) * size).reshape(len(entries), size)


def _wider(table: Ints) -> Ints:
    return np.concatenate([table, np.zeros((len(table), 1), np.int64)], axis=1)


def _longer(table: Ints, value: int = 0) -> Ints:
    return np.concatenate([table, np.full((1, *table.shape[1:]), value, np.int64)])
