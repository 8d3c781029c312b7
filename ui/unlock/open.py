"""Unlocking a book: by passphrase, or by the recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui.parts.labels import label
from ui.parts.secret import SecretField
from ui.unlock.sheet import Sheet, button


class OpenSheet(Sheet):
    """Asks for the passphrase of one book."""

    unlock = Signal(str, bool)
    """Passphrase, and whether only to read."""
    by_recovery = Signal()
    others = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Unlock", parent=parent)
        self.where = label("", "quiet small", wrap=True)
        self.body.addWidget(self.where)
        self.body.addSpacing(4)
        self.secret = SecretField("Passphrase", "Passphrase")
        self.secret.entered.connect(self._go)
        self.body.addWidget(self.secret)
        self.read_only = QCheckBox("Open for reading only")
        self.read_only.setToolTip("Nothing can be changed, and nobody else is kept out of the book.")
        self.body.addWidget(self.read_only)
        self.button = button("Unlock", "primary")
        self.button.clicked.connect(self._go)
        recovery = button("Use the recovery key", "flat")
        recovery.clicked.connect(self.by_recovery)
        other = button("Another book…", "flat")
        other.clicked.connect(self.others)
        self.row(self.button, recovery, other)
        self.setFocusProxy(self.secret)

    def show_book(self, book: Path) -> None:
        """Ask for this book's passphrase."""
        self.heading.setText(book.stem)
        self.where.setText(str(book.parent))
        self.secret.clear()
        self.trouble(None)

    def forget(self) -> None:
        self.secret.clear()

    def _go(self) -> None:
        if self.secret.text:
            self.unlock.emit(self.secret.text, self.read_only.isChecked())


class RecoverSheet(Sheet):
    """Asks for the recovery key of one book."""

    unlock = Signal(str)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Open with the recovery key",
            "It stands on the printed recovery kit: eight groups of four, and a check character. Small letters and "
            "missing dashes do no harm.",
            parent,
        )
        self.key = QLineEdit()
        self.key.setAccessibleName("Recovery key")
        self.key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-X")
        self.key.setMinimumHeight(32)
        self.key.setProperty("role", "code")
        self.key.returnPressed.connect(self._go)
        self.body.addWidget(self.key)
        self.body.addWidget(label("You will be asked for a new passphrase next.", "quiet small", wrap=True))
        go = button("Open", "primary")
        go.clicked.connect(self._go)
        back = button("Back", "flat")
        back.clicked.connect(self.back)
        self.row(go, back)
        self.setFocusProxy(self.key)

    def forget(self) -> None:
        self.key.clear()

    def _go(self) -> None:
        if self.key.text().strip():
            self.unlock.emit(self.key.text())
