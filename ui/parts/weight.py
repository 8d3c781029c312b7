"""A weight from 1 to 5, shown as dots; the arrows or the digits set it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from ui.theme import theme

MOST = 5
_STEP = 14


class Weight(QAbstractSlider):
    """Five dots, as many of them filled as the weight says."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(1, MOST)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = name
        self.setAccessibleName(name)
        self.setToolTip("Weight, from 1 (a little) to 5 (a great deal)")
        theme().changed.connect(self.update)

    def show_weight(self, weight: int) -> None:
        """Show this weight."""
        self.setValue(weight)
        self.setAccessibleDescription(f"{weight} of {MOST}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_STEP * MOST + 6, 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        if event.text().isdigit() and 1 <= int(event.text()) <= MOST:
            self._choose(int(event.text()))
        elif event.key() in steps:
            self._choose(self.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(int((event.position().x() - 3) // _STEP) + 1)

    def _choose(self, weight: int) -> None:
        weight = min(max(weight, 1), MOST)
        if weight != self.value():
            self.show_weight(weight)
            self.chosen.emit(weight)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = look.colour("accent" if self.isEnabled() else "disabled")
        for place in range(MOST):
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(colour if place < self.value() else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(3 + _STEP * place + _STEP / 2, self.height() / 2), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
