"""What each rule makes of the present plan by its own measure: what weights are laid on, to see them act at once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping

import msgspec

from program.findings import Finding, Severity
from program.program import Program
from program.records import Placement, RuleSetting
from program.rules import findings, plan_findings
from ui.board.proposing.wishes import ruled
from ui.jobs import IsCancelled, Progress

_SLICE = 40
"""Placements judged at a stretch; between two stretches the window gets its turn."""


class Effect(msgspec.Struct, frozen=True):
    """`points` by rule at weight 1, and how often hard rules are broken, all rules switched on."""

    points: Mapping[str, float]
    broken: Mapping[str, int]

    def of(self, setting: RuleSetting) -> float:
        """The points a rule makes with this setting. Exact but for rounding, and but for a rule that compares groups,
        whose own measure moves with the weights of others."""
        return self.points.get(setting.rule, 0.0) * setting.weight if setting.on else 0.0

    def total(self, settings: Mapping[str, RuleSetting]) -> float:
        """The plan's score with these settings."""
        return sum(self.of(settings.get(key, RuleSetting(key))) for key in self.points)


def effect(program: Program, _progress: Progress, cancelled: IsCancelled) -> Effect:
    """Ask every rule about every placement of the plan, as if nothing were switched off or weighed."""
    plain = ruled(program, ())
    points: Counter[str] = Counter()
    broken: Counter[str] = Counter()

    def count(found: list[Finding]) -> None:
        for finding in found:
            if finding.severity is Severity.HARD:
                broken[finding.rule] += 1
            else:
                points[finding.rule] += finding.points  # type: ignore[assignment]  # a Counter of points

    for place, placement in enumerate(plain.of(Placement).values()):
        if place % _SLICE == _SLICE - 1:
            if cancelled():
                break
            time.sleep(0)
        count(findings(plain, plain.plan, placement))
    count(plan_findings(plain, plain.plan))
    return Effect(dict(points), dict(broken))
