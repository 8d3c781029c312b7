"""How a figure is registered: the function that makes it, under its card."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from program.metrics.figure import Card, Figure, Scope
from program.program import Program
from program.records import Measure

Work = Callable[[Program, Scope], Figure]


class Metric(msgspec.Struct, frozen=True):
    """One figure: its definition, and how it is made."""

    card: Card
    work: Work


REGISTERED: dict[Measure, Metric] = {}


def metric(card: Card) -> Callable[[Work], Work]:
    """Register the function below as the one that makes the figure of this card."""

    def register(work: Work) -> Work:
        if card.measure in REGISTERED:
            raise TypeError(f"{card.measure} is made twice")
        REGISTERED[card.measure] = Metric(card, work)
        return work

    return register
