"""Groups compared: never fewer people than the floor, whoever looks at it."""

from __future__ import annotations

from program.metrics.catalogue import METRICS, figure
from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.drawn.wording import counts, hidden, method, note
from program.metrics.fairness import FOUR_FIFTHS
from program.metrics.figure import Scope
from program.metrics.guarded import guarded
from program.metrics.pictures import Groups, Mark
from program.program import Program
from program.records import Measure, Tier


def access(program: Program, scope: Scope, naming: Naming = LEAD) -> Groups | None:
    """The share of each group with a demanding rotation."""
    return _groups(program, scope, naming, Measure.ACCESS_RATIO, "access to demanding rotations", "access")


def outcomes(program: Program, scope: Scope, naming: Naming = LEAD) -> Groups | None:
    """The share of each group that was promoted, moved or given a larger scope."""
    return _groups(program, scope, naming, Measure.OUTCOME_RATIO, "promotions and moves", "outcomes")


def _groups(program: Program, scope: Scope, naming: Naming, measure: Measure, of: str, key: str) -> Groups | None:
    least = max(naming.least, program.charter.group_floor)
    shown = guarded(figure(program, measure, scope), METRICS[measure].card, least)
    rates = [part.value for part in shown.parts if part.value is not None]
    if not rates:
        return None
    told = shown.value is not None
    line = FOUR_FIFTHS * max(rates) if told else None
    if shown.value is None:
        title = f"Groups are too small to say whether {of} are even" if of.endswith("s") else f"Too few to compare {of}"
    elif shown.value >= FOUR_FIFTHS - 1e-9:
        title = f"Groups have about the same {of}" if key == "access" else f"Groups have about as many {of}"
    else:
        chance = shown.interval is None or shown.interval.high >= 1
        lowest = min(shown.parts, key=lambda part: (part.value if part.value is not None else 101, part.label))
        less = "less" if key == "access" else "fewer"
        sure = ", which chance alone could do" if chance else ""
        title = f"{lowest.label}: {less} {of}, {shown.value:.2f} of the highest rate{sure}"
    return Groups(
        key=key,
        title=title,
        note=note(
            f"Share of each group, {counts(part.n for part in shown.parts)} people",
            method(shown.parts),
            "line at four fifths of the highest" if told else "",
            hidden(shown.parts),
        ),
        measure=measure,
        tier=Tier.AGGREGATE,
        marks=tuple(
            Mark(
                part.label,
                None if part.withheld else part.value,
                part.n,
                None if part.interval is None else part.interval.low,
                None if part.interval is None else part.interval.high,
            )
            for part in shown.parts
        ),
        line=line,
    )
