"""What can be asked for: the documents in their groups, the register of what left, and whether a file is ours."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from reports.catalogue import REPORTS
from ui.parts.flow import Flow
from ui.parts.labels import label
from ui.theme import dress

REGISTER = "register"


class Shelf(QWidget):
    """Chips in groups, one of them chosen."""

    report = Signal(str)
    register = Signal()
    ours = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        groups: dict[str, Flow] = {}
        for report in REPORTS.values():
            if report.group not in groups:
                groups[report.group] = self._group(column, report.group)
            chip = self._choice(report.key, report.title, report.words)
            chip.clicked.connect(lambda _checked=False, key=report.key: self.report.emit(key))
            groups[report.group].addWidget(chip)
        released = self._group(column, "Released")
        chip = self._choice(REGISTER, "Register", "What left, for whom and when")
        chip.clicked.connect(lambda _checked=False: self.register.emit())
        released.addWidget(chip)
        words = "Whether this book released a file, to whom and when, and whether it is unchanged"
        asks = self._chip("Is this ours?…", words)
        asks.clicked.connect(lambda _checked=False: self.ours.emit())
        released.addWidget(asks)

    def show_chosen(self, key: str) -> None:
        """Mark the document that is shown, or the register."""
        for button in self._choices.buttons():
            button.setChecked(button.objectName() == key)

    def _group(self, column: QVBoxLayout, words: str) -> Flow:
        if column.count():
            column.addSpacing(8)
        column.addWidget(label(words.upper(), "section"))
        flow = Flow(spacing=5)
        column.addLayout(flow)
        return flow

    def _choice(self, key: str, words: str, help_: str) -> QPushButton:
        made = self._chip(words, help_)
        made.setObjectName(key)
        made.setCheckable(True)
        self._choices.addButton(made)
        return made

    def _chip(self, words: str, help_: str) -> QPushButton:
        made = QPushButton(words)
        made.setToolTip(help_)
        dress(made, "chip")
        return made
