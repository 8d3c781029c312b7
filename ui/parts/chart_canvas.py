"""What a chart is drawn on: its picture, and the stops that pointer and keyboard walk over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme

if TYPE_CHECKING:
    from reports.figures import Spot

REST_MS = 120
"""How long the size must rest before the chart is drawn anew."""
_NEAR = 12.0  # pixels around the pointer in which a stop still counts as met
_BUBBLE = 260  # the widest a bubble gets
_ASIDE = 3.0  # how much more a stop to the side counts against it than one straight ahead

_WALK = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_CLIMB = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Want(msgspec.Struct, frozen=True):
    """A drawing as it is wanted: its size in device-independent pixels, the screen's pixels for each, and the look."""

    width: int
    height: int
    scale: float
    dark: bool


class Canvas(QWidget):
    """Shows a drawing, stretched for the moment when it is of another size, and says what lies under the pointer."""

    wanted = Signal()
    """A drawing as `want` says is needed; asked for only once the canvas is looked at."""
    opened = Signal()
    """Pressed twice, or Enter."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._drawn: Want | None = None
        self._spots: tuple[Spot, ...] = ()
        self._words = self._title = ""
        self._here = -1  # the stop the keyboard is on
        self._over = -1  # the stop the pointer is on
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.wanted)
        theme().changed.connect(self._restyle)

    # ---- what is shown ---------------------------------------------------------------------------------------------

    @property
    def want(self) -> Want:
        """The drawing that would fit now."""
        return Want(max(1, self.width()), max(1, self.height()), self.devicePixelRatioF(), theme().name == "dark")

    @property
    def fresh(self) -> bool:
        """Whether the drawing shown is the one wanted."""
        return self._drawn is not None and self._drawn == self.want

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The stops of the drawing shown."""
        return self._spots

    @property
    def said(self) -> str:
        """The words of the stop that pointer or keyboard is on; empty where it is on none."""
        place = self._over if self._over >= 0 else self._here if self.hasFocus() else -1
        return self._spots[place].words if 0 <= place < len(self._spots) else ""

    @property
    def words(self) -> str:
        """What is said in place of a drawing."""
        return self._words

    def call(self, title: str, table: str) -> None:
        """What a screen reader says of it: its finding, and the whole table behind it."""
        self._title = title
        self.setAccessibleDescription(table)
        self._name()

    def _name(self) -> None:
        here = self._spots[self._here].words if 0 <= self._here < len(self._spots) else ""
        self.setAccessibleName(f"{self._title}. {here}" if here else self._title)

    def show_drawing(self, image: QImage, spots: tuple[Spot, ...], drawn: Want) -> None:
        """Show this drawing; the keyboard stays on its stop where there is one of that place."""
        self._image, self._drawn, self._words = image, drawn, ""
        if [each.words for each in spots] != [each.words for each in self._spots]:
            self._here = -1
        self._spots, self._over = spots, -1
        self._name()
        self.update()

    def say(self, words: str) -> None:
        """Show words in place of a drawing."""
        self.wipe()
        self._words = words

    def wipe(self) -> None:
        """Let go of everything shown, the pixels first."""
        if self._image is not None:
            self._image.fill(0)
        self._image = self._drawn = None
        self._spots = ()
        self._here = self._over = -1
        self._words = ""
        self._rest.stop()
        self._name()
        self.update()

    def outdate(self) -> None:
        """What is shown is of another picture than is wanted: it stays until the new drawing is there."""
        self._drawn, self._words = None, ""
        self.update()

    def set_height(self, height: int) -> None:
        """The least height from now on."""
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(320, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._height)

    # ---- painting --------------------------------------------------------------------------------------------------

    def _restyle(self) -> None:
        if self.isVisible() and self._image is not None:
            self._rest.start(0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._drawn is not None or self._image is not None:
            self._rest.start()  # again and again, until the size rests

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        look = theme()
        if self._words:
            painter.setPen(look.colour("quiet"))
            painter.setFont(look.font("small"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(12, 0, -12, 0), flags, self._words)
            return
        if self._image is not None:
            painter.drawImage(self.rect(), self._image)
        if not self.fresh and not self._rest.isActive():
            self._rest.start(0 if self._image is None else REST_MS)
        if self.hasFocus() and not 0 <= self._here < len(self._spots):
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        place = self._over if self._over >= 0 else self._here if self.hasFocus() else -1
        if 0 <= place < len(self._spots) and self._drawn is not None:
            self._ring(painter, self._box(place), strong=place == self._here and self.hasFocus())
            self._bubble(painter, self._box(place), self._spots[place].words)

    def _ring(self, painter: QPainter, box: QRectF, *, strong: bool) -> None:
        painter.setPen(QPen(theme().colour("focus"), 2 if strong else 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2).intersected(inside), 4, 4)

    def _bubble(self, painter: QPainter, box: QRectF, words: str) -> None:
        """The stop's words beside it, within the canvas."""
        look = theme()
        painter.setFont(look.font("small"))
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
        most = QRectF(0, 0, min(_BUBBLE, max(60, self.width() - 28)), max(20, self.height() - 12))
        text = painter.boundingRect(most, flags, words)
        bubble = QRectF(0, 0, text.width() + 16, min(text.height(), most.height()) + 10)
        left = min(max(2.0, box.center().x() - bubble.width() / 2), self.width() - bubble.width() - 2)
        top = box.top() - bubble.height() - 6
        if top < 2:
            top = min(box.bottom() + 6, self.height() - bubble.height() - 2)
        bubble.moveTo(max(2.0, left), max(2.0, top))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("tip"))
        painter.drawRoundedRect(bubble, 5, 5)
        painter.setPen(look.colour("tip_text"))
        painter.drawText(bubble.adjusted(8, 5, -8, -5), flags, words)

    def _box(self, place: int) -> QRectF:
        """Where a stop is now, in the coordinates of this widget."""
        spot = self._spots[place]
        assert self._drawn is not None
        across, down = self.width() / self._drawn.width, self.height() / self._drawn.height
        return QRectF(spot.x * across, spot.y * down, spot.width * across, spot.height * down)

    # ---- pointer and keyboard --------------------------------------------------------------------------------------

    def spot_at(self, point: QPointF) -> int:
        """The stop under a point: the smallest that holds it, else the nearest within reach, else -1."""
        if self._drawn is None:
            return -1
        boxes = [(self._box(place), place) for place in range(len(self._spots))]
        held = [(box.width() * box.height(), place) for box, place in boxes if box.contains(point)]
        if held:
            return min(held)[1]
        near = [(_gap(box, point), place) for box, place in boxes]
        found = min(near, default=(_NEAR + 1, -1))
        return found[1] if found[0] <= _NEAR else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.spot_at(event.position())
        if over != self._over:
            self._over = over
            self.update()
        super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def leaveEvent(self, event: QEvent) -> None:
        if self._over >= 0:
            self._over = -1
            self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._spots) - 1
        if last < 0 or self._drawn is None:
            super().keyPressEvent(event)
        elif key in _WALK:
            self._stand(min(max(0, self._here + _WALK[key]), last))
        elif key in _CLIMB:
            self._stand(self._towards(_CLIMB[key]) if self._here >= 0 else 0)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._stand(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Escape and self._here >= 0:
            self._here = -1
            self._name()
            self.update()
        else:
            super().keyPressEvent(event)

    def _towards(self, down: int) -> int:
        """The nearest stop above (-1) or below (1) the one the keyboard is on; that one when there is none."""
        here = self._box(self._here).center()
        best, found = float("inf"), self._here
        for place in range(len(self._spots)):
            there = self._box(place).center()
            ahead = (there.y() - here.y()) * down
            cost = ahead + _ASIDE * abs(there.x() - here.x())
            if ahead > 1 and cost < best:
                best, found = cost, place
        return found

    def _stand(self, place: int) -> None:
        self._here, self._over = place, -1
        self._name()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._spots[place].words))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _gap(box: QRectF, point: QPointF) -> float:
    """How far a point lies from a box."""
    across = max(box.left() - point.x(), 0.0, point.x() - box.right())
    down = max(box.top() - point.y(), 0.0, point.y() - box.bottom())
    return float((across**2 + down**2) ** 0.5)
