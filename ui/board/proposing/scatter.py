"""Points in a plane: what the score said of placements, and how good they turned out to be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.parts.record_model import plain_tip
from ui.theme import theme

Dot = tuple[float, float, str]  # predicted, observed, what it is

_LEFT, _FOOT, _EDGE, _REACH = 34, 34, 10, 7


class Scatter(QWidget):
    """Score from left to right, rating from 1 to 5 upwards. Hovering tells the values; the table holds them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots: Sequence[Dot] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_dots(self, dots: Sequence[Dot]) -> None:
        """Show these."""
        self._dots = dots
        self.setAccessibleName(f"Score against rating of {len(dots)} placements; the values are in the table")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 190)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        painter.setFont(look.font("tiny"))
        for rating in range(1, 6):
            y = self._y(rating)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(look.colour("quiet"))
            painter.drawText(QRectF(0, y - 8, _LEFT - 8, 16), int(Qt.AlignmentFlag.AlignRight), str(rating))
        painter.setPen(look.colour("quiet"))
        foot = QRectF(area.left(), area.bottom() + 6, area.width(), 18)
        low, high = self._range()
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), f"{low:.0f}")
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignHCenter), "score of the placement")
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), f"{high:.0f}")
        dot = look.colour("accent")
        dot.setAlpha(150)
        painter.setBrush(dot)
        painter.setPen(QPen(look.colour("accent"), 1))
        for place in self._dots:
            painter.drawEllipse(self._point(place), 4, 4)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            near = [each for each in self._dots if (self._point(each) - at).manhattanLength() <= _REACH]
            words = "\n".join(f"{each[2]}: score {each[0]:.1f}, rated {each[1]:.1f}" for each in near[:6])
            QToolTip.showText(event.globalPos(), plain_tip(words) or "", self)
            return True
        return super().event(event)

    def _area(self) -> QRectF:
        return QRectF(_LEFT, _EDGE, self.width() - _LEFT - _EDGE, self.height() - _FOOT - _EDGE)

    def _range(self) -> tuple[float, float]:
        values = [each[0] for each in self._dots] or [0.0]
        low, high = min(values), max(values)
        return (low, high) if high - low > 1 else (low - 1, high + 1)

    def _y(self, rating: float) -> float:
        area = self._area()
        return area.bottom() - (rating - 1) / 4 * area.height()

    def _point(self, dot: Dot) -> QPointF:
        area, (low, high) = self._area(), self._range()
        return QPointF(area.left() + (dot[0] - low) / (high - low) * area.width(), self._y(dot[1]))
