"""A layer of the plan at prices: what mentees would choose and what hosts or mentors would sell, each for themselves.

The value of a layer at any prices is at least what the layer adds to the score of any plan; `bound.py` tells why, and
looks for the prices at which it is least. Reals are grains.

A function, or a theme, that counts once in a mentee's row is a bonus of min(1, times it is met) <= (1 - u) + u * times
for any u from 0 to 1: those u are prices as well, one for each mentee and function or theme.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from program.planning.flows import Hosts, Layer, Marks, Mentors
from program.planning.problem import HOLE, Ints

Reals = NDArray[np.float64]

#: What is forbidden is worth this.
NEVER = -1e12

#: Cycles up to which a burst mentor's ways to serve are all looked at; beyond, a burst counts as kept for nothing.
PATTERNS = 12

#: Ways in which a mentee's mentors may come again up to which all are looked at; beyond, a mentor may do so more
#: freely than the rule lets them.
RETURNS = 64


class Market:
    """One layer at prices: `value()` is the bound of the layer, `slope` how it falls as the prices rise."""

    def __init__(self, layer: Layer, halves: Reals) -> None:
        """`layer` holds what is fixed and nothing else; `halves` [P, C] is this layer's part of the slots' cost."""
        problem = layer.problem
        self.problem, self.layer = problem, layer
        everyone = np.arange(problem.mentees)
        self.free = layer.free
        self.worth = np.full((problem.cycles, problem.mentees, layer.agents), NEVER)
        for cycle in range(problem.cycles):
            grains, allowed = layer.options(cycle, everyone)
            allowed &= self.free[:, cycle, None] & (layer.room is None or layer.room[:, cycle] > 0)
            value = grains + halves[:, cycle, None]
            self.worth[cycle][allowed] = value[allowed]
        self.fixed = np.stack([layer.used(c) for c in range(problem.cycles)], axis=1)
        ceiling = self.fixed + self.free.sum(axis=0)
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

    def prices(self) -> list[Reals]:
        """A copy of all prices."""
        return [self.price.copy()]

    def restore(self, prices: list[Reals]) -> None:
        """Go back to prices kept."""
        self.price = prices[0].copy()

    def _buy(self) -> tuple[float, Reals]:
        """What the mentees would choose: its value, and how much of each agent and cycle."""
        total, bought = 0.0, np.zeros_like(self.price)
        rows = np.flatnonzero(self.free.any(axis=1))
        for start in range(0, len(rows), 512):
            some = rows[start : start + 512]
            at_prices = self._at_prices(some)
            value, choice = self._choose(at_prices, some)
            total += float(value.sum())
            for cycle in range(self.problem.cycles):
                taken = choice[:, cycle]
                bought[:, cycle] += np.bincount(taken[taken >= 0], minlength=self.layer.agents)
            self._note(some, choice)
        return total, bought

    def _at_prices(self, rows: Ints) -> Reals:
        worth: Reals = self.worth[:, rows] - self.price.T[:, None, :]
        return worth

    def _choose(self, at_prices: Reals, rows: Ints) -> tuple[Reals, Ints]:
        """The value of the best choice of each of these rows, and the choice [rows, C]."""
        return best_rows(at_prices, self.free[rows], *self._again(at_prices, rows))

    def _again(self, at_prices: Reals, rows: Ints) -> tuple[Reals, Ints]:
        """[rows, C] what a slot gets beside agents that come once, and by which agent, -1 for a hole."""
        shape = (len(rows), self.problem.cycles)
        return np.full(shape, float(-HOLE)), np.full(shape, -1, np.int64)

    def _note(self, rows: Ints, choice: Ints) -> None:
        """Take notice of what these rows chose."""

    def _sell(self) -> tuple[float, Reals]:
        """What the agents would sell: its value, and how many places."""
        return float((self.price * self.room).sum()), self.room.astype(np.float64)


class MentorMarket(Market):
    """The layer of mentors: fair share and burst are the sellers' concern, first meetings the buyers'."""

    def __init__(self, layer: Mentors, halves: Reals) -> None:
        super().__init__(layer, halves)
        problem = self.problem
        place, window = layer.place, problem.limits.window
        reached = np.where(layer.free | (layer.now >= 0), place, 1 << 40).min(axis=1)
        self.late = place >= reached[:, None] + max(1, window)  # where a mentor may come again at all
        if not window:
            self.late = np.ones_like(place, bool)
        self.fresh = ~layer.known
        for row, cycle in zip(*np.nonzero(layer.now >= 0), strict=True):
            self.fresh[row, layer.now[row, cycle]] = False
        self.patterns = list(_patterns(place, layer.free, window)) if window else []
        told = problem.gains.burst and problem.cycles <= PATTERNS
        self.burst = np.flatnonzero(problem.is_burst if told else np.zeros(0))
        marks = np.arange(1 << problem.cycles if told else 0)[:, None] >> np.arange(problem.cycles) & 1
        beside = np.zeros_like(marks)
        beside[:, 1:] |= marks[:, :-1]
        beside[:, :-1] |= marks[:, 1:]
        self.serves, self.paying = marks.astype(bool), beside * problem.gains.burst

    def _choose(self, at_prices: Reals, rows: Ints) -> tuple[Reals, Ints]:
        """As told by `Market`: the best of all ways in which mentors come again, where those are few."""
        best, choice = super()._choose(at_prices, rows)
        place, window, bonus = self.layer.place[rows], self.problem.limits.window, self.problem.gains.new_mentor
        highest = np.maximum(at_prices.max(axis=2).T, np.where(self.free[rows], float(-HOLE), 0.0))
        joined: dict[tuple[int, ...], tuple[Reals, Reals]] = {}
        for pattern in self.patterns:
            several = [group for group in pattern if len(group) > 1]
            optimistic = sum(highest[:, group[0]] for group in pattern if len(group) == 1)
            for group in several:
                if group not in joined:
                    worth = at_prices[list(group)].sum(axis=0) - bonus * (len(group) - 1) * self.fresh[rows]
                    apart = np.diff(place[:, list(group)], axis=1) >= window
                    worth[~apart.all(axis=1)] = NEVER
                    joined[group] = worth, worth.max(axis=1)
                optimistic = optimistic + joined[group][1]
            some = np.flatnonzero(optimistic > best)
            if not len(some):
                continue
            worth = np.stack([joined[g][0][some] if len(g) > 1 else at_prices[g[0], some] for g in pattern])
            free = np.stack([self.free[rows[some], g[0]] | (len(g) > 1) for g in pattern], axis=1)
            empty = np.where([len(g) > 1 for g in pattern], NEVER, float(-HOLE)) + np.zeros(free.shape)
            value, taken = best_rows(worth, free, empty, np.full(free.shape, -1, np.int64))
            better = value > best[some]
            best[some[better]] = value[better]
            for at, group in enumerate(pattern):
                for cycle in group:
                    choice[some[better], cycle] = taken[better, at]
        return best, choice

    def _again(self, at_prices: Reals, rows: Ints) -> tuple[Reals, Ints]:
        """Beside a hole: the best mentor, met before, wherever one may come again; not if patterns tell better."""
        again, by = super()._again(at_prices, rows)
        if self.patterns:
            return again, by
        bonus = self.problem.gains.new_mentor
        for cycle in range(self.problem.cycles):
            late = np.flatnonzero(self.late[rows, cycle])
            if len(late):
                worth = at_prices[cycle, late] - bonus * self.fresh[rows[late]]
                best = worth.argmax(axis=1)
                found = worth[np.arange(len(late)), best]
                better = found > -HOLE
                again[late[better], cycle] = found[better]
                by[late[better], cycle] = best[better]
        return again, by

    def _sell(self) -> tuple[float, Reals]:
        """Each mentor serves where it pays best, first within the fair share, then beyond; burst mentors in pauses."""
        profit, sold = self._serve(self.price, self.room, self.problem.share, self.price >= 0)
        if len(self.burst):
            best = np.full(len(self.burst), -np.inf)
            for serves, paying in zip(self.serves, self.paying, strict=True):
                price = self.price[self.burst] + paying
                room, share = self.room[self.burst], self.problem.share[self.burst]
                gain, some = self._serve(price, room, share, serves & (price >= 0))
                better = gain > best
                best[better] = gain[better]
                sold[self.burst[better]] = some[better]
            profit[self.burst] = best
        return float(profit.sum()), sold

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
        # A mentee's slope is 1 where a host's is a roomful: measured so, both kinds of prices move at the same pace.
        self.pace = float(np.sqrt(max(1.0, self.room.mean()))) if self.room.size else 1.0
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
        return [*super().slopes(), self.pace * functions, self.pace * themes]

    def move(self, step: float, way: list[Reals]) -> None:
        """As told by `Market`."""
        super().move(step, way)
        step *= self.pace
        self.functions = np.clip(self.functions + step * way[1], 0.0, self.function_bonus * self.open_functions)
        self.themes = np.clip(self.themes + step * way[2], 0.0, self.theme_bonus * self.open_themes)

    def prices(self) -> list[Reals]:
        """As told by `Market`."""
        return [*super().prices(), self.functions.copy(), self.themes.copy()]

    def restore(self, prices: list[Reals]) -> None:
        """As told by `Market`."""
        super().restore(prices)
        self.functions, self.themes = prices[1].copy(), prices[2].copy()

    def _at_prices(self, rows: Ints) -> Reals:
        missing = (self.open_functions[rows] * self.function_bonus - self.functions[rows]) @ self.of_function
        missing += (self.open_themes[rows] * self.theme_bonus - self.themes[rows]) @ self.hosts.brings.T
        worth: Reals = super()._at_prices(rows) - missing
        return worth

    def _again(self, at_prices: Reals, rows: Ints) -> tuple[Reals, Ints]:
        """Beside a hole: the best host, if hosts may come more than once."""
        again, by = super()._again(at_prices, rows)
        if not self.problem.limits.host_once:
            best = at_prices.argmax(axis=2)
            found = np.take_along_axis(at_prices, best[:, :, None], 2)[:, :, 0].T
            better = found > again
            again[better], by[better] = found[better], best.T[better]
        return again, by

    def _note(self, rows: Ints, choice: Ints) -> None:
        taken = np.where(choice >= 0, choice, 0)
        there = choice >= 0
        self.function_times[rows] = (self.of_function.T[taken] * there[:, :, None]).sum(axis=1)
        self.theme_times[rows] = (self.hosts.brings[taken] & there[:, :, None]).sum(axis=1)


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


def best_rows(worth: Reals, free: Marks, again: Reals, by: Ints) -> tuple[Reals, Ints]:
    """The best of each row, every agent at most once; `again` [rows, C] is open to a slot besides, held by `by`.

    `worth` [C, rows, agents]. Of each cycle only as many of the best agents matter as there are cycles.
    """
    from scipy.optimize import linear_sum_assignment

    cycles, rows, agents = worth.shape
    keep = min(agents, cycles)
    if agents > 3 * cycles:
        best = np.argpartition(worth, agents - keep, axis=2)[:, :, agents - keep :]
        offered = np.sort(best.transpose(1, 0, 2).reshape(rows, cycles * keep), axis=1)
        twice = np.zeros_like(offered, bool)
        twice[:, 1:] = offered[:, 1:] == offered[:, :-1]
    else:
        offered = np.broadcast_to(np.arange(agents), (rows, agents))
        twice = np.zeros((rows, agents), bool)
    width = offered.shape[1]
    table = np.full((rows, cycles, width + cycles), NEVER)
    table[:, :, :width] = np.take_along_axis(worth.transpose(1, 0, 2), offered[:, None, :], 2)
    table[:, :, :width][np.broadcast_to(twice[:, None, :], (rows, cycles, width))] = NEVER
    table[:, np.arange(cycles), width + np.arange(cycles)] = np.where(free, again, 0.0)
    firsts = table.argmax(axis=2)
    # Where the slots' own favourites differ, nothing is left to decide.
    ranked = np.sort(firsts, axis=1)
    apart = (ranked[:, 1:] != ranked[:, :-1]).all(axis=1)
    columns = firsts
    for row in np.flatnonzero(~apart):
        columns[row] = linear_sum_assignment(table[row], maximize=True)[1]
    total = np.take_along_axis(table, columns[:, :, None], 2).sum(axis=(1, 2))
    inside = columns < width
    choice = np.where(inside, np.take_along_axis(offered, np.minimum(columns, width - 1), 1), by)
    choice[~free] = -1
    return total, choice
