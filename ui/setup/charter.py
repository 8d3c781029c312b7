"""The program section: the charter, as a form, with what the program holds beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from program.changes import Change
from program.commands import Keep
from program.commands.base import counted
from program.program import Program
from program.records import ACTIVE, Charter, Decision, Host, Placement, Role
from program.views_reader import span
from ui.parts.labels import label
from ui.parts.record_form import RecordForm
from ui.setup.section import Section

if TYPE_CHECKING:
    from ui.desk import Desk

_WIDE = 680
_NUMBERS = ("repeat_window", "line_levels", "breadth")


class CharterSection(Section):
    """Program."""

    key = "program"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "Program", "What it is for and how it runs. Its name stands on every document.", parent
        )
        self.setObjectName("program")
        self.form = RecordForm(Charter, only=("name", "organisation", "purpose", "outcomes", "scope"), columns=2)
        self.numbers = RecordForm(Charter, only=_NUMBERS, columns=3)
        for form in (self.form, self.numbers):
            form.edited.connect(lambda _name, form=form: self._edited(form))
        inside = QWidget()
        inside.setProperty("role", "page")
        inside.setMaximumWidth(_WIDE)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 2, 12, 8)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(label("Numbers the rules go by", "section"))
        column.addWidget(self.numbers)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._column.addWidget(area, 1)
        self._glance = _Glance()
        self.setFocusProxy(self.form.editors["name"])
        self._show()

    def panel(self) -> QWidget:
        return self._glance

    def follow(self, change: Change) -> None:
        self._show()

    def reveal(self, record_id: str) -> None:
        self.form.focus_field()

    def _show(self) -> None:
        program = self.desk.program()
        for form in (self.form, self.numbers):
            form.show_record(program.charter, program)
            form.setEnabled(self.writable)
        self._glance.show_program(program)

    def _edited(self, form: RecordForm) -> None:
        if self.desk.do(Keep(form.records()), quiet=True) is None and self.desk.is_open:
            form.problems_of(self.desk.program(), focus=False)


class _Glance(QWidget):
    """What the program holds, in a few lines."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        column.addWidget(label("At a glance", "heading"))
        self._lines = label("", "", wrap=True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._lines)
        column.addStretch(1)

    def show_program(self, program: Program) -> None:
        """Count what there is."""
        self._lines.setText("\n".join(glance(program)))


def glance(program: Program) -> list[str]:
    """What the program holds, line by line."""
    lines = []
    for role, one in ((Role.MENTEE, "mentee"), (Role.MENTOR, "mentor")):
        lines.append(counted(sum(person.status in ACTIVE for person in program.people(role)), one))
    hosts = program.of(Host).values()
    lines.append(f"{counted(len(hosts), 'host')} with {counted(sum(host.seats for host in hosts), 'seat')} per cycle")
    cycles = program.cycles
    days = f", {span(cycles[0].start, max(cycle.end for cycle in cycles))}" if cycles else ""
    lines.append(counted(len(cycles), "cycle") + days)
    lines.append(counted(len(program.of(Placement)), "placement"))
    lines.append(counted(len(program.of(Decision)), "decision"))
    return lines
