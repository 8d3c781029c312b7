"""Other ways to match people, for comparison: each cycle by cycle, with the same rules, values and room as the planner.

They are given every advantage that does not change what they are: what a pairing is worth counts with the cycles
before, and what a rule forbids is not offered to them.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappush, heappushpop

import numpy as np
from scipy.optimize import linear_sum_assignment

from program.planning.flows import Hosts, Marks, Mentors, bare, free_slots, in_sequence
from program.planning.problem import HOLE, Assignment, Ints, Problem

Match = Callable[[Ints, Marks, Ints], Ints]
"""(value [rows, agents], allowed, room [agents]) -> agent of each row, -1 for none."""


def by_hand(value: Ints, allowed: Marks, room: Ints) -> Ints:
    """One after the other takes the best that is left."""
    left, choice = room.copy(), np.full(len(value), -1, np.int64)
    for row in range(len(value)):
        open_ = np.flatnonzero(allowed[row] & (left > 0))
        if len(open_):
            choice[row] = open_[value[row, open_].argmax()]
            left[choice[row]] -= 1
    return choice


def deferred_acceptance(value: Ints, allowed: Marks, room: Ints) -> Ints:
    """Mentees propose, best first; hosts and mentors keep those with whom they are worth most (Gale and Shapley)."""
    choice = np.full(len(value), -1, np.int64)
    wishes = [
        iter(options[np.argsort(-value[row, options], kind="stable")].tolist())
        for row, options in ((row, np.flatnonzero(allowed[row] & (room > 0))) for row in range(len(value)))
    ]
    held: list[list[tuple[int, int]]] = [[] for _ in room]
    waiting = list(range(len(value)))
    while waiting:
        row = waiting.pop()
        agent = next(wishes[row], None)
        if agent is None:
            continue
        choice[row] = agent
        if len(held[agent]) < room[agent]:
            heappush(held[agent], (int(value[row, agent]), row))
        else:
            _, refused = heappushpop(held[agent], (int(value[row, agent]), row))
            choice[refused] = -1
            waiting.append(refused)
    return choice


def munkres(value: Ints, allowed: Marks, room: Ints) -> Ints:
    """One optimal assignment, agents repeated as often as they have room."""
    columns = np.repeat(np.arange(len(room)), np.minimum(room, len(value)))
    worth = np.where(allowed, value, -HOLE)[:, columns]
    rows, taken = linear_sum_assignment(worth, maximize=True)
    choice = np.full(len(value), -1, np.int64)
    choice[rows] = columns[taken]
    there = choice >= 0
    there[there] = allowed[np.flatnonzero(there), choice[there]]
    return np.where(there, choice, -1)


RIVALS: dict[str, Match] = {
    "by hand, one after the other": by_hand,
    "deferred acceptance": deferred_acceptance,
    "Munkres for each cycle": munkres,
}


def rival(problem: Problem, match: Match) -> Assignment:
    """A plan made cycle by cycle in this way."""
    start = bare(problem)
    hosts, mentors = Hosts(problem, start.host), Mentors(problem, start.mentor)
    free = free_slots(problem)
    for cycle in range(problem.cycles):
        for layer in (hosts, mentors):
            placed = (hosts.now >= 0) | (mentors.now >= 0)
            rows = np.flatnonzero(free[:, cycle] & in_sequence(problem, placed, cycle))
            value, allowed = layer.options(cycle, rows)
            layer.now[rows, cycle] = match(value, allowed, layer.left(cycle))
    return Assignment(hosts.now.reshape(-1), mentors.now.reshape(-1))
