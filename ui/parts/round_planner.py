"""Planning the rounds of a circle beside the window, and keeping what was found as one step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from program.circles import answered, wish
from program.commands import Keep
from program.planning.rounds import Rounds, plan_rounds
from program.records import Circle, Record
from program.trouble import Trouble
from ui.jobs import IsCancelled, Job, Progress

if TYPE_CHECKING:
    from ui.desk import Desk


class RoundPlanner(QObject):
    """At most one search at a time. `changed` says that one has begun or ended; what it came to is then kept."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seed = 0
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._job is not None

    def stop(self) -> None:
        """End the search; the best found so far is kept."""
        if self._job is not None:
            self._job.cancel()

    def plan(self, before: Circle, wanted: Circle, title: str, also: Iterable[Record] = ()) -> None:
        """Plan the rounds of `wanted` that were not held, and keep it in place of `before`, together with `also`."""
        try:
            asked = wish(self._desk.program(), wanted, self._seed)
        except Trouble as trouble:
            self._desk.notice.trouble(trouble)
            return
        self._seed += 1
        records = tuple(also)

        def work(progress: Progress, cancelled: IsCancelled) -> Rounds:
            return plan_rounds(asked, lambda part, repeats: progress(part, f"{repeats:,} repeats"), cancelled)

        def landed(found: Rounds) -> None:
            self._job = None
            if self._desk.program().get(Circle, before.id) != before:
                self._desk.notice.trouble(
                    Trouble("The circle was changed meanwhile.", "The plan was not taken over.", "Plan it again.")
                )
            elif found.together:
                self._desk.notice.trouble(
                    Trouble(
                        "No seating keeps everybody apart who is to be kept apart.", "The circle is as it was.",
                        "Make more tables, or keep fewer people apart.",
                    )
                )  # fmt: skip
            else:
                self._desk.do(Keep((*records, answered(wanted, found)), title))
            self.changed.emit()

        def fell(trouble: Trouble) -> None:
            self._job = None
            self._desk.notice.trouble(trouble)
            self.changed.emit()

        self._job = self._desk.jobs.run(work, "Planning rounds", landed, fell, self)
        self.changed.emit()
