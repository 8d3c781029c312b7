"""A chip for one filter: pressed, it opens a list of values with counts, of which any may be ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from program.commands.base import counted
from ui import icons
from ui.parts.searching import fold, holds
from ui.people.narrowing import Facet, Option
from ui.theme import dress, theme

COUNT = Qt.ItemDataRole.UserRole
_MANY = 12
"""From so many values on they can be searched."""


class FacetChip(QPushButton):
    """The chip. `chosen` carries the values that are wanted now."""

    chosen = Signal(object)

    def __init__(self, facet: Facet, offer: Callable[[], Sequence[Option]], parent: QWidget | None = None) -> None:
        super().__init__(facet.label, parent)
        self.facet = facet
        self._offer = offer
        self._wanted: frozenset[str] = frozenset()
        dress(self, "chip")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        icons.set_icon(self, "chevron-down", "quiet", "accent", 12)
        self.setAccessibleName(f"Filter by {facet.label.lower()}")
        self.clicked.connect(self.open)

    def show_wanted(self, wanted: frozenset[str], words: str, count: int | None = None) -> None:
        """Say what is wanted; `count` stands beside the name of a filter that is off."""
        self._wanted = wanted
        name = self.facet.label
        on = f"{name}: {words}" if wanted else f"{name} {count:,}" if count else name
        self.setText(_short(on))
        self.setToolTip(_short(on, 400) if wanted else f"Filter by {name.lower()}")
        self.setAccessibleName(f"Filter by {name.lower()}: {words or 'everything'}")
        tone = "accent" if wanted else "caution" if count else ""
        if self.property("tone") != tone:
            dress(self, tone=tone)
            icons.set_icon(self, "chevron-down", tone or "quiet", size=12)

    def open(self) -> FacetList:
        """Open the list below the chip."""
        shown = FacetList(self.facet, self._offer(), self._wanted, self)
        shown.chosen.connect(self.chosen)
        shown.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
        return shown


class FacetList(QFrame):
    """The list of values."""

    chosen = Signal(object)

    def __init__(self, facet: Facet, options: Sequence[Option], wanted: frozenset[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dress(self, "card")
        self.setAccessibleName(facet.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.model = _Values(options, wanted, self)
        self.model.ticked.connect(self.chosen)
        self.search = QLineEdit()
        self.search.setPlaceholderText(f"Find a {facet.label.lower()}")
        self.search.setAccessibleName("Find a value")
        self.search.setVisible(len(options) > _MANY)
        self.search.textChanged.connect(self.model.narrow)
        self.search.installEventFilter(self)
        self.list = QListView()
        dress(self.list, "plain")
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(facet.label)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self.model.turn)
        self.list.installEventFilter(self)
        foot = QHBoxLayout()
        self.clear = QPushButton("Show everyone")
        dress(self.clear, "link")
        self.clear.clicked.connect(lambda: self.model.tick_only(frozenset()))
        foot.addWidget(self.clear)
        foot.addStretch(1)
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addLayout(foot)
        rows = min(max(len(options), 1), 10)
        self.list.setItemDelegate(_Counted(self.list))
        self.list.setFixedHeight(rows * 30 + 4)
        self.setFixedWidth(264)

    def popup(self, at: QPoint) -> None:
        """Open here, within the screen."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(at.x(), screen.right() - self.width())
        y = min(at.y(), screen.bottom() - self.height())
        self.move(max(x, screen.left()), max(y, screen.top()))
        self.show()
        self.list.setCurrentIndex(self.model.index(0, 0))
        (self.search if self.search.isVisible() else self.list).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus()
                return True
            if watched is self.list and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.model.turn(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)


class _Values(QAbstractListModel):
    """Values with ticks."""

    ticked = Signal(object)

    def __init__(self, options: Sequence[Option], wanted: frozenset[str], parent: QObject) -> None:
        super().__init__(parent)
        # Values nobody has are left out, unless they are wanted: they could not be taken off otherwise.
        self._all = [each for each in options if each.count or each.value in wanted]
        self._shown = self._all
        self._wanted = wanted

    def narrow(self, text: str) -> None:
        """Offer only values that hold every word."""
        words = fold(text).split()
        self.beginResetModel()
        self._shown = [each for each in self._all if holds(fold(each.words), words)]
        self.endResetModel()

    def turn(self, index: QModelIndex) -> None:
        """Tick a value, or take its tick away."""
        if index.isValid():
            self.tick_only(self._wanted ^ {self._shown[index.row()].value})

    def tick_only(self, wanted: frozenset[str]) -> None:
        """Tick these and no others."""
        self._wanted = wanted
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))
        self.ticked.emit(wanted)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.words
        if role == COUNT:
            return f"{option.count:,}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{option.words}, {counted(option.count, 'person', 'people')}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if option.value in self._wanted else Qt.CheckState.Unchecked
        return None


class _Counted(QStyledItemDelegate):
    """Sets the count at the right of a value."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        painter.setFont(theme().font("body"))
        painter.setPen(theme().colour("quiet"))
        inner = option.rect.adjusted(0, 0, -12, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(index.data(COUNT)))


def _short(words: str, most: int = 34) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
