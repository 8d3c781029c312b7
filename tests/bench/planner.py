"""The planner from the first plan to the proof, at four sizes, and other ways to match people on the same data.

A plan's score here is its points less what its holes cost; all plans are scored by the same kernel.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator

from program.planning.bound import Ceiling
from program.planning.child import Search
from program.planning.construct import construct
from program.planning.kernel import State
from program.planning.problem import GRAINS, HOLE, Assignment, Problem
from program.planning.proposal import Settings, gap_of, moves_for, speed_of
from program.planning.tables import problem_of
from tests.bench.rivals import RIVALS, rival
from tests.program.planning.worlds import world

#: Mentees, mentors, hosts, cycles; seconds the first plan may take; the gap in per cent; steps towards the bound.
SIZES = (
    ((24, 12, 6, 4), 0.1, 1.0, 400),
    ((120, 40, 8, 6), 0.1, 1.0, 400),
    ((500, 150, 10, 6), 0.5, 1.0, 120),
    ((2000, 600, 12, 6), 2.0, 1.4, 80),
)

SECONDS = 10.0
"""The budget, as a stated number of moves."""

MEMORY = 1024
"""Megabytes at most, of any process."""


def lines() -> Iterator[str]:
    """For each size: first plan, gap, memory, and the others."""
    problem, _ = problem_of(world(*SIZES[0][0]))
    construct(problem)  # what is loaded once is not counted
    how = "compiled" if speed_of(problem) > 1_000_000 else "plain"
    yield f"Planner: mentees, mentors, hosts, cycles, all rules on; kernel {how}"
    for size, first, gap, proof in SIZES:
        yield from measured(size, first, gap, proof)


def measured(size: tuple[int, int, int, int], first: float, gap: float, steps: int) -> Iterator[str]:
    """One size."""
    problem, _ = problem_of(world(*size))
    name = f"({', '.join(map(str, size))})"
    gc.collect()
    start = time.process_time()
    plan = construct(problem)
    taken = time.process_time() - start
    objective, broken = scored(problem, plan)
    verdict = _aim(taken, first, f"{first:g} s")
    yield f"  {name:<19} first plan {taken:.3f} s   {objective / GRAINS:,.0f} points, {broken} rules broken   {verdict}"

    moves = moves_for(problem, SECONDS)
    begin = time.perf_counter()
    ended = proved = 0.0
    with Search(problem, Settings(moves=moves), proving=False) as search:
        ceiling = Ceiling(problem)
        while search.outcome is None or steps:
            if steps:
                ceiling.step()
                steps = 0 if ceiling.done else steps - 1
                proved = time.perf_counter() - begin
            if search.outcome is None:
                search.poll(0.0 if steps else 0.2)
                ended = time.perf_counter() - begin
    answer = search.outcome
    assert answer is not None
    bound = ceiling.best if answer.bound is None else min(answer.bound, ceiling.best)
    found = gap_of(answer.score, answer.holes, bound)
    assert found is not None
    yield (
        f"  {'':<19} {moves:,} moves in {ended:.1f} s   {(answer.score - HOLE * answer.holes) / GRAINS:,.0f} points, "
        f"{answer.holes} holes, {answer.broken} rules broken; at most {found:.2%} below the best "
        f"(bound after {proved:.1f} s)   {_aim(found * 100, gap, f'{gap:g} %')}"
    )
    ours = answer.score - HOLE * answer.holes
    for words, match in RIVALS.items():
        value, wrong = scored(problem, rival(problem, match))
        yield (
            f"  {'':<19} {words:<30} {value / GRAINS:>10,.0f} points, {wrong} rules broken   "
            f"{'behind' if value < ours else 'AHEAD'}"
        )
    if sys.platform != "win32":
        import resource

        most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        used = most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        yield f"  {'':<19} memory so far {used:.0f} MB in the larger process   {_aim(used, MEMORY, f'{MEMORY} MB')}"


def scored(problem: Problem, plan: Assignment) -> tuple[int, int]:
    """Points less holes in grains, and breaches."""
    state = State(problem)
    state.load(plan)
    return int(state.points - HOLE * state.holes), int(state.broken)


def _aim(value: float, most: float, words: str) -> str:
    return f"aim {words}: {'reached' if value <= most else 'MISSED'}"
