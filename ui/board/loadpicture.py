"""The load of every mentor as bars: full for what is placed, a mark for the fair share, an outline for the promise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from program.names import short_name
from ui.board.loads import Load
from ui.parts.record_model import plain_tip
from ui.theme import theme

_ROW = 24
_FIGURE = 58
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LoadPicture(QWidget):
    """One bar a mentor. Arrow keys walk them, Enter goes to the mentor's row; a reader hears the values."""

    wanted = Signal(str)
    """The id of a mentor whose cards are to be seen."""
    walked = Signal(QPoint)
    """The keyboard is on a bar whose middle is here; it should be in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loads: tuple[Load, ...] = ()
        self.here = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Load of the mentors")
        theme().changed.connect(self.update)

    def show_loads(self, loads: tuple[Load, ...]) -> None:
        """Show these."""
        self.loads = loads
        self.here = min(self.here, max(0, len(loads) - 1))
        self._tell(aloud=False)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, max(1, len(self.loads)) * _ROW + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    # ---- drawing ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, metrics = look.font("small"), QFontMetrics(look.font("small"))
        names = min(110, max(60, self.width() * 2 // 5))
        most = max([1, *(max(load.count, load.share) for load in self.loads)])
        wide = self.width() - names - _FIGURE - 8
        painter.setFont(font)
        for place, load in enumerate(self.loads):
            top = place * _ROW + 2
            if top > event.rect().bottom() or top + _ROW < event.rect().top():
                continue
            name = metrics.elidedText(short_name(load.name), Qt.TextElideMode.ElideRight, names - 8)
            painter.setPen(look.colour("text"))
            painter.drawText(QRectF(4, top, names - 8, _ROW), _LEFT, name)
            self._bar(painter, QRectF(names, top + 7, wide, _ROW - 14), load, most)
            painter.setPen(look.colour("bad" if load.count > load.room else "text"))
            painter.setFont(font)
            figure = QRectF(self.width() - _FIGURE - 4, top, _FIGURE, _ROW)
            painter.drawText(figure, _RIGHT, f"{load.count} of {load.room}")
            if place == self.here and self.hasFocus():
                painter.setPen(QPen(look.colour("focus"), 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(1, top, self.width() - 2, _ROW - 1), 4, 4)
        painter.end()

    def _bar(self, painter: QPainter, area: QRectF, load: Load, most: int) -> None:
        look = theme()
        unit = area.width() / most
        room = QRectF(area)
        room.setWidth(min(load.room, most) * unit)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(room, 3, 3)
        role = "bad" if load.count > load.room else "caution" if load.count > load.share else "accent"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(role))
        full = QRectF(area)
        full.setWidth(min(load.count, most) * unit)
        painter.drawRoundedRect(full, 3, 3)
        mark = area.left() + min(load.share, most) * unit
        painter.setPen(QPen(look.colour("text"), 1.6))
        painter.drawLine(int(mark), int(area.top()) - 3, int(mark), int(area.bottom()) + 3)

    # ---- walking ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        last = len(self.loads) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif event.key() in steps:
            self._stand(min(max(self.here + steps[Qt.Key(event.key())], 0), last))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._stand(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self.loads[self.here].mentor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y() - 2) // _ROW
        if 0 <= place < len(self.loads):
            self._stand(place)
            self.wanted.emit(self.loads[place].mentor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = (event.pos().y() - 2) // _ROW
            words = told(self.loads[place]) if 0 <= place < len(self.loads) else ""
            QToolTip.showText(event.globalPos(), plain_tip(words) or "", self)
            return True
        return super().event(event)

    def _stand(self, place: int) -> None:
        self.here = place
        self._tell(aloud=True)
        self.walked.emit(QPoint(0, place * _ROW + _ROW // 2))
        self.update()

    def _tell(self, *, aloud: bool) -> None:
        words = told(self.loads[self.here]) if self.loads else "no mentors"
        self.setAccessibleDescription(words)
        if aloud and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def told(load: Load) -> str:
    """ "Lena Chen: 5 mentees, fair share 4, promised 8"."""
    count = f"{load.count} mentee{'' if load.count == 1 else 's'}"
    over = ", above the fair share" if load.count > load.share else ""
    return f"{load.name}: {count}, fair share {load.share}, promised {load.room}{over}"
