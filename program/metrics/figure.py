"""What a figure is: a number that never stands without its n, its interval, its comparison and its definition."""

from __future__ import annotations

from datetime import date
from enum import Enum

import msgspec

from program.records import Measure, Words


class Unit(Enum):
    """What a value counts; `words` stand behind the number."""

    PERCENT = "%"
    COUNT = ""
    MONTHS = "months"
    OF_FIVE = "of 5"
    OF_SEVEN = "of 7"
    LEVELS = "levels"
    FUNCTIONS = "functions"
    PEOPLE = "people"
    T_SCORE = "T"
    RATIO = "ratio"

    @property
    def decimals(self) -> int:
        """How many decimals people are shown."""
        return {"%": 0, "": 1, "people": 0, "ratio": 2}.get(self.value, 1)

    def say(self, value: float) -> str:
        """The number as people read it: "42 %", "5.6 of 7", "14.2", "0.83"."""
        number = f"{value:,.{self.decimals}f}"
        if self in (Unit.COUNT, Unit.RATIO):
            return number[:-2] if self is Unit.COUNT and number.endswith(".0") else number
        return f"{number}\u00a0{self.value}"


class Level(Words):
    """What a figure is evidence for: the four levels of Kirkpatrick, and below them what is merely done."""

    ACTIVITY = "activity"
    REACTION = "reaction"
    LEARNING = "learning"
    BEHAVIOUR = "behaviour"
    RESULTS = "results"


class Better(Enum):
    """Which way a figure should go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """The definition of a figure, as it is printed beside it (its governance: what it is for and where it is blind).

    `people` says that its n are people, so that small groups are withheld from readers who may not know them. `known`
    says that everybody in the program knows the fact of each person anyway (who takes part, who sits where), so that
    only the whole must be large enough, not the remainder.
    """

    measure: Measure
    level: Level
    unit: Unit
    definition: str
    numerator: str
    denominator: str
    window: str
    purpose: str  # what it may be used for, and what not
    bias: str
    blind: str  # what it does not see
    source: str = ""  # of the formula
    better: Better = Better.HIGHER
    people: bool = True
    known: bool = False
    owner: str = "Program lead"

    @property
    def name(self) -> str:
        """What the figure is called."""
        return self.measure.label

    @property
    def code(self) -> str:
        """ "M-07": its number on paper."""
        return f"M-{tuple(Measure).index(self.measure) + 1:02}"


class Interval(msgspec.Struct, frozen=True):
    """Where the true value plausibly lies, in the figure's unit, and by which method."""

    low: float
    high: float
    method: str  # "Wilson, 95 %"


class Part(msgspec.Struct, frozen=True):
    """The same figure of a part: a cycle, a group, a level. `part` of `n` where it is a rate; `heads` as in Figure."""

    label: str
    value: float | None
    n: int
    part: int | None = None
    interval: Interval | None = None
    heads: int = 0


class Comparison(msgspec.Struct, frozen=True):
    """What the figure is compared with, and what that comparison cannot tell; `part` of `n` where it is a rate of
    people in this book."""

    words: str
    value: float
    n: int
    limits: str
    part: int | None = None


class Scope(msgspec.Struct, frozen=True):
    """Which part of the program is looked at: the days from `since` (None: the beginning) to `until`, and a cohort
    (its id; empty: everybody)."""

    until: date
    since: date | None = None
    cohort: str = ""

    @property
    def key(self) -> str:
        """The scope as a word, to keep things by."""
        return f"{self.since} {self.until} {self.cohort}"

    def holds(self, day: date | None) -> bool:
        """Whether a day lies within; a day that is not known does not."""
        return day is not None and day <= self.until and (self.since is None or day >= self.since)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One number of the program at one time.

    `value` is in the card's unit and None where it cannot be said (nothing to count). `n` is the denominator of a rate,
    or how many observations a mean or median is made of; `part` the numerator of a rate. `counted` and `among` are the
    ids of the records behind numerator and denominator, of the kinds `kind` and `of` (keys of record kinds). `heads` is
    how many people `n` comes from, where n counts something of which one person may have several (0: n are people).
    """

    measure: Measure
    scope: Scope
    value: float | None
    n: int
    part: int | None = None
    interval: Interval | None = None
    parts: tuple[Part, ...] = ()
    by: str = ""  # what the parts are: "cycle", "group", "rater"
    comparison: Comparison | None = None
    notes: tuple[str, ...] = ()  # sentences on what was left out or counted in a special way; no names
    kind: str = ""
    counted: tuple[str, ...] = ()
    of: str = ""
    among: tuple[str, ...] = ()
    heads: int = 0
