"""Whether the private notes can be read just now: unsealing by the passphrase, and every way of sealing again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.locking import Idle
from ui.parts.key_dialog import KeyDialog

if TYPE_CHECKING:
    from storage.notes import Unsealed
    from ui.desk import Desk

MINUTES = 3
"""Minutes without a key or a move of the mouse after which the notes are sealed again."""

TWICE = 1.0
"""Seconds in which Esc must be pressed again."""


class UnsealDialog(KeyDialog):
    """Asks for the passphrase, and unseals beside the window."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "Unseal the private notes",
            f"They can be read until you seal them again, leave this page, or do nothing for {MINUTES} minutes. "
            "The unsealing, and which notes are read, is written into the history; what they say is not.",
            parent,
        )
        self.unsealed: Unsealed | None = None
        self.finish("Unseal")
        self.present.changed.connect(lambda _: self._check())
        self.present.entered.connect(self.accept)
        self._check()

    def _check(self) -> None:
        if self.go is not None:
            self.go.setEnabled(bool(self.present.text))

    def work(self) -> None:
        """Try the passphrase."""
        notes, present = self.desk.book.notes, self.present.text
        self.run("", lambda: notes.unseal(passphrase=present), self._done)

    def _done(self, unsealed: Unsealed) -> None:
        self.unsealed = unsealed
        self.close_well()

    def done(self, result: int) -> None:
        """However it closes, the passphrase does not stay in the field."""
        self.present.clear()
        super().done(result)


class _Watch(Idle):
    """Idleness of the notes; Esc pressed twice seals them as well."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            escape, now = event.key() == Qt.Key.Key_Escape, self.clock()
            if escape and now - self._escaped <= TWICE:
                QTimer.singleShot(0, self, lambda: self.due.emit("escape"))
            self._escaped = now if escape else float("-inf")
        return super().eventFilter(watched, event)

    _escaped = float("-inf")


class Unsealing(QObject):
    """The notes' state on one page, sealed to begin with."""

    opened = Signal()
    sealed = Signal()
    """What was read must be gone from every widget by the end of this signal."""
    tick = Signal(int)
    """Every second while unsealed: the seconds left without a sign of life."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unsealed: Unsealed | None = None
        self.idle: Idle | None = None

    @property
    def now(self) -> Unsealed | None:
        """What reads notes, while they are unsealed."""
        return self._unsealed if self._unsealed is not None and self._unsealed.is_open else None

    def ask(self) -> None:
        """Ask for the passphrase, and unseal when it is right."""
        if self.now is not None:
            return
        dialog = UnsealDialog(self._desk, self._desk.ask.window)
        if self._desk.ask.show(dialog) and dialog.unsealed is not None and self._desk.is_open:
            self._unsealed = dialog.unsealed
            self.idle = _Watch(MINUTES, clock=self._desk.clock, parent=self)
            self.idle.due.connect(lambda _why: self.seal())
            self.idle.tick.connect(self.tick)
            self.opened.emit()

    def seal(self) -> None:
        """Seal them now; sealing twice is fine."""
        if self._unsealed is None:
            return
        self._unsealed.seal()
        self._unsealed = None
        if self.idle is not None:
            self.idle.deleteLater()
            self.idle = None
        self.sealed.emit()
