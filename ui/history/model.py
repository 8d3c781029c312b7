"""The journal as a table, newest first, fetched in pieces as one scrolls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from storage.history import Entry

Index = QModelIndex | QPersistentModelIndex

PIECE = 200
"""Entries fetched at a time."""
PATIENCE = 10
"""Pieces looked through at a time when few entries pass the filter."""

COLUMNS = ("When", "What", "Who", "Records", "Entry")
WHEN, WHAT, WHO, RECORDS, ENTRY = range(len(COLUMNS))
NOTHING = QModelIndex()


class Fetch(Protocol):
    """Where the entries come from: `Desk.history`."""

    def __call__(
        self, record_id: str | None = None, *, text: str | None = None, before: int | None = None, limit: int = 200
    ) -> list[Entry]: ...


class JournalModel(QAbstractTableModel):
    """Entries that pass the filters. Nothing is fetched before somebody looks."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._entries: list[Entry] = []
        self._before: int | None = None
        self._whole = False  # the journal's beginning was reached
        self.text = ""
        self.record = ""
        self.kind = ""
        self.who = ""

    # ---- what is shown ---------------------------------------------------------------------------------------------

    def show(self, *, text: str | None = None, record: str | None = None, kind: str | None = None,
             who: str | None = None) -> None:  # fmt: skip
        """Change filters (None leaves one as it is) and begin anew."""
        self.text = self.text if text is None else text
        self.record = self.record if record is None else record
        self.kind = self.kind if kind is None else kind
        self.who = self.who if who is None else who
        self.reload()

    def reload(self) -> None:
        """Begin anew with the newest entries."""
        self.beginResetModel()
        self._entries, self._before, self._whole = [], None, False
        self._take(self._piece())
        self.endResetModel()

    def add_new(self) -> None:
        """Put the entries that came since at the top; what was fetched stays."""
        newest = self._entries[0].seq if self._entries else 0
        fresh: list[Entry] = []
        for entry in self._fetch(self.record or None, text=self.text or None, limit=PIECE):
            if entry.seq <= newest:
                break
            if self._passes(entry):
                fresh.append(entry)
        if len(fresh) == PIECE:
            self.reload()
        elif fresh:
            self.beginInsertRows(NOTHING, 0, len(fresh) - 1)
            self._entries[:0] = fresh
            self.endInsertRows()
            if self._before is None:
                self._before = fresh[-1].seq

    def entry(self, row: int) -> Entry | None:
        """The entry in a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    @property
    def authors(self) -> list[str]:
        """Everyone who wrote one of the entries fetched so far."""
        return sorted({entry.who for entry in self._entries if entry.who})

    # ---- Qt's questions --------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = NOTHING) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (RECORDS, ENTRY):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _CELLS[index.column()](entry)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (WHEN, ENTRY):
            return f"{entry.at.astimezone():%d %b %Y, %H:%M:%S}" if index.column() == WHEN else entry.code
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]}: {_CELLS[index.column()](entry)}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (RECORDS, ENTRY):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: Index = NOTHING) -> bool:
        return not parent.isValid() and not self._whole

    def fetchMore(self, parent: Index = NOTHING) -> None:
        piece = self._piece()
        if piece:
            self.beginInsertRows(NOTHING, len(self._entries), len(self._entries) + len(piece) - 1)
            self._take(piece)
            self.endInsertRows()

    def _take(self, piece: list[Entry]) -> None:
        self._entries += piece

    def _piece(self) -> list[Entry]:
        """The next entries that pass; an empty list does not mean that there are none further down."""
        found: list[Entry] = []
        for _ in range(PATIENCE):
            fetched = self._fetch(self.record or None, text=self.text or None, before=self._before, limit=PIECE)
            self._whole = len(fetched) < PIECE
            if fetched:
                self._before = fetched[-1].seq
            found += filter(self._passes, fetched)
            if self._whole or len(found) >= PIECE // 4:
                break
        return found

    def _passes(self, entry: Entry) -> bool:
        return (not self.who or entry.who == self.who) and (not self.kind or _KINDS[self.kind](entry))


#: Kinds of entries one can look for, by key; the words stand on the page.
_KINDS: dict[str, Callable[[Entry], bool]] = {
    "changes": lambda entry: entry.what == "do",
    "undone": lambda entry: entry.what in ("undo", "redo"),
    "notes": lambda entry: entry.what == "note",
    "releases": lambda entry: entry.what == "release",
}

_CELLS: tuple[Callable[[Entry], str], ...] = (
    lambda entry: spoken(entry.at.astimezone(), datetime.now().astimezone()),
    lambda entry: entry.words,
    lambda entry: entry.who or "–",
    lambda entry: f"{entry.records:,}".replace(",", "\u2009") if entry.records else "",
    lambda entry: f"#{entry.seq:,}".replace(",", "\u2009"),
)


def spoken(when: datetime, now: datetime) -> str:
    """A moment as people say it: "10:42", "Yesterday 10:42", "Tue 10:42", "3 Nov 10:42", "3 Nov 2025"."""
    days = (now.date() - when.date()).days
    if days == 0:
        return f"Today {when:%H:%M}"
    if days == 1:
        return f"Yesterday {when:%H:%M}"
    if timedelta(0) < timedelta(days=days) < timedelta(days=7):
        return f"{when:%A} {when:%H:%M}"
    return f"{when.day} {when:%b} {when:%H:%M}" if when.year == now.year else f"{when.day} {when:%b} {when.year}"
