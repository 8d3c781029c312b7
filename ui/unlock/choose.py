"""Where to begin: a book opened lately, another one, or a new program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui import icons
from ui.parts.card import Card, LineButton
from ui.parts.labels import Sign, rule
from ui.unlock.sheet import Sheet, button


class ChooseSheet(Sheet):
    """The books opened lately, with Open and New below them."""

    chosen = Signal(object)
    """A book's `Path`."""
    open_other = Signal()
    new = Signal()
    restore = Signal()
    unpack = Signal()
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Welcome", parent=parent)
        self._card = Card()
        self.body.addWidget(self._card)
        self.books: list[LineButton] = []
        self.begin = button("New program…", "primary")
        self.begin.clicked.connect(self.new)
        other = button("Open a book…")
        other.clicked.connect(self.open_other)
        restore = button("Restore a backup…", "flat")
        restore.clicked.connect(self.restore)
        unpack = button("Open a hand-over…", "flat")
        unpack.clicked.connect(self.unpack)
        self.row(self.begin, other)
        self.row(restore, unpack)

    def show_books(self, books: Iterable[Path]) -> None:
        """List these books."""
        self._card.empty()
        self.books = [self._add(book) for book in books]
        self._card.setVisible(bool(self.books))
        if self.books:
            self.heading.setText("Choose a book")
            self.say("A program is kept in a book: one encrypted folder on this computer.")
        else:
            self.heading.setText("Welcome to Rotunda")
            self.say(
                "Run your mentorship rotations in confidence. A program is kept in a book: one encrypted folder on "
                "this computer. Nothing leaves it, and nobody reads it without your passphrase."
            )
        self.setFocusProxy(self.books[0] if self.books else self.begin)

    def _add(self, book: Path) -> LineButton:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Sign("lock", "quiet"))
        made = LineButton(book.stem, book.parent.name)
        made.setToolTip(str(book))
        made.clicked.connect(lambda: self.chosen.emit(book))
        drop = QToolButton()
        icons.set_icon(drop, "close", "quiet")
        drop.setAccessibleName(f"Take {book.stem} off this list")
        drop.setToolTip("Take off this list; the book itself stays where it is")
        drop.clicked.connect(lambda: self.dropped.emit(book))
        line.addWidget(made, 1)
        line.addWidget(drop)
        if self._card.body.count():
            self._card.body.addWidget(rule())
        self._card.body.addWidget(row)
        return made
