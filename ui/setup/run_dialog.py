"""Adding a run of cycles: when it starts, how long each lasts, how many, and the stage of each, with what will come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from program.commands import AddCycles, Command
from program.commands.cycles import months_later
from program.intake.dates import read_date
from program.program import Program
from program.records import Cadence, Cycle, Field, Kind, Stage
from program.trouble import Trouble
from program.views_reader import span
from ui.ask import Question
from ui.parts.banner import Banner
from ui.parts.dates import DateEditor
from ui.parts.editors import ChoiceEditor, NumberEditor, TextEditor
from ui.parts.labels import Elided, label
from ui.parts.picker import Picker

MOST = 24
"""Cycles that one run can have."""
_ROW = 34
_SHOWN = 6  # rows of the preview seen at once


def usual_stages(number: int) -> tuple[Stage, ...]:
    """Stages for a run: half of it foundation, the end of it lead, strategic between; four give F, F, S, L."""
    lead = 0 if number < 3 else max(1, number // 4)
    foundation = max(1, number // 2) if number != 2 else 1
    return (
        *(Stage.FOUNDATION,) * foundation,
        *(Stage.STRATEGIC,) * (number - foundation - lead),
        *(Stage.LEAD,) * lead,
    )


def next_start(program: Program, cohort: str, today: date) -> date:
    """The day after a cohort's last cycle; before the first one, the first day of the coming quarter."""
    ends = [cycle.end for cycle in program.cycles if cycle.cohort == cohort]
    if ends:
        return max(ends) + timedelta(days=1)
    first_month = today.month - (today.month - 1) % 3
    return months_later(date(today.year, first_month, 1), 3)


def overlapping(program: Program, cycles: list[Cycle]) -> list[Cycle]:
    """The cycles there are already that share days with new ones, and people who could be in both."""
    def meet(old: Cycle, new: Cycle) -> bool:
        same = old.cohort == new.cohort or "" in (old.cohort, new.cohort)
        return same and old.start <= new.end and new.start <= old.end

    return [old for old in program.cycles if any(meet(old, new) for new in cycles)]


def made(command: Command, program: Program) -> list[Cycle]:
    """The cycles a command would add; none when it cannot be done, as when a date is beyond the calendar."""
    try:
        change = command.change(program)
    except (Trouble, ValueError, OverflowError):
        return []
    return [pair.after for pair in change.pairs if isinstance(pair.after, Cycle)]


