"""When the book is locked without being asked: after a time without keyboard or mouse, and when the computer sleeps.

Time is measured by a clock that no change of date disturbs and that runs on while the computer sleeps, where the
system has one. Sleep locks as well: it is seen by a second clock that stands still meanwhile, and where there is none,
by a timer that wakes up long after it should have.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

TICK_MS = 1000
SLEPT = 30.0
"""Seconds of sleep that lock; without a second clock, seconds a tick may be late before it is taken for sleep."""

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.DragMove,
        QEvent.Type.InputMethod,
    }
)


# On Linux CLOCK_BOOTTIME runs on in sleep, on macOS CLOCK_MONOTONIC does; time.monotonic stands still on both.
_CLOCK: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))

_read: Callable[[int], float] = getattr(time, "clock_gettime", lambda _: time.monotonic())


def clock() -> float:
    """Seconds that never go back and, where the system can tell, count its sleep."""
    return time.monotonic() if _CLOCK is None else _read(_CLOCK)


# A window that was only busy must not lock. These stand still in sleep: CLOCK_MONOTONIC on Linux, UPTIME on macOS.
_AWAKE: int | None = getattr(time, "CLOCK_MONOTONIC" if hasattr(time, "CLOCK_BOOTTIME") else "CLOCK_UPTIME_RAW", None)


def awake() -> float:
    """Seconds in which the computer did not sleep; 0 where the system cannot tell."""
    return 0.0 if _AWAKE is None else _read(_AWAKE)


class Idle(QObject):
    """Watches the whole application for signs of life, and says when there were none for too long."""

    tick = Signal(int)
    """Every second: whole seconds left until `due`."""
    due = Signal(str)
    """Lock now; says why ("idle", "slept")."""

    def __init__(
        self,
        minutes: int = 5,
        *,
        clock: Callable[[], float] = clock,
        awake: Callable[[], float] = awake,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.clock = clock
        self.awake = awake
        self._seconds = minutes * 60
        self._last_life = self._last_tick = clock()
        self._last_awake = awake()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        # Keys and mouse reach a window before any widget in it: watching those few windows is enough, and unlike a
        # filter on the whole application it costs nothing while something is painted.
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.watch)
            self.watch(application.focusWindow())

    def watch(self, window: QWindow | None) -> None:
        """Watch the window that has the keyboard now, too."""
        if window is not None:
            window.installEventFilter(self)
            self.life()

    def set_minutes(self, minutes: int) -> None:
        """How long may pass without a sign of life."""
        self._seconds = minutes * 60
        self.life()

    def life(self) -> None:
        """Somebody is there."""
        self._last_life = self.clock()

    @property
    def seconds_left(self) -> int:
        """Whole seconds until the lock."""
        return max(0, round(self._seconds - (self.clock() - self._last_life)))

    def look(self) -> None:
        """Look at the clock; called every second."""
        now, up = self.clock(), self.awake()
        slept = (now - self._last_tick) - (up - self._last_awake) > SLEPT
        self._last_tick, self._last_awake = now, up
        if slept:
            self.due.emit("slept")
        elif now - self._last_life >= self._seconds:
            self.due.emit("idle")
        else:
            self.tick.emit(self.seconds_left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._last_life = self.clock()
        return False
