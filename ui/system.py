"""What the system tells of itself: that the computer goes to sleep, that the screen is locked, that users switch.

Linux tells over D-Bus (logind, and the desktop's screen saver), Windows by messages to the window, macOS by a
distributed notification. Where nothing tells, `Idle` still notices on waking that time has passed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget


class SystemWatch(QObject):
    """Listens to the system. `leaving` says why nobody will be in front of the screen ("slept", "away")."""

    leaving = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard: tuple[str, ...] = ()
        """What this system tells of, in words; empty when it tells nothing."""
        self._kept: list[object] = []
        self._listening = False

    def listen(self) -> None:
        """Begin to listen; once is enough."""
        if self._listening:
            return
        self._listening = True
        {"win32": self._listen_windows, "darwin": self._listen_macos}.get(sys.platform, self._listen_dbus)()

    def watch(self, window: QWidget) -> None:
        """Windows tells of locking only to windows that asked for it."""
        if sys.platform == "win32":
            _ask_for_sessions(int(window.winId()))

    # ---- Linux and other systems with D-Bus ------------------------------------------------------------------------

    def _listen_dbus(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        login = "org.freedesktop.login1"
        heard: list[str] = []
        if system.isConnected():
            if system.connect("", "", f"{login}.Manager", "PrepareForSleep", self, _slot("_sleeping(bool)")):
                heard.append("sleep")
            if system.connect("", "", f"{login}.Session", "Lock", self, _slot("_away()")):
                heard.append("the session's lock")
            if own := _own_session():
                system.connect("", own, "org.freedesktop.DBus.Properties", "PropertiesChanged", self,
                               _slot("_changed(QDBusMessage)"))  # fmt: skip
        if session.isConnected():
            for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
                if session.connect("", "", name, "ActiveChanged", self, _slot("_screen_saver(bool)")):
                    heard.append("the screen lock")
        self.heard = tuple(dict.fromkeys(heard))

    @Slot(bool)
    def _sleeping(self, going: bool) -> None:
        if going:
            self.leaving.emit("slept")

    @Slot()
    def _away(self) -> None:
        self.leaving.emit("away")

    @Slot(bool)
    def _screen_saver(self, active: bool) -> None:
        if active:
            self.leaving.emit("away")

    @Slot("QDBusMessage")
    def _changed(self, message: Any) -> None:
        changed = message.arguments()[1] if len(message.arguments()) > 1 else {}
        if isinstance(changed, dict) and (changed.get("LockedHint") is True or changed.get("Active") is False):
            self.leaving.emit("away")

    # ---- Windows ---------------------------------------------------------------------------------------------------

    def _listen_windows(self) -> None:
        listener = _WindowsMessages(self.leaving.emit)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(listener)
            self._kept.append(listener)
            self.heard = ("sleep", "the screen lock")

    # ---- macOS -----------------------------------------------------------------------------------------------------

    def _listen_macos(self) -> None:
        kept = _listen_to_screen_lock(lambda: self.leaving.emit("away"))
        if kept:
            self._kept += kept
            self.heard = ("the screen lock",)


def _slot(signature: str) -> bytes:
    made: Any = SLOT(signature)
    slot: bytes = made
    return slot


def _own_session() -> str:
    """The D-Bus path of the session this process belongs to; empty when unknown. logind escapes a leading digit."""
    name = os.environ.get("XDG_SESSION_ID", "")
    if not name.isalnum():
        return ""
    head = f"_{ord(name[0]):02x}" if name[0].isdigit() else name[0]
    return f"/org/freedesktop/login1/session/{head}{name[1:]}"


class _WindowsMessages(QAbstractNativeEventFilter):
    """Reads power and session messages off the message queue."""

    _POWER, _SUSPEND = 0x0218, 4  # WM_POWERBROADCAST, PBT_APMSUSPEND
    _SESSION = 0x02B1  # WM_WTSSESSION_CHANGE
    _GONE = frozenset({2, 4, 6, 7})  # console disconnect, remote disconnect, log-off, lock

    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
        if bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            said = wintypes.MSG.from_address(int(message))
            if said.message == self._POWER and said.wParam == self._SUSPEND:
                self._tell("slept")
            elif said.message == self._SESSION and said.wParam in self._GONE:
                self._tell("away")
        return False, 0


def _ask_for_sessions(handle: int) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(handle), 0)


def _listen_to_screen_lock(tell: Callable[[], object]) -> list[object]:
    """Observe macOS's notification of a locked screen; returns what must be kept alive, nothing when it failed."""
    import ctypes

    library = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    library.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
    library.CFStringCreateWithCString.restype = ctypes.c_void_p
    library.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    library.CFNotificationCenterAddObserver.argtypes = [
        ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long,
    ]  # fmt: skip
    shape = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)
    callback = shape(lambda *_: tell())
    centre = library.CFNotificationCenterGetDistributedCenter()
    if not centre:
        return []
    utf8, at_once = 0x08000100, 4
    for name in (b"com.apple.screenIsLocked", b"com.apple.screensaver.didstart"):
        words = library.CFStringCreateWithCString(None, name, utf8)
        library.CFNotificationCenterAddObserver(centre, None, callback, words, None, at_once)
    return [library, callback]
