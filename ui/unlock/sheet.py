"""What the steps of the unlock screen have in common: a heading, a body, a place for trouble, and a row of buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from program.trouble import Trouble
from ui.parts.banner import Banner
from ui.parts.labels import label
from ui.theme import dress


class Sheet(QWidget):
    """One step. Subclasses fill `body`; `trouble` shows an error as sentences."""

    def __init__(self, heading: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.heading = label(heading, "title", wrap=True)
        self.column.addWidget(self.heading)
        self.words = label(words, "quiet", wrap=True)
        self.words.setVisible(bool(words))
        self.column.addWidget(self.words)
        self.column.addSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.column.addLayout(self.body)
        self._trouble = Banner()
        self.column.addWidget(self._trouble)
        self.setAccessibleName(heading)

    def say(self, words: str) -> None:
        """The quiet words below the heading."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def trouble(self, trouble: Trouble | None, *, tone: str = "bad") -> None:
        """Show what went wrong; None takes it away."""
        self._trouble.show_trouble(trouble, tone)

    @property
    def trouble_words(self) -> str:
        """What is shown as trouble, or empty."""
        return self._trouble.words

    def forget(self) -> None:
        """Take off the screen what was typed or shown in confidence."""

    def row(self, *buttons: QPushButton) -> QHBoxLayout:
        """A row of buttons below everything."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        return row


def button(words: str, role: str = "") -> QPushButton:
    """A button in a role of the theme."""
    made = QPushButton(words)
    if role:
        dress(made, role)
    return made
