"""What each rule has to say about the present plan: how often, in which words, and with how many points."""

from __future__ import annotations

import time
from collections.abc import Mapping

import msgspec

from program.findings import Finding, Severity
from program.program import Program
from program.records import Placement
from program.rules import RULES, findings, plan_findings
from ui.jobs import IsCancelled, Progress

_SLICE = 40
"""Placements judged at a stretch; between two stretches the window gets its turn."""


class Line(msgspec.Struct, frozen=True):
    """Findings in the same words: where the first of them is, and the points of all."""

    words: str
    placement: str
    points: float


class Tally(msgspec.Struct, frozen=True):
    """One rule against the plan. `lines` are what it finds wrong; gains and costs are the points it adds."""

    lines: tuple[Line, ...] = ()
    gains: float = 0.0
    costs: float = 0.0

    @property
    def count(self) -> int:
        """Findings against the plan, those in the same words counted once."""
        return len(self.lines)

    @property
    def points(self) -> float:
        """What it adds to the plan's score, costs taken off."""
        return self.gains + self.costs


NOTHING = Tally()


def tally(program: Program, _progress: Progress, cancelled: IsCancelled) -> Mapping[str, Tally]:
    """Ask every rule that is on about every placement. Interruptible, and polite to the window's thread."""
    said: dict[str, list[Finding]] = {key: [] for key in RULES}
    for place, placement in enumerate(program.of(Placement).values()):
        if place % _SLICE == _SLICE - 1:
            if cancelled():
                return {}
            time.sleep(0)
        for finding in findings(program, program.plan, placement):
            said[finding.rule].append(finding)
    for finding in plan_findings(program, program.plan):
        said[finding.rule].append(finding)
    return {key: _sum(found) for key, found in said.items()}


def _sum(found: list[Finding]) -> Tally:
    against: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.severity is Severity.HARD or finding.points < 0:
            against.setdefault(finding.words, []).append(finding)
    lines = [Line(words, same[0].placement, sum(finding.points for finding in same)) for words, same in against.items()]
    return Tally(
        tuple(sorted(lines, key=lambda line: (line.points, line.words.casefold()))),
        sum(finding.points for finding in found if finding.points > 0),
        sum(finding.points for finding in found if finding.points < 0),
    )
