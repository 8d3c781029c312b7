"""Where the pictures come from: all there are of a scope, made off the window's thread."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from program.metrics.figure import Scope
from program.metrics.pictures import Picture
from program.records import Measure
from program.trouble import Cancelled, Trouble
from ui.jobs import IsCancelled, Job, Progress
from ui.parts.chart_file import Remakes

if TYPE_CHECKING:
    from program.program import Program
    from ui.desk import Desk

Pictures = Mapping[str, Picture]
"""Pictures by their key, in the order in which they are shown; those with nothing to show are not among them."""

#: The charts that belong beside a figure.
OF_MEASURE: Mapping[Measure, tuple[str, ...]] = {
    Measure.SAFETY: ("safety",),
    Measure.EXPOSURE: ("exposure",),
    Measure.READINESS: ("readiness",),
    Measure.ROTATION_PARTICIPATION: ("participation",),
    Measure.RECOMMENDATIONS: ("recommendations",),
    Measure.GROWTH: ("growth", "growth_by_rater"),
    Measure.TIME_TO_READINESS: ("time_to_readiness",),
    Measure.TIME_TO_PROMOTION: ("time_to_promotion",),
    Measure.SUCCESSION_GAP: ("succession",),
    Measure.BENCH_STRENGTH: ("bench",),
    Measure.EFFECTIVE_MENTORS: ("load",),
    Measure.REACH: ("network",),
    Measure.SATISFACTION: ("satisfaction",),
    Measure.CONFIDENCE: ("confidence",),
    Measure.CLIMATE: ("climate",),
    Measure.ACCESS_RATIO: ("access",),
    Measure.OUTCOME_RATIO: ("outcomes",),
}
ROWS = 12
"""How many people a table of people shows."""


class Gallery(QObject):
    """Makes pictures of one scope of the present for the lead; the newest question wins."""

    ready = Signal(object)
    """The `Pictures` asked for last."""

    def __init__(self, desk: Desk, rows: int = ROWS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows = rows
        self._asked: tuple[Program, Scope, tuple[str, ...]] | None = None
        self._job: Job | None = None
        desk.locked.connect(self.forget)

    @property
    def busy(self) -> bool:
        """Whether pictures are being made."""
        return self._job is not None

    def ask(self, scope: Scope, keys: Iterable[str] = ()) -> None:
        """Make the pictures of this scope (all, unless some are named), unless they are those made or being made."""
        program, wanted, rows = self._desk.program(), tuple(keys), self._rows
        if self._asked is not None and self._asked[0] is program and self._asked[1:] == (scope, wanted):
            return
        self.forget()
        self._asked = program, scope, wanted

        def work(progress: Progress, cancelled: IsCancelled) -> Pictures:
            return pictures(program, scope, wanted, rows, progress, cancelled)

        words = "" if wanted else "Preparing the charts"
        self._job = self._desk.jobs.run(work, words, self._landed, self._fell, owner=self)

    def forget(self) -> None:
        """Let go of what is being made."""
        self._asked = None
        if self._job is not None:
            self._job.drop()
            self._job = None

    def remakes(self, key: str, scope: Scope) -> Remakes:
        """What makes a picture of this scope again, as it is shown, and without names."""
        return remakes(key, scope, self._rows)

    def _landed(self, made: Pictures) -> None:
        self._job = None
        self.ready.emit(made)

    def _fell(self, _trouble: object) -> None:
        self._job = self._asked = None


def pictures(
    program: Program,
    scope: Scope,
    keys: Iterable[str] = (),
    rows: int = ROWS,
    progress: Progress = lambda *_: None,
    cancelled: IsCancelled = lambda: False,
) -> Pictures:
    """The pictures of a scope (all, unless some are named) that show the lead anything. Raises Cancelled.

    One that fails is left out, and told as our mistake.
    """
    from program.metrics.drawn import PICTURES, Naming

    wanted = tuple(keys) or tuple(PICTURES)
    made: dict[str, Picture] = {}
    for place, key in enumerate(wanted):
        if cancelled():
            raise Cancelled
        progress(place / len(wanted))
        time.sleep(0)  # the window gets its turn
        try:
            picture = PICTURES[key](program, scope, Naming(rows=rows))
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            continue
        if picture is not None:
            made[key] = picture
    return made


def remakes(key: str, scope: Scope, rows: int = ROWS) -> Remakes:
    """What makes a picture again of any program: as the lead sees it, and for readers who may not know names. These
    get it where a pack would tell it too: of groups as large as the charter asks for, and of one cohort only what,
    taken from everybody, tells nothing of the others."""

    def make(program: Program, *, names: bool) -> Picture:
        from program.metrics.catalogue import METRICS
        from program.metrics.drawn import PICTURES, Naming
        from program.suppression import LEAST
        from program.views_pack_figures import Figures

        least = max(LEAST, program.charter.group_floor)
        picture = PICTURES[key](program, scope, Naming(names, least, rows))
        if picture is not None and picture.measure is not None and scope.cohort and not names:
            told = Figures(program, METRICS, scope, least).shown(picture.measure)
            picture = None if told.withheld else picture
        if picture is None:
            raise Trouble("There is nothing in this chart that its reader may see.", "No file was made.")
        return picture

    return Remakes(lambda program: make(program, names=True), lambda program: make(program, names=False))
