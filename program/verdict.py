"""What would happen if the lifted card dropped here: the same intent that the drop would carry out, judged."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from program.commands.placements import Rearranging, breaches, new_findings
from program.findings import Finding, Severity
from program.plan import Draft
from program.program import Program
from program.records import Placement
from program.rules import score
from program.trouble import Trouble


class Outcome(StrEnum):
    """How a cell stands to the lifted card."""

    FREE = "free"
    WARN = "warn"  # possible, but something is displaced or costs points
    BLOCKED = "blocked"  # a hard rule, which a reason may override
    IMPOSSIBLE = "impossible"  # nothing overrides it: a pin, no cell left


class Verdict(msgspec.Struct, frozen=True):
    """The answer for one cell. `points` is the change of the plan's score; `short` fits the cell."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    points: float = 0.0
    displaced: tuple[Placement, ...] = ()
    words: str = ""

    @property
    def short(self) -> str:
        """The one thing most worth saying in the cell."""
        if self.outcome in (Outcome.BLOCKED, Outcome.IMPOSSIBLE):
            hard = [f for f in self.findings if f.severity is Severity.HARD]
            return hard[0].short if hard else self.words
        if self.displaced:
            return "replaces this"
        costs = sorted((f for f in self.findings if f.points < 0), key=lambda f: f.points)
        return costs[0].short if costs else "free"


def verdict(program: Program, command: Rearranging) -> Verdict:
    """Judge a rearranging command without doing it."""
    try:
        intent = command.intent(program)
    except Trouble as trouble:
        return Verdict(Outcome.IMPOSSIBLE, words=trouble.what)
    firm, breached = breaches(program, intent)
    if firm:
        return Verdict(Outcome.IMPOSSIBLE, tuple(firm), displaced=intent.displaced)
    plan = program.plan
    draft = Draft(plan, (p.id for p in intent.gone), intent.come)
    points = sum(score(program, draft, p) for p in intent.come) - sum(score(program, plan, p) for p in intent.gone)
    said = tuple(breached) + tuple(f for f in new_findings(program, intent) if f.severity is Severity.SOFT)
    if breached:
        return Verdict(Outcome.BLOCKED, said, points, intent.displaced)
    warned = bool(intent.displaced) or any(f.points < 0 for f in said)
    return Verdict(Outcome.WARN if warned else Outcome.FREE, said, points, intent.displaced)
