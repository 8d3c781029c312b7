"""Hiding everything at once: Esc twice, and every window of Rotunda is covered, the room's own too.

While it is hidden nothing typed or clicked reaches what lies below. Any key or click offers the way back; taking it
needs a click on "Show again", so that a bumped keyboard shows nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.capture import FOR_THE_ROOM
from ui.parts.labels import label
from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

TWICE = 0.6
"""Seconds within which Esc is pressed a second time."""

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut})
_POINTER = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.TouchBegin,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
    }
)


class Cover(QWidget):
    """Lies over one window, whatever its size; one over the room's has nothing to say."""

    again = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAccessibleName("Hidden")
        self.button = QPushButton("Show again")
        self.button.clicked.connect(self.again)
        self.button.hide()
        self._words = label("Hidden. Press a key, then click.", "quiet")
        column = QVBoxLayout(self)
        for each in (self._words, self.button):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        column.insertStretch(0, 1)
        column.addStretch(1)
        self.silent = bool(over.property(FOR_THE_ROOM))
        self._words.setVisible(not self.silent)
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.raise_()
        self.show()

    def offer(self) -> None:
        """Show the way back."""
        self._words.hide()
        self.button.setVisible(not self.silent)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        elif event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("surface"))


class Blank(QObject):
    """Covers all windows of the application, and uncovers them again."""

    changed = Signal(bool)
    """Everything is hidden now, or shown again."""
    wanted = Signal()
    """Esc was pressed twice."""

    def __init__(self, window: QMainWindow, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._covers: list[Cover] = []
        self._escaped = float("-inf")
        self._inside: QWidget | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.watch)
            self.watch(application.focusWindow())

    @property
    def on(self) -> bool:
        """Whether everything is hidden."""
        return bool(self._covers)

    def watch(self, window: QWindow | None) -> None:
        """Watch for Esc Esc in the window that has the keyboard now, too."""
        if window is not None:
            window.installEventFilter(self)

    def hide(self) -> None:
        """Hide everything, now; once, also where several windows of Rotunda hear it."""
        if any(isinstance(each, Cover) and each.isVisible() for each in QApplication.allWidgets()):
            return
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        inside = self._window.centralWidget()
        self._inside = inside if inside is not None and not inside.isHidden() else None
        if self._inside is not None:
            self._inside.hide()  # nothing of it is read out either
        for top in QApplication.topLevelWidgets():
            self._cover(top)
        application.installEventFilter(self)
        self.changed.emit(True)

    def show(self) -> None:
        """Show everything again."""
        if not self.on:
            return
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.removeEventFilter(self)
        covers, self._covers = self._covers, []
        for cover in covers:
            cover.hide()
            cover.setParent(None)
            cover.deleteLater()
        if self._inside is not None:
            self._inside.show()
        self._inside = None
        self.changed.emit(False)

    def forget(self) -> None:
        """What lay below is gone, because the book was locked: there is nothing to hide any more."""
        self._inside = None
        self.show()

    # ---- keys and covers -------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc twice hides; what is hidden hears nothing."""
        if not self.on:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QWindow):
                self._listen(event)
            return self.on  # the second Esc ends here
        if event.type() in _KEYS or event.type() in _POINTER:
            return self._stop(watched, event)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._cover(watched)
        return False

    def _listen(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() != Qt.Key.Key_Escape:
            self._escaped = float("-inf")
            return
        now = self._clock()
        if now - self._escaped <= TWICE:
            self._escaped = float("-inf")
            self.wanted.emit()
        else:
            self._escaped = now

    def _stop(self, watched: QObject, event: QEvent) -> bool:
        """Swallow it, unless it is the click on the way back."""
        pointer = event.type() in _POINTER
        if isinstance(watched, QWindow):
            return not pointer and self._offered(event)
        if pointer and isinstance(watched, QWidget):
            if any(watched is cover.button for cover in self._covers):
                return False
            self._offered(event)
            return True
        return self._offered(event)

    def _offered(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            for cover in self._covers:
                cover.offer()
        return True

    def _cover(self, top: QWidget) -> None:
        kind = top.windowType()
        shown = top.isVisible() and kind not in (Qt.WindowType.ToolTip, Qt.WindowType.Popup, Qt.WindowType.Desktop)
        if shown and not any(cover.parent() is top for cover in self._covers):
            cover = Cover(top)
            cover.again.connect(self.show)
            self._covers.append(cover)
