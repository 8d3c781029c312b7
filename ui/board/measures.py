"""Sizes and fonts of the board for one zoom and density."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetrics

from ui.board.look import Density
from ui.theme import theme

_ROW = {Density.ROOMY: 70, Density.COMFORTABLE: 54, Density.COMPACT: 34}
_LINES = {Density.ROOMY: 3, Density.COMFORTABLE: 2, Density.COMPACT: 1}


class Measures:
    """All in device-independent pixels. `lines` is how many lines of a card are shown."""

    def __init__(self, zoom: int, density: Density) -> None:
        part = zoom / 100
        self.part = part
        self.lines = _LINES[density]
        self.row = round(_ROW[density] * part)
        self.heading = round(28 * part)
        self.column = round(122 * part)
        self.column_tight = round(100 * part)
        self.tally = round(96 * part)
        self.names = round(160 * part)
        self.names_tight = round(128 * part)
        self.gap = max(2, round(3 * part))
        self.bar = max(3, round(4 * part))
        self.pad = round(8 * part)
        self.icon = round(14 * part)
        self.radius = 6 * part
        self.strong = _scaled("strong", part)
        self.small = _scaled("small", part)
        self.tiny = _scaled("tiny", part)
        self.tiny_strong = _scaled("small-strong", part * 0.92)
        self.strong_metrics = QFontMetrics(self.strong)
        self.small_metrics = QFontMetrics(self.small)
        self.strong_height = self.strong_metrics.height()
        self.small_height = self.small_metrics.height()
        self.tiny_metrics = QFontMetrics(self.tiny)
        self.tiny_strong_metrics = QFontMetrics(self.tiny_strong)


@lru_cache(maxsize=8)
def measures(zoom: int, density: Density) -> Measures:
    """The measures for a zoom in per cent."""
    return Measures(zoom, density)


def _scaled(role: str, part: float) -> QFont:
    font = QFont(theme().font(role))
    font.setPixelSize(max(7, round(font.pixelSize() * part)))
    return font
