"""One window per book: a second start with the same book brings the first window to the front and ends.

Every open book has a lock file in this user's runtime folder, named by a digest of the book's place, so that the name
tells nothing. The one who cannot have the lock touches a file beside it, which the first one watches. (The book's own
lock, in `storage`, is what keeps two writers apart; this only saves the user a refusal.)
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal


class Instances(QObject):
    """The books open in this process, as other processes of this user can see them."""

    called = Signal(object)
    """Somebody started Rotunda with the book at this `Path`, which is open here."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._locks: dict[Path, QLockFile] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._called)

    def take(self, book: Path) -> bool:
        """Note that `book` is open here; False when another process has it, which is then called to the front."""
        book = book.resolve()
        if book in self._locks:
            return True
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = QLockFile(str(self._lock(book)))
            lock.setStaleLockTime(0)
            if not lock.tryLock(0):
                if lock.error() is not QLockFile.LockError.LockFailedError:
                    return True  # this place cannot be locked in: the book's own lock will have to do
                with self._bell(book).open("ab") as bell:
                    bell.write(b".")
                return False
            self._bell(book).write_bytes(b"")
        except OSError:
            return True
        self._locks[book] = lock
        self._watcher.addPath(str(self._bell(book)))
        return True

    def give(self, book: Path) -> None:
        """Note that `book` is no longer open here."""
        lock = self._locks.pop(book.resolve(), None)
        if lock is None:
            return
        bell = self._bell(book.resolve())
        self._watcher.removePath(str(bell))
        with contextlib.suppress(OSError):
            bell.unlink()
        lock.unlock()

    def _called(self, file: str) -> None:
        for book in self._locks:
            if self._bell(book) == Path(file):
                if self._bell(book).exists():
                    self.called.emit(book)
                return

    def _lock(self, book: Path) -> Path:
        return self._folder / f"{_digest(book)}.lock"

    def _bell(self, book: Path) -> Path:
        return self._folder / f"{_digest(book)}.bell"


def _digest(book: Path) -> str:
    return hashlib.sha256(str(book).encode("utf-8", "surrogatepass")).hexdigest()[:32]
