"""The program section: the charter, as a form, with what the program holds beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from program.changes import Change
from program.commands import Keep
from program.program import Program
from program.records import ACTIVE, Charter, Decision, Host, Placement, Role, kind_of
from program.views_reader import span
from ui.parts.editors import NumberEditor
from ui.parts.labels import label, rule
from ui.parts.record_form import RecordForm
from ui.parts.register.section import Section

if TYPE_CHECKING:
    from ui.desk import Desk

_WIDE = 680
_NUMBERS = (
    "repeat_window", "line_levels", "breadth", "burst_hours", "standard_hours", "extended_hours", "group_floor",
)  # fmt: skip


class CharterSection(Section):
    """Program."""

    key = "program"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "Program", "What it is for and how it runs. Its name stands on every document.", parent
        )
        self.setObjectName("program")
        self.form = RecordForm(Charter, only=("name", "organisation", "purpose", "outcomes", "scope"), columns=2)
        self.form.edited.connect(lambda _: self._edited())
        self.numbers = {name: self._number(name) for name in _NUMBERS}
        inside = QWidget()
        inside.setProperty("role", "page")
        inside.setMaximumWidth(_WIDE)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 2, 12, 8)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(label("Numbers the rules go by", "section"))
        for name, editor in self.numbers.items():
            column.addLayout(_row(name, editor))
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
        self.form.show_record(program.charter, program)
        self.form.setEnabled(self.writable)
        for name, editor in self.numbers.items():
            editor.show_value(getattr(program.charter, name))
            editor.setEnabled(self.writable)
        self._glance.show_program(program)

    def _edited(self) -> None:
        if self.desk.do(Keep(self.form.records()), quiet=True) is None and self.desk.is_open:
            self.form.problems_of(self.desk.program(), focus=False)

    def _number(self, name: str) -> NumberEditor:
        spec = kind_of(Charter).field(name)
        editor = NumberEditor(spec)
        editor.setAccessibleName(f"{spec.label} ({spec.unit})")
        editor.setFixedWidth(72)
        editor.settled.connect(lambda: self._numbered(name, editor.value()))
        return editor

    def _numbered(self, name: str, number: int) -> None:
        charter = self.desk.program().charter
        if getattr(charter, name) != number:
            self.desk.do(Keep((msgspec.structs.replace(charter, **{name: number}),)), quiet=True)


def _row(name: str, editor: NumberEditor) -> QHBoxLayout:
    spec = kind_of(Charter).field(name)
    row = QHBoxLayout()
    row.setSpacing(12)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(spec.label, wrap=True))
    if spec.help:
        words.addWidget(label(spec.help, "quiet small", wrap=True))
    row.addWidget(editor)
    row.addLayout(words, 1)
    return row


class _Glance(QWidget):
    """What the program holds, in a few lines."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(2)
        column.addWidget(label("At a glance", "heading"))
        self._days = label("", "quiet small", wrap=True)
        column.addWidget(self._days)
        column.addSpacing(8)
        self._numbers: dict[str, QLabel] = {}
        for place, name in enumerate(glance(Program({}))):
            if place:
                column.addWidget(rule())
            line = QHBoxLayout()
            line.setContentsMargins(0, 5, 0, 5)
            line.addWidget(label(name), 1)
            self._numbers[name] = label("", "strong")
            line.addWidget(self._numbers[name])
            column.addLayout(line)
        column.addStretch(1)

    def show_program(self, program: Program) -> None:
        """Count what there is."""
        cycles = program.cycles
        days = span(cycles[0].start, max(cycle.end for cycle in cycles)) if cycles else "No cycles yet"
        self._days.setText(days)
        for name, number in glance(program).items():
            self._numbers[name].setText(f"{number:,}")


def glance(program: Program) -> dict[str, int]:
    """What the program holds, in numbers."""
    hosts = program.of(Host).values()
    return {
        "Mentees taking part": sum(person.status in ACTIVE for person in program.people(Role.MENTEE)),
        "Mentors taking part": sum(person.status in ACTIVE for person in program.people(Role.MENTOR)),
        "Hosts": len(hosts),
        "Seats per cycle": sum(host.seats for host in hosts),
        "Cycles": len(program.cycles),
        "Placements": len(program.of(Placement)),
        "Decisions": len(program.of(Decision)),
    }
