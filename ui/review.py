"""What the rules say against the plan as it stands, worked out beside the window and kept up to date."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from program.findings import Finding, Severity
from ui.jobs import IsCancelled, Job, Progress

if TYPE_CHECKING:
    from program.changes import Change
    from program.program import Program
    from ui.desk import Desk

PAUSE_MS = 500
"""How long the plan must rest before it is looked at again."""
_SLICE = 40
"""Placements judged at a stretch; between two stretches the window gets its turn."""


class Review(QObject):
    """The findings against the whole plan. `ready` follows every time they have been worked out anew."""

    ready = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._job: Job | None = None
        self.findings: tuple[Finding, ...] | None = None
        """None until they have been worked out for the first time."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._begin)
        desk.changed.connect(self._changed)
        desk.opened.connect(self._begin)
        desk.locked.connect(self._forget)

    def count(self, severity: Severity) -> int:
        """How many broken rules (hard) or hints (soft); what a rule says of several placements at once counts once."""
        return distinct(self.findings or (), severity)

    def _changed(self, _change: Change) -> None:
        self._timer.start()

    def _begin(self) -> None:
        self._stop()
        if not self._desk.is_open:
            return
        program = self._desk.program()
        self._job = self._desk.jobs.run(
            lambda _progress, cancelled: against(program, _progress, cancelled), "", self._landed, self._fell, self
        )

    def _landed(self, findings: tuple[Finding, ...]) -> None:
        self._job = None
        self.findings = findings
        self.ready.emit()

    def _fell(self, _trouble: object) -> None:
        self._job = None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _forget(self) -> None:
        self._timer.stop()
        self._stop()
        self.findings = None


def distinct(findings: Iterable[Finding], severity: Severity) -> int:
    """Different complaints of one severity: equal words count once."""
    return len({each.words for each in findings if each.severity is severity})


def against(program: Program, _progress: Progress, cancelled: IsCancelled) -> tuple[Finding, ...]:
    """`rules.review`, interruptible and polite to the window's thread."""
    from program import rules
    from program.records import Placement

    found: list[Finding] = []
    for place, placement in enumerate(program.of(Placement).values()):
        if place % _SLICE == _SLICE - 1:
            if cancelled():
                return ()
            time.sleep(0)
        said = rules.findings(program, program.plan, placement)
        found += (each for each in said if each.severity is Severity.HARD or each.points < 0)
    return tuple(found)
