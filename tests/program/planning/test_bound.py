"""The bound holds for every plan, whatever it is asked after, and comes close where the rules are the usual ones."""

from __future__ import annotations

import msgspec
import pytest

from program.planning.bound import Ceiling
from program.planning.construct import construct
from program.planning.problem import HOLE
from program.planning.proposal import Settings
from program.planning.solve import solve
from program.planning.tables import problem_of
from tests.program.planning.synthetic import synthetic
from tests.program.planning.worlds import world


@pytest.mark.parametrize("seed", range(8))
def test_nothing_known_exceeds_the_bound(seed: int) -> None:
    problem = synthetic(seed, 5, 3, 4, 4, odd=True)
    best = solve(problem, Settings(moves=0))
    ceiling = Ceiling(problem, construct(problem))
    for _ in range(60):
        ceiling.step()
    assert ceiling.best >= best.score - HOLE * best.holes


@pytest.mark.parametrize("window", [0, 2, 3])
def test_it_holds_where_mentors_come_again(window: int) -> None:
    problem = synthetic(3, 6, 6, 4, 7, slack=2.0, odd=False)
    limits = msgspec.structs.replace(problem.limits, window=window)
    problem = msgspec.structs.replace(problem, limits=limits)
    best = solve(problem, Settings(moves=0))
    ceiling = Ceiling(problem, best.assignment)
    for _ in range(60):
        ceiling.step()
    assert ceiling.best >= best.score - HOLE * best.holes


def test_it_only_ever_falls_and_comes_close() -> None:
    problem, _ = problem_of(world(60, 20, 8, 4, seed=2))
    plan = construct(problem)
    ceiling = Ceiling(problem, plan)
    bounds = [ceiling.best]
    for _ in range(150):
        bounds.append(ceiling.step())
    assert bounds == sorted(bounds, reverse=True)
    found = solve(problem, Settings(moves=30_000))
    objective = found.score - HOLE * found.holes
    assert objective <= ceiling.best <= objective * 1.04


def test_steps_are_the_same_every_time() -> None:
    problem = synthetic(11, 12, 4, 6, 6)
    plan = construct(problem)
    one, other = Ceiling(problem, plan), Ceiling(problem, plan)
    assert [one.step() for _ in range(30)] == [other.step() for _ in range(30)]
