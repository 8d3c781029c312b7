"""What mentees meet: functions, their evenness against an independent entropy, stretch."""

from __future__ import annotations

from datetime import date

import pytest
from scipy.stats import entropy

from program.metrics.catalogue import figure
from program.metrics.exposed import evenness
from program.metrics.figure import Figure, Scope
from program.metrics.intervals import student
from program.program import Program
from program.records import CHARTER, Charter, Experience, Host, Lifecycle, Measure, Record
from tests.program.scene import mentee, placed, scene

YEAR = Scope(date(2027, 12, 31))


def made(measure: Measure, *records: Record, scope: Scope = YEAR) -> Figure:
    return figure(scene(*records), measure, scope)


@pytest.mark.parametrize("counts", [(1, 1), (3, 1), (2, 2, 1), (10, 1, 1, 1)])
def test_evenness_as_scipy_has_it(counts: tuple[int, ...]) -> None:
    """Pielou (1966): Shannon's entropy, here in units of its largest value by the base of the logarithm."""
    assert evenness(counts) == pytest.approx(float(entropy(counts, base=len(counts))))


def test_evenness_needs_two_functions() -> None:
    assert evenness((4,)) is None
    assert evenness((4, 0)) is None
    assert evenness(()) is None


def test_functions_met_are_counted_once_each() -> None:
    """Ana: Operations twice (under two hosts) and Finance; Jon: Customer. Mean of 2 and 1."""
    found = made(
        Measure.EXPOSURE,
        Charter(CHARTER, name="Test program", breadth=2),
        Host("ops2", name="Plant", function=" operations "),
        Host("blank", name="Blank"),
        placed("a1", "ana", "q1", "ops"),
        placed("a2", "ana", "q2", "fin"),
        placed("a3", "ana", "q3", "ops2"),
        placed("j1", "jon", "q1", "cus"),
        placed("j2", "jon", "q2", "blank"),
        placed("j3", "jon", "q3"),
    )
    assert (found.value, found.n, found.counted) == (1.5, 2, ("ana", "jon"))
    assert found.interval == student([2.0, 1.0])
    assert [(part.label, part.value, part.n) for part in found.parts] == [
        ("Up to Q1", 1.0, 2),
        ("Up to Q2", 1.5, 2),
        ("Up to Q3", 1.5, 2),
        ("Up to Q4", 1.5, 2),
    ]
    assert found.notes == (
        "The charter asks for 2 functions; 1 of 2 have met as many so far.",
        f"Evenness over the functions met: {entropy((2, 1), base=2):.2f} of 1.00, n = 1.",
    )


def test_cycles_to_come_do_not_count() -> None:
    found = made(
        Measure.EXPOSURE,
        placed("a1", "ana", "q1", "ops"),
        placed("a4", "ana", "q4", "fin"),
        scope=Scope(date(2027, 9, 1)),
    )
    assert found.value == 1.0


def test_stretch_is_had_or_not() -> None:
    found = made(
        Measure.STRETCH,
        placed("a1", "ana", "q1", experience=Experience.STRETCH_ASSIGNMENT),
        placed("a2", "ana", "q2", experience=Experience.STRETCH_ASSIGNMENT),
        placed("j1", "jon", "q1", experience=Experience.SHADOWING),
        mentee("kim", "Kim Lo", status=Lifecycle.ONBOARDED),
    )
    assert (found.part, found.n, found.counted) == (1, 3, ("ana",))
    assert [(part.label, part.part) for part in found.parts] == [("Stretch assignment", 1), ("Shadowing", 1)]


def test_nobody_meets_nothing() -> None:
    for measure in (Measure.EXPOSURE, Measure.STRETCH):
        found = figure(Program.of_records([]), measure, YEAR)
        assert (found.value, found.n, found.interval, found.parts) == (None, 0, None, ())
