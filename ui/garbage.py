"""Cycles of objects are collected on the window's thread only.

Python collects wherever it happens to be when enough was made, also in a job's thread. A wrapper of Qt's that is freed
there is destroyed on the wrong thread, which ends in crashes that nobody can repeat. So nothing is collected by itself
while a window has its jobs, and a timer of the window looks after it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE = 500  # milliseconds
_looking: set[int] = set()  # collectors there are, by their number
_made = 0


class Collector(QTimer):
    """Collects when enough has come together, as Python itself would."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        global _made
        _made += 1
        number = _made
        _looking.add(number)
        gc.disable()
        self.setInterval(_PAUSE)
        self.timeout.connect(self.look)
        self.destroyed.connect(lambda: _leave(number))
        self.start()

    def look(self) -> None:
        """Collect the generations that are full."""
        for generation, most in enumerate(gc.get_threshold()):
            if gc.get_count()[generation] <= most:
                break
            gc.collect(generation)


def _leave(number: int) -> None:
    _looking.discard(number)
    if not _looking:
        gc.enable()
