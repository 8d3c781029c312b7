"""The grid of "Enter many": typing begins a cell, Tab and Enter go on to the next, and a new row is always there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from program.records import Kind
from ui.parts.register.many_model import ManyModel
from ui.theme import ROW

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    Kind.INTEGER: 84, Kind.NUMBER: 96, Kind.DATE: 120, Kind.YES_NO: 96, Kind.CHOICE: 130, Kind.REF: 170, Kind.REFS: 190,
}  # fmt: skip


class ManyGrid(QTableView):
    """The view over the rows."""

    def __init__(self, model: ManyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_Cell(model, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setDefaultSectionSize(ROW - 4)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(f"Rows of {model.kind.many.lower()}")

    def fit(self) -> None:
        """Columns as wide as what they hold needs; what is left goes to those with questions, else to texts."""
        fields = self._rows.fields
        font = QFontMetrics(self.horizontalHeader().font())
        widths = [
            max(_WIDTHS.get(spec.kind, 180), 0 if spec.name in self._rows.headings
                else min(220, font.horizontalAdvance(self._rows.heading(spec)) + 34))
            for spec in fields
        ]  # fmt: skip
        wide = [at for at, spec in enumerate(fields) if spec.name in self._rows.headings]
        wide = wide or [at for at, spec in enumerate(fields) if spec.kind is Kind.TEXT]
        left = self.viewport().width() - sum(widths)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width + (left // len(wide) if at in wide and left > 0 else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def begin(self, column: int = 0) -> None:
        """Put the keyboard into the first row."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self._rows.index(0, min(column, max(0, len(self._rows.fields) - 1))))

    def show_row(self, row: int) -> None:
        """Bring a row into view, the keyboard in its first cell that is wrong."""
        if not 0 <= row < len(self._rows.lines):
            return
        wrong = self._rows.lines[row].wrong
        column = next((at for at, spec in enumerate(self._rows.fields) if spec.name in wrong), 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self._rows.index(row, column))

    def settle(self) -> None:
        """Take up what is still being typed."""
        for editor in self.viewport().findChildren(QLineEdit):
            if editor.isVisible() and self.state() == QAbstractItemView.State.EditingState:
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # ---- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._rows.clear(self.selectionModel().selectedIndexes())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            # From a cell that is being typed into, the key comes here as well, before the cell is closed.
            if self.state() != QAbstractItemView.State.EditingState:
                self._go_on()
        elif event.key() == Qt.Key.Key_Tab and self._at_the_end(here):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Backtab and here.row() == 0 and here.column() == 0:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on, as Tab does."""
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._go_on()
        else:
            super().closeEditor(editor, hint)

    def _go_on(self) -> None:
        here = self.currentIndex()
        last = here.column() == len(self._rows.fields) - 1
        there = self._rows.index(here.row() + 1, self._first()) if last else here.siblingAtColumn(here.column() + 1)
        if there.isValid():
            self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(there)

    def _first(self) -> int:
        """The first column in which the next row has nothing filled in."""
        row = min(self.currentIndex().row() + 1, len(self._rows.lines) - 1)
        given = self._rows.lines[row].given
        return next((at for at, spec in enumerate(self._rows.fields) if spec.name not in given), 0)

    def _at_the_end(self, here: Index) -> bool:
        """Whether the keyboard stands at the end of the last row, which is empty: from there Tab leads out."""
        lines = self._rows.lines
        return here.row() == len(lines) - 1 and here.column() == len(self._rows.fields) - 1

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            here = self.currentIndex()
            row, column = max(0, here.row()), max(0, here.column())
            rows = self._rows.paste(text, row, column)
            self.setCurrentIndex(self._rows.index(min(row + rows, len(self._rows.lines) - 1), column))


class _Cell(QStyledItemDelegate):
    """Cells are lines of text, with what can be meant offered below."""

    def __init__(self, model: ManyModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = model

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        spec = self._rows.fields[index.column()]
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAccessibleName(f"{self._rows.heading(spec)}, row {index.row() + 1}")
        if offers := self._rows.offers(spec):
            completer = QCompleter(offers, editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            if (popup := completer.popup()) is not None:
                popup.setAccessibleName(f"{spec.label}: what can be meant")
            editor.setCompleter(completer)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(model.index(index.row(), index.column()), editor.text())
