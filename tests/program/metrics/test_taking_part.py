"""Who takes part: counted by hand in small programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from program.metrics.catalogue import figure
from program.metrics.figure import Figure, Scope
from program.metrics.intervals import wilson
from program.program import Program
from program.records import (
    Attendance,
    Circle,
    Cohort,
    Event,
    EventKind,
    Lifecycle,
    Measure,
    Person,
    Placement,
    Preference,
    Presence,
    Record,
    Role,
    Round,
    Wish,
)
from tests.program.scene import mentee, placed, scene

AUTUMN = Scope(date(2027, 8, 1))  # three cycles have begun


def made(measure: Measure, *records: Record, scope: Scope = AUTUMN) -> Figure:
    return figure(scene(*records), measure, scope)


def person(id_: str, status: Lifecycle, **more: Any) -> Person:
    return mentee(id_, f"Person {id_}", **{"status": status, **more})


def test_participation_is_enrolled_of_eligible() -> None:
    """Five of seven. Ana is only listed, but sat in a cycle; Jon is listed and was never placed."""
    found = made(
        Measure.PARTICIPATION,
        placed("a1", "ana", "q1", "ops"),
        person("x1", Lifecycle.DECLINED),
        person("x2", Lifecycle.RECRUITED),
        person("x3", Lifecycle.LEFT, unit="Sales"),
        person("x4", Lifecycle.ALUMNI, unit=" sales "),
        person("x5", Lifecycle.IN_ROTATION, unit=""),
    )
    assert (found.part, found.n) == (5, 7)
    assert found.value == 500 / 7
    assert found.interval == wilson(5, 7)
    assert set(found.counted) == {"ana", "x2", "x3", "x4", "x5"}
    assert set(found.among) - set(found.counted) == {"jon", "x1"}
    assert [(part.label, part.part, part.n) for part in found.parts] == [
        ("Product", 2, 4),
        ("Sales", 2, 2),
        ("No unit", 1, 1),
    ]


def test_participation_by_cohort_where_there_are_several() -> None:
    cohorts = (Cohort("new", name="New", start=date(2027, 7, 1)), Cohort("old", name="Old", start=date(2027, 1, 1)))
    people = (
        person("a", Lifecycle.ONBOARDED, cohort="new"),
        person("b", Lifecycle.LISTED, cohort="old"),
        person("c", Lifecycle.REVIEW, cohort="old"),
    )
    found = made(Measure.PARTICIPATION, *cohorts, *people)
    assert found.by == "cohort"
    assert [(part.label, part.part, part.n) for part in found.parts] == [
        ("Old", 1, 2),
        ("New", 1, 1),
        ("No cohort", 0, 2),
    ]
    alone = made(Measure.PARTICIPATION, *cohorts, *people, scope=Scope(AUTUMN.until, cohort="old"))
    assert (alone.part, alone.n, alone.by) == (1, 2, "unit")


def test_whoever_is_still_to_come_is_not_eligible_yet() -> None:
    spring = Scope(date(2027, 4, 1))
    found = made(
        Measure.PARTICIPATION,
        Cohort("next", name="Next", start=date(2027, 9, 1)),
        person("a", Lifecycle.RECRUITED, cohort="next"),
        person("b", Lifecycle.RECRUITED, since=date(2027, 6, 1)),
        person("c", Lifecycle.RECRUITED, start=date(2027, 6, 1)),
        scope=spring,
    )
    assert set(found.among) == {"ana", "jon"}


def test_nobody_makes_no_rate() -> None:
    for measure in (Measure.PARTICIPATION, Measure.ROTATION_PARTICIPATION, Measure.ATTENDANCE):
        found = figure(Program.of_records([]), measure, AUTUMN)
        assert (found.value, found.n, found.part, found.interval, found.parts) == (None, 0, 0, None, ())


def test_rotation_participation_counts_places() -> None:
    """Three cycles have begun. Ana sat in two of three; Jon came in with q2, sat there, and sits q3 out: 3 of 4."""
    found = made(
        Measure.ROTATION_PARTICIPATION,
        placed("a1", "ana", "q1", "ops"),
        placed("a2", "ana", "q2", "fin"),
        placed("j2", "jon", "q2", "cus"),
        placed("later", "ana", "q4", "cus"),
        Preference("p", person="jon", wish=Wish.NEVER, cycle="q3"),
    )
    assert (found.part, found.n, found.value) == (3, 4, 75.0)
    assert found.counted == ("a1", "a2", "j2")
    assert found.among == ("ana", "jon")
    assert [(part.label, part.part, part.n) for part in found.parts] == [("Q1", 1, 1), ("Q2", 2, 2), ("Q3", 0, 1)]


def test_alumni_and_those_who_left_miss_nothing_afterwards() -> None:
    """q2 began on 1 April: both were still there in May, and missed it; q3 began in July."""
    may = date(2027, 5, 1)
    found = made(
        Measure.ROTATION_PARTICIPATION,
        mentee("ana", "Ana Ruiz", status=Lifecycle.ALUMNI, since=may),
        mentee("jon", "Jon Bakke", status=Lifecycle.LEFT, since=may),
        mentee("kim", "Kim Lo", status=Lifecycle.LEFT),
        mentee("lee", "Lee Wu", status=Lifecycle.IN_ROTATION),
        Event("gone", person="lee", kind=EventKind.LEFT, on=date(2027, 3, 1)),
        *(placed(f"{id_}1", id_, "q1", "ops") for id_ in ("ana", "jon", "kim", "lee")),
    )
    assert (found.part, found.n) == (4, 6)
    assert [(part.label, part.part, part.n) for part in found.parts] == [("Q1", 4, 4), ("Q2", 0, 2), ("Q3", 0, 0)]


def test_attendance_counts_marks() -> None:
    """Five marks within the time, four of them there: 80 %. Jon's seat in the second round has no mark."""
    day = date(2027, 3, 1)
    circle = Circle(
        "c", name="Circle", people=("ana", "jon", "okafor"), rounds=(Round((("ana", "jon", "okafor"),)),) * 2, held=2
    )

    def mark(id_: str, who: str, number: int, presence: Presence, on: date | None = day) -> Attendance:
        return Attendance(id_, circle="c", person=who, round=number, presence=presence, on=on)

    found = made(
        Measure.ATTENDANCE,
        circle,
        mark("m1", "ana", 1, Presence.THERE),
        mark("m2", "jon", 1, Presence.LATE),
        mark("m3", "okafor", 1, Presence.AWAY),
        mark("m4", "ana", 2, Presence.LEFT_EARLY),
        mark("m5", "okafor", 2, Presence.THERE),
        mark("m6", "jon", 3, Presence.THERE, date(2027, 9, 1)),
        mark("m7", "jon", 3, Presence.THERE, None),
        mark("m8", "nobody", 1, Presence.AWAY),
    )
    assert (found.part, found.n, found.heads, found.value) == (4, 5, 3, 80.0)
    assert set(found.among) - set(found.counted) == {"m3"}
    assert found.notes == (
        "1 seat in these rounds without any mark left out.",
        "1 mark without a date left out.",
    )
    assert [(part.label, part.part, part.n, part.heads) for part in found.parts] == [("Circle", 4, 5, 3)]


def test_people_and_cycles_that_are_gone_do_no_harm() -> None:
    found = made(
        Measure.ROTATION_PARTICIPATION, placed("a1", "ana", "q1", "ops"), Placement("lost", person="gone", cycle="gone")
    )
    assert found.counted == ("a1",)


def test_hostile_names_are_only_labels() -> None:
    name = "{x} $\\frac{1}{0}$ \u202e‮" + "Ω" * 200
    found = made(Measure.PARTICIPATION, Person("h", name=name, roles=(Role.MENTEE,), unit=name))
    assert name in [part.label for part in found.parts]
    assert name not in " ".join(found.notes)
