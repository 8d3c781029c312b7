"""Beginning a new program: its name, where its book lies, and the passphrase."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.parts.banner import Banner
from ui.parts.labels import label
from ui.parts.new_passphrase import NewPassphrase
from ui.unlock.sheet import Sheet, button

SUFFIX = ".rotunda"


class CreateSheet(Sheet):
    """Asks for everything a new book needs."""

    wanted = Signal(str, object, str)
    """Name of the program, `Path` of the book, passphrase."""
    choose_folder = Signal()
    back = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("New program", parent=parent)
        self._folder = folder
        self.body.addWidget(label("Name of the program", "strong"))
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the program")
        self.name.setPlaceholderText("Executive rotation 2027")
        self.name.setMaxLength(80)
        self.name.setMinimumHeight(32)
        self.body.addWidget(self.name)
        place = QHBoxLayout()
        self.where = label("", "quiet small", wrap=True)
        change = QPushButton("Another folder…")
        change.setProperty("role", "link")
        change.clicked.connect(self.choose_folder)
        place.addWidget(self.where, 1)
        place.addWidget(change)
        self.body.addLayout(place)
        self.body.addSpacing(8)
        self.passphrase = NewPassphrase()
        self.body.addWidget(self.passphrase)
        self._cloud = Banner()
        self.body.addWidget(self._cloud)
        self.go = button("Create the book", "primary")
        self.go.clicked.connect(self._go)
        back = button("Back", "flat")
        back.clicked.connect(self.back)
        self.row(self.go, back)
        self.name.textChanged.connect(self._typed)
        self.passphrase.changed.connect(self._typed)
        self.passphrase.entered.connect(self._go)
        self.setFocusProxy(self.name)
        self._typed()

    @property
    def book(self) -> Path:
        """Where the book would lie. Its name shows on the disk, so it is only ever made of what was typed here."""
        plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', " ", self.name.text()).strip(" .") or "Program"
        return self._folder / f"{plain}{SUFFIX}"

    def put_into(self, folder: Path) -> None:
        """Take another folder."""
        self._folder = folder
        self.warn()
        self._typed()

    def warn(self) -> None:
        """Say so when a cloud service watches the folder."""
        from storage.places import cloud_warning

        self._cloud.show_words(cloud_warning(self._folder), tone="caution")

    def _typed(self) -> None:
        self.passphrase.know(self.name.text())
        taken = self.book.exists()
        self.where.setText(f"There is already a book at {self.book}" if taken else f"Will be kept in {self.book}")
        self.go.setEnabled(bool(self.name.text().strip()) and not taken and self.passphrase.good)

    def forget(self) -> None:
        self.passphrase.clear()

    def _go(self) -> None:
        if self.go.isEnabled():
            self.wanted.emit(self.name.text().strip(), self.book, self.passphrase.text)
