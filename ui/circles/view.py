"""The rounds on screen: cards in columns, which share the room there is and scroll where it is too little."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.circles.model import RoundsModel
from ui.circles.painting import TableCard

NARROW, WIDE = 126, 230


class RoundsView(QTableView):
    """Arrows walk the tables; each is read out with who sits there and who meets again."""

    def __init__(self, model: RoundsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(TableCard(self))
        self.setAccessibleName("Rounds and tables")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for header, side in ((across, Qt.AlignmentFlag.AlignVCenter), (down, Qt.AlignmentFlag.AlignTop)):
            header.setHighlightSections(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | side)
        model.modelReset.connect(self._begin)

    def _begin(self) -> None:
        """A circle came on show, or its rounds changed."""
        self.fit()
        self.resizeRowsToContents()
        index = self.model().index(0, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def fit(self) -> None:
        """Give the columns the room there is."""
        columns = self.model().columnCount()
        if columns:
            wide = min(WIDE, max(NARROW, self.viewport().width() // columns))
            self.horizontalHeader().setDefaultSectionSize(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
