"""The open risks by likelihood and impact."""

from __future__ import annotations

from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.drawn.wording import many, opening
from program.metrics.figure import Scope
from program.metrics.pictures import Dot, Matrix
from program.program import Program
from program.records import Progress, Risk, Tier

#: Likelihood times impact from which a risk is severe.
SEVERE = 15


def risks(program: Program, scope: Scope, naming: Naming = LEAD) -> Matrix | None:
    """The risks that are not closed, the gravest first; they have no dates, so those of today whatever the scope."""
    open_ = [risk for risk in program.of(Risk).values() if risk.state is not Progress.CLOSED]
    if not open_:
        return None
    order = sorted(open_, key=lambda risk: (-risk.severity, -risk.impact, risk.title.casefold(), risk.id))
    severe = sum(risk.severity >= SEVERE for risk in order)
    title = f"{many(severe, 'risk')} {'is' if severe == 1 else 'are'} severe" if severe else "no risk is severe"
    return Matrix(
        key="risks",
        title=opening(title),
        note=f"Open risks, n = {len(order)}; severe from likelihood times impact of {SEVERE}",
        tier=Tier.PUBLISHABLE,
        dots=tuple(Dot(risk.title, risk.likelihood, risk.impact) for risk in order),
    )
