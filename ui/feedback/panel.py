"""The panel at the right: what can be seen of a note without unsealing it, and what belongs here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from program.commands import Keep
from program.commands.base import counted
from program.records import Note
from program.views_reader import day
from ui import icons
from ui.feedback.reader import named
from ui.parts.labels import label
from ui.parts.record_form import RecordForm
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

#: Fields that are not bound into the seal, and so can be changed without unsealing.
LOOSE = ("other", "placement", "meeting", "on", "follow_up")
_WHAT = (
    "Observations, debriefs, reviews and what people say in confidence. The text is encrypted once more within the "
    "book, for you alone. That there is a note about somebody, by whom and of when, can be seen while the book is open."
)


class NotePanel(QWidget):
    """One note, several, or none."""

    read = Signal()
    remove = Signal()
    history = Signal(str)
    person = Signal(str)

    def __init__(self, desk: Desk, *, reads: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reads = reads
        self._desk = desk
        self._note: Note | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(6)
        self._title = label("", "heading", wrap=True)
        self._facts = label("", "quiet small", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addSpacing(6)
        self._read = self._button("Read it", "eye", "primary", self.read.emit)
        column.addWidget(self._read)
        self.form = RecordForm(Note, only=LOOSE)
        self.form.edited.connect(self._keep)
        column.addSpacing(6)
        column.addWidget(self.form)
        self._links = [
            self._button("Show this person", "person", "link small", lambda: self.person.emit(self._id("about"))),
            self._button("History of this note", "history", "link small", lambda: self.history.emit(self._id("id"))),
            self._button("Remove this note", "trash", "link small", self.remove.emit),
        ]
        for button in self._links:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.show_notes([])

    def show_notes(self, notes: list[Note]) -> None:
        """Show these, as far as anybody may see them."""
        self._note = notes[0] if len(notes) == 1 else None
        for each in (self._read, self.form, *self._links):
            each.setVisible(self._note is not None and (self._reads or each is not self._read))
        if self._note is None:
            self._title.setText(f"{counted(len(notes), 'note')} chosen" if notes else "Private notes")
            self._facts.setText(_WHAT)
            return
        note, program = self._note, self._desk.program()
        self._title.setText(named(program, note))
        facts = [f"Written by {note.author}" if note.author else "", day(note.on)]
        facts.append(f"Revision {note.revision}" if note.revision > 1 else "")
        self._facts.setText(" · ".join(filter(None, facts)))
        self.form.show_record(note, program)
        self.form.setEnabled(not self._desk.book.read_only)
        self._links[2].setEnabled(not self._desk.book.read_only)

    def _id(self, name: str) -> str:
        return str(getattr(self._note, name)) if self._note is not None else ""

    def _keep(self, _name: str) -> None:
        if self._desk.is_open and not self.form.problems_of(self._desk.program(), focus=False):
            self._desk.do(Keep(self.form.records()), quiet=True)

    def _button(self, words: str, icon: str, role: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        dress(button, role)
        icons.set_icon(button, icon, "on_accent" if role == "primary" else "accent", size=14)
        button.clicked.connect(lambda _=False: run())
        return button
