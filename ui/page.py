"""What every page of the window is: a widget that holds the desk, and a few words for the frame around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.leading import Leading

if TYPE_CHECKING:
    from ui.actions import Action
    from ui.desk import Desk

#: What a page may ask the settings to remember: tokens such as column or filter names, never text from the book.
Memory = Mapping[str, object]


class Page(Leading):
    """One page. The window makes it when it is first shown and destroys it, models and all, when the book is locked."""

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    placeholder: ClassVar[str] = "Search"
    """What the window's search field says while this page is shown."""

    go = Signal(str, str)
    """Asks the window to show another page (its key) and there a record (its id, or empty)."""

    heading = Signal()
    """Says that `subtitle()` or `hint()` has something new to say."""

    inspect = Signal()
    """Asks the window to open the inspector, because there is something to see in it now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setObjectName(self.key)

    def subtitle(self) -> str:
        """What stands small beside the title."""
        return ""

    def hint(self) -> str:
        """What one can do here, in a few words, for the foot of the window ("Drop moves · Ctrl swaps")."""
        return ""

    def inspector(self) -> QWidget | None:
        """The widget for the panel at the right; the page owns what is in it. None: this page has none."""
        return None

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        """What can be done on this page, for menu, palette and shortcuts page."""
        return []

    def search(self, text: str) -> None:
        """The text in the window's search field has changed."""

    def reveal(self, record_id: str) -> None:
        """Show this record, as far as the page knows it."""

    def state(self) -> Memory:
        """What to remember of filters and layout: plain tokens, numbers and yes or no, never private text."""
        return {}

    def restore(self, state: Memory) -> None:
        """Take up what `state` once gave; anything may be missing or out of date."""
