"""Why not somebody else: host and mentor to wish for in one cell, and what stands against it or what it would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from program.program import Program
from program.records import Person, Role
from ui import icons
from ui.board import spoken
from ui.board.plans import Offer
from ui.jobs import Job
from ui.parts.labels import label
from ui.parts.picker import Picker
from ui.theme import HALF, dress

if TYPE_CHECKING:
    from program.planning.whynot import WhyNot as Answer
    from program.trouble import Trouble
    from ui.board.plans import Plans
    from ui.board.versus import Place


class WhyNot(QWidget):
    """Two fields and an answer. It is worked out beside the window; the fields stay where they are meanwhile."""

    offered = Signal(object)
    """An `Offer`: the plan with the wish granted, to look at."""
    impossible = Signal(object)
    """The cell (mentee, cycle) and the wish (host, mentor) that cannot be: what would make it possible?"""

    def __init__(self, plans: Plans, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plans = plans
        self._job: Job | None = None
        self._place: Place = ("", "")
        self.answer: Answer | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        self.host, self.mentor = Picker("host"), Picker("person")
        self.host.setPlaceholderText("Another host")
        self.mentor.setPlaceholderText("Another mentor")
        self.host.setAccessibleName("Why not this host?")
        self.mentor.setAccessibleName("Why not this mentor?")
        self.words = label("", "", wrap=True)
        self.show_button = QPushButton("Show on the board")
        icons.set_icon(self.show_button, "compare", "quiet")
        self.show_button.clicked.connect(lambda _checked=False: self._show_it())
        self.possible_button = QPushButton("What would make this possible?")
        dress(self.possible_button, "link")
        self.possible_button.clicked.connect(lambda _checked=False: self._ask_how())
        for picker in (self.host, self.mentor):
            picker.settled.connect(self._ask)
            column.addWidget(picker)
        for widget in (self.words, self.show_button, self.possible_button):
            column.addWidget(widget)

    def show_cell(self, place: Place) -> None:
        """Ask about this cell (mentee, cycle) from now on; what was wished of another is forgotten."""
        program = self._plans.program()
        self._place = place
        for picker in (self.host, self.mentor):
            picker.follow(program)
            picker.show_value("")
        self.mentor.leave_out = _no_mentors(program)
        self._tell(None)

    def leave(self) -> None:
        """Nobody looks any more."""
        if self._job is not None:
            self._job.drop()
            self._job = None

    # ---- within ----------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self.leave()
        host, mentor = self.host.value(), self.mentor.value()
        if not (host or mentor):
            self._tell(None)
            return
        program, (person, cycle) = self._plans.program(), self._place
        self._tell(None)
        self.words.setText("Trying it …")
        self.words.show()

        def work(_progress: object, _cancelled: object) -> Answer:
            from program.planning.whynot import why_not

            return why_not(program, person, cycle, host, mentor)

        self._job = self._plans.jobs.run(work, "", self._tell, self._fell, self)

    def _fell(self, trouble: Trouble) -> None:
        self._tell(None)
        self.words.setText(trouble.sentence())
        self.words.show()

    def _tell(self, answer: Answer | None) -> None:
        self._job = None
        self.answer = answer
        self.words.setText(answer.words if answer is not None else "")
        self.words.setVisible(answer is not None)
        self.words.setAccessibleName(self.words.text())
        self.show_button.setVisible(answer is not None and answer.possible and bool(answer.moves))
        self.possible_button.setVisible(answer is not None and not answer.possible)

    def _show_it(self) -> None:
        if self.answer is not None and self.answer.possible:
            count = spoken.count(len(self.answer.moves), "cell")
            words = f"{spoken.capital(count)} would change, {spoken.points(self.answer.points)} points"
            self.offered.emit(Offer(self.answer.placements, "Tried out", words))

    def _ask_how(self) -> None:
        self.impossible.emit((self._place, (self.host.value(), self.mentor.value())))


def _no_mentors(program: Program) -> frozenset[str]:
    """Everybody who is no mentor, whom the field need not offer."""
    return program.index(
        "not mentors",
        (Person,),
        lambda: frozenset(id_ for id_, person in program.of(Person).items() if Role.MENTOR not in person.roles),
    )
