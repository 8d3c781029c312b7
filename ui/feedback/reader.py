"""One private note as it is read: its text and links, its earlier revisions, and the ways to go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QTextEdit, QToolButton, QVBoxLayout, QWidget

from program.program import Program
from program.records import Note, Person
from program.views_reader import day
from ui import icons
from ui.feedback.prose import show
from ui.parts.labels import Elided, label
from ui.theme import GRID, dress

if TYPE_CHECKING:
    from storage.notes import Content

LINKS = "Links"
"""What stands above a note's links."""


def named(program: Program, note: Note) -> str:
    """What a note is called wherever it is named: "Private note about Ana Ruiz"."""
    return f"Private note about {program.title(Person, note.about)}"


class ReadOnly(QTextEdit):
    """Text to be read, not to be selected, copied or dragged out. The arrows and pages scroll it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(False)
        dress(self, "plain")

    def createMimeDataFromSelection(self) -> QMimeData:
        return QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(), Qt.Key.Key_Space: bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        else:
            event.ignore()


class NoteReader(QFrame):
    """Shows one note's text. `wipe` takes it out of every widget."""

    edit = Signal()
    copy = Signal()
    closed = Signal()
    version = Signal(int)
    """Another revision is wanted: its place among those shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "card")
        self.note_id = ""
        self._title = Elided("", "heading")
        self._kind = label("")
        dress(self._kind, "chip", tone="sealed")
        self._meta = label("", "quiet small", wrap=True)
        self.versions = QComboBox()
        self.versions.setAccessibleName("Revision")
        self.versions.view().setAccessibleName("Revisions")
        self.versions.activated.connect(self.version)
        self.text = ReadOnly()
        self._buttons = self._made_buttons()
        self._lay_out()
        self.wipe()

    @property
    def shows(self) -> bool:
        """Whether a note stands there."""
        return bool(self.note_id)

    def show_note(
        self, program: Program, note: Note, content: Content, versions: Sequence[Note], *, at: int, writable: bool
    ) -> None:
        """Show what the revision at place `at` of `versions` (newest first) says."""
        self.note_id = note.id
        self._title.setText(named(program, note))
        self._kind.setText(content.kind.label)
        by = f"Written by {note.author}" if note.author else "Nobody is named as its writer"
        self._meta.setText(" · ".join(filter(None, (by, day(note.on)))))
        self.versions.clear()
        self.versions.addItems([_version(each, newest=not place) for place, each in enumerate(versions)])
        self.versions.setCurrentIndex(at)
        self.versions.setVisible(len(versions) > 1)
        self.text.setAccessibleName(named(program, note))
        links = "".join(f"\n- {link}" for link in content.links)
        show(self.text.document(), content.text + (f"\n{LINKS}{links}" if links else ""))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.verticalScrollBar().setValue(0)
        self._edit.setVisible(writable and at == 0)
        self.show()
        self.text.setFocus()

    def wipe(self) -> None:
        """Nothing of a note stays: not in the text, not in what undo would bring back."""
        self.hide()
        self.note_id = ""
        self.text.document().clear()
        self.text.document().clearUndoRedoStacks()
        self.text.setAccessibleName("Private note")
        self.versions.clear()
        for each in (self._title, self._kind, self._meta):
            each.clear()

    def _made_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.versions)
        self._edit = QPushButton("Edit…")
        self._copy = QPushButton("Copy")
        self._copy.setToolTip("Copies the text, marked as confidential; it is soon taken off the clipboard again")
        for button, icon, signal in ((self._edit, "edit", self.edit), (self._copy, "copy", self.copy)):
            dress(button, "link small")
            icons.set_icon(button, icon, "accent", size=14)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit())
            row.addWidget(button)
        close = QToolButton()
        icons.set_icon(close, "close", "quiet")
        close.setAccessibleName("Close this note")
        close.setToolTip("Close this note")
        close.clicked.connect(lambda _=False: self.closed.emit())
        row.addWidget(close)
        return row

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 12)
        column.setSpacing(GRID // 2)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._title, 1)
        head.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(self._buttons)
        column.addLayout(head)
        column.addWidget(self._meta)
        column.addWidget(self.text, 1)


def _version(note: Note, *, newest: bool) -> str:
    return f"Revision {note.revision}" + (" (newest)" if newest else "")
