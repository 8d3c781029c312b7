"""The sections of safeguards that do more than list: a concern goes up, and those who miss a code are named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from program.changes import Change
from program.commands.base import counted
from program.commands.safeguards import Acknowledge, Escalate
from program.program import Program
from program.records import Code, Concern, Person, Progress, Record
from program.safeguards import Standing, next_level, overdue, standings
from ui import icons
from ui.parts.banner import Banner
from ui.parts.card import LineButton
from ui.parts.labels import label
from ui.parts.register.panel import Extra
from ui.parts.register.register import RegisterSection
from ui.setup.safeguards import SAFEGUARDS
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

_NAMED = 12


class ConcernsSection(RegisterSection):
    """Concerns: how many are late stands above them, and each can go one step up."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._late = Banner()
        self._up = _StepUp(desk)
        super().__init__(desk, "concerns", SAFEGUARDS["concerns"], parent)
        self._up.wanted.connect(self.escalate)
        self._count()

    def extras(self) -> Sequence[Extra]:
        return (self._up,)

    def above(self) -> Sequence[QWidget]:
        return (self._late,)

    def follow(self, change: Change) -> None:
        super().follow(change)
        self._count()

    def escalate(self) -> None:
        """Take the concern chosen one step up."""
        if len(self.chosen) == 1 and self.writable:
            self.desk.do(Escalate(self.chosen[0].id, date.today()))

    def _count(self) -> None:
        late = sum(overdue(each, date.today()) for each in self.desk.program().of(Concern).values())
        open_ = sum(each.state is not Progress.CLOSED for each in self.desk.program().of(Concern).values())
        words = f"{late:,} of {counted(open_, 'open concern')} should have been answered by now." if late else ""
        self._late.show_words(words, "", "bad")


class _StepUp(Extra):
    """Where a concern goes next."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._button = QPushButton("Take it one step up")
        icons.set_icon(self._button, "sort-up")
        self._button.clicked.connect(lambda _=False: self.wanted.emit())
        self._words = label("", "quiet small", wrap=True)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)

    def show_record(self, item: Record, program: Program) -> None:
        assert isinstance(item, Concern)
        level = next_level(program, item)
        self._button.setEnabled(level is not None and not self._desk.book.read_only)
        if level is None:
            self._words.setText("There is no further step.")
        else:
            owner = program.title(Person, level.owner)
            to = f"{level.name}, {owner}" if owner else level.name
            self._words.setText(f"To {to}; an answer within {counted(level.days, 'day')}.")


class CodesSection(RegisterSection):
    """Codes: below each stands who has not acknowledged it, to be noted at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._missing = _Missing(desk)
        super().__init__(desk, "codes", SAFEGUARDS["codes"], parent)
        self._missing.noted.connect(self.note)
        self._missing.person.connect(lambda id_: self.go.emit("people", id_))

    def extras(self) -> Sequence[Extra]:
        return (self._missing,)

    def note(self, people: tuple[str, ...]) -> None:
        """Note that these people acknowledged the code chosen today."""
        if len(self.chosen) == 1 and people and self.writable:
            self.desk.do(Acknowledge(self.chosen[0].id, people, date.today()))


class _Missing(Extra):
    """Who has not acknowledged a code, or whose acknowledgement has run out."""

    noted = Signal(object)
    person = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._people: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._title = label("", "section")
        column.addWidget(self._title)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        self._all = QPushButton()
        dress(self._all, "link small")
        self._all.clicked.connect(lambda _=False: self.noted.emit(self._people))
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

    def show_record(self, item: Record, program: Program) -> None:
        assert isinstance(item, Code)
        while (line := self._lines.takeAt(0)) is not None:
            if (widget := line.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = standings(program, item.id, date.today())
        self._people = tuple(id_ for id_, standing in found.items() if standing is not Standing.VALID)
        self._title.setText(f"Still to acknowledge: {len(self._people):,}" if self._people else "Everyone acknowledged")
        for id_ in self._people[:_NAMED]:
            button = LineButton(program.title(Person, id_), "run out" if found[id_] is Standing.RUN_OUT else "")
            button.clicked.connect(lambda _=False, id_=id_: self.person.emit(id_))
            self._lines.addWidget(button)
        if len(self._people) > _NAMED:
            self._lines.addWidget(label(f"and {len(self._people) - _NAMED:,} more", "quiet small"))
        self._all.setText("Note all as of today")
        self._all.setVisible(bool(self._people) and not self._desk.book.read_only)
