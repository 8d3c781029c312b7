"""Circles in the book: what the planner is told of them, and what stands on their round sheet."""

from __future__ import annotations

import msgspec
import pytest

from program import views
from program.circles import answered, encounters, kept_apart, out_of_date, present, wish
from program.commands import Remove
from program.planning.rounds import plan_rounds
from program.program import Program
from program.records import Apart, Circle, Conflict, Person, Stay
from program.trouble import Trouble
from tests.program.scene import scene

IDS = tuple(f"p{n:02}" for n in range(12))
CIRCLE = Circle("c", name="Peers", people=IDS, size=4, wanted=3)


def crowd(*more) -> Program:
    people = [
        Person(id_, name=f"Ann{n} Berg", alias=f"Owl {n}", unit=f"Unit {n % 3}", manager="p00" if n == 1 else "")
        for n, id_ in enumerate(IDS)
    ]
    return scene(*people, *more)


def planned(circle: Circle, program: Program | None = None) -> Circle:
    return answered(circle, plan_rounds(wish(program or crowd(circle), circle)))


def test_the_planner_hears_of_conflicts_units_and_levels_but_of_no_name() -> None:
    program = crowd(CIRCLE, Conflict("x", first="p03", second="p07"))
    asked = wish(program, CIRCLE)
    assert asked.apart == ((3, 7),)
    assert asked.traits == (tuple(n % 3 for n in range(12)),)  # nobody has a level
    assert "Ann" not in repr(asked)
    assert wish(program, msgspec.structs.replace(CIRCLE, mixed=False)).traits == ()


def test_reporting_lines_and_units_are_kept_apart_where_that_is_asked() -> None:
    program = crowd()
    line = msgspec.structs.replace(CIRCLE, apart=(Apart.REPORTING_LINE,))
    assert kept_apart(program, line) == (("p00", "p01"),)
    unit = msgspec.structs.replace(CIRCLE, size=3, apart=(Apart.SAME_UNIT,))
    assert len(kept_apart(program, unit)) == 3 * 6
    rounds = planned(unit).rounds
    units = [{int(id_[1:]) % 3 for id_ in table} for each in rounds for table in each.tables]
    assert units == [{0, 1, 2}] * 12
    assert encounters(rounds) == ()


def test_rounds_held_stay_and_people_are_there_from_and_to_their_rounds() -> None:
    first = planned(CIRCLE)
    later = msgspec.structs.replace(
        first,
        held=1,
        wanted=4,
        people=(*IDS[1:], "ana"),  # p00 is no longer of the circle, Ana is new
        stays=(Stay("ana", first=3), Stay("p05", last=2)),
    )
    assert out_of_date(later)
    again = planned(later, crowd(later))
    assert not out_of_date(again)
    assert again.rounds[0] == first.rounds[0]
    there = [{id_ for table in each.tables for id_ in table} for each in again.rounds]
    assert there[1:] == [set(IDS[1:]), {*IDS[1:], "ana"} - {"p05"}, {*IDS[1:], "ana"} - {"p05"}]
    assert [present(again, number) for number in (1, 2, 3)] == there[1:]


def test_a_circle_of_nobody_is_not_planned() -> None:
    with pytest.raises(Trouble):
        wish(crowd(), Circle("c", name="Empty"))


@pytest.mark.parametrize("names", views.Names)
def test_the_round_sheet_tells_who_sits_where_and_nothing_else(names: views.Names) -> None:
    circle = planned(msgspec.structs.replace(CIRCLE, people=IDS[:11], exact=True, hosts=("p02",), facilitator="jon"))
    view = views.circle(crowd(circle), names=names)
    (sheet,) = view.circles
    assert (sheet.people, len(sheet.rounds), len(sheet.ways)) == (11, 3, 11)
    for each in sheet.rounds:
        assert [table.number for table in each.tables] == [1, 2]
        assert each.tables[0].host == each.tables[0].people[0]
        assert len(each.out) == 3
    ways = {way.name: way.tables for way in sheet.ways}
    host = {"full": "Ann2 Berg", "first": "Ann2", "alias": "Owl 2"}[names]
    assert ways[host] == (1, 1, 1)
    text = repr(view)
    assert "Unit" not in text
    assert names is not views.Names.ALIAS or ("Ann" not in text and "Jon" not in text)


def test_somebody_removed_from_the_book_leaves_no_name_behind() -> None:
    circle = planned(CIRCLE)
    program = crowd(circle)
    program = program.apply(Remove((program.of(Person)["p04"],)).change(program))
    left = program.of(Circle)["c"]
    assert "p04" not in left.people
    assert out_of_date(left)
    assert "Ann4" not in repr(views.circle(program))
