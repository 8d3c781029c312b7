"""What the planner's answers take: why not, why impossible, and mending a plan after somebody has left.

Side by side with the plain road to the same: scoring the whole plan by the rules, making a plan anew. Times are of the
processor, so that a busy machine tells the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random
from statistics import median

AIM_WHY_NOT, AIM_CONFLICT, AIM_REPAIR = 100.0, 2000.0, 500.0


def lines() -> Iterator[str]:
    """One line a figure, as it is measured."""
    yield "Explaining and mending, in processor time"
    yield from _why_not()
    yield from _conflict()
    yield from _repair()


def _why_not() -> Iterator[str]:
    from program.planning.whynot import why_not
    from program.records import Placement, Role
    from program.rules import plan_score
    from tests.program.planning.worlds import world

    program = world(500, 150, 10, 6, filled=1.0)
    started = time.process_time()
    plan_score(program)
    bare = (time.process_time() - started) * 1000
    draw, times, moved = Random(1), list[float](), list[int]()
    cells = [each for each in program.of(Placement).values() if each.cycle.startswith("now") and not each.pinned]
    mentors = [each.id for each in program.people(Role.MENTOR)]
    first = 0.0
    while len(times) < 40:
        cell = draw.choice(cells)
        started = time.process_time()
        answer = why_not(program, cell.person, cell.cycle, mentor=draw.choice(mentors))
        taken = (time.process_time() - started) * 1000
        if first:
            times.append(taken)
        elif answer.possible:  # from then on what belongs to the present plan is at hand
            first = taken
        if answer.possible:
            moved.append(len(answer.moves))
    yield (
        f"  why not, 500 mentees: median {median(times):.1f} ms, worst {max(times):.1f} ms "
        f"({_verdict(max(times), AIM_WHY_NOT)}), the first after a change of the plan {first:.0f} ms; "
        f"{median(moved):.0f} cells change; "
        f"scoring the plan by the rules takes {bare:.0f} ms: {bare / median(times):.0f} times as long"
    )


def _conflict() -> Iterator[str]:
    import msgspec

    from program.planning.conflict import conflicts
    from program.program import Program
    from program.records import Host, Preference, Role, Wish
    from tests.program.planning.worlds import world

    plain = world(120, 40, 8, 6, 1)
    fewer = [msgspec.structs.replace(each, seats=each.seats * 7 // 10) for each in plain.of(Host).values()]
    mentees = [each for each in plain.people(Role.MENTEE) if each.cohort == "now"]
    nevers = [
        Preference(f"never{n}", person=mentees[3].id, other=each.id, wish=Wish.NEVER)
        for n, each in enumerate(plain.people(Role.MENTOR)[2:])
    ]
    for what, more in (("seats too few", fewer), ("opt-outs leave two mentors", nevers)):
        table = {each.id: each for each in plain.everything()} | {each.id: each for each in more}
        program = Program.of_records(table.values())
        started = time.process_time()
        answer = conflicts(program, most=1)
        taken = (time.process_time() - started) * 1000
        found = len(answer.conflicts[0].facts) if answer.conflicts else 0
        yield f"  why impossible, 120 mentees, {what}: {found} facts, {taken:.0f} ms ({_verdict(taken, AIM_CONFLICT)})"


def _repair() -> Iterator[str]:
    import msgspec
    import numpy as np

    from program.planning.construct import construct
    from program.planning.repair import repair
    from program.planning.tables import problem_of
    from tests.program.planning.worlds import world

    for size in ((120, 40, 8, 6), (500, 150, 10, 6), (2000, 600, 12, 6)):
        problem, _ = problem_of(world(*size))
        started = time.process_time()
        plan = construct(problem)
        anew = (time.process_time() - started) * 1000
        problem = msgspec.structs.replace(problem, host=plan.host, mentor=plan.mentor)
        used = np.bincount(problem.mentor[(problem.mentor >= 0) & (problem.fixed == 0)], minlength=problem.mentors)
        leave = max(1, size[0] // 100)
        capacity = problem.capacity.reshape(-1, problem.cycles).copy()
        capacity[np.argsort(-used, kind="stable")[:leave]] = 0
        after = msgspec.structs.replace(problem, capacity=capacity.ravel())
        started = time.process_time()
        found = repair(after, fill=False)
        taken = (time.process_time() - started) * 1000
        yield (
            f"  repair, {size[0]:,} mentees, {leave} mentors leave: {len(found.changed)} cells change, "
            f"{found.forced} had to, {taken:.0f} ms ({_verdict(taken, AIM_REPAIR)}); "
            f"a plan made anew takes {anew:.0f} ms: {anew / taken:.1f} times as long"
        )


def _verdict(taken: float, aim: float) -> str:
    return f"aim {aim:.0f} ms: {'reached' if taken <= aim else 'missed'}"