class RunDialog(Question):
    """The dialog. `command()` is what it means when it was accepted."""

    def __init__(self, program: Program, cohort: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__("Add a run of cycles", "", parent)
        self.setMinimumWidth(520)
        self._program = program
        self._chosen: dict[int, Stage] = {}
        self.start = DateEditor()
        self._offered = next_start(program, cohort, today)
        self.start.show_value(self._offered)
        self.cadence = ChoiceEditor(Cadence)
        self.cadence.show_value(Cadence.QUARTERLY)
        self.number = NumberEditor(Field("Number of cycles", kind=Kind.INTEGER, least=1, limit=MOST))
        self.number.setKeyboardTracking(True)
        self.number.show_value(4)
        self.cohort = Picker("cohort")
        self.cohort.setPlaceholderText("Every cohort")
        self.cohort.follow(program)
        self.cohort.show_value(cohort)
        self.prefix = TextEditor(Field("Called"))
        self.prefix.setPlaceholderText("By their dates")
        self.prefix.setMaxLength(100)
        self._lay_out()
        self.rows = _Rows()
        self.rows.chosen.connect(self._stage_chosen)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.rows)
        self._area = area
        self.body.addWidget(area)
        self.said = Banner()
        self.body.addWidget(self.said)
        self.keep: QPushButton = self.buttons("Add cycles")
        self.start.settled.connect(self.preview)
        self.start.textEdited.connect(self._typed)
        self.cadence.settled.connect(self.preview)
        self.number.valueChanged.connect(lambda _: self.preview())
        self.cohort.settled.connect(self._cohort_chosen)
        self.prefix.textChanged.connect(lambda _: self.preview())
        self.preview()
        self.start.setFocus()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        fields = (
            ("First day", self.start), ("How often", self.cadence), ("Number of cycles", self.number),
            ("Cohort", self.cohort), ("Called", self.prefix),
        )  # fmt: skip
        for place, (words, editor) in enumerate(fields):
            row, column = place // 3 * 2, place % 3
            name = label(words, "quiet small")
            name.setBuddy(editor)
            editor.setAccessibleName(words)
            grid.addWidget(name, row, column)
            grid.addWidget(editor, row + 1, column, 1, 2 if editor is self.prefix else 1)
            grid.setColumnStretch(column, 1)
        grid.setRowMinimumHeight(2, 24)
        self.body.addLayout(grid)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stage of each cycle, as chosen, or as is usual."""
        usual = usual_stages(self.number.value())
        return tuple(self._chosen.get(at, stage) for at, stage in enumerate(usual))

    def command(self) -> AddCycles | None:
        """What would be done; None while there is no first day."""
        start = self.start.value()
        if start is None or self.start.mistaken:
            return None
        cadence = cast("Cadence", self.cadence.value())
        return AddCycles(start, self.stages, cadence, self.cohort.value(), self.prefix.text().strip())

    def preview(self) -> None:
        """Show the cycles that would come."""
        command = self.command()
        cycles = made(command, self._program) if command is not None else []
        self.rows.show_cycles(cycles)
        self._area.setFixedHeight(_ROW * min(max(1, len(cycles)), _SHOWN) + 4)
        self.keep.setEnabled(bool(cycles))
        self.keep.setText(f"Add {len(cycles)} cycles" if len(cycles) != 1 else "Add 1 cycle")
        if not cycles:
            self.said.show_words("Say on which day the first cycle begins.", tone="accent")
            return
        there = overlapping(self._program, cycles)
        names = ", ".join(cycle.name for cycle in there[:3])
        self.said.show_words(
            f"{names} {'lies' if len(there) == 1 else 'lie'} in the same time" if there else "",
            "They can be added all the same; each mentee has one place per cycle." if there else "",
            "caution",
        )

    def accept(self) -> None:
        if self.command() is not None and self.keep.isEnabled():
            super().accept()

    def _stage_chosen(self, place: int, stage: Stage) -> None:
        self._chosen[place] = stage
        self.preview()

    def _typed(self, text: str) -> None:
        """Show the cycles as soon as what is typed is a day; until then it is not called a mistake."""
        if isinstance(read_date(text.strip(), None, date.today()), date):
            self.preview()

    def _cohort_chosen(self) -> None:
        """Offer the day after this cohort's last cycle, unless another day was asked for."""
        if self.start.value() == self._offered:
            self._offered = next_start(self._program, self.cohort.value(), date.today())
            self.start.show_value(self._offered)
        self.preview()


class _Rows(QWidget):
    """The cycles to come: name, days, and the stage, which can be chosen."""

    chosen = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(0)
        self._lines: list[_Row] = []
        column.addStretch(1)

    def show_cycles(self, cycles: list[Cycle]) -> None:
        """Show these, in the lines that are there and as many more as it takes."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        while len(self._lines) < len(cycles):
            at = len(self._lines)
            line = _Row(at + 1)
            line.stage.settled.connect(lambda at=at: self._tell(at))
            column.insertWidget(at, line)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(cycles))
            if at < len(cycles):
                line.show_cycle(cycles[at])

    def stage_editor(self, place: int) -> ChoiceEditor:
        """The choice of stage of one cycle, from 0."""
        return self._lines[place].stage

    def _tell(self, place: int) -> None:
        self.chosen.emit(place, self._lines[place].stage.value())


class _Row(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.setFixedHeight(_ROW)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        count = label(str(number), "quiet small")
        count.setFixedWidth(18)
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.name = Elided("", "strong")
        self.days = Elided("", "quiet")
        self.stage = ChoiceEditor(Stage)
        self.stage.setFixedWidth(132)
        row.addWidget(count)
        row.addWidget(self.name, 2)
        row.addWidget(self.days, 3)
        row.addWidget(self.stage)

    def show_cycle(self, cycle: Cycle) -> None:
        """Show this one."""
        self.name.setText(cycle.name)
        self.days.setText(span(cycle.start, cycle.end))
        self.stage.show_value(cycle.stage)
        self.stage.setAccessibleName(f"Stage of {cycle.name}, {span(cycle.start, cycle.end)}")
