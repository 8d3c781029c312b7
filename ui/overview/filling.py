"""How full the cycles are: one bar per cycle, by how far the placements are settled."""

from __future__ import annotations

from datetime import date

import msgspec
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from program.program import Program
from program.records import SETTLED, State
from ui.overview.attention import placeable
from ui.theme import theme

BARS = 6


class Bar(msgspec.Struct, frozen=True):
    """One cycle: places settled, submitted, in draft, and those still open."""

    name: str
    settled: int
    submitted: int
    draft: int
    open: int

    @property
    def words(self) -> str:
        """The bar for a tool tip and for the ear."""
        parts = [f"{self.settled} settled", f"{self.submitted} submitted", f"{self.draft} in draft"]
        return f"{self.name}: {', '.join(parts)}" + (f", {self.open} open" if self.open else "")


def bars(program: Program, today: date) -> tuple[Bar, ...]:
    """The cycles nearest to today: the one before it, and those to come."""
    cycles = program.cycles
    coming = next((place for place, cycle in enumerate(cycles) if cycle.end >= today), len(cycles))
    first = max(0, min(coming - 1, len(cycles) - BARS))
    found = []
    for cycle in cycles[first : first + BARS]:
        expected = placeable(program, cycle)
        row = [place for person in expected if (place := program.plan.at(person.id, cycle.id)) is not None]
        settled = sum(1 for place in row if place.state in SETTLED)
        submitted = sum(1 for place in row if place.state is State.SUBMITTED)
        found.append(
            Bar(cycle.name, settled, submitted, len(row) - settled - submitted, len(expected) - len(row))
        )
    return tuple(found)


def finding(shown: tuple[Bar, ...]) -> tuple[str, str]:
    """What the bars say, as a title, and what they count."""
    open_ = [bar for bar in shown if bar.open]
    worst = max(open_, key=lambda bar: bar.open, default=None)
    if worst is None:
        title = "Every place is filled" if shown else ""
    elif len(open_) == 1:
        title = f"{worst.name} has {worst.open} open {'place' if worst.open == 1 else 'places'}"
    else:
        title = f"{len(open_)} cycles have open places, most in {worst.name}"
    return title, "Placements by cycle: settled, submitted, in draft, open"


class Filling(QWidget):
    """The bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def show_bars(self, shown: tuple[Bar, ...]) -> None:
        """Show these."""
        self._bars = shown
        self.setAccessibleName("; ".join(bar.words for bar in shown))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, 150)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 130)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tallest = max((bar.settled + bar.submitted + bar.draft + bar.open for bar in self._bars), default=0)
        if not tallest:
            return
        scale = (self.height() - 44) / tallest
        for place, bar in enumerate(self._bars):
            box = self._box(place)
            foot = float(self.height() - 20)
            placed = bar.settled + bar.submitted + bar.draft
            for count, colour in zip((bar.settled, bar.submitted, bar.draft), _shades(), strict=True):
                part = QRectF(box.left(), foot - count * scale, box.width(), count * scale)
                painter.fillRect(part, colour)
                foot = part.top()
            if bar.open:
                pen = painter.pen()
                pen.setColor(look.colour("edge"))
                pen.setStyle(Qt.PenStyle.DashLine)
                painter.setPen(pen)
                painter.drawRect(QRectF(box.left() + 0.5, foot - bar.open * scale, box.width() - 1, bar.open * scale))
            painter.setPen(look.colour("text"))
            painter.setFont(look.font("small-strong"))
            above = QRectF(box.left() - 20, foot - bar.open * scale - 20, box.width() + 40, 18)
            words = f"{placed}/{placed + bar.open}" if bar.open else str(placed)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, words)
            painter.setPen(look.colour("quiet"))
            painter.setFont(look.font("tiny"))
            below = QRectF(self._slot(place).left(), self.height() - 18, self._slot(place).width(), 18)
            name = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, int(below.width()))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = [bar for place, bar in enumerate(self._bars) if self._slot(place).contains(event.pos().toPointF())]
            QToolTip.showText(event.globalPos(), hit[0].words if hit else "", self)
            return True
        return super().event(event)

    def _slot(self, place: int) -> QRectF:
        width = min(110.0, self.width() / max(1, len(self._bars)))
        return QRectF(place * width, 0, width, self.height())

    def _box(self, place: int) -> QRectF:
        slot = self._slot(place)
        return slot.adjusted(6, 0, -6, 0)


def _shades() -> tuple[QColor, QColor, QColor]:
    """Settled is the full accent; what is less settled is paler."""
    full, ground = theme().colour("accent"), theme().colour("raised")
    return full, _mixed(full, ground, 0.68), _mixed(full, ground, 0.4)


def _mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    return QColor.fromRgbF(
        colour.redF() * part + ground.redF() * (1 - part),
        colour.greenF() * part + ground.greenF() * (1 - part),
        colour.blueF() * part + ground.blueF() * (1 - part),
    )
