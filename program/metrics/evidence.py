"""What the figures are evidence for: the levels of Kirkpatrick, and those of which nothing is known yet."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from program.metrics.catalogue import METRICS, figures
from program.metrics.figure import Figure, Level, Scope
from program.program import Program
from program.records import Measure


class Evidence(msgspec.Struct, frozen=True):
    """One level with the figures that are evidence for it: those that say something now, and those with nothing to
    count yet."""

    level: Level
    speaking: tuple[Measure, ...]
    silent: tuple[Measure, ...]

    @property
    def words(self) -> str:
        """How well the level is covered, in a sentence."""
        number = len(self.speaking) + len(self.silent)
        if not self.speaking:
            return f"No evidence yet: none of {number} figures has anything to count."
        return f"{len(self.speaking)} of {number} figures have something to say."


def evidence(program: Program, scope: Scope) -> tuple[Evidence, ...]:
    """Every level, from what is merely done to results, with its figures.

    The levels are those of Kirkpatrick (1959), "Techniques for evaluating training programs", Journal of the American
    Society of Training Directors 13 and 14: reaction, learning, behaviour, results. Activity lies below them: it is no
    evidence that anything changed.
    """
    return of(figures(program, scope))


def of(found: Mapping[Measure, Figure]) -> tuple[Evidence, ...]:
    """The same of figures that are made already; a figure that is not among them says nothing."""
    said = {measure for measure, figure in found.items() if figure.value is not None}
    every = [
        (level, [measure for measure, each in METRICS.items() if each.card.level is level]) for level in Level
    ]
    return tuple(
        Evidence(level, tuple(m for m in measures if m in said), tuple(m for m in measures if m not in said))
        for level, measures in every
    )


def missing(found: tuple[Evidence, ...]) -> tuple[Level, ...]:
    """The levels of which nothing is known yet; activity is none of Kirkpatrick's, but is named all the same."""
    return tuple(each.level for each in found if not each.speaking)
