"""Somebody came who was not expected: who."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from program.circles import everyone
from program.program import Program
from program.records import Circle
from ui.ask import Question
from ui.parts.picker import Picker


class Newcomer(Question):
    """Asks for a person of the book who is not in the circle."""

    def __init__(self, program: Program, circle: Circle, parent: QWidget | None = None) -> None:
        super().__init__(
            "Somebody new",
            "They are there from the round in front on. Seat the rest again, and they have a table.",
            parent,
        )
        self.person = Picker("person")
        self.person.setAccessibleName("Person")
        self.person.setPlaceholderText("Somebody in the book")
        self.person.follow(program)
        self.person.leave_out = frozenset(everyone(circle))
        self.body.addWidget(self.person)
        self.add = self.buttons("Let them join")
        self.add.setEnabled(False)
        self.person.settled.connect(lambda: self.add.setEnabled(bool(self.person.value())))
        self.person.setFocus()

    def accept(self) -> None:
        """Close, once somebody is chosen."""
        self.person.finish()
        if self.person.value():
            super().accept()
