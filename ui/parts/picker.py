"""Choosing a record by typing some of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from program.program import Program
from program.records import KINDS, Record
from program.views_reader import day
from ui import icons
from ui.parts.searching import dated, described, find, fold

SHOWN = 40
"""How many finds are offered at once; typing on narrows them down."""

_NEW = "new"
_WIDEST = 520  # pixels of the list, where the screen has them
_BESIDE = 40  # what frame and scroll bar take of it


class Picker(QLineEdit):
    """A field that holds one record of a kind, or none. `settled` says that the user chose, or emptied it.

    With `add`, a name that nobody has yet can be taken as well: `add(name)` makes the record for it.
    """

    settled = Signal()

    def __init__(self, ref: str, *, add: Callable[[str], Record] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ref, self._add = ref, add
        self._program = Program({})
        self._id = ""
        self._known: dict[str, Record] = {}
        self.leave_out: frozenset[str] = frozenset()
        """Ids that are not offered, such as the person's own."""
        kind = KINDS[ref]
        self.setPlaceholderText(f"No {kind.one.lower()}")
        self._offers = _Offers(kind.one.lower(), self)
        self._popup = QCompleter(self._offers, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.setCompletionRole(Qt.ItemDataRole.EditRole)
        self._popup.setMaxVisibleItems(9)
        self._list = QListView()
        self._list.setAccessibleName(f"{kind.many} found")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._popup.setPopup(self._list)
        self.setCompleter(self._popup)
        self._popup.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]
        self.textEdited.connect(self._look)
        self.editingFinished.connect(self._finish)
        arrow = self.addAction(icons.icon("chevron-down", "quiet"), QLineEdit.ActionPosition.TrailingPosition)
        arrow.setToolTip(f"Show {kind.many.lower()}")
        icons.set_icon(arrow, "chevron-down", "quiet")
        arrow.triggered.connect(self.open)

    # ---- what it holds ---------------------------------------------------------------------------------------------

    def follow(self, program: Program) -> None:
        """Take the records from this present."""
        self._program = program

    def value(self) -> str:
        """The id of the record; empty for none."""
        return self._id

    def show_value(self, value: str) -> None:
        """Hold this record."""
        self._id = value
        self.setText(self._title())
        self.setCursorPosition(0)
        self.setModified(False)
        found = self._record()
        self.setToolTip(described(found) if found is not None else "")

    def keep_in_mind(self, items: Iterable[Record]) -> None:
        """Records that are not in the book yet, and can be held all the same."""
        self._known.update((item.id, item) for item in items)

    # ---- choosing --------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show what there is to choose from."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()
        self._look("")
        self._popup.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self._list.isVisible():
            self.open()
        elif event.key() == Qt.Key.Key_Escape and self.isModified():
            self.show_value(self._id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._look(self.text() if self.isModified() else "")

    def _look(self, text: str) -> None:
        found = find(self._program, self._ref, text, limit=SHOWN, leave_out=self.leave_out)
        fresh = " ".join(text.split())
        known = any(fold(self._program.named(item)) == fold(fresh) for item in found)
        self._offers.show_items(self._program, found, fresh if self._add is not None and fresh and not known else "")
        self._fit()

    def _chosen(self, index: QModelIndex) -> None:
        id_ = index.data(Qt.ItemDataRole.UserRole)
        if id_ == _NEW and self._add is not None:
            item = self._add(str(index.data(Qt.ItemDataRole.EditRole)))
            self.keep_in_mind([item])
            id_ = item.id
        self._take(str(id_))

    def finish(self) -> None:
        """Take what is typed, as if the keyboard had left the field."""
        self._list.hide()
        self._finish()

    def _finish(self) -> None:
        """Enter, or the keyboard went elsewhere: what is typed must be somebody's whole name, or nobody's."""
        if self._list.isVisible() or not self.isModified():
            return
        typed = fold(" ".join(self.text().split()))
        if not typed:
            self._take("")
            return
        found = find(self._program, self._ref, typed, limit=SHOWN, leave_out=self.leave_out)
        same = [item for item in found if typed in (fold(self._program.named(item)), fold(self._called(item)))]
        if len(same) == 1:
            self._take(same[0].id)
        else:
            self.show_value(self._id)

    def _take(self, id_: str) -> None:
        self.show_value(id_)
        self.settled.emit()

    def _record(self) -> Record | None:
        return self._program.of(KINDS[self._ref].cls).get(self._id) or self._known.get(self._id)

    def _title(self) -> str:
        found = self._record()
        return self._called(found) if found is not None else ""

    def _called(self, item: Record) -> str:
        """The name, and the day of what has one: much that is held in turn goes by the same name."""
        name, on = self._program.named(item), day(dated(item))
        return f"{name} · {on}" if on else name

    def _fit(self) -> None:
        """The list as wide as its words, as far as the screen reaches."""
        room = self.screen().availableGeometry().right() - self.mapToGlobal(self.rect().topLeft()).x()
        self._list.setMinimumWidth(max(self.width(), min(self._list.sizeHintForColumn(0) + _BESIDE, _WIDEST, room)))


class _Offers(QAbstractListModel):
    """What a picker offers; the last row may be a new name."""

    def __init__(self, one: str, parent: Picker) -> None:
        super().__init__(parent)
        self._one = one
        self._rows: list[tuple[str, str, str]] = []  # id, name, as shown

    def show_items(self, program: Program, items: Iterable[Record], fresh: str) -> None:
        """Offer these, and a new one of the name `fresh`."""
        self.beginResetModel()
        self._rows = []
        for item in items:
            more = described(item)
            name = program.named(item)
            self._rows.append((item.id, name, f"{name}   {more}" if more else name))
        if fresh:
            self._rows.append((_NEW, fresh, f"New {self._one}: {fresh}"))
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        id_, name, shown = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.EditRole:
            return name
        return id_ if role == Qt.ItemDataRole.UserRole else None
