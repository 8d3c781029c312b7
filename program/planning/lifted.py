"""Every cell for a lifted card at once: may it drop there, and what would the plan gain.

The same answer as `program.verdict` gives cell by cell, asked of whole tables: take the card out of the plan, then put
it into every cell in place of what lies there. Words are still the rules' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from program.planning.live import Flags, Live
from program.planning.problem import GRAINS, Ints
from program.records import SETTLED, Placement
from program.verdict import LESS, Outcome

#: Codes of `Cells.outcomes`, in this order; the last: only the rules' words can tell.
OUTCOMES = (Outcome.FREE, Outcome.WARN, Outcome.BLOCKED, Outcome.IMPOSSIBLE, None)

_FREE, _WARN, _BLOCKED, _IMPOSSIBLE, _UNKNOWN = range(5)


class Cells(msgspec.Struct, frozen=True):
    """The answers for a board: a row for each id of `rows`, a column for each of `columns`.

    Where the card, or what it would replace, is against a rule already, it takes the rules' words to see whether a
    complaint is new: there the outcome is None, and `program.verdict` is to be asked. Points are always those of it.
    """

    rows: Mapping[str, int]
    columns: Mapping[str, int]
    outcomes: NDArray[np.int8]
    grains: Ints

    def outcome(self, row: str, cycle: str) -> Outcome | None:
        """How a cell stands to the card."""
        return OUTCOMES[self.outcomes[self.rows[row], self.columns[cycle]]]

    def points(self, row: str, cycle: str) -> float:
        """The change of the plan's score."""
        return int(self.grains[self.rows[row], self.columns[cycle]]) / GRAINS


