"""Bars to both sides of a middle: for each rule, how many cells change when it counts less, and when it counts more."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.parts.record_model import plain_tip
from ui.theme import theme

_ROW, _NAMES, _HEAD = 26, 170, 20


class Bar(msgspec.Struct, frozen=True):
    """One rule: its name, the cells that change with less weight and with more, and both in words."""

    name: str
    less: int
    more: int
    words: str


class Tornado(QWidget):
    """Arrow keys walk the rules; the one in hand is told in words and handed on."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: Sequence[Bar] = ()
        self.here = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Cells that change when a weight moves")
        theme().changed.connect(self.update)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, the widest first."""
        self._bars = bars
        self.updateGeometry()
        self._stand(0)

    def sizeHint(self) -> QSize:
        return QSize(420, _HEAD + _ROW * max(1, len(self._bars)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, metrics = look.font("small"), QFontMetrics(look.font("small"))
        painter.setFont(font)
        most = max([1, *(max(bar.less, bar.more) for bar in self._bars)])
        middle = _NAMES + (self.width() - _NAMES) / 2
        unit = (self.width() - _NAMES - 80) / 2 / most
        painter.setPen(look.colour("quiet"))
        half = (self.width() - _NAMES) / 2
        painter.drawText(QRectF(_NAMES, 0, half - 8, _HEAD), int(Qt.AlignmentFlag.AlignRight), "20 % less")
        painter.drawText(QRectF(middle + 8, 0, half, _HEAD), int(Qt.AlignmentFlag.AlignLeft), "20 % more")
        for place, bar in enumerate(self._bars):
            top = _HEAD + place * _ROW
            painter.setPen(look.colour("text"))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, _NAMES - 12)
            painter.drawText(QRectF(4, top, _NAMES - 8, _ROW), int(Qt.AlignmentFlag.AlignVCenter), name)
            for side, count in ((-1, bar.less), (1, bar.more)):
                wide = count * unit
                left = middle - wide - 1 if side < 0 else middle + 1
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour("host_1" if side < 0 else "accent"))
                painter.drawRoundedRect(QRectF(left, top + 7, wide, _ROW - 14), 2, 2)
                painter.setPen(look.colour("quiet"))
                edge = QRectF(left - 34, top, 30, _ROW) if side < 0 else QRectF(left + wide + 4, top, 30, _ROW)
                align = Qt.AlignmentFlag.AlignRight if side < 0 else Qt.AlignmentFlag.AlignLeft
                painter.drawText(edge, int(align | Qt.AlignmentFlag.AlignVCenter), str(count))
            if place == self.here:
                painter.setPen(QPen(look.colour("focus" if self.hasFocus() else "line"), 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(1, top + 1, self.width() - 2, _ROW - 2), 4, 4)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.drawLine(int(middle), _HEAD, int(middle), self.height())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and self._bars:
            self._stand(min(max(self.here + steps[Qt.Key(event.key())], 0), len(self._bars) - 1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y() - _HEAD) // _ROW
        if 0 <= place < len(self._bars):
            self._stand(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = (event.pos().y() - _HEAD) // _ROW
            words = self._bars[place].words if 0 <= place < len(self._bars) else ""
            QToolTip.showText(event.globalPos(), plain_tip(words) or "", self)
            return True
        return super().event(event)

    def _stand(self, place: int) -> None:
        self.here = place
        self.setAccessibleDescription(self._bars[place].words if self._bars else "")
        self.chosen.emit(place)
        self.update()
