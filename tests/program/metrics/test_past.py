"""Figures are of the past: whatever is dated after the day looked at changes none of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from program.metrics import coverage, fairness, forecast, growth, load, matches, reaching, readiness, waiting
from program.metrics.figure import Figure, Scope
from program.metrics.registry import Work
from program.program import Program
from program.records import (
    Chemistry,
    Cohort,
    CriticalRole,
    Cycle,
    Event,
    EventKind,
    Goal,
    Horizon,
    Lifecycle,
    Nomination,
    Quality,
    RaterGroup,
    Rating,
    Readiness,
    Record,
)
from tests.program.scene import mentee, placed, scene

UNTIL = date(2027, 9, 30)
WORKS: tuple[Work, ...] = (
    waiting.time_to_promotion,
    waiting.time_to_readiness,
    waiting.time_to_competence,
    growth.growth,
    readiness.readiness,
    readiness.readiness_spread,
    coverage.role_coverage,
    coverage.ready_coverage,
    coverage.successor_coverage,
    coverage.bench_strength,
    coverage.net_bench,
    forecast.succession_gap,
    load.effective_mentors,
    load.load_inequality,
    load.single_point,
    reaching.reach,
    reaching.pair_novelty,
    matches.match_quality,
    matches.match_prediction,
    fairness.access_ratio,
    fairness.outcome_ratio,
)
MENTORS = ("okafor", "chen", "haddad")


def dated(key: str, day: date, who: int, what: int) -> Record:
    """Some record of that day; `who` and `what` choose whom and which."""
    person, role, level = f"p{who % 12}", f"role{who % 3}", 1 + what % 5
    sides = (RaterGroup.SPONSOR, RaterGroup.MANAGER, RaterGroup.SELF)
    by = sides[what % 3]
    made: tuple[Record, ...] = (
        Event(key, person=person, kind=tuple(EventKind)[what % 4], on=day),
        Readiness(key, person=person, role=role, horizon=tuple(Horizon)[what % 4], by=by, on=day),
        Nomination(key, person=person, role=role, on=day),
        Rating(key, person=person, skill="pricing", by=by, level=level, on=day),
        Goal(key, person=person, title="Price", skill="pricing", target=level, start=day),
        Chemistry(key, mentee=person, mentor=MENTORS[who % 3], rating=level, on=day),
        Quality(key, placement=f"c{who % 12}-{1 + what % 3}", rating=level, on=day),
    )
    return made[(who + what) % len(made)]


@cache
def base() -> Program:
    """Twelve people of two groups over three cycles, with a hundred records of the past."""
    records: list[Record] = [Cohort("cohort", name="Cohort", start=date(2027, 1, 1))]
    records += [CriticalRole(f"role{k}", name=f"Role {k}", needed=date(2028, 3 + k, 1)) for k in range(3)]
    for k in range(12):
        more: dict[str, Any] = {"cohort": "cohort", "status": Lifecycle.IN_ROTATION, "group": "ab"[k % 2]}
        records.append(mentee(f"p{k}", f"Person {k}", **more))
        records += [placed(f"c{k}-{q}", f"p{k}", f"q{q}", "ops", MENTORS[(k + q) % 3]) for q in (1, 2, 3)]
    records += [dated(f"past{k}", date(2027, 1, 5) + timedelta(days=2 * k), k * 5 // 3, k * k // 4) for k in range(120)]
    for k in range(12):
        plain: dict[str, Any] = {"person": f"p{k}", "skill": "pricing", "by": RaterGroup.MANAGER}
        records.append(Rating(f"first{k}", level=1 + k % 3, on=date(2027, 2, 1), **plain))
        records.append(Rating(f"second{k}", level=2 + k % 4, on=date(2027, 8, 1), **plain))
    return scene(*records)


@cache
def figures(since: date | None) -> tuple[Figure, ...]:
    return tuple(work(base(), Scope(UNTIL, since)) for work in WORKS)


futures = st.lists(
    st.tuples(st.integers(1, 900), st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=8, unique=True
)


@settings(max_examples=15)
@given(futures, st.sampled_from([None, date(2027, 4, 1)]))
def test_the_future_changes_nothing(found: list[tuple[int, int, int]], since: date | None) -> None:
    records = [dated(f"new{k}", UNTIL + timedelta(days=days), *more) for k, (days, *more) in enumerate(found)]
    later = UNTIL + timedelta(days=found[0][0])
    records += [Cycle("later", name="Later", start=later, end=later + timedelta(days=80))]
    records += [placed(f"later{k}", f"p{k}", "later", "fin", MENTORS[k % 3]) for k in range(4)]
    records += [CriticalRole("role0", name="Role 0", needed=date(2028, 3, 1), closed=later)]
    made = scene(*base().everything(), *records)
    assert tuple(work(made, Scope(UNTIL, since)) for work in WORKS) == figures(since)


def test_the_past_gives_every_figure_something_to_count() -> None:
    assert [each.measure for each in figures(None) if not each.n] == []


def test_people_and_roles_that_are_gone_break_nothing() -> None:
    gone = {"p0", "p1", "role1", "q2", "okafor", "pricing", "cohort"}
    left = Program.of_records(record for record in base().everything() if record.id not in gone)
    for work in WORKS:
        found = work(left, Scope(UNTIL))
        assert found.n >= len(set(found.counted) & set(found.among)) or found.heads
