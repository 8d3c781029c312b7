"""The first steps of a new program, each with the button that leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.overview.attention import Step
from ui.parts.card import Card
from ui.parts.labels import Sign, label
from ui.theme import dress


class FirstSteps(Card):
    """A short list that is worked off from top to bottom; the next step has the strong button."""

    go = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("First steps", "From an empty book to a plan; everything can be undone.", parent)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; none hides the card."""
        self.empty()
        self.setVisible(bool(steps))
        following = next((step for step in steps if not step.done), None)
        for step in steps:
            self.body.addWidget(self._row(step, step is following))

    def _row(self, step: Step, following: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(4, 8, 4, 8)
        line.setSpacing(12)
        name, colour = ("success", "good") if step.done else ("chevron-right", "accent" if following else "quiet")
        line.addWidget(Sign(name, colour, 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(step.words, "quiet" if step.done else "strong"))
        words.addWidget(label(step.why, "quiet small", wrap=True))
        line.addLayout(words, 1)
        button = QPushButton("Look" if step.done else "Begin" if following else "Go")
        dress(button, "primary" if following else "flat")
        button.setAccessibleName(f"{button.text()}: {step.words}")
        button.clicked.connect(lambda _checked=False: self.go.emit(step.page, step.what))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
