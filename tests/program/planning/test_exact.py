"""Random problems small enough to look at every plan: the engine's answer is the true optimum."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from program.planning.bound import Ceiling
from program.planning.flows import bare, free_slots
from program.planning.problem import HOLE, Assignment, Problem
from program.planning.proposal import Aim, Progress, Settings
from program.planning.solve import levels, solve
from tests.program.planning.reference import figures
from tests.program.planning.synthetic import synthetic


def small(seed: int) -> Problem:
    """At most a few thousand plans."""
    return synthetic(seed, 2, 2, 2, 2, functions=2, themes=2, groups=2, slack=1.2, bans=0.1, odd=True)


def every(problem: Problem):
    """All plans that leave what is fixed and break no more than it does."""
    start = bare(problem)
    least = figures(problem, start).broken
    slots = np.flatnonzero(free_slots(problem).reshape(-1))
    cells = list(product(range(-1, problem.hosts), range(-1, problem.mentors)))
    for chosen in product(cells, repeat=len(slots)):
        plan = Assignment(start.host.copy(), start.mentor.copy())
        for slot, (host, mentor) in zip(slots, chosen, strict=True):
            plan.host[slot], plan.mentor[slot] = host, mentor
        found = figures(problem, plan)
        if found.broken <= least:
            yield plan, found


@settings(max_examples=6)
@given(st.integers(0, 10_000))
def test_the_total_is_the_highest_there_is(seed: int) -> None:
    problem = small(seed)
    best = max(found.points - HOLE * found.holes for _, found in every(problem))
    answer = solve(problem, Settings(seed=seed, moves=2_000))
    assert answer.score - HOLE * answer.holes == best
    assert answer.bound == best
    assert answer.gap in (None, 0.0)
    ceiling = Ceiling(problem)
    for _ in range(20):
        assert ceiling.step() >= best


@settings(max_examples=3)
@given(st.integers(0, 10_000))
def test_changes_are_weighed_against_points(seed: int) -> None:
    problem = small(seed)
    price = 1_500
    best = max(found.points - HOLE * found.holes - price * found.changed for _, found in every(problem))
    answer = solve(problem, Settings(seed=seed, moves=2_000, change_cost=price))
    assert answer.score - HOLE * answer.holes - price * answer.changed == best


@settings(max_examples=4)
@given(st.integers(0, 10_000))
def test_the_fair_aim_puts_the_worst_off_first(seed: int) -> None:
    problem = small(seed)
    fewest = min(found.holes for _, found in every(problem))
    best = max((levels(problem, plan), found.points) for plan, found in every(problem) if found.holes == fewest)
    answer = solve(problem, Settings(seed=seed, moves=2_000, aim=Aim.FAIR))
    assert answer.holes == fewest
    assert (levels(problem, answer.assignment), answer.score) == best


def test_a_small_program_is_solved_to_proof() -> None:
    answer = solve(synthetic(1, 4, 3, 4, 4), Settings(moves=20_000))
    assert answer.bound == answer.score - HOLE * answer.holes


def test_a_stop_ends_the_search_for_the_optimum() -> None:
    """It would go on for minutes."""
    news: list[Progress] = []
    problem = synthetic(3, 20, 4, 10, 8)
    answer = solve(
        problem, Settings(moves=10**9), progress=news.append, stopped=lambda: any(each.part >= 0.1 for each in news)
    )
    assert answer.score - HOLE * answer.holes >= news[0].score - HOLE * news[0].holes
