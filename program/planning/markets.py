"""A layer of the plan at prices: what mentees would choose and what hosts or mentors would sell, each for themselves.

The value of a layer at any prices is at least what the layer adds to the score of any plan; `bound.py` tells why, and
looks for the prices at which it is least. Reals are grains.

A function, or a theme, that counts once in a mentee's row is a bonus of min(1, times it is met) <= (1 - u) + u * times
for any u from 0 to 1: those u are prices as well, one for each mentee and function or theme.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from program.planning.flows import Hosts, Layer, Marks, Mentors
from program.planning.problem import HOLE, Ints
from program.planning.shortlist import Reals, Shortlist

#: What is forbidden is worth this.
NEVER = -1e12

#: Who is chosen, where it is somebody not looked at.
UNKNOWN = -2

#: Ways to serve that are looked at together.
WAYS = 64

#: Cycles up to which a burst mentor's ways to serve are all looked at; beyond, a burst counts as kept for nothing.
PATTERNS = 12

#: Ways in which a mentee's mentors may come again up to which all are looked at; beyond, a mentor may do so more
#: freely than the rule lets them.
RETURNS = 64


class Market(ABC):
    """One layer at prices: `value()` is the bound of the layer, `slope` how it falls as the prices rise."""

    def __init__(self, layer: Layer, halves: Reals) -> None:
        """`layer` holds what is fixed and nothing else; `halves` [P, C] is this layer's part of the slots' cost."""
        problem = layer.problem
        self.problem, self.layer = problem, layer
        everyone = np.arange(problem.mentees)
        self.open = np.flatnonzero(layer.free.any(axis=0))
        self.free, self.place = layer.free[:, self.open], layer.place[:, self.open]
        self.choosing = np.flatnonzero(self.free.any(axis=1))
        self.worth = np.full((len(self.open), problem.mentees, layer.agents), NEVER)
        for at, cycle in enumerate(self.open.tolist()):
            grains, allowed = layer.options(cycle, everyone)
            allowed &= layer.free[:, cycle, None] & (layer.room is None or layer.room[:, cycle] > 0)
            value = grains + halves[:, cycle, None]
            self.worth[at][allowed] = value[allowed]
        self.fixed = np.stack([layer.used(c) for c in range(problem.cycles)], axis=1)
        ceiling = self.fixed + layer.free.sum(axis=0)
        self.room = ceiling if layer.room is None else np.maximum(layer.room, self.fixed)
        self.room = np.minimum(self.room, ceiling)
        self.price = np.zeros((layer.agents, problem.cycles))
        self.slope = np.zeros_like(self.price)

    def value(self) -> float:
        """The bound of the layer at the present prices; leaves the slope."""
        buying, bought = self._buy()
        selling, sold = self._sell()
        self.slope = bought + self.fixed - sold
        return buying + selling - float((self.price * self.fixed).sum())

    def move(self, step: float, way: list[Reals]) -> None:
        """Go a step along a way of as many parts as `slopes` has."""
        self.price = np.maximum(0.0, self.price + step * way[0])

    def slopes(self) -> list[Reals]:
        """What the last value would fall by as each price rises."""
        return [self.slope]

    def _buy(self) -> tuple[float, Reals]:
        """What the mentees would choose: its value, and how much of each agent and cycle."""
        total, bought = 0.0, np.zeros_like(self.price)
        for start in range(0, len(self.choosing), 512):
            some = self.choosing[start : start + 512]
            value, choice = self._choose(some)
            total += float(value.sum())
            for at, cycle in enumerate(self.open.tolist()):
                taken = choice[:, at]
                bought[:, cycle] += np.bincount(taken[taken >= 0], minlength=self.layer.agents)
        return total, bought

    def _at_prices(self, rows: Ints) -> Reals:
        worth: Reals = self.worth[:, rows] - self.price.T[self.open, None, :]
        return worth

    @abstractmethod
    def _choose(self, rows: Ints) -> tuple[Reals, Ints]:
        """The value of the best choice of each of these rows, and the choice [rows, C] in the open cycles."""

    def _sell(self) -> tuple[float, Reals]:
        """What the agents would sell: its value, and how many places."""
        return float((self.price * self.room).sum()), self.room.astype(np.float64)


class MentorMarket(Market):
    """The layer of mentors: fair share and burst are the sellers' concern, first meetings the buyers'."""

    def __init__(self, layer: Mentors, halves: Reals) -> None:
        super().__init__(layer, halves)
        problem = self.problem
        window = problem.limits.window
        reached = np.where(layer.free | (layer.now >= 0), layer.place, 1 << 40).min(axis=1)
        self.late = self.place >= reached[:, None] + max(1, window)  # where a mentor may come again at all
        if not window:
            self.late = np.ones_like(self.free)
        self.shortlist = Shortlist.of(self.worth, self.choosing)
        self.fresh = ~layer.known
        for row, cycle in zip(*np.nonzero(layer.now >= 0), strict=True):
            self.fresh[row, layer.now[row, cycle]] = False
        self.patterns = list(_patterns(self.place, self.free, window)) if window else []
        told = problem.gains.burst and problem.cycles <= PATTERNS
        self.burst = np.flatnonzero(problem.is_burst if told else np.zeros(0))
        marks = np.arange(1 << problem.cycles if told else 0)[:, None] >> np.arange(problem.cycles) & 1
        beside = np.zeros_like(marks)
        beside[:, 1:] |= marks[:, :-1]
        beside[:, :-1] |= marks[:, 1:]
        self.serves, self.paying = marks.astype(bool), beside * problem.gains.burst

    def _buy(self) -> tuple[float, Reals]:
        """As told by `Market`."""
        if self.shortlist is not None:
            self.shortlist.renew(self.price[:, self.open])
        return super()._buy()

    def _choose(self, rows: Ints) -> tuple[Reals, Ints]:
        """As told by `Market`: among those listed, or among all where somebody not listed might be better."""
        if self.shortlist is None:
            return self._in_full(rows)
        value, choice = self._best(rows, *self.shortlist.offers(rows, self.price[:, self.open]))
        unsure = np.flatnonzero((choice == UNKNOWN).any(axis=1))
        if len(unsure):
            self.shortlist.stale += len(unsure)
            value[unsure], choice[unsure] = self._in_full(rows[unsure])
        return value, choice

    def _in_full(self, rows: Ints) -> tuple[Reals, Ints]:
        at_prices = self._at_prices(rows)
        who = np.broadcast_to(np.arange(self.layer.agents), at_prices.shape[1:])
        return self._best(rows, who, at_prices, np.full(at_prices.shape[:2], NEVER))

    def _best(self, rows: Ints, who: Ints, at_prices: Reals, others: Reals) -> tuple[Reals, Ints]:
        """As `_choose`: the best of all ways in which mentors come again, where those are few.

        `who` [rows, W] are the mentors offered, `at_prices` [C, rows, W] what they are worth, and nobody else is worth
        more than `others` [C, rows]: choices that might be theirs are `UNKNOWN`.
        """
        free, window, bonus = self.free[rows], self.problem.limits.window, self.problem.gains.new_mentor
        fresh = bonus * np.take_along_axis(self.fresh[rows], who, 1)
        others = others + max(0, -bonus)
        again, by = np.full(free.shape, float(-HOLE)), np.full(free.shape, -1, np.int64)
        if not self.patterns:
            self._again(rows, who, at_prices - fresh, again, by)
        by[again < others.T] = UNKNOWN
        best, choice = best_rows(at_prices, who, free, np.maximum(others.T, again), by)
        highest = np.maximum(at_prices.max(axis=2), others).T
        highest = np.maximum(highest, np.where(free, float(-HOLE), 0.0))
        joined: dict[tuple[int, ...], tuple[Reals, Reals]] = {}
        for pattern in self.patterns:
            several = [group for group in pattern if len(group) > 1]
            optimistic = sum(highest[:, group[0]] for group in pattern if len(group) == 1)
            for group in several:
                if group not in joined:
                    apart = (np.diff(self.place[rows][:, list(group)], axis=1) >= window).all(axis=1)
                    worth = at_prices[list(group)].sum(axis=0) - (len(group) - 1) * fresh
                    worth[~apart] = NEVER
                    joined[group] = worth, np.where(apart, others[list(group)].sum(axis=0), NEVER)
                optimistic = optimistic + np.maximum(joined[group][0].max(axis=1), joined[group][1])
            some = np.flatnonzero(optimistic > best)
            if not len(some):
                continue
            worth = np.stack([joined[g][0][some] if len(g) > 1 else at_prices[g[0], some] for g in pattern])
            beside = np.stack([joined[g][1][some] if len(g) > 1 else others[g[0], some] for g in pattern], axis=1)
            holes = np.where([len(g) > 1 for g in pattern], NEVER, float(-HOLE))
            open_ = np.stack([free[some, g[0]] | (len(g) > 1) for g in pattern], axis=1)
            by = np.where(beside > holes, UNKNOWN, -1)
            value, taken = best_rows(worth, who[some], open_, np.maximum(beside, holes), by)
            better = value > best[some]
            best[some[better]] = value[better]
            for at, group in enumerate(pattern):
                for cycle in group:
                    choice[some[better], cycle] = taken[better, at]
        return best, choice

    def _again(self, rows: Ints, who: Ints, worth: Reals, again: Reals, by: Ints) -> None:
        """Enter what is better than a hole: the best mentor, met before, wherever one may come again."""
        for cycle in range(len(self.open)):
            late = np.flatnonzero(self.late[rows, cycle])
            if len(late):
                best = worth[cycle, late].argmax(axis=1)
                found = worth[cycle, late, best]
                better = found > -HOLE
                again[late[better], cycle] = found[better]
                by[late[better], cycle] = who[late[better], best[better]]

    def _sell(self) -> tuple[float, Reals]:
        """Each mentor serves where it pays best, first within the fair share, then beyond; burst mentors in pauses."""
        profit, sold = self._serve(self.price, self.room, self.problem.share, self.price >= 0)
        if len(self.burst):
            profit[self.burst] = -np.inf
            for start in range(0, len(self.serves), WAYS):
                self._pause(slice(start, start + WAYS), profit, sold)
        return float(profit.sum()), sold

    def _pause(self, ways: slice, profit: Reals, sold: Reals) -> None:
        """Enter what burst mentors do best in one of these ways, if it is better than what is entered."""
        burst, marks = self.burst, self.serves[ways]
        shape = (len(marks), len(burst), self.problem.cycles)
        price = (self.price[burst] + self.paying[ways, None]).reshape(-1, shape[2])
        serves = np.broadcast_to(marks[:, None], shape).reshape(price.shape) & (price >= 0)
        room, share = np.tile(self.room[burst], (shape[0], 1)), np.tile(self.problem.share[burst], shape[0])
        gain, places = self._serve(price, room, share, serves)
        gain = gain.reshape(shape[:2])
        way, each = gain.argmax(axis=0), np.arange(len(burst))
        better = gain[way, each] > profit[burst]
        profit[burst[better]] = gain[way, each][better]
        sold[burst[better]] = places.reshape(shape)[way, each][better]

    def _serve(self, price: Reals, room: Ints, share: Ints, serves: Marks) -> tuple[Reals, Reals]:
        """[mentors] profit and [mentors, C] places sold, the dearest cycles first."""
        over = self.problem.gains.over_share
        room = np.where(serves, room, 0)
        if not over:
            return (price * room).sum(axis=1), room.astype(np.float64)
        order = np.argsort(-price, axis=1, kind="stable")
        dear, many = np.take_along_axis(price, order, 1), np.take_along_axis(room, order, 1)
        fair = np.clip(share[:, None] - (np.cumsum(many, axis=1) - many), 0, many)
        beyond = np.where(dear + over > 0, many - fair, 0)
        sold = np.zeros(price.shape)
        np.put_along_axis(sold, order, (fair + beyond).astype(np.float64), 1)
        return (dear * fair + (dear + over) * beyond).sum(axis=1), sold


class HostMarket(Market):
    """The layer of hosts, with prices on functions and themes that count once in a row."""

    def __init__(self, layer: Hosts, halves: Reals) -> None:
        super().__init__(layer, halves)
        self.hosts = layer
        problem, gains = self.problem, self.problem.gains
        met, covered = layer.owned.copy(), ~layer.wants
        for row, cycle in zip(*np.nonzero(layer.now >= 0), strict=True):
            met[row, layer.function[layer.now[row, cycle]]] = True
            covered[row] |= layer.brings[layer.now[row, cycle]]
        self.open_functions, self.open_themes = ~met[:, : problem.functions], ~covered
        self.function_bonus = float(max(0, gains.new_function - gains.old_function))
        self.theme_bonus = float(max(0, gains.new_theme))
        if gains.new_function < gains.old_function:  # never so in earnest; the dearer of both is a bound as well
            new = np.pad(self.open_functions, ((0, 0), (0, 1)))[:, layer.function]
            self.worth += new * (gains.old_function - gains.new_function)
        self.of_function = np.zeros((problem.functions, layer.agents))
        some = np.flatnonzero(problem.function >= 0)
        self.of_function[problem.function[some], some] = 1.0
        self.functions = self.open_functions * self.function_bonus
        self.themes = self.open_themes * self.theme_bonus
        self.function_times, self.theme_times = np.zeros_like(self.functions), np.zeros_like(self.themes)

    def value(self) -> float:
        """As told by `Market`, with the part of each bonus that is granted whether it is met or not."""
        granted = (self.open_functions * self.function_bonus - self.functions).sum()
        granted += (self.open_themes * self.theme_bonus - self.themes).sum()
        return super().value() + float(granted)

    def slopes(self) -> list[Reals]:
        """Of room, functions and themes."""
        functions = (1.0 - self.function_times) * self.open_functions * (self.function_bonus > 0)
        themes = (1.0 - self.theme_times) * self.open_themes * (self.theme_bonus > 0)
        return [*super().slopes(), functions, themes]

    def move(self, step: float, way: list[Reals]) -> None:
        """As told by `Market`."""
        super().move(step, way)
        self.functions = np.clip(self.functions + step * way[1], 0.0, self.function_bonus * self.open_functions)
        self.themes = np.clip(self.themes + step * way[2], 0.0, self.theme_bonus * self.open_themes)

    def _at_prices(self, rows: Ints) -> Reals:
        missing = (self.open_functions[rows] * self.function_bonus - self.functions[rows]) @ self.of_function
        missing += (self.open_themes[rows] * self.theme_bonus - self.themes[rows]) @ self.hosts.brings.T
        worth: Reals = super()._at_prices(rows) - missing
        return worth

    def _choose(self, rows: Ints) -> tuple[Reals, Ints]:
        """As told by `Market`; where hosts may come more than once, the best may beside a hole."""
        at_prices, free = self._at_prices(rows), self.free[rows]
        again, by = np.full(free.shape, float(-HOLE)), np.full(free.shape, -1, np.int64)
        if not self.problem.limits.host_once:
            best = at_prices.argmax(axis=2)
            found = np.take_along_axis(at_prices, best[:, :, None], 2)[:, :, 0].T
            better = found > again
            again[better], by[better] = found[better], best.T[better]
        who = np.broadcast_to(np.arange(self.layer.agents), at_prices.shape[1:])
        value, choice = best_rows(at_prices, who, free, again, by)
        taken, there = np.where(choice >= 0, choice, 0), choice >= 0
        self.function_times[rows] = (self.of_function.T[taken] * there[:, :, None]).sum(axis=1)
        self.theme_times[rows] = (self.hosts.brings[taken] & there[:, :, None]).sum(axis=1)
        return value, choice


def _patterns(place: Ints, free: Marks, window: int) -> list[tuple[tuple[int, ...], ...]]:
    """The ways of sharing a mentee's cycles among different mentors when one comes again; none if too many."""
    cycles = place.shape[1]
    beside = np.zeros((cycles, cycles), bool)
    for early in range(cycles):
        for late in range(early + 1, cycles):
            apart = place[:, late] - place[:, early] >= window
            beside[early, late] = (free[:, early] & free[:, late] & apart).any()
    found: list[list[tuple[int, ...]]] = [[]]
    for cycle in range(cycles):
        grown = []
        for pattern in found:
            grown.append([*pattern, (cycle,)])
            for at, group in enumerate(pattern):
                if beside[group[-1], cycle]:
                    grown.append([*pattern[:at], (*group, cycle), *pattern[at + 1 :]])
        found = grown
        if len(found) > RETURNS:
            return []
    return [tuple(pattern) for pattern in found if len(pattern) < cycles]


