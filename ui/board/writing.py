"""Words laid out once for a font and a width: names of hosts and mentors stand on many cards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QStaticText

MOST = 4000
"""Layouts kept at most."""


class Writing:
    """The laid-out words of one board."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, int, int], tuple[QStaticText, int]] = {}

    def clear(self) -> None:
        """Forget them all."""
        self._kept.clear()

    def laid(self, words: str, font: QFont, metrics: QFontMetrics, room: int) -> tuple[QStaticText, int]:
        """The words, elided to `room` pixels, and their width."""
        key = (words, room, font.pixelSize(), font.weight())
        found = self._kept.get(key)
        if found is None:
            width = metrics.horizontalAdvance(words)
            if width > room:
                words, width = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room), room
            text = QStaticText(words)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(font=font)
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = (text, width)
        return found
