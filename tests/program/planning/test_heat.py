"""The picture of all cells says of each what happens when it is tried."""

from __future__ import annotations

import pytest

from program.planning.heat import best_host, best_mentor, hosts_for, mentors_for, slots_for
from program.planning.kernel import State
from tests.program.planning.synthetic import scattered, synthetic


def tried(state: State, slot: int, host: int | None, mentor: int | None) -> tuple[int, int]:
    """Points and breaches that a change brings, by making it on a copy."""
    twin = state.copy()
    if host is not None:
        twin.set_host(slot, host)
    if mentor is not None:
        twin.set_mentor(slot, mentor)
    return twin.points - state.points, twin.broken - state.broken


@pytest.fixture(params=range(3))
def state(request) -> State:
    problem = synthetic(request.param, 7, 5, 5, 4, odd=request.param > 0)
    made = State(problem)
    made.load(scattered(problem, request.param, empty=0.4))
    return made


def test_a_card_over_every_cell(state: State) -> None:
    for host, mentor in ((2, 3), (-1, 1), (0, -1)):
        points, broken = slots_for(state, host, mentor)
        cells = [tried(state, slot, host, mentor) for slot in range(35)]
        assert list(zip(points, broken, strict=True)) == cells


def test_everybody_for_one_mentee(state: State) -> None:
    for p in range(7):
        points, broken = mentors_for(state, p)
        cells = [tried(state, p * 5 + c, None, m) for m in range(5) for c in range(5)]
        assert list(zip(points, broken, strict=True)) == cells
        points, broken = hosts_for(state, p)
        cells = [tried(state, p * 5 + c, h, None) for h in range(4) for c in range(5)]
        assert list(zip(points, broken, strict=True)) == cells


def test_the_best_of_a_slot_breaks_nothing_more_and_nobody_brings_more(state: State) -> None:
    for slot in range(35):
        for layer, best, count in (("host", best_host(state, slot), 4), ("mentor", best_mentor(state, slot), 5)):
            offers = [tried(state, slot, *((i, None) if layer == "host" else (None, i))) for i in range(count)]
            fair = [points for points, broken in offers if broken <= 0]
            if best >= 0:
                assert offers[best][1] <= 0
                assert offers[best][0] == max(fair)
            else:
                assert not fair
