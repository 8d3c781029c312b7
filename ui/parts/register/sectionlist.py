"""The list at the left of a page: its sections, each with how many there are of what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from program.program import Program
from ui import icons
from ui.theme import GRID, ICON, dress, theme

Index = QModelIndex | QPersistentModelIndex
WIDTH = 164
_HIGH = 34
_GAP = 15  # before the first of a group
_COUNT = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1
_FIRST = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Entry:
    """A section as the list knows it.

    `count` may give empty words; `adds` is what can be added ("a host"); `first` sets it apart from those above it.
    """

    key: str
    words: str
    icon: str
    count: Callable[[Program], str]
    adds: str = ""
    first: bool = False


class SectionList(QListView):
    """The sections; the arrows walk through them."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Sections(entries, program, self)
        self.setModel(self._model)
        self.setItemDelegate(_Line(self))
        dress(self, "plain")
        self.setAccessibleName("Sections")
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda now, _: self._tell(now.row()))
        theme().changed.connect(self.viewport().update)

    def show_section(self, key: str) -> None:
        """Mark the section that is shown."""
        row = self._model.row_of(key)
        if row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row))

    def follow(self, program: Program) -> None:
        """Count anew."""
        self._model.follow(program)

    def _tell(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self._model.entries[row].key)


class _Sections(QAbstractListModel):
    def __init__(self, entries: Sequence[Entry], program: Program, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries = tuple(entries)
        self._counts = [entry.count(program) for entry in entries]

    def row_of(self, key: str) -> int:
        return next(row for row, entry in enumerate(self.entries) if entry.key == key)

    def follow(self, program: Program) -> None:
        counts = [entry.count(program) for entry in self.entries]
        if counts != self._counts:
            self._counts = counts
            self.dataChanged.emit(self.index(0), self.index(len(counts) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry, count = self.entries[index.row()], self._counts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.words}, {count}" if count else entry.words
        return {_COUNT: count, _ICON: entry.icon, _FIRST: entry.first}.get(role)


class _Line(QStyledItemDelegate):
    """Icon, words, and the count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _HIGH + (_GAP if index.data(_FIRST) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        whole: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(_FIRST):
            painter.fillRect(whole.left() + GRID, whole.top() + _GAP // 2, whole.width() - 2 * GRID, 1,
                             look.colour("line"))  # fmt: skip
            whole = whole.adjusted(0, _GAP, 0, 0)
        box = whole.adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        keyed = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(look.colour("focus") if keyed else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if chosen else "sunken"))
            painter.drawRoundedRect(box, GRID, GRID)
        ratio = painter.device().devicePixelRatioF()
        picture = icons.pixmap(index.data(_ICON), "accent" if chosen else "quiet", ICON, ratio)
        painter.drawPixmap(box.left() + 9, box.center().y() - ICON // 2 + 1, picture)
        inner = box.adjusted(9 + ICON + 9, 0, -10, 0)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("quiet"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(_COUNT))
        painter.setFont(look.font("strong" if chosen else "body"))
        painter.setPen(look.colour("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()
