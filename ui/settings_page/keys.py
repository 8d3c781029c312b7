"""Changing what opens the book: the passphrase, the recovery key, or the locks as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from program.trouble import Trouble
from ui.desk import Desk
from ui.newkey import Made
from ui.parts.key_dialog import KeyDialog
from ui.parts.new_secret_dialog import NewSecretDialog
from ui.parts.recovery_kit import RecoveryKit

if TYPE_CHECKING:
    from storage.book import Book


class ChangePassphrase(NewSecretDialog):
    """A new passphrase for the book."""

    told = "The passphrase was changed."

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "Change the passphrase",
            "Takes a moment, however large the book is. Backups made before still open with the passphrase of their "
            "time.",
            "Change it",
            parent,
        )

    def set_secret(self, book: Book, new: str, present: str) -> None:
        book.locks.change_passphrase(new, passphrase=present)


class _Kit(KeyDialog):
    """A dialog that ends with a new recovery key to be kept."""

    def __init__(self, desk: Desk, title: str, words: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, words, parent)
        self.kit = RecoveryKit(desk.ask)
        self.kit.hide()
        self.body.addWidget(self.kit)
        self.finish(yes)
        self.kit.changed.connect(self._check)
        self.present.changed.connect(self._check)
        desk.new_key.made.connect(self._made)
        desk.new_key.failed.connect(self._failed)
        self._key = ""
        self._check()

    def _check(self) -> None:
        if self.go is not None:
            self.go.setEnabled(self.kit.kept if self._key else bool(self.present.text))

    def make(self, work: Callable[[], Made]) -> None:
        """Make the key; it waits to be kept even if this dialog is gone by then."""
        self.trouble.show_words("")
        self._working(True)
        self.desk.new_key.make(self.desk.book.path, work)

    def _made(self, made: Made) -> None:
        if self.desk.is_open:
            self._working(False)
            self.show_key(made[0])

    def _failed(self, trouble: Trouble) -> None:
        self._working(False)
        self.trouble.show_trouble(trouble)

    def show_key(self, key: str) -> None:
        """Show the new key; the dialog can only be left by typing a group of it back."""
        self._key = key
        self.present.clear()
        self.present.setEnabled(False)
        self.kit.show_key(key, self.desk.program().charter.name, self.desk.book.path.parent)
        self.kit.show()
        if self.go is not None:
            self.go.setText("I have kept it")
        if self.refuse is not None:
            self.refuse.hide()
        self._check()
        self.kit.setFocus()

    def accept(self) -> None:
        if self._key:
            if self.kit.kept:
                self.desk.new_key.forget()
                self.kit.forget()
                self.close_well()
        else:
            super().accept()

    def reject(self) -> None:
        """Escape does not lose a key that was not kept; locking still closes the dialog."""
        if not self._key or not self.desk.is_open:
            super().reject()


class NewKit(_Kit):
    """A new recovery key in place of the old one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "A new recovery kit",
            "The old recovery key stops opening this book. Backups made before still open with it.",
            "Make a new key",
            parent,
        )

    def work(self) -> None:
        book, present = self.desk.book, self.present.text
        self.make(lambda: (book.locks.new_recovery(passphrase=present), ()))


class ChangeLocks(_Kit):
    """New data keys, for when an old copy of the book and its passphrase may be in other hands."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "Change the locks",
            "For when somebody may hold an old copy of the book together with its passphrase or recovery key. The book "
            "is encrypted afresh under new keys, on a copy that is checked and then swapped in. Your passphrase stays "
            "unless you change it as well; the recovery key becomes another one.",
            "Change the locks",
            parent,
        )
        self._old: tuple[Path, ...] = ()
        self.remove = QPushButton("Remove the old backups…")
        self.remove.clicked.connect(self._remove_old)
        self.remove.hide()
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def work(self) -> None:
        book, present = self.desk.book, self.present.text
        self.make(lambda: book.locks.change(present))

    def _made(self, made: Made) -> None:
        self._old = made[1]
        self._tell_old()
        super()._made(made)

    def _tell_old(self) -> None:
        count = len(self._old)
        if count:
            self.trouble.show_words(
                f"{_backups(count)} still {'open' if count > 1 else 'opens'} with the old keys.",
                "Remove what may be opened by other hands.",
                "caution",
            )
        self.remove.setVisible(bool(count))

    def _remove_old(self) -> None:
        count = len(self._old)
        if not self.desk.ask.sure(
            f"Remove {_backups(count).lower()}?",
            "They were made before the locks were changed, and open with the old keys. Their files are removed from "
            "the disk, which cannot be undone. First a new backup is made under the new keys.",
            yes="Remove the old backups",
        ):
            return
        book, old = self.desk.book, self._old

        def work() -> None:
            from storage.trouble import told

            book.backup()
            with told():
                for path in old:
                    path.unlink(missing_ok=True)

        self.run("Removing the old backups", work, self._removed)

    def _removed(self, _: object) -> None:
        self.trouble.show_words(f"{_backups(len(self._old))} removed; a new one was made.", "", "good")
        self._old = ()
        self.remove.hide()
        self._check()


def _backups(count: int) -> str:
    return f"{count} earlier backups" if count > 1 else "One earlier backup"
