"""What stands where a list is empty: what belongs there, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.parts.labels import Sign, label
from ui.theme import GRID, dress

_WIDE = 380


class Emptiness(QWidget):
    """A sign, a title, a sentence, and the button that begins; `more` is a second, quieter way."""

    begin = Signal()
    other = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addStretch(2)
        self._sign = Sign("info", "quiet", 36)
        self._title = label("", "heading")
        self._words = label("", "quiet", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setFixedWidth(_WIDE)
        self.deed = QPushButton()
        dress(self.deed, "primary")
        self.deed.clicked.connect(self.begin)
        self.more = QPushButton()
        dress(self.more, "flat")
        self.more.clicked.connect(self.other)
        for widget in (self._sign, self._title, self._words, self.deed, self.more):
            # Between stretches, not aligned: an aligned label is not asked how high its words are when wrapped.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
            if widget is self._words:
                column.addSpacing(GRID)
        column.addStretch(3)
        self.setFocusProxy(self.deed)

    def say(self, icon: str, title: str, words: str, deed: str = "", more: str = "") -> None:
        """Say this; without words for them there are no buttons."""
        self._sign.show_icon(icon, "quiet")
        self._title.setText(title)
        self._words.setText(words)
        for button, shown in ((self.deed, deed), (self.more, more)):
            button.setText(shown)
            button.setVisible(bool(shown))
