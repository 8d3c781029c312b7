"""What a figure is compared with, and what that comparison cannot tell."""

from __future__ import annotations

from datetime import date

from program.metrics.against import baseline
from program.records import Baseline, Measure
from tests.program.scene import scene

UNTIL = date(2027, 6, 30)


def test_the_latest_baseline_that_had_begun_counts() -> None:
    made = scene(
        Baseline("a", figure=Measure.GROWTH, value=1.0, n=10),
        Baseline("b", figure=Measure.GROWTH, value=2.0, n=20, start=date(2025, 1, 1), end=date(2025, 12, 31)),
        Baseline(
            "c", figure=Measure.GROWTH, value=3.0, n=30, group="All managers", start=date(2026, 1, 1), source="Audit."
        ),
        Baseline("d", figure=Measure.GROWTH, value=4.0, n=40, start=date(2027, 7, 1)),
        Baseline("e", figure=Measure.READINESS, value=5.0, n=50),
    )
    found = baseline(made, Measure.GROWTH, UNTIL)
    assert found is not None and (found.words, found.value, found.n) == ("All managers", 3.0, 30)
    assert found.limits.startswith("Audit. Read 1 Jan 2026. Those compared were not drawn by lot")
    old = baseline(made, Measure.GROWTH, date(2024, 1, 1))
    assert old is not None and old.value == 1.0
    assert old.words == "Baseline" and old.limits.startswith("Its source was not written down.")


def test_without_one_there_is_no_comparison() -> None:
    assert baseline(scene(), Measure.GROWTH, UNTIL) is None
