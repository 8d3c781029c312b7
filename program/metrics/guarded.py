"""Figures as they may leave: no records behind them, and nothing from which a small group could be told.

What is withheld says so. A rate of people is shown when the whole is large enough and, unless everybody knows the fact
anyway, when neither those counted nor those left over are few. The parts of a figure follow the same rule, with as
many more withheld as it takes that none can be worked out from the whole (`program.suppression`).
"""

from __future__ import annotations

import re

import msgspec

from program.metrics.figure import Card, Comparison, Figure, Interval, Part
from program.metrics.intervals import wilson
from program.records import Measure
from program.suppression import REST, demand, parts, table


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
    places: int = 1  # decimals of its unit

    @property
    def beside(self) -> str:
        """What stands beside the number: "11 of 26; 26–61 %", "n = 54; 5.3–5.9"."""
        if self.value is None:
            return self.withheld
        count = f"{self.part:,} of {self.n:,}" if self.rate else f"n = {self.n:,}"
        if self.interval is None:
            return count
        percent = "\u00a0%" if self.rate else ""
        return f"{count}; {self.interval.low:.{self.places}f}–{self.interval.high:.{self.places}f}{percent}"


#: What is said where there is no value: of nothing counted, and of too little.
_UNSAID = ("nothing to count yet", "cannot be told yet")


def whole(figure: Figure, card: Card) -> Shown:
    """The figure as the lead sees it: nothing withheld."""
    made = tuple(ShownPart(p.label, p.value, p.n, p.part or 0, p.interval) for p in figure.parts)
    return _shown(figure, card, made)


def guarded(figure: Figure, card: Card, least: int) -> Shown:
    """The figure as somebody sees it who may not know what groups under `least` (3 or more) hold.

    Raises ValueError for a least group under the floor.
    """
    demand(least)
    if not card.people and not 0 < figure.heads < least:
        return whole(figure, card)
    if 0 < figure.heads < least or _few(figure.n, figure.part, card, least):
        return withheld(card, least)
    other = figure.comparison
    kept = msgspec.structs.replace(
        figure,
        notes=tuple(note for note in figure.notes if not _tells(note, figure.n, least)),
        comparison=None if other is None or _few(other.n, other.part, card, least) else other,
    )
    made = _parts(figure, card, least)
    if _ratio(figure) and (len(made) < len(figure.parts) or any(part.withheld for part in made)):
        # A ratio of groups' rates would give a withheld one away.
        kept = msgspec.structs.replace(kept, value=None, interval=None, notes=(), comparison=None)
        why = f"withheld: a group of fewer than {least} people could be told by it"
        return msgspec.structs.replace(_shown(kept, card, made), said="withheld", n=0, withheld=why)
    return _shown(kept, card, made)


def withheld(card: Card, least: int) -> Shown:
    """A figure of which nothing may be told."""
    why = f"withheld: fewer than {least} people could be told by it"
    return Shown(measure=card.measure, name=card.name, code=card.code, said="withheld", value=None, n=0, withheld=why)


def _ratio(figure: Figure) -> bool:
    """Whether a figure compares the rates of its parts, rather than being one itself."""
    return figure.part is None and bool(figure.parts) and all(part.part is not None for part in figure.parts)


def _tells(note: str, n: int, least: int) -> bool:
    """Whether a note counts few, or all but few of `n`: "2 of them left", "moved up: 19 of 22"."""
    counts = [int(number) for number in re.findall(r"(?<![\d.])\d+(?![\d.]*\d)", note.replace(",", ""))]
    rest = [int(whole) - int(part) for part, whole in re.findall(r"(\d+) of (\d+)", note.replace(",", ""))]
    return any(0 < count < least for count in (*counts, *rest, *(n - count for count in counts)))


def _few(n: int, part: int | None, card: Card, least: int) -> bool:
    if 0 < n < least:
        return True
    return part is not None and not card.known and (0 < part < least or 0 < n - part < least)


