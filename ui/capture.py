"""Keeping Rotunda's windows out of screen shots, recordings and shared screens, where the system can do that.

Windows blackens a window with WDA_MONITOR. macOS takes a window out of older ways of capturing only. Linux has no such
thing. Nothing stops a camera. What was reached is asked of the system and told as it is.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

POSSIBLE = sys.platform in ("win32", "darwin")

#: The property of a window that is made to be seen by a room, and so may be shared and recorded.
FOR_THE_ROOM = "for_the_room"


class CaptureGuard(QObject):
    """Marks every top-level window as it is shown: windows, dialogs, menus, tool tips; not one for the room."""

    def __init__(self, wanted: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.failed = False
        application = QCoreApplication.instance()
        if POSSIBLE and application is not None:
            application.installEventFilter(self)

    @property
    def works(self) -> bool:
        """Whether windows are kept out of what is recorded, as far as the system says."""
        return POSSIBLE and self.wanted and not self.failed

    @property
    def words(self) -> str:
        """How things stand, truthfully."""
        if not POSSIBLE:
            return "Not on this system: whoever records the screen sees the window."
        if not self.wanted:
            return "Switched off."
        if self.failed:
            return "The system refused it: whoever records the screen sees the window."
        if sys.platform == "darwin":
            return "Asked for; recent versions of macOS do not heed it for every way of recording."
        return "On: ordinary screen shots and shared screens show black."

    def want(self, wanted: bool) -> None:
        """Switch it on or off; windows that are open already follow when they are shown next."""
        self.wanted = wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if not watched.property(FOR_THE_ROOM):
                self.failed = not protect(int(watched.winId()), self.wanted) or self.failed
        return False


def protect(handle: int, on: bool) -> bool:
    """Tell the system about one window; whether it agreed."""
    import ctypes
    from ctypes import util

    if sys.platform == "win32":
        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(handle), 1 if on else 0))
    if sys.platform == "darwin":
        objc = ctypes.CDLL(util.find_library("objc"))
        objc.sel_registerName.restype = ctypes.c_void_p
        objc.sel_registerName.argtypes = [ctypes.c_char_p]
        send = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
        give = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(("objc_msgSend", objc))
        window = send(handle, objc.sel_registerName(b"window"))
        if not window:
            return False
        give(window, objc.sel_registerName(b"setSharingType:"), 0 if on else 1)
        return True
    return False
