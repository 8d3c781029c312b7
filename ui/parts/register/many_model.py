"""The rows behind "Enter many": text as it is typed or pasted, what it means, and which records come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from program.commands import Keep
from program.intake.references import Names, Unread, pointed
from program.intake.values import Understanding
from program.intake.words import plain
from program.names import counted
from program.program import Program
from program.records import KINDS, Field, Kind, Record, kind_of, new_id, title_of
from program.trouble import NotValid
from program.validity import problems
from ui.parts.record_model import plain_tip
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex


class Line:
    """One row: what stands in its cells by field, what was filled in for the user, and what is wrong with it."""

    __slots__ = ("texts", "given", "wrong", "late")

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self.given = dict(given or {})
        self.texts: dict[str, str] = dict(self.given)
        self.wrong: dict[str, str] = {}
        self.late: set[str] = set()  # of what is wrong, what only showed when all was put together

    def forgive(self) -> None:
        """Forget what showed when all was put together: something is otherwise now."""
        for name in self.late:
            self.wrong.pop(name, None)
        self.late.clear()

    @property
    def said(self) -> bool:
        """Whether the user has said anything in it, beyond what was filled in."""
        return any(text.strip() and self.given.get(name) != text for name, text in self.texts.items())


class ManyModel(QAbstractTableModel):
    """A row for each record to be; the last one is always empty."""

    settled = Signal()
    """What can be added may have changed."""

    def __init__(self, cls: type[Record], program: Program, fields: Sequence[Field], parent: QObject | None = None):
        super().__init__(parent)
        self.kind = kind_of(cls)
        self.fields = list(fields)
        self.lines = [Line()]
        self.headings: Mapping[str, str] = {}
        self._program = program
        self._names = Names(program, new_id())
        self._reading = Understanding(self._names, date.today())
        self._offers: dict[str, tuple[str, ...]] = {}

    # ---- columns ---------------------------------------------------------------------------------------------------

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Have these columns; what was typed into others is kept aside."""
        self.beginResetModel()
        self.fields = list(fields)
        self.endResetModel()
        self.settled.emit()

    def call(self, headings: Mapping[str, str]) -> None:
        """Call some columns otherwise."""
        self.headings = headings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.fields) - 1))

    def offers(self, spec: Field) -> tuple[str, ...]:
        """What can be typed into a column, where that can be listed."""
        if spec.name not in self._offers:
            found: Sequence[str] = ()
            if spec.kind in (Kind.REF, Kind.REFS):
                items = self._program.of(KINDS[spec.ref].cls).values()
                found = sorted({self._program.named(item) for item in items}, key=str.casefold)
            elif spec.choices is not None:
                found = [choice.label for choice in spec.choices]
            elif spec.kind is Kind.YES_NO:
                found = ["Yes", "No"]
            self._offers[spec.name] = tuple(found)
        return self._offers[spec.name]

    # ---- rows ------------------------------------------------------------------------------------------------------

    def fill(self, name: str, texts: Sequence[str]) -> None:
        """A row for each of these in one column, after the rows in which something was said."""
        self.beginResetModel()
        there = {plain(line.texts.get(name, "")) for line in self.lines}
        kept = [line for line in self.lines if any(line.texts.values())]
        self.lines = [*kept, *(Line({name: text}) for text in texts if plain(text) not in there), Line()]
        self.endResetModel()
        self.settled.emit()

    def paste(self, text: str, row: int, column: int) -> int:
        """Put a table of text, parted by tabs, from a cell on; a first line of headings says which columns it has.

        Returns how many rows it had.
        """
        rows = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        places = list(range(column, min(len(self.fields), column + max(map(len, rows)))))
        known = {plain(name): at for at, spec in enumerate(self.fields) for name in (spec.label, spec.name)}
        headed = [known.get(plain(cell)) for cell in rows[0]]
        if len(rows) > 1 and all(at is not None for at in headed):
            places, rows = [at for at in headed if at is not None], rows[1:]
        self.beginResetModel()
        for at, cells in enumerate(rows, row):
            while at >= len(self.lines) - 1:
                self.lines.append(Line())
            for place, cell in zip(places, cells, strict=False):
                self._put(self.lines[at], self.fields[place], cell.strip())
        self.endResetModel()
        self.settled.emit()
        return len(rows)

    def clear(self, cells: Sequence[Index]) -> None:
        """Empty these cells."""
        for index in cells:
            self._put(self.lines[index.row()], self.fields[index.column()], "")
        if cells:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.fields) - 1))
            self.settled.emit()

    def _put(self, line: Line, spec: Field, text: str) -> None:
        text = self._completed(spec, text)
        line.texts[spec.name] = text
        line.forgive()
        line.wrong.pop(spec.name, None)
        if text:
            try:
                self._reading.read(spec, text)
            except Unread as unread:
                line.wrong[spec.name] = unread.words

    def _completed(self, spec: Field, text: str) -> str:
        """The one thing that can be meant by the beginning of its words."""
        offers = self.offers(spec) if text and spec.kind in (Kind.REF, Kind.CHOICE, Kind.YES_NO) else ()
        asked = plain(text).split()
        if not asked or any(plain(offer) == plain(text) for offer in offers):
            return text
        fitting = [offer for offer in offers if _begins(plain(offer).split(), asked)]
        return fitting[0] if len(fitting) == 1 else text

    # ---- what comes of it ------------------------------------------------------------------------------------------

    @property
    def ready(self) -> int:
        """How many rows say something and have nothing wrong that can be seen so far."""
        return sum(line.said and not line.wrong for line in self.lines)

    @property
    def new(self) -> tuple[Record, ...]:
        """What rows name that is not in the book, and comes with them."""
        said = "\n".join(plain(text) for line in self.lines if line.said for text in line.texts.values())
        return tuple(item for item in self._names.new.values() if plain(title_of(item)) in said)

    @property
    def first_wrong(self) -> tuple[int, str]:
        """The first row with something wrong, from 1, and what it is; 0 when there is none."""
        found = ((at, line) for at, line in enumerate(self.lines, 1) if line.said and line.wrong)
        at, line = next(found, (0, None))
        return at, next(iter(line.wrong.values())) if line is not None else ""

    def command(self, alike: Mapping[str, Any], named: Sequence[Record] = ()) -> Keep | None:
        """Everything as one step, with `alike` in every record; None when something is wrong, which the rows then say.

        `named` are records that were newly named beside the grid.
        """
        made: list[tuple[Line, Record]] = []
        for line in self.lines:
            line.forgive()
            if line.said and not line.wrong and (item := self._record(line, alike)) is not None:
                made.append((line, item))
        items = tuple(item for _, item in made)
        used = {id_ for item in items for id_ in pointed(item)}
        fresh = (*named, *(item for id_, item in self._names.new.items() if id_ in used))
        if items:
            self._look_at_all(made, fresh)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, max(0, len(self.fields) - 1)))
        self.settled.emit()
        if not items or any(line.said and line.wrong for line in self.lines):
            return None
        title = f"Add {counted(len(items), self.kind.one.lower(), self.kind.many.lower())}"
        return Keep((*fresh, *items), title)

    def _record(self, line: Line, alike: Mapping[str, Any]) -> Record | None:
        values = dict(alike)
        for spec in self.fields:
            if text := line.texts.get(spec.name, "").strip():
                values[spec.name] = self._reading.read(spec, text)
        missing = [spec.label for spec in self.kind.fields if spec.required and values.get(spec.name) in (None, "")]
        if missing:
            line.wrong[""] = f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing."
            line.late.add("")
            return None
        return self.kind.cls(new_id(), **values)

    def _look_at_all(self, made: Sequence[tuple[Line, Record]], fresh: Sequence[Record]) -> None:
        """What is wrong with records beside each other, and within themselves."""
        try:
            Keep((*fresh, *(item for _, item in made))).change(self._program)
        except NotValid:
            there = {type(item): dict(self._program.of(type(item))) for item in (*fresh, made[0][1])}
            for item in (*fresh, *(item for _, item in made)):
                there[type(item)][item.id] = item
            after = Program({**{kind.cls: self._program.of(kind.cls) for kind in KINDS.values()}, **there})
            for line, item in made:
                for problem in problems(after, item):
                    shown = any(spec.name == problem.field for spec in self.fields)
                    name = problem.field if shown else ""
                    line.wrong[name] = f"{problem.label} {problem.words}."
                    line.late.add(name)

    # ---- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return usual | Qt.ItemFlag.ItemIsEditable

    def heading(self, spec: Field) -> str:
        """What a column is called."""
        return self.headings.get(spec.name) or spec.label + (f" ({spec.unit})" if spec.unit else "")

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way == Qt.Orientation.Vertical:
            bad = section < len(self.lines) and self.lines[section].said and bool(self.lines[section].wrong)
            if role == Qt.ItemDataRole.ForegroundRole:
                return theme().colour("bad" if bad else "quiet")
            if role == Qt.ItemDataRole.ToolTipRole and bad:
                return plain_tip(" ".join(self.lines[section].wrong.values()))
            return f"{section + 1:,}" if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.fields):
            return None
        spec = self.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(spec)
        return plain_tip(f"{self.heading(spec)}\n{spec.help}".strip()) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, spec = self.lines[index.row()], self.fields[index.column()]
        text = line.texts.get(spec.name, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        wrong = line.wrong.get(spec.name, "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heading(spec)}: {text or 'empty'}" + (f". {wrong}" if wrong else "")
        if role == Qt.ItemDataRole.ForegroundRole:
            given = line.given.get(spec.name) == text and not line.said
            return theme().colour("bad" if wrong else "quiet" if given else "text")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(wrong)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = spec.kind in (Kind.INTEGER, Kind.NUMBER)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        row = index.row()
        self._put(self.lines[row], self.fields[index.column()], str(value).strip())
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
        if row == len(self.lines) - 1 and str(value).strip():
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self.lines.append(Line())
            self.endInsertRows()
        self.settled.emit()
        return True


Offer = tuple[str, str, Callable[[], Sequence[str]]]
"""Rows to begin with: words, the field they fill, and what stands in it row by row."""


def _begins(words: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether every word asked for begins a word of its own."""
    left = list(words)
    for each in asked:
        fitting = next((word for word in left if word.startswith(each)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True
