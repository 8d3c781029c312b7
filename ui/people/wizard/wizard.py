"""The import: one window, four steps, back and forth until it is meant; nothing is in the book before the last."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from program.changes import Change
from program.commands.base import counted
from program.intake import ImportPeople, Outcome, Settings, Table, suggest
from program.trouble import Trouble
from ui.parts.labels import label, rule
from ui.people.wizard.checkstep import CheckStep
from ui.people.wizard.columnstep import ColumnStep
from ui.people.wizard.donestep import DoneStep
from ui.people.wizard.filestep import FileStep
from ui.people.wizard.step import Draft, Step
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

USUAL = QSize(980, 660)
FILE, COLUMNS, CHECK, DONE = range(4)


class ImportWizard(QDialog):
    """Brings a roster in. Closed before its last step it leaves no trace."""

    def __init__(self, desk: Desk, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Rotunda")
        self.setAccessibleName("Import people")
        self.setModal(True)
        self._desk = desk
        self.draft: Draft | None = None
        self.wanted: tuple[str, ...] = ()
        """The people to choose in the table once this is closed."""
        self.writing = False
        self._imported = False
        self.file, self.columns, self.check, self.done_ = FileStep(desk), ColumnStep(), CheckStep(desk), DoneStep(desk)
        self.steps: tuple[Step, ...] = (self.file, self.columns, self.check, self.done_)
        self._lay_out(parent)
        self.file.read.connect(self._read)
        self.columns.settled.connect(self._settle)
        self.check.settled.connect(self._settle)
        self.done_.shown.connect(self._choose_them)
        for step in self.steps:
            step.changed.connect(self._show_buttons)
        self.finished.connect(lambda _: self._forget())
        self.show_step(FILE)
        if path is not None:
            self.file.open(path)

    # ---- building --------------------------------------------------------------------------------------------------

    def _lay_out(self, parent: QWidget | None) -> None:
        room = parent.size() - QSize(48, 48) if parent is not None else USUAL
        self.resize(USUAL.boundedTo(room))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._line: list[QLabel] = []
        for place, step in enumerate(self.steps):
            if place:
                line.addWidget(label("›", "quiet"))
            words = label(f"{place + 1}  {step.words}", "quiet")
            self._line.append(words)
            line.addWidget(words)
        line.addStretch(1)
        self._name = label("", "quiet small")
        line.addWidget(self._name)
        column.addLayout(line)
        column.addWidget(rule())
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.cancel = QPushButton("Cancel")
        dress(self.cancel, "flat")
        self.cancel.clicked.connect(self.reject)
        self.back = QPushButton("Back")
        self.back.clicked.connect(lambda: self.show_step(self.step - 1))
        self.next = QPushButton("Next")
        dress(self.next, "primary")
        self.next.clicked.connect(self.go_on)
        for button in (self.cancel, self.back, self.next):
            button.setAutoDefault(False)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column.addLayout(foot)

    # ---- going back and forth --------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Which step is in front, from 0."""
        return self._stack.currentIndex()

    def show_step(self, step: int) -> None:
        """Bring a step to the front."""
        self._stack.setCurrentIndex(step)
        for place, words in enumerate(self._line):
            dress(words, "strong accent" if place == step else "quiet")
        if step == CHECK and self.draft is not None:
            # The book may have changed since the file was read.
            self.draft = msgspec.structs.replace(self.draft, program=self._desk.program())
            self.check.show_draft(self.draft)
        else:
            self.check.stop()
        self._show_buttons()
        focus = self.next if self.next.isEnabled() and step != DONE else self.steps[step]
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """On to the next step; from the third on, import; from the last, close."""
        if self.step == CHECK:
            self._import()
        elif self.step == DONE:
            self.accept()
        elif self._ready():
            self.show_step(self.step + 1)

    def _ready(self) -> bool:
        match self.step:
            case 0:
                return self.draft is not None
            case 1:
                return self.columns.ready
            case 2:
                return self.check.ready
            case _:
                return not self.writing

    def _show_buttons(self) -> None:
        step = self.step
        self.back.setVisible(COLUMNS <= step <= CHECK or (step == DONE and not self.writing and not self._imported))
        self.cancel.setVisible(step < DONE or not (self.writing or self._imported))
        self.next.setEnabled(self._ready())
        words = "Next"
        if step == CHECK:
            intake = self.check.intake
            count = intake.count(Outcome.NEW) + intake.count(Outcome.CHANGED) if intake is not None else 0
            words = f"Import {counted(count, 'person', 'people')}" if count else "Import"
        elif step == DONE:
            words = "Close"
        self.next.setText(words)

    # ---- what happens ----------------------------------------------------------------------------------------------

    def _read(self, table: Table | None) -> None:
        self._name.setText(table.facts.name if table is not None else "")
        if table is None:
            self.draft = None
            return
        program = self._desk.program()
        settings = suggest(table, program, date.today())
        wanted = self._desk.settings.values.dates
        if settings.day_first is None and wanted != "ask":
            settings = msgspec.structs.replace(settings, day_first=wanted == "day")
        self.draft = Draft(table, settings, program)
        self.columns.show_draft(self.draft, fresh=True)
        self._show_buttons()
        if self.file.worth_a_look:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.show_step(COLUMNS)

    def _settle(self, settings: Settings) -> None:
        """Something is to be understood otherwise."""
        if self.draft is None:
            return
        self.draft = msgspec.structs.replace(self.draft, settings=settings)
        self.columns.show_draft(self.draft, fresh=False)
        if self.step == CHECK:
            self.check.show_draft(self.draft)
        self._show_buttons()

    def _import(self) -> None:
        if self.draft is None or not self.check.ready:
            return
        self.writing = True
        self.done_.begin(self.draft.table.facts.name)
        self.show_step(DONE)
        command = ImportPeople(self.draft.table, self.draft.settings)
        self._desk.do_in_background(command, "Importing people", self._done, self._failed)
        if not self._desk.is_busy:
            self.writing = False  # refused at once; the notice says why
            self.show_step(CHECK)

    def _done(self, change: Change) -> None:
        self.writing = False
        self._imported = True
        self.done_.done(change, self.check.intake)
        self._show_buttons()

    def _failed(self, trouble: Trouble) -> None:
        self.writing = False
        self.done_.failed(trouble)
        self._show_buttons()

    def _choose_them(self) -> None:
        self.wanted = self.done_.ids
        self.accept()

    # ---- leaving ---------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape or Cancel. While the book is being written to, the window stays until that is over."""
        if self.writing and self._desk.is_open:
            return
        if self._imported:
            self.accept()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button the keyboard is on, or goes on; but it never imports by the way."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        elif self.step != CHECK and self.next.isEnabled():
            self.go_on()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.writing and self._desk.is_open:
            event.ignore()
        else:
            super().closeEvent(event)

    def _forget(self) -> None:
        """Nothing of the file stays behind."""
        self.file.cancel()
        self.check.forget()
        self.draft = None
