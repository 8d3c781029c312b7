"""Where Rotunda keeps what is its own on this computer: settings, a log that holds no content, witnesses."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_NAME = "Rotunda"


def settings_dir() -> Path:
    """The folder of the settings file."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False))


def log_dir() -> Path:
    """The folder of the log."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False))


def witness_dir() -> Path:
    """The folder that remembers how far each book had come here: ids, numbers and codes, no names."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False)) / "books"


def runtime_dir() -> Path:
    """A folder for what only matters while Rotunda runs; the user's own."""
    return Path(platformdirs.user_runtime_dir(_NAME, appauthor=False))
