"""How the cells of a table of records are drawn and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from program.program import Program
from program.records import Kind
from ui import icons
from ui.parts.dates import DateEditor
from ui.parts.picker import Picker
from ui.parts.record_form import editor_for
from ui.theme import theme

if TYPE_CHECKING:
    from ui.parts.record_model import RecordModel

Index = QModelIndex | QPersistentModelIndex


class YesNoCell(QComboBox):
    """Yes or no in a cell, where a tick would have no words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItems(["No", "Yes"])

    def value(self) -> bool:
        """Whether it says yes."""
        return self.currentIndex() == 1

    def show_value(self, value: bool) -> None:
        """Say yes or no."""
        self.setCurrentIndex(int(value))

    def follow(self, program: Program) -> None:
        """Yes and no need nothing of the present."""


class CellDelegate(QStyledItemDelegate):
    """Draws a column's icon before its words, and edits simple fields with the same editors as the form."""

    def __init__(self, model: RecordModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        column = self._model.columns[index.column()]
        if column.icon is not None:
            shown = column.icon(self._model.program, self._model.shown[index.row()])
            if shown is not None:
                option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
                option.icon = icons.icon(*shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._model.columns[index.column()].field
        assert field is not None, "only fields can be edited"
        editor: Any = YesNoCell() if field.kind is Kind.YES_NO else editor_for(field)
        editor.setParent(parent)
        editor.follow(self._model.program)
        if isinstance(editor, Picker):
            editor.leave_out = frozenset({self._model.shown[index.row()].id})
        editor.setAccessibleName(f"{field.label} of {self._model.title_at(index.row())}")
        if isinstance(editor, Picker | QComboBox):
            # What is chosen from a list is meant.
            signal = editor.settled if isinstance(editor, Picker) else editor.activated
            signal.connect(lambda *_: self._done(editor))
        made: QWidget = editor
        return made

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.setPen(theme().colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        shown: Any = editor
        shown.show_value(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        typed: Any = editor
        value = typed.value()
        if not (isinstance(editor, DateEditor) and editor.mistaken):
            model.setData(model.index(index.row(), index.column()), value, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        rect.setWidth(max(rect.width(), 110))
        editor.setGeometry(rect)

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
