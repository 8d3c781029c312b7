"""The bound holds for every plan, whatever it is asked after, and comes close where the rules are the usual ones."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from program.planning.bound import Ceiling
from program.planning.markets import MentorMarket
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
    ceiling = Ceiling(problem)
    for _ in range(60):
        ceiling.step()
    assert ceiling.best >= best.score - HOLE * best.holes


@pytest.mark.parametrize("window", [0, 2, 3])
def test_it_holds_where_mentors_come_again(window: int) -> None:
    problem = synthetic(3, 6, 6, 4, 7, slack=2.0, odd=False)
    limits = msgspec.structs.replace(problem.limits, window=window)
    problem = msgspec.structs.replace(problem, limits=limits)
    best = solve(problem, Settings(moves=0))
    ceiling = Ceiling(problem)
    for _ in range(60):
        ceiling.step()
    assert ceiling.best >= best.score - HOLE * best.holes


def test_it_only_ever_falls_and_comes_close() -> None:
    problem, _ = problem_of(world(60, 20, 8, 4, seed=2))
    ceiling = Ceiling(problem)
    bounds = [ceiling.best]
    for _ in range(150):
        bounds.append(ceiling.step())
    assert bounds == sorted(bounds, reverse=True)
    found = solve(problem, Settings(moves=30_000))
    objective = found.score - HOLE * found.holes
    assert objective <= ceiling.best <= objective * 1.03


def test_steps_are_the_same_every_time() -> None:
    problem = synthetic(11, 12, 4, 6, 6)
    one, other = Ceiling(problem), Ceiling(problem)
    assert [one.step() for _ in range(30)] == [other.step() for _ in range(30)]


@pytest.mark.parametrize("window", [0, 2, 4])
def test_whom_it_does_not_look_at_nobody_would_choose(window: int) -> None:
    problem = synthetic(5, 20, 5, 60, 8, slack=2.0, odd=False)
    problem = msgspec.structs.replace(problem, limits=msgspec.structs.replace(problem.limits, window=window))
    market = Ceiling(problem).climbs[0].market
    assert isinstance(market, MentorMarket)
    chance = np.random.default_rng(1)
    for _ in range(4):
        market.price = chance.integers(0, 1500, market.price.shape).astype(np.float64)
        market.value()  # the list is of these prices, or of those before
        market.price = np.maximum(0.0, market.price + chance.integers(-400, 400, market.price.shape))
        few = market.value()
        shortlist, market.shortlist = market.shortlist, None
        assert shortlist is not None
        assert few == pytest.approx(market.value(), abs=1e-6)
        market.shortlist = shortlist
