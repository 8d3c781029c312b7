"""Every figure there is, by its measure. Importing this module registers them all.

Whoever has taken back the consent that their data be used for figures is in none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from program.consents import withdrawn, without
from program.metrics import (  # noqa: F401  each registers the figures it makes
    careers,
    checkpoints,
    collaborating,
    coverage,
    exposed,
    fairness,
    forecast,
    goals,
    growth,
    load,
    matches,
    reaching,
    readiness,
    surveyed,
    taking_part,
    waiting,
)
from program.metrics.against import baseline
from program.metrics.figure import Figure, Scope
from program.metrics.registry import REGISTERED, Metric, Work
from program.program import Program
from program.records import KINDS, Consent, Measure, Person, Purpose

LEFT_OUT = "Whoever does not want their data used for figures is left out."


def counting(program: Program) -> Program:
    """The program without those who have taken back their consent to figures; the very same where nobody has."""

    gone = program.index(
        "not counted",
        (Consent, Person),
        lambda: withdrawn(program, (Purpose.FIGURES,)) & program.of(Person).keys(),
    )
    if not gone:
        return program
    return program.index("counting", [kind.cls for kind in KINDS.values()], lambda: without(program, gone))


def _finished(measure: Measure, work: Work) -> Work:
    """The work on the program as it may be counted, once for a present: pages, pictures and packs ask for the same
    figures. A figure that compares itself with nothing has its baseline beside it."""

    def once(program: Program, scope: Scope) -> Figure:
        kinds = [kind.cls for kind in KINDS.values()]
        return program.index(f"figure {measure} {scope.key}", kinds, lambda: made(program, scope))

    def made(program: Program, scope: Scope) -> Figure:
        counted = counting(program)
        found = work(counted, scope)
        if found.value is not None and found.comparison is None:
            found = msgspec.structs.replace(found, comparison=baseline(program, measure, scope.until))
        return found if counted is program else msgspec.structs.replace(found, notes=(*found.notes, LEFT_OUT))

    return once


#: The figures in the order of their measures.
METRICS: Mapping[Measure, Metric] = MappingProxyType(
    {
        each: Metric(REGISTERED[each].card, _finished(each, REGISTERED[each].work))
        for each in Measure
        if each in REGISTERED
    }
)


def figure(program: Program, measure: Measure, scope: Scope) -> Figure:
    """One figure. Raises KeyError for a measure that nothing makes."""
    return METRICS[measure].work(program, scope)


def figures(program: Program, scope: Scope) -> Mapping[Measure, Figure]:
    """All figures, in the order of their measures."""
    return {measure: each.work(program, scope) for measure, each in METRICS.items()}
