"""The menus, read off the table of actions: one per section, in the order in which sections first appear."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui import icons
from ui.actions import Action, qaction


class Menus:
    """The menu bar of a window and the keys behind it, rebuilt whenever the table of actions changes."""

    def __init__(self, bar: QMenuBar, window: QWidget) -> None:
        self._bar = bar
        self._window = window
        self._made: list[QAction] = []
        self._menus: list[QMenu] = []

    def fill(self, actions: Iterable[Action]) -> None:
        """Show these actions and listen to their keys, and to no others."""
        self.clear()
        sections: dict[str, QMenu] = {}
        for action in actions:
            made = qaction(action, self._window, icon=False)
            self._window.addAction(made)  # so that its key works while the menu bar is hidden
            self._made.append(made)
            menu = sections.get(action.section)
            if menu is None:
                menu = sections[action.section] = self._menu(action.section)
            menu.addAction(made)
            menu.aboutToShow.connect(lambda made=made, action=action: _ready(made, action))
            # Greyed out only while the menu is open: a disabled action would leave its key dead until the next look.
            menu.aboutToHide.connect(lambda made=made: made.setEnabled(True))

    def clear(self) -> None:
        """No menus and no keys."""
        for made in self._made:
            self._window.removeAction(made)
            made.deleteLater()
        self._made.clear()
        self._bar.clear()
        for menu in self._menus:
            menu.deleteLater()
        self._menus.clear()

    def popup(self, parent: QWidget) -> QMenu:
        """All menus in one, for the menu button."""
        whole = QMenu(parent)
        for menu in self._menus:
            whole.addMenu(menu)
        return whole

    def _menu(self, words: str) -> QMenu:
        menu = QMenu(words, self._bar)
        menu.setToolTipsVisible(True)
        self._bar.addMenu(menu)
        self._menus.append(menu)
        return menu


def _ready(made: QAction, action: Action) -> None:
    if action.icon:
        icons.set_icon(made, action.icon)
    made.setEnabled(action.enabled())
