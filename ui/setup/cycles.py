"""The cycles section: the register of cycles below a line of time, whole runs added at once, and rolling forward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from program.changes import Change
from program.program import Program
from program.records import Cohort, Cycle
from ui.parts.register.register import RegisterSection
from ui.setup.registers import REGISTERS
from ui.setup.roll_dialog import RollDialog
from ui.setup.run_dialog import RunDialog
from ui.setup.timeline import Timeline

if TYPE_CHECKING:
    from ui.desk import Desk


class CyclesSection(RegisterSection):
    """Cycles."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "cycles", REGISTERS["cycles"], parent)
        roll = QPushButton("Roll forward…")
        roll.clicked.connect(lambda _=False: self.roll_forward())
        self._buttons.insertWidget(self._buttons.indexOf(self._add), roll)
        self._buttons.insertSpacing(self._buttons.indexOf(self._add), 6)
        self._roll = roll
        self._tools[roll] = True
        self._show_layer()
        self.timeline.chosen.connect(self.reveal)
        self._draw()

    def above(self) -> Sequence[QWidget]:
        self.timeline = Timeline()
        return (self.timeline,)

    def follow(self, change: Change) -> None:
        super().follow(change)
        self._draw()

    def add(self) -> None:
        """Ask for a run of cycles, one or many, and add it as one step."""
        program = self.desk.program()
        dialog = RunDialog(program, newest_cohort(program), date.today(), self.desk.ask.window)
        if self.desk.ask.show(dialog) and (command := dialog.command()) is not None:
            self._look_at(self.desk.do(command))

    def roll_forward(self) -> None:
        """Ask what to roll forward, and copy it as one step."""
        dialog = RollDialog(self.desk.program(), self.table.chosen_ids(), self.desk.ask.window)
        if self.desk.ask.show(dialog) and (command := dialog.command()) is not None:
            self._look_at(self.desk.do(command))

    def scenes(self) -> dict[str, Callable[[], object]]:
        return {"run": self.add, "roll": self.roll_forward}

    @property
    def rolls(self) -> bool:
        """Whether there is anything to roll forward."""
        return self.writable and bool(self.desk.program().of(Cycle))

    def _chosen(self) -> None:
        super()._chosen()
        self.timeline.mark(self.table.chosen_ids())

    def _draw(self) -> None:
        self.timeline.show_program(self.desk.program(), date.today())
        self._roll.setEnabled(self.rolls)


def newest_cohort(program: Program) -> str:
    """The cohort that starts last; empty when there is none."""
    newest = max(program.of(Cohort).values(), key=lambda cohort: (cohort.start or date.min, cohort.name), default=None)
    return newest.id if newest is not None else ""
