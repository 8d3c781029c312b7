"""Intervals that stand beside rates and means, so that nobody reads more out of few than there is."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from program.metrics.figure import Interval

_Z = 1.959963984540054  # the 97.5 % point of the normal distribution


def wilson(part: int, whole: int) -> Interval | None:
    """The 95 % interval of a rate, in percent; None of nothing.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22: 209-212; the score
    interval without correction for continuity, as in Newcombe (1998), Statistics in Medicine 17: 857-872, method 3.
    """
    if whole == 0:
        return None
    rate = part / whole
    shift = _Z**2 / (2 * whole)
    spread = _Z * sqrt(rate * (1 - rate) / whole + _Z**2 / (4 * whole**2))
    down = 1 + _Z**2 / whole
    low, high = (rate + shift - spread) / down, (rate + shift + spread) / down
    return Interval(100 * max(0.0, low), 100 * min(1.0, high), "Wilson, 95 %")


def student(values: Sequence[float]) -> Interval | None:
    """The 95 % interval of a mean by Student's t with n - 1 degrees of freedom; None of fewer than two values."""
    if len(values) < 2:
        return None
    from scipy.stats import t

    n = len(values)
    mean = sum(values) / n
    spread = sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    reach = float(t.ppf(0.975, n - 1)) * spread / sqrt(n)
    return Interval(mean - reach, mean + reach, "Student’s t, 95 %")


def bootstrap(values: Sequence[float], seed: int = 1) -> Interval | None:
    """The 95 % percentile bootstrap interval of a mean (Efron 1979), 2,000 draws with a fixed seed, so that the same
    values always give the same interval; None of fewer than two values. For what is far from normal."""
    if len(values) < 2:
        return None
    import numpy as np

    draws = np.random.default_rng(seed).choice(np.asarray(values, dtype=float), (2000, len(values))).mean(axis=1)
    low, high = np.percentile(draws, (2.5, 97.5))
    return Interval(float(low), float(high), "bootstrap, 95 %")
