"""Chips that can be pressed."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import dress


class Toggle(QPushButton):
    """A chip that is pressed or not."""

    def __init__(self, words: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCheckable(True)
        self.setAccessibleName(name or words)
        dress(self, "chip")
