"""A person's rotation: where they sit or whom they mentor, cycle by cycle, when they are away, and their conflicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from program.commands import Keep, Remove
from program.names import short_name
from program.program import Program
from program.records import Absence, Conflict, Cycle, Host, Person, Placement, Record, new_id
from program.views_reader import day, span
from ui import icons
from ui.parts.card import LineButton
from ui.parts.labels import label, rule
from ui.parts.record_dialog import RecordDialog, edit_record
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk


class Rotation(QWidget):
    """Lines for one person, each leading to where it can be changed."""

    go = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: Person | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def hold(self, person: Person) -> None:
        """Whom absences and conflicts are added to; the lines may be filled later."""
        self._person = person

    def show_person(self, person: Person, program: Program) -> None:
        """Show this person's lines as they are now."""
        self.hold(person)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._placements(person, program)
        self._mentees(person, program)
        self._absences(person, program)
        self._conflicts(person, program)
        self._column.addStretch(1)

    # ---- what is listed --------------------------------------------------------------------------------------------

    def _placements(self, person: Person, program: Program) -> None:
        row = program.plan.row(person.id)
        self._section("Placements")
        for cycle in program.cycles:
            placement = row.get(cycle.id)
            if placement is not None:
                host = program.title(Host, placement.host) or "No host yet"
                mentor = program.title(Person, placement.mentor)
                beside = f"with {short_name(mentor)}" if mentor else ""
                self._line(f"{cycle.name} · {host}", beside, lambda id_=placement.id: self.go.emit("board", id_))  # type: ignore[misc]
        if not row:
            self._quiet("Not placed in any cycle yet.")

    def _mentees(self, person: Person, program: Program) -> None:
        found: list[tuple[Cycle, Placement]] = [
            (cycle, placement) for cycle in program.cycles for placement in program.plan.mentored(person.id, cycle.id)
        ]
        if found:
            self._section("Mentors")
        for cycle, placement in found:
            mentee = program.title(Person, placement.person)
            self._line(mentee, cycle.name, lambda id_=placement.id: self.go.emit("board", id_))  # type: ignore[misc]

    def _absences(self, person: Person, program: Program) -> None:
        self._section("Absences", "Add an absence", self.add_absence)
        found = sorted(program.absences(person.id), key=lambda each: (each.start, each.end))
        for each in found:
            self._line(
                span(each.start, each.end),
                "",
                lambda each=each: self.edit_absence(each),  # type: ignore[misc]
                lambda each=each: self._remove(each, "absence"),  # type: ignore[misc]
                each.reason,
            )
        if not found:
            self._quiet("None known.")

    def _conflicts(self, person: Person, program: Program) -> None:
        self._section("Conflicts", "Add a conflict", self.add_conflict)
        found = program.conflicts(person.id)
        for each in found:
            other = program.title(Person, each.second if each.first == person.id else each.first)
            until = f"until {day(each.until)}" if each.until else each.kind.label
            self._line(
                other,
                until,
                lambda each=each: self.edit_conflict(each),  # type: ignore[misc]
                lambda each=each: self._remove(each, "conflict"),  # type: ignore[misc]
                each.reason,
            )
        if not found:
            self._quiet("None known. The reporting line is kept apart by itself.")

    # ---- changing --------------------------------------------------------------------------------------------------

    def add_absence(self) -> None:
        """Ask when the person is away, and keep it."""
        if self._person is not None:
            dialog = RecordDialog(
                f"When is {self._person.name} away?",
                _blank_absence(self._person.id),
                self._desk.program(),
                yes="Add the absence",
                only=("start", "end", "reason"),
                parent=self._desk.ask.window,
            )
            if self._desk.ask.show(dialog):
                self._desk.do(Keep(dialog.form.records(), f"Add an absence of {self._person.name}"))

    def edit_absence(self, absence: Absence) -> None:
        """Change an absence."""
        edit_record(self._desk, "Absence", absence, only=("start", "end", "reason"))

    def add_conflict(self) -> None:
        """Ask whom the person must not be matched with, and keep it."""
        if self._person is not None:
            dialog = RecordDialog(
                f"Whom must {self._person.name} not be matched with?",
                Conflict(new_id(), first=self._person.id, second=""),
                self._desk.program(),
                yes="Add the conflict",
                only=("second", "kind", "reason", "until"),
                parent=self._desk.ask.window,
            )
            if self._desk.ask.show(dialog):
                self._desk.do(Keep(dialog.form.records(), f"Add a conflict of {self._person.name}"))

    def edit_conflict(self, conflict: Conflict) -> None:
        """Change a conflict."""
        other = "second" if self._person is not None and conflict.first == self._person.id else "first"
        edit_record(self._desk, "Conflict", conflict, only=(other, "kind", "reason", "until"))

    def _remove(self, item: Record, words: str) -> None:
        if self._person is not None:
            self._desk.do(Remove((item,), f"Remove an {words} of {self._person.name}".replace("an c", "a c")))

    # ---- building --------------------------------------------------------------------------------------------------

    def _section(self, words: str, deed: str = "", run: Callable[[], object] | None = None) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 14 if self._column.count() else 0, 0, 4)
        row.addWidget(label(words, "section"), 1, Qt.AlignmentFlag.AlignVCenter)
        if run is not None:
            button = QPushButton("Add…")
            dress(button, "link small")
            button.setAccessibleName(deed)
            button.setEnabled(not self._desk.book.read_only)
            button.clicked.connect(lambda _=False: run())
            row.addWidget(button)
        self._column.addWidget(holder)

    def _quiet(self, words: str) -> None:
        self._column.addWidget(label(words, "quiet small", wrap=True))

    def _line(
        self,
        words: str,
        beside: str,
        run: Callable[[], object],
        remove: Callable[[], object] | None = None,
        tip: str = "",
    ) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        line = LineButton(words, beside)
        line.setToolTip(tip or words)
        line.clicked.connect(lambda _=False: run())
        row.addWidget(line, 1)
        if remove is not None:
            cross = QToolButton()
            icons.set_icon(cross, "close", "quiet")
            cross.setAccessibleName(f"Remove {words}")
            cross.setToolTip("Remove")
            cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            cross.setEnabled(not self._desk.book.read_only)
            cross.clicked.connect(lambda _=False: remove())
            row.addWidget(cross)
        self._column.addWidget(holder)
        self._column.addWidget(rule())


def _blank_absence(person: str) -> Absence:
    """An absence whose days are still to be said; the form insists on them before it is kept."""
    from typing import Any, cast

    unsaid = cast("Any", None)
    return Absence(new_id(), person=person, start=unsaid, end=unsaid)
