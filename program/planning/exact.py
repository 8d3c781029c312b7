"""The optimum itself, for small programs: a constraint solver (CP-SAT) that starts from a good plan.

It can prove its answer, and so gives the sharpest bound. Its word is checked: a plan counts only if the planner's own
score says that it is lawful and better, a bound only if no known plan exceeds it, and that "there is no plan" is never
believed. The search is interleaved and its budget counted in work, not time, so that the same problem gives the same
plan; a search of several questions shares one budget among them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from program.planning.flows import bare
from program.planning.kernel import State
from program.planning.model import WIDE, Model
from program.planning.problem import HOLE, Assignment, Problem
from program.planning.proposal import Aim, Settings

#: Ways of searching that take turns: fewer prove much less.
WORKERS = 8

#: Pieces of work handed out at a time: a search can only end between two handfuls.
HANDFUL = 16

#: Seconds between two looks whether it is to stop.
LOOK = 0.1

#: How many times the solver's limit its ways of searching do together, at most, as measured.
TOGETHER = 4


def best_of_all(
    problem: Problem,
    plan: Assignment,
    settings: Settings,
    effort: float,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Assignment, int | None]:
    """A plan no worse than the one given, and a bound on points less holes (None: nothing proved).

    `effort`: work the whole search may do, in the solver's own measure, about seconds of two cores. The fair aim has
    no bound: what it maximises is not a sum. A stop takes effect at once, with the best plan by then.
    """
    if problem.gains.over_share > 0 or problem.gains.burst > 0 or problem.gains.gap > 0:
        return plan, None  # costs that earn are no use of these rules, and the model takes them for costs
    model = Model(problem, change_cost=settings.change_cost, max_changes=settings.max_changes)
    if settings.aim is Aim.FAIR:
        return _fairest(model, plan, _Searching(model, settings, effort, stopped)), None
    model.cp.maximize(model.objective)
    solver, found = _Searching(model, settings, effort, stopped).solve(plan)
    if solver is None:
        return plan, None
    state = State(problem)
    values = []
    for each in (plan, found):
        state.load(each)
        values.append(state.points - HOLE * state.holes - settings.change_cost * state.changed)
    best, value = (found, values[1]) if values[1] > values[0] and _lawful(problem, found) else (plan, values[0])
    bound = int(np.floor(solver.best_objective_bound + 1e-6))
    if settings.change_cost or settings.max_changes is not None or bound < value:
        return best, None
    return best, bound


class _Searching:
    """Searches of one model, one after the other, within one budget."""

    def __init__(self, model: Model, settings: Settings, effort: float, stopped: Callable[[], bool]) -> None:
        self.model, self.seed, self.left = model, settings.seed & 0x7FFFFFFF, effort
        self.stopped = stopped

    def solve(self, plan: Assignment) -> tuple[Any, Assignment]:
        """The solver after its work, and its plan; None and the plan given, where it found nothing."""
        from ortools.sat.python import cp_model

        if self.left <= 0 or self.stopped():
            return None, plan
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers, parameters.interleave_search = WORKERS, True
        parameters.interleave_batch_size = HANDFUL
        parameters.random_seed = self.seed
        parameters.max_deterministic_time = self.left / TOGETHER
        self.model.hint(plan)
        with self._watched(solver):
            status = solver.solve(self.model.cp)
        self.left -= solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, plan
        return solver, self.model.plan(solver)

    @contextmanager
    def _watched(self, solver: Any) -> Iterator[None]:
        """Ends the solver's work soon after a stop."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(LOOK):
                if self.stopped():
                    solver.stop_search()

        watching = threading.Thread(target=watch, daemon=True)
        watching.start()
        try:
            yield
        finally:
            over.set()
            watching.join()


def _lawful(problem: Problem, plan: Assignment) -> bool:
    state = State(problem)
    state.load(bare(problem))
    least = state.broken
    state.load(plan)
    return state.broken <= least


def _fairest(model: Model, plan: Assignment, searching: _Searching) -> Assignment:
    """The worst-off first, level by level: as few holes as can be, then the highest lowest level, then as few on it as
    can be, then the next level above it, and among all such plans the one with most points.
    """
    cp, problem, best = model.cp, model.problem, plan
    wanted = problem.wanted.reshape(problem.mentees, problem.cycles).sum(axis=1).tolist()
    levels = []
    for own, many in zip(model.own, wanted, strict=True):
        if many:
            level = cp.new_int_var(-WIDE, WIDE, "")
            cp.add(many * level <= sum(own))
            cp.add(sum(own) <= many * level + many - 1)
            levels.append(level)

    def reach(goal: Any, *, least: bool = False) -> int | None:
        """The optimum of a goal, which is kept from here on; None if it was not proved."""
        nonlocal best
        (cp.minimize if least else cp.maximize)(goal)
        solver, found = searching.solve(best)
        if solver is None or not _lawful(problem, found):
            return None
        value: int = round(solver.objective_value)
        if round(solver.best_objective_bound) != value:
            return None
        cp.add(goal <= value if least else goal >= value)
        best = found
        return value

    if reach(sum(model.holes), least=True) is None:
        return best
    settled = 0
    above: list[Any] = [1] * len(levels)  # who is above all levels found so far
    while settled < len(levels):
        lowest = cp.new_int_var(-WIDE, WIDE, "")
        for level, free in zip(levels, above, strict=True):
            cp.add(lowest <= level + 2 * WIDE * (1 - free))
        value = reach(lowest)
        if value is None:
            return best
        higher = [cp.new_bool_var("") for _ in levels]
        for level, before, free in zip(levels, above, higher, strict=True):
            cp.add(free <= before)
            cp.add(level >= value + 1 - 2 * WIDE * (1 - free))
        many = reach(sum(higher))
        if many is None:
            return best
        settled, above = len(levels) - many, higher
    reach(model.objective)
    return best
