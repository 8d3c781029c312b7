"""How long something takes when not everybody is there yet: the product-limit estimate, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.second.ledger import Rows, Said

_MONTH = 365.25 / 12


def waited(rows: Rows) -> Said:
    """The median wait in months, from `start` to `there`, or to `last` where that comes first or `there` is not known.

    Whoever was there at the start or before did not wait. The median is the first time by which half got there.
    """
    waits = []
    for row in rows:
        start, last = date.fromisoformat(row["start"]), date.fromisoformat(row["last"])
        there = date.fromisoformat(row["there"]) if row["there"] else date.max
        if start <= last and start < there:
            waits.append(((min(there, last) - start).days, there <= last))
    left = Fraction(1)
    for days in sorted({days for days, done in waits if done}):
        waiting = sum(each >= days for each, _ in waits)
        arrived = sum(each == days and done for each, done in waits)
        left *= 1 - Fraction(arrived, waiting)
        if left <= Fraction(1, 2):
            return Said(days / _MONTH, len(waits))
    return Said(None, len(waits))
