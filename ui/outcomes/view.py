"""What each part of the Outcomes page is: something that shows a scope of the present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from program.metrics.figure import Scope
from ui.parts.leading import Leading

if TYPE_CHECKING:
    from ui.desk import Desk


class View(Leading):
    """One part of the page, made when it is first looked at."""

    go = Signal(str, str)
    card_wanted = Signal(object)
    """The `Measure` whose definition is asked for."""
    figure_wanted = Signal(object)
    """The `Measure` that is to be seen in full."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def show_scope(self, scope: Scope, before: Scope | None) -> None:
        """Show this part of the program as it is now; `before` is how it stood when the cycle before was over."""

    def search(self, text: str) -> None:
        """Narrow down to what holds these words, where that makes sense."""

    def leave(self) -> None:
        """Another part is looked at: what is being made for this one can wait."""
