"""A recovery key that has been made and not been kept yet: it outlives dialogs, and the locking of the book.

Making one takes the old one out of use at once. So the new one waits here until somebody has confirmed it: in the
dialog that made it or, when the book was locked meanwhile, right after its next unlocking.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ui.jobs import Jobs

Made = tuple[str, tuple[Path, ...]]
"""The new recovery key, and the backups that the old one still opens."""


class NewKey(QObject):
    """At most one recovery key that waits to be kept, and the book it belongs to."""

    made = Signal(object)
    """A `Made`: the key waits from now on."""
    failed = Signal(object)
    """The `Trouble` for which no key was made; the old one still opens the book."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._book, self._key = Path(), ""

    def make(self, book: Path, work: Callable[[], Made]) -> None:
        """Make one beside the window; what comes of it is not dropped when the book is locked."""

        def landed(made: Made) -> None:
            self.hold(book, made[0])
            self.made.emit(made)

        self._jobs.run(lambda _progress, _cancelled: work(), "", landed, self.failed.emit, lasting=True)

    def hold(self, book: Path, key: str) -> None:
        """Let this key wait."""
        self._book, self._key = book, key

    def of(self, book: Path | None) -> str:
        """The key of this book that waits; empty when none does."""
        return self._key if book == self._book else ""

    @property
    def waits(self) -> bool:
        """Whether any key waits."""
        return bool(self._key)

    def forget(self) -> None:
        """It has been kept, or is of no use any more."""
        self._book, self._key = Path(), ""
