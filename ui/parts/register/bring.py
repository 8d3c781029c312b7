"""Bringing a file into a register: which heading is which field, what would happen, and what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QTabWidget,
    QWidget,
)

from program.intake import (
    ImportRecords,
    Outcome,
    RecordEntry,
    RecordIntake,
    RecordProblem,
    RecordSettings,
    Table,
    named_anew,
    outcomes,
    prepare_records,
    record_columns,
    record_targets,
    suggest_records,
)
from program.names import counted
from program.records import KINDS
from program.trouble import Trouble
from ui.ask import Question
from ui.parts.banner import Banner
from ui.parts.labels import Elided, label
from ui.parts.record_model import plain_tip
from ui.parts.register.reading import read
from ui.theme import ROW, dress, theme

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.jobs import IsCancelled, Job, Progress

Index = QModelIndex | QPersistentModelIndex
_USUAL = QSize(960, 640)
_TONES = {Outcome.NEW: "good", Outcome.CHANGED: "accent", Outcome.UNCHANGED: "quiet", Outcome.LEFT_OUT: "caution"}
_DAYS = (("Say which comes first…", None), ("The day comes first", True), ("The month comes first", False))


class BringInDialog(Question):
    """Shows what importing a table would do; `command` is what to do once it is accepted."""

    def __init__(self, desk: Desk, kind: str, table: Table, path: Path, parent: QWidget | None = None) -> None:
        self._kind = KINDS[kind]
        many = self._kind.many.lower()
        super().__init__(f"Bring in {many}", "Nothing is in the book before the last button.", parent)
        self._desk, self._table, self._path = desk, table, path
        self.settings: RecordSettings = self._suggested()
        self.intake: RecordIntake | None = None
        self.command: ImportRecords | None = None
        self._job: Job | None = None
        self.resize(_USUAL.boundedTo(parent.size() - QSize(48, 48)) if parent is not None else _USUAL)
        self.counts = label("", "strong", wrap=True)
        self.body.addLayout(self._file())
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.body.addWidget(self.counts)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Columns, rows and problems")
        self.boxes: dict[str, QComboBox] = {}
        self.rows, self.troubles = Rows(self), Troubles(self)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._columns())
        self.tabs.addTab(self._area, "Columns")
        self.tabs.addTab(_view(self.rows, "What becomes of each row", (64, 110, 260)), "Rows")
        self.tabs.addTab(_view(self.troubles, "What could not be taken over", (64, 150, 110)), "Problems")
        self.body.addWidget(self.tabs, 1)
        self.days = QComboBox()
        self.days.setAccessibleName("How to read dates that could be either")
        for words, _ in _DAYS:
            self.days.addItem(words)
        self.days.activated.connect(lambda at: self._day_first(_DAYS[at][1]))
        self.days.hide()
        self.body.addWidget(self.days)
        self.keep = self.buttons("Import")
        self.keep.setEnabled(False)
        self.finished.connect(lambda _: self._stop())
        self._work_out()

    # ---- the file --------------------------------------------------------------------------------------------------

    def _file(self) -> QHBoxLayout:
        """What is read, and which sheet of it."""
        self._about = Elided("", "quiet")
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("Which sheet of the workbook")
        self.sheets.addItems(list(self._table.facts.sheets))
        self.sheets.setCurrentText(self._table.facts.sheet)
        self.sheets.setVisible(len(self._table.facts.sheets) > 1)
        self.sheets.activated.connect(
            lambda _: read(self._desk, self._path, self.sheets.currentText(), self._take, self)
        )
        line = QHBoxLayout()
        line.addWidget(self._about, 1)
        line.addWidget(self.sheets)
        self._name_file()
        return line

    def _name_file(self) -> None:
        self._about.setText(f"{self._table.facts.name} · {counted(len(self._table.rows), 'row')}")

    def _take(self, table: Table) -> None:
        """Another sheet was read."""
        self._table = table
        self._name_file()
        self.settings = self._suggested()
        self.boxes = {}
        self._area.setWidget(self._columns())
        self._work_out()

    def _suggested(self) -> RecordSettings:
        wanted = {"day": True, "month": False}.get(self._desk.settings.values.dates)
        return suggest_records(self._table, self._kind.key, date.today(), wanted)

    # ---- columns ---------------------------------------------------------------------------------------------------

    def _columns(self) -> QWidget:
        """A line for each heading: what is in it, and what it is taken for."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(16)
        grid.setColumnMinimumWidth(0, 180)
        grid.setColumnStretch(1, 1)
        targets = record_targets(self._kind)
        for row, column in enumerate(record_columns(self._table, self._kind)):
            name = Elided(column.heading or "No heading", "medium")
            samples = Elided(" · ".join(column.samples), "quiet small")
            box = QComboBox()
            box.setAccessibleName(f"What {column.heading} is taken for")
            box.addItem("Not imported", "")
            for target in targets:
                box.addItem(target.label, target.key)
            box.setCurrentIndex(max(0, box.findData(column.target)))
            box.setFixedWidth(210)
            box.activated.connect(lambda _, heading=column.heading, box=box: self._map(heading, box.currentData()))
            self.boxes[column.heading] = box
            for place, widget in enumerate((name, samples, box)):
                grid.addWidget(widget, row, place)
        grid.setRowStretch(len(self.boxes), 1)
        return inside

    def _map(self, heading: str, target: str) -> None:
        self.settings = self.settings.map(heading, target)
        for each, key in self.settings.mapping:
            self.boxes[each].setCurrentIndex(max(0, self.boxes[each].findData(key)))
        self._work_out()

    def _day_first(self, first: bool | None) -> None:
        self.settings = msgspec.structs.replace(self.settings, day_first=first)
        self._work_out()

    # ---- what would happen -----------------------------------------------------------------------------------------

    def _work_out(self) -> None:
        self._stop()
        self.keep.setEnabled(False)
        table, program, settings = self._table, self._desk.program(), self.settings

        def work(_progress: Progress, cancelled: IsCancelled) -> RecordIntake:
            return prepare_records(table, program, settings, cancelled=cancelled)

        self._job = self._desk.jobs.run(work, "Looking through the file", self._done, self._failed, owner=self)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _failed(self, trouble: Trouble) -> None:
        self._job = None
        self._show(None)
        self.banner.show_words(trouble.what, trouble.todo, "caution")
        self.tabs.setCurrentIndex(0)

    def _done(self, intake: RecordIntake) -> None:
        self._job = None
        self._show(intake)
        self.banner.show_words("", "", "caution")
        self.days.setVisible(intake.asks_for_day_first or self.days.currentIndex() > 0)

    def _show(self, intake: RecordIntake | None) -> None:
        self.intake = intake
        self.rows.show_intake(intake)
        self.troubles.show_problems(intake.problems if intake is not None else ())
        found = outcomes(intake) if intake is not None else {}
        said = [f"{number:,} {outcome.value}" for outcome, number in found.items()]
        said.append(named_anew(intake.added) if intake is not None else "")
        self.counts.setText(" · ".join(filter(None, said)))
        problems = len(intake.problems) if intake is not None else 0
        self.tabs.setTabText(2, f"Problems ({problems:,})" if problems else "Problems")
        kept = found.get(Outcome.NEW, 0) + found.get(Outcome.CHANGED, 0)
        one, many = self._kind.one.lower(), self._kind.many.lower()
        self.keep.setText(f"Import {counted(kept, one, many)}" if kept else "Import")
        self.keep.setEnabled(bool(kept))

    # ---- the end ---------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Close, when there is something to import."""
        if self.keep.isEnabled():
            self.command = ImportRecords(self._table, self.settings)
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter never imports by the way."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.keep.hasFocus():
            return
        super().keyPressEvent(event)


