"""The application: everything is built here, from the bottom up, and handed to whoever needs it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop import crash, hardening, log, paths
from ui.capture import CaptureGuard
from ui.clipboard import Clipboard
from ui.icons import application_icon
from ui.jobs import OUR_FAULT
from ui.locking import Idle
from ui.locking import clock as running_clock
from ui.protections import Protection
from ui.settings import Settings
from ui.system import SystemWatch
from ui.theme import STYLE_ARGUMENTS, Mode, theme
from ui.window import Window

if TYPE_CHECKING:
    from desktop.instance import Instances
    from storage.book import Book


class Application(QObject):
    """Settings, look, clipboard, the watch over idleness, and the windows. Ends when the last window is closed."""

    def __init__(
        self,
        settings_dir: Path,
        *,
        runtime_dir: Callable[[], Path] | None = None,
        witness_dir: Callable[[], Path] | None = None,
        clock: Callable[[], float] = running_clock,
    ) -> None:
        super().__init__()
        self.qt = _qt()
        self.settings = Settings(settings_dir, self)
        values = self.settings.values
        self.clipboard = Clipboard(values.clipboard_seconds, self)
        self.idle = Idle(values.lock_minutes, clock=clock, parent=self)
        self.system = SystemWatch(self)
        self.system.leaving.connect(self.idle.due)
        self.capture = CaptureGuard(values.capture_protection, self)
        self._runtime_dir = runtime_dir or (lambda: settings_dir / "open")
        self._witness_dir = witness_dir
        self.windows: list[Window] = []
        theme().set_mode(Mode(values.theme))
        self.settings.changed.connect(self._setting)
        self.qt.aboutToQuit.connect(self.clipboard.clear)

    @cached_property
    def instances(self) -> Instances:
        """The books that are open here, as a second start sees them; made when there is the first."""
        from desktop.instance import Instances

        made = Instances(self._runtime_dir(), self)
        made.called.connect(self._come_forward)
        return made

    def open_window(self, book_path: Path | None = None, *, book: Book | None = None) -> Window:
        """A window that asks for the passphrase of `book_path` (or of the last book), or shows an open `book`."""
        already = self.window_of(book_path) if book_path is not None else None
        if already is not None:
            _raise(already)
            return already
        shown = (str(book_path or ""), *self.settings.values.books)
        if not "".join(shown).isascii():
            theme().load_all_scripts()  # the unlock screen names these books, in whatever script
        window = Window(self.settings, self.clipboard, self.idle, self.protections)
        if book_path is not None and window.unlock is not None:
            window.unlock.show_book(book_path)
        self.windows.append(window)
        window.settled.connect(self._settle)
        window.closed.connect(self._closed)
        window.book_opened.connect(lambda book: self.instances.take(book))
        window.book_closed.connect(lambda book: self.instances.give(book))
        if book is not None:
            window.hold(book)
        self.system.watch(window)
        window.show()
        return window

    def _settle(self) -> None:
        """What the first picture of the window does without, and an open book does not."""
        gc.freeze()  # what is there now stays: no need to look through it again and again
        theme().load_all_scripts()
        self.system.listen()
        if self._witness_dir is not None:
            from storage import profile

            profile.keep_in(self._witness_dir())

    def window_of(self, book_path: Path) -> Window | None:
        """The window in which this book is open."""
        for window in self.windows:
            if window.desk.is_open and window.desk.book.path.resolve() == book_path.resolve():
                return window
        return None

    def open_elsewhere(self, book_path: Path) -> bool:
        """Whether another process of this user has the book open; its window is then asked to come to the front."""
        if self.instances.take(book_path):
            self.instances.give(book_path)
            return False
        return True

    def protections(self) -> list[Protection]:
        """What protects an open book here, and how it stands now."""
        heard = self.system.heard
        sleep = (
            f"The system tells of {' and '.join(heard)}."
            if heard
            else ("The system tells nothing: sleep is noticed on waking, and locks then.")
        )
        return [
            Protection("Lock on sleep and screen lock", bool(heard), sleep),
            Protection("Screen shots and shared screens", self.capture.works, self.capture.words),
            *hardening.protections(),
        ]

    def run(self) -> int:
        """Run until the last window is closed; returns the exit code."""
        return self.qt.exec()

    def close(self) -> None:
        """Close every window, and wait until every book is closed and backed up."""
        for window in tuple(self.windows):
            window.close()
        while self.windows:
            for window in tuple(self.windows):
                window.wait_closed()
            QCoreApplication.sendPostedEvents()  # delivers what the jobs came to, which closes the windows
        self.settings.flush()

    def _come_forward(self, book_path: Path) -> None:
        window = self.window_of(book_path)
        if window is not None:
            _raise(window)

    def _tell_of_mistake(self) -> None:
        """A mistake of ours happened: say so in the window in front, without saying what it was about."""
        for window in self.windows:
            if window.isActiveWindow() or window is self.windows[-1]:
                window.desk.notice.trouble(OUR_FAULT)
                return

    def catch_mistakes(self) -> None:
        """Take over Python's last resort: note the kind and place of an error nobody caught, and say a sentence."""
        crash.install(lambda: QTimer.singleShot(0, self, self._tell_of_mistake))

    def _closed(self) -> None:
        self.windows = [window for window in self.windows if window is not self.sender()]
        if not self.windows:
            self.settings.flush()
            QTimer.singleShot(0, self.qt, self.qt.quit)

    def _setting(self, key: str) -> None:
        values = self.settings.values
        if key == "theme":
            theme().set_mode(Mode(values.theme))
        elif key == "lock_minutes":
            self.idle.set_minutes(values.lock_minutes)
        elif key == "capture_protection":
            self.capture.want(values.capture_protection)
        elif key == "clipboard_seconds":
            self.clipboard.set_seconds(values.clipboard_seconds)


def build(arguments: Sequence[str] = ()) -> Application:
    """The application as it runs on this computer, with the settings of this user.

    `arguments` are Qt's own, such as `-platform`.
    """
    hardening.harden()
    log.start(paths.log_dir())
    _qt(arguments)
    application = Application(paths.settings_dir(), runtime_dir=paths.runtime_dir, witness_dir=paths.witness_dir)
    application.catch_mistakes()
    return application


def _qt(arguments: Sequence[str] = ()) -> QApplication:
    running = QCoreApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = QApplication(["rotunda", *arguments, *STYLE_ARGUMENTS])
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
