"""The pages of the window, in the order of the rail. Each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from ui.page import Page


@dataclass(frozen=True)
class Entry:
    """A page as the rail knows it before it is imported."""

    key: str
    words: str
    icon: str
    load: Callable[[], type[Page]]


def _find(module: str) -> Callable[[], type[Page]]:
    def load() -> type[Page]:
        found = import_module(module)
        return next(
            each
            for each in vars(found).values()
            if isinstance(each, type) and issubclass(each, Page) and each.__module__ == module
        )

    return load


_ALL = (
    ("overview", "Overview", "overview", "ui.overview.page"),
    ("people", "People", "people", "ui.people.page"),
    ("board", "Board", "board", "ui.board.page"),
    ("setup", "Set-up", "setup", "ui.setup.page"),
    ("reports", "Reports", "reports", "ui.reports.page"),
    ("history", "History", "history", "ui.history.page"),
    ("settings", "Settings", "settings", "ui.settings_page.page"),
)


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def pages() -> tuple[Entry, ...]:
    """All pages there are."""
    return tuple(Entry(key, words, icon, _find(module)) for key, words, icon, module in _ALL if _there(module))
