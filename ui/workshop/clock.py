"""The time of a round, counted down by a clock that no change of date disturbs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

TICK_MS = 200


class RoundClock(QObject):
    """So many seconds, run down; paused and given more at will. It ends without a sound, and stays at its end."""

    ticked = Signal()
    """What is left, or whether it runs, has changed."""
    ended = Signal()
    """The time is over; said once."""

    def __init__(self, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = clock
        self.length = 0.0
        self._left = 0.0
        self._since: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)

    def set_length(self, seconds: float) -> None:
        """Stand at the beginning of so many seconds."""
        self.length = self._left = seconds
        self._stop()

    def start(self) -> None:
        """Run, or run on."""
        if not self.running and self._left > 0:
            self._since = self._now()
            self._timer.start()
            self.ticked.emit()

    def pause(self) -> None:
        """Stand still."""
        self._left = self.left
        self._stop()

    def add(self, seconds: float = 60) -> None:
        """Give more time, also when it was over: then it runs on."""
        was_over = self.over
        self._left = self.left + seconds
        self.length = max(self.length, self._left) if not was_over else self._left
        if self.running or was_over:
            self._since = None
            self.start()
        self.ticked.emit()

    def look(self) -> None:
        """Look at the clock."""
        if self.running and self.left <= 0:
            self._left = 0.0
            self._stop()
            self.ended.emit()
        elif self.running:
            self.ticked.emit()

    @property
    def running(self) -> bool:
        """Whether time passes."""
        return self._since is not None

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        gone = self._now() - self._since if self._since is not None else 0.0
        return max(0.0, self._left - gone)

    @property
    def over(self) -> bool:
        """Whether there was a time and it is over."""
        return self.length > 0 and self.left <= 0

    @property
    def part(self) -> float:
        """How much of the time is over, from 0 to 1."""
        return 1.0 - self.left / self.length if self.length > 0 else 0.0

    @property
    def words(self) -> str:
        """ "12:05"; a second is on show until it is over. Empty when no time was set."""
        if self.length <= 0:
            return ""
        seconds = int(-(-self.left // 1))
        return f"{seconds // 60}:{seconds % 60:02d}"

    def _stop(self) -> None:
        self._since = None
        self._timer.stop()
        self.ticked.emit()
