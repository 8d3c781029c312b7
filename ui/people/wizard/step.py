"""What the steps of the import share."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from program.intake import Settings, Table
from program.program import Program
from ui.parts.labels import label


class Draft(msgspec.Struct, frozen=True):
    """The import as far as it has come: the table read, how it is to be understood, and the book it goes into."""

    table: Table
    settings: Settings
    program: Program


class Step(QWidget):
    """One step: its heading, a line on what it is about, and a body."""

    words: ClassVar[str] = ""
    """How the line of steps calls it."""

    changed = Signal()
    """Whether one can go on may have changed."""

    def __init__(self, title: str, more: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        self.title = label(title, "heading", wrap=True)
        self.more = label(more, "quiet", wrap=True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.more)
        self.more.setVisible(bool(more))

    def say(self, title: str, more: str) -> None:
        """Another heading and line."""
        self.title.setText(title)
        self.more.setText(more)
        self.more.setVisible(bool(more))
