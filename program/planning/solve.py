"""From a problem to a plan: first plan, exact sweeps, annealing; the best by now at any time.

The order of the work and all budgets are counted in moves, and chance comes from the seed: where nobody stops it, the
same problem and settings give the same plan on any machine. A stop takes effect at the next border of a batch and
keeps the best plan.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec
import numpy as np

from program.planning.anneal import FAIR, TOTAL, Annealing
from program.planning.choices import choices
from program.planning.construct import construct
from program.planning.flows import bare, free_slots
from program.planning.kernel import State
from program.planning.problem import GRAINS, Assignment, Problem
from program.planning.proposal import Aim, Progress, Proposal, Settings, speed_of
from program.planning.repair import repair
from program.planning.sweeps import sweep
from program.planning.tally import Tally

#: Batches into which the moves are cut; a stop takes effect between two.
BATCHES = 400

#: Seconds between two reports of progress, about.
REPORT = 0.2

#: First and last temperature of the annealing, in grains: the first plan is good, and is not to be melted.
HOT, COLD = GRAINS // 2, 20

#: The same where moves are few, and there is no time to put in order again what would come apart.
MILD, COOL = 150, 12

#: Moves a slot up to which they are few.
FEW = 10_000

#: Slots to decide up to which the optimum itself is sought.
SMALL = 100

#: Moves after which so small a plan gets no better by annealing; the rest of the budget is the exact search's.
ENOUGH = 400_000

#: Work the exact search is given at least, in seconds: so little finds the optimum of the smallest programs.
LEAST = 0.5

#: Prices of a changed cell, in points, among which the lowest that keeps to `max_changes` is sought.
PRICES = (1, 2, 4, 8, 16, 32, 64)

Report = Callable[[Progress], None]


def solve(
    problem: Problem,
    settings: Settings | None = None,
    *,
    progress: Report = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Proposal:
    """The best plan within the budget. `progress` is called about five times a second."""
    search = _Search(problem, settings or Settings(), progress, stopped)
    return search.limited() if search.settings.max_changes is not None else search.full()


class _Search:
    def __init__(self, problem: Problem, settings: Settings, progress: Report, stopped: Callable[[], bool]) -> None:
        self.problem, self.settings = problem, settings
        self.stopped = stopped
        self.tally = Tally(problem)
        self.choices = choices(problem)
        self.bound: int | None = None
        self._progress, self._told = progress, 0.0

    def full(self) -> Proposal:
        """However much has to change for it."""
        cost = self.settings.change_cost
        plan = lawful(self.problem, construct(self.problem, change_cost=cost))
        self._tell(plan, 0.0, at_once=True)
        if self.settings.max_changes is None and not self.stopped():
            plan = sweep(self.problem, plan, change_cost=cost, stopped=self.stopped)
        small = int(free_slots(self.problem).sum()) <= SMALL
        moves = self.settings.moves
        plan = self._anneal(plan, cost, min(moves, ENOUGH) if small else moves, 0.0, 0.1 if small else 1.0)
        if self.settings.aim is Aim.TOTAL and not self.stopped():
            plan = sweep(self.problem, plan, change_cost=cost, rounds=1, stopped=self.stopped)
        if small and moves and not self.stopped():
            self._tell(plan, 0.1, at_once=True)
            plan = self._exact(plan)
        return self._proposal(plan)

    def limited(self) -> Proposal:
        """With no more changed cells than allowed: the present plan mended, then bettered."""
        limit = max(0, self.settings.max_changes or 0)
        best = repair(self.problem, at_most=limit).assignment
        self._tell(best, 0.0, at_once=True)
        low, high = 0, len(PRICES) - 1  # the lowest price of a change that keeps to the limit is sought
        turns = len(PRICES).bit_length()
        start = best
        for turn in range(turns):
            if low > high or self.stopped():
                break
            middle = (low + high) // 2
            cost = PRICES[middle] * GRAINS + self.settings.change_cost
            plan = self._anneal(start, cost, self.settings.moves // turns, turn / turns, 1 / turns, told=best)
            if self.tally.changed(plan) <= limit:
                high = middle - 1
                if self._better(plan, best):
                    best = plan
            else:
                low = middle + 1
        if int(free_slots(self.problem).sum()) <= SMALL and self.settings.moves and not self.stopped():
            best = self._exact(best)
        if self.tally.changed(best) > limit:
            raise ArithmeticError("more cells changed than allowed")
        return self._proposal(best)

    def _better(self, one: Assignment, other: Assignment) -> bool:
        if self.settings.aim is Aim.FAIR:
            return (-self.tally.holes(one), levels(self.problem, one)) > (
                -self.tally.holes(other),
                levels(self.problem, other),
            )
        cost = self.settings.change_cost
        return self.tally.objective(one, cost) > self.tally.objective(other, cost)

    def _anneal(
        self, plan: Assignment, cost: int, moves: int, begin: float, share: float, told: Assignment | None = None
    ) -> Assignment:
        """The plan after so many moves. With `told`, that is the plan reported meanwhile."""
        if moves <= 0 or self.stopped():
            return plan
        state = State(self.problem)
        state.load(plan)
        aim = FAIR if self.settings.aim is Aim.FAIR else TOTAL
        mentors, hosts = self.choices
        mild = aim == TOTAL and moves < FEW * self.problem.slots
        hot, cold = (MILD, COOL) if mild else (HOT, COLD)
        run = Annealing(
            state, mentors, hosts, seed=self.settings.seed, moves=moves, hot=hot, cold=cold, change_cost=cost, aim=aim
        )
        batch = max(1, -(-moves // BATCHES))
        while run.run(batch) > 0 and not self.stopped():
            self._tell(told, begin + share * (1 - run.left / moves), found=run.best)
        return run.best()

    def _exact(self, plan: Assignment) -> Assignment:
        from program.planning.exact import best_of_all

        effort = max(LEAST, self.settings.moves / speed_of(self.problem))
        found, bound = best_of_all(self.problem, plan, self.settings, effort, self.stopped)
        if bound is not None:
            self.bound = bound
        return found

    def _tell(
        self,
        plan: Assignment | None,
        part: float,
        *,
        at_once: bool = False,
        found: Callable[[], Assignment] | None = None,
    ) -> None:
        now = time.monotonic()
        if not at_once and now - self._told < REPORT:
            return
        if plan is None:
            assert found is not None
            plan = found()
        tally = self.tally
        self._progress(Progress(plan, tally.points(plan), tally.holes(plan), tally.changed(plan), part, self.bound))
        self._told = time.monotonic()

    def _proposal(self, plan: Assignment) -> Proposal:
        state = State(self.problem)
        state.load(plan)
        return Proposal(
            plan, int(state.points), int(state.holes), int(state.changed), int(state.broken), self.settings, self.bound
        )


def lawful(problem: Problem, plan: Assignment) -> Assignment:
    """The plan without the entries that break a rule beyond what fixed ones break among themselves."""
    state = State(problem)
    state.load(bare(problem))
    least = state.broken
    state.load(plan)
    free = np.flatnonzero(free_slots(problem).reshape(-1))
    while state.broken > least:
        before = state.broken
        for slot in free.tolist():
            for delta, put in ((state.host_delta, state.set_host), (state.mentor_delta, state.set_mentor)):
                delta(slot, -1)
                if state.delta_broken < 0:
                    put(slot, -1)
        if state.broken == before:  # only what two entries hold up together is left
            for slot in free.tolist():
                state.both_delta(slot, -1, -1)
                if state.delta_broken < 0:
                    state.set_host(slot, -1)
                    state.set_mentor(slot, -1)
        if state.broken == before:
            break
    return state.assignment()


def levels(problem: Problem, plan: Assignment) -> list[int]:
    """How well off each mentee with wanted slots is, in grains by slot, the worst off first."""
    state = State(problem)
    state.load(plan)
    wanted = problem.wanted.reshape(problem.mentees, problem.cycles).sum(axis=1).tolist()
    return sorted(int(own) // many for own, many in zip(state.own, wanted, strict=True) if many)


def with_bound(proposal: Proposal, bound: int | None) -> Proposal:
    """The proposal with the sharper of two bounds."""
    known = [each for each in (proposal.bound, bound) if each is not None]
    return msgspec.structs.replace(proposal, bound=min(known)) if known else proposal
