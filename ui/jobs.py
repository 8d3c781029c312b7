"""The one way to work off the window's thread: progress, cancel, and the result or the trouble back on it.

Work gets the frozen present or plain values, never a widget. It runs on a pool of its own; `done` and `failed` are
called on the window's thread, and not at all once the job was dropped, as every job is when the book is locked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from program.trouble import Cancelled, Trouble
from ui.garbage import Collector

T = TypeVar("T")
Progress = Callable[..., None]
"""progress(part, words=""): `part` from 0 to 1, or below 0 when it cannot be told."""
IsCancelled = Callable[[], bool]
Work = Callable[[Progress, IsCancelled], T]

OUR_FAULT = Trouble(
    "Something inside Rotunda went wrong.",
    "What was saved before is still there.",
    "Try again; if it happens again, close and reopen the book.",
)


class Job(QObject):
    """One piece of work under way. `words` say what is being done ("Importing people")."""

    progressed = Signal(float, str)
    ended = Signal()
    _result = Signal(object)
    _error = Signal(object)

    def __init__(self, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self.words = words
        self.part = -1.0
        self.step = ""
        self.cancelled = False
        self.lasting = False
        self._done: Callable[[Any], object] | None = None
        self._failed: Callable[[Trouble], object] | None = None
        self.progressed.connect(self._note)
        self._result.connect(self._land)
        self._error.connect(self._fail)

    def cancel(self) -> None:
        """Ask the work to stop; it ends with `Cancelled` as soon as it looks."""
        self.cancelled = True

    def drop(self) -> None:
        """Cancel, and let nobody hear of the outcome."""
        self.cancel()
        self._done = self._failed = None

    @Slot(float, str)
    def _note(self, part: float, words: str) -> None:
        self.part, self.step = part, words

    @Slot(object)
    def _land(self, result: object) -> None:
        done = self._done
        self._end()
        if done is not None:
            done(result)

    @Slot(object)
    def _fail(self, error: object) -> None:
        failed = self._failed
        self._end()
        trouble = _trouble(cast("BaseException", error))
        if failed is not None:
            failed(trouble)

    def _end(self) -> None:
        self.drop()
        self.ended.emit()
        self.deleteLater()


class _Run(QRunnable, Generic[T]):
    """The job's half on the other thread."""

    def __init__(self, job: Job, work: Work[T]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        job = self._job
        try:
            result = self._work(lambda part, words="": job.progressed.emit(float(part), words), lambda: job.cancelled)
        except BaseException as error:
            job._error.emit(error)
        else:
            job._result.emit(result)
        finally:
            # Whatever the work holds on to must not outlive it here.
            del self._work


class Jobs(QObject):
    """All jobs of one window."""

    started = Signal(object)
    troubled = Signal(object)
    """A Trouble that the starter of the job did not want to hear about itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._at_once = QThreadPool(self)
        self._collector = Collector(self)
        self.running: list[Job] = []

    def run(
        self,
        work: Work[T],
        words: str,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Trouble], object] | None = None,
        owner: QObject | None = None,
        *,
        at_once: bool = False,
        lasting: bool = False,
    ) -> Job:
        """Start `work(progress, cancelled)`; when `owner` is destroyed first, the outcome is dropped.

        Work beyond two jobs waits its turn, unless it has to be done `at_once` (closing a book must not wait). The
        outcome of `lasting` work is told even when the book was locked meanwhile.
        """
        job = Job(words, self)
        job._done = done
        job._failed = failed or self.troubled.emit
        job.lasting = lasting
        self.running.append(job)
        job.ended.connect(self._tidy)
        if owner is not None:
            owner.destroyed.connect(job.drop)
        self.started.emit(job)  # first, so that whoever follows it misses nothing
        (self._at_once if at_once else self._pool).start(_Run(job, work))
        return job

    def drop_all(self) -> None:
        """Cancel everything that does not outlast the book; nothing of it is heard of again."""
        for job in tuple(self.running):
            if not job.lasting:
                job.drop()

    def wait(self) -> None:
        """Block until all work has ended; only for the very end of the application."""
        self._pool.waitForDone()
        self._at_once.waitForDone()

    @Slot()
    def _tidy(self) -> None:
        self.running = [job for job in self.running if job is not self.sender()]


def _trouble(error: BaseException) -> Trouble:
    """What the user is told. A mistake of ours is also handed to the hook that notes where it happened."""
    from storage.trouble import world

    known = world(error)
    if known is not None:
        return known
    if not isinstance(error, Cancelled):
        traceback: TracebackType | None = error.__traceback__
        sys.excepthook(type(error), error, traceback)
    return OUR_FAULT