def _parts(figure: Figure, card: Card, least: int) -> tuple[ShownPart, ...]:
    """The parts as they may be shown beside the whole.

    They are groups, each with its own n; or shares of one n, such as how many are ready when. Rates of groups are a
    table of two lines, those counted and the rest: both must stay in the dark wherever one of them is small.
    """
    rates = [part.part for part in figure.parts if part.part is not None]
    if not figure.parts:
        return ()
    if len(rates) < len(figure.parts) or card.known:
        return _sized(figure.parts, [part.heads or part.n for part in figure.parts], least)
    if any(0 < part.heads < least for part in figure.parts):  # what many counts say of few people has no table
        return tuple(ShownPart(part.label, None, 0, withheld=True) for part in figure.parts)
    if all(part.n == figure.n for part in figure.parts):
        return _shares(figure, rates, least)
    return _rates(figure.parts, rates, least)


def _shares(figure: Figure, rates: list[int], least: int) -> tuple[ShownPart, ...]:
    """Shares of one n. Where everybody is in one of them, and one is those the whole counts, that one is known from
    it, and protects none of the others. Where somebody may be in several, who is in one only can be told too."""
    groups, counted = figure.parts, figure.part
    if counted is None:
        return _sized(groups, rates, least)
    if sum(rates) == figure.n and counted in rates:
        at = rates.index(counted)
        known = groups[at]
        shown = _sized((*groups[:at], *groups[at + 1 :]), [*rates[:at], *rates[at + 1 :]], least)
        told = ShownPart(known.label, known.value, known.n, counted, known.interval)
        return (*shown[:at], told, *shown[at:])
    if sum(rates) not in (figure.n, counted):
        beside = [counted - rate for rate in rates] + ([sum(rates) - counted] if len(rates) == 2 else [])
        if any(0 < count < least for count in beside):
            return tuple(ShownPart(part.label, None, 0, withheld=True) for part in groups)
    return _sized(groups, rates, least)


def _sized(groups: tuple[Part, ...], sizes: list[int], least: int) -> tuple[ShownPart, ...]:
    shown = parts({str(place): size for place, size in enumerate(sizes)}, least)
    return tuple(
        ShownPart(part.label, None, 0, withheld=True)
        if shown[str(place)] is None
        else ShownPart(part.label, part.value, part.n, part.part or 0, part.interval)
        for place, part in enumerate(groups)
    )


def _rates(groups: tuple[Part, ...], rates: list[int], least: int) -> tuple[ShownPart, ...]:
    names = [str(place) for place in range(len(groups))]
    rest = [part.n - rate for part, rate in zip(groups, rates, strict=True)]
    made = table(("counted", "rest"), names, (rates, rest), least)
    shown = []
    for column, members in enumerate(made.columns):
        counts = [row[column] for row in made.inner] if len(made.inner) == 2 else [None]
        label = groups[int(members[0])].label if len(members) == 1 else REST
        if None in counts or not sum(filter(None, counts)):
            shown.append(ShownPart(label, None, 0, withheld=None in counts))
            continue
        rate = sum(rates[int(each)] for each in members)
        n = sum(groups[int(each)].n for each in members)
        shown.append(ShownPart(label, 100 * rate / n, n, rate, wilson(rate, n)))
    return tuple(shown)


def _shown(figure: Figure, card: Card, made: tuple[ShownPart, ...]) -> Shown:
    return Shown(
        measure=figure.measure,
        name=card.name,
        code=card.code,
        said=card.unit.say(figure.value) if figure.value is not None else _UNSAID[figure.n > 0],
        value=figure.value,
        n=figure.n,
        part=figure.part or 0,
        rate=figure.part is not None,
        interval=figure.interval,
        parts=made,
        by=figure.by,
        comparison=figure.comparison,
        notes=figure.notes,
        places=card.unit.decimals,
    )
