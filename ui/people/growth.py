"""What is kept of somebody's development, counted: each line leads to it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from program.development import KEPT, about, overdue
from program.names import counted
from program.program import Program
from program.records import Goal, Person, kind_of
from ui.parts.card import LineButton
from ui.parts.labels import label, rule


class Growth(QWidget):
    """ "3 development goals, 1 overdue", "4 competency ratings" …; not there while nothing is kept."""

    wanted = Signal(str)
    """A register is asked for, by its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 14, 0, 0)
        self._column.setSpacing(0)

    def show_person(self, person: Person, program: Program) -> None:
        """Count what there is of this person."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.words = []
        for key, cls in KEPT.items():
            found = about(program, cls, person.id)
            if not found:
                continue
            if not self.words:
                self._column.addWidget(label("Development", "section"))
            late = sum(isinstance(each, Goal) and overdue(each, date.today()) for each in found)
            kind = kind_of(cls)
            words = counted(len(found), kind.one.lower(), kind.many.lower())
            words += f", {late:,} overdue" if late else ""
            self.words.append(words)
            line = LineButton(words, "", "caution" if late else "")
            line.clicked.connect(lambda _=False, key=key: self.wanted.emit(key))
            self._column.addWidget(line)
            self._column.addWidget(rule())
        self.setVisible(bool(self.words))
