"""Editors of single values, one for each kind of field. Each is one widget, fit for a form and for a table's cell.

All have `settled` (the user has made up their mind), `value()`, `show_value(value)` and `follow(program)`.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from program.numbers import LARGEST, decimal_words, read_decimal
from program.program import Program
from program.records import Field, Kind, Words
from ui.parts.flow import Flow
from ui.parts.toggles import Toggle

_DECIMALS = 6  # more than anybody types
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class TextEditor(QLineEdit):
    """One line of text. Escape puts back what stood there."""

    settled = Signal()

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        if spec.kind is Kind.EMAIL:
            self.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.editingFinished.connect(self.settled)

    def follow(self, program: Program) -> None:
        """Text needs nothing of the present."""

    def value(self) -> str:
        """What is typed."""
        return self.text()

    def show_value(self, value: str) -> None:
        """Show this text, from its beginning."""
        self._shown = value
        self.setText(value)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
        else:
            super().keyPressEvent(event)


class LongTextEditor(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    settled = Signal()

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 18)

    def follow(self, program: Program) -> None:
        """Text needs nothing of the present."""

    def value(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def show_value(self, value: str) -> None:
        """Show this text."""
        self.setPlainText(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settled.emit()


class NumberEditor(QSpinBox):
    """A whole number within the field's bounds. The wheel moves it only while it has the keyboard."""

    settled = Signal()

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(spec.least, spec.limit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(True)
        self.editingFinished.connect(self.settled)

    def follow(self, program: Program) -> None:
        """Numbers need nothing of the present."""

    def value(self) -> int:
        """The number, also while it is still being typed."""
        self.interpretText()
        return super().value()

    def show_value(self, value: int) -> None:
        """Show this number."""
        self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DecimalEditor(QDoubleSpinBox):
    """A number with decimals, whose sign may be a point or a comma. The wheel moves it only while it has the keyboard.
    """

    settled = Signal()

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(_DECIMALS)
        self.setRange(-LARGEST, LARGEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.editingFinished.connect(self.settled)

    def follow(self, program: Program) -> None:
        """Numbers need nothing of the present."""

    def value(self) -> float:
        """The number, also while it is still being typed."""
        self.interpretText()
        return super().value()

    def show_value(self, value: float) -> None:
        """Show this number."""
        self.setValue(value)

    def sizeHint(self) -> QSize:
        # Room for usual numbers, not for the largest there may be.
        return QSize(self.fontMetrics().horizontalAdvance("0" * 14) + 34, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())

    def textFromValue(self, value: float) -> str:
        return decimal_words(value)

    def valueFromText(self, text: str) -> float:
        return _decimal(text) or 0.0

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        if _decimal(text) is not None:
            return QValidator.State.Acceptable, text, place
        begun = text.strip() in ("", "-", "+", ".", ",", "-.", "-,")
        return QValidator.State.Intermediate if begun else QValidator.State.Invalid, text, place

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _decimal(text: str) -> float | None:
    """What is typed; whoever types one comma means decimals."""
    return read_decimal(text, "," if text.count(",") == 1 and "." not in text else ".")


class ChoiceEditor(QComboBox):
    """One of a list of choices."""

    settled = Signal()

    def __init__(self, choices: type[Words], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._choices = tuple(choices)
        self.view().setAccessibleName("Choices")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        for choice in self._choices:
            self.addItem(choice.label)
        self.activated.connect(lambda _: self.settled.emit())

    def follow(self, program: Program) -> None:
        """Choices need nothing of the present."""

    def value(self) -> Words:
        """The choice."""
        return self._choices[max(0, self.currentIndex())]

    def show_value(self, value: Words) -> None:
        """Show this choice."""
        self.setCurrentIndex(self._choices.index(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class YesNoEditor(QCheckBox):
    """Yes or no. The words beside the box are the field's own."""

    settled = Signal()

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(spec.label, parent)
        self.clicked.connect(lambda _: self.settled.emit())

    def follow(self, program: Program) -> None:
        """Yes and no need nothing of the present."""

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def show_value(self, value: bool) -> None:
        """Tick it or not."""
        self.setChecked(value)


class ChoicesEditor(QWidget):
    """Any number of a list of choices, as chips to press."""

    settled = Signal()

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert spec.choices is not None
        flow = Flow(self)
        self.chips: dict[Words, Toggle] = {}
        for choice in spec.choices:
            chip = Toggle(choice.label, f"{spec.label}: {choice.label}")
            chip.clicked.connect(lambda _: self.settled.emit())
            flow.addWidget(chip)
            self.chips[choice] = chip
            chip.installEventFilter(self)
        self.setFocusProxy(next(iter(self.chips.values())))

    def follow(self, program: Program) -> None:
        """Choices need nothing of the present."""

    def value(self) -> tuple[Words, ...]:
        """The choices pressed, in their own order."""
        return tuple(choice for choice, chip in self.chips.items() if chip.isChecked())

    def show_value(self, value: tuple[Words, ...]) -> None:
        """Press these."""
        for choice, chip in self.chips.items():
            chip.setChecked(choice in value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk from chip to chip."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            chips: list[Any] = list(self.chips.values())
            if step is not None and watched in chips:
                chips[(chips.index(watched) + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)
