"""What stands in the board's place while there is nothing to rotate: what belongs here, and the first step."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from program.program import Program
from program.records import ACTIVE, Host, Placement, Role
from ui.parts.labels import Sign, label
from ui.theme import GRID, dress


class Missing(NamedTuple):
    """What is missing, why it is needed, and where to get it."""

    icon: str
    title: str
    words: str
    deed: str
    page: str
    what: str


NOBODY = Missing(
    "people",
    "Nobody to place yet",
    "The board has a row for every mentee. Bring people in from a roster, or give somebody the role of mentee.",
    "Import people…",
    "people",
    "import",
)
NO_CYCLES = Missing(
    "cycle",
    "No cycles yet",
    "The board has a column for every cycle of the rotation. Set up the first ones, a year of quarters for instance.",
    "Set up cycles…",
    "setup",
    "cycles",
)
NO_HOSTS = Missing(
    "host",
    "No hosts yet",
    "Mentees rotate through hosts: the units that take them in, with so many seats in every cycle.",
    "Set up hosts…",
    "setup",
    "hosts",
)


def missing(program: Program) -> Missing | None:
    """The first thing that is not there; None when there is a board to show."""
    if program.of(Placement):
        return None
    if not any(person.status in ACTIVE for person in program.people(Role.MENTEE)):
        return NOBODY
    if not program.cycles:
        return NO_CYCLES
    return NO_HOSTS if not program.of(Host) else None


class Empty(QWidget):
    """Says what is missing and offers to go and get it."""

    go = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing = NOBODY
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        self._sign = Sign(NOBODY.icon, "quiet", 40)
        self._title = label("", "heading")
        self._words = label("", "quiet", wrap=True)
        self._words.setFixedWidth(420)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._deed = QPushButton()
        dress(self._deed, "primary")
        self._deed.clicked.connect(lambda: self.go.emit(self._missing.page, self._missing.what))
        for widget in (self._sign, self._title, self._words, self._deed):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            if widget is self._words:
                column.addSpacing(GRID)
        column.addStretch(3)
        self.setFocusProxy(self._deed)

    def show_missing(self, missing: Missing) -> None:
        """Say that this is missing."""
        self._missing = missing
        self._sign.show_icon(missing.icon, "quiet")
        self._title.setText(missing.title)
        self._words.setText(missing.words)
        self._deed.setText(missing.deed)
