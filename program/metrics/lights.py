"""The light beside a figure, and the rule that sets it: agreed on before the number was seen, and said in words."""

from __future__ import annotations

from program.metrics.figure import Card, Unit
from program.program import Program
from program.records import Measure, Target, Words


class Light(Words):
    """Where a figure stands against its target."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def target_of(program: Program, measure: Measure) -> Target | None:
    """The target of a figure: the one agreed on last, where there are several; None where there is none."""
    found = [each for each in program.of(Target).values() if each.figure is measure]
    return max(found, key=lambda t: (t.agreed is not None, t.agreed, t.id), default=None)


def light(value: float | None, target: Target | None) -> Light | None:
    """The light of a value (in the unit of its figure); None without a value or without a target."""
    if value is None or target is None:
        return None
    way = -1.0 if target.lower else 1.0
    if way * value >= way * target.green:
        return Light.GREEN
    return Light.AMBER if way * value >= way * target.amber else Light.RED


def rule(target: Target, card: Card) -> str:
    """The rule in words: "green from 80 %, amber from 60 %, red below"."""
    green, amber = _said(target.green, card.unit), _said(target.amber, card.unit)
    if target.lower:
        return f"green up to {green}, amber up to {amber}, red above"
    return f"green from {green}, amber from {amber}, red below"


def _said(value: float, unit: Unit) -> str:
    """A number of a rule, as exact as it was typed."""
    exact = f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{exact}\u00a0{unit.value}" if unit not in (Unit.COUNT, Unit.RATIO) else exact
