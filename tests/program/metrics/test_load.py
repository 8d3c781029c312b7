"""How mentoring is spread: known vectors, and what counts as load."""

from __future__ import annotations

from datetime import date

import pytest

from program.metrics.figure import Scope
from program.metrics.load import effective_mentors, gini, hhi, load_inequality, normalised, single_point
from program.program import Program
from tests.program.scene import mentee, mentor, placed, scene

SCOPE = Scope(date(2027, 12, 31))


def test_the_index_of_concentration_is_that_of_the_usual_example() -> None:
    # Four firms with 30, 30, 20 and 20 percent: 2,600 points (US Department of Justice, "Herfindahl-Hirschman Index").
    assert hhi([30, 30, 20, 20]) == pytest.approx(0.26)
    assert normalised(0.26, 4) == pytest.approx((0.26 - 0.25) / 0.75)
    assert hhi([7, 7, 7, 7]) == pytest.approx(0.25)
    assert (hhi([]), hhi([0, 0]), normalised(1.0, 1)) == (None, None, None)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [([5, 5, 5], 0.0), ([0, 0, 0, 9], 0.75), ([1, 2, 3, 4], 0.25), ([1, 1, 2, 2, 10], 0.475)],
)
def test_inequality_of_known_vectors(values: list[int], wanted: float) -> None:
    mean = sum(values) / len(values)
    pairs = sum(abs(x - y) for x in values for y in values) / (2 * len(values) ** 2 * mean)
    assert gini(values) == pytest.approx(wanted) == pytest.approx(pairs)


def test_of_no_load_there_is_no_inequality() -> None:
    assert (gini([]), gini([0, 0])) == (None, None)


def spread() -> Program:
    """Okafor mentors three times, Chen once, Haddad never; Idle has no room."""
    return scene(
        mentor("idle", "No Room", capacity=0),
        placed("a", "ana", "q1", "ops", "okafor"),
        placed("b", "ana", "q2", "fin", "okafor"),
        placed("c", "jon", "q1", "cus", "okafor"),
        placed("d", "jon", "q2", "cus", "chen"),
        placed("e", "ana", "q3", "cus"),
    )


def test_effective_mentors_are_the_even_number_with_the_same_concentration() -> None:
    found = effective_mentors(spread(), SCOPE)
    assert found.value == pytest.approx(1 / (0.75**2 + 0.25**2))
    assert (found.n, found.among, found.counted) == (3, ("chen", "haddad", "okafor"), ("a", "c", "b", "d"))
    assert [(part.label, part.value, part.n) for part in found.parts] == [("Q1", 1.0, 1), ("Q2", 2.0, 2)]
    assert "75.0 %" in found.notes[1]


def test_mentors_with_room_and_no_mentee_make_load_uneven() -> None:
    found = load_inequality(spread(), SCOPE)
    assert found.value == pytest.approx(gini([0, 1, 3]))
    assert found.notes == ("Mentors with room who carried nobody: 1 of 3.",)


def test_a_mentee_depends_on_one_mentor_when_there_was_no_other() -> None:
    found = single_point(spread(), SCOPE)
    assert (found.part, found.n, found.value, found.counted) == (1, 2, 50.0, ("ana",))
    once = single_point(scene(placed("a", "ana", "q1", "ops", "okafor")), SCOPE)
    assert (once.value, once.n) == (None, 0)
    assert once.notes[0] == "Left out, as they were mentored in one cycle only: 1 of 1 mentees."


def test_only_cycles_of_the_period_and_people_of_the_cohort_count() -> None:
    assert effective_mentors(spread(), Scope(date(2027, 3, 31))).value == 1.0
    assert effective_mentors(spread(), Scope(date(2026, 3, 31))).value is None
    made = scene(mentee("ana", "Ana Ruiz", cohort="c"), *spread().everything(), mentee("jon", "Jon", cohort="c"))
    assert effective_mentors(made, Scope(date(2027, 12, 31), cohort="c")).counted == ("c", "d")


def test_mentors_who_are_gone_are_passed_over() -> None:
    made = scene(placed("a", "ana", "q1", "ops", "nobody"))
    assert effective_mentors(made, SCOPE).value is None
    assert single_point(made, SCOPE).n == 0
