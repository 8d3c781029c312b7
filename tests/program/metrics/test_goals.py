"""Goals: attainment against published scores, plans and what is overdue counted by hand."""

from __future__ import annotations

from datetime import date
from math import sqrt
from typing import Any

import pytest

from program.metrics.catalogue import figure
from program.metrics.figure import Figure, Scope
from program.metrics.goals import t_score
from program.metrics.intervals import student, wilson
from program.program import Program
from program.records import Attainment, Goal, Lifecycle, Measure, Record
from tests.program.scene import mentee, placed, scene

SUMMER = Scope(date(2027, 7, 1))
THERE = (placed("a1", "ana", "q1", "ops"), placed("j1", "jon", "q1", "fin"))


def made(measure: Measure, *records: Record, scope: Scope = SUMMER) -> Figure:
    return figure(scene(*THERE, *records), measure, scope)


def goal(id_: str, person: str = "ana", **more: Any) -> Goal:
    return Goal(id_, person=person, title=f"Goal {id_}", **more)


@pytest.mark.parametrize(
    ("scores", "published"),
    [((2, 2, 2), 77.38613), ((1, 0, 2), 63.69306), ((2, 1, 0, -2, 1), 56.03023), ((0, 0, 0), 50.0)],
)
def test_attainment_as_another_program_has_it(scores: tuple[int, ...], published: float) -> None:
    """T scores of unweighted goals as printed in the pages of gasr (R, T. Dunn), after Kiresuk and Sherman (1968)."""
    assert t_score([(1, score) for score in scores]) == pytest.approx(published, abs=5e-6)


def test_one_goal_alone_moves_by_ten_for_each_step() -> None:
    """With one goal the formula is 50 + 10·x whatever its weight (Kiresuk and Sherman 1968: mean 50, deviation 10)."""
    for weight in (1, 3, 5):
        assert [t_score([(weight, x)]) for x in (-2, -1, 0, 1, 2)] == pytest.approx([30, 40, 50, 60, 70])


def test_weights_by_hand() -> None:
    """w = 3, 1; x = 1, -1: 50 + 10·2 / √(0.7·10 + 0.3·16) = 50 + 20 / √11.8 = 55.8222."""
    assert t_score([(3, 1), (1, -1)]) == pytest.approx(55.8222, abs=5e-5)
    with pytest.raises(ValueError, match="no goals"):
        t_score([])


def test_attainment_is_the_mean_over_people() -> None:
    """Ana: goals of +1 (weight 3) and -1 (weight 1); Jon: one goal of -2, so 30. Mean of 55.8222 and 30."""
    found = made(
        Measure.GOAL_ATTAINMENT,
        goal("g1", weight=3, attained=Attainment.MORE, done=date(2027, 5, 1)),
        goal("g2", attained=Attainment.LESS, due=date(2027, 6, 1)),
        goal("g3", "jon", weight=2, attained=Attainment.MUCH_LESS, due=date(2027, 6, 1)),
        goal("g4", "jon", due=date(2027, 6, 1)),
        goal("g5", "jon", attained=Attainment.MUCH_MORE),
        goal("g6", "jon", attained=Attainment.MUCH_MORE, done=date(2027, 8, 1)),
        goal("g7", "gone", attained=Attainment.MUCH_MORE, done=date(2027, 5, 1)),
    )
    ana = 50 + 20 / sqrt(11.8)
    assert found.value == pytest.approx((ana + 30) / 2)
    assert found.n == 2
    assert found.interval == student([ana, 30.0])
    assert (found.kind, set(found.counted)) == ("goal", {"g1", "g2", "g3"})
    assert (found.of, found.among) == ("person", ("ana", "jon"))
    assert found.notes == ("Made of 3 assessed goals.", "1 assessed goal without any day left out.")
    assert [(part.label, part.n) for part in found.parts] == [("Product", 2)]


def test_plans_are_completed_in_time_or_late_or_not() -> None:
    due = date(2027, 5, 1)
    found = made(
        Measure.PLAN_COMPLETION,
        goal("in time", due=due, done=due),
        goal("in time too", due=due, done=date(2027, 4, 1), attained=Attainment.AS_EXPECTED),
        goal("late", "jon", due=due, done=date(2027, 6, 1)),
        goal("some day", due=due, attained=Attainment.MORE),
        goal("after all this", due=due, done=date(2027, 9, 1)),
        goal("less", due=due, done=due, attained=Attainment.LESS),
        goal("open", due=due),
        goal("not yet due", due=date(2027, 8, 1), done=due),
        goal("no day", done=due),
        goal("agreed later", start=date(2027, 8, 1), due=due),
    )
    assert (found.part, found.n, found.heads) == (2, 7, 2)
    assert found.interval == wilson(2, 7)
    assert set(found.counted) == {"in time", "in time too"}
    assert [(part.label, part.part) for part in found.parts] == [("In time", 2), ("Late", 2), ("Not reached", 3)]
    assert found.notes == ("1 goal without a day due left out.",)


def test_open_goals_are_overdue_after_their_day() -> None:
    """Open on 1 July: five; due before: 1 June and 21 June, 30 and 10 days ago."""
    found = made(
        Measure.OVERDUE,
        goal("g1", due=date(2027, 6, 1)),
        goal("g2", "jon", due=date(2027, 6, 21)),
        goal("g3", due=SUMMER.until),
        goal("g4"),
        goal("g5", due=date(2027, 6, 30), done=date(2027, 6, 1)),
        goal("g6", due=date(2027, 6, 30), attained=Attainment.LESS),
        goal("g7", due=date(2027, 8, 1), done=date(2027, 8, 1)),
    )
    assert (found.counted, set(found.among)) == (("g1", "g2"), {"g1", "g2", "g3", "g4", "g7"})
    assert (found.part, found.n, found.heads, found.value) == (2, 5, 2, 40.0)
    assert found.notes == ("Overdue by 20 days in the median.",)


def test_only_goals_of_mentees_count() -> None:
    records = (
        goal("g1", "chen", due=date(2027, 6, 1)),
        goal("g2", "new", due=date(2027, 6, 1)),
        mentee("new", "New", status=Lifecycle.DECLINED),
    )
    assert made(Measure.OVERDUE, *records).n == 0


def test_no_goals_no_figures() -> None:
    for measure in (Measure.PLAN_COMPLETION, Measure.OVERDUE, Measure.GOAL_ATTAINMENT):
        found = figure(Program.of_records([]), measure, SUMMER)
        assert (found.value, found.n, found.interval, found.parts) == (None, 0, None, ())
