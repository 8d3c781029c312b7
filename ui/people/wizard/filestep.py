"""The first step: choosing a file, or dropping one, and reading it beside the window."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from program.commands.base import counted
from program.intake import Table
from program.trouble import Cancelled, Trouble
from ui import icons
from ui.jobs import IsCancelled, Job, Progress
from ui.parts.banner import Banner
from ui.parts.files import TABLES, dropped_file
from ui.parts.labels import Sign, label
from ui.people.wizard.step import Step
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_PARTED = tuple((sign, f"Parted by {words}") for sign, words in _DELIMITERS.items())
_ENCODINGS = (
    ("", "Letters as found"),
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows, Western Europe"),
    ("cp1250", "Windows, Central Europe"),
    ("cp1251", "Windows, Cyrillic"),
    ("cp1253", "Windows, Greek"),
    ("cp1254", "Windows, Turkish"),
    ("mac-roman", "Old Macintosh"),
)
_TEXTS = (".csv", ".tsv", ".txt")  # files in which letters and delimiters have to be guessed


class FileStep(Step):
    """Reads one file into a table. `read` carries the table, or None when there is none any more."""

    words: ClassVar[str] = "File"
    read = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            "Which file?", "A roster as your HR system or spreadsheet program exports it. It is read and never changed."
        )
        self._desk = desk
        self._path: Path | None = None
        self._job: Job | None = None
        self.table: Table | None = None
        self.setAcceptDrops(True)
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.body.addWidget(self._target(), 1)
        self.body.addWidget(self._facts_of_file())
        self._remarks = QListWidget()
        self._remarks.setAccessibleName("What was noticed while reading")
        self._remarks.setWordWrap(True)
        self._remarks.setMaximumHeight(150)
        self._remarks.hide()
        self.body.addWidget(self._remarks)
        self.setFocusProxy(self.choose)

    # ---- building --------------------------------------------------------------------------------------------------

    def _target(self) -> QWidget:
        """Where a file is dropped."""
        field = QFrame()
        dress(field, "well")
        column = QVBoxLayout(field)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(Sign("import", "quiet", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self._drop = label("Drop the file here", "strong", wrap=True)
        self._kinds = label("CSV or TSV, Excel (.xlsx), OpenDocument (.ods); up to 20 MB", "quiet small")
        column.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._kinds, 0, Qt.AlignmentFlag.AlignHCenter)
        self.choose = QPushButton("Choose a file…")
        icons.set_icon(self.choose, "open", "quiet")
        self.choose.clicked.connect(self.ask)
        column.addSpacing(6)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Reading the file")
        self.progress.setFixedWidth(280)
        self.stop = QPushButton("Stop")
        dress(self.stop, "link")
        self.stop.setAccessibleName("Stop reading")
        self.stop.clicked.connect(self.cancel)
        for widget in (self.progress, self.stop):
            widget.hide()
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return field

    def _facts_of_file(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._facts: QLabel = label("", "quiet", wrap=True)
        self._sheet_words = label("Sheet", "quiet")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("Sheet of the file")
        self.sheet.view().setAccessibleName("Sheets")
        self.sheet.setMinimumWidth(180)
        self.sheet.activated.connect(lambda _: self._read(self.sheet.currentText()))
        self._as_text = QWidget()
        choices = QHBoxLayout(self._as_text)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(10)
        self.encoding = self._choice("Letters of the file", _ENCODINGS)
        self.delimiter = self._choice("What parts the cells", (("", "Parted as found"), *_PARTED))
        choices.addWidget(self.encoding)
        choices.addWidget(self.delimiter)
        self._as_text.hide()
        row.addWidget(self._facts, 1)
        row.addWidget(self._as_text)
        row.addWidget(self._sheet_words)
        row.addWidget(self.sheet)
        self._sheet_words.hide()
        self.sheet.hide()
        return holder

    def _choice(self, name: str, choices: Iterable[tuple[str, str]]) -> QComboBox:
        """How a text file is to be read, where what Rotunda found is not right."""
        made = QComboBox()
        made.setAccessibleName(name)
        made.view().setAccessibleName(name)
        for key, words in choices:
            made.addItem(words, key)
        made.activated.connect(lambda _: self._read(self.sheet.currentText()))
        return made

    # ---- reading ---------------------------------------------------------------------------------------------------

    @property
    def reading(self) -> bool:
        """Whether a file is being read."""
        return self._job is not None

    @property
    def worth_a_look(self) -> bool:
        """Whether there is something on this step to be seen before going on."""
        return self.table is not None and (bool(self.table.remarks) or len(self.table.facts.sheets) > 1)

    def ask(self) -> None:
        """Ask for a file and read it."""
        path = self._desk.ask.open_file("Choose a file of people", TABLES)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Read this file."""
        self._path = path
        self.sheet.clear()
        self.encoding.setCurrentIndex(0)
        self.delimiter.setCurrentIndex(0)
        self._read("")

    def cancel(self) -> None:
        """Stop reading."""
        if self._job is not None:
            self._job.cancel()

    def _read(self, sheet: str) -> None:
        from storage.exchange.parse import Reading
        from storage.exchange.tables import read_table

        path = self._path
        if path is None:
            return
        if self._job is not None:
            self._job.drop()
        self.banner.show_words("")
        self._take(None)

        reading = Reading(str(self.encoding.currentData()), str(self.delimiter.currentData()), sheet)

        def work(progress: Progress, cancelled: IsCancelled) -> Table:
            return read_table(path, reading, progress=progress, cancelled=cancelled)

        self._job = self._desk.jobs.run(work, "Reading the file", self._done, self._failed, self)
        self._job.progressed.connect(self._tell)
        self._busy(True)

    def _tell(self, part: float, _words: str) -> None:
        self.progress.setRange(0, 100 if part >= 0 else 0)
        self.progress.setValue(round(part * 100))

    def _done(self, table: Table) -> None:
        self._job = None
        self._busy(False)
        self._take(table)

    def _failed(self, trouble: Trouble) -> None:
        self._job = None
        self._busy(False)
        if not isinstance(trouble, Cancelled):
            self.banner.show_trouble(trouble)
        self._take(None)
        self.choose.setFocus()

    def _busy(self, busy: bool) -> None:
        self.progress.setRange(0, 0 if busy else 100)
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.choose.setVisible(not busy)
        self._kinds.setVisible(not busy)
        self._drop.setText(f"Reading {self._path.name}" if busy and self._path else "Drop the file here")
        self.changed.emit()

    def _take(self, table: Table | None) -> None:
        self.table = table
        self._show_facts()
        self.read.emit(table)
        self.changed.emit()

    def _show_facts(self) -> None:
        table = self.table
        self._remarks.clear()
        self._remarks.setVisible(table is not None and bool(table.remarks))
        several = table is not None and len(table.facts.sheets) > 1
        self._as_text.setVisible(self._path is not None and self._path.suffix.casefold() in _TEXTS)
        self._sheet_words.setVisible(several)
        self.sheet.setVisible(several)
        self.choose.setText("Choose another file…" if table is not None else "Choose a file…")
        if table is None:
            self._facts.setText("")
            return
        facts = table.facts
        told = [facts.name, facts.format, counted(len(table.rows), "row"), counted(len(table.headings), "column")]
        told += [facts.encoding.upper()] if facts.encoding else []
        told += [f"parted by {_DELIMITERS.get(facts.delimiter, facts.delimiter)}"] if facts.delimiter else []
        self._facts.setText(" · ".join(told))
        blocked = QSignalBlocker(self.sheet)
        self.sheet.clear()
        self.sheet.addItems(list(facts.sheets))
        self.sheet.setCurrentText(facts.sheet)
        del blocked
        self._remarks.addItems([remark.words() for remark in table.remarks])

    # ---- dropping --------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and not self.reading:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.open(path)