def _view(model: QAbstractTableModel, name: str, widths: Sequence[int]) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW - 4)
    header = view.horizontalHeader()
    header.setStretchLastSection(True)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for at, width in enumerate(widths):
        view.setColumnWidth(at, width)
    dress(view, "plain")
    return view


class _Lines(QAbstractTableModel):
    """A flat table of words with headings."""

    headings: tuple[str, ...] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0

    def cells(self, row: int) -> tuple[str, ...]:
        """The words of one row."""
        return ()

    def tone(self, row: int, column: int) -> str:
        """The colour role of a cell."""
        return "quiet" if column == 0 else "text"

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.headings[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = self.cells(index.row())[index.column()]
            return words if role == Qt.ItemDataRole.DisplayRole else plain_tip(words)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour(self.tone(index.row(), index.column()))
        return None


class Rows(_Lines):
    """What becomes of each row of the file; only those in view are put into words."""

    headings = ("Row", "", "Which", "What it says")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intake: RecordIntake | None = None

    def show_intake(self, intake: RecordIntake | None) -> None:
        """Show the rows of an intake."""
        self.beginResetModel()
        self._intake = intake
        self.count = len(intake.entries) if intake is not None else 0
        self.endResetModel()

    def entry(self, row: int) -> RecordEntry:
        """The entry of a row."""
        assert self._intake is not None
        return self._intake.entries[row]

    def cells(self, row: int) -> tuple[str, ...]:
        assert self._intake is not None
        entry = self.entry(row)
        if entry.after is None:
            return (f"{entry.row:,}", "Left out", "", "See the problems")
        said = self._intake.differences(entry)
        first, rest = (said[0].after, said[1:]) if entry.before is None and said else ("", said)
        changes = "; ".join(
            f"{each.label}: {each.before} → {each.after or 'empty'}" if entry.before is not None and each.before
            else f"{each.label}: {each.after}"
            for each in rest
        )
        return (f"{entry.row:,}", entry.outcome.value.capitalize(), first, changes)

    def tone(self, row: int, column: int) -> str:
        return _TONES[self.entry(row).outcome] if column == 1 else "text" if column == 2 else "quiet"


class Troubles(_Lines):
    """What could not be taken over, row by row."""

    headings = ("Row", "Column", "", "What to do")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: Sequence[RecordProblem] = ()

    def show_problems(self, problems: Sequence[RecordProblem]) -> None:
        """Show these."""
        self.beginResetModel()
        self._problems, self.count = problems, len(problems)
        self.endResetModel()

    def cells(self, row: int) -> tuple[str, ...]:
        each = self._problems[row]
        price = "Row left out" if each.left_out else "Field as it is"
        return (f"{each.row:,}", each.column, price, each.words)

    def tone(self, row: int, column: int) -> str:
        if column == 2:
            return "caution" if self._problems[row].left_out else "quiet"
        return "text" if column == 3 else "quiet"
