"""Exact sweeps: one cycle of one layer at a time is solved anew, the rest of the plan given, as long as that helps.

What each choice is worth counts with the whole plan (`flows.Layer.options`), so a round of sweeps undoes what the first
plan did in ignorance of later cycles. Nothing is kept that lowers the plan's score or empties a place.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from program.planning.construct import fill
from program.planning.flows import Hosts, Mentors
from program.planning.problem import Assignment, Problem
from program.planning.tally import Tally

#: Rounds after which further ones win next to nothing.
ROUNDS = 4


def sweep(
    problem: Problem,
    plan: Assignment,
    *,
    change_cost: int = 0,
    rounds: int = ROUNDS,
    stopped: Callable[[], bool] = lambda: False,
) -> Assignment:
    """The plan after at most so many rounds over all cycles; a stop takes effect between two cycles."""
    tally = Tally(problem)
    hosts, mentors = Hosts(problem, plan.host), Mentors(problem, plan.mentor)
    hosts.change = mentors.change = change_cost
    best = tally.objective(plan, change_cost)
    quiet = 0  # cycles of a layer in a row that brought nothing
    for turn in range(rounds * problem.cycles):
        cycle = turn % problem.cycles
        for layer, other in ((mentors, hosts), (hosts, mentors)):
            if quiet >= 2 * problem.cycles or stopped():
                return _plan(hosts, mentors)
            rows = np.flatnonzero(layer.free[:, cycle] & ((layer.now[:, cycle] >= 0) | (other.now[:, cycle] >= 0)))
            before = layer.now[:, cycle].copy()
            layer.now[rows, cycle] = -1
            fill(layer, cycle, rows)
            left = ((layer.now[:, cycle] < 0) & (before >= 0) & (other.now[:, cycle] < 0)).any()
            value = best if left else tally.objective(_plan(hosts, mentors), change_cost)
            if value > best:
                best, quiet = value, 0
            else:
                layer.now[:, cycle], quiet = before, quiet + 1
    return _plan(hosts, mentors)


def _plan(hosts: Hosts, mentors: Mentors) -> Assignment:
    return Assignment(hosts.now.reshape(-1).copy(), mentors.now.reshape(-1).copy())
