"""The intervals beside rates and means, against published tables and an independent library."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest, ttest_1samp

from program.metrics.intervals import bootstrap, student, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(part: int, whole: int, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17: 857-872, table I, method 3 (Wilson's score, without correction)."""
    found = wilson(part, whole)
    assert found is not None
    assert found.low / 100 == pytest.approx(low, abs=5e-5)
    assert found.high / 100 == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(("part", "whole"), [(0, 1), (1, 1), (3, 7), (40, 41), (500, 1000)])
def test_wilson_as_scipy_has_it(part: int, whole: int) -> None:
    found, other = wilson(part, whole), binomtest(part, whole).proportion_ci(method="wilson")
    assert found is not None
    assert (found.low, found.high) == pytest.approx((100 * other.low, 100 * other.high))


def test_student_as_scipy_has_it() -> None:
    values = [3.0, 4.0, 4.5, 2.5, 5.0]
    found, other = student(values), ttest_1samp(values, 0).confidence_interval(0.95)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((other.low, other.high))


def test_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert student([4.0]) is None
    assert bootstrap([4.0]) is None


def test_the_bootstrap_says_the_same_twice() -> None:
    values = [1.0, 1.0, 2.0, 9.0, 1.5]
    assert bootstrap(values) == bootstrap(values)
