"""Choosing who takes part: by role, cohort and unit all at once, or one by one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from program.commands.base import counted
from program.program import Program
from program.records import ACTIVE, Cohort, Person, Role
from ui.ask import Question
from ui.parts.labels import label
from ui.parts.searching import described, fold, holds
from ui.theme import dress


class Chooser(Question):
    """A list of everyone taking part in the program, with ticks. `chosen()` is who was ticked, by name."""

    def __init__(
        self, program: Program, chosen: Iterable[str], name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("New circle" if name is not None else "Who takes part", "", parent)
        self.setMinimumWidth(560)
        self.name = QLineEdit(name or "")
        self.name.setPlaceholderText("What the circle is called")
        self.name.setAccessibleName("Name of the circle")
        self.name.setMaxLength(200)
        self.name.setVisible(name is not None)
        self.body.addWidget(self.name)
        taken = dict.fromkeys(chosen)
        people = sorted(
            (p for p in program.of(Person).values() if p.id in taken or p.status in ACTIVE),
            key=lambda person: (fold(person.name), person.id),
        )
        self._people = people
        self.role, self.cohort, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.finder = QLineEdit()
        self._lay_out(program)
        self.list = QListWidget()
        self.list.setAccessibleName("People")
        self.list.setMinimumHeight(240)
        for person in people:
            more = described(person)
            item = QListWidgetItem(f"{person.name}   {more}" if more else person.name)
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if person.id in taken else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(lambda _: self._count())
        self.body.addWidget(self.list, 1)
        foot = QHBoxLayout()
        self.count = label("", "quiet")
        foot.addWidget(self.count, 1)
        for words, on in (("Tick all shown", True), ("Untick all shown", False)):
            button = QPushButton(words)
            dress(button, "flat")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, on=on: self.tick(on))
            foot.addWidget(button)
        self.body.addLayout(foot)
        self.keep = self.buttons("Make circle" if name is not None else "Keep")
        self.name.textChanged.connect(lambda _: self._count())
        self._count()
        (self.name if name is not None else self.finder).setFocus()

    def _lay_out(self, program: Program) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        units = {fold(person.unit): person.unit for person in self._people if person.unit}
        cohorts = sorted(program.of(Cohort).values(), key=lambda cohort: fold(cohort.name))
        filters = (
            (self.role, "Role", [("", "Any role"), *((role.value, role.label) for role in Role)]),
            (self.cohort, "Cohort", [("", "Any cohort"), *((each.id, each.name) for each in cohorts)]),
            (self.unit, "Unit", [("", "Any unit"), *sorted(units.items())]),
        )
        for place, (box, name, choices) in enumerate(filters):
            for key, words in choices:
                box.addItem(words, key)
            box.setAccessibleName(name)
            box.setMinimumWidth(60)
            box.currentIndexChanged.connect(lambda _: self._narrow())
            grid.addWidget(box, 0, place)
            grid.setColumnStretch(place, 1)
        self.finder.setPlaceholderText("Find by name")
        self.finder.setAccessibleName("Find by name")
        self.finder.textChanged.connect(lambda _: self._narrow())
        grid.addWidget(self.finder, 1, 0, 1, 3)
        self.body.addLayout(grid)

    def chosen(self) -> tuple[str, ...]:
        """The ids of those who are ticked."""
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in map(self.list.item, range(self.list.count()))
            if item.checkState() is Qt.CheckState.Checked
        )

    def tick(self, on: bool) -> None:
        """Tick or untick everyone the filters show."""
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        for item in map(self.list.item, range(self.list.count())):
            if not item.isHidden():
                item.setCheckState(state)

    def _narrow(self) -> None:
        role, cohort, unit = self.role.currentData(), self.cohort.currentData(), self.unit.currentData()
        words = fold(self.finder.text()).split()
        for row, person in enumerate(self._people):
            fits = (
                (not role or role in person.roles)
                and (not cohort or person.cohort == cohort)
                and (not unit or fold(person.unit) == unit)
                and holds(fold(f"{person.name} {described(person)}"), words)
            )
            self.list.item(row).setHidden(not fits)

    def _count(self) -> None:
        number = len(self.chosen())
        self.count.setText(f"{counted(number, 'person', 'people')} ticked")
        self.keep.setEnabled(number >= 2 and (self.name.isHidden() or bool(self.name.text().strip())))
