"""Every picture there is, by its key, and those of a scope that have something to show.

Whoever has taken back the consent that their data be used for figures is in none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from program.metrics.catalogue import counting
from program.metrics.drawn import development, exposure, fairness, mentoring, outcomes, risks, succession, trends
from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.figure import Scope
from program.metrics.pictures import Picture
from program.program import Program
from program.suppression import LEAST


class Drawing(Protocol):
    """Makes one picture; None where there is nothing to show, or nothing this reader may see."""

    def __call__(self, program: Program, scope: Scope, naming: Naming = LEAD) -> Picture | None: ...


def _consented(work: Callable[[Program, Scope, Naming], Picture | None]) -> Drawing:
    def drawn(program: Program, scope: Scope, naming: Naming = LEAD) -> Picture | None:
        return work(counting(program), scope, naming)

    return drawn


#: The pictures by their keys, in the order in which they are shown.
PICTURES: Mapping[str, Drawing] = MappingProxyType(
    {
        "safety": _consented(trends.safety),
        "exposure": _consented(exposure.exposure),
        "readiness": _consented(succession.readiness),
        "participation": _consented(trends.participation),
        "recommendations": _consented(outcomes.recommendations),
        "growth": _consented(development.growth),
        "growth_by_rater": _consented(development.growth_by_rater),
        "time_to_readiness": _consented(development.time_to_readiness),
        "time_to_promotion": _consented(development.time_to_promotion),
        "succession": _consented(succession.succession),
        "bench": _consented(succession.bench_strength),
        "load": _consented(mentoring.load),
        "network": _consented(mentoring.network),
        "satisfaction": _consented(trends.satisfaction),
        "confidence": _consented(trends.confidence),
        "climate": _consented(trends.climate),
        "access": _consented(fairness.access),
        "outcomes": _consented(fairness.outcomes),
        "risks": _consented(risks.risks),
    }
)


def pictures(program: Program, scope: Scope, names: bool, least: int = LEAST, rows: int = 12) -> Mapping[str, Picture]:
    """All pictures of a scope that show something to a reader with or without names, by key in their order.

    Raises ValueError for a least group under the floor.
    """
    naming = Naming(names, least, rows)
    made = {key: draw(program, scope, naming) for key, draw in PICTURES.items()}
    return {key: picture for key, picture in made.items() if picture is not None}
