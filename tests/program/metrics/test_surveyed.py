"""Surveys: the seven items of safety by hand, what counts and what does not, by cycle and role."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from program.metrics.catalogue import figure
from program.metrics.figure import Figure, Interval, Scope
from program.metrics.intervals import student
from program.metrics.surveyed import least
from program.program import Program
from program.records import Answers, Cohort, Measure, Record, Role, Survey
from program.surveys import SCALES
from tests.program.scene import mentee, quarter, scene

YEAR = Scope(date(2027, 12, 31))
MAY = date(2027, 5, 1)


def made(measure: Measure, *records: Record, scope: Scope = YEAR) -> Figure:
    return figure(scene(*records), measure, scope)


def answers(id_: str, survey: Survey, *ticks: int, on: date | None = MAY, **more: Any) -> Answers:
    items: dict[str, Any] = {f"item_{number}": tick for number, tick in enumerate(ticks, 1)}
    return Answers(id_, survey=survey, on=on, **items, **more)


def test_safety_turns_three_of_its_items_round() -> None:
    """Edmondson (1999): seven items of 1 to 7; the first, third and fifth are reversed, as 8 minus the tick.

    2 6 1 5 3 7 6 becomes 6 6 7 5 5 7 6, which is 42 / 7 = 6. Seven sevens become 1 7 1 7 1 7 7, which is 31 / 7.
    """
    found = made(
        Measure.SAFETY,
        answers("s1", Survey.SAFETY, 2, 6, 1, 5, 3, 7, 6),
        answers("s2", Survey.SAFETY, 7, 7, 7, 7, 7, 7, 7),
    )
    assert found.value == pytest.approx((6 + 31 / 7) / 2)
    assert found.n == 2
    raw = student([6.0, 31 / 7])
    assert raw is not None
    assert raw.high > 7
    assert found.interval == Interval(max(1.0, raw.low), 7.0, raw.method)


def test_a_questionnaire_counts_with_two_thirds_of_its_items() -> None:
    assert {survey: least(scale) for survey, scale in SCALES.items()} == {
        Survey.SATISFACTION: 2,
        Survey.CLIMATE: 3,
        Survey.SAFETY: 5,
        Survey.CONFIDENCE: 3,
    }
    found = made(
        Measure.SAFETY,
        answers("five", Survey.SAFETY, 0, 6, 0, 4, 3, 7, 5),  # 6 4 5 7 5: 27 / 5
        answers("four", Survey.SAFETY, 0, 6, 0, 4, 0, 7, 5),
    )
    assert found.counted == ("five",)
    assert found.value == pytest.approx(5.4)
    assert found.interval is None
    assert found.notes == ("1 questionnaire left out with too few items answered.",)


@pytest.mark.parametrize(
    ("measure", "survey", "ticks", "score"),
    [
        (Measure.SATISFACTION, Survey.SATISFACTION, (5, 4, 3), 4.0),
        (Measure.CLIMATE, Survey.CLIMATE, (2, 3, 0, 4), 3.0),
        (Measure.CONFIDENCE, Survey.CONFIDENCE, (1, 2, 2, 1), 1.5),
    ],
)
def test_scales_of_five(measure: Measure, survey: Survey, ticks: tuple[int, ...], score: float) -> None:
    found = made(measure, answers("a", survey, *ticks))
    assert (found.value, found.n) == (score, 1)


def test_satisfaction_by_role_and_cycle() -> None:
    survey = Survey.SATISFACTION
    found = made(
        Measure.SATISFACTION,
        answers("a", survey, 4, 4, 4, person="ana", cycle="q2", on=date(2027, 7, 5)),
        answers("b", survey, 2, 2, 2, person="jon"),
        answers("c", survey, 5, 5, 5, person="okafor", role=Role.MENTOR, cycle="q1", on=None),
        answers("d", survey, 3, 3, 3, person="chen", role=Role.MENTOR, on=date(2027, 2, 1)),
        answers("e", survey, 1, 1, 1, role=Role.MENTOR, cycle="gone", on=None),
    )
    assert [(part.label, part.value, part.n) for part in found.parts] == [
        ("Mentee, Q2", 3.0, 2),
        ("Mentor, Q1", 4.0, 2),
    ]
    assert (found.value, found.n, found.heads) == (3.5, 4, 4)
    assert found.notes == ("1 questionnaire without date and cycle left out.",)


def test_without_a_date_the_end_of_the_cycle_counts() -> None:
    record = answers("a", Survey.CLIMATE, 4, 4, 4, 4, cycle="q2", on=None)
    assert made(Measure.CLIMATE, record, scope=Scope(quarter(2).end)).n == 1
    assert made(Measure.CLIMATE, record, scope=Scope(date(2027, 6, 1))).n == 0


def test_how_many_people_many_answers_come_from() -> None:
    """Ana and Jon answered three times; without a name came one in each cycle: two people at least."""
    found = made(
        Measure.CONFIDENCE,
        *(answers(f"a{k}", Survey.CONFIDENCE, 3, 3, 3, 3, person="ana", cycle=f"q{k}") for k in (1, 2)),
        answers("j", Survey.CONFIDENCE, 4, 3, 3, 3, person="jon", cycle="q1"),
        *(answers(f"n{k}", Survey.CONFIDENCE, 3, 3, 3, 3, cycle=f"q{k}") for k in (1, 2)),
    )
    assert (found.n, found.heads) == (5, 2)
    assert [(part.n, part.heads) for part in found.parts] == [(3, 2), (2, 1)]


def test_a_cohort_has_what_was_said_of_its_own_cycles_and_by_its_people() -> None:
    four = (4, 4, 4, 4)
    records = (
        Cohort("one", name="One"),
        Cohort("two", name="Two"),
        quarter(1, cohort="one"),
        quarter(3, cohort="two"),
        mentee("ana", "Ana Ruiz", cohort="one"),
        answers("a", Survey.CLIMATE, *four, person="ana"),
        answers("b", Survey.CLIMATE, *four, person="jon"),
        answers("c", Survey.CLIMATE, *four, cycle="q1"),
        answers("d", Survey.CLIMATE, *four, cycle="q2"),
        answers("e", Survey.CLIMATE, *four, person="gone"),
        answers("f", Survey.CLIMATE, *four, person="okafor", cycle="q1", role=Role.MENTOR),
        answers("g", Survey.CLIMATE, *four, person="ana", cycle="q2"),
        answers("h", Survey.CLIMATE, *four, person="ana", cycle="q3", role=Role.MENTOR),
    )
    found = made(Measure.CLIMATE, *records, scope=Scope(YEAR.until, cohort="one"))
    assert found.counted == ("a", "c", "f", "g")
    assert found.notes == ("All values are the same, so there is no interval.",)


def test_no_answers_no_mean() -> None:
    for measure in (Measure.SATISFACTION, Measure.CLIMATE, Measure.SAFETY, Measure.CONFIDENCE):
        found = figure(Program.of_records([]), measure, YEAR)
        assert (found.value, found.n, found.interval, found.parts) == (None, 0, None, ())
