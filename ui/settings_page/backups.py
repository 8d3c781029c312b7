"""The backups of the open book: when each was made, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.parts.card import Card
from ui.parts.labels import Sign, label, rule
from ui.theme import dress

if TYPE_CHECKING:
    from storage.backup import Backup

SHOWN = 8


class Backups(Card):
    """The newest backups in a card."""

    restore = Signal(object)
    """The `Path` of the backup to go back to."""
    delete = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Backups", parent=parent)
        self._all = False
        self._backups: Sequence[Backup] = ()
        self._writable = False

    def show_backups(self, backups: Sequence[Backup], *, writable: bool) -> None:
        """List these, newest first."""
        self._backups, self._writable = backups, writable
        self.empty()
        self.say(
            "Backups",
            "Each was opened and checked when it was made. Kept are the newest ten, one for each of seven days and "
            "four weeks." if backups else "None yet: the first is made when the book is locked, or now.",
        )  # fmt: skip
        shown = backups if self._all else backups[:SHOWN]
        for place, backup in enumerate(shown):
            if place:
                self.body.addWidget(rule())
            self.body.addWidget(self._row(backup))
        if len(shown) < len(backups):
            more = QPushButton(f"Show all {len(backups)}")
            dress(more, "link")
            more.clicked.connect(self._show_all)
            self.body.addWidget(more)

    def _show_all(self) -> None:
        self._all = True
        self.show_backups(self._backups, writable=self._writable)

    def _row(self, backup: Backup) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(4, 4, 4, 4)
        line.setSpacing(8)
        line.addWidget(Sign("success", "good") if backup.readable else Sign("warning", "bad"))
        when = backup.when.astimezone()
        words = f"{when:%a} {when.day} {when:%b %Y, %H:%M}"
        line.addWidget(label(words))
        number = f"{backup.number:,}".replace(",", "\u2009")
        facts = f"#{number} · {backup.size / 1e6:.1f} MB" if backup.readable else "damaged"
        line.addWidget(label(facts, "quiet small"))
        line.addStretch(1)
        for text, signal, usable in (("Delete…", self.delete, True), ("Go back to it…", self.restore, backup.readable)):
            button = QPushButton(text)
            dress(button, "flat")
            button.setAccessibleName(f"{text.rstrip('…')}: backup of {words}")
            button.setEnabled(usable and self._writable)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(backup.path))
            line.addWidget(button)
        return row
