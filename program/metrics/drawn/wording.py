"""How findings are said: numbers as words, what moved and what did not, what is said of n and intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise
from math import hypot

from program.metrics.guarded import ShownPart
from program.metrics.pictures import Point

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spelt(number: int) -> str:
    """ "two", "thirteen" as 13; thousands set apart."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def opening(text: str) -> str:
    """A sentence begins with a capital."""
    return text[:1].upper() + text[1:]


def many(number: int, one: str, plural: str = "") -> str:
    """ "one role", "two roles"."""
    return f"{spelt(number)} {one if number == 1 else plural or one + 's'}"


class Course(Enum):
    """How a line went from its first point to its last."""

    ALONE = "alone"  # one point only
    RISEN = "risen"
    FALLEN = "fallen"
    STEADILY_RISEN = "steadily risen"
    STEADILY_FALLEN = "steadily fallen"
    FLAT = "flat"
    UNSURE = "unsure"  # it moved, and nobody can say whether by chance


def course(points: Iterable[Point]) -> Course | None:
    """How a line went, over the points that show something; None where none does.

    It rose or fell when first and last differ by more than both their intervals allow together: by more than
    sqrt(h1² + h2²) for half-widths h on that side, which for two independent means comes near a test at 5 percent.
    Where one of the two has no interval nothing is sure. Steadily: over three points or more without a step back.
    """
    seen = [point for point in points if point.value is not None]
    if not seen:
        return None
    if len(seen) == 1:
        return Course.ALONE
    values = [point.value or 0.0 for point in seen]
    first, last = seen[0], seen[-1]
    change = values[-1] - values[0]
    if change and (first.low is None or last.low is None):
        return Course.UNSURE
    if change > 0:
        reach = hypot(_above(first), _below(last))
    else:
        reach = hypot(_below(first), _above(last))
    if abs(change) <= reach:
        return Course.FLAT
    steps = [after - before for before, after in pairwise(values)]
    if change > 0:
        return Course.STEADILY_RISEN if len(seen) > 2 and all(step >= 0 for step in steps) else Course.RISEN
    return Course.STEADILY_FALLEN if len(seen) > 2 and all(step <= 0 for step in steps) else Course.FALLEN


def _above(point: Point) -> float:
    return 0.0 if point.high is None or point.value is None else point.high - point.value


def _below(point: Point) -> float:
    return 0.0 if point.low is None or point.value is None else point.value - point.low


def points(parts: Sequence[ShownPart], labels: Sequence[str] = ()) -> tuple[Point, ...]:
    """Parts of a figure as points of a line, under other labels where some are given."""
    return tuple(
        Point(
            label=label,
            value=part.value,
            n=part.n,
            low=None if part.interval is None else part.interval.low,
            high=None if part.interval is None else part.interval.high,
        )
        for part, label in zip(parts, labels or [part.label for part in parts], strict=True)
    )


def counts(numbers: Iterable[int], unit: str = "") -> str:
    """ "n = 12 to 14", "n = 12"; of several only the ends."""
    found = sorted(number for number in numbers if number)
    if not found:
        return "n = 0"
    ends = f"{found[0]:,}" if found[0] == found[-1] else f"{found[0]:,} to {found[-1]:,}"
    return f"n = {ends}" + (f" {unit}" if unit else "")


def method(parts: Iterable[ShownPart]) -> str:
    """ "95 % interval (Wilson)", after the first interval there is; empty where there is none."""
    for part in parts:
        if part.interval is not None:
            name = part.interval.method.split(",")[0]
            return f"95\u00a0% interval ({name})"
    return ""


def note(*words: str) -> str:
    """The parts of a note that say something, behind each other."""
    return ", ".join(filter(None, words))


def hidden(parts: Iterable[ShownPart]) -> str:
    """That something is withheld, where it is."""
    return "small groups withheld" if any(part.withheld for part in parts) else ""
