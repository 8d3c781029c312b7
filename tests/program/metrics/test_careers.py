"""Who stayed, rose and took on more: followed by hand, with those compared with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from program.metrics.beside import LIMITS
from program.metrics.careers import year_on
from program.metrics.catalogue import figure
from program.metrics.figure import Figure, Scope
from program.metrics.intervals import wilson
from program.program import Program
from program.records import (
    Baseline,
    Cohort,
    Event,
    EventKind,
    Lifecycle,
    Measure,
    Person,
    Record,
    Role,
)

ENTRY = date(2025, 3, 1)
LATER = Scope(date(2027, 1, 1))
LEFT = EventKind.LEFT


def someone(id_: str, status: Lifecycle = Lifecycle.IN_ROTATION, cohort: str = "c", **more: Any) -> Person:
    return Person(id_, name=f"Person {id_}", roles=(Role.MENTEE,), status=status, cohort=cohort, unit="Unit", **more)


def event(id_: str, person: str, kind: EventKind, on: date | None, **more: Any) -> Event:
    return Event(id_, person=person, kind=kind, on=on, **more)


#: Somebody else's move, so that the book is one in which employment events are kept.
KEPT = Event("kept", person="else", kind=EventKind.LATERAL_MOVE, on=date(2020, 1, 1))


def made(measure: Measure, *records: Record, scope: Scope = LATER) -> Figure:
    return figure(Program.of_records([Cohort("c", name="Cohort", start=ENTRY), KEPT, *records]), measure, scope)


def test_without_employment_events_nothing_is_known() -> None:
    program = Program.of_records([Cohort("c", name="Cohort", start=ENTRY), someone("a")])
    for measure in (Measure.RETENTION, Measure.PROGRESSION, Measure.RESPONSIBILITY):
        found = figure(program, measure, LATER)
        assert (found.value, found.n, found.comparison) == (None, 0, None)
        assert found.notes == ("No employment events are kept up to this day.",)


def test_retention_follows_each_for_twelve_months() -> None:
    """Entry on 1 March 2025. Left on 1 March 2026: gone within the year; a day later: stayed. Two of four stayed."""
    found = made(
        Measure.RETENTION,
        *(someone(id_) for id_ in "abcd"),
        event("1", "a", LEFT, date(2026, 3, 1)),
        event("2", "b", LEFT, date(2026, 3, 2)),
        event("3", "c", LEFT, date(2025, 5, 1)),
        event("4", "d", LEFT, date(2024, 5, 1)),  # and came back before they entered
        event("5", "gone", LEFT, date(2025, 5, 1)),
    )
    assert (found.part, found.n, found.value, found.interval) == (2, 4, 50.0, wilson(2, 4))
    assert found.counted == ("b", "d")
    assert found.comparison is None
    assert found.notes == ()


def test_whoever_entered_lately_counts_as_far_as_it_went() -> None:
    people = [*(someone(id_) for id_ in "ab"), someone("x", cohort="")]
    found = made(
        Measure.RETENTION,
        *people,
        event("1", "a", LEFT, date(2025, 5, 1)),
        event("2", "b", LEFT, None),
        scope=Scope(date(2025, 6, 1)),
    )
    assert (found.part, found.n) == (0, 1)
    assert found.notes == (
        "Followed for less than twelve months so far: 1 mentee.",
        "2 mentees left out: the day of entering or leaving is not known.",
    )
    before = made(Measure.RETENTION, *people, event("1", "a", LEFT, date(2025, 5, 1)), scope=Scope(date(2025, 4, 1)))
    assert (before.part, before.n) == (2, 2)


def test_leaving_the_program_is_not_leaving_the_organisation() -> None:
    found = made(Measure.RETENTION, someone("a", Lifecycle.LEFT))
    assert (found.part, found.n) == (1, 1)
    assert found.notes == ("1 mentee left the program; no event says that they left the organisation.",)


def test_retention_beside_those_who_do_not_take_part() -> None:
    """Five eligible people are only listed, or declined; one had left before, one is external. Of five, four stay."""
    out = [someone(id_, Lifecycle.LISTED if id_ < "s" else Lifecycle.DECLINED) for id_ in "pqrst"]
    found = made(
        Measure.RETENTION,
        someone("a"),
        *out,
        someone("u", Lifecycle.LISTED),
        someone("v", Lifecycle.LISTED, external=True),
        event("1", "p", LEFT, date(2025, 6, 1)),
        event("2", "u", LEFT, date(2025, 2, 1)),
        Baseline("b", figure=Measure.RETENTION, group="Everybody", value=91.0, n=400, source="Annual report"),
    )
    assert (found.part, found.n) == (1, 1)
    assert found.comparison is not None
    assert (found.comparison.part, found.comparison.n, found.comparison.value) == (4, 5, 80.0)
    assert found.comparison.limits == LIMITS
    assert found.notes == ("Everybody: 91 %, n = 400.",)


def test_few_are_no_comparison_and_the_baseline_stands() -> None:
    found = made(
        Measure.RETENTION,
        someone("a"),
        someone("p", Lifecycle.LISTED),
        Baseline("b", figure=Measure.RETENTION, group="Everybody", value=91.0, n=400),
    )
    assert found.comparison is not None
    assert (found.comparison.words, found.comparison.value, found.comparison.part) == ("Everybody", 91.0, None)


def test_the_middle_entry_stands_for_those_without_one() -> None:
    """The mentees entered on 1 March 2025: somebody without a cohort who left on 1 February is not compared with."""
    out = [someone(id_, Lifecycle.LISTED, cohort="") for id_ in "pqrstu"]
    found = made(
        Measure.RETENTION,
        someone("a"),
        *out,
        event("1", "p", LEFT, date(2025, 2, 1)),
        event("2", "q", LEFT, date(2025, 4, 1)),
    )
    assert found.comparison is not None
    assert (found.comparison.part, found.comparison.n) == (4, 5)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 3, 1), date(2026, 3, 1)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(9999, 6, 1), date.max),
    ],
)
def test_a_year_later(day: date, later: date) -> None:
    assert year_on(day) == later


def test_progression_counts_people_with_a_move_since_they_entered() -> None:
    found = made(
        Measure.PROGRESSION,
        *(someone(id_) for id_ in "abcd"),
        someone("x", cohort=""),
        event("1", "a", EventKind.PROMOTION, date(2025, 9, 1)),
        event("2", "a", EventKind.LATERAL_MOVE, date(2026, 9, 1)),
        event("3", "b", EventKind.LATERAL_MOVE, date(2025, 9, 1)),
        event("4", "c", EventKind.PROMOTION, date(2025, 2, 1)),
        event("5", "d", EventKind.PROMOTION, date(2027, 2, 1)),
        event("6", "d", EventKind.PROMOTION, None),
        event("7", "d", EventKind.LARGER_SCOPE, date(2025, 9, 1)),
    )
    assert (found.part, found.n, found.value) == (2, 4, 50.0)
    assert (found.counted, found.among) == (("a", "b"), ("a", "b", "c", "d"))
    assert [(part.label, part.part, part.n) for part in found.parts] == [("Promoted", 1, 4), ("Moved", 2, 4)]
    assert found.notes == (
        "1 mentee left out: the day of entering is not known.",
        "1 event without a day left out.",
    )


def test_responsibility_is_scope_or_a_critical_role() -> None:
    found = made(
        Measure.RESPONSIBILITY,
        *(someone(id_) for id_ in "abc"),
        event("1", "a", EventKind.LARGER_SCOPE, date(2025, 9, 1)),
        event("2", "b", EventKind.PROMOTION, date(2025, 9, 1), role="cfo"),
        event("3", "c", EventKind.PROMOTION, date(2025, 9, 1)),
    )
    assert found.counted == ("a", "b")
    assert [(part.label, part.part) for part in found.parts] == [("Larger scope", 1), ("Critical role", 1)]


def test_a_scope_sees_what_happened_within_it() -> None:
    records = (
        *(someone(id_) for id_ in "ab"),
        event("1", "a", EventKind.PROMOTION, date(2025, 9, 1)),
        event("2", "b", LEFT, date(2025, 9, 1)),
    )
    found = made(Measure.PROGRESSION, *records, scope=Scope(LATER.until, since=date(2026, 1, 1)))
    assert (found.part, found.among) == (0, ("a",))


def test_progression_beside_those_who_do_not_take_part() -> None:
    found = made(
        Measure.PROGRESSION,
        someone("a"),
        *(someone(id_, Lifecycle.DECLINED) for id_ in "pqrst"),
        event("1", "p", EventKind.PROMOTION, date(2025, 9, 1)),
        event("2", "q", EventKind.PROMOTION, date(2025, 1, 1)),
    )
    assert found.comparison is not None
    assert (found.comparison.part, found.comparison.n, found.comparison.value) == (1, 5, 20.0)


def test_nobody_makes_no_rate() -> None:
    for measure in (Measure.RETENTION, Measure.PROGRESSION, Measure.RESPONSIBILITY):
        found = figure(Program.of_records([]), measure, LATER)
        assert (found.value, found.n, found.parts, found.comparison) == (None, 0, (), None)
