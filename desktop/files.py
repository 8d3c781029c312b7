"""Names and words that the start shares with the command line, light enough to be read before anything else."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

SUFFIX = ".rotunda"
VERSION = "0.1.0"


def has_display() -> bool:
    """Whether a window could be shown to somebody: on Linux a display server must be named, and answer."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin") or chosen not in ("", "xcb", "wayland"):
        return True
    return (chosen != "wayland" and _x11_answers()) or (chosen != "xcb" and _wayland_answers())


def window_trouble() -> str:
    """Why no window can be opened here, in words; empty when one can.

    Asked before Qt is, which would end the process without a word. Who names a platform for Qt gets it.
    """
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if not has_display() and chosen in ("", "xcb", "wayland"):
        return (
            "There is no screen here on which a window could be opened. Nothing was changed. "
            "Start Rotunda in a desktop session, or work without a window: “rotunda --help” lists how."
        )
    if sys.platform == "linux" and chosen in ("", "xcb") and not os.environ.get("WAYLAND_DISPLAY") and not _xcb_loads():
        return qt_missing()
    return ""


def _x11_answers() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    try:
        library = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt's own message about its libraries says more
    library.xcb_connect.restype = ctypes.c_void_p
    library.xcb_connection_has_error.argtypes = library.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = library.xcb_connect(None, None)
    answers = library.xcb_connection_has_error(connection) == 0
    library.xcb_disconnect(connection)
    return bool(answers)


def _wayland_answers() -> bool:
    """Whether a compositor has its door there; nobody knocks, for Rotunda opens no socket of its own."""
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name).is_socket()  # an absolute name wins


def _xcb_loads() -> bool:
    """Whether Qt's plugin for X finds the libraries it stands on."""
    from PySide6.QtCore import QLibraryInfo

    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError:
        return not plugin.exists()  # elsewhere in another build: Qt will know
    return True


def qt_missing() -> str:
    """What to do when the system lacks what Qt stands on."""
    return (
        "Qt cannot be loaded: this system lacks some of its libraries. On Debian and Ubuntu: apt install libegl1 "
        "libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 "
        "libxcb-keysyms1"
    )
