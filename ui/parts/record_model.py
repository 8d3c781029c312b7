"""The model behind a table of records: columns off the declaration, search, filter, order and inline edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from program.changes import Change
from program.numbers import decimal_words
from program.program import Program
from program.records import KINDS, Field, Kind, Record, RecordKind, kind_of, title_of
from program.views_reader import day
from ui.parts.searching import fold, holds
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
#: Kinds of field that a cell can edit; all else is for a form.
SIMPLE = frozenset({Kind.TEXT, Kind.EMAIL, Kind.INTEGER, Kind.NUMBER, Kind.DATE, Kind.CHOICE, Kind.YES_NO, Kind.REF})
_WIDTHS = {
    Kind.INTEGER: 90, Kind.NUMBER: 90, Kind.DATE: 112, Kind.YES_NO: 80, Kind.CHOICE: 120, Kind.EMAIL: 210,
    Kind.REF: 150,
}  # fmt: skip
_RIGHT = frozenset({Kind.INTEGER, Kind.NUMBER})
_FEW_RUNS = 60  # rows that come or go in more places than this are told as a whole new table


@dataclass(frozen=True)
class Column:
    """One column. `words(program, item)` is what stands in a cell, `sort(program, item)` what it is ordered by.

    `field` is set for a field of the record, and its cells can be edited when the field is simple. `icon` names an
    icon before the words and its colour role; `role` is the colour role of the words; `tip` is the tooltip.
    """

    key: str
    label: str
    words: Callable[[Program, Any], str]
    sort: Callable[[Program, Any], Any]
    field: Field | None = None
    right: bool = False
    width: int = 140
    usual: bool = True
    help: str = ""
    role: str = "text"
    icon: Callable[[Program, Any], tuple[str, str] | None] | None = None
    tip: Callable[[Program, Any], str] | None = None


def columns_of(cls: type[Record], *, usual: Iterable[str] = (), leave_out: Iterable[str] = ()) -> tuple[Column, ...]:
    """A column for every field of a kind; those in `usual` are shown at first, in that order (without it, all)."""
    kind = kind_of(cls)
    first = tuple(usual)
    out = frozenset(leave_out)
    specs = [kind.field(name) for name in first] + [spec for spec in kind.fields if spec.name not in first]
    return tuple(column(spec, usual=not first or spec.name in first) for spec in specs if spec.name not in out)


def column(spec: Field, *, usual: bool = True, width: int = 0, role: str = "text") -> Column:
    """The column of one field."""
    name = spec.name
    if spec.kind in (Kind.TEXT, Kind.EMAIL, Kind.LONG_TEXT):
        words: Callable[[Program, Any], str] = lambda program, item: str(getattr(item, name))  # noqa: E731
    elif spec.kind is Kind.DATE:
        words = lambda program, item: day(getattr(item, name))  # noqa: E731
    elif spec.kind is Kind.CHOICES:
        words = lambda program, item: ", ".join(each.label for each in getattr(item, name))  # noqa: E731
    elif spec.kind is Kind.REF:
        cls = KINDS[spec.ref].cls
        words = lambda program, item: program.title(cls, getattr(item, name))  # noqa: E731
    elif spec.kind is Kind.INTEGER:
        words = lambda program, item: f"{getattr(item, name):,}"  # noqa: E731
    elif spec.kind is Kind.NUMBER:
        words = lambda program, item: decimal_words(getattr(item, name), grouped=True)  # noqa: E731
    elif spec.kind is Kind.YES_NO:
        words = lambda program, item: "Yes" if getattr(item, name) else ""  # noqa: E731
    else:
        words = lambda program, item: program.worded(spec.kind, spec.ref, getattr(item, name))  # noqa: E731
    return Column(
        key=name,
        label=spec.label,
        words=words,
        sort=_sort_of(spec, words),
        field=spec,
        right=spec.kind in _RIGHT,
        width=width or _WIDTHS.get(spec.kind, 160),
        usual=usual,
        help=spec.help,
        role=role,
    )


def _sort_of(spec: Field, words: Callable[[Program, Any], str]) -> Callable[[Program, Any], Any]:
    name = spec.name
    if spec.kind in _RIGHT or spec.kind is Kind.DATE or spec.kind is Kind.YES_NO:
        return lambda program, item: getattr(item, name)
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        places = {choice: place for place, choice in enumerate(spec.choices)}
        return lambda program, item: places[getattr(item, name)]
    return lambda program, item: fold(words(program, item))


class RecordModel(QAbstractTableModel):
    """Records of one kind as rows. `shown` are those that pass search and filter, in their order."""

    edited = Signal(object)
    """A cell was edited: the record as it should be. Nothing has changed yet."""
    narrowed = Signal()
    """Other rows are shown, or in another order, or their number changed."""

    def __init__(
        self,
        cls: type[Record],
        program: Program,
        *,
        columns: Sequence[Column] = (),
        haystack: Callable[[Program, Any], str] | None = None,
        title: str = "name",
        parent: QObject | None = None,
    ) -> None:
        """`haystack` is the text a search looks into: without it, the words of all columns that are shown at first.

        `title` names the column that is always there and orders the rows at first.
        """
        super().__init__(parent)
        self.kind: RecordKind = kind_of(cls)
        self.program = program
        self.columns = tuple(columns or columns_of(cls))
        self.title_column = next((at for at, each in enumerate(self.columns) if each.key == title), 0)
        self.sorted_by, self.descending = self.title_column, False
        self._haystack = haystack or self._usual_words
        self._hay: dict[str, tuple[Record, str]] = {}
        self._keys: dict[str, dict[str, tuple[Record, Any]]] = {}
        self._words: tuple[str, ...] = ()
        self._keep: Callable[[Any], bool] | None = None
        self.shown: list[Any] = []
        self._places: dict[str, int] | None = None
        self.shown = self._chosen()

    # ---- what is shown ---------------------------------------------------------------------------------------------

    def narrow(self, text: str, keep: Callable[[Any], bool] | None = None) -> None:
        """Show only records that hold every word of `text` and that `keep` wants."""
        self._words, self._keep = tuple(fold(text).split()), keep
        self._show(self._chosen())

    def order(self, column: int, descending: bool) -> None:
        """Order the rows by a column. What is empty stands last, whichever way round."""
        self.sorted_by, self.descending = max(column, 0), descending
        self._show(self._chosen())

    def follow(self, program: Program, change: Change | None = None) -> None:
        """Go along with a change; None when anything may have changed."""
        self.program = program
        touched = {pair.record.id for pair in change.pairs} if change is not None else None
        others = change is None or any(type(pair.record) is not self.kind.cls for pair in change.pairs)
        if others:
            self._hay.clear()
            self._keys.clear()
        self._show(self._chosen(), touched=None if others else touched)

    def row_of(self, id_: str) -> int:
        """The row of a record; -1 when it is not shown."""
        if self._places is None:
            self._places = {item.id: at for at, item in enumerate(self.shown)}
        return self._places.get(id_, -1)

    def _chosen(self) -> list[Any]:
        items: Iterable[Any] = self.program.of(self.kind.cls).values()
        if self._keep is not None:
            items = filter(self._keep, items)
        if self._words:
            items = (item for item in items if holds(self._hay_of(item), self._words))
        return self._ordered(list(items))

    def _ordered(self, items: list[Any]) -> list[Any]:
        chosen, title = self.columns[self.sorted_by], self.columns[self.title_column]
        # One sort by name first: what is equal in the chosen column stays in the order of names, either way round.
        items.sort(key=self._key_of(title))
        if chosen is not title or self.descending:
            key_of = self._key_of(chosen)
            keyed = [(key_of(item), item) for item in items]
            full = [pair for pair in keyed if pair[0] not in ("", None)]
            full.sort(key=lambda pair: pair[0], reverse=self.descending)
            items = [item for _, item in full] + [item for key, item in keyed if key in ("", None)]
        return items

    def _key_of(self, column: Column) -> Callable[[Record], Any]:
        """What records are ordered by in a column, worked out once for each record."""
        program, held = self.program, self._keys.setdefault(column.key, {})

        def key(item: Record) -> Any:
            found = held.get(item.id)
            if found is None or found[0] is not item:
                found = held[item.id] = (item, column.sort(program, item))
            return found[1]

        return key

    def _hay_of(self, item: Record) -> str:
        held = self._hay.get(item.id)
        if held is None or held[0] is not item:
            held = self._hay[item.id] = (item, fold(self._haystack(self.program, item)))
        return held[1]

    def _usual_words(self, program: Program, item: Record) -> str:
        return " ".join(each.words(program, item) for each in self.columns if each.usual)

    # ---- telling the view ------------------------------------------------------------------------------------------

    def _show(self, items: list[Any], touched: set[str] | None = None) -> None:
        """Go over to these rows, step by step where that is cheap, so that the view keeps its place."""
        old, self._places = self.shown, None
        come = {item.id for item in items} - {item.id for item in old}
        gone = {item.id for item in old} - {item.id for item in items}
        out = runs([at for at, item in enumerate(old) if item.id in gone])
        into = runs([at for at, item in enumerate(items) if item.id in come])
        if len(out) + len(into) > _FEW_RUNS or not old:
            self.beginResetModel()
            self.shown = items
            self.endResetModel()
        else:
            self._step(items, out, into)
            if self.shown:
                rows = self._touched_rows(touched)
                for first, last in rows:
                    self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self.narrowed.emit()

    def _step(self, items: list[Any], out: list[tuple[int, int]], into: list[tuple[int, int]]) -> None:
        for first, last in reversed(out):
            self.beginRemoveRows(QModelIndex(), first, last)
            self.shown = self.shown[:first] + self.shown[last + 1 :]
            self.endRemoveRows()
        fresh = {items[at].id for first, last in into for at in range(first, last + 1)}
        left = [item for item in items if item.id not in fresh]
        if [item.id for item in self.shown] != [item.id for item in left]:
            self._reorder(left)
        else:
            self.shown = left
        for first, last in into:
            self.beginInsertRows(QModelIndex(), first, last)
            self.shown = self.shown[:first] + items[first : last + 1] + self.shown[first:]
            self.endInsertRows()

    def _reorder(self, items: list[Any]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        ids = [self.shown[index.row()].id for index in held]
        self.shown = items
        places = {item.id: at for at, item in enumerate(items)}
        fresh = [self.index(places[id_], index.column()) for id_, index in zip(ids, held, strict=True)]
        self.changePersistentIndexList(held, fresh)
        self.layoutChanged.emit()

    def _touched_rows(self, touched: set[str] | None) -> list[tuple[int, int]]:
        if touched is None or len(touched) > _FEW_RUNS:
            return [(0, len(self.shown) - 1)]
        return runs(sorted(at for at in map(self.row_of, touched) if at >= 0))

    # ---- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item, column = self.shown[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = column.words(self.program, item)
            return words if role == Qt.ItemDataRole.DisplayRole else f"{column.label}: {words or 'empty'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour(column.role) if column.role != "text" else None
        if role == Qt.ItemDataRole.FontRole:
            return theme().font("medium") if index.column() == self.title_column else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.tip(self.program, item) if column.tip is not None else "")
        if role == Qt.ItemDataRole.EditRole and column.field is not None:
            return getattr(item, column.field.name)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return column.help or None if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        field = self.columns[index.column()].field
        return usual | Qt.ItemFlag.ItemIsEditable if field is not None and field.kind in SIMPLE else usual

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the edit; the row changes once it was kept."""
        field = self.columns[index.column()].field if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or field is None:
            return False
        item = self.shown[index.row()]
        if getattr(item, field.name) != value:
            self.edited.emit(msgspec.structs.replace(item, **{field.name: value}))
        return True

    def title_at(self, row: int) -> str:
        """What the record of a row is called."""
        return title_of(self.shown[row])


def plain_tip(words: str) -> str | None:
    """Words for a tooltip, which Qt would otherwise read as markup where they look like it."""
    if not words:
        return None
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<span>{escaped}</span>"


def runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rows that follow on each other, as first and last."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
