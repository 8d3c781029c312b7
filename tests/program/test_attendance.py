"""Marks of who is there, and what they mean for the rounds to come."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from program.attendance import attendance_of, attended, expected, listed, noted
from program.circles import answered, out_of_date, present, wish
from program.planning.rounds import plan_rounds
from program.program import Program
from program.records import Circle, Person, Presence, Role

IDS = tuple(f"p{n:02}" for n in range(9))
TODAY = date(2027, 3, 1)
PEOPLE = [Person(id_, name=f"Person {id_}", roles=(Role.MENTEE,)) for id_ in (*IDS, "new")]
START = Circle("circle", name="Weekly", people=IDS[:8], size=4, wanted=4, mixed=False)


def program(*more) -> Program:
    return Program.of_records([*PEOPLE, *more])


def planned(circle: Circle) -> Circle:
    return answered(circle, plan_rounds(wish(program(circle), circle)))


def running(held: int) -> Circle:
    return msgspec.structs.replace(planned(START), held=held)


@pytest.mark.parametrize(
    ("held", "number", "presence", "rounds"),
    [
        (0, 1, Presence.THERE, (1, 2, 3, 4)),
        (0, 1, Presence.LATE, (2, 3, 4)),
        (0, 1, Presence.AWAY, ()),
        (0, 1, Presence.LEFT_EARLY, (1,)),
        (1, 2, Presence.LATE, (3, 4)),
        (1, 2, Presence.AWAY, ()),
        (1, 2, Presence.LEFT_EARLY, (2,)),
        (2, 2, Presence.LATE, (3, 4)),
        (2, 2, Presence.AWAY, ()),
        (2, 2, Presence.LEFT_EARLY, ()),
        (3, 4, Presence.LATE, (4,)),
    ],
)
def test_a_mark_says_in_which_rounds_to_come_somebody_has_a_seat(held, number, presence, rounds):
    marked = attended(running(held), number, {"p00": presence})
    ahead = range(held, 4)
    assert tuple(r + 1 for r in ahead if "p00" in present(marked, r)) == rounds
    again = planned(marked)
    assert again.rounds[:held] == marked.rounds[:held], "what was held stays"
    seated = [r + 1 for r in ahead for t in again.rounds[r].tables if "p00" in t]
    assert set(seated) <= set(rounds)
    assert not out_of_date(again)


def test_whoever_was_away_and_comes_has_a_seat_again():
    away = planned(attended(running(1), 2, {"p03": Presence.AWAY}))
    assert all("p03" not in present(away, r) for r in (1, 2, 3))
    held = msgspec.structs.replace(away, held=2)
    back = attended(held, 3, {"p03": Presence.THERE})
    assert [r for r in range(2, 4) if "p03" in present(back, r)] == [2, 3]
    late = attended(held, 2, {"p03": Presence.LATE})
    assert [r for r in range(2, 4) if "p03" in present(late, r)] == [2, 3], "came in the middle of a round under way"


def test_somebody_new_is_in_the_circle_from_then_on():
    circle = attended(running(2), 3, {"new": Presence.THERE})
    assert "new" in circle.people and "new" not in present(circle, 1) and "new" in present(circle, 2)
    again = planned(circle)
    assert again.rounds[:2] == circle.rounds[:2]
    assert all("new" in {id_ for group in (*r.tables, r.out) for id_ in group} for r in again.rounds[2:])


def test_a_mark_that_changes_nothing_leaves_the_circle_as_it_is():
    circle = running(1)
    assert attended(circle, 2, dict.fromkeys(circle.people, Presence.THERE)) is circle


def test_marks_are_noted_once_a_round():
    first = noted(program(START), START, 1, {"p00": Presence.LATE, "p01": Presence.THERE}, TODAY)
    known = program(START, *first)
    again = noted(known, START, 1, {"p00": Presence.AWAY}, TODAY)
    assert [each.id for each in again] == [first[0].id] and again[0].presence is Presence.AWAY
    assert attendance_of(known, START, 2) == {} and set(attendance_of(known, START, 1)) == {"p00", "p01"}


def test_those_listed_are_who_is_or_was_there():
    left = msgspec.structs.replace(running(1), people=IDS[1:8])
    assert [person.id for person in listed(program(left), left)] == list(IDS[:8])
    assert expected(left, 1) == frozenset(IDS[:8]) and expected(left, 2) == frozenset(IDS[1:8])


def test_of_a_round_held_before_the_book_knew_its_tables_all_of_the_circle_are_expected() -> None:
    circle = Circle("c", name="Peers", people=("a", "b"), held=2)
    assert expected(circle, 2) == {"a", "b"}
