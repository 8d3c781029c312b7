"""What became of what mentees proposed."""

from __future__ import annotations

from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.figure import Scope
from program.metrics.pictures import Funnel, Step
from program.program import Program
from program.records import Measure, Tier


def recommendations(program: Program, scope: Scope, naming: Naming = LEAD) -> Funnel | None:
    """From proposed through accepted to implemented. Recommendations are not people: all readers see all."""
    shown = naming.shown(program, Measure.RECOMMENDATIONS, scope)
    if not shown.n:
        return None
    done = shown.part
    if not done:
        title = "No recommendation is implemented yet"
    elif done == shown.n:
        title = "Every recommendation is implemented"
    elif done >= shown.n / 2:
        title = f"More than half of the recommendations are implemented: {done} of {shown.n}"
        title = title.replace("More than half", "Half") if done == shown.n / 2 else title
    else:
        title = f"{done} of {shown.n} recommendations {'is' if done == 1 else 'are'} implemented"
    return Funnel(
        key="recommendations",
        title=title,
        note=f"Recommendations and prototypes, n = {shown.n}; later ones have had less time",
        measure=Measure.RECOMMENDATIONS,
        tier=naming.tier(Tier.PROGRAM),
        steps=tuple(Step(part.label, part.part) for part in shown.parts),
    )
