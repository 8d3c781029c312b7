"""The table behind a chart, as text and as a dialog."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QPushButton, QVBoxLayout, QWidget

from ui.ask import Question
from ui.parts.labels import label
from ui.parts.listing import listing
from ui.theme import ROW

Index = QModelIndex | QPersistentModelIndex
_NUMBER = re.compile("[+\u2212-]?[0-9][0-9,.\u00a0]*%?")
_SPOKEN = 60  # rows a screen reader is told of at once; the dialog has them all
_WIDE = 520
_HIGHEST = 12  # rows shown without scrolling


def spoken(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table in words: "Cycle, Mean, n. Q1, 5.2, 41. Q2, 5.6, 44."."""
    lines = [", ".join(filter(None, row)) for row in rows[:_SPOKEN]]
    if len(rows) > _SPOKEN:
        lines.append(f"and {len(rows) - _SPOKEN} more lines")
    return ". ".join([", ".join(filter(None, headings)), *lines])


class Cells(QAbstractTableModel):
    """A table of texts; numbers stand at the right."""

    def __init__(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._headings, self._rows = headings, rows
        self._right = {
            column for column in range(len(headings))
            if any(_NUMBER.fullmatch(row[column]) for row in rows) and all(
                not row[column] or _NUMBER.fullmatch(row[column]) for row in rows
            )
        }  # fmt: skip

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        value = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return value
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class TableDialog(Question):
    """The table, with a button that copies it for its reader."""

    def __init__(
        self,
        title: str,
        note: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        copy: Callable[[], object],
        reader: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "", parent)
        if note:
            self.body.addWidget(label(note, "quiet small", wrap=True))
        self.view = listing(Cells(headings, rows, self), "Table behind the chart")
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if sum(self.view.sizeHintForColumn(column) for column in range(len(headings))) < _WIDE:
            self.view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.view.setMinimumHeight(min(len(rows) + 1, _HIGHEST) * ROW + 8)
        self.setMinimumWidth(_WIDE + 80)
        self.body.addWidget(self.view)
        box = QDialogButtonBox()
        self.copy = QPushButton(f"Copy for {reader}")
        self.copy.clicked.connect(copy)
        box.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        box.rejected.connect(self.reject)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.addWidget(box)
        close.setFocus()
