"""A question that takes the present passphrase and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.parts.key_dialog import KeyDialog
from ui.parts.new_passphrase import NewPassphrase

if TYPE_CHECKING:
    from storage.book import Book
    from ui.desk import Desk


class NewSecretDialog(KeyDialog):
    """A new passphrase for something, given by who knows the present one. `told` is said when it holds."""

    told = ""

    def __init__(self, desk: Desk, title: str, words: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, words, parent)
        self.passphrase = NewPassphrase()
        self.passphrase.know(desk.program().charter.name)
        self.body.addWidget(self.passphrase)
        self.finish(yes)
        self.passphrase.changed.connect(self._check)
        self.passphrase.entered.connect(self.accept)
        self.present.changed.connect(self._check)
        self._check()

    def set_secret(self, book: Book, new: str, present: str) -> None:
        """What the dialog is for; called beside the window."""

    def work(self) -> None:
        book, new, present = self.desk.book, self.passphrase.text, self.present.text
        self.run("Setting a passphrase", lambda: self.set_secret(book, new, present), self._done)

    def _check(self) -> None:
        if self.go is not None:
            self.go.setEnabled(self.passphrase.good and bool(self.present.text))

    def _done(self, _: object) -> None:
        self.present.clear()
        self.passphrase.clear()
        self.desk.notice.say(self.told)
        self.close_well()
