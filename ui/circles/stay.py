"""Somebody comes later, or leaves earlier: who, and from which round to which."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QGridLayout, QPushButton, QSpinBox, QWidget

from program.program import Program
from program.records import Circle, Person, Stay
from ui.ask import Question
from ui.parts.labels import label
from ui.parts.picker import Picker


class StayDialog(Question):
    """Asks for one person's rounds. `edited()` is the circle with it; whoever was not in it is then."""

    def __init__(self, circle: Circle, program: Program, person: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            "Who comes or leaves", "Rounds that were held stay as they were; the rest is planned anew.", parent
        )
        self._circle, self._program = circle, program
        last = max(circle.wanted, circle.held)
        self.person = Picker("person")
        self.person.setPlaceholderText("Somebody of the circle, or new to it")
        self.person.setAccessibleName("Person")
        self.person.follow(program)
        self.person.show_value(person)
        self.first, self.last = QSpinBox(), QSpinBox()
        for box, name in ((self.first, "First round"), (self.last, "Last round")):
            box.setRange(1, last)
            box.setAccessibleName(name)
        self.gone = QPushButton("Not at all from now on")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, (words, widget) in enumerate((("First round", self.first), ("Last round", self.last))):
            grid.addWidget(label(words, "quiet small"), 0, column)
            grid.addWidget(widget, 1, column)
        self.body.addWidget(self.person)
        self.body.addLayout(grid)
        self.gone.setAutoDefault(False)
        self.gone.clicked.connect(self._leaves_now)
        self.body.addWidget(self.gone)
        self.said = label("", "quiet small", wrap=True)
        self.body.addWidget(self.said)
        self.keep = self.buttons("Plan the rest")
        self.person.settled.connect(self._chosen)
        self._chosen()
        self.person.setFocus()

    def edited(self) -> Circle:
        """The circle as it is to be: one whose last round was before those still to come leaves the circle."""
        id_, first, last = self.person.value(), self.first.value(), self.last.value()
        whole = max(self._circle.wanted, self._circle.held)
        stays = [stay for stay in self._circle.stays if stay.person != id_]
        stay = Stay(id_, first if first > 1 else 0, last if last < whole else 0)
        if stay.first or stay.last:
            stays.append(stay)
        people = self._circle.people if id_ in self._circle.people else (*self._circle.people, id_)
        return msgspec.structs.replace(self._circle, people=people, stays=tuple(stays))

    def title(self) -> str:
        """What was done, in words."""
        name = self._program.title(Person, self.person.value())
        first, last = self.first.value(), self.last.value()
        if last < self.last.maximum():
            return f"Let {name} leave circle {self._circle.name} after round {last}"
        return f"Let {name} join circle {self._circle.name} from round {first}"

    def _chosen(self) -> None:
        id_ = self.person.value()
        known = id_ in self._circle.people
        stay = next((stay for stay in self._circle.stays if stay.person == id_), Stay(id_))
        self.first.setValue(stay.first or (1 if known or not id_ else self._circle.held + 1))
        self.last.setValue(stay.last or self.last.maximum())
        self.gone.setVisible(known and 0 < self._circle.held < self.last.maximum())
        self.keep.setEnabled(bool(id_))
        self.said.setText("New to this circle." if id_ and not known else "")

    def _leaves_now(self) -> None:
        self.last.setValue(self._circle.held)

    def accept(self) -> None:
        """Close, when the rounds make sense."""
        self.person.finish()
        if not self.person.value():
            return
        if self.first.value() > self.last.value():
            self.said.setText("The last round is before the first.")
            self.last.setFocus()
            return
        super().accept()
