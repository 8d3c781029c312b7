"""The last step: the import under way, and what it has brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from program.changes import Change
from program.commands.base import counted
from program.intake import Intake, Outcome
from program.records import Person
from program.trouble import Trouble
from ui import icons
from ui.parts.banner import Banner
from ui.parts.labels import Sign
from ui.people.wizard.step import Step
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk


class DoneStep(Step):
    """Says how it went. `shown` asks to see the people in the table."""

    words: ClassVar[str] = "Done"
    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Importing")
        self._desk = desk
        self.ids: tuple[str, ...] = ()
        """The people the file brought or changed."""
        self.sign = Sign("success", "good", 40)
        self.body.insertStretch(0, 2)
        self.body.insertWidget(1, self.sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self.title, self.more):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setFixedWidth(280)
        self.progress.setAccessibleName("Importing")
        self.banner = Banner()
        self.undo = QPushButton("Undo the import")
        icons.set_icon(self.undo, "undo", "quiet")
        self.undo.clicked.connect(self._take_back)
        self.show_them = QPushButton("Choose them in the table")
        dress(self.show_them, "primary")
        self.show_them.setToolTip("To give all of them a role, for instance")
        self.show_them.clicked.connect(self.shown)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.show_them)
        row.addStretch(1)
        self.body.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.banner)
        self.body.addSpacing(8)
        self.body.addLayout(row)
        self.body.addStretch(3)
        self.setFocusProxy(self.show_them)

    def begin(self, name: str) -> None:
        """The import of this file is under way."""
        self.say("Importing", f"{name} is being written into the book.")
        self.sign.show_icon("import", "quiet")
        self.banner.show_words("")
        self.progress.show()
        self._offer(False)

    def done(self, change: Change, intake: Intake | None) -> None:
        """It is in the book."""
        people = [pair for pair in change.pairs if isinstance(pair.record, Person)]
        added = sum(pair.before is None for pair in people)
        self.ids = tuple(pair.record.id for pair in people)
        said = [f"{counted(added, 'person', 'people')} added"] if added else []
        said += [f"{counted(len(people) - added, 'person', 'people')} changed"] if len(people) > added else []
        out = intake.count(Outcome.LEFT_OUT) if intake is not None else 0
        more = f"{counted(out, 'row')} of the file {'was' if out == 1 else 'were'} left out. " if out else ""
        others = len(change.pairs) - len(people) - 1
        more += f"{counted(others, 'cohort, track or skill', 'cohorts, tracks and skills')} came along. " * (others > 0)
        self.say(
            ", ".join(said) or "Nothing was new",
            more + "How the columns were understood is remembered for the next file of this kind.",
        )
        self.sign.show_icon("success", "good")
        self.progress.hide()
        self._offer(True)
        self.show_them.setFocus()

    def failed(self, trouble: Trouble) -> None:
        """It could not be kept; nothing of it is in the book."""
        self.say("Not imported", "")
        self.sign.show_icon("blocked", "bad")
        self.banner.show_trouble(trouble)
        self.progress.hide()
        self._offer(False)

    def _take_back(self) -> None:
        if self._desk.undo() is not None:
            self.ids = ()
            self.say("Undone", "Nothing of the file is in the book any more.")
            self.sign.show_icon("undo", "quiet")
            self._offer(False)
            self.changed.emit()

    def _offer(self, done: bool) -> None:
        self.undo.setVisible(done)
        self.show_them.setVisible(done)
