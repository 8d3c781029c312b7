"""Rows of settings: words at the left, the control at the right, and one place that ties a control to its setting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ui.parts.labels import label
from ui.settings import Settings


class Row(QWidget):
    """One setting: its name, a quiet line of explanation, and a control (or several)."""

    def __init__(self, words: str, why: str = "", *controls: QWidget) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 8, 4, 8)
        line.setSpacing(16)
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(label(words))
        self.why = label(why, "quiet small", wrap=True)
        self.why.setVisible(bool(why))
        text.addWidget(self.why)
        line.addLayout(text, 1)
        for control in controls:
            if not control.accessibleName():
                control.setAccessibleName(words)
            line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, why: str) -> None:
        """Change the explanation."""
        self.why.setText(why)
        self.why.setVisible(bool(why))


def choice(settings: Settings, key: str, choices: Sequence[tuple[object, str]]) -> QComboBox:
    """A box for a setting with a few values."""
    box = QComboBox()
    for value, words in choices:
        box.addItem(words, value)

    def show(changed: str = key) -> None:
        if changed == key:
            box.setCurrentIndex(max(0, box.findData(getattr(settings.values, key))))

    show()
    box.activated.connect(lambda _place: settings.set(**{key: box.currentData()}))
    settings.changed.connect(show)
    box.destroyed.connect(lambda: settings.changed.disconnect(show))
    return box


def number(settings: Settings, key: str, least: int, most: int, unit: str) -> QSpinBox:
    """A field for a setting that is a number."""
    field = QSpinBox()
    field.setRange(least, most)
    field.setSuffix(f" {unit}")
    field.setValue(getattr(settings.values, key))
    field.setKeyboardTracking(False)
    field.setFixedWidth(120)
    field.valueChanged.connect(lambda value: settings.set(**{key: value}))
    return field


def yes_no(settings: Settings, key: str) -> QCheckBox:
    """A box to tick for a setting that is yes or no."""
    box = QCheckBox()
    box.setChecked(getattr(settings.values, key))
    box.toggled.connect(lambda on: settings.set(**{key: on}))
    return box


def text(settings: Settings, key: str, placeholder: str) -> QLineEdit:
    """A field for a setting in words."""
    field = QLineEdit(getattr(settings.values, key))
    field.setPlaceholderText(placeholder)
    field.setMaxLength(80)
    field.setFixedWidth(220)
    field.editingFinished.connect(lambda: settings.set(**{key: field.text().strip()}))
    return field
