"""Predicted against observed: whether the score says how good a pairing turns out, and which weights would say it more.

Observed is the mean of the ratings of a placement (1 to 5), predicted its score. Their correlation is Pearson's, its
interval Fisher's z at 95 %. Weights are suggested by ridge regression with weights not below nothing (Lawson and
Hanson's non-negative least squares, over the rules' unweighted points), drawn towards the weights there are, and put to
the test by fitting again to samples drawn from the same placements. Nothing is ever set here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from program.findings import Severity
from program.names import counted
from program.program import Program
from program.records import Placement, Quality
from program.rules import RULES, Scope, active, case_of, score

#: Rated placements below which nothing is suggested.
ENOUGH = 20

#: Times the weights are fitted to a drawn sample.
SAMPLES = 200

#: How many of 100 such fits must lean to the same side before a weight is suggested, and by how much it must differ.
SURE, STEP = 80, 0.1

#: How strongly suggestions are drawn to the present weights, in rated placements' worth.
PULL = 10.0

_Z95 = 1.959964

Reals = NDArray[np.float64]


class Rated(msgspec.Struct, frozen=True):
    """One placement that has been rated: what its score said, and what those involved say on average."""

    placement: str
    predicted: float
    observed: float
    ratings: int


class Suggestion(msgspec.Struct, frozen=True):
    """Another weight for a rule. `sure`: of 100 fits to drawn samples, how many lean this way; `n` placements rated."""

    rule: str
    weight: float
    suggested: float
    sure: int
    n: int
    words: str


class Learned(msgspec.Struct, frozen=True):
    """What ratings say of the score. Correlation and interval are None where they cannot be told."""

    rated: tuple[Rated, ...]
    correlation: float | None
    interval: tuple[float, float] | None
    suggestions: tuple[Suggestion, ...]
    words: str

    @property
    def n(self) -> int:
        """Placements with at least one rating."""
        return len(self.rated)


def learn(program: Program) -> Learned:
    """Compare all rated placements with what the rules say of them in the present plan."""
    rated = tuple(_rated(program))
    n = len(rated)
    if n < ENOUGH:
        words = f"{counted(n, 'placement')} rated so far: too little to learn from before there are {ENOUGH}."
        return Learned(rated, None, None, (), words)
    correlation = _correlation([each.predicted for each in rated], [each.observed for each in rated])
    if correlation is None:
        return Learned(rated, None, None, (), "All predictions, or all ratings, are the same: nothing can be told.")
    interval = _interval(correlation, n)
    suggestions = _suggestions(program, rated)
    words = (
        f"Over {n} rated placements, score and rating go together with a correlation of {correlation:.2f} "
        f"(95 % interval {interval[0]:.2f} to {interval[1]:.2f}). "
        + (f"{counted(len(suggestions), 'weight')} might say it better." if suggestions else "No weight stands out.")
    )
    return Learned(rated, correlation, interval, suggestions, words)


def _rated(program: Program) -> list[Rated]:
    ratings: dict[str, list[int]] = {}
    for each in program.of(Quality).values():
        ratings.setdefault(each.placement, []).append(each.rating)
    placements = program.of(Placement)
    return [
        Rated(id_, score(program, program.plan, placements[id_]), sum(given) / len(given), len(given))
        for id_, given in sorted(ratings.items())
        if id_ in placements
    ]


def _correlation(one: list[float], other: list[float]) -> float | None:
    """Pearson's, None where one side does not vary."""
    middle = sum(one) / len(one), sum(other) / len(other)
    left, right = [value - middle[0] for value in one], [value - middle[1] for value in other]
    spread = math.sqrt(sum(value * value for value in left) * sum(value * value for value in right))
    if spread < 1e-9:
        return None
    return max(-1.0, min(1.0, sum(a * b for a, b in zip(left, right, strict=True)) / spread))


def _interval(correlation: float, n: int) -> tuple[float, float]:
    """Fisher's z transform: atanh(r) is about normal with deviation 1 / sqrt(n - 3)."""
    if abs(correlation) >= 1.0:
        return correlation, correlation
    z, reach = math.atanh(correlation), _Z95 / math.sqrt(n - 3)
    return math.tanh(z - reach), math.tanh(z + reach)


def _suggestions(program: Program, rated: tuple[Rated, ...]) -> tuple[Suggestion, ...]:
    weights = {each.key: weight for each, weight in active(program) if _counts(each.key)}
    table = np.array([[row.get(key, 0.0) for key in weights] for row in _unweighted(program, rated)])
    observed = np.array([each.observed for each in rated])
    table = table - table.mean(axis=0)
    varies = table.std(axis=0) > 1e-9
    keys = [key for key, moves in zip(weights, varies, strict=True) if moves]
    if not keys:
        return ()
    table, present = table[:, varies], np.array([weights[key] for key in keys])
    fitted = _fit(table, observed - observed.mean(), present)
    if fitted is None:
        return ()
    drawn, sides = np.random.default_rng(1), np.zeros(len(keys))
    tries = 0
    for _ in range(SAMPLES):
        rows = drawn.integers(0, len(rated), len(rated))
        again = _fit(table[rows] - table[rows].mean(axis=0), observed[rows] - observed[rows].mean(), present)
        if again is not None:
            tries += 1
            sides += np.sign(again - present) == np.sign(fitted - present)
    found = []
    for key, weight, better, same in zip(keys, present.tolist(), fitted.tolist(), sides.tolist(), strict=True):
        sure, suggested = round(100 * same / max(tries, 1)), round(better, 1)
        if sure >= SURE and abs(suggested - weight) >= STEP - 1e-9:
            more = "more" if suggested > weight else "less"
            words = (
                f"Ratings go with {RULES[key].name} {more} than its weight says: {suggested:g} instead of "
                f"{weight:g} would fit {len(rated)} placements better ({sure} of 100 samples agree)."
            )
            found.append(Suggestion(key, weight, suggested, sure, len(rated), words))
    return tuple(sorted(found, key=lambda each: -abs(each.suggested - each.weight)))


def _fit(table: Reals, observed: Reals, present: Reals) -> Reals | None:
    """Weights that fit the ratings best, on the scale of the present ones; None where the ratings do not follow at all.

    `table` [n, rules], `observed` [n], `present` [rules]. The scale of points to ratings is free: it is set so that all
    rules together move the score as much as before.
    """
    from scipy.optimize import nnls

    predicted = table @ present
    spread = float(predicted @ predicted)
    scale = float(predicted @ observed) / spread if spread > 1e-9 else 0.0
    if scale <= 0:
        return None
    deviation = table.std(axis=0)
    pull = np.sqrt(PULL) * np.diag(deviation)
    fitted, _ = nnls(np.vstack([table, pull]), np.concatenate([observed, pull @ (scale * present)]))
    moves = float(fitted @ deviation)
    better: Reals = fitted * (float(present @ deviation) / max(moves, 1e-9))
    return better if moves > 1e-9 else None


def _unweighted(program: Program, rated: tuple[Rated, ...]) -> list[Mapping[str, float]]:
    """For each placement, each rule's points before its weight."""
    found: list[Mapping[str, float]] = []
    for each in rated:
        case = case_of(program, program.plan, program.of(Placement)[each.placement])
        points: dict[str, float] = {}
        if case is not None:
            for key, rule in RULES.items():
                if _counts(key):
                    points[key] = sum(finding.points for finding in rule.judge(case))
        found.append(points)
    return found


def _counts(rule: str) -> bool:
    """Whether a rule gives points to single placements."""
    return RULES[rule].severity is Severity.SOFT and RULES[rule].scope is not Scope.PLAN
