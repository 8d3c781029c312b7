"""What a facilitator sees of their own hand-over: what it holds, until when, and what they have done so far."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from program.packs import row_words
from program.program import Program
from program.reach import Reach, differing
from program.rows import key
from program.views_reader import day
from ui import icons
from ui.parts.card import Card
from ui.parts.labels import label
from ui.theme import GRID, dress


class FieldPanel(QWidget):
    """Two cards and the button that writes the hand-back."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.handed, self.held = Card("Handed over to you"), label("", wrap=True)
        self.done, self.now = Card("Added, changed or removed so far"), label("", wrap=True)
        for words in (self.held, self.now):
            words.setContentsMargins(4, 0, 4, 0)
        self.handed.body.addWidget(self.held)
        self.done.body.addWidget(self.now)
        self.write = QPushButton("Write a hand-back…")
        dress(self.write, "primary")
        icons.set_icon(self.write, "export", "on_accent")
        self.write.clicked.connect(lambda _=False: self.wanted.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.handed)
        column.addWidget(self.done)
        column.addWidget(
            label(
                "Circles, attendance, actions and workshop notes can be changed here, and what pairs agree on for "
                "their placements. Who sits where is tried out in scenarios; private notes go sealed to the lead.",
                "quiet",
                wrap=True,
            )
        )
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setFocusProxy(self.write)

    def show_reach(self, reach: Reach, program: Program) -> None:
        """Say what was handed over, and what differs from it now."""
        steps = [key(item) for both in differing(reach, program) if (item := both[1] or both[0]) is not None]
        until = f"Back until {day(reach.grant.until)}" if reach.grant.until else "No day was set for handing back"
        self.handed.say(reach.grant.name, until)
        self.held.setText(row_words(reach.rows).capitalize())
        self.now.setText(row_words(steps).capitalize())
