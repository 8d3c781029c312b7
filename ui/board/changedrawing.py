"""Draws a changed cell: what the plan in front has there, over what lies there in the live plan, struck and quiet."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from ui import icons
from ui.board.faces import ChangeFace
from ui.board.measures import Measures
from ui.board.writing import Writing
from ui.theme import theme

_SIGNS = {"added": ("plus", "good"), "removed": ("minus", "bad"), "changed": ("swap", "accent")}


def kind(face: ChangeFace) -> str:
    """Whether a cell is added, removed or changed."""
    return "added" if not any(face.old) else "changed" if any(face.new) else "removed"


def draw_change(
    painter: QPainter, area: QRectF, ratio: float, measures: Measures, writing: Writing, face: ChangeFace
) -> None:
    """Draw the face over `area`."""
    m, colour = measures, theme().colour
    sign, role = _SIGNS[kind(face)]
    shape = QPainterPath()
    shape.addRoundedRect(area.adjusted(1, 1, -1, -1), m.radius, m.radius)
    painter.fillPath(shape, colour(f"{role}_soft"))
    painter.setClipPath(shape)
    painter.fillRect(QRectF(0, 0, m.bar, area.height()), colour(face.bar))
    painter.setClipping(False)
    painter.setPen(QPen(colour(role), 1.4))
    painter.drawPath(shape)
    left, right = m.bar + m.pad, area.width() - m.pad
    lines = _lines(area, m, face)
    first = lines[0][0]
    corner = QPointF(right - m.icon, first.center().y() - m.icon / 2)
    painter.drawPixmap(corner, icons.pixmap(sign, role, m.icon, ratio))
    for place, (line, words, strong, struck) in enumerate(lines):
        font, metrics = (m.strong, m.strong_metrics) if strong else (m.small, m.small_metrics)
        ink = colour("quiet") if struck or not strong else colour("text")
        end = right - m.icon - m.gap if place == 0 else right
        _write(painter, writing, line, left, end, words, font, metrics, ink, struck=struck)


def _lines(area: QRectF, m: Measures, face: ChangeFace) -> list[tuple[QRectF, str, bool, bool]]:
    """The lines from above: where, what, whether strong, whether struck; as many as the density has room for."""
    old = " · ".join(part for part in face.old if part)
    wanted: list[tuple[str, bool, bool]] = []
    if any(face.new):
        wanted.append((face.new[0], True, False))
        if m.lines == 3 or (m.lines == 2 and not old):
            wanted.append((face.new[1], False, False))
    if old and (m.lines > 1 or not wanted):
        wanted.append((old, False, True))
    heights = [m.strong_height if strong else m.small_height for _, strong, _ in wanted]
    top = (area.height() - sum(heights)) / 2
    found = []
    for (words, strong, struck), height in zip(wanted, heights, strict=True):
        found.append((QRectF(0, top, area.width(), height), words, strong, struck))
        top += height
    return found


def _write(
    painter: QPainter,
    writing: Writing,
    line: QRectF,
    left: float,
    right: float,
    words: str,
    font: QFont,
    metrics: QFontMetrics,
    ink: QColor,
    *,
    struck: bool,
) -> None:
    room = int(right - left)
    if room <= 4 or not words:
        return
    text, width = writing.laid(words, font, metrics, room)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawStaticText(QPointF(left, line.top() + (line.height() - metrics.height()) / 2), text)
    if struck:
        painter.setPen(QPen(ink, 1))
        middle = line.center().y() + 1
        painter.drawLine(QPointF(left, middle), QPointF(left + min(width, room), middle))
        painter.setPen(Qt.PenStyle.NoPen)
