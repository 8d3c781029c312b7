"""The score of a plan, told slowly: every rule on its own, from scratch, placement by placement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from program.planning.problem import Assignment, Problem


class Figures(NamedTuple):
    """What a state keeps count of."""

    points: int
    broken: int
    holes: int
    changed: int


class Placed(NamedTuple):
    """One slot in use."""

    p: int
    c: int
    place: int
    host: int
    mentor: int


def row_of(problem: Problem, plan: Assignment, p: int) -> list[Placed]:
    """The placements of a mentee in time order."""
    cells = []
    for c in range(problem.cycles):
        slot = p * problem.cycles + c
        host, mentor = int(plan.host[slot]), int(plan.mentor[slot])
        if host >= 0 or mentor >= 0:
            cells.append(Placed(p, c, int(problem.place[slot]), host, mentor))
    return cells


def has(word: int, c: int) -> bool:
    """Whether a word of bans names a cycle."""
    return bool(int(word) & (1 << c))


def own_points(problem: Problem, row: list[Placed]) -> Iterator[int]:
    """What the mentee's own findings are worth, one by one."""
    gains = problem.gains
    for cell in row:
        yield int(problem.slot_cost[cell.p * problem.cycles + cell.c])
        if cell.mentor >= 0:
            yield int(problem.pair[cell.p * problem.mentors + cell.mentor])
        if cell.host >= 0:
            yield int(problem.seat[cell.p * problem.hosts + cell.host])
    if not row:
        return
    p = row[0].p
    seen_mentors = set(problem.met[p])
    seen_functions = {int(problem.function[h]) for h in problem.sat[p]} | {int(problem.own_function[p])}
    seen_themes = {theme for h in problem.sat[p] for theme in problem.host_themes[h]}
    for cell in row:
        if cell.mentor >= 0 and cell.mentor not in seen_mentors:
            seen_mentors.add(cell.mentor)
            yield gains.new_mentor
        if cell.host < 0:
            continue
        function = int(problem.function[cell.host])
        if function >= 0:
            yield gains.old_function if function in seen_functions else gains.new_function
            seen_functions.add(function)
        for theme in set(problem.host_themes[cell.host]) - seen_themes:
            seen_themes.add(theme)
            if problem.wants_theme[p * problem.themes + theme]:
                yield gains.new_theme


def shared_points(problem: Problem, cells: list[Placed]) -> Iterator[int]:
    """What mentors and hosts are worth by how they are used."""
    for cell in cells:
        if cell.mentor >= 0:
            yield int(problem.mentor_cost[cell.mentor * problem.cycles + cell.c])
        if cell.host >= 0:
            yield int(problem.host_gain[cell.host * problem.cycles + cell.c])
    serving = [(cell.mentor, cell.c) for cell in cells if cell.mentor >= 0]
    for mentor, load in Counter(mentor for mentor, _ in serving).items():
        yield problem.gains.over_share * max(0, load - int(problem.share[mentor]))
    busy = set(serving)
    for mentor, c in serving:
        if problem.is_burst[mentor] and ((mentor, c - 1) in busy or (mentor, c + 1) in busy):
            yield problem.gains.burst


def gap_points(problem: Problem, cells: list[Placed]) -> int:
    """What the distance between the groups costs."""
    sums = dict.fromkeys(range(problem.groups), 0)
    for cell in cells:
        group = int(problem.group[cell.p])
        if group >= 0:
            sums[group] += int(problem.pair[cell.p * problem.mentors + cell.mentor]) if cell.mentor >= 0 else 0
            sums[group] += int(problem.seat[cell.p * problem.hosts + cell.host]) if cell.host >= 0 else 0
    slots = {g: int(problem.group_slots[g]) for g in sums if problem.group_slots[g] > 0}
    means = [sums[g] // slots[g] for g in slots]
    if len(means) < 2:
        return 0
    beyond = max(0, max(means) - min(means) - problem.gains.gap_free)
    return -(-problem.gains.gap * beyond * sum(slots.values()) // 1000)


def breaches(problem: Problem, rows: list[list[Placed]]) -> Iterator[int]:
    """How often each hard rule is broken."""
    limits, cells = problem.limits, [cell for row in rows for cell in row]
    if limits.capacity:
        for (mentor, c), count in Counter((cell.mentor, cell.c) for cell in cells if cell.mentor >= 0).items():
            yield max(0, count - int(problem.capacity[mentor * problem.cycles + c]))
    if limits.seats:
        for (host, c), count in Counter((cell.host, cell.c) for cell in cells if cell.host >= 0).items():
            yield max(0, count - int(problem.seats[host * problem.cycles + c]))
    for cell in cells:
        yield has(problem.slot_ban[cell.p], cell.c)
        yield cell.mentor >= 0 and has(problem.pair_ban[cell.p * problem.mentors + cell.mentor], cell.c)
        yield cell.host >= 0 and has(problem.seat_ban[cell.p * problem.hosts + cell.host], cell.c)
    for row in rows:
        yield from row_breaches(problem, row)


def row_breaches(problem: Problem, row: list[Placed]) -> Iterator[int]:
    """The hard rules about the order of one mentee's cycles."""
    limits = problem.limits
    for one, other in combinations(row, 2):
        yield one.mentor >= 0 and one.mentor == other.mentor and abs(one.place - other.place) < limits.window
    for host, count in Counter(cell.host for cell in row if cell.host >= 0).items():
        yield limits.host_once * (count + (host in problem.sat[row[0].p]) - 1)
    for cell in row:
        earlier = [other for other in row if other.place < cell.place]
        stage = int(problem.stage[cell.c])
        if limits.sequence and stage:
            asked = (problem.foundations if stage == 1 else problem.strategics)[cell.p]
            done = int(problem.done[cell.p * 3 + stage - 1])
            yield done + sum(problem.stage[other.c] == stage - 1 for other in earlier) < asked
        if limits.prerequisite and cell.host >= 0 and problem.after[cell.host]:
            known = {other.host for other in earlier} | set(problem.sat[cell.p])
            yield not known & set(problem.after[cell.host])


def figures(problem: Problem, plan: Assignment) -> Figures:
    """Points in grains, breaches, holes and changed slots of a plan."""
    rows = [row_of(problem, plan, p) for p in range(problem.mentees)]
    cells = [cell for row in rows for cell in row]
    points = sum(sum(own_points(problem, row)) for row in rows) + sum(shared_points(problem, cells))
    wanted = problem.wanted == 1
    return Figures(
        points=points + gap_points(problem, cells),
        broken=sum(map(int, breaches(problem, rows))),
        holes=int((wanted & (plan.host < 0)).sum() + (wanted & (plan.mentor < 0)).sum()),
        changed=int(((plan.host != problem.host) | (plan.mentor != problem.mentor)).sum()),
    )


def own_of(problem: Problem, plan: Assignment) -> list[int]:
    """[p] grains of each mentee's own findings."""
    return [sum(own_points(problem, row_of(problem, plan, p))) for p in range(problem.mentees)]
