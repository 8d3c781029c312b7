"""What is otherwise in the plan in front than in the live one, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping

from program.program import Program
from program.records import Cycle, Person, Placement
from program.scenarios import Cell as Place
from program.scenarios import Difference, differences, seat_words
from ui.board.sheet import Cell, Sheet

__all__ = ["Difference", "Place", "Versus", "card_of"]


class Versus:
    """The changed cells of one plan against the live one, by name of the mentee and then by cycle."""

    def __init__(self, live: Program, front: Program) -> None:
        self.live = live
        self.front = front
        found = differences(live, front.of(Placement).values())
        self.changes: Mapping[Place, Difference] = {each.cell: each for each in found}

    def __len__(self) -> int:
        return len(self.changes)

    def at(self, sheet: Sheet, cell: Cell) -> Difference | None:
        """The change in a cell of the board, however it is laid out."""
        if cell[1] >= len(sheet.columns) or sheet.rows[cell[0]].heading:
            return None
        card = sheet.card(*cell)
        if card is not None:
            return self.changes.get((card.person, card.cycle))
        return self.changes.get((sheet.rows[cell[0]].key, sheet.columns[cell[1]].id))

    def words(self, change: Difference) -> str:
        """ "now Finance with L. Chen, before that Product with K. Lind": what a reader hears of a change."""
        if change.after is None:
            return f"taken off: {seat_words(self.live, change.before)}"
        now = seat_words(self.front, change.after)
        if change.before is None:
            return f"new: {now}"
        old = seat_words(self.live, change.before)
        return f"now {now}, before that {old}" if now != old else f"{now}, with other details than before"

    def title(self, change: Difference) -> str:
        """ "Ana Ruiz, Q2 2027"."""
        return f"{self.front.title(Person, change.person)}, {self.front.title(Cycle, change.cycle)}"


def card_of(change: Difference) -> Placement:
    """What there is to point at: the card as it would stand, else as it stands."""
    found = change.after or change.before
    assert found is not None
    return found
