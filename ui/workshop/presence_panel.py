"""Attendance on the lead's panel: the list, the four marks, somebody new, and whether seats still fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from program.circles import out_of_date
from program.names import counted
from program.program import Program
from program.records import Circle, Presence
from ui import icons
from ui.parts.labels import label
from ui.theme import GRID, HALF, dress
from ui.workshop.presence import ABSENT, MARKS, PresenceList, PresenceModel


class PresencePanel(QWidget):
    """Marks go out as signals; what becomes of them is the page's."""

    marked = Signal(list, object)
    """Ids, and the `Presence` they are marked with."""
    seat_again = Signal()
    somebody = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PresenceModel(self)
        self.list = PresenceList(self.model)
        self.list.marked.connect(self._mark)
        self.facts = label("", "quiet small", wrap=True)
        self.again = QPushButton("Seat the rest again")
        dress(self.again, "primary")
        icons.set_icon(self.again, "sparkle", "on_accent")
        self.again.clicked.connect(self.seat_again)
        self.new = QPushButton("Somebody new…")
        icons.set_icon(self.new, "plus")
        self.new.clicked.connect(self.somebody)
        self.buttons: dict[Presence, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(label("Attendance", "heading"))
        column.addWidget(self.facts)
        column.addWidget(self.list, 1)
        marks = QHBoxLayout()
        marks.setSpacing(HALF)
        for presence, (key, words, *_) in MARKS.items():
            button = QPushButton(words)
            button.setToolTip(f"Mark whoever is chosen ({key})")
            dress(button, "chip")
            button.clicked.connect(lambda _checked=False, presence=presence: self._mark(presence))
            self.buttons[presence] = button
            marks.addWidget(button)
        marks.addStretch(1)
        column.addLayout(marks)
        last = QHBoxLayout()
        last.addWidget(self.new)
        last.addStretch(1)
        last.addWidget(self.again)
        column.addLayout(last)
        self.setFocusProxy(self.list)

    def show_round(
        self, program: Program, circle: Circle | None, number: int, *, writable: bool, busy: bool
    ) -> None:
        """Show a round of a circle."""
        self.model.show_round(program, circle, number)
        rows = self.model.rows
        there = sum(row.presence in (Presence.THERE, Presence.LATE, Presence.LEFT_EARLY) for row in rows)
        away = sum(row.presence is Presence.AWAY for row in rows)
        open_ = len(rows) - there - away
        words = [f"{there} there"] + [f"{away} away"] * bool(away) + [f"{open_} not marked"] * bool(open_)
        stale = circle is not None and out_of_date(circle)
        more = "" if not stale else " Seats no longer fit who is there; rounds that were held stay as they are."
        self.facts.setText(f"{counted(len(rows), 'person', 'people')}: {', '.join(words)}.{more}" if rows else "")
        dress(self.facts, "small caution" if stale else "small quiet")
        self.again.setVisible(stale or busy)
        self.again.setText("Stop" if busy else "Seat the rest again")
        icons.set_icon(self.again, "stop" if busy else "sparkle", "on_accent")
        self.again.setEnabled(writable)
        self.new.setEnabled(writable and circle is not None)
        for button in self.buttons.values():
            button.setEnabled(writable and bool(rows))

    def _mark(self, presence: Presence) -> None:
        ids = self.list.chosen()
        if ids and self.buttons[presence].isEnabled():
            self.marked.emit(ids, presence)

    def mark_all(self) -> None:
        """Everybody expected and not marked yet is there."""
        ids = [row.id for row in self.model.rows if row.presence is None and row.seat != ABSENT]
        if ids:
            self.marked.emit(ids, Presence.THERE)

    def keyboard(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
