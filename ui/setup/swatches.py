"""The colour of a host: ten swatches and "by itself", each with a name for those who hear it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from resources import HOST_COLOURS, host_role
from ui import icons
from ui.parts.flow import Flow
from ui.theme import theme

NAMES = ("blue", "rose", "olive", "sky", "plum", "orange", "indigo", "teal", "brown", "sand")
_SIDE = 22


class Swatches(QWidget):
    """One of the colours, or none (0): then the program gives one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = Flow(self, spacing=0)
        self._group = QButtonGroup(self)
        self.buttons = [_Swatch(number) for number in range(HOST_COLOURS + 1)]
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
            row.addWidget(button)
            button.walk.connect(self._walk)
        self._group.idClicked.connect(self.chosen)
        self.setAccessibleName("Colour")
        self.setFocusProxy(self.buttons[0])

    def show_colour(self, colour: int) -> None:
        """Press the swatch of this colour."""
        self.buttons[colour].setChecked(True)
        self.setFocusProxy(self.buttons[colour])

    def _walk(self, step: int) -> None:
        here = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), 0)
        self.buttons[(here + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)


class _Swatch(QAbstractButton):
    walk = Signal(int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        name = f"Colour {number}, {NAMES[number - 1]}" if number else "The program chooses the colour"
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.walk.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        if self._number:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(host_role(self._number - 1)))
            painter.drawRoundedRect(box, 4, 4)
        else:
            painter.setPen(QPen(look.colour("quiet"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            ratio = self.devicePixelRatioF()
            sign = icons.pixmap("sparkle", "quiet", 12, ratio)
            painter.drawPixmap((self.width() - 12) // 2, (self.height() - 12) // 2, sign)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(look.colour("focus" if self.hasFocus() else "text"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8), 6, 6)
