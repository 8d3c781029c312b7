"""A field for a passphrase: hidden unless asked to show, with a word when Caps Lock is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import icons
from ui.parts.labels import label


class _Field(QLineEdit):
    """Watches the keys go by: Qt does not tell of Caps Lock, but a capital without Shift gives it away."""

    caps = Signal(bool)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)  # whichever way it went, the next letter tells
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.caps.emit(False)


class SecretField(QWidget):
    """One passphrase. `text` reads it, `clear` takes it off the screen and out of the field."""

    changed = Signal(str)
    entered = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.field = _Field()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.field.setMinimumHeight(32)
        # Nothing typed here may reach a word list, a prediction or the system's dictionary.
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        )  # fmt: skip
        self._eye = QAction("Show what is typed", self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self.show_text)
        icons.set_icon(self._eye, "eye", "quiet")
        self.field.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._caps = label("Caps Lock seems to be on.", "caution small")
        self._caps.hide()
        column.addWidget(self.field)
        column.addWidget(self._caps)
        self.field.caps.connect(self._caps.setVisible)
        self.field.textChanged.connect(self.changed)
        self.field.returnPressed.connect(self.entered)
        self.setFocusProxy(self.field)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Fill it in."""
        self.field.setText(text)

    def clear(self) -> None:
        """Empty it, without leaving the words to Ctrl+Z, and hide what is typed next."""
        self.field.clear()
        self.field.setModified(False)
        self._eye.setChecked(False)

    def show_text(self, shown: bool) -> None:
        """Show what is typed, or hide it."""
        self._eye.setChecked(shown)
        icons.set_icon(self._eye, "eye-off" if shown else "eye", "quiet")
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    @property
    def caps_shown(self) -> bool:
        """Whether the word on Caps Lock stands there."""
        return self._caps.isVisibleTo(self)
