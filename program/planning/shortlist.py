"""Whom a mentee may choose at prices near known ones: few of many, and a proof that nobody else would be chosen.

The best of each row and cycle are listed at some prices. At others, whoever is not listed is worth at most the best
of those left out then, and as much more as the price fell that fell most. Who chooses better than that has chosen as
if all had been offered.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import NDArray

from program.planning.problem import Ints

Reals = NDArray[np.float64]

#: How many more of the best agents are listed for each cycle than there are cycles.
SPARE = 4

#: How far on each row begins among the agents.
TURN = 229


class Shortlist:
    """The agents worth looking at, the same for all cycles of a row."""

    def __init__(self, worth: Reals, rows: Ints) -> None:
        """`worth` [cycles, P, agents] at no price; `rows` are those that choose at all."""
        self.worth = worth
        self.keep = len(worth) + SPARE
        #: Rows looked at in full since the list was made. As many as there are: the list is not worth keeping.
        self.stale = len(rows)
        self._rows = rows
        self._at = np.zeros(worth.shape[1], np.int64)  # [P] where a row stands in the list
        self._at[rows] = np.arange(len(rows))

    @classmethod
    def of(cls, worth: Reals, rows: Ints) -> Self | None:
        """A list, where it would be much shorter than all there are."""
        made = cls(worth, rows)
        return made if worth.shape[2] > 4 * made.keep else None

    def renew(self, price: Reals) -> None:
        """List anew at these prices [agents, cycles], if that is less work than to go on with the old list."""
        if self.stale < len(self._rows):
            return
        self.stale = 0
        self._price = price.copy()
        cycles, _, agents = self.worth.shape
        listed = np.zeros((len(self._rows), agents), bool)
        for cycle in range(cycles):
            value = self.worth[cycle, self._rows] - price[:, cycle]
            best = np.argpartition(value, agents - self.keep, axis=1)[:, agents - self.keep :]
            np.put_along_axis(listed, best, True, axis=1)
        width = int(listed.sum(axis=1).max(initial=0))
        # Of several worth the same the first is chosen: each row begins elsewhere, lest all choose the same.
        turn = (np.arange(agents) + TURN * self._rows[:, None]) % agents
        ranked = np.argsort(~np.take_along_axis(listed, turn, 1), axis=1, kind="stable")[:, :width]
        self._who = np.take_along_axis(turn, ranked, 1)
        np.put_along_axis(listed, self._who, True, axis=1)
        self._listed = np.empty((cycles, *self._who.shape))
        self._others = np.empty((cycles, len(self._rows)))
        for cycle in range(cycles):
            value = self.worth[cycle, self._rows]
            self._listed[cycle] = np.take_along_axis(value, self._who, 1)
            self._others[cycle] = np.where(listed, -np.inf, value - price[:, cycle]).max(axis=1, initial=-np.inf)

    def offers(self, rows: Ints, price: Reals) -> tuple[Ints, Reals, Reals]:
        """Who is offered to these rows [rows, W], what they are worth [cycles, rows, W], and nobody else is more."""
        at = self._at[rows]
        who = self._who[at]
        fallen = (self._price - price).max(axis=0)
        return who, self._listed[:, at] - price.T[:, who], self._others[:, at] + fallen[:, None]
