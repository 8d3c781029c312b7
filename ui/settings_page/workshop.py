"""The workshop's passphrase: setting one, and taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from program.room import NOT_SHOWN
from ui.desk import Desk
from ui.parts.key_dialog import KeyDialog
from ui.parts.new_secret_dialog import NewSecretDialog

if TYPE_CHECKING:
    from storage.book import Book

HONEST = (
    "With it private notes cannot be decrypted by anyone: their key is not there. "
    f"{NOT_SHOWN} are not shown. They are not encrypted apart, though: who holds the book, this passphrase and the "
    "skill to write a program of their own could read them."
)
"""What the passphrase keeps from a room, and what it only does not show."""


class SetWorkshop(NewSecretDialog):
    """A passphrase that opens the book for a room, in place of the one there was."""

    told = "The workshop passphrase is set."

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "A passphrase for workshops", HONEST, "Set it", parent)

    def set_secret(self, book: Book, new: str, present: str) -> None:
        book.locks.set_workshop(new, passphrase=present)


class RemoveWorkshop(KeyDialog):
    """The workshop's passphrase opens nothing from now on."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "Remove the workshop passphrase",
            "It opens the book no more. Copies and backups made until now still open with it.",
            parent,
        )
        self.finish("Remove it", danger=True)
        self.present.changed.connect(self._check)
        self._check()

    def _check(self) -> None:
        if self.go is not None:
            self.go.setEnabled(bool(self.present.text))

    def work(self) -> None:
        book, present = self.desk.book, self.present.text
        self.run(
            "Removing the workshop passphrase", lambda: book.locks.set_workshop(None, passphrase=present), self._done
        )

    def _done(self, _: object) -> None:
        self.present.clear()
        self.desk.notice.say("The workshop passphrase was removed.")
        self.close_well()