def best_rows(worth: Reals, who: Ints, free: Marks, again: Reals, by: Ints) -> tuple[Reals, Ints]:
    """The best of each row, every agent at most once; `again` [rows, C] is open to a slot besides, held by `by`.

    `worth` [C, rows, W] is that of the agents `who` [rows, W].
    """
    cycles, rows, width = worth.shape
    table = np.full((rows, cycles, width + cycles), NEVER)
    table[:, :, :width] = worth.transpose(1, 0, 2)
    table[:, np.arange(cycles), width + np.arange(cycles)] = np.where(free, again, 0.0)
    columns = table.argmax(axis=2)
    _settle(table, columns)
    total = np.take_along_axis(table, columns[:, :, None], 2).sum(axis=(1, 2))
    inside = columns < width
    choice = np.where(inside, np.take_along_axis(who, np.minimum(columns, width - 1), 1), by)
    choice[~free] = -1
    return total, choice


def _settle(table: Reals, columns: Ints) -> None:
    """Turn the favourite columns [rows, C] of a table [rows, C, columns] into each row's best, all different."""
    from scipy.optimize import linear_sum_assignment

    order = np.argsort(columns, axis=1, kind="stable")
    ranked = np.take_along_axis(columns, order, 1)
    same = ranked[:, 1:] == ranked[:, :-1]
    twice = same.sum(axis=1)
    # Two slots with one favourite: one takes its second best, and if nobody else wants that, nothing is better.
    rows = np.flatnonzero(twice == 1)
    if len(rows):
        twice[rows[_give_way(table, columns, order[rows], same[rows], rows)]] = 0
    for row in np.flatnonzero(twice):
        columns[row] = linear_sum_assignment(table[row], maximize=True)[1]


def _give_way(table: Reals, columns: Ints, order: Ints, same: Marks, rows: Ints) -> Marks:
    """Let one of two slots give way, where two are of one mind and nobody wants its second best; in which rows."""
    first, at = same.argmax(axis=1), np.arange(len(rows))
    found = []
    for each in (first, first + 1):
        slot = order[at, each]
        options = table[rows, slot]
        favourite = options[at, columns[rows, slot]].copy()
        options[at, columns[rows, slot]] = -np.inf
        second = options.argmax(axis=1)
        found.append((favourite - options[at, second], slot, second))
    (loss, slot, second), (other_loss, other_slot, other_second) = found
    less = loss <= other_loss
    slot, second = np.where(less, slot, other_slot), np.where(less, second, other_second)
    fine: Marks = (columns[rows] != second[:, None]).all(axis=1)
    columns[rows[fine], slot[fine]] = second[fine]
    return fine
