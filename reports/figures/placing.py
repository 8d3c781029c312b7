"""Where things go: rows that fit, labels that do not touch, round numbers along a scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reports.figures.style import Style


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places as near as can be to those wanted, at least `apart` from each other, in the same order, within the ends.

    Where there is not room for all they stand evenly, closer than `apart`. Blocks that would touch are joined and put
    at the mean of what their members want (pool adjacent violators).
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    apart = min(apart, (high - low) / max(1, len(wanted) - 1))
    blocks: list[list[float]] = []  # where its first member goes, its members
    for place in order:
        blocks.append([wanted[place], 1.0])
        while True:
            start, count = blocks[-1]
            blocks[-1][0] = start = min(max(start, low), high - (count - 1) * apart)
            if len(blocks) == 1 or blocks[-2][0] + blocks[-2][1] * apart <= start + 1e-9:
                break
            before, many = blocks.pop(-2)
            blocks[-1] = [(before * many + (start - many * apart) * count) / (many + count), many + count]
    found = [0.0] * len(wanted)
    places = iter(order)
    for start, count in blocks:
        for step in range(int(count)):
            found[next(places)] = start + step * apart
    return found


def rows(count: int, room: float, style: Style, most: float) -> tuple[int, float, float]:
    """How many of `count` rows are shown, how high each is (at most `most`), and the size of their letters.

    Letters get smaller before any row is left out. Where not all are shown, one row is kept for "and more".
    """
    for size, leading in ((style.body, 1.5), (style.small, 1.28)):
        if count * size * leading <= room:
            return count, min(most, room / max(1, count)), size
    least = style.small * 1.28
    return max(1, int(room / least) - 1), least, style.small


def most_rows(room: float, style: Style) -> int:
    """How many rows are ever shown in so much room: nothing of any other need be measured."""
    return max(1, int(room / (style.small * 1.28)))


def ticks(low: float, high: float, most: int = 4, least: float = 0.1) -> list[float]:
    """Round numbers from low to high, at most `most` of them and at least one, no closer than `least`."""
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return [low]
    for power in range(math.floor(math.log10(span)) - 2, math.floor(math.log10(span)) + 3):
        for step in (1, 2, 2.5, 5) if power > 0 else (1, 2, 5):
            width = step * 10.0**power
            if width < least * 0.999:
                continue
            first, last = math.ceil(low / width - 1e-9), math.floor(high / width + 1e-9)
            if 0 < last - first + 1 <= most:
                return [round(at * width, 10) for at in range(first, last + 1)]
    return [low]


def around(low: float, high: float, ends: tuple[float, float]) -> tuple[float, float]:
    """The part of a scale worth showing: what values span, with a margin; at least a third of it, within its ends."""
    whole = ends[1] - ends[0]
    if whole <= 0:
        return low - 0.5, high + 0.5
    least = whole / 3
    margin = max((high - low) * 0.12, (least - (high - low)) / 2)
    bottom, top = low - margin, high + margin
    if bottom < ends[0]:
        bottom, top = ends[0], max(top, ends[0] + least)
    if top > ends[1]:
        bottom, top = min(bottom, ends[1] - least), ends[1]
    return max(ends[0], bottom), top
