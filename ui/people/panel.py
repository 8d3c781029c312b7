"""The panel at the right: the person chosen, several of them, or the program's people at a glance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from program.commands.base import counted
from program.program import Program
from program.records import Person, Role
from ui.parts.card import LineButton
from ui.parts.labels import label, rule
from ui.people.bulk import BulkPanel
from ui.people.person import PersonPanel

if TYPE_CHECKING:
    from ui.desk import Desk

LEAST = 272
"""Narrower than this the tabs of a person would not fit."""


class Panel(QWidget):
    """Shows what suits the rows chosen."""

    role_wanted = Signal(str)
    """A role was pressed in the glance: show who has it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.glance = Glance()
        self.person = PersonPanel(desk)
        self.several = BulkPanel(desk)
        self.setMinimumWidth(LEAST)
        self._layers = QStackedLayout(self)
        for layer in (self.glance, self.person, self.several):
            self._layers.addWidget(layer)
        self.glance.role_wanted.connect(self.role_wanted)

    def show_people(self, ids: list[str]) -> None:
        """Show these people, as they are now."""
        program = self._desk.program()
        people = [found for found in (program.get(Person, id_) for id_ in ids) if found is not None]
        if not people:
            self.glance.show_program(program)
            self._layers.setCurrentWidget(self.glance)
        elif len(people) == 1:
            self.person.show_person(people[0], program)
            self._layers.setCurrentWidget(self.person)
        else:
            self.several.show_people(people, program)
            self._layers.setCurrentWidget(self.several)

    def focus_form(self) -> None:
        """Put the keyboard into whatever is shown."""
        front = self._layers.currentWidget()
        if front is self.person:
            self.person.focus_form()
        elif front is not None:
            front.setFocus()


class Glance(QWidget):
    """How many people there are, role by role, while nobody is chosen."""

    role_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 22, 20, 20)
        column.setSpacing(4)
        self._title = label("", "heading", wrap=True)
        column.addWidget(self._title)
        self._more = label("", "quiet", wrap=True)
        column.addWidget(self._more)
        column.addSpacing(12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        column.addStretch(1)

    def show_program(self, program: Program) -> None:
        """Count the people of this present."""
        people = program.of(Person).values()
        self._title.setText(counted(len(people), "person", "people"))
        self._title.setVisible(bool(people))
        self._more.setVisible(bool(people))
        self._more.setText("Choose somebody to see and change what is known of them, or several to change at once.")
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        counts = Counter(role for person in people for role in person.roles)
        bare = sum(not person.roles for person in people)
        found = [(role.value, role.label, counts[role]) for role in Role if counts[role]]
        found += [("none", "No role in the program", bare)] if bare else []
        for value, words, count in found:
            line = LineButton(words, f"{count:,}")
            line.clicked.connect(lambda _=False, value=value: self.role_wanted.emit(value))
            self._lines.addWidget(line)
            self._lines.addWidget(rule())
