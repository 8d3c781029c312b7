"""Which cells stand out under the filters and the search; all others are dimmed, and nothing is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from program.names import short_name
from program.program import Program
from program.records import Host, Person, Placement, Theme
from ui.board.judgements import Judgements
from ui.board.look import Show
from ui.board.sheet import Cell, Gap, Sheet
from ui.board.versus import Versus


class Matches:
    """The filters of one board. Answers are kept until sheet or filter change."""

    def __init__(self, judgements: Judgements) -> None:
        self._judgements = judgements
        self._sheet: Sheet | None = None
        self._words: tuple[str, ...] = ()
        self._show = Show.EVERYTHING
        self.versus: Versus | None = None
        """What is changed stands out where two plans are compared."""
        self._cards: dict[str, bool] = {}
        self._rows: dict[int, bool] = {}

    def follow(self, sheet: Sheet, show: Show, text: str) -> None:
        """Take over what is shown and what is looked for."""
        self._sheet, self._show = sheet, show
        self._words = tuple(text.casefold().split())
        self._cards.clear()
        self._rows.clear()

    @property
    def active(self) -> bool:
        """Whether anything is dimmed at all."""
        return bool(self._words) or self._show is not Show.EVERYTHING or self.versus is not None

    def dims(self, cell: Cell) -> bool:
        """Whether this cell steps back."""
        sheet = self._sheet
        if sheet is None or not self.active or cell[1] >= len(sheet.columns):
            return False
        if self.versus is not None and self.versus.at(sheet, cell) is None:
            return True
        card = sheet.card(*cell)
        if self._show is Show.UNPLACED and (card is not None or sheet.gap(*cell) is not Gap.FREE):
            return True
        if self._show is Show.WARNINGS and (card is None or not self._judgements.broken(card.id)):
            return True
        if not self._words or self._row(cell[0]):
            return False
        return card is None or not self._card(card)

    def row_dims(self, row: int) -> bool:
        """Whether a row's name steps back: neither it nor any card in it is looked for."""
        sheet = self._sheet
        if sheet is None or not self._words or sheet.rows[row].heading or self._row(row):
            return False
        cards = (sheet.card(row, column) for column in range(len(sheet.columns)))
        return not any(card is not None and self._card(card) for card in cards)

    def found(self) -> list[Cell]:
        """Every cell that stands out, row by row; empty without a filter."""
        return list(self.finds())

    def finds(self) -> Iterator[Cell]:
        """The same, one by one."""
        sheet = self._sheet
        if sheet is None or not self.active:
            return
        for row, where in enumerate(sheet.rows):
            if not where.heading:
                yield from ((row, column) for column in range(len(sheet.columns)) if not self.dims((row, column)))

    def _row(self, row: int) -> bool:
        assert self._sheet is not None
        if row not in self._rows:
            where = self._sheet.rows[row]
            self._rows[row] = self._in(f"{where.title} {where.words}")
        return self._rows[row]

    def _card(self, card: Placement) -> bool:
        assert self._sheet is not None
        if card.id not in self._cards:
            self._cards[card.id] = self._in(searchable(self._sheet.program, card))
        return self._cards[card.id]

    def _in(self, text: str) -> bool:
        folded = text.casefold()
        return all(word in folded for word in self._words)


def searchable(program: Program, card: Placement) -> str:
    """All words of a card that a search looks at."""
    mentor = program.title(Person, card.mentor)
    return " ".join(
        (
            program.title(Person, card.person),
            program.title(Host, card.host),
            mentor,
            short_name(mentor),
            program.title(Person, card.coach),
            program.title(Theme, card.theme),
            card.project,
            card.deliverable,
        )
    )
