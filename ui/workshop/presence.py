"""Who is there in a round: a list in which a letter marks whoever is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from program.attendance import attendance_of, expected, listed
from program.program import Program
from program.records import Circle, Presence
from ui import icons
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex

#: The letter that marks each, what the button says, and its sign with the colour of a role.
MARKS: Mapping[Presence, tuple[str, str, str, str]] = {
    Presence.THERE: ("T", "There", "check", "good"),
    Presence.LATE: ("L", "Late", "history", "caution"),
    Presence.LEFT_EARLY: ("E", "Left early", "external", "caution"),
    Presence.AWAY: ("A", "Away", "minus", "bad"),
}
_HEADS = ("Name", "Table", "Attendance")
ABSENT, OUT = "–", "out"
"""At no table: not expected, or sitting out."""


class Row(NamedTuple):
    """One person in one round."""

    id: str
    name: str
    seat: str
    presence: Presence | None


class PresenceModel(QAbstractTableModel):
    """Everybody of a circle in one round."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        theme().changed.connect(self._repaint)

    def show_round(self, program: Program, circle: Circle | None, number: int) -> None:
        """Show a round, counted from 1."""
        rows: list[Row] = []
        if circle is not None:
            marks, seats = attendance_of(program, circle, number), _seats(circle, number)
            there = expected(circle, number)
            for person in listed(program, circle):
                mark = marks.get(person.id)
                seat = seats.get(person.id, "" if person.id in there else ABSENT)
                rows.append(Row(person.id, person.name, seat, mark.presence if mark is not None else None))
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows  # what is chosen stays so
            self._repaint()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def _repaint(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(_HEADS) - 1))

    # ---- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.seat, MARKS[row.presence][1] if row.presence is not None else "")[column]
        if role == Qt.ItemDataRole.DecorationRole and column == 2 and row.presence is not None:
            _, _, sign, colour = MARKS[row.presence]
            return icons.pixmap(sign, colour, 14, 1)
        if role == Qt.ItemDataRole.ForegroundRole:
            quiet = column == 1 or row.presence is Presence.AWAY
            return theme().colour("quiet" if quiet else "text")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            mark = MARKS[row.presence][1] if row.presence is not None else "not marked"
            return ", ".join(filter(None, (row.name, _spoken(row.seat), mark)))
        return None


def _seats(circle: Circle, number: int) -> dict[str, str]:
    if not 1 <= number <= len(circle.rounds):
        return {}
    each = circle.rounds[number - 1]
    seats = {id_: str(place) for place, table in enumerate(each.tables, 1) for id_ in table}
    return seats | dict.fromkeys(each.out, OUT)


def _spoken(seat: str) -> str:
    return {"": "no table yet", ABSENT: "not expected", OUT: "sits out"}.get(seat, f"table {seat}")


class PresenceList(QTableView):
    """Arrows walk and choose, Ctrl+A chooses all; T, L, E and A mark whoever is chosen."""

    marked = Signal(object)
    """A `Presence` for whoever is chosen."""

    def __init__(self, model: PresenceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.setAccessibleName("Attendance")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, wide in ((1, 64), (2, 104)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, wide)

    def chosen(self) -> list[str]:
        """The ids of those chosen."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        return [self._model.rows[row].id for row in sorted(rows)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().upper()
        mark = next((presence for presence, (key, *_) in MARKS.items() if key == typed), None)
        if mark is not None and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.marked.emit(mark)
            return
        super().keyPressEvent(event)
