"""How charts look: colours by role from the palettes of window and paper, and sizes for screen and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import resources

READABLE = 4.5  # the contrast that text needs (WCAG 2.2, level AA)


@dataclass(frozen=True)
class Style:
    """The look of a chart: for a dark window, or for paper (which is always light and set smaller)."""

    dark: bool = False
    paper: bool = False

    def colour(self, role: str) -> str:
        """The colour of a role, as "#RRGGBB". Raises KeyError for a role that no palette has."""
        return resources.palette("dark" if self.dark and not self.paper else "light")[role]

    def host(self, index: int) -> str:
        """The colour of the index-th of several things (0-based); they come round again after the tenth."""
        return self.colour(resources.host_role(index))

    @property
    def ground(self) -> str:
        """What charts are drawn on."""
        return self.colour("raised")

    @property
    def body(self) -> float:
        """The size of names and values, in units of the chart."""
        return 8.0 if self.paper else 11.5

    @property
    def small(self) -> float:
        """The size of scales and side remarks."""
        return 7.0 if self.paper else 10.5

    @property
    def gap(self) -> float:
        """The distance that keeps things apart."""
        return 4.5 if self.paper else 6.0

    @property
    def stroke(self) -> float:
        """What the thickness of every line is multiplied by."""
        return 0.75 if self.paper else 1.0

    @property
    def row(self) -> float:
        """From one line of names to the next."""
        return self.body * 1.6

    def shade(self, share: float) -> str:
        """The accent from hardly there (0) to full (1), on the ground of the chart."""
        return mixed(self.ground, self.colour("accent"), 0.1 + 0.9 * min(1.0, max(0.0, share)))

    def on(self, fill: str) -> str:
        """The colour of text on a filled place: the first ink that reads well there, of two and two stronger ones."""
        text, ground = self.colour("text"), self.ground
        inks = (text, ground, mixed(ground, text, 1.3), mixed(text, ground, 1.3))
        readable = [ink for ink in inks if contrast(ink, fill) >= READABLE]
        return readable[0] if readable else max(inks, key=lambda ink: contrast(ink, fill))

    def step(self, place: int, count: int) -> str:
        """The accent for one of several steps, from full to pale."""
        return mixed(self.colour("accent"), self.ground, 0.35 * place / max(1, count - 1))


@cache
def mixed(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of the other colour in one; above 1 it goes on in the same direction."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{min(255, max(0, round(a + (b - a) * share))):02X}" for a, b in pairs)


@cache
def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if (c := part / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
