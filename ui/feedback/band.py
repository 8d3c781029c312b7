"""The band above the notes: whether they are sealed, for how long they are not, and the button that changes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.feedback.unsealing import MINUTES
from ui.parts.labels import Sign, label
from ui.theme import dress


class Band(QFrame):
    """Says how the notes stand."""

    unseal = Signal()
    seal = Signal()

    def __init__(self, sealed: str, *, opens: bool, parent: QWidget | None = None) -> None:
        """`sealed` is what it says while the notes are sealed; `opens` whether they can be unsealed here."""
        super().__init__(parent)
        dress(self, "banner", tone="sealed")
        self._sealed, self._opens = sealed, opens
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        self._sign = Sign("sealed", "sealed", 18)
        row.addWidget(self._sign)
        self._words = label("", wrap=True)
        row.addWidget(self._words, 1)
        self.deed = QPushButton()
        self.deed.clicked.connect(lambda _=False: (self.seal if self._open else self.unseal).emit())
        row.addWidget(self.deed)
        self.show_sealed()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def show_sealed(self) -> None:
        """The notes are sealed."""
        self._open = False
        self._sign.show_icon("sealed", "sealed")
        self._say(self._sealed)
        self.deed.setText("Unseal…")
        self.deed.setVisible(self._opens)

    def show_open(self, seconds: int = MINUTES * 60) -> None:
        """The notes can be read, for so long if nobody does anything."""
        if not self._open:
            self.deed.setText("Seal now")
            self._sign.show_icon("unlock", "sealed")
        self._open = True
        self._say(f"Unsealed. They seal themselves after {seconds // 60}:{seconds % 60:02d} without a sign of life.")

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)
