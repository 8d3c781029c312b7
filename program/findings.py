"""What a rule has to say about a plan: hard or soft, in words, and in points."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """Hard rules must hold (or be overridden with a reason); soft rules cost or earn points; notes only tell."""

    HARD = "hard"
    SOFT = "soft"


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One thing one rule says about one placement (or about an empty place: then `placement` is empty).

    `words` is a clause with names in it ("Finance has 2 seats in Q2 and 3 people"); `short` fits a board cell.
    `points` are what it adds to the plan's score: negative for a cost, positive for a gain, 0 for a hard rule.
    """

    rule: str
    severity: Severity
    words: str
    short: str
    person: str = ""
    cycle: str = ""
    placement: str = ""
    points: float = 0.0

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two findings the same complaint, before and after a change."""
        return (self.rule, self.person, self.cycle, self.words)
