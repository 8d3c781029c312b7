"""Editors of values that are lists: references, skills with weights, days, further fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from program.program import Program
from program.records import KINDS, Field, Record, Strength, title_of
from program.views_reader import day
from ui import icons
from ui.parts.dates import DateEditor
from ui.parts.labels import label
from ui.parts.picker import Picker
from ui.parts.weight import Weight


class ListEditor(QWidget):
    """A line for each part of the value, with a cross to take it away, and below them what adds another."""

    settled = Signal()

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.program = Program({})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)
        self.foot = column

    def follow(self, program: Program) -> None:
        """Take names from this present."""
        self.program = program

    def clear(self) -> None:
        """Take all lines away."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def line(self, words: str, remove: Callable[[], object], *more: QWidget) -> None:
        """One more line: words, further widgets, and the cross."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(6)
        if words:
            name = label(words, wrap=True)
            row.addWidget(name, 1)
        for widget in more:
            row.addWidget(widget, 0 if words else 1)
        cross = QToolButton()
        icons.set_icon(cross, "close", "quiet")
        cross.setAccessibleName(f"Take away {words}" if words else "Take this line away")
        cross.setToolTip("Take away")
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cross.clicked.connect(lambda _=False: remove())
        row.addWidget(cross)
        self._lines.addWidget(holder)


class PickedEditor(ListEditor):
    """A list of records of one kind, chosen in a field below it; a name nobody has yet can be taken with `add`.

    Each such list says itself what it makes of a record: `_take`.
    """

    _take: Callable[[str], None]

    def __init__(
        self, spec: Field, ref: str, add: Callable[[str], Record] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(spec, parent)
        self._cls = KINDS[ref].cls
        self._known: dict[str, Record] = {}
        self._make = add
        self.picker = Picker(ref, add=self._added if add is not None else None)
        self.picker.setPlaceholderText(f"Add a {KINDS[ref].one.lower()}…")
        self.picker.setAccessibleName(f"Add to {spec.label}")
        self.picker.settled.connect(self._picked)
        self.foot.addWidget(self.picker)
        self.setFocusProxy(self.picker)

    def follow(self, program: Program) -> None:
        super().follow(program)
        self.picker.follow(program)

    def title(self, id_: str) -> str:
        """What the record is called, also before it is kept."""
        known = self._known.get(id_)
        return self.program.title(self._cls, id_) or (title_of(known) if known is not None else "")

    def ready(self, ids: Iterable[str]) -> None:
        """Wait for the next choice, without those that are there already."""
        self.picker.leave_out = frozenset(ids)
        self.picker.show_value("")

    def _added(self, name: str) -> Record:
        assert self._make is not None
        item = self._make(name)
        self._known[item.id] = item
        return item

    def _picked(self) -> None:
        if id_ := self.picker.value():
            self._take(id_)
            self.settled.emit()


class RefsEditor(PickedEditor):
    """Any number of records of a kind."""

    def __init__(
        self, spec: Field, *, add: Callable[[str], Record] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(spec, spec.ref, add, parent)
        self._value: tuple[str, ...] = ()

    def value(self) -> tuple[str, ...]:
        """The ids, in the order in which they were added."""
        return self._value

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show these."""
        self._value = value
        self.clear()
        for id_ in value:
            self.line(self.title(id_), lambda id_=id_: self._remove(id_))  # type: ignore[misc]
        self.ready(value)

    def _take(self, id_: str) -> None:
        self.show_value((*self._value, id_))

    def _remove(self, id_: str) -> None:
        self.show_value(tuple(each for each in self._value if each != id_))
        self.settled.emit()


class StrengthsEditor(PickedEditor):
    """Skills, each with a weight from 1 to 5."""

    def __init__(
        self, spec: Field, *, add: Callable[[str], Record] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(spec, "skill", add, parent)
        self._value: tuple[Strength, ...] = ()

    def value(self) -> tuple[Strength, ...]:
        """Skills with weights, in the order in which they were added."""
        return self._value

    def show_value(self, value: tuple[Strength, ...]) -> None:
        """Show these."""
        self._value = value
        self.clear()
        for place, each in enumerate(value):
            words = self.title(each.skill)
            weight = Weight(f"{self.spec.label}, {words}")
            weight.show_weight(each.weight)
            weight.chosen.connect(lambda number, place=place: self._weigh(place, number))
            self.line(words, lambda place=place: self._remove(place), weight)  # type: ignore[misc]
        self.ready(each.skill for each in value)

    def _take(self, id_: str) -> None:
        self.show_value((*self._value, Strength(id_)))

    def _weigh(self, place: int, weight: int) -> None:
        value = list(self._value)
        value[place] = Strength(value[place].skill, weight)
        self._value = tuple(value)  # the dots show it already
        self.settled.emit()

    def _remove(self, place: int) -> None:
        self.show_value(self._value[:place] + self._value[place + 1 :])
        self.settled.emit()


class DatesEditor(ListEditor):
    """Any number of days, in their order."""

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._value: tuple[date, ...] = ()
        self.field = DateEditor()
        self.field.setPlaceholderText("Add a day, such as 5 Apr 2027")
        self.field.setAccessibleName(f"Add to {spec.label}")
        self.field.settled.connect(self._picked)
        self.foot.addWidget(self.field)
        self.setFocusProxy(self.field)

    def value(self) -> tuple[date, ...]:
        """The days."""
        return self._value

    def show_value(self, value: tuple[date, ...]) -> None:
        """Show these."""
        self._value = value
        self.clear()
        for each in value:
            self.line(day(each), lambda each=each: self._remove(each))  # type: ignore[misc]
        self.field.show_value(None)

    def _picked(self) -> None:
        chosen = self.field.value()
        if chosen is not None and not self.field.mistaken:
            self.show_value(tuple(sorted({*self._value, chosen})))
            self.settled.emit()

    def _remove(self, gone: date) -> None:
        self.show_value(tuple(each for each in self._value if each != gone))
        self.settled.emit()


class PairsEditor(ListEditor):
    """Further fields: a name and a text each. An empty line at the end takes another."""

    def __init__(self, spec: Field, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._fields: list[tuple[QLineEdit, QLineEdit]] = []
        self._value: tuple[tuple[str, str], ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def value(self) -> tuple[tuple[str, str], ...]:
        """The pairs as they stand; those without a name are left out."""
        typed = ((name.text().strip(), text.text().strip()) for name, text in self._fields)
        return tuple((name, text) for name, text in typed if name)

    def show_value(self, value: tuple[Any, ...]) -> None:
        """Show these."""
        self._value = value
        self.clear()
        self._fields = []
        for name, text in (*value, ("", "")):
            self._pair(str(name), str(text))

    def _pair(self, name: str, text: str) -> None:
        first, second = QLineEdit(name), QLineEdit(text)
        first.setPlaceholderText("Another field")
        first.setAccessibleName("Name of a further field")
        second.setAccessibleName(f"Further field {name}" if name else "Text of a further field")
        for field in (first, second):
            field.editingFinished.connect(self._typed)
            field.setCursorPosition(0)
        place = len(self._fields)
        self._fields.append((first, second))
        self.line("", lambda: self._remove(place), first, second)

    def _typed(self) -> None:
        if self.value() != self._value:
            self._value = self.value()
            self.settled.emit()

    def _remove(self, place: int) -> None:
        self._fields[place][0].clear()
        self.show_value(self.value())
        self.settled.emit()
