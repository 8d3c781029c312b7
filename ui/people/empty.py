"""What stands in the table's place while nobody is there, or nobody is found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import icons
from ui.parts.labels import Sign, label
from ui.theme import GRID, dress


class Nobody(QWidget):
    """Nobody is in the book yet: the two ways in which people come."""

    add = Signal()
    bring_in = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bring = QPushButton("Import people…")
        dress(bring, "primary")
        icons.set_icon(bring, "import", "on_accent")
        bring.clicked.connect(self.bring_in)
        add = QPushButton("Add one by hand…")
        add.clicked.connect(self.add)
        _lay_out(
            self,
            "people",
            "Nobody here yet",
            "Bring in a roster as your HR system exports it: CSV, Excel or OpenDocument. Rotunda finds out what its "
            "columns mean, and shows what would happen before anything does. You can also drop the file here.",
            bring,
            add,
        )
        self.setFocusProxy(bring)


class NobodyFound(QWidget):
    """Search and filters leave nobody."""

    clear = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        clear = QPushButton("Show everyone")
        clear.clicked.connect(self.clear)
        _lay_out(self, "search", "Nobody matches", "No person answers to the search and the filters together.", clear)
        self.setFocusProxy(clear)


def _lay_out(page: QWidget, icon: str, title: str, words: str, *buttons: QPushButton) -> None:
    column = QVBoxLayout(page)
    column.setSpacing(GRID)
    column.addStretch(2)
    column.addWidget(Sign(icon, "quiet", 40), 0, Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(label(title, "heading"), 0, Qt.AlignmentFlag.AlignHCenter)
    paragraph = label(words, "quiet", wrap=True)
    paragraph.setFixedWidth(440)
    paragraph.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(paragraph)
    middle.addStretch(1)
    column.addLayout(middle)
    column.addSpacing(GRID)
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(3)
