"""What is left in memory of keys and of words when the notes are sealed and the book is locked (Linux)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def lines() -> Iterator[str]:
    """One line a state."""
    if sys.platform != "linux":
        return
    from tests.faults.house import House
    from tests.faults.watching import watch

    with tempfile.TemporaryDirectory(prefix="rotunda-residue-") as folder:
        house = House(Path(folder))
        house.run("begin")
        for state, seen in watch(house).items():
            yield (
                f"Memory, {state}: {sum(seen.keys.values())} copies of keys, {seen.notes} of the private note on the "
                f"screen before, {seen.words} of {len(house.canaries.tiers)} other words of the book"
            )
