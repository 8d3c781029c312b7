"""The engine from the first plan to the answer, in this process and in its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from program.planning.child import Search
from program.planning.construct import construct
from program.planning.kernel import State
from program.planning.problem import HOLE, Assignment, Problem
from program.planning.proposal import Aim, Progress, Settings, moves_for
from program.planning.solve import lawful, levels, solve
from program.planning.sweeps import sweep
from program.planning.tables import problem_of
from program.planning.tally import Tally
from program.trouble import Trouble
from tests.program.planning.reference import figures
from tests.program.planning.synthetic import scattered, synthetic
from tests.program.planning.worlds import world


@pytest.fixture(scope="module")
def middling() -> Problem:
    """Forty mentees whose plan stands in part."""
    problem, _ = problem_of(world(40, 16, 8, 4, seed=3, filled=0.5))
    return problem


def broken_by_what_is_fixed(problem: Problem) -> int:
    held = problem.fixed == 1
    start = Assignment(np.where(held, problem.host, -1), np.where(held, problem.mentor, -1))
    return figures(problem, start).broken


@pytest.mark.parametrize("seed", range(6))
def test_the_tally_is_the_score(seed: int) -> None:
    problem = synthetic(seed, odd=True)
    for plan in (scattered(problem, seed), construct(problem)):
        told = figures(problem, plan)
        tally = Tally(problem)
        assert (tally.points(plan), tally.holes(plan), tally.changed(plan)) == (told.points, told.holes, told.changed)


@pytest.mark.parametrize("seed", range(12))
def test_the_first_plan_breaks_nothing_and_leaves_alone_what_is_fixed(seed: int) -> None:
    problem = synthetic(seed, 20, 5, 10, 8)
    plan = lawful(problem, construct(problem))
    assert figures(problem, plan).broken == broken_by_what_is_fixed(problem)
    held = problem.fixed == 1
    assert (plan.host[held] == problem.host[held]).all() and (plan.mentor[held] == problem.mentor[held]).all()
    idle = (problem.wanted == 0) & ~held
    assert (plan.host[idle] == -1).all() and (plan.mentor[idle] == -1).all()


def test_a_world_with_room_for_all_gets_a_full_plan(middling: Problem) -> None:
    answer = solve(middling, Settings(moves=20_000))
    assert (answer.holes, answer.broken) == (0, 0)


@pytest.mark.parametrize("seed", range(4))
def test_sweeps_never_make_a_plan_worse(seed: int) -> None:
    problem = synthetic(seed, 20, 5, 10, 8)
    tally, plan = Tally(problem), lawful(problem, construct(problem))
    swept = sweep(problem, plan)
    assert tally.objective(swept) >= tally.objective(plan)
    assert figures(problem, swept).broken <= figures(problem, plan).broken


def test_the_same_seed_and_moves_give_the_same_plan(middling: Problem) -> None:
    one, other = (solve(middling, Settings(seed=5, moves=20_000)) for _ in range(2))
    assert one.assignment.host.tobytes() == other.assignment.host.tobytes()
    assert one.assignment.mentor.tobytes() == other.assignment.mentor.tobytes()


def test_a_stop_keeps_the_best_by_then(middling: Problem) -> None:
    told: list[Progress] = []
    answer = solve(middling, Settings(moves=10**9), progress=told.append, stopped=lambda: len(told) > 0)
    assert answer.broken == 0
    assert answer.score - HOLE * answer.holes >= told[0].score - HOLE * told[0].holes


@pytest.mark.parametrize("most", [0, 3, 12])
def test_never_more_cells_change_than_allowed(middling: Problem, most: int) -> None:
    answer = solve(middling, Settings(moves=20_000, max_changes=most))
    assert answer.changed <= most
    assert answer.broken <= figures(middling, Assignment(middling.host, middling.mentor)).broken


def test_more_changes_are_never_worse(middling: Problem) -> None:
    few, many = (solve(middling, Settings(moves=20_000, max_changes=most)) for most in (0, 40))
    assert many.score - HOLE * many.holes > few.score - HOLE * few.holes


def test_the_fair_aim_lifts_the_worst_off(middling: Problem) -> None:
    total, fair = (solve(middling, Settings(moves=40_000, aim=aim)) for aim in (Aim.TOTAL, Aim.FAIR))
    assert fair.holes == 0 and fair.broken == 0
    assert levels(middling, fair.assignment)[0] >= levels(middling, total.assignment)[0]


def test_what_breaks_a_rule_is_taken_out() -> None:
    problem = synthetic(1, 20, 5, 10, 8)
    plan = lawful(problem, scattered(problem, 1))
    state = State(problem)
    state.load(plan)
    held = problem.fixed == 1
    assert ((plan.host >= 0) & ~held).any()
    free_breaches = state.broken - broken_by_what_is_fixed(problem)
    assert free_breaches < figures(problem, scattered(problem, 1)).broken


def test_seconds_are_a_stated_number_of_moves(middling: Problem) -> None:
    assert moves_for(middling, 0) == 0
    assert moves_for(middling, 10) == moves_for(middling, 10) > moves_for(middling, 5) > 0


# --- in processes of its own ------------------------------------------------------------------------------------------


def test_the_child_gives_the_same_answer(middling: Problem) -> None:
    settings = Settings(seed=2, moves=20_000)
    with Search(middling, settings) as search:
        answer = search.wait()
        assert search.processes == ()
    here = solve(middling, settings)
    assert answer.assignment.host.tobytes() == here.assignment.host.tobytes()
    assert answer.assignment.mentor.tobytes() == here.assignment.mentor.tobytes()
    assert answer.bound is None or answer.bound >= answer.score - HOLE * answer.holes


def test_a_stopped_child_hands_over_its_best(middling: Problem) -> None:
    with Search(middling, Settings(moves=10**9), proving=False) as search:
        while search.latest is None:
            search.poll(1)
        search.stop()
        answer = search.wait()
        assert answer.broken == 0
        assert answer.score >= search.latest.score


def test_a_killed_child_is_gone_at_once(middling: Problem) -> None:
    search = Search(middling, Settings(moves=10**9), proving=False)
    search.kill()
    assert search.processes == ()
    assert search.outcome is None


@pytest.mark.skipif(sys.platform == "win32", reason="processes are ended in another way there")
def test_a_child_that_dies_is_told_and_what_was_found_is_kept(middling: Problem) -> None:
    with Search(middling, Settings(moves=10**9), proving=False) as search:
        while search.latest is None:
            search.poll(1)
        os.kill(search.processes[0].pid or 0, signal.SIGKILL)
        with pytest.raises(Trouble, match="broke off"):
            search.wait()
        assert search.latest is not None
        assert search.processes == ()


def test_a_child_that_never_begins_is_told(tmp_path: Path) -> None:
    """A script that starts itself over and over: its processes die before they have read the question."""
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from program.planning.child import Search\n"
        "from program.planning.proposal import Settings\n"
        "from tests.program.planning.synthetic import synthetic\n"
        "with Search(synthetic(1, 120, 6, 60, 8), Settings(moves=10**9)) as search:\n"
        "    search.wait()\n",
        "utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    ended = subprocess.run([sys.executable, script], env=env, capture_output=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert b"The search for a plan broke off." in ended.stderr
