"""The palette (Ctrl+K): type a few letters, and do anything or go anywhere."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from program.records import Host, Person
from ui import icons
from ui.actions import Action
from ui.theme import dress, theme

if TYPE_CHECKING:
    from program.program import Program

Index = QModelIndex | QPersistentModelIndex

LIMIT = 40
LINE, LINES = 34, 11
CLOSE = 72
"""How alike (of 100) words must be that do not hold what was typed; a swapped pair of letters still passes."""
_BESIDE = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Entry:
    """One line of the palette: what it says, what stands small at the right, and what choosing it does."""

    words: str
    beside: str
    icon: str
    run: Callable[[], object]


def entries(
    actions: Iterable[Action], program: Program, go: Callable[[str, str], object], pages: Container[str]
) -> list[Entry]:
    """Everything the palette offers: the actions that can be done now, people and hosts where their `pages` are."""
    found = [
        Entry(action.words, " · ".join(filter(None, (action.section, action.keys))), action.icon or "play", action.run)
        for action in actions
        if action.enabled()
    ]
    found += [
        Entry(person.name, person.title or person.unit, "person", partial(go, "people", person.id))
        for person in program.of(Person).values()
        if "people" in pages
    ]
    found += [
        Entry(host.name, "Host", "host", partial(go, "setup", host.id))
        for host in program.of(Host).values()
        if "setup" in pages
    ]
    return found


def best(offered: Sequence[Entry], text: str) -> list[Entry]:
    """The entries that fit what was typed, best first; with nothing typed, the first ones."""
    if not text.strip():
        return list(offered[:LIMIT])
    from rapidfuzz import fuzz, process, utils

    typed = utils.default_process(text)
    words = [utils.default_process(entry.words) for entry in offered]
    hits = process.extract(typed, words, scorer=fuzz.WRatio, processor=None, limit=4 * LIMIT, score_cutoff=CLOSE)
    # What holds the letters as they were typed comes before what is merely alike.
    ranked = {place: _fit(words[place], typed) for place, each in enumerate(words) if typed in each}
    ranked.update((place, score / 100) for _, score, place in hits if place not in ranked)
    return [offered[place] for place in sorted(ranked, key=lambda place: (-ranked[place], place))[:LIMIT]]


def _fit(words: str, typed: str) -> float:
    """How well words fit that hold what was typed: at their beginning, at that of a word, or somewhere."""
    return 4.0 if words.startswith(typed) else 3.0 if f" {typed}" in words else 2.0


class Palette(QDialog):
    """The palette itself. Accepting it leaves `chosen`, to be run by whoever opened it, once it has closed."""

    def __init__(self, offered: Sequence[Entry], text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName("Palette")
        self._offered = offered
        self._shown: list[Entry] = []
        self.chosen: Entry | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        dress(card, "card")
        around.addWidget(card)
        self._card = card
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.field = QLineEdit(text)
        self.field.setProperty("role", "search")
        self.field.setPlaceholderText("Do something, or go to a person, a host or a page")
        self.field.setAccessibleName("What to do or where to go")
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._choose)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setProperty("role", "plain")
        self.list.setAccessibleName("What fits")
        self.list.setItemDelegate(_Line(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _item: self._choose())
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.setFixedWidth(560)
        if parent is not None:
            window = parent.window().geometry()
            self.move(window.center().x() - self.width() // 2, window.top() + 96)
        self._fill(text)
        self.field.setFocus()

    def _fill(self, text: str) -> None:
        self._shown = best(self._offered, text)
        self.list.clear()
        for entry in self._shown:
            item = QListWidgetItem(entry.words)
            item.setData(_BESIDE, entry.beside)
            item.setData(_ICON, entry.icon)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.words}, {entry.beside}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(LINES, max(1, len(self._shown))) * LINE + 4)
        if (inside := self._card.layout()) is not None:
            inside.activate()  # else the dialog would take the height of what was found before
        self.adjustSize()

    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            self.chosen = self._shown[row]
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys walk the list while the field keeps the keyboard."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {
                Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8,
            }.get(Qt.Key(event.key()))  # fmt: skip
            if step is not None:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(min(max(0, row), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)


class _Line(QStyledItemDelegate):
    """An icon, the words, and small at the right what they are."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection"))
            painter.drawRoundedRect(box, 6, 6)
            painter.restore()
        inner = box.adjusted(12, 0, -12, 0)
        sign = icons.pixmap(index.data(_ICON), "quiet", 16, painter.device().devicePixelRatioF())
        painter.drawPixmap(inner.left(), inner.center().y() - 7, sign)
        beside = index.data(_BESIDE) or ""
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("quiet"))
        metrics = painter.fontMetrics()
        beside = metrics.elidedText(beside, Qt.TextElideMode.ElideRight, inner.width() // 2)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, beside)
        rest = inner.adjusted(28, 0, -metrics.horizontalAdvance(beside) - 12, 0)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        words = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, LINE)
