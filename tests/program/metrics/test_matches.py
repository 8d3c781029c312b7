"""How good matches were, and whether the points said so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from program.metrics.figure import Scope
from program.metrics.matches import match_prediction, match_quality, spearman, spearman_interval
from program.program import Program
from program.records import Chemistry, Quality, Rater, Record, Strength
from program.rules import score
from tests.program.scene import mentee, mentor, placed, scene

SCOPE = Scope(date(2027, 12, 31))


def said(id_: str, placement: str, rating: int, by: Rater = Rater.MENTEE, **more: Any) -> Quality:
    return Quality(id_, placement=placement, rating=rating, by=by, **{"on": date(2027, 4, 1), **more})


def test_quality_is_the_mean_over_mentees() -> None:
    made = scene(
        placed("a", "ana", "q1", mentor="okafor"),
        placed("b", "ana", "q2", mentor="chen"),
        placed("c", "jon", "q1", mentor="haddad"),
        said("1", "a", 5),
        said("2", "a", 4, Rater.MENTOR),
        said("3", "b", 3),
        said("4", "c", 2),
        said("5", "gone", 1),
    )
    found = match_quality(made, SCOPE)
    assert (found.value, found.n, found.counted) == (3.0, 2, ("1", "2", "3", "4"))
    assert [(part.label, part.value, part.n) for part in found.parts] == [("Mentee", 3.0, 2), ("Mentor", 4.0, 1)]
    assert found.notes == ("4 ratings; placements nobody rated: 0.",)


def test_ratings_without_a_day_count_once_the_cycle_is_over() -> None:
    made = scene(placed("a", "ana", "q1", mentor="okafor"), said("1", "a", 5, on=None))
    assert match_quality(made, Scope(date(2027, 3, 29))).n == 0
    assert match_quality(made, Scope(date(2027, 3, 30))).n == 1


def test_rank_correlation_of_a_published_example() -> None:
    # Intelligence and hours before the television, as in the usual worked example: -29/165.
    one = [106.0, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    other = [7.0, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    assert spearman(one, other) == pytest.approx(-29 / 165)
    band = spearman_interval(-29 / 165, 10)
    assert (round(band.low, 2), round(band.high, 2)) == (-0.73, 0.51)
    assert (spearman_interval(1.0, 9).low, spearman_interval(1.0, 9).high) == (1.0, 1.0)


def points(*more: Record) -> Program:
    """Eight mentees of whom the first three seek what their mentor offers."""
    people = [mentee(f"m{k}", f"M {k}", goals=(Strength("pricing", 5 - k),) if k < 3 else ()) for k in range(8)]
    mentors = [mentor(f"t{k}", f"T {k}", offers=(Strength("pricing", 5),)) for k in range(8)]
    cards = [placed(f"c{k}", f"m{k}", "q1", "ops", f"t{k}") for k in range(8)]
    return scene(*people, *mentors, *cards, *more)


def test_prediction_ranks_points_against_ratings() -> None:
    plain = points()
    worth = [score(plain, plain.plan, plain.of(type(placed("x", "y", "z")))[f"c{k}"]) for k in range(8)]
    grades = [5, 5, 4, 3, 2, 3, 1, 2]
    found = match_prediction(points(*(said(f"s{k}", f"c{k}", g) for k, g in enumerate(grades))), SCOPE)
    assert found.value == pytest.approx(spearman(worth, [float(g) for g in grades]))
    assert (found.n, found.heads) == (8, 8)
    assert found.interval == spearman_interval(found.value or 0, 8)
    assert found.notes == ("Fewer than 20 rated placements: the interval is wide.",)


@pytest.mark.parametrize("grades", [[5, 4, 3, 2], [4] * 8])
def test_few_or_equal_ratings_tell_nothing(grades: list[int]) -> None:
    found = match_prediction(points(*(said(f"s{k}", f"c{k}", g) for k, g in enumerate(grades))), SCOPE)
    assert (found.value, found.interval) == (None, None)
    assert found.notes == ("Too few ratings, or all the same: nothing can be told.",)


def test_later_first_meetings_do_not_change_what_was_predicted() -> None:
    grades = [said(f"s{k}", f"c{k}", 5 - k % 5) for k in range(8)]
    late = Chemistry("late", mentee="m7", mentor="t7", rating=5, on=date(2028, 3, 1))
    assert match_prediction(points(*grades, late), SCOPE) == match_prediction(points(*grades), SCOPE)


def test_nothing_there_is_no_number() -> None:
    for work in (match_quality, match_prediction):
        found = work(Program.of_records([]), SCOPE)
        assert (found.value, found.n, found.notes) == (None, 0, ())
