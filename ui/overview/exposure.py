"""What the mentees get to see: a small map of functions met, for those who meet the fewest."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from program.names import short_name
from program.program import Program
from program.records import ACTIVE, Host, Role
from ui.theme import theme

ROWS, COLUMNS = 5, 8
_NAME, _LINE = 86.0, 24.0


class Exposure(msgspec.Struct, frozen=True):
    """One mentee: in how many cycles they meet each function."""

    person: str
    name: str
    met: tuple[int, ...]

    @property
    def breadth(self) -> int:
        """How many different functions."""
        return sum(1 for count in self.met if count)


class Map(msgspec.Struct, frozen=True):
    """The functions, and the mentees who meet the fewest of them, of `of` who are placed at all."""

    functions: tuple[str, ...] = ()
    rows: tuple[Exposure, ...] = ()
    of: int = 0
    title: str = ""


def exposure(program: Program) -> Map:
    """Functions met by each mentee with a place, over all cycles, planned ones included."""
    functions = sorted({host.function for host in program.of(Host).values() if host.function})
    found: list[Exposure] = []
    for person in program.people(Role.MENTEE):
        row = program.plan.row(person.id)
        if person.status not in ACTIVE or not row:
            continue
        hosts = [program.get(Host, placement.host) for placement in row.values()]
        seen = [host.function for host in hosts if host is not None]
        found.append(Exposure(person.id, person.name, tuple(seen.count(function) for function in functions)))
    if not found or len(functions) < 2:
        return Map()
    found.sort(key=lambda each: (each.breadth, each.name))
    least = found[0].breadth
    count = sum(1 for each in found if each.breadth == least)
    who = "One mentee meets" if count == 1 else "Every mentee meets" if count == len(found) else f"{count} mentees meet"
    few = "" if count == len(found) else "only "
    title = f"{who} {few}{least} {'function' if least == 1 else 'functions'}"
    return Map(tuple(functions), tuple(found[:ROWS]), len(found), title)


class ExposureMap(QWidget):
    """The map, painted. A click on a row asks for that mentee on the board."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = Map()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def show_map(self, shown: Map) -> None:
        """Show this one."""
        self._map = shown
        self.setAccessibleName("; ".join(self._words(row) for row in shown.rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, int(len(self._map.rows) * _LINE + 26))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, shown = theme(), self._map
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        for place, row in enumerate(shown.rows):
            painter.setPen(look.colour("text"))
            box = QRectF(0, place * _LINE, _NAME - 8, _LINE)
            name = painter.fontMetrics().elidedText(short_name(row.name), Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(Qt.PenStyle.NoPen)
            for column, count in enumerate(row.met[:COLUMNS]):
                colour = QColor(look.colour("accent" if count else "sunken"))
                if count == 1:
                    colour.setAlphaF(0.6)
                painter.setBrush(colour)
                painter.drawRoundedRect(self._cell(place, column).adjusted(1.5, 2, -1.5, -2), 4, 4)
        painter.setPen(look.colour("quiet"))
        painter.setFont(look.font("tiny"))
        for column, function in enumerate(shown.functions[:COLUMNS]):
            box = self._cell(len(shown.rows), column)
            words = painter.fontMetrics().elidedText(function, Qt.TextElideMode.ElideRight, int(box.width()))
            if "…" in words:
                words = function[:4] if box.width() > 26 else function[:3]
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._row_at(event.pos().toPointF())
            QToolTip.showText(event.globalPos(), self._words(row) if row is not None else "", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None:
            self.chosen.emit(row.person)

    def _cell(self, row: int, column: int) -> QRectF:
        columns = max(1, min(COLUMNS, len(self._map.functions)))
        width = min(44.0, (self.width() - _NAME) / columns)
        return QRectF(_NAME + column * width, row * _LINE, width, _LINE)

    def _row_at(self, point: QPointF) -> Exposure | None:
        place = int(point.y() // _LINE)
        return self._map.rows[place] if 0 <= place < len(self._map.rows) else None

    def _words(self, row: Exposure) -> str:
        met = [name for name, count in zip(self._map.functions, row.met, strict=True) if count]
        return f"{row.name}: {', '.join(met) or 'no function yet'}"
