"""The panel beside the rounds: the circle's form, who takes part, and what holds of the table chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from program.circles import kept_apart
from program.commands import Keep
from program.commands.base import counted
from program.planning.rounds import MOST_PEOPLE, rounds_without_repeats
from program.records import Circle, Person, kind_of
from ui import icons
from ui.parts.editors import NumberEditor
from ui.parts.labels import label
from ui.parts.record_form import RecordForm
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

_ASKED = ("name", "wanted", "size", "groups", "exact", "mixed", "apart", "hosts", "facilitator")


class CirclePanel(QWidget):
    """Shows one circle; what is changed here is kept at once, as everywhere."""

    people_wanted = Signal()
    stay_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.title = label("", "heading", wrap=True)
        self.facts = label("", "quiet small", wrap=True)
        self.table = label("", "", wrap=True)
        self.people = QPushButton("Choose people…")
        icons.set_icon(self.people, "people")
        self.people.clicked.connect(self.people_wanted)
        self.stay = QPushButton("Somebody comes or leaves…")
        dress(self.stay, "flat")
        self.stay.clicked.connect(self.stay_wanted)
        self.form = RecordForm(Circle, only=_ASKED)
        self.form.edited.connect(self._edited)
        tables = self.form.editors["groups"]
        assert isinstance(tables, NumberEditor)
        tables.setSpecialValueText("By group size")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 16, 8)
        column.setSpacing(10)
        for widget in (self.title, self.facts, self.table, self.people, self.stay, self.form):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 4, 16)
        whole.addWidget(area)
        self.show_circle(None)

    def show_circle(self, circle: Circle | None) -> None:
        """Show a circle, or what this is for."""
        program = self._desk.program()
        for widget in (self.people, self.stay, self.form):
            widget.setVisible(circle is not None)
            widget.setEnabled(not self._desk.book.read_only)
        if circle is None:
            self.title.setText("No circle yet")
            self.facts.setText("A circle is a set of people who meet at small tables over several rounds.")
            self.table.hide()
            return
        self.title.setText(circle.name)
        self.facts.setText("\n".join(_facts(circle, len(kept_apart(program, circle)))))
        self.stay.setEnabled(self.stay.isEnabled() and bool(circle.people))
        self.form.show_record(circle, program)

    def show_table(self, words: str) -> None:
        """Say what holds of the table chosen in the rounds; empty words for nothing."""
        self.table.setText(words)
        self.table.setVisible(bool(words))

    def stays(self, circle: Circle) -> str:
        """Who comes later or leaves earlier, in words."""
        program = self._desk.program()
        lines = []
        for stay in circle.stays:
            name = program.title(Person, stay.person)
            when = [f"from round {stay.first}"] if stay.first else []
            when += [f"up to round {stay.last}"] if stay.last else []
            if name and when:
                lines.append(f"{name}: {', '.join(when)}")
        return "\n".join(lines)

    def _edited(self, _name: str) -> None:
        if self._desk.do(Keep(self.form.records()), quiet=True) is None and self._desk.is_open:
            self.form.problems_of(self._desk.program(), focus=False)


def _facts(circle: Circle, apart: int) -> list[str]:
    number = len(set(circle.people) | set(circle.hosts))
    facts = [counted(number, "person", "people") + (f", {counted(circle.held, 'round')} held" if circle.held else "")]
    if 2 <= number <= MOST_PEOPLE:
        most = rounds_without_repeats(number, circle.size, circle.groups, exact=circle.exact)
        if most <= kind_of(Circle).field("wanted").limit:
            facts.append(f"More than {counted(most, 'round')} cannot go without somebody meeting again.")
    if apart:
        facts.append(f"{counted(apart, 'pair')} kept apart.")
    return facts
