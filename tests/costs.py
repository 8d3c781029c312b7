"""What one guess at a passphrase costs in tests: next to nothing, so that thousands of openings take seconds.

Nothing else about a book changes. Tests about the cost itself take `real_costs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from storage.keys import KdfCost

FLOOR, DEFAULT = KdfCost.FLOOR, KdfCost.DEFAULT
"""What users have."""


def lower_the_cost() -> None:
    """Let this process guess cheaply."""
    KdfCost.FLOOR = KdfCost.DEFAULT = KdfCost(32, 1, 4)


@contextmanager
def real_costs() -> Iterator[None]:
    """Within the block a guess costs what it does for users."""
    KdfCost.FLOOR, KdfCost.DEFAULT = FLOOR, DEFAULT
    try:
        yield
    finally:
        lower_the_cost()
