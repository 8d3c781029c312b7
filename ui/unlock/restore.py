"""Putting a verified backup in the place of a book that is damaged or missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.parts.labels import label
from ui.parts.secret import SecretField
from ui.unlock.sheet import Sheet, button

if TYPE_CHECKING:
    from storage.backup import Backup


class RestoreSheet(Sheet):
    """The verified backups of one book, and the passphrase it takes to put one back."""

    restore = Signal(object, str)
    """A backup's `Path`, and the passphrase or recovery key."""
    elsewhere = Signal()
    """A backup that is kept somewhere else is to be chosen."""
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Restore a backup", parent=parent)
        self.list = QListWidget()
        self.list.setAccessibleName("Verified backups, newest first")
        self.list.setMinimumHeight(160)
        self.body.addWidget(self.list)
        self.none = label("No backup was found beside this book.", "quiet", wrap=True)
        self.body.addWidget(self.none)
        self.secret = SecretField("Passphrase or recovery key", "Passphrase or recovery key of that time")
        self.secret.entered.connect(self._go)
        self.body.addWidget(self.secret)
        self.body.addWidget(
            label(
                "What is there now is not thrown away: it is backed up first or, if it cannot be read, set aside.",
                "quiet small",
                wrap=True,
            )
        )
        self.go = button("Restore it", "primary")
        self.go.clicked.connect(self._go)
        other = button("A backup kept elsewhere…", "flat")
        other.clicked.connect(self.elsewhere)
        back = button("Back", "flat")
        back.clicked.connect(self.back)
        self.row(self.go, other, back)
        self.setFocusProxy(self.secret)

    def show_backups(self, book: Path, backups: Sequence[Backup], *, chosen: Path | None = None) -> None:
        """List the backups of `book`."""
        self.say(f"Backups of {book.stem}, each opened and checked when it was made.")
        self.list.clear()
        for backup in backups:
            item = QListWidgetItem(told(backup))
            item.setData(Qt.ItemDataRole.UserRole, backup.path)
            if not backup.readable:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
            if backup.path == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(backups))
        self.none.setVisible(not backups)
        self.go.setEnabled(bool(backups))
        self.secret.clear()
        self.trouble(None)

    def add_backup(self, file: Path) -> None:
        """List a backup file from elsewhere, too, and choose it. Raises Damaged when it is no sound backup."""
        from storage.backup import header_in

        header_in(file)
        item = QListWidgetItem(f"{file.name} · from {file.parent.name or file.parent}")
        item.setData(Qt.ItemDataRole.UserRole, file)
        self.list.insertItem(0, item)
        self.list.setCurrentItem(item)
        self.list.show()
        self.none.hide()
        self.go.setEnabled(True)
        self.trouble(None)
        self.secret.setFocus()

    def forget(self) -> None:
        self.secret.clear()

    def _go(self) -> None:
        if self.list.currentRow() >= 0 and self.secret.text and self.go.isEnabled():
            self.restore.emit(self.list.currentItem().data(Qt.ItemDataRole.UserRole), self.secret.text)


def told(backup: Backup) -> str:
    """One backup in words: "Fri 21 Nov 2025, 10:30 · change 1 284 · 2.1 MB"."""
    when: datetime = backup.when.astimezone()
    words = f"{when:%a %d %b %Y, %H:%M} · change {backup.number:,}".replace(",", "\u202f", 2)
    return f"{words} · {backup.size / 1e6:.1f} MB" + ("" if backup.readable else " · damaged")
