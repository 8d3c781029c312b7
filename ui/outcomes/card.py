"""The metric card on screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from program.metrics.figure import Card
from ui.parts.labels import label, rule
from ui.theme import dress


class CardPanel(QFrame):
    """The metric card: how the figure is defined, what it is for, and where it is blind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.said: dict[str, str] = {}

    def show_card(self, card: Card, owner: str = "") -> None:
        """Show this card, with who answers for the figure."""
        said = facts(card, owner)
        if said == self.said:
            return
        self.said = said
        self.setAccessibleName(f"Definition of {card.name}")
        self.setAccessibleDescription(" ".join(f"{name}: {words}" for name, words in said.items()))
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, words) in enumerate(said.items()):
            if row:
                self._grid.addWidget(rule(), 2 * row - 1, 0, 1, 2)
            self._grid.addWidget(label(name, "quiet"), 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(words, wrap=True), 2 * row, 1)


def facts(card: Card, owner: str = "") -> dict[str, str]:
    """What the card says, by the heading of each line."""
    found = {
        "Definition": card.definition,
        "Numerator": card.numerator,
        "Denominator": card.denominator,
        "Window": card.window,
        "Used for": card.purpose,
        "Owner": owner or card.owner,
        "Known bias": card.bias,
        "Blind spots": card.blind,
        "Source": card.source,
    }
    return {name: words for name, words in found.items() if words}
