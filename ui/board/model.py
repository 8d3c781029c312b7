"""The board as Qt sees it: rows, columns, headers and words over the present sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from program.changes import Change
from program.program import Program
from program.records import Decision, Placement
from ui.board import spoken
from ui.board.judgements import Judgements
from ui.board.look import Look, Rows
from ui.board.sheet import Cell, Row, Sheet
from ui.board.versus import Versus

Index = QModelIndex | QPersistentModelIndex
PLACEMENT = Qt.ItemDataRole.UserRole
"""The id of the placement in a cell."""

TALLIES = {Rows.MENTEE: "Exposure", Rows.HOST: "Seats taken", Rows.MENTOR: "Load"}
_FEW_STEPS = 12
"""More separate runs of rows than this are quicker shown anew than moved one after the other."""


class BoardModel(QAbstractTableModel):
    """One column for each cycle and one for the tally. Only rows named in a change are touched by it."""

    def __init__(self, program: Program, look: Look, judgements: Judgements, parent: QObject) -> None:
        super().__init__(parent)
        self.sheet = Sheet(program, look)
        self.versus: Versus | None = None
        """What is otherwise than in the live plan, where that is to be seen."""
        self._judgements = judgements
        judgements.known.connect(self._judged)

    def show(self, program: Program, look: Look) -> None:
        """Show another layout."""
        self.beginResetModel()
        self.sheet = Sheet(program, look)
        self.endResetModel()

    def follow(self, program: Program, change: Change) -> None:
        """Show the present after `change`, moving only what it named."""
        old = self.sheet
        new = self._following(program, change)
        if new.columns != old.columns:
            self.show(program, old.look)
            return
        if not self._lay_out(new):
            self.show(program, old.look)
            return
        rows = self._named(old, new, change)
        for first, last in _runs(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def compare(self, versus: Versus | None) -> None:
        """Show what is otherwise than in the live plan; None: nothing of it."""
        if versus is None and self.versus is None:
            return
        self.versus = versus
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def card_at(self, index: Index) -> Placement | None:
        """The placement in a cell."""
        return self.sheet.card(index.row(), index.column()) if index.isValid() else None

    def index_of(self, id_: str) -> QModelIndex:
        """Where a placement lies; an invalid index when it is not shown."""
        placement = self.sheet.program.get(Placement, id_)
        cell = self.sheet.find(placement) if placement is not None else None
        return self.index(*cell) if cell is not None else QModelIndex()

    # ---- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.sheet.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.sheet.rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = index.row(), index.column()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(cell)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(cell)
        if role == PLACEMENT:
            card = self.sheet.card(*cell)
            return card.id if card is not None else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            return self._column_words(section, role)
        if not 0 <= section < len(self.sheet.rows):
            return None
        row = self.sheet.rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            if row.heading:
                return f"{row.title}, {self.sheet.group_size(section)}"
            return ", ".join(part for part in (row.title, row.words) if part)
        return None

    # ---- within ----------------------------------------------------------------------------------------------------

    def _spoken(self, cell: Cell) -> str:
        card = self.sheet.card(*cell)
        words = spoken.cell(self.sheet, cell, self._judgements.broken(card.id) if card is not None else ())
        step = self.versus.at(self.sheet, cell) if self.versus is not None else None
        if step is None or self.versus is None:
            return words
        return f"{self.versus.title(step)}, changed: {self.versus.words(step)}"

    def _shown(self, cell: Cell) -> str:
        sheet = self.sheet
        if cell[1] >= len(sheet.columns):
            return "" if sheet.rows[cell[0]].heading else sheet.tally(cell[0]).words
        card = sheet.card(*cell)
        return spoken.place(sheet.program, card) if card is not None else ""

    def _column_words(self, section: int, role: int) -> Any:
        columns = self.sheet.columns
        if section == len(columns):
            named = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return TALLIES[self.sheet.look.rows] if role in named else None
        if not 0 <= section < len(columns):
            return None
        cycle = columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return cycle.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken.column(self.sheet.program, cycle)
        return None

    def _following(self, program: Program, change: Change) -> Sheet:
        look = self.sheet.look
        cards_only = all(isinstance(pair.record, Placement | Decision) for pair in change.pairs)
        if cards_only and look.rows is Rows.MENTEE:
            shown = set(self.sheet.keys)
            landed = (pair.after.person for pair in change.pairs if isinstance(pair.after, Placement))
            if all(person in shown for person in landed):
                return Sheet(program, look, self.sheet.rows)
        return Sheet(program, look)

    def _lay_out(self, new: Sheet) -> bool:
        """Go from the present rows to those of `new` by removing and inserting; False when they are too different."""
        old_rows, new_rows = self.sheet.rows, new.rows
        if _names(old_rows) == _names(new_rows):
            retitled = [place for place, row in enumerate(new_rows) if row != old_rows[place]]
            self.sheet = new
            for first, last in _runs(retitled):
                self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)
            return True
        old_names, new_names = set(_names(old_rows)), set(_names(new_rows))
        gone = list(_runs(place for place, name in enumerate(_names(old_rows)) if name not in new_names))
        come = list(_runs(place for place, name in enumerate(_names(new_rows)) if name not in old_names))
        kept = [name for name in _names(old_rows) if name in new_names]
        if len(gone) + len(come) > _FEW_STEPS or kept != [name for name in _names(new_rows) if name in old_names]:
            return False
        rows = list(old_rows)
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del rows[first : last + 1]
            self.sheet = Sheet(new.program, new.look, tuple(rows))
            self.endRemoveRows()
        for first, last in come:
            self.beginInsertRows(QModelIndex(), first, last)
            rows[first:first] = new_rows[first : last + 1]
            self.sheet = Sheet(new.program, new.look, tuple(rows))
            self.endInsertRows()
        self.sheet = new
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, len(new_rows) - 1))
        return True

    def _named(self, old: Sheet, new: Sheet, change: Change) -> set[int]:
        """The rows whose cells a change can have altered."""
        if not all(isinstance(pair.record, Placement | Decision) for pair in change.pairs):
            return set(range(len(new.rows)))
        keys = {
            old.key_of(card)
            for pair in change.pairs
            for card in (pair.before, pair.after)
            if isinstance(card, Placement)
        }
        groups = {row.group for row in new.rows if row.key in keys}
        return {place for place, row in enumerate(new.rows) if row.key in keys or (row.heading and row.group in groups)}

    def _judged(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            index = self.index_of(id_)
            if index.isValid():
                self.dataChanged.emit(index, index)


def _names(rows: Sequence[Row]) -> list[tuple[str, int, str]]:
    return [(row.key, row.lane, row.group) for row in rows]


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring numbers together: 1, 2, 5 → (1, 2), (5, 5)."""
    first = last = None
    for place in sorted(places):
        if first is None or last is None:
            first = last = place
        elif place == last + 1:
            last = place
        else:
            yield first, last
            first = last = place
    if first is not None and last is not None:
        yield first, last
