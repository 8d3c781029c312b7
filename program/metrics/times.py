"""How long something takes, when not everybody has got there yet: the Kaplan-Meier estimate, and who is waited for."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date

import msgspec

from program.metrics.figure import Interval
from program.metrics.pictures import Stair

MONTH = 365.25 / 12  # days


class Wait(msgspec.Struct, frozen=True):
    """How many months one person (or goal) was watched, and whether they got there at the end of it.

    Where they did not, they are censored: they wait still, or they left.
    """

    id: str
    months: float
    there: bool
    left: bool = False


class Survival(msgspec.Struct, frozen=True):
    """How the share of those who got there rises. `median` is None while not half of them did.

    `low` and `high` are the ends of its 95 % interval; each is None where the band does not cross one half.
    """

    waits: tuple[Wait, ...]
    stairs: tuple[Stair, ...]
    median: float | None
    low: float | None
    high: float | None

    @property
    def interval(self) -> Interval | None:
        """The interval of the median, where it has both ends."""
        if self.median is None or self.low is None or self.high is None:
            return None
        return Interval(self.low, self.high, METHOD)

    @property
    def there(self) -> tuple[str, ...]:
        """Who got there."""
        return tuple(wait.id for wait in self.waits if wait.there)


METHOD = "Kaplan–Meier, log-log, 95 %"


def months(start: date, end: date) -> float:
    """The time between two days in months of 30.44 days (a twelfth of 365.25)."""
    return (end - start).days / MONTH


def survival(waits: Sequence[Wait]) -> Survival:
    """The share of people who got there by each time, in percent; people not there yet count until they were last seen.

    Product-limit estimate (Kaplan and Meier 1958, JASA 53: 457-481) by `scipy.stats.ecdf`; the band is the exponential
    Greenwood one (log-log transform, 95 %), as in Kalbfleisch and Prentice; where everybody got there it has no lower
    end, and that of the step before stands. The median is the first time at which half or more got there; its interval
    inverts the band (Brookmeyer and Crowley 1982, Biometrics 38: 29-41). A step is made only where somebody got there.
    """
    done = [wait.months for wait in waits if wait.there]
    if not done:
        return Survival(tuple(waits), (), None, None, None)
    from scipy.stats import CensoredData, ecdf

    left = ecdf(CensoredData(uncensored=done, right=[wait.months for wait in waits if not wait.there])).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the band is not defined at 0 and 1, and that is meant
        band = left.confidence_interval(0.95, method="log-log")
    stairs: list[Stair] = []
    steps = zip(left.quantiles, left.probabilities, band.low.probabilities, band.high.probabilities, strict=True)
    for time, share, low, high in steps:
        if time not in done:
            continue
        before = stairs[-1].low if stairs else 0.0
        stairs.append(
            Stair(
                time=float(time),
                share=100 * (1 - float(share)),
                low=100 * (1 - float(high)) if share > 0 else before,
                high=100 * (1 - float(low)) if share > 0 else 100.0,
                waiting=sum(wait.months >= time for wait in waits),
            )
        )
    half = 50 - 1e-9
    return Survival(
        tuple(waits),
        tuple(stairs),
        next((stair.time for stair in stairs if stair.share >= half), None),
        next((stair.time for stair in stairs if stair.high >= half), None),
        next((stair.time for stair in stairs if stair.low >= half), None),
    )
