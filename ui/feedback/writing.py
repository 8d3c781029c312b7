"""The dialog in which a private note is written: it is sealed and kept before it closes, and leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from program.changes import Change
from program.commands import Keep
from program.records import Note, NoteKind
from program.trouble import Trouble
from ui.ask import Question
from ui.feedback.prose import ProseEdit
from ui.parts.banner import Banner
from ui.parts.editors import ChoiceEditor
from ui.parts.labels import label
from ui.parts.record_form import RecordForm
from ui.theme import GRID, dress

if TYPE_CHECKING:
    from storage.notes import Content
    from ui.desk import Desk

_FIELDS = ("about", "other", "placement", "meeting", "author", "on", "follow_up")


class NoteDialog(Question):
    """Writes a note, or with `content` a new revision of one. `kept` is the change once it was kept."""

    def __init__(self, desk: Desk, note: Note, content: Content | None = None, parent: QWidget | None = None) -> None:
        fresh = content is None
        super().__init__(
            "Drop a private note" if fresh else "A new revision of a private note",
            "It is sealed at once: from then on only the lead can read it, after unsealing."
            if fresh
            else "It is sealed beside the earlier ones, which can still be read.",
            parent,
        )
        self._desk, self._note, self._fresh = desk, note, fresh
        self.kept: Change | None = None
        self.form = RecordForm(Note, only=_FIELDS, columns=3)
        self.form.show_record(note, desk.program())
        self.body.addWidget(self.form)
        self.kind = ChoiceEditor(NoteKind)
        self.kind.setAccessibleName("Kind")
        self.text = ProseEdit()
        self.text.setAccessibleName("Text of the note")
        self.text.setMinimumHeight(150)
        self.links = QPlainTextEdit()
        self.links.setAccessibleName("Links, one a line")
        self.links.setPlaceholderText("Addresses or titles of papers, one a line")
        self.links.setTabChangesFocus(True)
        self.links.setFixedHeight(52)
        self._lay_out()
        if content is not None:
            self.kind.show_value(content.kind)
            self.text.setPlainText(content.text)
            self.links.setPlainText("\n".join(content.links))
        self.trouble = Banner()
        self.body.addWidget(self.trouble)
        self.buttons("Seal and keep")
        self.setMinimumWidth(660)
        if note.about:
            self.text.setFocus()
        else:
            self.form.focus_field("about")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        head = QHBoxLayout()
        for words, mark, sign in (("Dots before this line", "-", "•"), ("A number before this line", "1.", "1.")):
            button = QToolButton()
            button.setText(sign)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(lambda _=False, mark=mark: self.text.begin_item(mark))
            head.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(3)
        left.addWidget(label("Kind", "quiet small"))
        left.addWidget(self.kind)
        grid.addLayout(left, 0, 0)
        grid.addLayout(head, 0, 1)
        head.insertStretch(0, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.links)
        dress(self.text, "field")
        dress(self.links, "field")

    def accept(self) -> None:
        """Seal and keep it; close only when it is kept."""
        self.form.settle()
        self.trouble.show_words("")
        if self.form.problems_of(self._desk.program()):
            return
        if not self.text.toPlainText().strip():
            self.trouble.show_words("The note says nothing yet.", "", "caution")
            self.text.setFocus()
            return
        try:
            note = self._desk.book.notes.written(self._revised(), self._content())
        except Trouble as trouble:
            self.trouble.show_trouble(trouble)
            return
        self.kept = self._desk.do(Keep((note,)))
        if self.kept is None:
            self.trouble.show_words("It was not kept.", "What you wrote still stands here.", "bad")
            return
        super().accept()

    def done(self, result: int) -> None:
        """However it closes, nothing of the text stays in a field, or in what undo would bring back."""
        self.text.wipe()
        self.links.document().setUndoRedoEnabled(False)
        self.links.clear()
        super().done(result)

    def _revised(self) -> Note:
        note = self.form.record()
        assert isinstance(note, Note)
        return note if self._fresh else msgspec.structs.replace(note, revision=self._note.revision + 1)

    def _content(self) -> Content:
        from storage.notes import Content

        kind = self.kind.value()
        assert isinstance(kind, NoteKind)
        links = (line.strip() for line in self.links.toPlainText().splitlines())
        return Content(kind, self.text.toPlainText().rstrip(), tuple(filter(None, links)))
