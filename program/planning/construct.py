"""A complete first plan at once: hosts, then mentors, cycle by cycle in time, each the best answer to its own cycle.

Nobody's earlier cycle is touched by a later one, so a scarce host may be used up too early: `mend` then fills what
holes it can by moving others within a cycle, or the mentee's own cards between two.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from program.planning.flows import Hosts, Layer, Mentors, bare, free_slots, in_sequence, transport
from program.planning.problem import HOLE, Assignment, Ints, Problem

#: Agents offered to each mentee in one cycle, of many; whoever is left without is offered all.
KEEP = 48

#: Rows from which the offer is cut to `KEEP`.
MANY = 1000


def construct(problem: Problem, *, change_cost: int = 0) -> Assignment:
    """A plan in which nothing is broken that was not fixed so, with as few holes as this way finds."""
    start = bare(problem)
    hosts, mentors = Hosts(problem, start.host), Mentors(problem, start.mentor)
    hosts.change = mentors.change = change_cost
    free = free_slots(problem)
    order = range(problem.cycles)
    for cycle in order:
        for layer in (hosts, mentors):
            placed = (hosts.now >= 0) | (mentors.now >= 0)
            rows = np.flatnonzero(free[:, cycle] & in_sequence(problem, placed, cycle))
            fill(layer, cycle, rows)
    mend(problem, hosts, mentors)
    return Assignment(hosts.now.reshape(-1).copy(), mentors.now.reshape(-1).copy())


def fill(layer: Layer, cycle: int, rows: Ints, empty: Ints | int = HOLE) -> None:
    """Give these rows of the cycle, empty now, the best agents there is room for."""
    value, allowed = layer.options(cycle, rows)
    keep = KEEP if len(rows) >= MANY else 0
    layer.now[rows, cycle] = transport(value, allowed, layer.tiers(cycle), keep=keep, empty=empty)


def mend(problem: Problem, hosts: Hosts, mentors: Mentors) -> None:
    """Fill holes by chains of moves; what cannot be filled so stays empty."""
    free = free_slots(problem)
    for cycle in range(problem.cycles):
        for layer in (hosts, mentors):
            for row in np.flatnonzero(free[:, cycle] & (layer.now[:, cycle] < 0)):
                placed = (hosts.now >= 0) | (mentors.now >= 0)
                if in_sequence(problem, placed, cycle)[row]:
                    _ = chain(layer, cycle, int(row)) or _exchange(layer, cycle, int(row))


def chain(layer: Layer, cycle: int, row: int) -> bool:
    """Find the row an agent in the cycle, moving others from agent to agent within it; whether there was a way."""
    left = layer.left(cycle)
    holders: dict[int, list[int]] = {}
    for each in np.flatnonzero(layer.free[:, cycle] & (layer.now[:, cycle] >= 0)):
        holders.setdefault(int(layer.now[each, cycle]), []).append(int(each))
    came: dict[int, tuple[int, int]] = {}  # agent: the row that would take it, and the agent that row has now
    waiting = deque([(row, -1)])
    while waiting:
        mover, holding = waiting.popleft()
        value, allowed = layer.options(cycle, np.array([mover]))
        ranked = np.flatnonzero(allowed[0])
        for agent in ranked[np.argsort(-value[0, ranked], kind="stable")]:
            wish = int(agent)
            if wish in came or wish == holding:
                continue
            came[wish] = (mover, holding)
            if left[wish] > 0:
                while wish >= 0:
                    taker, given = came[wish]
                    layer.now[taker, cycle] = wish
                    wish = given
                return True
            waiting.extend((each, wish) for each in holders.get(wish, ()))
    return False


def _exchange(layer: Layer, cycle: int, row: int) -> bool:
    """Fill the hole with an agent the mentee has in another cycle, if that one can be filled anew."""
    kept = layer.now.copy()
    for other in np.flatnonzero(layer.free[row] & (layer.now[row] >= 0)):
        layer.now[row, other] = -1
        if chain(layer, cycle, row) and chain(layer, int(other), row):
            return True
        layer.now[:] = kept
    return False
