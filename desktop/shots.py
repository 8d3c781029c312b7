"""Pictures of the real window over the sample program: every page and state, light and dark, large and small.

Run off-screen as `python -m desktop.shots DIR`. The pictures are for looking at, as a demanding customer would.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QPoint,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.application import Application
from ui.theme import Mode

if TYPE_CHECKING:
    from storage.book import Book
    from ui.window import Window

SIZES = ((1280, 800), (1024, 700))
THEMES = ("light", "dark")
PATIENCE = 15_000  # milliseconds to wait for background work before the picture is taken anyway
TICK = 25  # milliseconds between two looks at whether it is quiet
QUIET = 5  # looks in a row


class Photographer:
    """Takes pictures of one window after the other, with settings of its own that are thrown away."""

    def __init__(self, folder: Path, sizes: tuple[tuple[int, int], ...] = SIZES) -> None:
        self.folder = folder
        self.sizes = sizes
        self.taken: list[Path] = []

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._said_before = qInstallMessageHandler(self._qt_says)
        self._home = tempfile.TemporaryDirectory()
        self.application = Application(Path(self._home.name))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.application.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._home.cleanup()
        qInstallMessageHandler(self._said_before)

    def _qt_says(self, kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        """What the off-screen platform cannot do is no news; the rest goes where it went before."""
        if self._said_before is not None and not words.startswith("This plugin does not support"):
            self._said_before(kind, context, words)

    def tour(self, book: Book) -> list[Path]:
        """Every page of an open book, then the book locked. The book is closed at the end."""
        window = self.application.open_window(book=book)
        for name, scene in _scenes(window).items():
            self.pictures(window, name, scene)
        window.lock()
        self.pictures(window, "unlock")
        return self._finished(window)

    def pages(self, book: Book, only: Collection[str] | None = None) -> list[Path]:
        """Every page of an open book (or `only` these) as it first shows. The book is closed at the end."""
        window = self.application.open_window(book=book)
        for name, scene in _pages(window).items():
            if only is None or name in only:
                self.pictures(window, name, scene)
        return self._finished(window)

    def _finished(self, window: Window) -> list[Path]:
        window.close()
        window.wait_closed()
        return self.taken

    def pictures(self, window: Window, name: str, scene: Callable[[], object] = lambda: None) -> None:
        """`window` in every theme and size, each time after `scene` was set."""
        window.desk.ask.attended = True  # dialogs stand open for their picture, and are then called off
        for look in THEMES:
            self.application.settings.set(theme=Mode(look).value)
            for wide, high in self.sizes:
                self.application.idle.life()  # nobody is at the keyboard, and yet the book stays open for its pictures
                window.resize(wide, high)
                path = self.folder / f"{name}-{look}-{wide}x{high}.png"
                _when_quiet(window, scene, partial(_grab, window, path))
                self.taken.append(path)


def _pages(window: Window) -> dict[str, Callable[[], object]]:
    assert window.frame is not None
    return {key: partial(window.go, key) for key in window.frame.entries}


def _scenes(window: Window) -> dict[str, Callable[[], object]]:
    """The states worth a picture, by name: every page, what pages say of themselves, and what lies over them."""
    scenes = _pages(window)
    for key in tuple(scenes):
        window.go(key)
        for name in _states(window):
            scenes[f"{key}-{name}"] = partial(_state, window, key, name)
    scenes["palette"] = partial(_over, window, window.show_palette)
    scenes["shortcuts"] = partial(_over, window, window.show_shortcuts)
    return scenes


def _states(window: Window) -> dict[str, Callable[[], object]]:
    """What the page in front names as its states: `scenes()` gives words and what sets each."""
    states: Callable[[], dict[str, Callable[[], object]]] | None = getattr(window.page, "scenes", None)
    return states() if states is not None else {}


def _state(window: Window, key: str, name: str) -> None:
    window.go(key)
    _when_quiet(window, lambda: None, lambda: None)
    _states(window)[name]()


def _over(window: Window, show: Callable[[], object]) -> None:
    window.go("overview")
    show()


_waits: list[QEventLoop] = []


def _when_quiet(window: Window, scene: Callable[[], object], then: Callable[[], object]) -> None:
    """Set the scene; once no work is under way, or patience has ended, do `then` and call off what was asked.

    The scene may stand still in a question of its own: the clock goes on ticking within it. A scene that itself waits
    for quiet is set only when that wait is over, so that only the innermost of the clocks counts.
    """
    loop, clock = QEventLoop(), QTimer()
    ticks = quiet = 0

    def look() -> None:
        nonlocal ticks, quiet
        if _waits[-1] is not loop:
            return
        ticks += 1
        quiet = 0 if window.desk.jobs.running else quiet + 1
        if quiet >= QUIET or ticks * TICK >= PATIENCE:
            clock.stop()
            then()
            _dismiss(window)
            loop.quit()

    clock.setInterval(TICK)
    clock.timeout.connect(look)
    QTimer.singleShot(0, clock, scene)
    clock.start()
    _waits.append(loop)
    loop.exec()
    _waits.pop()


def _grab(window: Window, path: Path) -> None:
    """The window with what stands over it (dialogs, pop-ups) laid on where it stands."""
    from PySide6.QtGui import QPainter

    picture = window.grab()
    with _painter(picture) as painter:
        assert isinstance(painter, QPainter)
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible() and other.windowType() != Qt.WindowType.ToolTip:
                painter.drawPixmap(_offset(window, other), other.grab())
    picture.save(str(path))


@contextmanager
def _painter(picture: object) -> Iterator[object]:
    from PySide6.QtGui import QPainter

    painter = QPainter(picture)  # type: ignore[call-overload]  # a QPixmap
    try:
        yield painter
    finally:
        painter.end()


def _offset(window: QWidget, other: QWidget) -> QPoint:
    return other.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))


def _dismiss(window: Window) -> None:
    window.desk.ask.close_all()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
    if window.page is not None:
        QTest.keyClick(window.page, Qt.Key.Key_Escape)


def main(arguments: list[str]) -> int:
    """Make the sample program in a folder that is thrown away, and take every picture into DIR."""
    from desktop.demo import make_sample
    from desktop.files import SUFFIX

    if len(arguments) != 1:
        print("usage: python -m desktop.shots DIR", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as home, Photographer(Path(arguments[0])) as photographer:
        place = Path(home)
        window = photographer.application.open_window()
        photographer.pictures(window, "welcome")
        window.close()
        window.wait_closed()
        book = make_sample(place / f"Sample{SUFFIX}", place / "passphrase.txt", date.today())
        photographer.tour(book)
    print(f"{len(photographer.taken)} pictures in {arguments[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
