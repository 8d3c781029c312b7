"""One line for what is said: typed and kept with Enter, as an action, parked for later, or learnt."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from program.records import CaptureKind
from program.trouble import Trouble
from ui.parts.labels import label
from ui.theme import GRID, dress

_HELP = "Enter keeps it · Ctrl+Enter parks it · Shift+Enter: learnt · @name sets the owner · “by friday” the day"


class CaptureLine(QWidget):
    """The field and what Enter makes of it. What could not be kept stays in the field, with a word on why."""

    kept = Signal(str, object)
    """The words, and a `CaptureKind` or None for an action."""

    _KINDS: ClassVar = ((None, "Action"), (CaptureKind.PARKED, "Parking lot"), (CaptureKind.LEARNT, "Learnt"))

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _Field()
        self.field.setPlaceholderText("Book the hall @ana by friday")
        self.field.setAccessibleName("Write down")
        self.field.setMaxLength(400)
        self.field.kept.connect(self._keep)
        self.field.textEdited.connect(lambda _: self.say(None))
        self._said = label(_HELP, "small quiet", wrap=True)
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for number, (_, words) in enumerate(self._KINDS):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setAccessibleName(f"Enter keeps it as: {words}")
            dress(button, "chip")
            button.clicked.connect(self.field.setFocus)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._said)
        self.setFocusProxy(self.field)

    @property
    def words(self) -> str:
        """What is said below the field."""
        return self._said.text()

    def done(self) -> None:
        """It was kept: make room for the next."""
        self.field.clear()
        self.say(None)

    def say(self, trouble: Trouble | None) -> None:
        """Say why it was not kept; None: how it works."""
        self._said.setText(trouble.sentence() if trouble is not None else _HELP)
        dress(self._said, "small caution" if trouble is not None else "small quiet")

    def _keep(self, place: int) -> None:
        chosen = self._group.checkedId() if place < 0 else place
        if words := self.field.text().strip():
            self.kept.emit(words, self._KINDS[chosen][0])


class _Field(QLineEdit):
    """Tells apart Enter, Ctrl+Enter and Shift+Enter."""

    kept = Signal(int)
    """The place of the kind in the list; -1: the one that is chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = event.modifiers()
            parked, learnt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
            self.kept.emit(1 if held & parked else 2 if held & learnt else -1)
            return
        super().keyPressEvent(event)
