"""Changing several people at once: what is set here is set for all of them, as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox, QVBoxLayout, QWidget

from program.commands import Keep
from program.commands.base import counted
from program.program import Program
from program.records import Cohort, Involvement, Lifecycle, Person, Role, Track, kind_of, title_of
from ui import icons
from ui.parts.labels import label
from ui.parts.searching import fold
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

AS_IT_IS = "As it is"
MANY = 300
"""More people than this are changed off the window's thread."""


def change_people(desk: Desk, people: Sequence[Person], words: str, after: Sequence[Person]) -> None:
    """Keep people as one step, named after what was changed ("Change status of 12 people")."""
    who = people[0].name if len(people) == 1 else counted(len(people), "person", "people")
    command = Keep(tuple(after), f"Change {words} of {who}")
    if len(people) > MANY:
        desk.do_in_background(command, "Changing people")
    else:
        desk.do(command)


def with_roles(person: Person, give: Role | None = None, take: Role | None = None) -> Person:
    """The person with one role more, or one less."""
    roles = {*person.roles, *((give,) if give else ())} - {take}
    return msgspec.structs.replace(person, roles=tuple(role for role in Role if role in roles))


class BulkPanel(QWidget):
    """What can be set for several people."""

    removal = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._people: Sequence[Person] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 22, 20, 20)
        column.setSpacing(3)
        self._title = label("", "heading", wrap=True)
        self._names = label("", "quiet", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._names)
        self.fields: dict[str, QComboBox] = {}
        for key, words in (
            ("give", "Give the role"),
            ("take", "Take away the role"),
            ("status", "Status"),
            ("cohort", "Cohort"),
            ("track", "Track"),
            ("involvement", "Involvement"),
        ):
            self.fields[key] = self._field(column, words)
        column.addSpacing(7)
        column.addWidget(label("Capacity (mentees at once)", "quiet small"))
        self.capacity = QSpinBox()
        self.capacity.setRange(-1, kind_of(Person).field("capacity").limit)
        self.capacity.setSpecialValueText(AS_IT_IS)
        self.capacity.setAccessibleName("Capacity")
        self.capacity.valueChanged.connect(self._touched)
        column.addWidget(self.capacity)
        column.addSpacing(14)
        self.apply = QPushButton()
        dress(self.apply, "primary")
        self.apply.clicked.connect(self.change)
        column.addWidget(self.apply)
        remove = QPushButton("Remove them")
        dress(remove, "link")
        icons.set_icon(remove, "trash", "accent", size=14)
        remove.clicked.connect(self.removal)
        column.addWidget(remove)
        column.addStretch(1)
        self.setFocusProxy(self.fields["give"])

    def _field(self, column: QVBoxLayout, words: str) -> QComboBox:
        column.addSpacing(7)
        column.addWidget(label(words, "quiet small"))
        field = QComboBox()
        field.setAccessibleName(words)
        field.view().setAccessibleName(words)
        field.activated.connect(self._touched)
        column.addWidget(field)
        return field

    def show_people(self, people: Sequence[Person], program: Program) -> None:
        """These are chosen; nothing is set yet, unless they are the same as before."""
        same = [each.id for each in people] == [each.id for each in self._people]
        self._people = people
        self._title.setText(f"{counted(len(people), 'person', 'people')} chosen")
        named = ", ".join(person.name for person in people[:3])
        rest = len(people) - 3
        self._names.setText(f"{named} and {rest:,} more" if rest > 0 else named)
        roles = {role: sum(role in person.roles for person in people) for role in Role}
        all_ = len(people)
        self._offer("give", [(role, f"{role.label}{_beside(roles[role], all_)}") for role in Role])
        self._offer("take", [(role, f"{role.label}{_beside(roles[role], all_)}") for role in Role if roles[role]])
        self._offer("status", [(status, status.label) for status in Lifecycle])
        self._offer("involvement", [(each, each.label) for each in Involvement])
        for key, cls in (("cohort", Cohort), ("track", Track)):
            found = sorted(program.of(cls).values(), key=lambda item: fold(title_of(item)))
            self._offer(key, [("", f"No {key}"), *((item.id, title_of(item)) for item in found)])
        if not same:
            self.reset()
        self._touched()

    def reset(self) -> None:
        """Set nothing."""
        for field in self.fields.values():
            field.setCurrentIndex(0)
        self.capacity.setValue(-1)

    def changes(self) -> tuple[str, Mapping[str, Any]]:
        """What is set: the words for it, and the fields."""
        fields: dict[str, Any] = {
            key: kind(field.currentData())
            for key, kind in (("status", Lifecycle), ("cohort", str), ("track", str), ("involvement", Involvement))
            if (field := self.fields[key]).currentIndex() > 0
        }
        if self.capacity.value() >= 0:
            fields["capacity"] = self.capacity.value()
        words = [kind_of(Person).field(key).label.lower() for key in fields]
        if self._role("give") or self._role("take"):
            words.insert(0, "roles")
        return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))), fields

    def change(self) -> None:
        """Change everyone, as one step."""
        words, fields = self.changes()
        if not words:
            return
        after = [msgspec.structs.replace(person, **fields) for person in self._people]
        give, take = self._role("give"), self._role("take")
        people = self._people
        self.reset()
        change_people(self._desk, people, words, [with_roles(person, give, take) for person in after])

    def _role(self, key: str) -> Role | None:
        field = self.fields[key]
        return Role(field.currentData()) if field.currentIndex() > 0 else None

    def _offer(self, key: str, values: list[tuple[str, str]]) -> None:
        field = self.fields[key]
        chosen = field.currentData() if field.currentIndex() > 0 else None
        field.clear()
        field.addItem(AS_IT_IS)
        for value, words in values:
            field.addItem(words, str(value))
        field.setCurrentIndex(max(0, field.findData(str(chosen))) if chosen is not None else 0)

    def _touched(self) -> None:
        words, _ = self.changes()
        self.apply.setText(f"Change {counted(len(self._people), 'person', 'people')}")
        self.apply.setEnabled(bool(words) and not self._desk.book.read_only)
        self.apply.setToolTip(f"Changes {words}" if words else "Set something above first")


def _beside(count: int, all_: int) -> str:
    return "" if not count else "  (all have it)" if count == all_ else f"  ({count:,} have it)"
