"""The cycles on a line of time: a block for each, cohort by cohort, in the colour of its stage, and today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from program.program import Program
from program.records import Cohort, Cycle
from program.views_reader import span
from ui.parts.record_model import plain_tip
from ui.setup.stages import ground, ink
from ui.theme import theme

_LANE = 34
_HEAD = 20  # years above, and today's name
_NAMES = 92  # room for the names of cohorts, where there are several
LANES = 6
"""Lanes shown; with more cohorts than this, those that end last."""


class Lane(msgspec.Struct, frozen=True):
    """Cycles of one cohort that do not overlap."""

    cohort: str
    cycles: tuple[Cycle, ...]


def lanes(program: Program) -> tuple[Lane, ...]:
    """The cycles by cohort, in as few lanes as can hold them without overlap."""
    found: dict[str, list[list[Cycle]]] = {}
    for cycle in program.cycles:
        rows = found.setdefault(cycle.cohort, [])
        row = next((row for row in rows if row[-1].end < cycle.start), None)
        if row is None:
            rows.append([cycle])
        else:
            row.append(cycle)
    names = {cohort: program.title(Cohort, cohort) or "Every cohort" for cohort in found}
    made = [Lane(names[cohort], tuple(row)) for cohort, rows in found.items() for row in rows]
    return tuple(sorted(made, key=lambda lane: lane.cycles[0].start))[-LANES:]


class Timeline(QWidget):
    """The strip. A click on a block chooses its cycle; the keyboard does the same in the table below."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[Lane, ...] = ()
        self._marked: frozenset[str] = frozenset()
        self._today = date.today()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme().changed.connect(self.update)

    def show_program(self, program: Program, today: date) -> None:
        """Show the cycles of this present."""
        self._lanes, self._today = lanes(program), today
        said = [
            f"{lane.cohort}: " + ", ".join(f"{cycle.name} {cycle.stage.label.lower()}" for cycle in lane.cycles)
            for lane in self._lanes
        ]
        self.setAccessibleName("Cycles on a line of time. " + "; ".join(said))
        self.setVisible(bool(self._lanes))
        self.updateGeometry()
        self.update()

    def mark(self, ids: Sequence[str]) -> None:
        """Ring these."""
        self._marked = frozenset(ids)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, _HEAD + _LANE * len(self._lanes))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    # ---- where things are ------------------------------------------------------------------------------------------

    def _from(self) -> date:
        return min(lane.cycles[0].start for lane in self._lanes)

    def _until(self) -> date:
        return max(cycle.end for lane in self._lanes for cycle in lane.cycles)

    def _x(self, day: date) -> float:
        left = _NAMES if len(self._lanes) > 1 else 0
        whole = max(1, (self._until() - self._from()).days + 1)
        return left + (self.width() - left - 1) * (day - self._from()).days / whole

    def block(self, cycle: Cycle) -> QRectF:
        """Where a cycle's block lies."""
        lane = next(at for at, each in enumerate(self._lanes) if cycle in each.cycles)
        left, right = self._x(cycle.start), self._x(cycle.end + timedelta(days=1))
        return QRectF(left, _HEAD + lane * _LANE + 2, max(4.0, right - left), _LANE - 6)

    def _at(self, place: QPointF) -> Cycle | None:
        blocks = ((cycle, self.block(cycle)) for lane in self._lanes for cycle in lane.cycles)
        return next((cycle for cycle, block in blocks if block.contains(place)), None)

    # ---- drawing ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lanes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_years(painter)
        for at, lane in enumerate(self._lanes):
            self._paint_blocks(painter, at, lane)
        self._paint_today(painter)
        for lane in self._lanes:
            self._paint_names(painter, lane)

    def _paint_years(self, painter: QPainter) -> None:
        look = theme()
        painter.setFont(look.font("tiny"))
        painter.setPen(look.colour("quiet"))
        today = self._today_box()
        for year in range(self._from().year, self._until().year + 1):
            box = QRectF(self._x(max(date(year, 1, 1), self._from())) + 1, 0, 32, _HEAD - 4)
            if today is not None and box.intersects(today):
                box.moveLeft(today.right() + 6)
            if box.right() <= self.width():
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft, str(year))

    def _paint_blocks(self, painter: QPainter, at: int, lane: Lane) -> None:
        look = theme()
        if len(self._lanes) > 1:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("quiet"))
            box = QRectF(0, _HEAD + at * _LANE, _NAMES - 10, _LANE - 2)
            words = painter.fontMetrics().elidedText(lane.cohort, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        for cycle in lane.cycles:
            block = self.block(cycle).adjusted(1, 0, -1, 0)
            marked = cycle.id in self._marked
            painter.setPen(QPen(look.colour("focus"), 2) if marked else QPen(look.colour("line"), 1))
            painter.setBrush(ground(cycle.stage))
            painter.drawRoundedRect(block, 6, 6)

    def _paint_names(self, painter: QPainter, lane: Lane) -> None:
        look = theme()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for cycle in lane.cycles:
            inner = self.block(cycle).adjusted(8, 0, -6, 0)
            painter.setPen(ink(cycle.stage))
            painter.setFont(look.font("small-strong"))
            metrics = painter.fontMetrics()
            name = cycle.name
            if metrics.horizontalAdvance(name) > inner.width():
                # The year stands above already.
                name = name.replace(str(cycle.start.year), "").strip() or name
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(inner, flags, name)
            rest = inner.adjusted(metrics.horizontalAdvance(name) + 6, 0, 0, 0)
            painter.setFont(look.font("tiny"))
            stage = cycle.stage.label.lower()
            if painter.fontMetrics().horizontalAdvance(stage) <= rest.width():
                painter.drawText(rest, flags, stage)

    def _today_x(self) -> float | None:
        return self._x(self._today) if self._from() <= self._today <= self._until() else None

    def _today_box(self) -> QRectF | None:
        x = self._today_x()
        if x is None:
            return None
        return QRectF(min(max(x - 18, 0), self.width() - 37), 0, 36, _HEAD - 4)

    def _paint_today(self, painter: QPainter) -> None:
        x, box = self._today_x(), self._today_box()
        if x is None or box is None:
            return
        look = theme()
        painter.setPen(QPen(look.colour("caution"), 1.5))
        painter.drawLine(QPointF(x, _HEAD - 4), QPointF(x, self.height()))
        painter.setFont(look.font("tiny"))
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, "Today")

    # ---- the pointer -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cycle = self._at(event.position())
        if cycle is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(cycle.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cycle = self._at(event.pos().toPointF())
            words = f"{cycle.name} · {cycle.stage.label}\n{span(cycle.start, cycle.end)}" if cycle is not None else ""
            QToolTip.showText(event.globalPos(), plain_tip(words) or "", self)
            return True
        return super().event(event)
