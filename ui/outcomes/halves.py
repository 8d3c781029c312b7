"""A list at the left and what is chosen in it at the right."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from ui.theme import GRID, MARGIN, dress, theme


class SideList(QListView):
    """A list to walk through with the arrows, in the look of the page."""

    def __init__(self, model: QAbstractItemModel, name: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        dress(self, "plain")
        self.setAccessibleName(name)
        self.setFixedWidth(width)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme().changed.connect(self.viewport().update)


def halves(chosen_in: SideList, side: QWidget) -> QWidget:
    """The list and its side in one."""
    left = QVBoxLayout()
    left.setContentsMargins(MARGIN - GRID, 0, 0, 12)
    left.addWidget(chosen_in)
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addLayout(left)
    row.addWidget(side, 1)
    return both
