"""The line above a page: its title, the search field, undo and redo, the lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from ui import icons
from ui.parts.labels import Elided, label
from ui.theme import GAP, ICON_LARGE, MARGIN

ROOMY = 700
"""From this width on the search field has its full length."""
_BESIDE = 54
"""What icon and margins take of the search field."""


class Header(QFrame):
    """Says what is shown and offers what is needed everywhere."""

    searched = Signal(str)
    entered = Signal()
    undo = Signal()
    redo = Signal()
    lock = Signal()
    inspector = Signal(bool)
    menu = Signal(object)
    """The menu button was pressed; carries the button, under which the menu belongs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placeholder = "Search"
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 20, MARGIN, 12)
        row.setSpacing(12)
        self.title = label("", "title")
        self.subtitle = Elided("", "subtitle")
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 1)
        self.search = SearchField()
        self.search.setToolTip(f"Search ({_native('Ctrl+F')})")
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self.entered)
        row.addWidget(self.search)
        row.addSpacing(GAP - 12)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        row.addLayout(buttons)
        self._undo = self._button("undo", "Undo", buttons)
        self._redo = self._button("redo", "Redo", buttons)
        self._undo.clicked.connect(self.undo)
        self._redo.clicked.connect(self.redo)
        self._panel = self._button("columns", "Show or hide the panel at the right", buttons)
        self._panel.setCheckable(True)
        self._panel.clicked.connect(self.inspector)
        lock = self._button("lock", "Lock", buttons)
        lock.setToolTip(f"Lock ({_native('Ctrl+L')})")
        lock.clicked.connect(self.lock)
        self._menu = self._button("more", "Menu", buttons)
        self._menu.clicked.connect(lambda: self.menu.emit(self._menu))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """The search field as long as there is room; its key is told where it fits."""
        roomy = self.width() > ROOMY
        wide = 230 if roomy else 160
        self.search.setFixedWidth(wide)
        told = f"{self._placeholder}   {_native('Ctrl+F')}"
        fits = self.search.fontMetrics().horizontalAdvance(told) <= wide - _BESIDE
        self.search.setPlaceholderText(told if fits else self._placeholder)

    def _button(self, icon: str, words: str, row: QHBoxLayout) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icons.set_icon(button, icon, "quiet", "accent", ICON_LARGE)
        row.addWidget(button)
        return button

    def show_page(self, title: str, subtitle: str, placeholder: str) -> None:
        """Another page is shown; its search starts empty."""
        self.title.setText(title)
        self.say(subtitle)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._placeholder = placeholder
        self._fit()

    def say(self, subtitle: str) -> None:
        """What stands small beside the title."""
        self.subtitle.setText(subtitle)

    def show_steps(self, undo: str, redo: str) -> None:
        """What could be undone and redone; empty for nothing."""
        for button, word, title, keys in (
            (self._undo, "Undo", undo, "Ctrl+Z"),
            (self._redo, "Redo", redo, "Ctrl+Shift+Z"),
        ):
            button.setEnabled(bool(title))
            words = f"{word}: {title}" if title else f"Nothing to {word.lower()}"
            button.setToolTip(f"{words} ({_native(keys)})")
            button.setAccessibleDescription(words)

    def show_panel(self, there: bool, open_: bool) -> None:
        """Whether this page has an inspector, and whether it is open."""
        self._panel.setVisible(there)
        self._panel.setChecked(open_)


class SearchField(QLineEdit):
    """The one search field. Escape empties it first, and then gives the keyboard back to the page."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "search")
        self.setAccessibleName("Search")
        self.setFixedWidth(230)
        self._icon = self.addAction(icons.icon("search", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        icons.set_icon(self._icon, "search", "quiet")
        self._cross = self.addAction(icons.icon("close", "quiet"), QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setToolTip("Clear")
        self._cross.triggered.connect(self.clear)
        self._cross.setVisible(False)
        icons.set_icon(self._cross, "close", "quiet")
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
