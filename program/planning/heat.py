"""What would happen in every cell at once, for the board: the change of points (grains) and of breaches by cell.

Nothing is changed. When a card is being dragged, ask with a state from which it has been lifted: what would be replaced
in a cell is then the only thing that leaves the plan.

Compiled like `kernel.py`.
"""

from __future__ import annotations

from mypy_extensions import i64

from program.planning.kernel import State


def slots_for(state: State, host: int, mentor: int) -> tuple[list[int], list[int]]:
    """[p * C + c] points and breaches, were this host and mentor (-1: none) set there instead of what is there."""
    h: i64 = host
    m: i64 = mentor
    points: list[int] = []
    broken: list[int] = []
    for slot in range(state.given.slots):
        points.append(state.both_delta(slot, h, m))
        broken.append(state.delta_broken)
    return points, broken


def mentors_for(state: State, mentee: int) -> tuple[list[int], list[int]]:
    """[m * C + c] points and breaches, were mentor m set for the mentee in cycle c."""
    first: i64 = mentee * state.given.cycles
    points: list[int] = []
    broken: list[int] = []
    for m in range(state.given.mentors):
        for c in range(state.given.cycles):
            points.append(state.mentor_delta(first + c, m))
            broken.append(state.delta_broken)
    return points, broken


def hosts_for(state: State, mentee: int) -> tuple[list[int], list[int]]:
    """[h * C + c] points and breaches, were host h set for the mentee in cycle c."""
    first: i64 = mentee * state.given.cycles
    points: list[int] = []
    broken: list[int] = []
    for h in range(state.given.hosts):
        for c in range(state.given.cycles):
            points.append(state.host_delta(first + c, h))
            broken.append(state.delta_broken)
    return points, broken


def best_mentor(state: State, slot: int) -> int:
    """The mentor who would bring most to a slot without breaking a rule more; the present one, if none does better."""
    at: i64 = slot
    best = state.mentor[at]
    most: i64 = 0
    for m in range(state.given.mentors):
        points = state.mentor_delta(at, m)
        if state.delta_broken <= 0 and (points > most or best < 0):
            best, most = m, points
    return best


def best_host(state: State, slot: int) -> int:
    """The host who would bring most to a slot without breaking a rule more; the present one, if none does better."""
    at: i64 = slot
    best = state.host[at]
    most: i64 = 0
    for h in range(state.given.hosts):
        points = state.host_delta(at, h)
        if state.delta_broken <= 0 and (points > most or best < 0):
            best, most = h, points
    return best
