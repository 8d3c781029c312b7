"""Groups compared, one pack after the other: what few people have changed since is not told anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from program.metrics.figure import Scope
from program.metrics.registry import Metric
from program.program import Program
from program.records import Measure
from program.views_pack_board import Census, moved

#: The figures that compare groups.
COMPARING = (Measure.ACCESS_RATIO, Measure.OUTCOME_RATIO)


def groups(program: Program, metrics: Mapping[Measure, Metric], scope: Scope) -> tuple[Census, ...]:
    """The counts behind each figure that compares groups: those counted and the rest, group by group."""
    made = (metrics[measure].work(program, scope) for measure in COMPARING if measure in metrics)
    return tuple(
        Census(
            ("counted", "rest"),
            tuple(part.label for part in figure.parts),
            (
                tuple(part.part or 0 for part in figure.parts),
                tuple(part.n - (part.part or 0) for part in figure.parts),
            ),
            scope.until,
        )
        for figure in made
    )


def stands(before: Sequence[Census], now: Sequence[Census], least: int) -> date | None:
    """The day of which the groups are to be told again, because fewer than `least` people have changed since; None
    where they are told as they are now, or there is nothing before."""
    if len(before) != len(now) or not before:
        return None
    steps = [moved(old, new) for old, new in zip(before, now, strict=True)]
    return before[0].on if any(0 < step < least for step in steps) else None
