"""A list in groups for the board's panel: words that wrap, a figure at the right, and Enter leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ui import icons
from ui.theme import GRID, HALF, dress, theme

DATA = Qt.ItemDataRole.UserRole
FIGURE = Qt.ItemDataRole.UserRole + 1
TONE = Qt.ItemDataRole.UserRole + 2
ICON = Qt.ItemDataRole.UserRole + 3
SECOND = Qt.ItemDataRole.UserRole + 4

_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_TALL = 100_000


class Groups(QTreeWidget):
    """Groups with lines. `line(...)` adds one; what it stands for is its `DATA`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        dress(self, "plain")
        self.setItemDelegate(_Line(self))
        theme().changed.connect(self.viewport().update)

    def group(self, words: str, figure: str = "", *, tone: str = "", icon: str = "", data: object = None,
              spoken: str = "") -> QTreeWidgetItem:  # fmt: skip
        """A group, opened."""
        made = _item(words, "", figure, tone, icon, data, spoken)
        self.addTopLevelItem(made)
        made.setExpanded(True)
        return made

    def line(self, under: QTreeWidgetItem, words: str, figure: str = "", *, second: str = "", tone: str = "",
             icon: str = "", data: object = None, spoken: str = "") -> QTreeWidgetItem:  # fmt: skip
        """A line of a group."""
        made = _item(words, second, figure, tone, icon, data, spoken)
        under.addChild(made)
        return made

    def found(self, data: object) -> Iterator[QTreeWidgetItem]:
        """The lines that stand for this."""
        for place in range(self.topLevelItemCount()):
            top = self.topLevelItem(place)
            children = [top.child(each) for each in range(top.childCount())] if top is not None else []
            yield from (child for child in children if child is not None and child.data(0, DATA) == data)

    def say_second(self, item: QTreeWidgetItem, words: str) -> None:
        """The second line of a line, and the end of what a reader hears of it."""
        item.setData(0, SECOND, words)
        told = ", ".join(part for part in (item.text(0), words, item.data(0, FIGURE)) if part)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, told)

    def lines(self) -> list[str]:
        """Everything as text, groups flush left and lines after two spaces."""
        found = []
        for place in range(self.topLevelItemCount()):
            top = self.topLevelItem(place)
            assert top is not None
            found.append(_text(top))
            children = (top.child(each) for each in range(top.childCount()))
            found += ["  " + _text(child) for child in children if child is not None]
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # lines wrap anew


def _item(words: str, second: str, figure: str, tone: str, icon: str, data: object, spoken: str) -> QTreeWidgetItem:
    made = QTreeWidgetItem([words])
    for role, value in ((DATA, data), (FIGURE, figure), (TONE, tone), (ICON, icon), (SECOND, second)):
        made.setData(0, role, value)
    told = spoken or ", ".join(part for part in (words, second, figure) if part)
    made.setData(0, Qt.ItemDataRole.AccessibleTextRole, told)
    return made


def _text(item: QTreeWidgetItem) -> str:
    figure, second = item.data(0, FIGURE), item.data(0, SECOND)
    return " | ".join(part for part in (item.text(0), second, figure) if part)


class _Line(QStyledItemDelegate):
    """Paints one: sign, words, second line below, figure at the right."""

    def __init__(self, view: Groups) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        deep = 2 if index.parent().isValid() else 1
        room = self._view.viewport().width() - deep * self._view.indentation()
        words, second = self._heights(index, room)
        return QSize(60, words + second + 2 * HALF + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        rect = QRect(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selection"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("focus"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        inner = rect.adjusted(HALF, HALF, -GRID, -HALF)
        icon, tone = index.data(ICON), index.data(TONE) or ""
        if icon:
            drawn = icons.pixmap(icon, tone or "quiet", 14, self._view.devicePixelRatioF())
            painter.drawPixmap(inner.left(), inner.top() + 2, drawn)
        words, figures, quiet = _fonts(index)
        figure = index.data(FIGURE) or ""
        painter.setFont(figures)
        painter.setPen(look.colour(_toned(figure, tone)))
        painter.drawText(inner, _RIGHT, figure)
        left = inner.adjusted(20 if icon else 0, 0, -_room(figure, figures), 0)
        painter.setFont(words)
        painter.setPen(look.colour("text"))
        painter.drawText(left, _WRAP, str(index.data()))
        if second := index.data(SECOND):
            high = QFontMetrics(words).boundingRect(0, 0, left.width(), _TALL, _WRAP, str(index.data())).height()
            painter.setFont(quiet)
            painter.setPen(look.colour("quiet"))
            painter.drawText(inner.adjusted(20 if icon else 0, high, 0, 0), _WRAP, str(second))

    def _heights(self, index: QModelIndex | QPersistentModelIndex, room: int) -> tuple[int, int]:
        words, figures, quiet = _fonts(index)
        icon = 20 if index.data(ICON) else 0
        wide = max(40, room - HALF - GRID - icon)
        narrow = max(40, wide - _room(index.data(FIGURE) or "", figures))
        first = QFontMetrics(words).boundingRect(0, 0, narrow, _TALL, _WRAP, str(index.data())).height()
        second = index.data(SECOND)
        if not second:
            return first, 0
        return first, QFontMetrics(quiet).boundingRect(0, 0, wide, _TALL, _WRAP, str(second)).height()


def _fonts(index: QModelIndex | QPersistentModelIndex) -> tuple[QFont, QFont, QFont]:
    look = theme()
    return look.font("body" if index.parent().isValid() else "strong"), look.font("strong"), look.font("small")


def _room(figure: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(figure) + 12 if figure else 0


def _toned(figure: str, tone: str) -> str:
    if figure.startswith("+"):
        return "good"
    return "bad" if figure.startswith("\N{MINUS SIGN}") else tone or "quiet"
