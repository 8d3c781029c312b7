"""Checkpoints and readings of performance, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from program.metrics.catalogue import figure
from program.metrics.figure import Figure, Scope
from program.metrics.intervals import student, wilson
from program.program import Program
from program.records import Checkpoint, Cohort, Measure, Performance, RaterGroup, Record
from tests.program.scene import mentee, placed, scene

YEAR = Scope(date(2027, 12, 31))
MAY = date(2027, 5, 1)
PLACED = (placed("a1", "ana", "q1", "ops"), placed("a2", "ana", "q2", "fin"), placed("j1", "jon", "q1", "cus"))


def made(measure: Measure, *records: Record, scope: Scope = YEAR) -> Figure:
    return figure(scene(*PLACED, *records), measure, scope)


def checkpoint(id_: str, placement: str, on: date | None = MAY, **said: Any) -> Checkpoint:
    return Checkpoint(id_, placement=placement, on=on, **said)


def test_quality_is_the_mean_over_placements() -> None:
    """a1: (5+4+3)/3 = 4 and 2 alone, so 3; j1: (4+5)/2 = 4.5. Mean 3.75 of two placements."""
    found = made(
        Measure.EXPOSURE_QUALITY,
        checkpoint("c1", "a1", complexity=5, autonomy=4, breadth=3),
        checkpoint("c2", "a1", complexity=2, by=RaterGroup.SELF),
        checkpoint("c3", "j1", autonomy=4, breadth=5),
        checkpoint("c4", "j1", transfer=5),
        checkpoint("c5", "a2", on=None, complexity=1),
        checkpoint("c6", "a2", on=date(2028, 1, 1), complexity=1),
        checkpoint("c7", "gone", complexity=1),
    )
    assert (found.value, found.n, found.heads) == (3.75, 2, 2)
    assert found.interval is not None
    plain = student([3.0, 4.5])
    assert plain is not None
    assert (found.interval.low, found.interval.high) == (max(1.0, plain.low), min(5.0, plain.high))
    assert (found.kind, found.counted) == ("checkpoint", ("c1", "c2", "c3"))
    assert (found.of, set(found.among)) == ("placement", {"a1", "j1"})
    assert [(part.label, part.value, part.n) for part in found.parts] == [
        ("Complexity", 3.5, 1),
        ("Autonomy", 4.0, 2),
        ("Breadth", 4.0, 2),
    ]
    assert found.notes == (
        "Made of 3 checkpoints, 1 of them by the mentees themselves.",
        "1 checkpoint without a date left out.",
    )


def test_transfer_with_impact_beside_it() -> None:
    found = made(
        Measure.TRANSFER,
        checkpoint("c1", "a1", transfer=4, impact=2),
        checkpoint("c2", "j1", transfer=3),
        checkpoint("c3", "a2", impact=5),
    )
    assert (found.value, found.n) == (3.5, 2)
    assert set(found.among) == {"a1", "j1"}
    assert [(part.label, part.value, part.n) for part in found.parts] == [
        ("Knowledge transfer", 3.5, 2),
        ("Business impact", 3.5, 2),
    ]


def reading(id_: str, before: float, after: float, **more: Any) -> Performance:
    values = {"placement": "a1", "on": MAY, "caveat": "A new machine", **more}
    return Performance(id_, title="Scrap", before=before, after=after, **values)


def test_readings_improve_in_their_own_direction() -> None:
    found = made(
        Measure.PERFORMANCE,
        reading("up", 1.0, 2.0),
        reading("down", 2.0, 1.0, lower=True, placement="j1"),
        reading("same", 2.0, 2.0, caveat=" "),
        reading("worse", 1.0, 2.0, lower=True),
        reading("undated", 1.0, 2.0, on=None),
        reading("later", 1.0, 2.0, on=date(2028, 1, 1)),
        reading("lost", 1.0, 2.0, placement="gone"),
    )
    assert (found.part, found.n, found.heads, found.interval) == (2, 4, 2, wilson(2, 4))
    assert set(found.counted) == {"up", "down"}
    assert [(part.label, part.part) for part in found.parts] == [("Improved", 2), ("Unchanged", 1), ("Worse", 1)]
    assert found.notes == (
        "What else may have moved it is said for 3 of 4 readings.",
        "1 reading without a date left out.",
    )


@pytest.mark.parametrize("measure", [Measure.EXPOSURE_QUALITY, Measure.PERFORMANCE])
def test_a_cohort_has_the_rotations_of_its_people(measure: Measure) -> None:
    records = (
        Cohort("one", name="One"),
        mentee("jon", "Jon Bakke", cohort="one"),
        checkpoint("c1", "a1", complexity=5),
        checkpoint("c2", "j1", complexity=4),
        reading("p1", 1.0, 2.0),
        reading("p2", 1.0, 2.0, placement="j1"),
    )
    found = made(measure, *records, scope=Scope(YEAR.until, cohort="one"))
    assert found.counted == (("c2",) if measure is Measure.EXPOSURE_QUALITY else ("p2",))


def test_nothing_said_is_no_figure() -> None:
    for measure in (Measure.EXPOSURE_QUALITY, Measure.TRANSFER, Measure.PERFORMANCE):
        found = figure(Program.of_records([]), measure, YEAR)
        assert (found.value, found.n, found.interval, found.parts) == (None, 0, None, ())
