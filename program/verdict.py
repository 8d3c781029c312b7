"""What would happen if the lifted card dropped here: the same intent that the drop would carry out, judged."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from program.commands.judging import Rearranging, judged
from program.findings import Finding, Severity
from program.program import Program
from program.records import Placement
from program.trouble import Trouble

LESS = -0.05
"""Points of the plan's score below which a move is not simply free."""


class Outcome(StrEnum):
    """How a cell stands to the lifted card."""

    FREE = "free"
    WARN = "warn"  # possible, but something is displaced or the plan loses points
    BLOCKED = "blocked"  # a hard rule, which a reason may override
    IMPOSSIBLE = "impossible"  # nothing overrides it: a pin, no cell left


class Verdict(msgspec.Struct, frozen=True):
    """The answer for one cell: hard findings first. `points` is the change of the plan's score; `short` fits the cell.

    `costs` are the findings that cost points and are not said of the plan as it stands; they only decide the words.
    """

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    points: float = 0.0
    displaced: tuple[Placement, ...] = ()
    words: str = ""
    costs: tuple[Finding, ...] = ()

    @property
    def short(self) -> str:
        """The one thing most worth saying in the cell."""
        if self.outcome in (Outcome.BLOCKED, Outcome.IMPOSSIBLE):
            hard = [f for f in self.findings if f.severity is Severity.HARD]
            return hard[0].short if hard else self.words
        if self.displaced:
            return "replaces this"
        if self.outcome is Outcome.WARN and self.costs:
            return min(self.costs, key=lambda finding: finding.points).short
        return "free" if self.outcome is Outcome.FREE else "fits less well"


def verdict(program: Program, command: Rearranging) -> Verdict:
    """Judge a rearranging command without doing it."""
    try:
        intent = command.intent(program)
    except Trouble as trouble:
        return Verdict(Outcome.IMPOSSIBLE, words=trouble.what)
    answer = judged(program, intent)
    if answer.firm:
        return Verdict(Outcome.IMPOSSIBLE, answer.firm, displaced=intent.displaced)
    if answer.breached:
        said = answer.breached + answer.soft
        return Verdict(Outcome.BLOCKED, said, answer.points, intent.displaced, costs=answer.costs)
    warned = bool(intent.displaced) or answer.points < LESS
    outcome = Outcome.WARN if warned else Outcome.FREE
    return Verdict(outcome, answer.soft, answer.points, intent.displaced, costs=answer.costs)
