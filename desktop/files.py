"""Names and words that the start shares with the command line, light enough to be read before anything else."""

from __future__ import annotations

import os
import sys

SUFFIX = ".rotunda"
VERSION = "0.1.0"


def has_display() -> bool:
    """Whether a window could be shown to somebody."""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def qt_missing() -> str:
    """What to do when the system lacks what Qt stands on."""
    return (
        "Qt cannot be loaded: this system lacks some of its libraries. On Debian and Ubuntu: apt install libegl1 "
        "libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 "
        "libxcb-keysyms1"
    )
