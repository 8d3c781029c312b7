"""What a lifted card costs: all cells at once, one cell, and the tables behind them, against the rules' own reading.

At 500 mentees, 150 mentors and 10 hosts. Against: the score of the whole plan worked out anew from the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.bench.measure import line, side_by_side

MENTEES, MENTORS, HOSTS, CYCLES = 500, 150, 10, 6
LIFTS = 20
AGAINST = "scoring the plan anew by the rules"


def lines() -> Iterator[str]:
    """One line a figure, as it is measured."""
    from program.planning.kernel import State
    from program.planning.lifted import Lifted
    from program.planning.live import Live, live_of
    from program.planning.problem import Assignment
    from program.planning.tables import problem_of
    from program.records import Placement
    from program.rules import plan_score
    from tests.program.planning.worlds import world

    program = world(MENTEES, MENTORS, HOSTS, CYCLES, filled=0.95)
    live = live_of(program)
    assert live is not None
    random = Random(1)
    cards = random.choices(list(program.of(Placement).values()), k=10_000)
    hand = iter(cards)

    def anew() -> None:
        plan_score(program)

    def every() -> None:
        for _ in range(LIFTS):
            Lifted(live, next(hand)).by_mentee()

    answered = Lifted(live, cards[0]).by_mentee()
    size = len(answered.rows) * len(answered.columns)
    yield line(f"{LIFTS} cards lifted, {size:,} cells each", *side_by_side(every, anew, rounds=5), AGAINST, LIFTS / 100)

    def of_hosts() -> None:
        for _ in range(LIFTS):
            Lifted(live, next(hand)).by_host()

    yield line(f"{LIFTS} cards lifted, cells by host", *side_by_side(of_hosts, anew, rounds=5), AGAINST, LIFTS / 100)

    problem, _ = problem_of(program)
    state = State(problem)
    state.load(Assignment(problem.host, problem.mentor))
    moves = [
        (random.randrange(problem.slots), random.randrange(problem.hosts), random.randrange(problem.mentors))
        for _ in range(1000)
    ]

    def ask() -> None:
        for slot, host, mentor in moves:
            state.both_delta(slot, host, mentor)

    yield line("1,000 single what-ifs", *side_by_side(ask, anew, rounds=5), AGAINST, 1000 / 100)

    def again() -> None:
        Live(program, live.standing)

    yield line("The tables after a drop", *side_by_side(again, anew, rounds=5), AGAINST, 1 / 10)
