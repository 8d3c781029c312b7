"""How many stand where, one pack after the other: what the shares shown then and now would tell together."""

from __future__ import annotations

import msgspec

from program.differencing import keeps
from program.metrics.pictures import Bars
from program.suppression import Table

_AS_OF = ", as of "


def following(before: Bars, day: str, now: Bars, least: int) -> Bars:
    """The bars to show after `before`, which were those of `day`: these again, with their day, where both together
    would tell a count that is withheld in one of them."""
    labels = tuple(dict.fromkeys(bar.label for bar in (*before.bars, *now.bars)))
    then, here = _table(before, labels), _table(now, labels)
    if then == here or keeps(then, here, ("people",), labels, least):
        return now
    return before if _AS_OF in before.note else msgspec.structs.replace(before, note=f"{before.note}{_AS_OF}{day}")


def _table(bars: Bars, labels: tuple[str, ...]) -> Table:
    """Shares of one number of people as a table of one line; where no bar stands, there is nobody."""
    counts = {bar.label: None if bar.value is None else int(bar.value) for bar in bars.bars}
    line = tuple(counts.get(label, 0) for label in labels)
    total = max(bar.n for bar in bars.bars)
    return Table((("people",),), tuple((label,) for label in labels), (line,), (total,), line, total)
