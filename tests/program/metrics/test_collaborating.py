"""What crosses functions and what comes of it: counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from program.metrics.catalogue import figure
from program.metrics.figure import Figure, Scope
from program.metrics.intervals import wilson
from program.program import Program
from program.records import Cohort, Deliverable, Host, Measure, Recommendation, Record
from tests.program.scene import mentee, placed, scene

YEAR = Scope(date(2027, 12, 31))


def made(measure: Measure, *records: Record, scope: Scope = YEAR) -> Figure:
    return figure(scene(*records), measure, scope)


def offer(id_: str, kind: Deliverable = Deliverable.RECOMMENDATION, **days: Any) -> Recommendation:
    return Recommendation(id_, title=f"Offer {id_}", kind=kind, **days)


def test_recommendations_go_from_proposed_to_implemented() -> None:
    """Four proposed, three accepted (one of them by being implemented), two implemented after 30 and 60 days."""
    january = date(2027, 1, 1)
    found = made(
        Measure.RECOMMENDATIONS,
        offer("r1", proposed=january, accepted=date(2027, 1, 15), implemented=date(2027, 1, 31), impact="Saved a week"),
        offer("r2", kind=Deliverable.PROTOTYPE, proposed=january, implemented=date(2027, 3, 2)),
        offer("r3", proposed=january, accepted=date(2027, 2, 1), implemented=date(2028, 2, 1)),
        offer("r4", proposed=january, declined=date(2027, 2, 1)),
        offer("r5", proposed=date(2028, 1, 1)),
        offer("r6"),
        offer("r7", kind=Deliverable.INITIATIVE, proposed=january, implemented=january),
    )
    assert (found.part, found.n, found.value, found.interval) == (2, 4, 50.0, wilson(2, 4))
    assert found.counted == ("r1", "r2")
    assert [(part.label, part.part, part.n) for part in found.parts] == [
        ("Proposed", 4, 4),
        ("Accepted", 3, 4),
        ("Implemented", 2, 4),
    ]
    assert found.notes == (
        "Median from proposal to implementation: 45 days, n = 2 implemented so far; those still under way will take "
        "longer.",
        "1 recommendation declined.",
        "What it brought is described for 1 of 2 implemented.",
        "1 record without any date left out.",
    )


def test_initiatives_are_counted_by_themselves() -> None:
    spring = date(2027, 4, 1)
    found = made(
        Measure.COLLABORATIONS,
        offer("i1", kind=Deliverable.INITIATIVE, proposed=spring),
        offer("i2", kind=Deliverable.INITIATIVE, accepted=spring, implemented=spring),
        offer("r1", proposed=spring),
    )
    assert (found.value, found.n, found.part) == (2.0, 2, 1)
    assert (found.counted, found.among) == (("i2",), ("i1", "i2"))
    assert [(part.label, part.value) for part in found.parts] == [
        ("Proposed", 100.0),
        ("Accepted", 50.0),
        ("Completed", 50.0),
    ]


def test_a_cohort_has_what_its_people_proposed() -> None:
    day = date(2027, 4, 1)
    records = (
        Cohort("one", name="One"),
        mentee("ana", "Ana Ruiz", cohort="one"),
        placed("a1", "ana", "q1", "ops"),
        offer("r1", proposed=day, people=("ana", "gone")),
        offer("r2", proposed=day, placement="a1"),
        offer("r3", proposed=day, people=("jon",)),
        offer("r4", proposed=day),
    )
    found = made(Measure.RECOMMENDATIONS, *records, scope=Scope(YEAR.until, cohort="one"))
    assert found.among == ("r1", "r2")


def test_the_beginning_of_a_scope_leaves_out_what_was_proposed_before() -> None:
    records = (offer("r1", proposed=date(2027, 1, 1)), offer("r2", proposed=date(2027, 4, 1)))
    found = made(Measure.RECOMMENDATIONS, *records, scope=Scope(YEAR.until, since=date(2027, 4, 1)))
    assert found.among == ("r2",)


def test_an_assignment_at_home_does_not_cross_functions() -> None:
    """Ana is of "Operations", Jon's unit is not said: two of Ana's three placements that can be told are abroad."""
    found = made(
        Measure.CROSS_FUNCTION,
        mentee("ana", "Ana Ruiz", unit=" operations "),
        mentee("jon", "Jon Bakke", unit=""),
        Host("lab", name="Lab", function="Research", unit="Operations"),
        placed("a1", "ana", "q1", "ops"),
        placed("a2", "ana", "q2", "fin"),
        placed("a3", "ana", "q3"),
        placed("a4", "ana", "q4", "cus"),
        placed("j1", "jon", "q1", "lab"),
    )
    assert (found.counted, found.among) == (("a2", "a4"), ("a1", "a2", "a4"))
    assert (found.part, found.n, found.heads) == (2, 3, 1)
    assert found.notes == ("2 placements left out: no host, function or unit said.",)
    at_home = made(
        Measure.CROSS_FUNCTION,
        mentee("ana", "Ana Ruiz", unit="Operations"),
        Host("lab", name="Lab", function="Research", unit="Operations"),
        placed("a1", "ana", "q1", "lab"),
    )
    assert (at_home.part, at_home.n) == (0, 1)


def test_nothing_proposed_is_no_rate() -> None:
    for measure in (Measure.RECOMMENDATIONS, Measure.COLLABORATIONS, Measure.CROSS_FUNCTION):
        found = figure(Program.of_records([]), measure, YEAR)
        assert (found.value, found.n, found.parts) == (None, 0, ())
