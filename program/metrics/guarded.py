"""Figures as they may leave: no records behind them, and nothing from which a small group could be told.

What is withheld says so. A rate of people is shown when the whole is large enough and, unless everybody knows the fact
anyway, when neither those counted nor those left over are few. The parts of a figure follow the same rule, and when a
part is withheld, so is another, as `suppression.parts` has it: its n could be worked out from the total.
"""

from __future__ import annotations

import msgspec

from program.metrics.figure import Card, Comparison, Figure, Interval
from program.records import Measure
from program.suppression import demand, parts


class ShownPart(msgspec.Struct, frozen=True):
    """A part of a figure as it may leave; withheld ones have neither value nor n."""

    label: str
    value: float | None
    n: int
    part: int = 0
    interval: Interval | None = None
    withheld: bool = False


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as it may leave. `withheld` says why there is no number; empty where there is one."""

    measure: Measure
    name: str
    code: str
    said: str  # the value in words: "42 %", "withheld", "nothing to count yet"
    value: float | None
    n: int
    part: int = 0
    rate: bool = False
    interval: Interval | None = None
    parts: tuple[ShownPart, ...] = ()
    by: str = ""
    comparison: Comparison | None = None
    notes: tuple[str, ...] = ()
    withheld: str = ""

    @property
    def beside(self) -> str:
        """What stands beside the number: "11 of 26; 26–61 %", "n = 54; 5.3–5.9"."""
        if self.value is None:
            return self.withheld
        count = f"{self.part:,} of {self.n:,}" if self.rate else f"n = {self.n:,}"
        if self.interval is None:
            return count
        places = 0 if self.rate else 1
        percent = "\u00a0%" if self.rate else ""
        return f"{count}; {self.interval.low:.{places}f}–{self.interval.high:.{places}f}{percent}"


def whole(figure: Figure, card: Card) -> Shown:
    """The figure as the lead sees it: nothing withheld."""
    made = tuple(ShownPart(p.label, p.value, p.n, p.part or 0, p.interval) for p in figure.parts)
    return _shown(figure, card, made)


def guarded(figure: Figure, card: Card, least: int) -> Shown:
    """The figure as somebody sees it who may not know what groups under `least` (3 or more) hold.

    Raises ValueError for a least group under the floor.
    """
    demand(least)
    if not card.people:
        return whole(figure, card)
    if _few(figure.n, figure.part, card, least):
        why = f"withheld: fewer than {least} people could be told by it"
        return Shown(
            measure=figure.measure, name=card.name, code=card.code, said="withheld", value=None, n=0, withheld=why
        )
    made = _parts(figure, card, least)
    return _shown(figure, card, made)


def _few(n: int, part: int | None, card: Card, least: int) -> bool:
    if 0 < n < least:
        return True
    return part is not None and not card.known and (0 < part < least or 0 < n - part < least)


def _parts(figure: Figure, card: Card, least: int) -> tuple[ShownPart, ...]:
    if not figure.parts:
        return ()
    few = [_few(part.n, part.part, card, least) for part in figure.parts]
    # A part held back for its numerator counts as small, so that company is found for it as for a small group.
    sizes = {str(k): (1 if few[k] and part.n else part.n) for k, part in enumerate(figure.parts)}
    shown = parts(sizes, least)
    return tuple(
        ShownPart(part.label, None, 0, withheld=True)
        if shown[str(k)] is None
        else ShownPart(part.label, part.value, part.n, part.part or 0, part.interval)
        for k, part in enumerate(figure.parts)
    )


def _shown(figure: Figure, card: Card, made: tuple[ShownPart, ...]) -> Shown:
    return Shown(
        measure=figure.measure,
        name=card.name,
        code=card.code,
        said="nothing to count yet" if figure.value is None else card.unit.say(figure.value),
        value=figure.value,
        n=figure.n,
        part=figure.part or 0,
        rate=figure.part is not None,
        interval=figure.interval,
        parts=made,
        by=figure.by,
        comparison=figure.comparison,
        notes=figure.notes,
    )
