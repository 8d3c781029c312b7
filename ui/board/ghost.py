"""The card in the air: a small picture that follows the hand, a little aslant, with its shadow."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme import theme

_SLANT = -2.0  # degrees
_ROOM = 16  # around the card, for shadow and slant


class Ghost(QWidget):
    """Floats over the board's viewport and lets every mouse event through."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._picture = QPixmap()
        self._size = QSize()
        self._held = QPoint()
        self._settling = QPropertyAnimation(self, b"pos", self)
        self._settling.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._settling.finished.connect(self.hide)
        self.hide()

    def lift(self, picture: QPixmap, size: QSize, held: QPoint, more: int) -> None:
        """Take up a card, held at a point of it; `more` cards lie under it."""
        self._settling.stop()
        self._size, self._held = size, held
        self._picture = self._composed(picture, size, more)
        self.resize(size.width() + 2 * _ROOM, size.height() + 2 * _ROOM)
        self.show()
        self.raise_()

    def follow(self, hand: QPoint) -> None:
        """Move so that the held point lies under the hand."""
        self.move(hand - self._held - QPoint(_ROOM, _ROOM))

    def over(self, area: QRect) -> None:
        """Hover over a cell, a little aside, so that its verdict can be read."""
        self.move(area.bottomLeft() + QPoint(self._size.width() // 3, -_ROOM - self._size.height() // 5))

    def settle(self, area: QRect) -> None:
        """Come down on a cell and be gone."""
        duration = theme().motion_ms(120)
        if not duration:
            self.hide()
            return
        self._settling.setDuration(duration)
        self._settling.setStartValue(self.pos())
        self._settling.setEndValue(area.topLeft() - QPoint(_ROOM, _ROOM))
        self._settling.start()

    def gone(self) -> None:
        """Vanish at once."""
        self._settling.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _composed(self, picture: QPixmap, size: QSize, more: int) -> QPixmap:
        """Card, shadow and slant in one picture, so that following the hand costs one copy."""
        ratio = picture.devicePixelRatio()
        whole = QPixmap(round((size.width() + 2 * _ROOM) * ratio), round((size.height() + 2 * _ROOM) * ratio))
        whole.setDevicePixelRatio(ratio)
        whole.fill(Qt.GlobalColor.transparent)
        painter = QPainter(whole)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(_ROOM + size.width() / 2, _ROOM + size.height() / 2)
        painter.rotate(_SLANT)
        painter.translate(-size.width() / 2, -size.height() / 2)
        area = QRect(QPoint(0, 0), size)
        painter.setPen(Qt.PenStyle.NoPen)
        shadow = theme().colour("shadow")
        for spread, alpha in ((10, 8), (7, 12), (4, 18), (2, 26)):
            shadow.setAlpha(alpha)
            painter.setBrush(shadow)
            painter.drawRoundedRect(area.adjusted(-spread, -spread + 4, spread, spread + 4), 6 + spread, 6 + spread)
        for under in range(min(more, 2), 0, -1):
            painter.setBrush(theme().colour("raised"))
            painter.setPen(theme().colour("line"))
            painter.drawRoundedRect(area.translated(under * 4, under * 4), 6, 6)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        return whole
