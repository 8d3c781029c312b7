"""Work in small slices between two events, for answers that need the present and must not hold up the hand.

Work is a generator that yields after each small step. Kinds of work stand in a fixed order; the first goes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

SLICE = 0.004
"""Seconds of work before the next event is let in: half of what a frame may cost."""


class Idle(QObject):
    """The board's spare time. `rested` says that nothing is left to do."""

    rested = Signal()

    def __init__(self, order: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._order = order
        self._work: dict[str, Iterator[None]] = {}
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def busy(self) -> bool:
        """Whether any work is left."""
        return bool(self._work)

    def start(self, kind: str, work: Iterator[None]) -> None:
        """Begin work of a kind; what was left of the same kind is dropped. Raises ValueError for an unknown kind."""
        self._order.index(kind)
        if self._closed:
            return
        self._work[kind] = work
        if not self._timer.isActive():
            self._timer.start()

    def stop(self, kind: str) -> None:
        """Drop the work of a kind."""
        self._work.pop(kind, None)

    def clear(self) -> None:
        """Drop all work, and take on no more: the book is being locked."""
        self._work.clear()
        self._timer.stop()
        self._closed = True

    def finish(self) -> None:
        """Do all that is left at once, for printing and pictures."""
        while self._work:
            self._step()
        self._slice()

    def _slice(self) -> None:
        end = perf_counter() + SLICE
        while self._work and perf_counter() < end:
            self._step()
        if not self._work and self._timer.isActive():
            self._timer.stop()
            self.rested.emit()

    def _step(self) -> None:
        kind = next(kind for kind in self._order if kind in self._work)
        work = self._work[kind]
        try:
            next(work)
        except StopIteration:
            # A last step may have begun new work of its own kind.
            if self._work.get(kind) is work:
                del self._work[kind]
