"""What is asked of the engine, what it tells meanwhile, and what it answers."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from program.planning.problem import GRAINS, HOLE, Assignment, Problem


class Aim(StrEnum):
    """What makes one plan better than another."""

    TOTAL = "total"  # the points of the whole plan
    FAIR = "fair"  # the worst-off mentee first, then the next, and so on


class Settings(msgspec.Struct, frozen=True):
    """What a search is to do. The same problem and settings give the same plan.

    `moves`: how many small changes are tried after the first plan (see `moves_for`). `change_cost`: grains for each
    slot that differs from the present plan; `max_changes`: how many may differ at all.
    """

    seed: int = 1
    moves: int = 1_000_000
    aim: Aim = Aim.TOTAL
    change_cost: int = 0
    max_changes: int | None = None


class Progress(msgspec.Struct, frozen=True):
    """The best plan by now. `bound`, of points less `HOLE` a hole, is None as long as nothing is proved.

    `part` of the work is done, from 0 to 1.
    """

    assignment: Assignment
    score: int
    holes: int
    changed: int
    part: float
    bound: int | None = None


class Proposal(msgspec.Struct, frozen=True):
    """The answer: a plan, its points in grains, and what is proved about it.

    `broken`: breaches of hard rules, all of which lie in what is fixed. `bound`: no plan has more points less `HOLE`
    for each hole.
    """

    assignment: Assignment
    score: int
    holes: int
    changed: int
    broken: int
    settings: Settings
    bound: int | None = None

    @property
    def gap(self) -> float | None:
        """By which share of its points the plan may be below the best there is; None if that is not known."""
        return gap_of(self.score, self.holes, self.bound)


def below(score: int, holes: int, bound: int | None) -> str:
    """How far a plan may be from the best there is: "at most 0.8 % below the best there can be"; "" if not known."""
    if bound is None:
        return ""
    gap = gap_of(score, holes, bound)
    if gap is None or gap > 1:  # so few points are no measure
        points = max(0, bound - (score - HOLE * holes)) / GRAINS
        return f"at most {points:,.1f} points below the best there can be"
    if gap < 0.00005:
        return "the best there can be"
    return f"at most {max(gap * 100, 0.1):.1f} % below the best there can be"


def gap_of(score: int, holes: int, bound: int | None) -> float | None:
    """(bound - objective) / score; None without a bound, or where the score is no measure."""
    if bound is None or score <= 0:
        return None
    return max(0, bound - (score - HOLE * holes)) / score


#: Moves a second, by slots up to: with the kernel compiled, on one ordinary core.
SPEEDS = ((200, 5_000_000), (1_000, 3_500_000), (5_000, 2_000_000), (1 << 62, 900_000))

#: How many times slower the kernel is where it is not compiled.
PLAIN = 40

#: Seconds that the first plan and the sweeps take, by slots up to.
BEGINNINGS = ((200, 0.1), (1_000, 0.2), (5_000, 1.0), (1 << 62, 4.5))


def speed_of(problem: Problem) -> int:
    """Moves that are stated to take a second: by size and by whether the kernel is compiled, not by the machine."""
    from program.planning import kernel

    speed = next(speed for slots, speed in SPEEDS if problem.slots <= slots)
    return speed // PLAIN if str(kernel.__file__).endswith(".py") else speed


def moves_for(problem: Problem, seconds: float) -> int:
    """How many moves are stated to take so many seconds for a problem of this size.

    The same problem, seed and seconds give the same plan, however fast the machine is just now.
    """
    begin = next(begin for slots, begin in BEGINNINGS if problem.slots <= slots)
    return int(max(0.0, seconds - begin) * speed_of(problem))
