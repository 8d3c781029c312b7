"""Measuring two ways side by side, so that a slow or busy machine slows both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from typing import Any


def side_by_side(
    ours: Callable[[], Any], bare: Callable[[], Any], *, rounds: int, warm: int = 2
) -> tuple[float, float]:
    """The median seconds of each, taken in turns after `warm` rounds that are not counted."""
    gc.collect()
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(warm + rounds):
        for way, times in zip((ours, bare), taken, strict=True):
            start = time.perf_counter()
            way()
            if turn >= warm:
                times.append(time.perf_counter() - start)
    return statistics.median(taken[0]), statistics.median(taken[1])


def line(what: str, ours: float, bare: float, against: str, aim: float) -> str:
    """One line of the report: both times, their ratio, and what it should be."""
    ratio = ours / bare
    verdict = "reached" if ratio <= aim else "missed"
    return (
        f"{what}: {ours * 1000:.1f} ms against {bare * 1000:.1f} ms for {against}: "
        f"ratio {ratio:.2f} (aim {aim:g}: {verdict})"
    )
