"""Where the pictures come from: all there are of a scope, made off the window's thread."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from program.metrics.figure import Scope
from program.metrics.pictures import Picture
from program.trouble import Cancelled
from ui.jobs import IsCancelled, Job, Progress
from ui.parts.chart_file import Remake

if TYPE_CHECKING:
    from program.program import Program
    from ui.desk import Desk

Pictures = Mapping[str, Picture]
"""Pictures by their key, in the order in which they are shown; those with nothing to show are not among them."""


class Gallery(QObject):
    """Makes the pictures of one scope of the present; the newest question wins."""

    ready = Signal(object)
    """The `Pictures` of the scope asked for last."""

    def __init__(self, desk: Desk, keys: Iterable[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keys = tuple(keys)
        self._asked: tuple[Program, Scope] | None = None
        self._job: Job | None = None
        desk.locked.connect(self.forget)

    @property
    def busy(self) -> bool:
        """Whether pictures are being made."""
        return self._job is not None

    def ask(self, scope: Scope) -> None:
        """Make the pictures of this scope, unless they are those made or being made."""
        program = self._desk.program()
        if self._asked is not None and self._asked[0] is program and self._asked[1] == scope:
            return
        self.forget()
        self._asked = program, scope
        keys = self._keys

        def work(progress: Progress, cancelled: IsCancelled) -> Pictures:
            return pictures(program, scope, keys, progress, cancelled)

        self._job = self._desk.jobs.run(work, "Preparing the charts", self._landed, self._fell, owner=self)

    def forget(self) -> None:
        """Let go of what is being made."""
        self._asked = None
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _landed(self, made: Pictures) -> None:
        self._job = None
        self.ready.emit(made)

    def _fell(self, _trouble: object) -> None:
        self._job = self._asked = None


def pictures(
    program: Program,
    scope: Scope,
    keys: Iterable[str] = (),
    progress: Progress = lambda *_: None,
    cancelled: IsCancelled = lambda: False,
) -> Pictures:
    """The pictures of a scope (all, unless some are named) that show anything. Raises Cancelled.

    One that fails is left out, and told as our mistake.
    """
    try:
        from program.metrics.drawn import PICTURES
    except ImportError:
        return {}

    wanted = tuple(keys) or tuple(PICTURES)
    made: dict[str, Picture] = {}
    for place, key in enumerate(wanted):
        if cancelled():
            raise Cancelled
        progress(place / len(wanted))
        time.sleep(0)  # the window gets its turn
        try:
            picture = PICTURES[key](program, scope)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            continue
        if picture is not None:
            made[key] = picture
    return made


def remake(key: str, scope: Scope) -> Remake:
    """What makes a picture again of any program."""

    def make(program: Program) -> Picture:
        from program.metrics.drawn import PICTURES
        from program.trouble import Trouble

        picture = PICTURES[key](program, scope)
        if picture is None:
            raise Trouble(
                "Without those who took back their consent there is nothing left to show.", "No file was made."
            )
        return picture

    return make
