"""The shortcuts page (`?`): every action that has a key, by menu."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Action
from ui.parts.labels import label

#: Keys that belong to no action, because they move within something.
WITHIN: tuple[tuple[str, str, str], ...] = (
    ("On the board", "Walk the cells", "Arrow keys"),
    ("On the board", "Lift or drop a card", "Space · Enter"),
    ("On the board", "Drop as a swap, or push the row on", "Ctrl+Enter · Shift+Enter"),
    ("Everywhere", "Put back, close, leave", "Esc"),
)


def rows(actions: Iterable[Action]) -> dict[str, list[tuple[str, str]]]:
    """Words and keys by section, in the order of the actions."""
    found: dict[str, list[tuple[str, str]]] = {}
    for action in actions:
        if action.shortcut:
            found.setdefault(action.section or "Everywhere", []).append((action.words, action.keys))
    for section, words, keys in WITHIN:
        found.setdefault(section, []).append((words, keys))
    return found


class Shortcuts(QDialog):
    """All shortcuts on one page."""

    def __init__(self, actions: Iterable[Action], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Shortcuts")
        self.setAccessibleName("Shortcuts")
        self.resize(560, 600)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        whole.addWidget(label("Shortcuts", "title"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        inside.setProperty("role", "page")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 16, 0)
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(6)
        row = 0
        for section, lines in rows(actions).items():
            head = label(section, "section")
            head.setContentsMargins(0, 12 if row else 0, 0, 2)
            grid.addWidget(head, row, 0, 1, 2)
            for words, keys in lines:
                row += 1
                grid.addWidget(label(words), row, 0)
                grid.addWidget(label(keys, "quiet"), row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
        grid.setRowStretch(row, 1)
        area.setWidget(inside)
        whole.addWidget(area, 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        whole.addWidget(box)
