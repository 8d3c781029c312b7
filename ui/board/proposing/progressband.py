"""The band above the board while the planner is looking: how good the best plan so far is, and two ways to end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui import icons
from ui.parts.labels import Sign, label
from ui.theme import GRID, MARGIN, dress


class ProgressBand(QWidget):
    """Words, a bar, Stop and Cancel. Hidden while nothing is looked for."""

    stop = Signal()
    """Take the best so far."""
    cancel = Signal()
    """Leave it; nothing is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 0, MARGIN, GRID)
        frame = QFrame()
        dress(frame, "banner")
        whole.addWidget(frame)
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, GRID, 12, GRID)
        line.setSpacing(12)
        line.addWidget(Sign("sparkle", "accent", 20))
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = label("Looking for a plan …", "strong", wrap=True)
        self.words = label("", "quiet small", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.words)
        line.addLayout(words, 1)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(110)
        self.bar.setAccessibleName("Part of the time that has passed")
        line.addWidget(self.bar)
        self.stop_button = QPushButton("Stop and show")
        self.stop_button.setToolTip("Stop looking and show the best plan so far")
        icons.set_icon(self.stop_button, "stop", "quiet")
        self.stop_button.clicked.connect(lambda _checked=False: self.stop.emit())
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setToolTip("Stop looking and show nothing")
        self.cancel_button.clicked.connect(lambda _checked=False: self.cancel.emit())
        line.addWidget(self.stop_button)
        line.addWidget(self.cancel_button)
        self.hide()

    def begin(self, words: str) -> None:
        """Something is looked for; nothing is known yet."""
        self.title.setText(words)
        self.tell("", -1.0, can_stop=False)
        self.show()

    def over(self) -> None:
        """Nothing is looked for any more, and nothing of it is left to read."""
        self.hide()
        self.tell("", -1.0, can_stop=False)

    def tell(self, words: str, part: float, *, can_stop: bool) -> None:
        """How far it has come; `part` of the time from 0 to 1, below 0 when that cannot be told."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.bar.setRange(0, 0 if part < 0 else 100)
        self.bar.setValue(round(max(0.0, part) * 100))
        self.stop_button.setEnabled(can_stop)
        self.setAccessibleName(f"{self.title.text()} {words}")
