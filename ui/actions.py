"""The table of everything that can be done: menus, palette, shortcuts page and buttons are all read off it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import icons


def always() -> bool:
    """For an action that can be done at any time."""
    return True


class Action(msgspec.Struct, frozen=True):
    """One thing that can be done: `words` name it in the user's language, `section` is the menu it stands in.

    `shortcut` is portable Qt text ("Ctrl+K"); `enabled` is asked whenever the action is shown or about to run.
    """

    key: str
    words: str
    run: Callable[[], object]
    icon: str = ""
    shortcut: str = ""
    enabled: Callable[[], bool] = always
    section: str = ""

    def trigger(self) -> None:
        """Run it, if it can be done just now."""
        if self.enabled():
            self.run()

    @property
    def keys(self) -> str:
        """The shortcut as this platform writes it; empty when there is none."""
        return QKeySequence(self.shortcut).toString(QKeySequence.SequenceFormat.NativeText) if self.shortcut else ""


def qaction(action: Action, parent: QWidget, *, icon: bool = True) -> QAction:
    """The Qt action for a menu or button of `parent`.

    Without its icon it is quicker made; menus draw theirs when they are shown.
    It is enabled as long as it is not shown: otherwise a shortcut would stay dead until the next look at the menu.
    """
    made = QAction(action.words, parent)
    made.setObjectName(action.key)
    if icon and action.icon:
        icons.set_icon(made, action.icon)
    if action.shortcut:
        made.setShortcut(QKeySequence(action.shortcut))
    made.triggered.connect(lambda _checked=False: action.trigger())
    return made
