"""The parts of a figure side by side: a cycle, a group, a rater each, with value, n, interval, and a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QVBoxLayout, QWidget

from program.metrics.figure import Card, Unit
from program.metrics.guarded import Shown, ShownPart
from ui.outcomes.rows import Index, Rows
from ui.parts.listing import listing
from ui.theme import theme

_PART = Qt.ItemDataRole.UserRole
_MOST = 9  # rows shown without scrolling
_BAR = 1  # the column with the bar
_ENDS = {Unit.PERCENT: (0.0, 100.0), Unit.OF_FIVE: (1.0, 5.0), Unit.OF_SEVEN: (1.0, 7.0)}


class _Parts(Rows):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: Card | None = None
        self.rate = False
        self.ends = (0.0, 1.0)

    def show_parts(self, shown: Shown, card: Card) -> None:
        """Show the parts of this figure."""
        self.beginResetModel()
        self.rows, self.card, self.rate = shown.parts, card, shown.rate
        count = "Of" if shown.rate else "n"
        self.headings = ((shown.by or "part").capitalize(), "Value", count, "95 % interval")
        low, high = _ENDS.get(card.unit, (0.0, 0.0))
        reach = [each.value for each in shown.parts if each.value is not None]
        reach += [end for each in shown.parts if each.interval for end in (each.interval.low, each.interval.high)]
        self.ends = (min([low, *reach]), max([high, *reach]))
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.card is None:
            return None
        part = self.rows[index.row()]
        if role == _PART:
            return part
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(part, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 1:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _words(self, part: ShownPart, column: int) -> str:
        assert self.card is not None
        if column == 0:
            return part.label
        if column == 1:
            return "withheld" if part.withheld else "–" if part.value is None else self._number(part.value)
        if column == 2:
            return "" if part.withheld else f"{part.part:,} of {part.n:,}" if self.rate else f"{part.n:,}"
        if part.interval is None:
            return "–"
        places = self.card.unit.decimals
        return f"{part.interval.low:.{places}f}–{part.interval.high:.{places}f}"

    def _number(self, value: float) -> str:
        """As many decimals as any of the parts has, so that they stand below each other."""
        assert self.card is not None
        unit = self.card.unit
        said = unit.say(value)
        whole = unit is not Unit.COUNT or all("." not in unit.say(p.value) for p in self.rows if p.value is not None)
        return said if whole or "." in said else f"{said}.0"


class Parts(QWidget):
    """The table with its bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Parts(self)
        self.view: QTableView = listing(self.model, "Parts of the figure", single=True)
        self.view.setItemDelegateForColumn(_BAR, _Bar(self.view))
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_BAR, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(64)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_parts(self, shown: Shown, card: Card) -> None:
        """Show the parts of this figure; nothing where it has none."""
        self.setVisible(bool(shown.parts))
        self.model.show_parts(shown, card)
        rows = min(_MOST, len(shown.parts))
        self.view.setFixedHeight(44 + rows * self.view.verticalHeader().defaultSectionSize())


class _Bar(QStyledItemDelegate):
    """The value as a bar on the scale of all parts, its interval as a line through the end, the words beside it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        part: ShownPart = index.data(_PART)
        model = index.model()
        assert isinstance(model, _Parts)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("medium"))
        words = str(index.data())
        room = max(76, painter.fontMetrics().horizontalAdvance(words) + 12)
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        painter.setPen(look.colour("text"))
        right = box.adjusted(box.width() - room, 0, 0, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        area = box.adjusted(0, 0, -room, 0)
        if part.value is not None and area.width() > 40:
            low, high = model.ends
            unit = area.width() / ((high - low) or 1.0)
            thick = QRectF(area.left(), area.center().y() - 5, (part.value - low) * unit, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("sunken"))
            painter.drawRoundedRect(QRectF(area.left(), thick.top(), area.width(), 10), 3, 3)
            painter.setBrush(_paler(look.colour("accent")))
            painter.drawRoundedRect(thick, 3, 3)
            if part.interval is not None:
                painter.setPen(QPen(look.colour("text"), 1.4))
                start, end = (area.left() + (each - low) * unit for each in (part.interval.low, part.interval.high))
                middle = area.center().y()
                painter.drawLine(int(start), int(middle), int(end), int(middle))
                for at in (start, end):
                    painter.drawLine(int(at), int(middle) - 3, int(at), int(middle) + 3)
        painter.restore()


def _paler(colour: QColor) -> QColor:
    """So that the line of the interval is seen upon the bar."""
    made = QColor(colour)
    made.setAlphaF(0.55)
    return made
