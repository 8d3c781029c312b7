"""Whether the open book is sound and lies in a good place: looked at by itself, and told so that nobody misses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from program.trouble import Cancelled, Trouble
from ui.jobs import IsCancelled, Progress

if TYPE_CHECKING:
    from ui.desk import Desk

CHECK_AFTER_MS = 4 * 60_000
"""How long after the opening the whole book is looked through, when that is due."""
KEPT = "Nothing was changed by looking."
ADVICE = "Go back to a verified backup under Settings. Keep this book's folder as it is until all is well again."


class Health(QObject):
    """Looks at the book on the desk: at where it lies once, at all that is in it when the last time was long ago."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(CHECK_AFTER_MS)
        self._later.timeout.connect(self.check_if_due)
        desk.opened.connect(self._opened)
        desk.locked.connect(self._later.stop)

    def check(self, *, quiet: bool = False) -> None:
        """Go through the whole book beside the window and say how it stands; with `quiet`, only if it is not sound."""
        book = self._desk.book

        def work(progress: Progress, cancelled: IsCancelled) -> list[str]:
            def step(done: int, of: int) -> None:
                if cancelled():
                    raise Cancelled()
                progress(done / max(1, of))

            return book.check(step)

        def done(problems: list[str]) -> None:
            if problems:
                self._desk.notice.trouble(Trouble(" ".join(problems[:3]), KEPT, ADVICE), stays=True)
            elif not quiet:
                self._desk.notice.say("The book is sound: pages, structure and journal all hold together.")

        self._desk.jobs.run(work, "Checking the book", done)

    def check_if_due(self) -> None:
        """Go through the whole book if it was not done for a week."""
        if self._desk.is_open and self._desk.book.check_due():
            self.check(quiet=True)

    def _opened(self) -> None:
        book = self._desk.book
        self._desk.jobs.run(lambda _progress, _cancelled: book.warnings(), "", self._warn)
        self._later.start()
        if book.doubts:
            QTimer.singleShot(0, self, self._doubted)

    def _doubted(self) -> None:
        """A witness outside says that this is not the book that was last seen: the lead may go on, or lock it again."""
        book = self._desk.book if self._desk.is_open else None
        trouble = next((doubt.trouble for doubt in book.doubts), None) if book is not None else None
        if book is None or trouble is None:
            return
        goes_on = self._desk.ask.sure("Is this the right book?", trouble.sentence(), yes="Go on all the same")
        if not goes_on:
            self._desk.lock_wanted.emit()  # nothing happens when it was locked meanwhile
        elif not book.read_only:
            book.go_on()

    def _warn(self, warnings: list[str]) -> None:
        if warnings:
            self._desk.notice.trouble(Trouble(" ".join(warnings)), stays=True)
