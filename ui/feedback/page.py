"""The Feedback page: the list of private notes, dropping one in, and reading them while they are unsealed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from program.changes import Change
from program.commands import Remove
from program.commands.base import counted
from program.records import Note, Person, Placement, new_id
from program.trouble import Trouble
from ui.actions import Action
from ui.feedback.band import Band
from ui.feedback.filters import Filters, columns, due
from ui.feedback.panel import NotePanel
from ui.feedback.reader import NoteReader
from ui.feedback.searching import Search
from ui.feedback.unsealing import Unsealing
from ui.feedback.writing import NoteDialog
from ui.page import Memory, Page
from ui.parts.emptiness import Emptiness
from ui.parts.record_model import RecordModel
from ui.parts.record_table import RecordTable
from ui.theme import GRID, MARGIN

if TYPE_CHECKING:
    from storage.notes import Content
    from ui.desk import Desk

DROP = "drop"
"""As the record to show it asks for a new note; followed by a person's or placement's id, for one about them."""
_LEAD = "Sealed. A note can be dropped in by anybody at this keyboard, and read by you alone."
_ROOM = "Sealed. With the workshop passphrase notes can be dropped in; nobody can read them here."
_FOREIGN = "Sealed to the program lead, who reads them after the next hand-back. Nobody can read them here."
_SOON = 250
"""Milliseconds without a further letter until the notes are searched."""


class FeedbackPage(Page):
    """Private notes."""

    key: ClassVar[str] = "feedback"
    title: ClassVar[str] = "Feedback"
    icon: ClassVar[str] = "feedback"
    placeholder: ClassVar[str] = "Search notes"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.limited = desk.book.limited
        foreign = desk.book.handover.came is not None
        self.reads = not self.limited and not foreign
        self.unsealing = Unsealing(desk, self)
        self.band = Band(_ROOM if self.limited else _FOREIGN if foreign else _LEAD, opens=self.reads)
        self.filters = Filters(desk.program())
        self.model = RecordModel(Note, desk.program(), columns=columns(), title="about", parent=self)
        self.table = RecordTable(self.model)
        self.table.setEditTriggers(RecordTable.EditTrigger.NoEditTriggers)
        self.reader = NoteReader()
        self.panel = NotePanel(desk, reads=self.reads, parent=self)
        self.panel.setVisible(not self.limited)
        self.nothing = Emptiness()
        self._versions: Sequence[Note] = ()
        self._revising: NoteDialog | None = None  # holds what was unsealed, and goes when that is sealed
        self._text = ""
        self._found: frozenset[str] | None = None
        self._search = Search(desk, self)
        self._search.found.connect(self._hits)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._look)
        self._lay_out()
        self._connect()
        self._order()
        self._narrow()
        self._chosen()

    # ---- what the frame asks ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        if self.limited:
            return "sealed"
        everything, shown = len(self.desk.program().of(Note)), self.model.rowCount()
        count = counted(everything, "note")
        return f"{shown:,} of {count}" if shown != everything else count

    def hint(self) -> str:
        return "" if self.limited else "Enter reads · Del removes · Esc twice seals" if self.reads else "Del removes"

    def inspector(self) -> QWidget | None:
        return None if self.limited else self.panel

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        drop = Action("feedback_drop", "Drop a note…", self.drop, "plus", "Ctrl+N", self._writable)
        if self.limited:
            return [drop]
        return [
            drop,
            *(self._reading() if self.reads else ()),
            Action("feedback_remove", "Remove the notes chosen", self.remove, "trash",
                   enabled=lambda: self._writable() and bool(self.table.chosen_ids())),
            Action("feedback_due", "Show due follow-ups only", self.filters.due.click, "calendar"),
            Action("feedback_all", "Show all notes", self.show_all, "feedback"),
        ]  # fmt: skip

    def _reading(self) -> list[Action]:
        def opened() -> bool:
            return self.unsealing.now is not None

        return [
            Action("feedback_unseal", "Unseal the notes…", self.unsealing.ask, "unlock", "Ctrl+U",
                   lambda: not opened()),
            Action("feedback_seal", "Seal the notes now", self.unsealing.seal, "sealed", "Ctrl+Shift+L", opened),
            Action("feedback_read", "Read the note chosen", self.read, "eye", enabled=lambda: bool(self._one())),
            Action("feedback_edit", "Write a new revision…", self.edit, "edit", "F2",
                   lambda: self._writable() and self.reader.shows),
        ]  # fmt: skip

    def search(self, text: str) -> None:
        """Search what is visible of the notes, and what they say only while they are unsealed."""
        self._text = text
        self._found = None
        self._narrow()
        self._soon.start()

    def reveal(self, record_id: str) -> None:
        word, _, about = record_id.partition(" ")
        if word == DROP:
            QTimer.singleShot(0, self, partial(self.drop, about))  # once the page stands there
            return
        program = self.desk.program()
        if program.get(Note, record_id) is not None:
            self.show_all()
            self.table.choose([record_id], record_id)
        elif program.get(Person, record_id) is not None:
            self.filters.show_person(record_id)
            self._narrow()

    def state(self) -> Memory:
        return {"table": self.table.memory()}

    def restore(self, state: Memory) -> None:
        table = state.get("table")
        if isinstance(table, dict):
            self.table.restore(table)

    # ---- dropping, reading, editing --------------------------------------------------------------------------------

    def drop(self, about: str = "") -> None:
        """Ask for a note and keep it, sealed; this needs no unsealing."""
        if not self._writable():
            return
        program = self.desk.program()
        placement = program.get(Placement, about)
        person = placement.person if placement is not None else about if program.get(Person, about) is not None else ""
        note = Note(
            new_id(), about=person or self.filters.person, other=placement.mentor if placement is not None else "",
            placement=placement.id if placement is not None else "", author=self.desk.book.who, on=date.today(),
        )  # fmt: skip
        self._write(note)

    def read(self) -> None:
        """Read the note chosen; asks for the passphrase while the notes are sealed."""
        note = self._one()
        if note is None or not self.reads:
            return
        if self.unsealing.now is None:
            self.unsealing.ask()
        if self.unsealing.now is not None and self.desk.is_open:
            self._read(note.id)

    def _read(self, id_: str) -> None:
        """Show the newest revision of a note, with the earlier ones to choose from."""
        states: dict[str, Note] = {}
        for each in self.desk.book.versions(id_):
            if isinstance(each, Note):
                states.setdefault(each.body, each)
        now = self.desk.program().get(Note, id_)
        if now is not None:
            earlier = (each for each in states.values() if each.body != now.body)
            self._versions = (now, *sorted(earlier, key=lambda note: -note.revision))
            self._show_version(0)

    def _show_version(self, at: int) -> None:
        note = self._versions[at]
        content = self._content(note)
        if content is not None:
            self.reader.show_note(
                self.desk.program(), note, content, self._versions, at=at, writable=self._writable()
            )

    def _content(self, note: Note) -> Content | None:
        """What a note says, journaled; None (with a word why) when that cannot be."""
        unsealed = self.unsealing.now
        try:
            return unsealed.read(note) if unsealed is not None else None
        except Trouble as trouble:
            self.desk.notice.trouble(trouble)
            return None

    def edit(self) -> None:
        """Write a new revision of the note that is being read."""
        note = self.desk.program().get(Note, self.reader.note_id)
        content = self._content(note) if note is not None and self._writable() else None
        if note is not None and content is not None and self._write(note, content) and self.unsealing.now is not None:
            self._read(note.id)

    def copy(self) -> None:
        """Put the text that is being read on the clipboard, marked and for a short while."""
        if self.reader.shows:
            self.desk.clipboard.copy(self.reader.text.toPlainText())
            seconds = self.desk.clipboard.seconds_left
            self.desk.notice.say(f"Copied. It is taken off the clipboard again in {seconds} seconds.")

    def remove(self) -> None:
        """Remove the notes chosen; that can be undone."""
        notes = [note for id_ in self.table.chosen_ids() if (note := self.desk.program().get(Note, id_)) is not None]
        if notes and self._writable():
            self.desk.do(Remove(tuple(notes)))

    def _write(self, note: Note, content: Content | None = None) -> bool:
        dialog = NoteDialog(self.desk, note, content, self.desk.ask.window)
        self._revising = dialog if content is not None else None
        kept = self.desk.ask.show(dialog) and self.desk.is_open
        self._revising = None
        if kept and self.limited:
            self.desk.notice.say("The note was sealed and kept.")
        elif kept:
            self._choose(note.id)
        return kept

    def _choose(self, id_: str) -> None:
        if self.model.row_of(id_) < 0:
            self.show_all()
        self.table.choose([id_], id_)

    # ---- what is shown ---------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Take the filters and the search away."""
        self._text, self._found = "", None
        self.filters.clear()
        self._narrow()

    def _narrow(self) -> None:
        person, only_due, today = self.filters.person, self.filters.due.isChecked(), date.today()
        found = self._found

        def keep(note: Note) -> bool:
            return (
                (not person or person in (note.about, note.other))
                and (not only_due or due(note, today))
                and (found is None or note.id in found)
            )

        self.model.narrow(self._text if found is None else "", keep)
        self._show_layer()

    def _look(self) -> None:
        """Search what the notes say; what is visible of them counts too."""
        visible = {note.id for note in self.model.shown}
        self._search.look(self.unsealing.now, self._text, self.desk.program().of(Note).values(), visible)

    def _hits(self, ids: frozenset[str]) -> None:
        self._found = ids
        self._narrow()

    def _show_layer(self) -> None:
        anything = bool(self.desk.program().of(Note))
        if self.limited:
            self.nothing.say(
                "sealed", "Drop a note for the program lead",
                "What somebody said, what you saw, what worries you. It is sealed as soon as it is kept: here nobody "
                "can read it again, not even you.", "Drop a note…",
            )  # fmt: skip
        elif not anything:
            self.nothing.say(
                "feedback", "No private notes yet",
                "Observations, debriefs and what people say in confidence. Their text is sealed: to read it, the "
                "passphrase is asked for once more.", "Drop a note…" if self._writable() else "",
            )  # fmt: skip
        elif not self.model.rowCount():
            self.nothing.say("search", "No note found", "Nothing here passes the filters and the search.", "Show all")
        self._layers.setCurrentIndex(1 if self.limited or not self.model.rowCount() else 0)
        self.filters.setVisible(not self.limited and anything)
        self.filters.show_due(sum(due(note, date.today()) for note in self.desk.program().of(Note).values()))
        self.heading.emit()

    def _begin(self) -> None:
        if self.limited or not self.desk.program().of(Note):
            self.drop()
        else:
            self.show_all()

    def _chosen(self) -> None:
        program = self.desk.program()
        notes = [note for id_ in self.table.chosen_ids() if (note := program.get(Note, id_)) is not None]
        self.panel.show_notes(notes)
        if self.reader.shows and [note.id for note in notes] != [self.reader.note_id]:
            self._close()

    def _one(self) -> Note | None:
        ids = self.table.chosen_ids()
        return self.desk.program().get(Note, ids[0]) if len(ids) == 1 else None

    def _close(self) -> None:
        self._versions = ()
        self.reader.wipe()

    # ---- what happens ----------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.band.show_open()
        self._soon.start()

    def _sealed(self) -> None:
        """Everything that was read goes from every widget, and from what the search has found."""
        self._search.drop()
        self._close()
        if self._revising is not None:
            self._revising.reject()
        self.band.show_sealed()
        if self._found is not None and self.desk.is_open:
            self._found = None
            self._narrow()

    def _changed(self, change: Change) -> None:
        program = self.desk.program()
        self.filters.follow(program)
        self.model.follow(program, change)
        touched = {pair.record.id for pair in change.pairs}
        if self.reader.note_id in touched and self._versions:
            now = program.get(Note, self.reader.note_id)
            if now is None or now.body != self._versions[0].body:
                self._close()
        self._show_layer()
        self._chosen()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page was left: the notes are sealed."""
        super().hideEvent(event)
        with suppress(RuntimeError):  # while the window is being taken apart
            self.unsealing.seal()

    def _hidden(self, hidden: bool) -> None:
        if hidden:
            self.unsealing.seal()

    def _writable(self) -> bool:
        return self.desk.is_open and not self.desk.book.read_only

    # ---- layout ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.desk.changed.connect(self._changed)
        self.desk.locked.connect(self.unsealing.seal)
        self.desk.hidden.connect(self._hidden)
        self.unsealing.opened.connect(self._opened)
        self.unsealing.sealed.connect(self._sealed)
        self.unsealing.tick.connect(self.band.show_open)
        self.band.unseal.connect(self.unsealing.ask)
        self.band.seal.connect(self.unsealing.seal)
        self.filters.narrowed.connect(self._narrow)
        self.filters.drop.connect(self.drop)
        self.nothing.begin.connect(self._begin)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self.read())
        self.table.doubleClicked.connect(lambda _: self.read())
        self.table.removal.connect(self.remove)
        self.reader.edit.connect(self.edit)
        self.reader.copy.connect(self.copy)
        self.reader.closed.connect(self._close)
        self.reader.version.connect(self._show_version)
        self.panel.read.connect(self.read)
        self.panel.remove.connect(self.remove)
        self.panel.history.connect(lambda id_: self.go.emit("history", id_))
        self.panel.person.connect(lambda id_: self.go.emit("people", id_))

    def _order(self) -> None:
        place = next(at for at, column in enumerate(self.model.columns) if column.key == "on")
        self.table.horizontalHeader().setSortIndicator(place, Qt.SortOrder.DescendingOrder)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 12)
        column.setSpacing(GRID)
        column.addWidget(self.band)
        column.addWidget(self.filters)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.table)
        split.addWidget(self.reader)
        split.setSizes([300, 360])
        self._layers = QStackedWidget()
        self._layers.addWidget(split)
        self._layers.addWidget(self.nothing)
        column.addWidget(self._layers, 1)
        self.setFocusProxy(self.nothing if self.limited else self.table)

    def scenes(self) -> dict[str, Callable[[], object]]:
        """States worth a picture."""
        from ui.feedback.scenes import scenes

        return scenes(self)
