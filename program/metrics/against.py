"""What a figure is compared with: the baseline kept for it."""

from __future__ import annotations

from datetime import date

from program.metrics.figure import Comparison
from program.program import Program
from program.records import Baseline, Measure
from program.views_reader import day


def baseline(program: Program, measure: Measure, until: date) -> Comparison | None:
    """The latest baseline of a figure that had begun by then; one without dates counts as the oldest."""
    found = [
        each
        for each in program.of(Baseline).values()
        if each.figure is measure and (each.start is None or each.start <= until)
    ]
    if not found:
        return None
    last = max(found, key=lambda each: (each.end or each.start or date.min, each.id))
    when = " to ".join(filter(None, map(day, (last.start, last.end))))
    limits = [f"{last.source.rstrip('.')}." if last.source else "Its source was not written down."]
    limits += [f"Read {when}."] if when else []
    limits.append("Those compared were not drawn by lot: people differ in more than the program.")
    return Comparison(last.group or "Baseline", last.value, last.n, " ".join(limits))
