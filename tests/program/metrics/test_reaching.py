"""How far learning travels, and how new the company is."""

from __future__ import annotations

from datetime import date

import pytest

from program.metrics.figure import Scope
from program.metrics.reaching import lessons, pair_novelty, reach, sources
from program.program import Program
from program.records import Modality, Person, Role
from tests.program.scene import mentor, placed, scene

SCOPE = Scope(date(2027, 12, 31))


def test_what_a_mentor_learnt_before_travels_on_and_what_comes_after_does_not() -> None:
    jon = Person("jon", name="Jon Bakke", roles=(Role.MENTEE, Role.MENTOR))
    made = scene(
        jon,
        placed("a", "jon", "q1", mentor="okafor"),
        placed("b", "ana", "q2", mentor="jon"),
        placed("c", "jon", "q3", mentor="chen"),
    )
    known = sources(lessons(made, SCOPE))
    assert known == {"jon": {"okafor", "chen"}, "ana": {"jon", "okafor"}}
    found = reach(made, SCOPE)
    assert found.value == pytest.approx(100 * (2 / 3 + 2 / 3) / 2)
    assert (found.n, found.among, found.counted) == (2, ("ana", "jon"), ("a", "b", "c"))
    assert found.notes == ("Directly 50.0 %; the rest was passed on. 4 people in the network.",)


def test_what_is_learnt_in_the_same_cycle_is_not_passed_on_in_it() -> None:
    made = scene(placed("a", "jon", "q1", mentor="okafor"), placed("b", "ana", "q1", mentor="jon"))
    assert sources(lessons(made, SCOPE)) == {"jon": {"okafor"}, "ana": {"jon"}}


@pytest.mark.parametrize(
    ("modality", "known"),
    [
        (Modality.ONE_TO_ONE, {"ana": {"chen"}}),
        (Modality.REVERSE, {"chen": {"ana"}}),
        (Modality.PEER, {"ana": {"chen"}, "chen": {"ana"}}),
    ],
)
def test_the_form_of_mentoring_says_who_learns(modality: Modality, known: dict[str, set[str]]) -> None:
    made = scene(placed("a", "ana", "q1", mentor="chen", modality=modality))
    assert sources(lessons(made, SCOPE)) == known


def test_coaches_teach_and_people_who_are_gone_do_not() -> None:
    made = scene(placed("a", "ana", "q1", mentor="gone", coach="haddad"), placed("b", "gone", "q1", mentor="chen"))
    assert sources(lessons(made, SCOPE)) == {"ana": {"haddad"}}


def test_alone_nobody_can_be_reached() -> None:
    for made in (Program.of_records([]), scene(placed("a", "ana", "q1"))):
        assert (reach(made, SCOPE).value, reach(made, SCOPE).n) == (None, 0)


def test_pairs_are_new_until_they_meet_again() -> None:
    made = scene(
        mentor("okafor", "Ben Okafor"),
        placed("a", "ana", "q1", mentor="okafor"),
        placed("b", "jon", "q1", mentor="chen"),
        placed("c", "ana", "q2", mentor="chen"),
        placed("d", "ana", "q3", mentor="okafor"),
        placed("e", "okafor", "q4", mentor="ana"),  # the other way round
        placed("f", "jon", "q4"),
    )
    found = pair_novelty(made, SCOPE)
    assert (found.part, found.n, found.counted) == (3, 5, ("a", "b", "c"))
    assert [(part.label, part.part, part.n) for part in found.parts] == [
        ("Q1", 2, 2),
        ("Q2", 1, 1),
        ("Q3", 0, 1),
        ("Q4", 0, 1),
    ]
    late = pair_novelty(made, Scope(SCOPE.until, since=date(2027, 7, 1)))
    assert (late.part, late.n) == (0, 2)
