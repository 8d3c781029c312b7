"""Compiled or not, the planner does the same: the source as it stands beside what was compiled from it.

Without a C compiler both are the source, and the tests say nothing.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from program.planning import anneal, given, heat, kernel, problem, proposals, row
from program.planning.choices import choices
from program.planning.problem import Problem
from program.rules.evenness import cost
from tests.program.planning.synthetic import present, scattered, synthetic

COMPILED = {module.__name__: module for module in (given, row, kernel, proposals, anneal, heat)}


@pytest.fixture(scope="module")
def plain() -> Iterator[dict[str, ModuleType]]:
    """The same modules, read from their source."""
    modules: dict[str, ModuleType] = {}
    try:
        for name in COMPILED:
            path = Path(str(problem.__file__)).parent / f"{name.rpartition('.')[2]}.py"
            spec = importlib.util.spec_from_file_location(name, path)
            assert spec is not None
            modules[name] = importlib.util.module_from_spec(spec)
            # Those that come later import those before, which are to be the plain ones.
            sys.modules[name] = modules[name]
            spec.loader.exec_module(modules[name])
    finally:
        sys.modules.update(COMPILED)
    yield {name.rpartition(".")[2]: module for name, module in modules.items()}


def annealed(kernel: ModuleType, anneal: ModuleType, given: Problem, aim: int) -> tuple[object, ...]:
    state = kernel.State(given)
    state.load(present(given))
    run = anneal.Annealing(state, *choices(given), seed=5, moves=5000, aim=aim, change_cost=100)
    while run.run(1700):
        pass
    best = run.best()
    return best.host.tobytes(), best.mentor.tobytes(), run.best_value, run.value, state.points, list(state.own)


def test_the_plain_modules_are_the_source(plain) -> None:
    assert all(str(module.__file__).endswith(".py") for module in plain.values())
    assert plain["kernel"].State is not kernel.State


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("aim", [anneal.TOTAL, anneal.FAIR])
def test_annealing_leads_to_the_same_plan(plain, seed: int, aim: int) -> None:
    problem = synthetic(seed, 20, 6, 10, 8, odd=seed > 1)
    there = annealed(plain["kernel"], plain["anneal"], problem, aim)
    assert annealed(kernel, anneal, problem, aim) == there


def test_every_cell_is_the_same(plain) -> None:
    problem = synthetic(8, odd=True)
    one, other = kernel.State(problem), plain["kernel"].State(problem)
    one.load(scattered(problem, 1))
    other.load(scattered(problem, 1))
    assert heat.slots_for(one, 2, 3) == plain["heat"].slots_for(other, 2, 3)
    for p in range(problem.mentees):
        assert heat.mentors_for(one, p) == plain["heat"].mentors_for(other, p)
        assert heat.hosts_for(one, p) == plain["heat"].hosts_for(other, p)


def test_dice_and_tables_are_the_same(plain) -> None:
    one, other = proposals.Dice(123456789012), plain["proposals"].Dice(123456789012)
    drawn = [one.below(1000) for _ in range(2000)]
    assert drawn == [other.below(1000) for _ in range(2000)]
    assert min(drawn) < 10 < 490 < sum(drawn) / 2000 < 510 < 990 < max(drawn)
    assert list(anneal.patience()) == list(plain["anneal"].patience())
    assert list(anneal.cooling(2000, 40)) == list(plain["anneal"].cooling(2000, 40))


def test_the_gap_between_groups_is_the_rule_s() -> None:
    for seed in range(30):
        problem = synthetic(seed, groups=seed % 5)
        state = kernel.State(problem)
        state.load(scattered(problem, seed))
        groups = [g for g in range(problem.groups) if problem.group_slots[g] > 0]
        sums, slots = [state.sums[g] for g in groups], [int(problem.group_slots[g]) for g in groups]
        expected = -cost(sums, slots, -problem.gains.gap, problem.gains.gap_free)
        assert state.given.gap_points(state.sums, -1, 0) == expected