class Lifted:
    """A plan without the card that is in the air. Raises KeyError for a card that is not in the plan."""

    def __init__(self, live: Live, card: Placement) -> None:
        frame = live.standing.frame
        self.live, self.card = live, card
        self.row, self.column = frame.mentee[card.person], frame.cycle[card.cycle]
        self.h, self.m = frame.host.get(card.host, -1), frame.mentor.get(card.mentor, -1)
        self._coach_part = live.coach_parts(card.coach) if card.coach else np.zeros(len(frame.cycles), np.int64)
        self._take_out()

    # ---- the three boards --------------------------------------------------------------------------------------------

    def by_mentee(self) -> Cells:
        """Rows are mentees; host and mentor stay with the card."""
        frame = self.live.standing.frame
        cells = self._cells(slice(None), self.h, self.m)
        return self._answers(frame.mentee, cells, (self.row, self.column))

    def by_host(self) -> Cells:
        """Rows are hosts, and "" for none; mentee and mentor stay."""
        frame = self.live.standing.frame
        cells = self._cells(self.row, np.array([*range(len(frame.hosts)), -1]), self.m)
        return self._answers({**frame.host, "": len(frame.hosts)}, cells, (self.h, self.column))

    def by_mentor(self) -> Cells:
        """Rows are mentors, and "" for nobody; mentee and host stay."""
        frame = self.live.standing.frame
        cells = self._cells(self.row, self.h, np.array([*range(len(frame.mentors)), -1]))
        return self._answers({**frame.mentor, "": len(frame.mentors)}, cells, (self.m, self.column))

    def _answers(self, rows: Mapping[str, int], cells: tuple[Ints, Ints], here: tuple[int, int]) -> Cells:
        outcomes, grains = cells
        outcomes[here], grains[here] = _FREE, 0
        grains[outcomes == _IMPOSSIBLE] = 0
        return Cells(rows, self.live.standing.frame.cycle, outcomes.astype(np.int8), grains)

    # ---- taking the card out -----------------------------------------------------------------------------------------

    def _take_out(self) -> None:
        live, standing = self.live, self.live.standing
        gains = standing.tables.gains
        row, column, h, m = self.row, self.column, self.h, self.m
        self.host, self.mentor, self.placed = live.host.copy(), live.mentor.copy(), live.placed.copy()
        self.host[row, column] = self.mentor[row, column] = -1
        self.placed[row, column] = False
        self.sits, self.use, self.load = live.sits.copy(), live.use.copy(), live.load.copy()
        self.met, self.sat = live.met[row].copy(), live.sat[row].copy()
        self.functions, self.themed = live.functions[row].copy(), live.themed.copy()
        self.member = standing.tables.own[row] | self.placed[row]
        self.points = int(live.leaving[row, column])
        if h >= 0:
            self.sits[h, column] -= 1
            self.sat[h] -= 1
            self.functions[standing.function[h]] -= standing.function[h] >= 0
            self.themed[row] -= standing.themes[h]
        self.burst_in, self.burst_out = live.burst_in, live.burst_out
        if m >= 0:
            self.points += int(live.burst_out[m, column])
            self.points -= gains.over_share if live.load[m] > standing.share[m] else 0
            self.use[m, column] -= 1
            self.load[m] -= 1
            self.met[m] -= 1
            if gains.burst and standing.is_burst[m]:
                self.burst_in, self.burst_out = live.burst_in.copy(), live.burst_out.copy()
                fresh = live.bursts(self.use, np.array([m]))
                self.burst_in[m], self.burst_out[m] = fresh[0][m], fresh[1][m]
        rows = np.array([row])
        one = slice(row, row + 1)
        self.have = live.have.copy()
        self.have[row] = live.done(rows, self.placed[one])[0]
        coach_part = live.coach_part[one] * self.placed[one]
        leaving, paired = live.left(
            rows,
            self.host[one],
            self.mentor[one],
            self.placed[one],
            self.functions[None],
            self.themed[one],
            self.met[None],
            coach_part,
        )
        self.leaving, self.paired = live.leaving.copy(), live.paired.copy()
        self.leaving[row], self.paired[row] = leaving[0], paired[0]
        self.sums = live.sums.copy()
        self.sums[standing.group[row]] += live.paired[row, column]
        self.sums[-1] = 0

    # ---- putting it into every cell ----------------------------------------------------------------------------------

    def _cells(self, p: Any, h: Any, m: Any) -> tuple[Ints, Ints]:
        """Outcome codes and grains [row, cycle]. One of mentee, host and mentor runs over the rows: mentees as a slice
        over all, hosts and mentors as an array of indexes with -1 at the end."""
        live = self.live
        points = self.points + self._gained(p, h, m)
        hard, left = self._broken(p, h, m), self._left_behind(p, h)
        hard, left, _ = np.broadcast_arrays(hard, left, points)
        taken = self.placed[p]
        troubled = live.dirty[p] & taken
        at_home: Any = (self.row, self.column) if isinstance(p, slice) else (slice(None), self.column)
        troubled = np.broadcast_to(troubled, points.shape).copy()
        troubled[at_home] = live.dirty[self.row, self.column]
        settled = live.settled[p] & taken
        if self.card.state in SETTLED:
            settled = np.ones_like(settled)
        pinned = live.pinned[p] & taken
        if self.card.pinned:
            pinned = np.ones_like(pinned)
        found = np.where(taken | (points < LESS * GRAINS), _WARN, _FREE)
        found = np.where(hard & troubled, _UNKNOWN, found)
        found = np.where(settled | left | (hard & ~troubled), _BLOCKED, found)
        found = np.where(pinned, _IMPOSSIBLE, found)
        return found, points

    def _gained(self, p: Any, h: Any, m: Any) -> Ints:
        live, standing = self.live, self.live.standing
        gains = standing.tables.gains
        there_h, there_m = self.host[p], self.mentor[p]
        same_m = (there_m == _col(m)) & (_col(m) >= 0)
        paired = _col(standing.pair[p, m] + standing.seat[p, h])
        points = paired + self.leaving[p] + standing.mentee_part[p] + standing.mentor_part[m] + self._coach_part
        function = standing.function[h]
        times = _col(self._known(live.functions, self.functions, p, function)) - (
            standing.function[there_h] == _col(function)
        )
        known = _col(standing.own_function[p] == function) | (times > 0)
        points += np.where(_col(function) >= 0, np.where(known, gains.old_function, gains.new_function), 0)
        if gains.new_mentor:
            again = _col(self._known(live.met, self.met, p, m)) - same_m
            points += gains.new_mentor * ((again == 0) & (_col(m) >= 0))
        if gains.new_theme:
            points += gains.new_theme * self._new_themes(p, h, there_h)
        if gains.over_share:
            comes = np.where(self.load[m] >= standing.share[m], gains.over_share, 0)
            goes = np.where(self.load[there_m] > standing.share[there_m], gains.over_share, 0)
            points += np.where(same_m, 0, _col(comes) - goes)
        if gains.burst:
            points += np.where(same_m, 0, self.burst_in[m] + self.burst_out[there_m, standing.columns])
        if gains.gap and len(standing.slots) > 1:
            points += self._gap(p, paired + self.paired[p])
        return np.asarray(points)

    def _known(self, table: Ints, mine: Ints, p: Any, which: Any) -> Any:
        """How often the mentees of the rows have met something, the lifted card not counted."""
        if not isinstance(p, slice):
            return mine[which]
        found = table[p, which].copy()
        found[self.row] = mine[which]
        return found

    def _new_themes(self, p: Any, h: Any, there: Ints) -> Ints:
        """Themes of the track that the host would bring first, once what lies in the cell is gone."""
        standing = self.live.standing
        wants, themed, brings = standing.wants[p], self.themed[p], standing.themes[h]
        fresh = (brings * (wants * (themed == 0))).sum(axis=-1)
        shared = (brings * (wants * (themed == 1))) @ standing.themes.T
        if isinstance(h, np.ndarray):
            again = shared[:, there]
        elif isinstance(p, slice):
            again = np.take_along_axis(shared, np.where(there < 0, shared.shape[1] - 1, there), axis=1)
        else:
            again = shared[there]
        return np.asarray(_col(fresh) + again, np.int64)

    def _gap(self, p: Any, more: Ints) -> Ints:
        """The change of what the gap between groups costs."""
        standing, gains = self.live.standing, self.live.standing.tables.gains
        group, slots = standing.group[p], standing.slots

        def cost(least: Any, most: Any) -> Any:
            beyond = np.maximum(0, most - least - gains.gap_free)
            return -(-gains.gap * beyond * int(slots.sum()) // GRAINS)

        before = self.live.sums[:-1] // slots
        means = self.sums[:-1] // slots
        others = [np.delete(means, g) for g in range(len(means))]
        least = np.array([*(each.min() for each in others), means.min()])
        most = np.array([*(each.max() for each in others), means.max()])
        own = (_col(self.sums[group]) + more) // _col(np.append(slots, 1)[group])
        grouped = _col(group) >= 0
        lowest = np.where(grouped, np.minimum(_col(least[group]), own), least[-1])
        highest = np.where(grouped, np.maximum(_col(most[group]), own), most[-1])
        return np.asarray(cost(lowest, highest) - cost(before.min(), before.max()))

    # ---- hard rules --------------------------------------------------------------------------------------------------

    def _broken(self, p: Any, h: Any, m: Any) -> Flags:
        """Where the card itself would break a hard rule."""
        live, standing = self.live, self.live.standing
        limits = standing.tables.limits
        there_h, there_m = self.host[p], self.mentor[p]
        same_h = (there_h == _col(h)) & (_col(h) >= 0)
        same_m = (there_m == _col(m)) & (_col(m) >= 0)
        bans = standing.pair_ban[p, m] | standing.seat_ban[p, h] | standing.slot_ban[p] | self._coach_bans(p)
        found: Flags = (_col(bans) >> standing.columns & 1).astype(bool)
        found = found | (self.sits[h] - same_h >= standing.seats[h])
        found = found | (self.use[m] - same_m >= standing.capacity[m])
        if limits.host_once:
            found = found | ((_col(self._known(live.sat, self.sat, p, h)) - same_h > 0) & (_col(h) >= 0))
        if limits.sequence:
            found = found | (self.have[p] < standing.need[p])
        if limits.window:
            found = found | self._near(p, m)
        if standing.bound.any():
            found = found | self._unprepared(p, h)
        return np.asarray(found)

    def _coach_bans(self, p: Any) -> Any:
        live, coach = self.live, self.card.coach
        if not coach:
            return 0
        if not isinstance(p, slice):
            return live.coach_ban(self.card.person, coach)
        return np.array([live.coach_ban(mentee, coach) for mentee in live.standing.frame.mentees], np.int64)

    def _near(self, p: Any, m: Any) -> Flags:
        """Where the same mentor would come again too soon."""
        columns = self.live.standing.columns
        if isinstance(p, slice):
            found = np.zeros(self.host.shape, bool)
            if m >= 0:
                rows, at = np.nonzero(self.mentor == m)
                np.logical_or.at(found, rows, self._soon(rows, at))
            return found
        at = np.flatnonzero(self.mentor[p] >= 0)
        soon, mentors = self._soon(np.full(len(at), p), at), self.mentor[p, at]
        if not isinstance(m, np.ndarray):
            return np.asarray(soon[mentors == m].any(axis=0))
        found = np.zeros((len(m), len(columns)), bool)
        np.logical_or.at(found, mentors, soon)
        return found

    def _soon(self, rows: Ints, at: Ints) -> Flags:
        """For cards at these cells: the other cells of their rows that lie within the window of the repeat rule."""
        columns = self.live.standing.columns
        member = self.live.member[rows]
        member[rows == self.row] = self.member
        place: Ints = np.cumsum(member, axis=1) - member
        here: Ints = place[np.arange(len(at)), at][:, None]
        # A cycle that is not of the mentee's series becomes one by the card that comes to it.
        apart = np.where(at[:, None] > columns, here - place + ~member, place - here)
        return np.asarray((apart < self.live.standing.tables.limits.window) & (at[:, None] != columns))

    def _unprepared(self, p: Any, h: Any) -> Flags:
        """Where none of the hosts that come before the card's was met in an earlier cycle."""
        standing = self.live.standing
        prepares = (
            standing.after[h][..., self.host[p]] if isinstance(h, np.ndarray) else standing.after[h][self.host[p]]
        )
        earlier = np.cumsum(prepares, axis=-1) - prepares
        return np.asarray(_col(standing.bound[h]) & (earlier == 0))

    # ---- cards that stay ---------------------------------------------------------------------------------------------

    def _left_behind(self, p: Any, h: Any) -> Flags:
        """Where the move says something new against a card that stays."""
        own = self._own_row(h)
        if not isinstance(p, slice):
            return own
        live, standing = self.live, self.live.standing
        found = live.hindered & ~live.placed
        if standing.tables.limits.prerequisite:
            rows, columns, hosts = live.sole
            alone = ~standing.after[hosts, h]
            found[rows[alone], columns[alone]] = True
        if self._missed():
            found[:] = True
        found[self.row] = own
        return found

    def _own_row(self, h: Any) -> Flags:
        """The same within the card's own row: [cycle], or [host, cycle]."""
        live, standing = self.live, self.live.standing
        row, column, columns = self.row, self.column, standing.columns
        stays = self.placed[row]
        loses = self._later_stage(column)
        gains = np.array([self._later_stage(c) & (not stays[c]) for c in range(len(columns))])
        change = gains.astype(np.int64) - loses
        change[column] = 0
        have = live.have[row] + change
        new = stays & (change != 0) & (have < standing.need[row])
        np.fill_diagonal(new, False)
        found: Flags = new.any(axis=1)
        for later in np.flatnonzero(stays & standing.bound[live.host[row]]):
            prepares = standing.after[live.host[row, later]]
            if not prepares[live.host[row, :later]].any():
                continue
            others = prepares[self.host[row, :later]]
            # Each earlier cell may be the one that the card takes over.
            left = np.full(len(columns), others.sum())
            left[:later] -= others
            comes = _col(prepares[h]) & (columns < later)
            found = found | ((left == 0) & ~comes & (columns != later))
        return found

    def _later_stage(self, column: int) -> Flags:
        """Cells after this column whose stage waits for its stage."""
        standing = self.live.standing
        return np.asarray((standing.columns > column) & (standing.stage == standing.stage[column] + 1))

    def _missed(self) -> bool:
        """Whether the row the card leaves for another one has a card that waits for it."""
        live, standing = self.live, self.live.standing
        row, stays = self.row, self.placed[self.row]
        later = stays & self._later_stage(self.column)
        if (later & (live.have[row] - 1 < standing.need[row])).any():
            return True
        for column in np.flatnonzero(stays & standing.bound[live.host[row]]):
            prepares = standing.after[live.host[row, column]]
            if prepares[live.host[row, :column]].any() and not prepares[self.host[row, :column]].any():
                return True
        return False


def _col(values: Any) -> Any:
    """One value for each row, as a column; a single value as it is."""
    return values[:, None] if isinstance(values, np.ndarray) and values.ndim else values
