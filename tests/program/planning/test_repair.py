"""Mending a plan: nothing stays broken that can be mended, nothing moves that need not, never more than allowed."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
import pytest

from program.commands import Keep
from program.findings import Severity
from program.planning.mending import mended
from program.planning.problem import Assignment, Problem
from program.planning.repair import Mode, Repaired, repair
from program.program import Program
from program.records import Absence, Cycle, Lifecycle, Person, Placement, Record, Role
from program.rules import review
from program.scenarios import Adopt, seen
from tests.program.planning.reference import Figures, figures
from tests.program.planning.synthetic import synthetic
from tests.program.planning.worlds import world
from tests.program.scene import placed, scene

ODD = [(seed, odd) for seed in range(8) for odd in (False, True)]


def present(problem: Problem) -> Assignment:
    return Assignment(problem.host, problem.mentor)


def fixed_alone(problem: Problem) -> Assignment:
    """Only what may not be touched."""
    fixed = problem.fixed == 1
    return Assignment(np.where(fixed, problem.host, -1), np.where(fixed, problem.mentor, -1))


def told(problem: Problem, answer: Repaired) -> Figures:
    """What the slow count says of the answer; it says the same as the answer about what changed."""
    found = figures(problem, answer.assignment)
    before = (problem.host, problem.mentor)
    after = (answer.assignment.host, answer.assignment.mentor)
    moved = np.nonzero((before[0] != after[0]) | (before[1] != after[1]))[0]
    assert answer.changed == tuple(moved.tolist())
    assert not problem.fixed[moved].any()
    return found


def whole(seed: int, mentees: int = 12, mentors: int = 8) -> Problem:
    """A problem whose present plan is complete and breaks nothing, as far as that goes."""
    problem = synthetic(seed, mentees=mentees, mentors=mentors)
    problem = msgspec.structs.replace(problem, fixed=np.zeros_like(problem.fixed))
    plan = repair(problem).assignment
    return msgspec.structs.replace(problem, host=plan.host, mentor=plan.mentor)


@pytest.mark.parametrize(("seed", "odd"), ODD)
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_stays_broken_but_what_is_fixed(seed: int, odd: bool, mode: Mode) -> None:
    problem = synthetic(seed, odd=odd)
    answer = repair(problem, mode=mode)
    assert told(problem, answer).broken <= figures(problem, fixed_alone(problem)).broken
    assert figures(problem, answer.assignment).holes <= figures(problem, present(problem)).holes


@pytest.mark.parametrize(("seed", "odd"), ODD)
def test_no_more_changes_than_allowed(seed: int, odd: bool) -> None:
    problem = synthetic(seed, odd=odd)
    free = repair(problem)
    before = told(problem, free)
    for limit in (0, 1, 2, 5, 12, len(free.changed)):
        answer = repair(problem, at_most=limit)
        found = told(problem, answer)
        assert len(answer.changed) <= limit
        assert found.broken <= figures(problem, present(problem)).broken
    assert (found.broken, found.holes) == (before.broken, before.holes)


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_in_order_stays_as_it_is(seed: int) -> None:
    problem = whole(seed)
    assert repair(problem, fill=False).changed == ()


@pytest.mark.parametrize("seed", range(10))
def test_when_a_mentor_goes_only_their_mentees_change_while_others_have_room(seed: int) -> None:
    problem = whole(seed, mentees=20, mentors=14)
    gone = int(np.bincount(problem.mentor[problem.mentor >= 0]).argmax())
    capacity = problem.capacity.reshape(-1, problem.cycles).copy()
    capacity[gone] = 0
    after = msgspec.structs.replace(problem, capacity=capacity.ravel())
    answer = repair(after, fill=False)
    found = told(after, answer)
    assert found.broken == 0
    assert set(np.nonzero(problem.mentor == gone)[0].tolist()) <= set(answer.changed)
    assert len(answer.changed) >= answer.forced == int((problem.mentor == gone).sum())
    if found.holes == figures(problem, present(problem)).holes:
        assert len(answer.changed) <= answer.forced + 2


def small(**more: object) -> Problem:
    """Two mentees, two mentors of one place each, one cycle; host and mentor 0 for the first, 1 for the second."""
    problem = synthetic(1, mentees=2, cycles=1, mentors=3, hosts=2, functions=1, themes=1, groups=1)
    blank = {
        name: np.zeros_like(getattr(problem, name))
        for name in ("pair", "seat", "pair_ban", "seat_ban", "slot_ban", "slot_cost", "mentor_cost", "host_gain")
    }
    given = {
        **blank,
        "capacity": np.ones(3, np.int64),
        "seats": np.full(2, 2, np.int64),
        "stage": np.zeros(1, np.int64),
        "after": ((), ()),
        "met": ((), ()),
        "sat": ((), ()),
        "wanted": np.ones(2, np.int64),
        "fixed": np.zeros(2, np.int64),
        "host": np.array([0, 1], np.int64),
        "mentor": np.array([0, 1], np.int64),
        **more,
    }
    return msgspec.structs.replace(problem, **given)


def test_somebody_else_moves_only_where_nothing_else_is_left() -> None:
    """Mentor 0 is away; the first mentee may have nobody but mentor 1, whose mentee can have mentor 2."""
    away = np.array([0, 1, 1], np.int64)
    only = np.array([0, 0, 1, 0, 0, 0], np.int64)
    answer = repair(small(capacity=away, pair_ban=only))
    assert answer.assignment.mentor.tolist() == [1, 2]
    assert (answer.forced, answer.changed, answer.empty) == (1, (0, 1), ())
    assert repair(small(capacity=away)).assignment.mentor.tolist() == [2, 1]


def test_with_one_change_allowed_what_breaks_a_rule_goes_first() -> None:
    away = np.array([0, 1, 1], np.int64)
    only = np.array([0, 0, 1, 0, 0, 0], np.int64)
    answer = repair(small(capacity=away, pair_ban=only), at_most=1)
    assert answer.assignment.mentor.tolist() == [-1, 1]
    assert (answer.changed, answer.empty, answer.left) == ((0,), (0,), ())
    untouched = repair(small(capacity=away, pair_ban=only), at_most=0)
    assert (untouched.changed, untouched.left) == ((), (0,))


def test_balanced_moves_others_where_that_is_worth_more_than_staying() -> None:
    """The first mentee's mentor is away; mentor 1 would suit them by 9 points, and the second mentee can have 2."""
    away = np.array([0, 1, 1], np.int64)
    suits = np.array([0, 9000, 0, 0, 0, 0], np.int64)
    spared = repair(small(capacity=away, pair=suits), mode=Mode.FEWEST)
    weighed = repair(small(capacity=away, pair=suits), mode=Mode.BALANCED)
    assert (spared.assignment.mentor.tolist(), spared.changed) == ([2, 1], (0,))
    assert (weighed.assignment.mentor.tolist(), weighed.changed) == ([1, 2], (0, 1))


