"""The light beside a figure: what sets it, and how the rule is said."""

from __future__ import annotations

from datetime import date

import pytest

from program.metrics.figure import Card, Level, Unit
from program.metrics.lights import Light, light, rule, target_of
from program.program import Program
from program.records import Measure, Target


def card(unit: Unit) -> Card:
    return Card(
        measure=Measure.SAFETY, level=Level.REACTION, unit=unit, definition="d", numerator="a", denominator="b",
        window="w", purpose="p", bias="b", blind="s",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "colour"),
    [(80.0, Light.GREEN), (79.9, Light.AMBER), (60.0, Light.AMBER), (59.9, Light.RED), (None, None)],
)
def test_more_is_better(value: float | None, colour: Light | None) -> None:
    assert light(value, Target("t", green=80, amber=60)) is colour


@pytest.mark.parametrize(("value", "colour"), [(2.0, Light.GREEN), (2.1, Light.AMBER), (5.1, Light.RED)])
def test_less_is_better(value: float, colour: Light) -> None:
    assert light(value, Target("t", green=2, amber=5, lower=True)) is colour


def test_the_rule_in_words() -> None:
    target = Target("t", green=80, amber=62.5)
    assert rule(target, card(Unit.PERCENT)) == "green from 80\u00a0%, amber from 62.5\u00a0%, red below"
    fewer = Target("t", green=2, amber=5, lower=True)
    assert rule(fewer, card(Unit.COUNT)) == "green up to 2, amber up to 5, red above"
    assert light(50, None) is None


def test_the_target_agreed_on_last_counts() -> None:
    program = Program.of_records(
        [Target("a", figure=Measure.SAFETY, agreed=date(2027, 1, 1)), Target("z", figure=Measure.SAFETY),
         Target("b", figure=Measure.SAFETY, agreed=date(2027, 2, 1)), Target("c", figure=Measure.CLIMATE)]
    )  # fmt: skip
    found = target_of(program, Measure.SAFETY)
    assert found is not None
    assert found.id == "b"
    assert target_of(program, Measure.READINESS) is None
