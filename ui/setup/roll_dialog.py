"""Rolling cycles forward: which ones, from when on, for which cohort, with their placements or without."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from program.changes import Change
from program.commands import RollForward
from program.commands.base import counted
from program.intake.dates import read_date
from program.program import Program
from program.records import Cohort, Cycle, Placement
from program.trouble import RuleBroken, Trouble
from program.views_reader import span
from ui.ask import Question
from ui.parts.banner import Banner
from ui.parts.dates import DateEditor
from ui.parts.labels import label
from ui.parts.picker import Picker
from ui.setup.run_dialog import overlapping

_ROW = 30
_SHOWN = 7


class RollDialog(Question):
    """The dialog. `command()` is what it means when it was accepted."""

    def __init__(self, program: Program, chosen: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(
            "Roll cycles forward", "Copies the design of cycles to a later time. The cycles themselves stay.", parent
        )
        self.setMinimumWidth(520)
        self._program = program
        first = frozenset(chosen) or newest(program)
        self.list = QListWidget()
        self.list.setAccessibleName("Cycles to copy")
        for cycle in program.cycles:
            cohort = program.title(Cohort, cycle.cohort)
            words = " · ".join(filter(None, (cycle.name, span(cycle.start, cycle.end), cycle.stage.label, cohort)))
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, cycle.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if cycle.id in first else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setFixedHeight(_ROW * min(max(2, self.list.count()), _SHOWN) + 8)
        self._offered: date | None = None
        self._cohort = ""
        self.start = DateEditor()
        self.cohort = Picker("cohort")
        self.cohort.setPlaceholderText("Every cohort")
        self.cohort.follow(program)
        self.with_places = QCheckBox("With the placements, as drafts")
        self.said = Banner()
        self._lay_out()
        self.keep: QPushButton = self.buttons("Roll forward")
        self._suggest()
        self.list.itemChanged.connect(lambda _: self._suggest())
        self.start.settled.connect(self.preview)
        self.start.textEdited.connect(self._typed)
        self.cohort.settled.connect(self.preview)
        self.with_places.toggled.connect(lambda _: self.preview())
        self.list.setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(self.list)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, (words, editor) in enumerate((("New first day", self.start), ("For cohort", self.cohort))):
            name = label(words, "quiet small")
            name.setBuddy(editor)
            editor.setAccessibleName(words)
            grid.addWidget(name, 0, column)
            grid.addWidget(editor, 1, column)
        self.body.addLayout(grid)
        self.body.addWidget(self.with_places)
        self.body.addWidget(self.said)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the cycles ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def command(self) -> RollForward | None:
        """What would be done; None while nothing is ticked or there is no day."""
        start = self.start.value()
        if start is None or self.start.mistaken or not self.chosen:
            return None
        return RollForward(self.chosen, start, self.cohort.value(), self.with_places.isChecked())

    def preview(self) -> None:
        """Say what would come."""
        command = self.command()
        change, broken = self._would(command) if command is not None else (None, 0)
        self.keep.setEnabled(change is not None)
        if change is None:
            missing = "Tick at least one cycle." if not self.chosen else "Say on which day the first copy begins."
            self.said.show_words(missing, tone="accent")
            return
        cycles = [pair.after for pair in change.pairs if isinstance(pair.after, Cycle)]
        places = sum(isinstance(pair.after, Placement) for pair in change.pairs)
        names = ", ".join(cycle.name for cycle in cycles[:6]) + (" …" if len(cycles) > 6 else "")
        days = span(min(cycle.start for cycle in cycles), max(cycle.end for cycle in cycles))
        more = f"{days}, with {counted(places, 'placement')} as drafts." if self.with_places.isChecked() else f"{days}."
        if broken:
            more += f" {counted(broken, 'rule stands', 'rules stand')} against it; a reason is asked for."
        there = overlapping(self._program, cycles)
        if there:
            more += f" In the same time lies {there[0].name}" + (" and more." if len(there) > 1 else ".")
        self.said.show_words(f"This adds {names}", more, "caution" if there or broken else "accent")

    def _would(self, command: RollForward) -> tuple[Change | None, int]:
        """What would come, and how many findings stand against it; None when it cannot be done."""
        try:
            return command.change(self._program), 0
        except RuleBroken as broken:
            given = msgspec.structs.replace(command, reason="given later")
            return given.change(self._program), len(broken.findings)
        except (Trouble, ValueError, OverflowError):
            return None, 0

    def _typed(self, text: str) -> None:
        if isinstance(read_date(text.strip(), None, date.today()), date):
            self.preview()

    def accept(self) -> None:
        if self.keep.isEnabled():
            super().accept()

    def _suggest(self) -> None:
        """The day after the last of the cycles ticked, unless another was typed; their cohort when they share one."""
        ticked = [cycle for cycle in self._program.cycles if cycle.id in self.chosen]
        if ticked and self.start.value() == self._offered:
            self._offered = max(cycle.end for cycle in ticked) + timedelta(days=1)
            self.start.show_value(self._offered)
        if len({cycle.cohort for cycle in ticked}) == 1 and self.cohort.value() == self._cohort:
            self._cohort = ticked[0].cohort
            self.cohort.show_value(self._cohort)
        self.preview()


def newest(program: Program) -> frozenset[str]:
    """The cycles of the cohort whose last cycle is the last of all."""
    last: Cycle | None = max(program.cycles, key=lambda cycle: cycle.end, default=None)
    return frozenset(cycle.id for cycle in program.cycles if last is not None and cycle.cohort == last.cohort)
