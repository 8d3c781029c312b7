"""What narrows the list of notes: about whom, and which follow-ups are due. And the columns of the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from program.program import Program
from program.records import Note
from ui import icons
from ui.parts.picker import Picker
from ui.parts.record_table import Column, columns_of
from ui.parts.toggles import Toggle
from ui.theme import dress

_WIDTHS = {
    "on": 140, "about": 168, "other": 136, "placement": 170, "meeting": 170, "author": 120, "follow_up": 150,
    "revision": 92,
}  # fmt: skip


def due(note: Note, today: date) -> bool:
    """Whether a follow-up is to be made by now."""
    return note.follow_up is not None and note.follow_up <= today


def columns() -> tuple[Column, ...]:
    """The columns of the list: all that can be seen of a note while it is sealed."""
    usual = ("on", "about", "other", "author", "follow_up", "revision")
    made = columns_of(Note, usual=usual, leave_out=("body",))
    signs = {"about": lambda program, note: ("sealed", "sealed"), "follow_up": _sign}
    return tuple(
        replace(
            each, width=_WIDTHS[each.key], icon=signs.get(each.key), role="text" if each.key == "about" else "quiet"
        )
        for each in made
    )


def _sign(program: Program, note: Note) -> tuple[str, str] | None:
    return ("warning", "caution") if due(note, date.today()) else None


class Filters(QWidget):
    """The line above the list."""

    narrowed = Signal()
    drop = Signal()

    def __init__(self, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._person = Picker("person")
        self._person.setPlaceholderText("About anybody")
        self._person.setAccessibleName("Only notes about this person")
        self._person.setMaximumWidth(240)
        self._person.follow(program)
        self._person.settled.connect(self.narrowed)
        self.due = Toggle("Follow-ups due")
        self.due.toggled.connect(lambda _: self.narrowed.emit())
        new = QPushButton("Drop a note…")
        dress(new, "primary")
        icons.set_icon(new, "plus", "on_accent")
        new.clicked.connect(lambda _=False: self.drop.emit())
        row.addWidget(self._person, 1)
        row.addWidget(self.due)
        row.addStretch(1)
        row.addWidget(new)

    @property
    def person(self) -> str:
        """About whom; empty for anybody."""
        return self._person.value()

    def show_person(self, id_: str) -> None:
        """Only notes about this person."""
        self._person.show_value(id_)

    def follow(self, program: Program) -> None:
        """People may have come or gone."""
        self._person.follow(program)

    def show_due(self, count: int) -> None:
        """How many follow-ups are due."""
        self.due.setText(f"Follow-ups due ({count:,})" if count else "Follow-ups due")

    def clear(self) -> None:
        """Let everything through."""
        self._person.show_value("")
        was = self.due.blockSignals(True)
        self.due.setChecked(False)
        self.due.blockSignals(was)
