"""What is doubtful in a file, class by class, each with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from program.intake import Choice, Concern
from ui.parts.card import LineButton
from ui.parts.labels import label
from ui.theme import dress


class ConcernCard(QFrame):
    """One class of problems: how often it is met, and the choice for all of it."""

    chosen = Signal(object, object)
    """The class, and what to do about it."""
    pressed = Signal(object)
    """Show these problems, row by row."""

    def __init__(self, concern: Concern, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._concern = concern
        dress(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 10)
        column.setSpacing(4)
        self._line = QVBoxLayout()
        column.addLayout(self._line)
        self._button: LineButton | None = None
        self.field = QComboBox()
        self.field.setAccessibleName(concern.label)
        self.field.view().setAccessibleName(concern.label)
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for choice, words in concern.offers.items():
            self.field.addItem(words, choice.value)
        self.field.setToolTip(self.field.currentText())
        self.field.activated.connect(self._choose)
        column.addWidget(self.field)

    def show_choice(self, count: int, choice: Choice) -> None:
        """How many problems there are, and what is done about them now."""
        if self._button is not None:
            self._button.hide()
            self._button.deleteLater()
        self._button = LineButton(self._concern.label, f"{count:,}")
        self._button.setToolTip("Show these problems, row by row")
        self._button.clicked.connect(lambda _=False: self.pressed.emit(self._concern))
        self._line.addWidget(self._button)
        blocked = QSignalBlocker(self.field)
        self.field.setCurrentIndex(max(0, self.field.findData(choice.value)))
        del blocked
        self.field.setToolTip(self.field.currentText())

    def mark(self, shown: bool) -> None:
        """Whether the table shows these problems just now."""
        wanted = "banner" if shown else "card"
        if self.property("role") != wanted:
            dress(self, wanted, tone="accent" if shown else "")

    def _choose(self) -> None:
        self.field.setToolTip(self.field.currentText())
        self.chosen.emit(self._concern, Choice(self.field.currentData()))


class DayFirst(QFrame):
    """The one question a file can leave open for good: which number is the day."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "banner", tone="caution")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addWidget(label("Day or month first?", "strong", wrap=True))
        self._example = label("", "small", wrap=True)
        column.addWidget(self._example)
        self._group = QButtonGroup(self)
        self.day, self.month = QRadioButton("The day first"), QRadioButton("The month first")
        for button in (self.day, self.month):
            self._group.addButton(button)
            column.addWidget(button)
        self.day.clicked.connect(lambda _: self.chosen.emit(True))
        self.month.clicked.connect(lambda _: self.chosen.emit(False))
        self.setAccessibleName("Day or month first?")

    def show_choice(self, day_first: bool | None, example: str) -> None:
        """What was chosen, if anything, and a date that could be two."""
        if example:
            self._example.setText(example)
        self._group.setExclusive(False)
        self.day.setChecked(day_first is True)
        self.month.setChecked(day_first is False)
        self._group.setExclusive(True)
