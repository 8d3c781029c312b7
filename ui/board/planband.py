"""The band above the board while another plan than the live one is in front: which it is, its score beside the live
one, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import icons
from ui.board import spoken
from ui.parts.labels import Elided, Sign, label
from ui.theme import GRID, HALF, MARGIN, dress


class PlanBand(QWidget):
    """Says what is in front. Hidden while it is the live plan."""

    compare = Signal()
    adopt = Signal()
    keep = Signal()
    leave = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, 0, MARGIN, GRID)
        self._frame = QFrame()
        dress(self._frame, "banner")
        whole.addWidget(self._frame)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(12, GRID, 12, GRID)
        inside.setSpacing(HALF)
        self._sign = Sign("compare", "accent", 18)
        self.title = Elided("", "strong")
        self.score = label("", "strong")
        self.beside = label("", "quiet small")
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._sign)
        head.addWidget(self.title, 1)
        head.addWidget(self.score)
        head.addWidget(self.beside)
        inside.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        inside.addLayout(line)
        self.words = label("", "quiet small", wrap=True)
        line.addWidget(self.words, 1)
        self.compare_button = self._button("Compare", "compare", self.compare)
        self.compare_button.setCheckable(True)
        self.adopt_button = self._button("Take over", "check", self.adopt)
        self.keep_button = self._button("Keep…", "copy", self.keep)
        self.leave_button = self._button("Back to live", "undo", self.leave)
        self.adopt_button.setToolTip("Take the whole plan over into the live one")
        self.keep_button.setToolTip("Keep this proposal as a scenario")
        for button in (self.compare_button, self.adopt_button, self.keep_button, self.leave_button):
            line.addWidget(button)
        self.hide()

    def show_scenario(self, name: str, comparing: bool, writable: bool) -> None:
        """A kept scenario is in front."""
        self.title.setText(f"Scenario: {name}")
        self.words.setText("The live plan is untouched.")
        self._show("compare", writable)
        self.compare_button.show()
        self.compare_button.setChecked(comparing)
        self.keep_button.hide()
        self.leave_button.setText("Back to live")

    def show_offer(self, title: str, words: str, writable: bool) -> None:
        """A proposal is in front."""
        self.title.setText(title)
        self.words.setText(words)
        self._show("sparkle", writable)
        self.compare_button.hide()
        self.keep_button.show()
        self.keep_button.setEnabled(writable)
        self.leave_button.setText("Dismiss")

    def show_score(self, score: float | None, live: float | None, name: str) -> None:
        """The score of the plan in front, and beside it that of the plan called `name`; None while not known."""
        self.score.setText(f"{score:,.1f} points" if score is not None else "")
        words = f"{name} {live:,.1f}" if live is not None else ""
        if score is not None and live is not None:
            words += f" · {spoken.points(score - live)}"
        self.beside.setText(words)

    def _show(self, icon: str, writable: bool) -> None:
        self._sign.show_icon(icon, "accent")
        self.adopt_button.setEnabled(writable)
        self.setAccessibleName(f"{self.title.text()}. {self.words.text()}")
        self.show()

    def _button(self, words: str, icon: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        icons.set_icon(button, icon, "quiet", "accent")
        button.clicked.connect(lambda _checked=False: signal.emit())  # type: ignore[attr-defined]  # a bound signal
        return button
