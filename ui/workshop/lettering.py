"""Letters that can be read from the back of a room: as large as the place allows, and never below a least size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.theme import theme

_PROBE = 100


def lettering(pixels: float, *, strong: bool = False) -> QFont:
    """The house's typeface in this size."""
    font = QFont(theme().font("strong" if strong else "body"))
    font.setPixelSize(max(8, round(pixels)))
    return font


def breadth(texts: Sequence[str], *, strong: bool = False) -> float:
    """How broad the broadest of these texts is, in heights of its letters."""
    metrics = QFontMetricsF(lettering(_PROBE, strong=strong))
    return max((metrics.horizontalAdvance(text) for text in texts), default=0.0) / _PROBE


def line(
    painter: QPainter,
    place: QRectF,
    text: str,
    pixels: float,
    colour: QColor,
    *,
    strong: bool = False,
    right: bool = False,
    shrink: bool = False,
) -> float:
    """One line in `place`, smaller when it may `shrink` to fit, else cut; says how broad it came out."""
    if shrink and text:
        pixels = min(pixels, place.width() / max(0.01, breadth([text], strong=strong)))
    font = lettering(pixels, strong=strong)
    metrics = QFontMetricsF(font)
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 1)
    painter.setFont(font)
    painter.setPen(colour)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), words)
    return metrics.horizontalAdvance(words)


def paragraph(
    painter: QPainter, place: QRectF, text: str, pixels: float, colour: QColor, *, strong: bool = False
) -> float:
    """Text broken over as many lines as it takes; says how high it came out, also when it had no room and was left."""
    font = lettering(pixels, strong=strong)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    painter.setFont(font)
    room = QRectF(place.left(), place.top(), place.width(), 10_000)
    high = painter.boundingRect(room, flags, text).height()
    if high <= place.height():
        painter.setPen(colour)
        painter.drawText(place, flags, text)
    return high