def test_what_is_fixed_stays_even_where_it_breaks_a_rule() -> None:
    away = np.array([0, 1, 1], np.int64)
    answer = repair(small(capacity=away, fixed=np.array([1, 0], np.int64)))
    assert (answer.changed, answer.left) == ((), (0,))


# ---- after something happened ----------------------------------------------------------------------------------------


def happened(program: Program, *records: Record) -> Program:
    return program.apply(Keep(records).change(program))


def hard(program: Program) -> set[str]:
    return {each.rule for each in review(program) if each.severity is Severity.HARD}


@pytest.fixture(scope="module")
def filled() -> Program:
    """A whole plan in which nothing is pinned."""
    return world(24, 14, 7, 4, 3, filled=1.0, pinned=0.0)


def mentors_mentees(program: Program, mentor: str) -> set[tuple[str, str]]:
    return {(each.person, each.cycle) for each in program.of(Placement).values() if each.mentor == mentor}


def busiest(program: Program) -> str:
    now = [each for each in program.of(Placement).values() if each.cycle.startswith("now") and each.mentor]
    return max(sorted({each.mentor for each in now}), key=lambda id_: sum(each.mentor == id_ for each in now))


def test_a_mentor_falls_ill_for_a_cycle(filled: Program) -> None:
    who = busiest(filled)
    cycle = filled.of(Cycle)[min(cycle for _, cycle in mentors_mentees(filled, who) if cycle.startswith("now"))]
    program = happened(filled, Absence("ill", person=who, start=cycle.start, end=cycle.end))
    answer = mended(program)
    after = seen(program, answer.placements)
    assert (who, cycle.id) not in {(each.mentor, each.cycle) for each in answer.placements}
    assert hard(after) <= hard(filled)
    forced = {cell for cell in mentors_mentees(filled, who) if cell[1] == cycle.id}
    assert forced <= {each.cell for each in answer.changes}
    assert program.apply(Adopt(answer.placements).change(program)).of(Placement)


def test_a_mentee_leaves_and_is_taken_off_the_board(filled: Program) -> None:
    who = next(each for each in filled.people(Role.MENTEE) if each.cohort == "now" and filled.plan.row(each.id))
    program = happened(filled, msgspec.structs.replace(who, status=Lifecycle.LEFT))
    answer = mended(program)
    assert {each.person for each in answer.changes} == {who.id}
    assert who.id not in {each.person for each in answer.placements if each.cycle.startswith("now")}


def test_never_more_changes_than_it_says(filled: Program) -> None:
    who = busiest(filled)
    person = filled.of(Person)[who]
    program = happened(filled, msgspec.structs.replace(person, status=Lifecycle.LEFT))
    whole = mended(program)
    for limit in (0, 1, 3, len(whole.changes)):
        answer = mended(program, at_most=limit)
        assert len(answer.changes) <= limit
    assert len(answer.changes) == len(whole.changes)


def test_a_coach_who_is_away_goes_and_the_mentee_stays() -> None:
    coach = Person("pia", name="Pia Ek", roles=(Role.COACH,))
    program = scene(
        coach,
        placed("a", "ana", "q1", "fin", "okafor", coach="pia"),
        Absence("x", person="pia", start=date(2027, 1, 1), end=date(2027, 3, 30)),
    )
    answer = mended(program)
    assert [(each.cell, each.after and each.after.coach) for each in answer.changes] == [(("ana", "q1"), "")]
    assert answer.changes[0].after is not None
    assert (answer.changes[0].after.host, answer.changes[0].after.mentor) == ("fin", "okafor")
