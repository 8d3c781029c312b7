"""The two tables of the third step: what becomes of each row, and what is doubtful in the file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from program.intake import Concern, Entry, Intake, Outcome, Problem
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_TONES = {Outcome.NEW: "good", Outcome.CHANGED: "accent", Outcome.UNCHANGED: "quiet", Outcome.LEFT_OUT: "caution"}


class _Lines(QAbstractTableModel):
    """A flat table with headings."""

    headings: tuple[str, ...] = ()

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return self.headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class Rows(_Lines):
    """What becomes of each row of the file. Only the rows in view are ever put into words."""

    headings = ("Row", "Name", "", "What changes")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intake: Intake | None = None
        self.shown: Sequence[Entry] = ()
        self._words = lru_cache(maxsize=512)(self._change_of)

    def show_intake(self, intake: Intake | None, outcome: Outcome | None) -> None:
        """Show the rows of an intake, all of them or those of one outcome."""
        self.beginResetModel()
        self._intake = intake
        self._words.cache_clear()
        entries = intake.entries if intake is not None else ()
        self.shown = [each for each in entries if outcome is None or each.outcome is outcome]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry, at = self.shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (f"{entry.row:,}", entry.name, entry.outcome.value.capitalize(), self._words(index.row()))[at]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(at)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour(("quiet", "text", _TONES[entry.outcome], "quiet")[at])
        if role == Qt.ItemDataRole.FontRole:
            return theme().font("medium") if at in (1, 2) else None
        return None

    def _change_of(self, row: int) -> str:
        entry = self.shown[row]
        if self._intake is None:
            return ""
        if entry.outcome is Outcome.LEFT_OUT:
            return "See the problems of this row"
        told = [
            f"{each.label}: {_line(each.before)} → {_line(each.after) or 'empty'}"
            if entry.before is not None and each.before
            else f"{each.label}: {_line(each.after)}"
            for each in self._intake.differences(entry)
            if entry.before is not None or each.label != "Name"
        ]
        return " · ".join(told)


class Problems(_Lines):
    """What is doubtful in the file, by row and column."""

    headings = ("Row", "Column", "What is the matter")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Sequence[Problem] = ()

    def show_intake(self, intake: Intake | None, concern: Concern | None) -> None:
        """Show the problems of an intake, all of them or those of one class."""
        self.beginResetModel()
        problems = intake.problems if intake is not None else ()
        self.shown = [each for each in problems if concern is None or each.concern is concern]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        problem, at = self.shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (f"{problem.row:,}", problem.column or "Whole row", problem.words)[at]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(at)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour(("quiet", "quiet", "text")[at])
        return None


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == 0 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _line(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())
