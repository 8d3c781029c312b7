"""The planner's whole numbers say exactly what the rules say."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.changes import Change, Pair
from program.findings import Severity
from program.planning.kernel import State
from program.planning.plans import assignment_of, placements_from
from program.planning.problem import CYCLES, Assignment, Problem
from program.planning.tables import COUNTERPARTS, Keep, Scope, problem_of
from program.program import Program
from program.records import CHARTER, Charter, Cycle, Placement, RuleSetting, Stage
from program.records import State as Settled
from program.rules import RULES, active, findings, plan_score
from program.rules import Scope as Looks
from program.scenarios import seen
from tests.program.planning.odd import odd
from tests.program.planning.worlds import world
from tests.program.scene import placed, quarter, scene

SEEDS = st.integers(0, 10**9)


def state_of(problem: Problem) -> State:
    state = State(problem)
    state.load(Assignment(problem.host, problem.mentor))
    return state


def breaches(program: Program) -> set[str]:
    return {
        finding.rule
        for placement in program.of(Placement).values()
        for finding in findings(program, program.plan, placement)
        if finding.severity is Severity.HARD
    }


def with_rules(program: Program, *settings: RuleSetting) -> Program:
    charter = msgspec.structs.replace(program.charter, rules=settings)
    return program.apply(Change("", (Pair(program.get(Charter, CHARTER), charter),)))


def test_every_rule_has_its_counterpart() -> None:
    assert set(COUNTERPARTS) == set(RULES)


@settings(max_examples=250, deadline=None)
@given(SEEDS)
def test_score_and_breaches_are_those_of_the_rules(seed: int) -> None:
    program = odd(seed)
    state = state_of(problem_of(program)[0])
    assert state.points == round(plan_score(program) * 1000)
    assert (state.broken == 0) == (not breaches(program))


@settings(max_examples=200, deadline=None)
@given(SEEDS, st.sampled_from([rule.key for rule in RULES.values() if rule.severity is Severity.HARD]))
def test_each_hard_rule_alone_is_broken_in_both_readings_or_in_none(seed: int, key: str) -> None:
    program = with_rules(odd(seed), *(RuleSetting(each, each == key) for each in RULES))
    assert (state_of(problem_of(program)[0]).broken == 0) == (not breaches(program))


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_what_two_are_worth_to_each_other_is_what_the_rules_say_of_them(seed: int) -> None:
    program = odd(seed)
    problem, frame = problem_of(program)
    pair = problem.pair.reshape(problem.mentees, problem.mentors)
    seat = problem.seat.reshape(problem.mentees, problem.hosts)

    def grains(placement: Placement) -> int:
        said = findings(program, program.plan, placement)
        return sum(round(each.points * 1000) for each in said if RULES[each.rule].scope in (Looks.PAIR, Looks.SEAT))

    cycle = frame.cycles[0]
    for row, mentee in enumerate(frame.mentees):
        for m, mentor in enumerate(frame.mentors):
            assert pair[row, m] == grains(placed("", mentee, cycle, mentor=mentor))
        for h, host in enumerate(frame.hosts):
            assert seat[row, h] == grains(placed("", mentee, cycle, host=host))


@settings(max_examples=60, deadline=None)
@given(SEEDS, SEEDS)
def test_any_other_plan_is_read_and_judged_alike_as_numbers_and_as_placements(seed: int, other: int) -> None:
    program = odd(seed, coaches=False)  # what is said of a coach goes with a placement that is taken away
    problem, frame = problem_of(program, Scope(Keep.NONE))
    random = np.random.default_rng(other)
    free = (problem.fixed == 0) & (random.random(problem.slots) < 0.6)
    plan = Assignment(
        np.where(free, random.integers(-1, problem.hosts, problem.slots), problem.host),
        np.where(free, random.integers(-1, max(problem.mentors, 1), problem.slots), problem.mentor)
        if problem.mentors
        else problem.mentor,
    )
    moved = seen(program, placements_from(program, frame, plan))
    assert (assignment_of(moved, frame).host == plan.host).all()
    assert (assignment_of(moved, frame).mentor == plan.mentor).all()
    state = State(problem)
    state.load(plan)
    assert state.points == round(plan_score(moved) * 1000)
    assert state_of(problem_of(moved)[0]).points == state.points


def test_a_made_program_of_any_size_is_the_same_in_both_readings() -> None:
    program = world(60, 24, 8, 5, seed=3, filled=0.9, settled=0.2)
    problem, frame = problem_of(program)
    state = state_of(problem)
    assert state.points == round(plan_score(program) * 1000)
    assert state.broken == 0
    assert problem.mentees == 61  # one of them from the earlier cohort
    assert len(frame.cycles) == 7


# ---- what is asked of an engine --------------------------------------------------------------------------------------


def asked(program: Program, scope: Scope) -> list[str]:
    """The cells to plan, each as mentee and cycle."""
    problem, frame = problem_of(program, scope)
    return [" ".join(frame.cell(int(slot))) for slot in np.flatnonzero((problem.wanted == 1) & (problem.fixed == 0))]


PLAN = (
    placed("a1", "ana", "q1", host="ops", mentor="okafor", pinned=True),
    placed("a2", "ana", "q2", host="fin", mentor="chen", state=Settled.APPROVED),
    placed("a3", "ana", "q3", host="cus", mentor="haddad"),
    placed("j1", "jon", "q1", host="ops"),
)


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        (Keep.NONE, "a1 a2 a3 a4 j1 j2 j3 j4"),
        (Keep.PINS, "a2 a3 a4 j1 j2 j3 j4"),
        (Keep.SETTLED, "a3 a4 j1 j2 j3 j4"),
        (Keep.ALL, "a4 j1 j2 j3 j4"),
    ],
)
def test_what_is_kept_is_not_asked(keep: Keep, left: str) -> None:
    found = asked(scene(*PLAN), Scope(keep))
    assert [cell[0] + cell[-1] for cell in found] == left.split()


def test_cycles_that_have_begun_and_people_not_named_are_left_alone() -> None:
    program = scene(*PLAN)
    assert asked(program, Scope(today=date(2027, 7, 1))) == ["ana q4", "jon q4"]
    assert asked(program, Scope(people=frozenset({"jon"}), cycles=frozenset({"q2"}))) == ["jon q2"]


def test_what_stays_is_the_very_same_record_and_what_changes_keeps_what_still_fits() -> None:
    program = scene(*PLAN)
    problem, frame = problem_of(program)
    host, mentor = problem.host.copy(), problem.mentor.copy()
    slot = {cell: frame.slot(*cell) for cell in (("ana", "q2"), ("ana", "q3"), ("jon", "q2"))}
    host[slot["ana", "q2"]] = frame.host["cus"]
    host[slot["ana", "q3"]] = mentor[slot["ana", "q3"]] = -1
    mentor[slot["jon", "q2"]] = frame.mentor["chen"]
    plan = {placement.id: placement for placement in placements_from(program, frame, Assignment(host, mentor))}
    assert plan["a1"] is program.get(Placement, "a1")
    assert (plan["a2"].host, plan["a2"].mentor, plan["a2"].state) == ("cus", "chen", Settled.DRAFT)
    assert "a3" not in plan
    new = next(placement for id_, placement in plan.items() if id_ not in program.of(Placement))
    assert (new.person, new.cycle, new.host, new.mentor) == ("jon", "q2", "", "chen")


# ---- more cycles than fit --------------------------------------------------------------------------------------------


def long_program(*placements: Placement) -> Program:
    """A program of two cycles more than a problem holds; the first two are foundations, the last is strategic."""
    cycles = [
        msgspec.structs.replace(
            quarter(1),
            id=f"c{n}",
            name=f"C{n}",
            start=date(2027 + n, 1, 1),
            end=date(2027 + n, 2, 1),
            stage=Stage.STRATEGIC if n == CYCLES + 1 else Stage.FOUNDATION,
        )
        for n in range(CYCLES + 2)
    ]
    plain = (item for item in scene().everything() if not isinstance(item, Cycle))
    return Program.of_records([*plain, *cycles, *placements])


def test_cycles_that_no_longer_fit_are_remembered() -> None:
    program = long_program(placed("old", "ana", "c1", host="ops", mentor="okafor"))
    problem, frame = problem_of(program)
    state = state_of(problem)
    ana, last = frame.mentee["ana"] * CYCLES, CYCLES - 1
    base = round(plan_score(program) * 1000)
    for cycle, host, mentor in (("c2", "fin", "chen"), ("c3", "ops", "okafor"), (f"c{CYCLES + 1}", "cus", "okafor")):
        new = placed("new", "ana", cycle, host=host, mentor=mentor)
        moved = long_program(*program.of(Placement).values(), new)
        slot = frame.slot("ana", cycle)
        assert slot is not None
        state.load(Assignment(problem.host, problem.mentor))
        gained = state.set_host(slot, frame.host[host]) + state.set_mentor(slot, frame.mentor[mentor])
        assert base + gained == round(plan_score(moved) * 1000)
        assert (state.broken == 0) == (not breaches(moved))
    assert ana + last == frame.slot("ana", f"c{CYCLES + 1}")


def test_rules_switched_off_forbid_and_cost_nothing() -> None:
    program = with_rules(world(24, 12, 6, 4, filled=1.0), *(RuleSetting(key, False) for key in RULES))
    assert active(program) == ()
    problem, _ = problem_of(program)
    assert not any(table.any() for table in (problem.pair, problem.seat, problem.pair_ban, problem.seat_ban))
    assert not problem.slot_ban.any()
    state = state_of(problem)
    assert (state.points, state.broken) == (0, 0)
