"""How the board is laid out at the moment: what its rows are, grouping, colours, cohort, filters, zoom and density."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from program.records import Words


class Rows(Words):
    """What a row of the board stands for. The same cards lie in all three."""

    MENTEE = "mentee"
    HOST = "host"
    MENTOR = "mentor"


class Group(Words):
    """By what rows are gathered under a heading."""

    NONE = "none"
    TRACK = "track"
    COHORT = "cohort"
    UNIT = "unit"
    FUNCTION = "function"

    @property
    def label(self) -> str:
        return "Nothing" if self is Group.NONE else super().label


class Colour(Words):
    """What the bar at a card's edge stands for."""

    HOST = "host"
    THEME = "theme"
    MENTOR = "mentor"
    STATE = "state"


class Density(Words):
    """How much of a card is shown: all three lines, two, or one."""

    ROOMY = "roomy"
    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Show(Words):
    """Which cells stand out; the others are dimmed, never hidden."""

    EVERYTHING = "everything"
    UNPLACED = "unplaced"
    WARNINGS = "warnings"


GROUPS: Mapping[Rows, tuple[Group, ...]] = {
    Rows.MENTEE: (Group.NONE, Group.TRACK, Group.COHORT, Group.UNIT),
    Rows.HOST: (Group.NONE, Group.FUNCTION, Group.UNIT),
    Rows.MENTOR: (Group.NONE, Group.UNIT),
}

ZOOMS = (60, 70, 80, 90, 100, 110, 125, 150, 175, 200)
ALL = "all"  # every cohort
NEWEST = ""  # the cohort that started last, whichever that is

W = TypeVar("W", bound=Words)


class Look(msgspec.Struct, frozen=True):
    """The layout. `cohort` is an id, `ALL`, or `NEWEST`; `zoom` is in per cent; `text` dims what it does not match."""

    rows: Rows = Rows.MENTEE
    groups: tuple[Group, Group, Group] = (Group.TRACK, Group.NONE, Group.NONE)  # for each kind of rows
    colour: Colour = Colour.HOST
    density: Density = Density.ROOMY
    show: Show = Show.EVERYTHING
    cohort: str = NEWEST
    zoom: int = 100
    text: str = ""

    @property
    def group(self) -> Group:
        """By what the rows in front are gathered."""
        return self.groups[_place(self.rows)]

    def grouped(self, group: Group) -> Look:
        """The rows in front gathered by something else."""
        groups = [group if rows is self.rows else self.groups[_place(rows)] for rows in Rows]
        return msgspec.structs.replace(self, groups=tuple(groups))

    def zoomed(self, steps: int) -> Look:
        """Larger or smaller by steps; 0 goes back to 100 per cent."""
        if not steps:
            return msgspec.structs.replace(self, zoom=100)
        nearest = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - self.zoom))
        place = min(max(nearest + steps, 0), len(ZOOMS) - 1)
        return msgspec.structs.replace(self, zoom=ZOOMS[place])

    def memory(self) -> dict[str, object]:
        """What is remembered until next time; the search text is not."""
        return {
            "rows": str(self.rows),
            "groups": [str(group) for group in self.groups],
            "colour": str(self.colour),
            "density": str(self.density),
            "cohort": self.cohort,
            "zoom": self.zoom,
        }

    @classmethod
    def remembered(cls, memory: Mapping[str, object]) -> Look:
        """The look that `memory` once described; whatever is missing or out of date has its default."""
        plain = cls()
        zoom = memory.get("zoom")
        groups = memory.get("groups")
        known = groups if isinstance(groups, list) and len(groups) == len(plain.groups) else plain.groups
        cohort = memory.get("cohort")
        first, second, third = (
            group if (group := _choice(each, Group.NONE)) in GROUPS[rows] else Group.NONE
            for rows, each in zip(Rows, known, strict=True)
        )
        return cls(
            rows=_choice(memory.get("rows"), plain.rows),
            groups=(first, second, third),
            colour=_choice(memory.get("colour"), plain.colour),
            density=_choice(memory.get("density"), plain.density),
            cohort=cohort if isinstance(cohort, str) else NEWEST,
            zoom=zoom if isinstance(zoom, int) and zoom in ZOOMS else 100,
        )


def _place(rows: Rows) -> int:
    return tuple(Rows).index(rows)


def _choice(value: object, default: W) -> W:
    kind = type(default)
    return kind(value) if isinstance(value, str) and value in {str(each) for each in kind} else default
