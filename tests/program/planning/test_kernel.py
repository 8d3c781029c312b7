"""The figures kept move by move are those of a plan looked at afresh."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.planning.kernel import State
from program.planning.problem import Problem
from tests.program.planning.reference import Figures, figures, own_of
from tests.program.planning.synthetic import present, scattered, synthetic

NOT = -2  # this layer is not meant
SIZES = [(12, 4, 8, 6), (30, 6, 10, 9), (9, 9, 4, 5), (3, 1, 2, 2)]


def kept(state: State) -> Figures:
    return Figures(state.points, state.broken, state.holes, state.changed)


def afresh(state: State, problem: Problem) -> Figures:
    return figures(problem, state.assignment())


class Moves:
    """Moves of every kind, on a state, each foretold by a delta."""

    def __init__(self, problem: Problem, state: State, seed: int) -> None:
        self.problem, self.state, self.draw = problem, state, random.Random(seed)

    def enter(self, slot: int, *, host: int = NOT, mentor: int = NOT) -> None:
        """Set one entry; what was foretold is what happens."""
        state, before = self.state, self.state.points
        points = state.host_delta(slot, host) if host != NOT else state.mentor_delta(slot, mentor)
        foretold = Figures(
            before + points, state.broken + state.delta_broken, state.holes + state.delta_holes,
            state.changed + state.delta_changed,
        )
        change = state.set_host(slot, host) if host != NOT else state.set_mentor(slot, mentor)
        assert change == points
        assert kept(state) == foretold

    def slot(self) -> int:
        return self.draw.randrange(self.problem.slots)

    def one(self) -> None:
        if self.draw.random() < 0.5:
            self.enter(self.slot(), host=self.draw.randrange(self.problem.hosts))
        else:
            self.enter(self.slot(), mentor=self.draw.randrange(self.problem.mentors))

    def empty(self) -> None:
        slot = self.slot()
        self.enter(slot, host=-1)
        self.enter(slot, mentor=-1)

    def exchange(self, one: int, other: int) -> None:
        """Two slots exchange what they hold."""
        state = self.state
        hosts, mentors = (state.host[one], state.host[other]), (state.mentor[one], state.mentor[other])
        self.enter(one, host=hosts[1])
        self.enter(other, host=hosts[0])
        self.enter(one, mentor=mentors[1])
        self.enter(other, mentor=mentors[0])

    def swap(self) -> None:
        c, cycles = self.draw.randrange(self.problem.cycles), self.problem.cycles
        one, other = (self.draw.randrange(self.problem.mentees) for _ in range(2))
        self.exchange(one * cycles + c, other * cycles + c)

    def turn(self) -> None:
        p, cycles = self.draw.randrange(self.problem.mentees), self.problem.cycles
        one, other = (self.draw.randrange(cycles) for _ in range(2))
        self.exchange(p * cycles + one, p * cycles + other)

    def ripple(self) -> None:
        """Everything from a cycle on moves one cycle later."""
        p, cycles, state = self.draw.randrange(self.problem.mentees), self.problem.cycles, self.state
        first = p * cycles + self.draw.randrange(cycles)
        for slot in range((p + 1) * cycles - 1, first, -1):
            self.enter(slot, host=state.host[slot - 1])
            self.enter(slot, mentor=state.mentor[slot - 1])
        self.enter(first, host=-1)
        self.enter(first, mentor=-1)

    def any(self) -> None:
        self.draw.choice((self.one, self.one, self.empty, self.swap, self.turn, self.ripple))()


@pytest.mark.parametrize("seed", range(8))
def test_ten_thousand_moves_stay_true(seed: int) -> None:
    problem = synthetic(seed, *SIZES[seed % len(SIZES)], odd=seed >= 4)
    state = State(problem)
    assert kept(state) == afresh(state, problem)
    state.load(scattered(problem, seed))
    moves = Moves(problem, state, seed)
    for at in range(1250):
        moves.any()
        if at % 5 == 0:
            assert kept(state) == afresh(state, problem), at
    assert list(state.own) == own_of(problem, state.assignment())


@given(
    seed=st.integers(0, 10**6), mentees=st.integers(1, 6), cycles=st.integers(1, 6), mentors=st.integers(1, 4),
    hosts=st.integers(1, 4), groups=st.integers(0, 3), steps=st.integers(1, 12),
)
def test_small_problems_of_all_kinds(seed, mentees, cycles, mentors, hosts, groups, steps) -> None:
    problem = synthetic(seed, mentees, cycles, mentors, hosts, groups=groups, bans=0.3, odd=True)
    state = State(problem)
    state.load(scattered(problem, seed))
    moves = Moves(problem, state, seed)
    for _ in range(steps):
        moves.any()
        assert kept(state) == afresh(state, problem)


def test_both_layers_at_once() -> None:
    for seed in range(20):
        problem = synthetic(seed, odd=True)
        state, draw = State(problem), random.Random(seed)
        state.load(scattered(problem, seed, empty=0.6))
        for _ in range(40):
            slot, h, m = draw.randrange(problem.slots), draw.randrange(-1, 6), draw.randrange(-1, 8)
            points = state.both_delta(slot, h, m)
            figures = (points, state.delta_broken, state.delta_holes, state.delta_changed)
            before = kept(state)
            state.set_host(slot, h)
            state.set_mentor(slot, m)
            assert figures == tuple(now - then for now, then in zip(kept(state), before, strict=True))


def test_two_mentees_of_a_cycle_exchange_their_mentors() -> None:
    for seed in range(20):
        problem = synthetic(seed, odd=seed > 5)
        state, draw = State(problem), random.Random(seed)
        state.load(scattered(problem, seed, empty=0.1))
        for _ in range(30):
            c = draw.randrange(4)
            one, other = (p * 4 + c for p in draw.sample(range(12), 2))
            if -1 in (state.mentor[one], state.mentor[other]) or state.mentor[one] == state.mentor[other]:
                continue
            points, before = state.swap_delta(one, other), kept(state)
            foretold = (points, state.delta_broken, state.delta_holes, state.delta_changed)
            state.swap(one, other, points)
            assert foretold == tuple(now - then for now, then in zip(kept(state), before, strict=True))
            assert kept(state) == afresh(state, problem)
        assert list(state.own) == own_of(problem, state.assignment())


def test_asking_changes_nothing_and_a_copy_stands_alone() -> None:
    problem = synthetic(3)
    state = State(problem)
    state.load(present(problem))
    twin, before = state.copy(), kept(state)
    for slot in range(problem.slots):
        state.mentor_delta(slot, 1)
        state.host_delta(slot, 2)
        twin.set_mentor(slot, -1)
    assert kept(state) == before == afresh(state, problem)
    assert kept(twin) == afresh(twin, problem) != before


def test_the_present_plan_is_not_changed() -> None:
    problem = synthetic(5)
    state = State(problem)
    state.load(present(problem))
    assert state.changed == 0
    assert (state.assignment().mentor == problem.mentor).all()
