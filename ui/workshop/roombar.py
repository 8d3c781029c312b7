"""The line above the lead's panel: which circle, how people are called, the room's window, hiding, the board."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from program.records import Circle
from program.views import Names
from ui import icons
from ui.parts.labels import Elided
from ui.theme import GRID, dress

_NAMES = ((Names.FULL, "Full names"), (Names.FIRST, "First names"), (Names.ALIAS, "Aliases"))


class RoomBar(QWidget):
    """Choices and deeds of the whole workshop."""

    circle = Signal(str)
    names = Signal(object)
    project = Signal()
    hide_all = Signal()
    board = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.which = QComboBox()
        self.which.setAccessibleName("Circle")
        self.which.setMinimumWidth(130)
        self.which.activated.connect(lambda _: self.circle.emit(str(self.which.currentData())))
        self.called = QComboBox()
        self.called.setAccessibleName("How people are called")
        for names, words in _NAMES:
            self.called.addItem(words, names.value)
        self.called.activated.connect(lambda _: self.names.emit(Names(str(self.called.currentData()))))
        self.show_room_button = QPushButton()
        dress(self.show_room_button, "primary")
        self.show_room_button.clicked.connect(self.project)
        self.hide_button = QPushButton("Hide everything")
        self.hide_button.setToolTip("Esc twice does the same")
        icons.set_icon(self.hide_button, "eye-off")
        self.hide_button.clicked.connect(self.hide_all)
        self.board_button = QPushButton("Board…")
        self.board_button.setToolTip("Work in a scenario; afterwards take over what is to hold")
        icons.set_icon(self.board_button, "board")
        self.board_button.clicked.connect(self.board)
        self.capture_state = Elided("", "small quiet")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.which)
        row.addWidget(self.called)
        row.addStretch(1)
        for button in (self.board_button, self.hide_button, self.show_room_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.capture_state)
        self.show_projecting(False)

    def show_room(self, circles: Sequence[Circle], chosen: str, names: Names, *, projecting: bool) -> None:
        """Show what there is to choose, and what is chosen."""
        self.which.clear()
        for each in circles:
            self.which.addItem(each.name, each.id)
        self.which.setCurrentIndex(self.which.findData(chosen))
        self.called.setCurrentIndex(self.called.findData(names.value))
        self.show_projecting(projecting)

    def show_projecting(self, on: bool) -> None:
        """Whether the room's window is open."""
        self.show_room_button.setText("Stop showing" if on else "Show in the room")
        icons.set_icon(self.show_room_button, "stop" if on else "play", "on_accent")

    def say(self, words: str) -> None:
        """How this window, not the room's, is kept out of what is shared or recorded."""
        self.capture_state.setText(f"This window in shared screens: {words}" if words else "")
        self.capture_state.setVisible(bool(words))
