"""The second step: which column of the file is which field."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from program.intake import Column, Target, columns, known_source, targets
from program.trouble import Trouble
from ui import icons
from ui.parts.banner import Banner
from ui.parts.listing import listing
from ui.people.wizard.step import Draft, Step
from ui.theme import ROW, theme

Index = QModelIndex | QPersistentModelIndex
LEFT_OUT = "Left out"
_WHY = {
    "same name": "by its name",
    "similar name": "by a similar name",
    "by its content": "by its content",
    "as last time": "as last time",
    "private": "private, so left out",
}
_HEADINGS = ("Column in the file", "For example", "Is taken for", "Why")
_FIELD = 2


class ColumnStep(Step):
    """Shows the headings with what they are taken for, and lets each be taken for something else."""

    words: ClassVar[str] = "Columns"
    settled = Signal(object)
    """Another `Settings`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "What do the columns mean?",
            "Rotunda went by the headings. Press a cell of the third column to take it for something else.",
        )
        self._draft: Draft | None = None
        self._private = Banner()
        self._wrong = Banner()
        self.model = _Headings(self)
        self.model.chosen.connect(self._choose)
        self.view = listing(self.model, "Columns of the file and what they are taken for", single=True)
        self.view.setItemDelegate(_FieldDelegate(self.model, self.view))
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.view.clicked.connect(lambda index: self.view.edit(index) if index.column() == _FIELD else None)
        self.view.installEventFilter(self)
        self.view.verticalHeader().setDefaultSectionSize(ROW)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate((210, 260, 230, 140)):
            self.view.setColumnWidth(place, width)
        header.setStretchLastSection(True)
        self.body.addWidget(self._private)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the list of fields, from whichever cell of the row."""
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.view.currentIndex().isValid():
                self.view.edit(self.view.currentIndex().siblingAtColumn(_FIELD))
                return True
        return super().eventFilter(watched, event)

    @property
    def ready(self) -> bool:
        """Whether the columns say who the people are, and no two the same."""
        return self._draft is not None and self._trouble() is None

    def show_draft(self, draft: Draft, *, fresh: bool) -> None:
        """Show how the columns are understood; `fresh` for a file that was just read."""
        self._draft = draft
        known = known_source(draft.table, draft.program)
        if fresh:
            self.model.show_columns(columns(draft.table, draft.program))
        self.model.show_mapping(dict(draft.settings.mapping))
        if known is not None:
            self.more.setText("The columns are taken for what they were last time. Press a cell to change that.")
        self._show_private()
        self._show_wrong()

    def _show_private(self) -> None:
        left = [each.heading for each in self.model.columns if each.why == "private" and not self.model.taken(each)]
        if not left:
            self._private.show_words("")
            return
        named = ", ".join(left[:6]) + (f" and {len(left) - 6} more" if len(left) > 6 else "")
        one = len(left) == 1
        self._private.show_words(
            f"{len(left)} {'column looks' if one else 'columns look'} private and {'is' if one else 'are'} left out.",
            f"{named}. Nothing of {'it' if one else 'them'} enters the book unless you say so below.",
            "sealed",
        )

    def _show_wrong(self) -> None:
        trouble = self._trouble()
        self._wrong.show_words(trouble.what if trouble else "", trouble.todo if trouble else "", "caution")
        self.changed.emit()

    def _trouble(self) -> Trouble | None:
        from program.intake.settings import check_mapping

        assert self._draft is not None
        try:
            check_mapping(self._draft.settings.mapping)
        except Trouble as trouble:
            return trouble
        return None

    def _choose(self, heading: str, target: str) -> None:
        if self._draft is not None:
            self.settled.emit(self._draft.settings.map(heading, target))


class _Headings(QAbstractTableModel):
    """The headings of the file as rows."""

    chosen = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.targets: tuple[Target, ...] = targets()
        self._labels = {target.key: target.label for target in self.targets} | {"": LEFT_OUT}
        self._mapping: dict[str, str] = {}

    def show_columns(self, found: tuple[Column, ...]) -> None:
        """The columns of another file."""
        self.beginResetModel()
        self.columns = found
        self._mapping = {each.heading: each.target for each in found}
        self.endResetModel()

    def show_mapping(self, mapping: dict[str, str]) -> None:
        """What they are taken for now."""
        self._mapping = mapping
        if self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.columns) - 1, len(_HEADINGS) - 1))

    def taken(self, column: Column) -> str:
        """What a column is taken for; empty when it is left out."""
        return self._mapping.get(column.heading, "")

    def taken_by(self, target: str) -> str:
        """Which other column is taken for this already; empty for none, and for what many can be."""
        if target in ("", "custom"):
            return ""
        return next((heading for heading, key in self._mapping.items() if key == target), "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _HEADINGS[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == _FIELD else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, at = self.columns[index.row()], index.column()
        target = self.taken(column)
        if role == Qt.ItemDataRole.DisplayRole:
            why = _WHY.get(column.why, "") if target == column.target else "chosen"
            samples = " · ".join(" ".join(sample.split()) for sample in column.samples)
            return (column.heading, samples, self._labels[target], why)[at]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADINGS[at]}: {self.data(index)}"
        if role == Qt.ItemDataRole.EditRole and at == _FIELD:
            return target
        if role == Qt.ItemDataRole.FontRole:
            return theme().font("medium") if at == 0 else None
        if role == Qt.ItemDataRole.ForegroundRole:
            private = at == 3 and column.why == "private" and not target
            return theme().colour("sealed" if private else "quiet" if at in (1, 3) or not target else "text")
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != _FIELD:
            return False
        column = self.columns[index.row()]
        if value != self.taken(column):
            self.chosen.emit(column.heading, str(value))
        return True


class _FieldDelegate(QStyledItemDelegate):
    """Shows the third column as something that opens, and opens a list of all fields there."""

    def __init__(self, model: _Headings, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.setPen(theme().colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if index.column() == _FIELD:
            ratio = option.widget.devicePixelRatioF()
            at = option.rect.right() - 24, option.rect.center().y() - 5
            painter.drawPixmap(*at, icons.pixmap("chevron-down", "quiet", 12, ratio))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QComboBox(parent)
        column = self._model.columns[index.row()]
        editor.setAccessibleName(f"Field for the column {column.heading}")
        editor.addItem(LEFT_OUT, "")
        editor.insertSeparator(1)
        for target in self._model.targets:
            other = self._model.taken_by(target.key)
            beside = f"   (now {other})" if other and other != column.heading else ""
            editor.addItem(target.label + beside, target.key)
        editor.setMaxVisibleItems(14)
        editor.activated.connect(lambda _: self._done(editor))
        QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(model.index(index.row(), index.column()), editor.currentData(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
