"""Rounds as a table: a column for each round, a row for each table, and a last row for those who sit out."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from program.circles import Encounter, encounters
from program.program import Program
from program.records import Circle, Person
from ui.parts.searching import fold

Index = QModelIndex | QPersistentModelIndex
SEATS = Qt.ItemDataRole.UserRole
GONE = "Somebody no longer in the book"


class Seat(NamedTuple):
    """One person at a table, as it is painted and read out."""

    id: str
    name: str
    host: bool
    again: str  # whom the person met before, in words; empty: nobody
    found: bool  # by the search


class RoundsModel(QAbstractTableModel):
    """The rounds of one circle."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.circle: Circle | None = None
        self.searching = False
        self._names: dict[str, str] = {}
        self._words: tuple[str, ...] = ()
        self._again: dict[tuple[int, str], list[str]] = {}
        self._rows = 0
        self._out = False

    def show_circle(self, circle: Circle | None, program: Program) -> None:
        """Show the rounds of a circle."""
        self.beginResetModel()
        self.circle = circle
        rounds = circle.rounds if circle is not None else ()
        ids = {id_ for each in rounds for group in (*each.tables, each.out) for id_ in group}
        self._names = {id_: program.title(Person, id_) or GONE for id_ in ids}
        self._out = any(each.out for each in rounds)
        self._rows = max((len(each.tables) for each in rounds), default=0) + self._out
        self._again = {}
        for each in encounters(rounds):
            self._note(each)
        self.endResetModel()

    def search(self, text: str) -> None:
        """Mark the people whose names hold every word."""
        self._words = tuple(fold(text).split())
        self.searching = bool(self._words)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self._rows - 1, self.columnCount() - 1))

    def first_found(self) -> QModelIndex:
        """The first cell with somebody the search found; an invalid index when there is none."""
        for row in range(self._rows):
            if any(seat.found for seat in self.seats(row, 0)):
                return self.index(row, 0)
        return QModelIndex()

    def seats(self, row: int, column: int) -> list[Seat]:
        """Who sits at a table in a round, or sits out; by name."""
        if self.circle is None or column >= len(self.circle.rounds):
            return []
        each = self.circle.rounds[column]
        ids = each.out if self.is_out(row) else each.tables[row] if row < len(each.tables) else ()
        hosts = frozenset(self.circle.hosts)
        seats = [
            Seat(
                id_,
                self._names[id_],
                id_ in hosts and not self.is_out(row),
                "" if self.is_out(row) else "; ".join(self._again.get((column, id_), ())),
                self.searching and all(word in fold(self._names[id_]) for word in self._words),
            )
            for id_ in ids
        ]
        return sorted(seats, key=lambda seat: (not seat.host, fold(seat.name), seat.id))

    def is_out(self, row: int) -> bool:
        """Whether the row is that of those who sit out."""
        return self._out and row == self._rows - 1

    def _note(self, each: Encounter) -> None:
        for place, number in enumerate(each.rounds[1:], 1):
            before = " and ".join(str(n + 1) for n in each.rounds[:place])
            for one, other in ((each.first, each.second), (each.second, each.first)):
                words = f"sat with {self._names[other]} in round {before}"
                self._again.setdefault((number, one), []).append(words)

    # ---- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self.circle is None else len(self.circle.rounds)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or self.circle is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return "Sit out" if self.is_out(section) else f"Table {section + 1}"
        return f"Round {section + 1} · held" if section < self.circle.held else f"Round {section + 1}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == SEATS:
            return self.seats(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return ", ".join(seat.name for seat in self.seats(index.row(), index.column()))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(index, whole=role == Qt.ItemDataRole.AccessibleTextRole)
        return None

    def _spoken(self, index: Index, *, whole: bool) -> str:
        """The cell in words; not `whole`: only what is special about it."""
        seats = self.seats(index.row(), index.column())
        again = "\n".join(f"{seat.name} {seat.again}." for seat in seats if seat.again)
        if self.is_out(index.row()) and seats:
            again = "The numbers do not divide; whoever sat out least often does so now."
        if not whole:
            return again
        where = f"Round {index.column() + 1}, {self.headerData(index.row(), Qt.Orientation.Vertical)}"
        names = ", ".join(seat.name + (" (host)" if seat.host else "") for seat in seats) or "nobody"
        return f"{where}: {names}. {again}".strip()
