"""The rule behind the light of a figure, set in place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from program.commands import Keep, Remove
from program.metrics.figure import Better, Card
from program.metrics.lights import light, rule, target_of
from program.records import Person, Target, kind_of, new_id
from program.views_reader import day
from ui.outcomes.listed import LIGHTS
from ui.parts.editors import DecimalEditor
from ui.parts.labels import Sign, label
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk


class TargetEditor(QWidget):
    """Says where the figure stands against its target, and lets it be set."""

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: Card | None = None
        self.sign = Sign("flag", "quiet", 18)
        self.words = label("", wrap=True)
        self.more = label("", "quiet small", wrap=True)
        self.button = QPushButton("Set a target…")
        dress(self.button, "flat")
        self.button.clicked.connect(self.open)
        self.green, self.amber = _Number("green"), _Number("amber")
        self.unit = label("", "quiet")
        self.fewer = QCheckBox("Lower is better")
        self.keep = QPushButton("Keep this target")
        dress(self.keep, "primary")
        self.remove = QPushButton("Remove")
        dress(self.remove, "flat")
        self.leave = QPushButton("Cancel")
        dress(self.leave, "flat")
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.leave.clicked.connect(self.close_fields)
        for number in (self.green, self.amber):
            number.lineEdit().returnPressed.connect(self._keep)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.words)
        said.addWidget(self.more)
        line.addLayout(said, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.fields = QWidget()
        first, second = QHBoxLayout(), QHBoxLayout()
        for field in (self.green, self.amber):
            name = label(field.accessibleName(), "quiet")
            name.setBuddy(field)
            first.addWidget(name)
            first.addWidget(field)
            first.addSpacing(8)
        first.addWidget(self.unit)
        first.addStretch(1)
        second.addWidget(self.fewer)
        second.addStretch(1)
        for button in (self.remove, self.leave, self.keep):
            second.addWidget(button)
        inside = QVBoxLayout(self.fields)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addLayout(first)
        inside.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.fields)
        self.fields.hide()

    def show_target(self, card: Card, value: float | None) -> None:
        """Show the target of this figure, and where its value stands."""
        if self._card is None or self._card.measure is not card.measure:
            self.fields.hide()
        self._card = card
        program = self._desk.program()
        target = target_of(program, card.measure)
        writable = not self._desk.book.read_only
        self.button.setVisible(writable and not self.fields.isVisibleTo(self))
        self.button.setText("Change it…" if target is not None else "Set a target…")
        if target is None:
            self.sign.show_icon("flag", "quiet")
            self.words.setText("No target was agreed on")
            self.more.setText("Agree on it before the number is seen: then it says how things stand.")
            return
        lit = light(value, target)
        icon, role, said = LIGHTS[lit] if lit is not None else ("flag", "quiet", "no light yet")
        self.sign.show_icon(icon, role)
        self.words.setText(f"{said.capitalize()}: {rule(target, card)}")
        owner = program.title(Person, target.owner)
        parts = [f"agreed on {day(target.agreed)}" if target.agreed else "", f"owner {owner}" if owner else ""]
        told = "; ".join(filter(None, parts))
        self.more.setText(told[:1].upper() + told[1:])

    def open(self) -> None:
        """Open the fields."""
        if self._card is None:
            return
        target = target_of(self._desk.program(), self._card.measure)
        self.unit.setText(self._card.unit.value)
        self.green.setValue(target.green if target is not None else 0.0)
        self.amber.setValue(target.amber if target is not None else 0.0)
        self.fewer.setChecked(target.lower if target is not None else self._card.better is Better.LOWER)
        self.remove.setVisible(target is not None)
        self.fields.show()
        self.button.hide()
        self.green.setFocus()
        self.green.selectAll()

    def close_fields(self) -> None:
        """Put the fields away; nothing is changed."""
        self.button.show()
        self.button.setFocus()  # before the fields go: else the keyboard would move on, and the page scroll after it
        self.fields.hide()

    def _keep(self) -> None:
        assert self._card is not None
        measure = self._card.measure
        before = target_of(self._desk.program(), measure) or Target(new_id(), figure=measure, agreed=date.today())
        made = msgspec.structs.replace(
            before, green=self.green.value(), amber=self.amber.value(), lower=self.fewer.isChecked()
        )
        self.close_fields()
        self._desk.do(Keep((made,), f"Set the target of {self._card.name.lower()}"))

    def _remove(self) -> None:
        assert self._card is not None
        target = target_of(self._desk.program(), self._card.measure)
        self.close_fields()
        if target is not None:
            self._desk.do(Remove((target,), f"Remove the target of {self._card.name.lower()}"))


class _Number(DecimalEditor):
    """A number in the unit of a figure."""

    def __init__(self, field: str) -> None:
        spec = kind_of(Target).field(field)
        super().__init__(spec)
        self.setAccessibleName(spec.label)
        self.setFixedWidth(96)
