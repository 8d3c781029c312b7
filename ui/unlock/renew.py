"""A new passphrase after the recovery key was used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.new_passphrase import NewPassphrase
from ui.unlock.sheet import Sheet, button


class RenewSheet(Sheet):
    """Asks for the passphrase that shall open the book from now on."""

    renew = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "A new passphrase",
            "The recovery key has opened the book. Choose the passphrase that opens it from now on; the recovery key "
            "stays the same.",
            parent,
        )
        self.passphrase = NewPassphrase()
        self.body.addWidget(self.passphrase)
        self.go = button("Use this passphrase", "primary")
        self.go.setEnabled(False)
        self.go.clicked.connect(self._go)
        self.passphrase.changed.connect(lambda: self.go.setEnabled(self.passphrase.good))
        self.passphrase.entered.connect(self._go)
        self.row(self.go)
        self.setFocusProxy(self.passphrase)

    def forget(self) -> None:
        self.passphrase.clear()

    def _go(self) -> None:
        if self.passphrase.good:
            self.renew.emit(self.passphrase.text)
