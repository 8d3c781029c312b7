"""The bench: who counts for a role, shared strength, and the most roles that can be filled at once."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.metrics.bench import bench, matched
from program.metrics.coverage import bench_strength, net_bench, ready_coverage, role_coverage, successor_coverage
from program.metrics.figure import Scope
from program.metrics.forecast import forecast, ready_by, succession_gap
from program.metrics.guarded import guarded
from program.metrics.readiness import moves, readiness, readiness_spread
from program.metrics.registry import REGISTERED
from program.program import Program
from program.records import (
    CriticalRole,
    Event,
    EventKind,
    Horizon,
    Measure,
    Nomination,
    RaterGroup,
    Readiness,
    Record,
)
from tests.program.scene import mentee, scene

UNTIL = date(2028, 6, 15)
SCOPE = Scope(UNTIL)
NOW, SOON, LATER = Horizon.NOW, Horizon.ONE_TO_TWO_YEARS, Horizon.THREE_TO_FIVE_YEARS


def named(person: str, role: str, **more: Any) -> Nomination:
    return Nomination(f"n-{person}-{role}-{len(more)}", person=person, role=role, **more)


def rated(person: str, role: str, horizon: Horizon = NOW, on: date | None = date(2028, 1, 1), **more: Any) -> Readiness:
    id_ = f"r-{person}-{role}-{horizon.value}-{on}-{more.get('by', '')}-{more.get('rater', '')}"
    return Readiness(id_, person=person, role=role, horizon=horizon, on=on, **more)


def world(*more: Record, roles: str = "abc", people: int = 4) -> Program:
    crowd = [mentee(f"p{k}", f"Person {k}") for k in range(people)]
    return scene(*(CriticalRole(f"role-{r}", name=f"Role {r}") for r in roles), *crowd, *more)


def test_who_counts_as_a_successor() -> None:
    made = world(
        CriticalRole("role-a", name="Role a", incumbent="p3"),
        CriticalRole("role-c", name="Role c", closed=date(2028, 6, 15)),
        named("p0", "role-a", on=date(2028, 6, 15)),
        named("p1", "role-a", on=date(2028, 6, 16)),  # to come
        named("p2", "role-a", until=date(2028, 6, 15)),  # withdrawn
        named("p3", "role-a"),  # sits there already
        named("p1", "role-b"),  # left the organisation
        named("nobody", "role-b"),
        named("p2", "role-c"),
        Event("e", person="p1", kind=EventKind.LEFT, on=date(2028, 5, 1)),
    )
    now = bench(made, SCOPE)
    assert [role.id for role in now.roles] == ["role-a", "role-b"]
    assert now.successors == {"role-a": ("p0",), "role-b": ()}


def test_the_sponsors_latest_rating_counts() -> None:
    made = world(
        named("p0", "role-a"),
        named("p0", "role-b"),
        rated("p0", "role-a", LATER, date(2027, 1, 1)),
        rated("p0", "role-a", SOON, date(2028, 1, 1)),
        rated("p0", "role-a", NOW, date(2028, 7, 1)),  # to come
        rated("p0", "role-a", NOW, None),  # nobody knows when
        rated("p0", "role-a", NOW, date(2028, 2, 1), by=RaterGroup.MANAGER),
        rated("p0", "role-b", LATER),
    )
    now = bench(made, SCOPE)
    assert (now.horizon("p0", "role-a"), now.best("p0")) == (SOON, SOON)


def test_coverage_of_roles() -> None:
    made = world(
        named("p0", "role-a"), named("p0", "role-b"), rated("p0", "role-b"), named("p1", "role-a", emergency=True)
    )
    assert (role_coverage(made, SCOPE).part, role_coverage(made, SCOPE).n) == (2, 3)
    ready = ready_coverage(made, SCOPE)
    assert ready.counted == ("role-b",)
    assert ready.notes == ("1 further role with an emergency successor who is not rated ready now.",)


def test_successor_coverage_is_that_of_the_standard() -> None:
    # ISO/TS 30433:2021, 5, example 2: 132 potential leaders for 44 positions are 300 %.
    roles = [CriticalRole(f"x{k}", name=f"Role {k:02}") for k in range(44)]
    made = world(*roles, *(named(f"p{k}", f"x{k % 44}") for k in range(132)), roles="", people=132)
    found = successor_coverage(made, SCOPE)
    assert (found.value, found.n, found.part, found.interval) == (300.0, 44, None, None)


def test_shared_successors_are_shared() -> None:
    # One for two roles gives each half of them; one of their own gives a whole.
    made = world(named("p0", "role-a"), named("p0", "role-b"), named("p1", "role-a"))
    found = bench_strength(made, SCOPE)
    assert [(part.label, part.value, part.n) for part in found.parts] == [
        ("Role a", 1.5, 2),
        ("Role b", 0.5, 1),
        ("Role c", 0.0, 0),
    ]
    assert found.value == pytest.approx(2 / 3)
    assert found.notes == ("n counts roles; without any successor: 1 of 3.",)


def test_net_bench_counts_a_person_once() -> None:
    made = world(named("p0", "role-a"), named("p0", "role-b"), rated("p0", "role-a"), rated("p0", "role-b"))
    found = net_bench(made, SCOPE)
    assert (found.part, found.n) == (1, 3)
    assert found.notes == ("1 role fewer than have a ready successor: people stand for several.",)


@given(st.lists(st.sets(st.integers(0, 4), max_size=4), min_size=1, max_size=5))
def test_the_most_roles_that_can_be_filled_at_once(able: list[set[int]]) -> None:
    roles = [f"role{k}" for k in range(len(able))]
    found = matched(roles, {role: [f"p{k}" for k in people] for role, people in zip(roles, able, strict=True)})
    seats = [0, 1, 2, 3, 4] + [-1] * len(able)
    most = max(sum(p in a for p, a in zip(order, able, strict=False)) for order in set(permutations(seats, len(able))))
    assert len(found) == most
    assert len(set(found.values())) == len(found)
    assert all(int(person[1:]) in able[roles.index(role)] for role, person in found.items())


# ---- readiness -----------------------------------------------------------------------------------------------------


def test_readiness_is_of_people_and_its_parts_are_the_pipeline() -> None:
    made = world(
        *(named(f"p{k}", "role-a") for k in range(4)),
        rated("p0", "role-a", NOW),
        rated("p1", "role-a", SOON),
        rated("p2", "role-a", LATER),
    )
    found = readiness(made, SCOPE)
    assert (found.value, found.part, found.n, found.counted) == (25.0, 1, 4, ("p0",))
    assert [(part.label, part.part) for part in found.parts] == [
        ("Ready now", 1),
        ("1–2 years", 1),
        ("3–5 years", 1),
        ("Later", 0),
        ("Not rated", 1),
    ]


def test_moves_compare_with_the_beginning_or_with_the_first_rating() -> None:
    made = world(
        *(named(f"p{k}", "role-a") for k in range(3)),
        rated("p0", "role-a", LATER, date(2027, 1, 1)),
        rated("p0", "role-a", SOON, date(2027, 6, 1)),
        rated("p0", "role-a", NOW, date(2028, 1, 1)),
        rated("p1", "role-a", SOON, date(2027, 1, 1)),
        rated("p1", "role-a", LATER, date(2027, 9, 1)),
        rated("p2", "role-a", SOON, date(2028, 2, 1)),
    )
    first, since = moves(made, SCOPE), moves(made, Scope(UNTIL, since=date(2028, 1, 1)))
    assert (first.up, first.down, first.of) == (1, 1, 3)
    assert (since.up, since.down, since.of) == (0, 0, 2)
    assert readiness(made, SCOPE).notes[0] == "Moved up since their first rating: 1 of 3; moved down: 1."


def test_the_spread_is_between_the_raters_latest_ratings() -> None:
    made = world(
        rated("p0", "role-a", NOW, date(2027, 1, 1)),
        rated("p0", "role-a", LATER, date(2028, 1, 1)),  # the sponsor thought again
        rated("p0", "role-a", SOON, by=RaterGroup.MANAGER),
        rated("p1", "role-a", SOON, by=RaterGroup.MANAGER, rater="p2"),
        rated("p1", "role-a", SOON, by=RaterGroup.MANAGER, rater="p3"),
        rated("p2", "role-a", NOW),
    )
    found = readiness_spread(made, SCOPE)
    assert (found.value, found.n, found.heads) == (0.5, 2, 2)
    assert found.notes == ("n counts persons and roles; in 1 of 2 all raters agree.",)


# ---- what is to come -----------------------------------------------------------------------------------------------


def needed(role: str, day: date) -> CriticalRole:
    return CriticalRole(f"role-{role}", name=f"Role {role}", needed=day)


def test_when_somebody_will_be_ready() -> None:
    on = date(2027, 11, 30)
    assert [ready_by(rated("p0", "x", each, on)) for each in Horizon] == [
        on,
        date(2029, 11, 30),
        date(2032, 11, 30),
        None,
    ]
    assert ready_by(rated("p0", "x", NOW, None)) is None


def test_the_gap_and_its_forecast() -> None:
    made = world(
        needed("a", date(2028, 5, 1)),  # overdue, and somebody is ready
        needed("b", date(2028, 9, 1)),  # the same person only
        needed("c", date(2029, 8, 1)),  # somebody will be ready, but half a year late
        needed("d", date(2032, 1, 1)),  # too far away to worry
        *(named("p0", f"role-{r}") for r in "ab"),
        named("p1", "role-c"),
        *(rated("p0", f"role-{r}") for r in "ab"),
        rated("p1", "role-c", SOON, date(2028, 2, 1)),
        roles="abcde",
    )
    found = succession_gap(made, SCOPE)
    assert (found.part, found.n, found.counted, found.among) == (1, 3, ("role-c",), ("role-a", "role-b", "role-c"))
    assert found.notes == (
        "Roles that stay empty besides, as one person can take only one: 1.",
        "Critical roles left out because nobody said when they are needed: 1.",
    )
    quarters = forecast(made, SCOPE)
    assert [(q.label, q.end, q.needed, q.ready, q.short) for q in quarters[:3]] == [
        ("Q2 2028", date(2028, 6, 30), 1, 1, 0),
        ("Q3 2028", date(2028, 9, 30), 2, 1, 1),
        ("Q4 2028", date(2028, 12, 31), 2, 1, 1),
    ]
    assert (quarters[-1].label, quarters[-1].needed, quarters[-1].short) == ("Q1 2030", 3, 2)


def test_nothing_there_is_no_number() -> None:
    for work in (
        role_coverage,
        ready_coverage,
        successor_coverage,
        bench_strength,
        net_bench,
        readiness,
        readiness_spread,
        succession_gap,
    ):
        for made in (Program.of_records([]), scene(named("ana", "gone"), rated("ana", "gone"))):
            found = work(made, SCOPE)
            assert (found.value, found.n, found.counted, found.among) == (None, 0, (), ())


def test_how_many_stand_behind_a_role_is_withheld() -> None:
    made = world(
        *(named(f"p{k}", "role-a") for k in range(8)), *(named(f"p{k}", "role-b") for k in range(8, 10)), people=10
    )
    shown = guarded(bench_strength(made, SCOPE), REGISTERED[Measure.BENCH_STRENGTH].card, 3)
    assert [part.withheld for part in shown.parts] == [True, True, False]
