"""Whom to try first in each slot: the few that are worth most there, so that what is proposed may be accepted.

With the prices of a linear relaxation (what a place with somebody is worth to the whole plan), fourteen to twenty are
as good as everybody; without, those whom everybody wants crowd out the rest, and more are needed.
"""

from __future__ import annotations

import numpy as np

from program.planning.problem import Ints, Problem


def choices(
    problem: Problem,
    mentors: int = 20,
    hosts: int = 24,
    *,
    mentor_prices: Ints | None = None,
    host_prices: Ints | None = None,
) -> tuple[list[int], list[int]]:
    """[slot * K + k] the K best mentors, and likewise hosts, of every slot; -1 where fewer are allowed.

    Prices are grains, [m * C + c] and [h * C + c].
    """
    return (
        _best(problem, problem.mentors, problem.pair, problem.pair_ban, problem.capacity, mentor_prices, mentors),
        _best(problem, problem.hosts, problem.seat, problem.seat_ban, problem.seats, host_prices, hosts),
    )


def _best(
    problem: Problem, agents: int, worth: Ints, ban: Ints, room: Ints, prices: Ints | None, many: int
) -> list[int]:
    people, cycles = problem.mentees, problem.cycles
    many = min(many, agents)
    found = np.full((people, cycles, many), -1, np.int64)
    worth, ban, room = worth.reshape(people, agents), ban.reshape(people, agents), room.reshape(agents, cycles)
    # The index makes every key another: no sorting algorithm has a say in what ties come to.
    tie = np.arange(agents)
    for c in range(cycles if many else 0):
        price = prices.reshape(agents, cycles)[:, c] if prices is not None else 0
        keys = (price - worth) * agents + tie
        never = np.iinfo(np.int64).max - agents
        keys = np.where((ban >> c & 1 != 0) | (room[:, c] <= 0), never + tie, keys)
        first = np.argpartition(keys, many - 1, axis=1)[:, :many]
        order = np.take_along_axis(keys, first, axis=1)
        rank = np.argsort(order, axis=1)
        chosen = np.take_along_axis(first, rank, axis=1)
        found[:, c] = np.where(np.take_along_axis(order, rank, axis=1) < never, chosen, -1)
    listed: list[int] = found.reshape(-1).tolist()
    return listed
