"""What every section of a page of sections is: a widget over one part of the program, and a panel beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from program.changes import Change
from ui.parts.labels import label
from ui.parts.leading import Leading
from ui.theme import GRID, MARGIN

if TYPE_CHECKING:
    from ui.desk import Desk


class Section(Leading):
    """One section. What it cannot do, it leaves as it is here."""

    key: ClassVar[str] = ""

    go = Signal(str, str)
    """Asks for another page (its key) and there a record."""
    inspect = Signal()
    """There is something to see in the panel now."""

    adds: str = ""
    """What can be added, with its article ("a host"); empty when nothing can."""

    def __init__(self, desk: Desk, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 4, MARGIN, 12)
        self._column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(label(title, "heading"), 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        head.addLayout(self._buttons)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addLayout(head)
        said.addWidget(label(words, "quiet small", wrap=True))
        self._column.addLayout(said)

    @property
    def writable(self) -> bool:
        """Whether anything can be changed in this book."""
        return self.desk.is_open and not self.desk.book.read_only

    def panel(self) -> QWidget | None:
        """The widget for the panel at the right."""
        return None

    def follow(self, change: Change) -> None:
        """Something has changed."""

    def search(self, text: str) -> None:
        """Narrow what is listed to what holds these words."""

    def reveal(self, record_id: str) -> None:
        """Show this record."""

    def shown(self) -> None:
        """The section has come to the front."""

    def add(self) -> None:
        """Begin something new."""

    def copy(self) -> None:
        """Make a copy of what is chosen."""

    def remove(self) -> None:
        """Remove what is chosen."""

    @property
    def copies(self) -> bool:
        """Whether `copy` would do something now."""
        return False

    @property
    def removes(self) -> bool:
        """Whether `remove` would do something now."""
        return False

    def memory(self) -> Mapping[str, object]:
        """What to remember of the layout: plain tokens."""
        return {}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up what `memory` once gave."""

    def pose(self) -> None:
        """Choose something, for a picture."""

    def scenes(self) -> dict[str, Callable[[], object]]:
        """States worth a picture, beside the section as it is."""
        return {}
