"""The recovery kit of a new book: kept before the book is used for the first time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.ask import Ask
from ui.parts.recovery_kit import RecoveryKit
from ui.unlock.sheet import Sheet, button


class KitSheet(Sheet):
    """Shows a new book's recovery key until it has been kept."""

    done = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(
            "Keep the recovery key",
            "It opens the book when the passphrase is forgotten. It is shown once and kept nowhere: print the kit and "
            "lay it where only you, or somebody you trust, can find it. Without either, what is in the book is lost.",
            parent,
        )
        self.kit = RecoveryKit(ask)
        self.body.addWidget(self.kit)
        self.go = button("I have kept it", "primary")
        self.go.clicked.connect(self._go)
        self.row(self.go)
        self.kit.changed.connect(lambda: self.go.setEnabled(self.kit.kept))
        self.kit.entered.connect(self._go)
        self.setFocusProxy(self.kit)

    def forget(self) -> None:
        self.kit.forget()

    def _go(self) -> None:
        if self.kit.kept:
            self.kit.forget()
            self.done.emit()
