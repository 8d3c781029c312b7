"""The exposure ledger: mentees at the left, what the one chosen has met and is still to meet at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedLayout, QWidget

from program.metrics.figure import Scope
from program.program import Program
from program.trouble import Cancelled
from ui.jobs import IsCancelled, Job, Progress
from ui.outcomes.halves import halves
from ui.outcomes.people import PeopleList, Who, everyone
from ui.outcomes.sides import Sides
from ui.outcomes.view import View
from ui.parts.emptiness import Emptiness

if TYPE_CHECKING:
    from program.exposure import Ledger
    from ui.desk import Desk

_SOON = 40  # milliseconds: walking with the arrow keys must not wait for the ledger


class LedgerView(View):
    """The ledger of one mentee after the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._scope: Scope | None = None
        self._wanted = ""
        self._listing: Job | None = None
        self._reading: Job | None = None
        self._read: tuple[Program, Scope, str] | None = None
        self.list = PeopleList()
        self.sides = Sides()
        self.empty = Emptiness()
        both = halves(self.list, self.sides)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(both)
        self._layers.addWidget(self.empty)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._read_one)
        self.list.chosen.connect(self._chosen)
        self.sides.go.connect(self.go)
        self.empty.begin.connect(self._begin)
        self.setFocusProxy(self.list)
        desk.locked.connect(self.leave)

    def show_scope(self, scope: Scope, before: Scope | None) -> None:
        self._scope = scope
        if self._listing is not None:
            self._listing.drop()
        program = self.desk.program()

        def work(_progress: Progress, _cancelled: IsCancelled) -> tuple[Who, ...]:
            return everyone(program, scope)

        self._listing = self.desk.jobs.run(work, "", self._listed, self._fell, owner=self)

    def search(self, text: str) -> None:
        self.list.search(text)

    def leave(self) -> None:
        self._soon.stop()
        for job in (self._listing, self._reading):
            if job is not None:
                job.drop()
        self._listing = self._reading = self._read = None

    def choose(self, person: str) -> None:
        """Show this mentee, as soon as the list is there."""
        self._wanted = "" if self.list.choose(person) else person

    def _listed(self, people: tuple[Who, ...]) -> None:
        self._listing = None
        self._layers.setCurrentIndex(0 if people else 1)
        self.list.show_people(people)
        if not people:
            self.empty.say(
                "people", "No mentees here", "The ledger tells of each mentee what they met and what is still to come.",
                "Go to People",
            )  # fmt: skip
            return
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = ""
        self._soon.start()

    def _chosen(self, _person: str) -> None:
        self._soon.start()

    def _read_one(self) -> None:
        """Have the ledger of the mentee chosen made; the newest question wins."""
        person, scope = self.list.person, self._scope
        if not person or scope is None or not self.desk.is_open:
            return
        program = self.desk.program()
        if self._read is not None and self._read[0] is program and self._read[1:] == (scope, person):
            return
        if self._reading is not None:
            self._reading.drop()
        self._read = program, scope, person

        def work(_progress: Progress, cancelled: IsCancelled) -> Ledger:
            from program.exposure import ledger

            if cancelled():
                raise Cancelled
            return ledger(program, person, scope)

        self._reading = self.desk.jobs.run(work, "", self._landed, self._fell, owner=self)

    def _landed(self, ledger: Ledger) -> None:
        self._reading = None
        self.sides.show_ledger(self.desk.program(), ledger)

    def _fell(self, _trouble: object) -> None:
        self._listing = self._reading = self._read = None

    def _begin(self) -> None:
        self.go.emit("people", "")
