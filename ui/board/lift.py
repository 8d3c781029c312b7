"""A card in the air: which cards are lifted, what dropping them on a cell would do, and what the rules say to it.

Knows nothing of mouse or keyboard; both hold a `Lift` and ask the same questions of it. One card's cells are all
answered at once (`look_over`), in colours and points; words come from the rules, cell by cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from program.commands import Mode, MovePlacements, Target
from program.program import Program
from program.records import Placement
from program.verdict import Outcome, Verdict, verdict
from ui.board.look import Rows
from ui.board.sheet import LOOSE, Cell, Sheet

if TYPE_CHECKING:
    from program.planning.lifted import Cells

OUTSIDE = Verdict(Outcome.IMPOSSIBLE, words="The cards would leave the board.")


class Lift:
    """One or more cards lifted from a sheet. The first is the one held; the others keep their distance to it."""

    def __init__(self, sheet: Sheet, cards: tuple[Placement, ...], mode: Mode = Mode.MOVE) -> None:
        self.sheet = sheet
        self.cards = cards
        self.mode = mode
        self.ids = frozenset(card.id for card in cards)
        held = sheet.find(cards[0])
        assert held is not None, "only a card on the board can be lifted"
        self.origin: Cell = held
        self._place = {key: place for place, key in enumerate(sheet.keys)}
        self._known: dict[tuple[Mode, str, int, str], Verdict] = {}
        self._cells: Cells | None = None

    @property
    def program(self) -> Program:
        """The present in which the cards were lifted."""
        return self.sheet.program

    def leaves(self, cell: Cell) -> bool:
        """Whether a lifted card lies in this cell."""
        card = self.sheet.card(*cell)
        return card is not None and card.id in self.ids

    def at_origin(self, cell: Cell) -> bool:
        """Whether dropping here would change nothing."""
        return self._key(cell) == self._key(self.origin) and cell[1] == self.origin[1]

    def command(self, cell: Cell, reason: str = "") -> MovePlacements | None:
        """What a drop on this cell would do; None where a card would leave the board."""
        key = self._key(cell)
        if not key or not 0 <= cell[1] < len(self.sheet.columns):
            return None
        down = self._place[key] - self._place[self._key(self.origin)]
        right = cell[1] - self.origin[1]
        targets = []
        for card in self.cards:
            target = self._target(card, down, right)
            if target is None:
                return None
            targets.append(target)
        if self.mode is Mode.SWAP and self.sheet.look.rows is not Rows.MENTEE and len(self.cards) == 1:
            targets += self._exchanged(cell)
        return MovePlacements(tuple(targets), self.mode, reason)

    def verdict(self, cell: Cell) -> Verdict:
        """What the rules say to a drop on this cell."""
        question = self._question(cell)
        if question not in self._known:
            command = self.command(cell)
            self._known[question] = OUTSIDE if command is None else verdict(self.program, command)
        return self._known[question]

    def known(self, cell: Cell) -> Verdict | None:
        """The verdict if it has been worked out already."""
        return self._known.get(self._question(cell))

    def look_over(self) -> bool:
        """Answer all cells at once, if that can be done; whether there is anything new to show."""
        if self._cells is not None or len(self.cards) > 1:
            return False
        from program.planning.lifted import Lifted
        from program.planning.live import live_of

        live = live_of(self.program)
        if live is None:
            return False
        lifted = Lifted(live, self.cards[0])
        match self.sheet.look.rows:
            case Rows.MENTEE:
                self._cells = lifted.by_mentee()
            case Rows.HOST:
                self._cells = lifted.by_host()
            case Rows.MENTOR:
                self._cells = lifted.by_mentor()
        return True

    def glance(self, cell: Cell) -> Verdict | None:
        """The verdict as far as it is known: in full, or without the rules' words; None while it is not known."""
        return self.known(cell) or self._at_once(cell)

    def _at_once(self, cell: Cell) -> Verdict | None:
        key = self._key(cell)
        if self._cells is None or self.mode is not Mode.MOVE or not key:
            return None
        row, cycle = "" if key == LOOSE else key, self.sheet.columns[cell[1]].id
        if row not in self._cells.rows:
            return None
        outcome = self._cells.outcome(row, cycle)
        if outcome is None:
            return None
        (card,) = self.cards
        other = self.program.plan.at(row if self.sheet.look.rows is Rows.MENTEE else card.person, cycle)
        displaced = (other,) if other is not None and other.id != card.id else ()
        return Verdict(outcome, points=self._cells.points(row, cycle), displaced=displaced)

    def _question(self, cell: Cell) -> tuple[Mode, str, int, str]:
        """What a verdict depends on: lanes of one host are one target, unless a card there is to be swapped."""
        other = self.sheet.card(*cell) if self.mode is Mode.SWAP else None
        return self.mode, self._key(cell), cell[1], other.id if other is not None else ""

    def _key(self, cell: Cell) -> str:
        return self.sheet.rows[cell[0]].key if 0 <= cell[0] < len(self.sheet.rows) else ""

    def _target(self, card: Placement, down: int, right: int) -> Target | None:
        column = self.sheet.column_of(card.cycle)
        place = self._place.get(self.sheet.key_of(card))
        if column is None or place is None:
            return None
        place, column = place + down, column + right
        if not (0 <= place < len(self.sheet.keys) and 0 <= column < len(self.sheet.columns)):
            return None
        return self._to(card, self.sheet.keys[place], self.sheet.columns[column].id)

    def _to(self, card: Placement, key: str, cycle: str) -> Target:
        key = "" if key == LOOSE else key
        match self.sheet.look.rows:
            case Rows.MENTEE:
                return Target(card.id, person=key, cycle=cycle)
            case Rows.HOST:
                return Target(card.id, cycle=cycle, host=key)
            case Rows.MENTOR:
                return Target(card.id, cycle=cycle, mentor=key)

    def _exchanged(self, cell: Cell) -> list[Target]:
        """By host and by mentor, swapping gives the other card this one's host or mentor, and its cycle."""
        other = self.sheet.card(*cell)
        if other is None or other.id in self.ids:
            return []
        return [self._to(other, self.sheet.key_of(self.cards[0]), self.cards[0].cycle)]
