"""Problems made up from a seed: every feature occurs, nothing means anything."""

from __future__ import annotations

import random

import numpy as np

from program.planning.problem import Assignment, Gains, Ints, Limits, Problem


def ints(values) -> Ints:
    """A flat array as a problem holds it."""
    return np.array(list(values), np.int64)


def synthetic(
    seed: int,
    mentees: int = 12,
    cycles: int = 4,
    mentors: int = 8,
    hosts: int = 6,
    *,
    functions: int = 4,
    themes: int = 3,
    groups: int = 3,
    slack: float = 1.4,
    bans: float = 0.04,
    odd: bool = False,
) -> Problem:
    """A problem; `slack` is room by need of mentors and hosts, `odd` switches rules and gains off and on at random."""
    draw = random.Random(seed)

    def each(count: int, make) -> Ints:
        return ints(make() for _ in range(count))

    def bits(count: int, chance: float) -> Ints:
        return each(count, lambda: sum(1 << c for c in range(cycles) if draw.random() < chance))

    def few(count: int, most: int) -> tuple[int, ...]:
        return tuple(sorted(draw.sample(range(count), min(count, draw.randint(0, most)))))

    def rarely(chance: float, number: int) -> int:
        return number if draw.random() < chance else 0

    def room(of: int, chance: float) -> Ints:
        least = mentees * slack / max(of, 1)
        return each(of * cycles, lambda: 0 if draw.random() < chance else max(1, round(least * draw.uniform(0.7, 1.5))))

    on = (lambda: draw.random() < 0.7) if odd else (lambda: True)
    group = each(mentees, lambda: draw.randint(-1, groups - 1))
    wanted = each(mentees * cycles, lambda: int(draw.random() < 0.9))
    stage = sorted(draw.choice((0, 0, 1, 2)) for _ in range(cycles))
    return Problem(
        mentees=mentees, cycles=cycles, mentors=mentors, hosts=hosts, functions=functions, themes=themes, groups=groups,
        limits=Limits(draw.choice((0, 2, 3, 4)) if odd else min(4, cycles - 1), on(), on(), on(), on(), on()),
        gains=Gains(
            new_function=2000 * on(), old_function=-1000 * on(), new_theme=1000 * on(), new_mentor=1000 * on(),
            over_share=-1000 * on(), burst=-1000 * on(), gap=-500 * on(), gap_free=250,
        ),
        pair=each(mentees * mentors, lambda: draw.randint(-2000, 5000)),
        seat=each(mentees * hosts, lambda: draw.randint(-1000, 3000)),
        pair_ban=bits(mentees * mentors, bans),
        seat_ban=bits(mentees * hosts, bans),
        slot_ban=bits(mentees, bans),
        slot_cost=each(mentees * cycles, lambda: rarely(0.1, -1000)),
        mentor_cost=each(mentors * cycles, lambda: rarely(0.1, -1000)),
        host_gain=each(hosts * cycles, lambda: rarely(0.2, draw.randint(-300, 1000))),
        capacity=room(mentors, 0.05),
        seats=room(hosts, 0.05),
        share=each(mentors, lambda: draw.randint(1, 2 + mentees * cycles // max(mentors, 1))),
        is_burst=each(mentors, lambda: rarely(0.3, 1)),
        place=ints((c if not odd else c + draw.randint(0, 1)) for _ in range(mentees) for c in range(cycles)),
        stage=ints(stage),
        foundations=each(mentees, lambda: rarely(0.5, 1)),
        strategics=each(mentees, lambda: rarely(0.3, 1)),
        function=each(hosts, lambda: draw.randint(-1, functions - 1)),
        own_function=each(mentees, lambda: draw.randint(-1, functions - 1)),
        after=tuple(few(hosts, 2) if draw.random() < 0.15 else () for _ in range(hosts)),
        host_themes=tuple(few(themes, 2) for _ in range(hosts)),
        wants_theme=each(mentees * themes, lambda: rarely(0.4, 1)),
        met=tuple(few(mentors, 2) if draw.random() < 0.3 else () for _ in range(mentees)),
        sat=tuple(few(hosts, 1) if draw.random() < 0.3 else () for _ in range(mentees)),
        done=each(mentees * 3, lambda: rarely(0.2, 1)),
        group=group,
        group_slots=ints(
            sum(int(wanted[p * cycles + c]) for p in range(mentees) if group[p] == g for c in range(cycles))
            for g in range(groups)
        ),
        wanted=wanted,
        fixed=each(mentees * cycles, lambda: rarely(0.03, 1)),
        host=each(mentees * cycles, lambda: draw.randint(-1, hosts - 1) if draw.random() < 0.3 else -1),
        mentor=each(mentees * cycles, lambda: draw.randint(-1, mentors - 1) if draw.random() < 0.3 else -1),
    )


def present(problem: Problem) -> Assignment:
    """The plan the problem starts from."""
    return Assignment(host=problem.host, mentor=problem.mentor)


def scattered(problem: Problem, seed: int, empty: float = 0.2) -> Assignment:
    """Anybody anywhere; breaks every rule there is."""
    draw = random.Random(seed)

    def some(count: int) -> Ints:
        return ints(
            draw.randrange(count) if count and draw.random() >= empty else -1 for _ in range(problem.slots)
        )

    return Assignment(host=some(problem.hosts), mentor=some(problem.mentors))
