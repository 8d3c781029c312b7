"""Opening what a lead handed over: the words or the key, what is in it and who signed it, then a book of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from program.packs import row_words
from program.views_reader import day
from ui.parts.banner import Banner
from ui.parts.labels import label
from ui.parts.new_passphrase import NewPassphrase
from ui.parts.secret import SecretField
from ui.unlock.sheet import Sheet, button

if TYPE_CHECKING:
    from storage.handover import Opened

SUFFIX = ".rotunda"


class UnpackSheet(Sheet):
    """First the words (or the key) of a pack; then what it holds, and a passphrase for the book made from it."""

    look = Signal(str, object)
    """The words of the pack or the passphrase of the key, and the key's `Path` (None: words)."""
    wanted = Signal(object, str)
    """`Path` of the book, and its passphrase."""
    choose_key = Signal()
    choose_folder = Signal()
    back = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("Open a hand-over", parent=parent)
        self._folder = folder
        self._key: Path | None = None
        self._by_words = True
        self.found: Opened | None = None
        self.secret = SecretField("What opens the pack")
        self.secret.entered.connect(self._look)
        self.which = label("", "quiet small", wrap=True)
        self.other = QPushButton("Choose the file of your key…")
        self.other.setProperty("role", "link")
        self.other.clicked.connect(self.choose_key)
        self.held = Banner()
        self.passphrase = NewPassphrase()
        self.where = label("", "quiet small", wrap=True)
        self.elsewhere = QPushButton("Another folder…")
        self.elsewhere.setProperty("role", "link")
        self.elsewhere.clicked.connect(self.choose_folder)
        self.go = button("Open it", "primary")
        self.go.clicked.connect(self._go)
        back = button("Back", "flat")
        back.clicked.connect(self.back)
        keys = QHBoxLayout()
        keys.addWidget(self.which, 1)
        keys.addWidget(self.other)
        self.body.addWidget(self.secret)
        self.body.addLayout(keys)
        self.body.addWidget(self.held)
        self.body.addWidget(self.passphrase)
        place = QHBoxLayout()
        place.addWidget(self.where, 1)
        place.addWidget(self.elsewhere)
        self.body.addLayout(place)
        self.row(self.go, back)
        self.passphrase.changed.connect(self._typed)
        self.passphrase.entered.connect(self._go)
        self.setFocusProxy(self.secret)

    def show_pack(self, file: Path, *, by_words: bool) -> None:
        """Ask for what opens this pack."""
        self.found, self._by_words, self._key = None, by_words, None
        self.forget()
        self.trouble(None)
        self.heading.setText("Open a hand-over")
        wanted = "the words that the lead told you" if by_words else "the file of your key, and its passphrase"
        self.say(f"{file.name} is encrypted. It opens with {wanted}.")
        asked = "Words, as the lead told them" if by_words else "Passphrase of your key"
        self.secret.field.setPlaceholderText(asked)
        self.secret.field.setAccessibleName(asked)
        self.show_key(None)
        self._show()

    def show_key(self, key: Path | None) -> None:
        """Take this file as the facilitator's key."""
        self._key = key
        self.which.setText(f"Your key: {key.name}" if key is not None else "")

    def show_found(self, found: Opened) -> None:
        """The pack is open: say what is in it, and ask for a passphrase."""
        self.found = found
        self.secret.clear()
        grant, until = found.came.reach.grant, found.came.reach.grant.until
        self.heading.setText(grant.name)
        self.say("A book of its own is made from it on this computer. Choose a passphrase for that book.")
        self.held.show_words(
            f"Compare this code with the lead, by voice: {found.code}",
            f"It holds {row_words(found.came.reach.rows)}." + (f" Back until {day(until)}." if until else ""),
        )
        self.passphrase.know(grant.name)
        self._show()
        self._typed()
        self.passphrase.setFocus()

    @property
    def book(self) -> Path:
        """Where the book would lie: it is called after nobody, for its name shows on the disk."""
        place, number = self._folder / f"Hand-over{SUFFIX}", 2
        while place.exists():
            place, number = self._folder / f"Hand-over {number}{SUFFIX}", number + 1
        return place

    def put_into(self, folder: Path) -> None:
        """Take another folder."""
        self._folder = folder
        self._typed()

    def forget(self) -> None:
        self.secret.clear()
        self.passphrase.clear()

    def _show(self) -> None:
        first = self.found is None
        self.secret.setVisible(first)
        self.which.setVisible(first and not self._by_words)
        self.other.setVisible(first and not self._by_words)
        self.passphrase.setVisible(not first)
        self.where.setVisible(not first)
        self.elsewhere.setVisible(not first)
        if first:
            self.held.show_words("")
        self.go.setText("Open it" if first else "Make the book")
        self.go.setEnabled(True)

    def _typed(self) -> None:
        if self.found is not None:
            self.where.setText(f"Will be kept in {self.book}")
            self.go.setEnabled(self.passphrase.good)

    def _look(self) -> None:
        self.look.emit(self.secret.text, self._key)

    def _go(self) -> None:
        if self.found is None:
            self._look()
        elif self.go.isEnabled():
            self.wanted.emit(self.book, self.passphrase.text)
