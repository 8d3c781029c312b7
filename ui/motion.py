"""Whether the system asks programs to move less.

Qt tells from a later release than ours; until then each system is asked in its own way. On GNOME the wish lies in
a database that only its own tools read: there movements, all under 150 ms, stay.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QSettings, QStandardPaths


def less_motion() -> bool:
    """True when the user has turned animation off for the whole system."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _true(QSettings("apple.com", "universalaccess").value("reduceMotion"))
    return any(_gtk(folder) for folder in ("gtk-4.0", "gtk-3.0"))


def _windows() -> bool:
    import ctypes

    get_client_area_animation = 0x1042
    shown = ctypes.c_int(1)
    library = getattr(ctypes, "windll", None)  # only there on Windows, which the type checker need not run on
    if library is None:
        return False
    library.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(shown), 0)
    return shown.value == 0


def _gtk(folder: str) -> bool:
    """Plasma and Xfce write the wish here as well, for programs of other toolkits."""
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    settings = QSettings(f"{home}/{folder}/settings.ini", QSettings.Format.IniFormat)
    value = settings.value("Settings/gtk-enable-animations")
    return value is not None and not _true(value)


def _true(value: object) -> bool:
    return str(value).lower() in ("1", "true", "yes")
