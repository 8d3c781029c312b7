"""Changing what opens the book: the passphrase, the recovery key, or the locks as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QWidget

from program.trouble import Trouble
from ui.ask import Question
from ui.desk import Desk
from ui.parts.banner import Banner
from ui.parts.labels import label
from ui.parts.new_passphrase import NewPassphrase
from ui.parts.recovery_kit import RecoveryKit
from ui.parts.secret import SecretField

if TYPE_CHECKING:
    from storage.vault import NewLocks


class KeyDialog(Question):
    """A question that takes the present passphrase and then works for a while."""

    def __init__(self, desk: Desk, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(title, words, parent)
        self.setMinimumWidth(520)
        self.desk = desk
        self.present = SecretField("Present passphrase", "Present passphrase")
        self.body.addWidget(label("Present passphrase", "strong"))
        self.body.addWidget(self.present)
        self.trouble = Banner()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.go: QPushButton | None = None

    def finish(self, yes: str, *, danger: bool = False) -> None:
        """Put what every such dialog has at its foot."""
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.bar)
        self.go = self.buttons(yes, danger=danger)
        self.go.clicked.disconnect()
        self.present.setFocus()

    def accept(self) -> None:
        """Enter or the button: do the work first, and close when it is done."""
        if self.go is not None and self.go.isEnabled():
            self.work()

    def work(self) -> None:
        """What the dialog is for."""

    def run(self, words: str, work: Callable[[], object], done: Callable[..., object]) -> None:
        """Work beside the window; trouble is shown here."""
        self.trouble.show_words("")
        self._working(True)

        def landed(result: object) -> None:
            self._working(False)
            done(result)

        def fell(trouble: Trouble) -> None:
            self._working(False)
            self.trouble.show_trouble(trouble)

        self.desk.jobs.run(lambda _progress, _cancelled: work(), "", landed, fell, self)

    def close_well(self) -> None:
        """The work is done."""
        QDialog.accept(self)

    def _working(self, on: bool) -> None:
        self.bar.setVisible(on)
        if self.go is not None:
            self.go.setEnabled(not on)


class ChangePassphrase(KeyDialog):
    """A new passphrase for the book."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "Change the passphrase",
            "Takes a moment, however large the book is. Backups made before still open with the passphrase of their "
            "time.",
            parent,
        )
        self.passphrase = NewPassphrase()
        self.body.addWidget(self.passphrase)
        self.finish("Change it")
        self.passphrase.changed.connect(self._check)
        self.passphrase.entered.connect(self.accept)
        self.present.changed.connect(self._check)
        self._check()

    def _check(self) -> None:
        if self.go is not None:
            self.go.setEnabled(self.passphrase.good and bool(self.present.text))

    def work(self) -> None:
        book, present, new = self.desk.book, self.present.text, self.passphrase.text
        self.run("Changing the passphrase", lambda: book.change_passphrase(new, passphrase=present), self._done)

    def _done(self, _: object) -> None:
        self.present.clear()
        self.passphrase.clear()
        self.desk.notice.say("The passphrase was changed.")
        self.close_well()


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
        self._key = ""
        self._check()

    def _check(self) -> None:
        if self.go is not None:
            self.go.setEnabled(self.kit.kept if self._key else bool(self.present.text))

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
        self.run("Making a recovery key", lambda: book.new_recovery(passphrase=present), self.show_key)


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

    def work(self) -> None:
        book, present = self.desk.book, self.present.text
        self.run("Changing the locks", lambda: book.change_locks(present), self._done)

    def _done(self, made: NewLocks) -> None:
        recovery, old = made
        if old:
            count = f"{len(old)} earlier backups" if len(old) > 1 else "One earlier backup"
            self.trouble.show_words(
                f"{count} still open with the old keys.",
                "Delete them from the list of backups if those keys may be in other hands.",
                "caution",
            )
        self.show_key(recovery)
