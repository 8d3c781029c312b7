"""The application: everything is built here, from the bottom up, and handed to whoever needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop import paths
from ui.clipboard import Clipboard
from ui.icons import application_icon
from ui.locking import Idle
from ui.locking import clock as running_clock
from ui.settings import Settings
from ui.theme import Mode, theme
from ui.window import Window

if TYPE_CHECKING:
    from storage.book import Book


class Application(QObject):
    """Settings, look, clipboard, the watch over idleness, and the windows. Ends when the last window is closed."""

    def __init__(self, settings_dir: Path, *, clock: Callable[[], float] = running_clock) -> None:
        super().__init__()
        self.qt = _qt()
        self.settings = Settings(settings_dir, self)
        self.clipboard = Clipboard(self.settings.values.clipboard_seconds, self)
        self.idle = Idle(self.settings.values.lock_minutes, clock=clock, parent=self)
        self.windows: list[Window] = []
        theme().set_mode(Mode(self.settings.values.theme))
        self.settings.changed.connect(self._setting)
        self.qt.aboutToQuit.connect(self.clipboard.clear)

    def open_window(self, book_path: Path | None = None, *, book: Book | None = None) -> Window:
        """A window that asks for the passphrase of `book_path` (or of the last book), or shows an open `book`."""
        already = self.window_of(book_path) if book_path is not None else None
        if already is not None:
            _raise(already)
            return already
        window = Window(self.settings, self.clipboard, self.idle)
        if book_path is not None and window.unlock is not None:
            window.unlock.show_book(book_path)
        self.windows.append(window)
        window.closed.connect(self._closed)
        if book is not None:
            window.hold(book)
        window.show()
        return window

    def window_of(self, book_path: Path) -> Window | None:
        """The window in which this book is open."""
        for window in self.windows:
            if window.desk.is_open and window.desk.book.path.resolve() == book_path.resolve():
                return window
        return None

    def run(self) -> int:
        """Run until the last window is closed; returns the exit code."""
        return self.qt.exec()

    def close(self) -> None:
        """Close every window, and wait until every book is closed."""
        for window in tuple(self.windows):
            window.close()
        for window in tuple(self.windows):
            window.wait_closed()

    def _closed(self) -> None:
        self.windows = [window for window in self.windows if window is not self.sender()]
        if not self.windows:
            QTimer.singleShot(0, self.qt, self.qt.quit)

    def _setting(self, key: str) -> None:
        values = self.settings.values
        if key == "theme":
            theme().set_mode(Mode(values.theme))
        elif key == "lock_minutes":
            self.idle.set_minutes(values.lock_minutes)
        elif key == "clipboard_seconds":
            self.clipboard.set_seconds(values.clipboard_seconds)


def build(arguments: Sequence[str] = ()) -> Application:
    """The application as it runs on this computer, with the settings of this user."""
    return Application(paths.settings_dir())


def _qt() -> QApplication:
    running = QCoreApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = QApplication([])
    made.setApplicationName("Rotunda")
    made.setApplicationDisplayName("Rotunda")
    made.setDesktopFileName("rotunda")
    made.setWindowIcon(application_icon())
    made.setQuitOnLastWindowClosed(False)  # closing waits for the backup; the application counts its windows itself
    return made


def _raise(window: Window) -> None:
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()
