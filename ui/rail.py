"""The dark rail at the left: the pages, and below them whose program this is and when it locks."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.pages import Entry
from ui.parts.labels import label
from ui.theme import ICON_LARGE, RAIL

NARROW = 60


class Rail(QFrame):
    """One button per page; wide with words, or narrow with icons only."""

    chosen = Signal(str)

    def __init__(self, entries: Iterable[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName("Pages")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 20, 12, 16)
        column.setSpacing(2)
        self._brand = label("ROTUNDA", "brand")
        self._brand.setContentsMargins(10, 0, 0, 0)
        self._brand.setFixedHeight(26)
        column.addWidget(self._brand)
        column.addSpacing(14)
        for entry in entries:
            column.addWidget(self._button(entry))
        column.addStretch(1)
        self._program = label("", "small", wrap=True)
        self._time = label("", "small")
        for each in (self._program, self._time):
            each.setContentsMargins(10, 0, 4, 0)
            each.setMinimumWidth(0)
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(each)
        self._wide = True
        self.set_wide(True)

    def _button(self, entry: Entry) -> QToolButton:
        button = QToolButton()
        button.setText(f" {entry.words}")
        button.setProperty("role", "rail-item")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(entry.words)
        button.setToolTip(entry.words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icons.set_icon(button, entry.icon, "rail_quiet", "rail_text", ICON_LARGE)
        button.clicked.connect(lambda _checked=False, key=entry.key: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[entry.key] = button
        return button

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        self._buttons[key].setChecked(True)

    def say(self, program: str, time: str) -> None:
        """The words at the foot: the program's name, and when it locks."""
        self._program.setText(program)
        self._time.setText(time)

    @property
    def time_words(self) -> str:
        """What is said of the lock."""
        return self._time.text()

    def set_wide(self, wide: bool) -> None:
        """With words, or with icons only."""
        self._wide = wide
        self.setFixedWidth(RAIL if wide else NARROW)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
        self._brand.setText("ROTUNDA" if wide else "R")
        self._program.setVisible(wide)
        self._time.setVisible(wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        focused = [place for place, button in enumerate(buttons) if button.hasFocus()]
        if step is None or not focused:
            super().keyPressEvent(event)
            return
        buttons[(focused[0] + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
