"""From the start of the process to the first paint: Rotunda's window beside a bare PySide6 window, in turns.

Both run in a process of their own, off-screen, with an empty profile; the time is that of the whole process up to the
paint, as the user waits for it. The aim is 1.5 times the bare window.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

ROUNDS = 9
AIM = 1.5

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, QApplication.quit)
application = QApplication([])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.show()
application.exec()
"""

_ROTUNDA = """
import sys
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print("painted", flush=True)
            watched.removeEventFilter(self)
            watched.close()
        return False
from desktop.__main__ import build
watch = Watch()
made = build()
window = made.open_window()
window.installEventFilter(watch)  # on the window alone: a filter on the application would slow what it watches
made.run()
"""


def lines() -> Iterator[str]:
    """Both medians and their ratio."""
    bare: list[float] = []
    ours: list[float] = []
    _until_painted(_BARE), _until_painted(_ROTUNDA)  # the first of each reads its files from the disk
    for _ in range(ROUNDS):
        bare.append(_until_painted(_BARE))
        ours.append(_until_painted(_ROTUNDA))
    one, other = statistics.median(bare), statistics.median(ours)
    yield f"Start to first paint, median of {ROUNDS} in turns"
    yield f"  bare PySide6 window {one * 1000:7.0f} ms"
    yield f"  Rotunda             {other * 1000:7.0f} ms   ratio {other / one:.2f}   aim {AIM}"


def _until_painted(program: str) -> float:
    """Seconds from starting a process until its window has painted."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home, "XDG_CONFIG_HOME": home}
        started = perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        said = process.stdout.readline()
        seconds = perf_counter() - started
        process.communicate(timeout=60)
    if said.strip() != "painted":
        raise RuntimeError("the window was not painted")
    return seconds
