"""Taking changes over by key: the cell, or the row, that the keyboard stands on, or leaving it as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from program.names import counted
from program.records import Person
from ui.actions import Action
from ui.board.versus import Difference, Place, Versus

if TYPE_CHECKING:
    from ui.board.model import BoardModel
    from ui.board.planpicker import PlanDeeds
    from ui.board.plans import Plans
    from ui.board.view import BoardView


class Taking(QObject):
    """The deeds on what differs from the live plan."""

    def __init__(self, plans: Plans, model: BoardModel, view: BoardView, deeds: PlanDeeds, parent: QObject) -> None:
        super().__init__(parent)
        self._plans, self._model, self._view, self._deeds = plans, model, view, deeds

    def actions(self) -> list[Action]:
        """All of them, for menu, palette and shortcuts page."""
        return [
            Action("change_take", "Take this change over", self._take, "check", "T", self._takes),
            Action("change_row", "Take this row over", self._take_row, "check", "Shift+T", self._takes_row),
            Action("change_leave", "Leave this cell as it is", self._leave, "undo", "X", self._leaves),
        ]

    @property
    def _versus(self) -> Versus | None:
        return self._model.versus

    def _here(self) -> Difference | None:
        """The change in the cell the keyboard stands on."""
        here, versus = self._view.here, self._versus
        return versus.at(self._model.sheet, here) if here is not None and versus is not None else None

    def _row(self) -> frozenset[Place]:
        """The changed cells of the mentee the keyboard stands on."""
        here, versus, sheet = self._view.here, self._versus, self._model.sheet
        if here is None or versus is None or here[0] >= len(sheet.rows):
            return frozenset()
        card = sheet.card(*here)
        person = card.person if card is not None else sheet.rows[here[0]].key
        return frozenset(cell for cell in versus.changes if cell[0] == person)

    def _takes(self) -> bool:
        return self._here() is not None and not self._plans.book.read_only

    def _takes_row(self) -> bool:
        return bool(self._row()) and not self._plans.book.read_only

    def _leaves(self) -> bool:
        return self._here() is not None and self._plans.offer is not None

    def _take(self) -> None:
        change, versus = self._here(), self._versus
        if change is not None and versus is not None:
            self._deeds.adopt(frozenset((change.cell,)), f"Adopt {versus.title(change)}")

    def _take_row(self) -> None:
        cells, versus = self._row(), self._versus
        if cells and versus is not None:
            who = versus.front.title(Person, next(iter(cells))[0])
            self._deeds.adopt(cells, f"Adopt {counted(len(cells), 'change')} of {who}")

    def _leave(self) -> None:
        change = self._here()
        if change is not None:
            self._plans.leave_out((change.cell,))
