"""What a picture shows, before anybody draws it: the same for screen, paper, table and file.

A picture knows numbers and words only. Its title states the finding; its note says of how many and in what unit.
"""

from __future__ import annotations

import msgspec

from program.records import Measure, Tier


class Picture(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What all pictures have. `key` is stable; `tier` says who may have it as a file."""

    key: str
    title: str  # the finding, in a sentence
    note: str  # "Sponsor ratings, n = 48"
    measure: Measure | None = None  # the figure whose card defines it
    tier: Tier = Tier.PROGRAM


class Bar(msgspec.Struct, frozen=True):
    """One bar: its value, and what it was `before` (None: not known). A value of None is withheld."""

    label: str
    value: float | None
    n: int = 0
    before: float | None = None


class Bars(Picture, frozen=True, kw_only=True):
    """Counts or rates side by side, such as the readiness pipeline."""

    bars: tuple[Bar, ...]
    unit: str = ""  # behind every value: "%"
    steps: bool = False  # shades from dark to light, as they follow on each other


class Heat(Picture, frozen=True, kw_only=True):
    """A table as shades: `cells[row][column]`, None where it is withheld or nothing can be said."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    unit: str = ""


class Load(msgspec.Struct, frozen=True):
    """What one mentor carries: mentees (over all cycles shown), of a capacity, and their share of all in percent."""

    label: str
    carried: int
    capacity: int
    share: float


class Loads(Picture, frozen=True, kw_only=True):
    """Who carries how much. `effective` mentors would carry it all if they shared evenly; `fair` is the even load."""

    loads: tuple[Load, ...]
    effective: float
    fair: float


class Node(msgspec.Struct, frozen=True):
    """Somebody, or a unit, in a network: `group` (a number from 0) sets the colour, `size` how much passes through."""

    label: str
    group: int
    size: int


class Edge(msgspec.Struct, frozen=True):
    """Somebody learnt from somebody: places of two nodes, and how often."""

    start: int
    end: int
    weight: int


class Network(Picture, frozen=True, kw_only=True):
    """Who learnt from whom."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[str, ...] = ()  # what the colours stand for


class Slope(msgspec.Struct, frozen=True):
    """One line from before to now."""

    label: str
    before: float
    now: float
    n: int


class Slopes(Picture, frozen=True, kw_only=True):
    """What changed from a baseline to now, line by line."""

    slopes: tuple[Slope, ...]
    low: float  # ends of the scale
    high: float
    unit: str = ""


class Step(msgspec.Struct, frozen=True):
    """One step of a funnel."""

    label: str
    count: int


class Funnel(Picture, frozen=True, kw_only=True):
    """What is left from step to step."""

    steps: tuple[Step, ...]


class Point(msgspec.Struct, frozen=True):
    """A value at one place of the horizontal axis, with its interval; None where it is withheld or there is none."""

    label: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


class Line(msgspec.Struct, frozen=True):
    """A line through points, one for each place of the horizontal axis."""

    label: str
    points: tuple[Point, ...]


class Trend(Picture, frozen=True, kw_only=True):
    """How values went over cycles, with their intervals as bands."""

    lines: tuple[Line, ...]
    low: float  # ends of the vertical scale
    high: float
    unit: str = ""


class Dot(msgspec.Struct, frozen=True):
    """A risk: likelihood and impact from 1 to 5, its number in the list."""

    label: str
    likelihood: int
    impact: int


class Matrix(Picture, frozen=True, kw_only=True):
    """Risks by likelihood and impact."""

    dots: tuple[Dot, ...]


class Stair(msgspec.Struct, frozen=True):
    """A step of a curve: from `time` on, `share` (percent) with its interval; `waiting` were left just before it."""

    time: float
    share: float
    low: float
    high: float
    waiting: int


class Curve(Picture, frozen=True, kw_only=True):
    """The share of people who got there by a time (Kaplan-Meier, as it rises); `median` is None when not half did."""

    stairs: tuple[Stair, ...]
    median: float | None
    unit: str = "months"


class Mark(msgspec.Struct, frozen=True):
    """A group's rate with its interval, in percent; None where it is withheld."""

    label: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


class Groups(Picture, frozen=True, kw_only=True):
    """Groups compared with one line: `line` is what the lowest may not fall under (four fifths of the highest)."""

    marks: tuple[Mark, ...]
    line: float | None = None
    unit: str = "%"
