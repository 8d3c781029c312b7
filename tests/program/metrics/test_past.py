"""Figures are of the past: whatever is dated after the day looked at changes none of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from program.metrics import coverage, fairness, forecast, growth, load, matches, reaching, readiness, waiting
from program.metrics.drawn import pictures
from program.metrics.figure import Figure, Scope
from program.metrics.pictures import Picture
from program.metrics.registry import Work
from program.program import Program
from program.records import (
    CriticalRole,
    Cycle,
)
from tests.program.metrics.history import MENTORS, base, dated
from tests.program.scene import placed, scene

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


@cache
def figures(since: date | None) -> tuple[Figure, ...]:
    return tuple(work(base(), Scope(UNTIL, since)) for work in WORKS)


@cache
def drawn(since: date | None) -> Mapping[str, Picture]:
    return pictures(base(), Scope(UNTIL, since), names=True)


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
    assert pictures(made, Scope(UNTIL, since), names=True) == drawn(since)


def test_the_past_gives_every_figure_something_to_count() -> None:
    assert [each.measure for each in figures(None) if not each.n] == []


def test_people_and_roles_that_are_gone_break_nothing() -> None:
    gone = {"p0", "p1", "role1", "q2", "okafor", "pricing", "cohort"}
    left = Program.of_records(record for record in base().everything() if record.id not in gone)
    for work in WORKS:
        found = work(left, Scope(UNTIL))
        assert found.n >= len(set(found.counted) & set(found.among)) or found.heads
