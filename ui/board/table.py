"""A plain table behind a picture: words at the left, figures at the right, nothing to edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.theme import dress

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def table(name: str, heads: Sequence[str]) -> QTableWidget:
    """An empty table; the first column takes what room there is."""
    made = QTableWidget(0, len(heads))
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(list(heads))
    made.verticalHeader().hide()
    made.setShowGrid(False)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for place in range(len(heads)):
        head = made.horizontalHeaderItem(place)
        if head is not None:
            head.setTextAlignment(_RIGHT if place else _LEFT)
    columns = made.horizontalHeader()
    columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for place in range(1, len(heads)):
        columns.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
    dress(made, "plain")
    return made


def fill(
    made: QTableWidget, rows: Sequence[Sequence[str]], data: Sequence[object] = (), tips: Sequence[str] = ()
) -> None:
    """Show these rows; what they stand for is their items' user data."""
    made.setRowCount(len(rows))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            item = QTableWidgetItem(value)
            if data:
                item.setData(Qt.ItemDataRole.UserRole, data[row])
            item.setToolTip(tips[row] if tips else value)
            if column:
                item.setTextAlignment(_RIGHT)
            made.setItem(row, column, item)
