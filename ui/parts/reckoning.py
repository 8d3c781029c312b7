"""Figures of the present, made off the window's thread, and kept for as long as the present stays the same."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from program.metrics.figure import Figure, Scope
from program.records import Measure
from program.trouble import Cancelled
from ui.jobs import IsCancelled, Job, Progress

if TYPE_CHECKING:
    from program.program import Program
    from ui.desk import Desk

Figures = Mapping[Measure, Figure | None]
"""Figures by their measure; None for one that could not be made."""

_KEPT = 6
"""How many scopes are kept; looking from one to another and back costs nothing."""


class Reckoning(QObject):
    """Makes the figures of a scope when they are asked for; `ready` tells when they are there."""

    ready = Signal(object)
    """The `Scope` whose figures are there now."""

    failed = Signal()
    """Figures that were asked for could not be made at all."""

    def __init__(self, desk: Desk, measures: Iterable[Measure] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._measures = tuple(measures)
        self._program: Program | None = None
        self._made: dict[Scope, Figures] = {}
        self._jobs: dict[Scope, Job] = {}
        desk.locked.connect(self.forget)

    @property
    def busy(self) -> bool:
        """Whether figures are being made."""
        return bool(self._jobs)

    def of(self, scope: Scope) -> Figures | None:
        """The figures of this scope for the present; None while they are being made, which begins with this."""
        program = self._desk.program()
        if program is not self._program:
            self.forget()
            self._program = program
        if (found := self._made.get(scope)) is not None:
            return found
        if scope not in self._jobs:
            self._begin(program, scope)
        return None

    def known(self, scope: Scope) -> Figures | None:
        """The figures of this scope for the present, if they are there already."""
        return self._made.get(scope) if self._desk.program() is self._program else None

    def only(self, *scopes: Scope) -> None:
        """Let go of whatever is still being made for other scopes than these."""
        for scope in [each for each in self._jobs if each not in scopes]:
            self._jobs.pop(scope).drop()

    def forget(self) -> None:
        """Let go of everything."""
        self._program = None
        self._made.clear()
        self.only()

    def _begin(self, program: Program, scope: Scope) -> None:
        wanted = self._measures

        def work(progress: Progress, cancelled: IsCancelled) -> Figures:
            return reckon(program, scope, wanted, progress, cancelled)

        def landed(figures: Figures) -> None:
            if self._program is program:
                self._jobs.pop(scope, None)
                self._keep(scope, figures)

        def fell(_trouble: object) -> None:
            self._jobs.pop(scope, None)
            self.failed.emit()

        words = "" if wanted else "Counting the figures"  # a few are counted before anybody could read that
        self._jobs[scope] = self._desk.jobs.run(work, words, landed, fell, owner=self)

    def _keep(self, scope: Scope, figures: Figures) -> None:
        while len(self._made) >= _KEPT:
            del self._made[next(iter(self._made))]
        self._made[scope] = figures
        self.ready.emit(scope)


def reckon(
    program: Program,
    scope: Scope,
    measures: Iterable[Measure] = (),
    progress: Progress = lambda *_: None,
    cancelled: IsCancelled = lambda: False,
) -> Figures:
    """Figures of a program (all of them, unless some are named). One that fails is None, and told as our mistake.

    Raises Cancelled.
    """
    from program.metrics.catalogue import METRICS

    wanted = [measure for measure in (tuple(measures) or tuple(METRICS)) if measure in METRICS]
    made: dict[Measure, Figure | None] = {}
    for place, measure in enumerate(wanted):
        if cancelled():
            raise Cancelled
        progress(place / len(wanted))
        time.sleep(0)  # the window gets its turn
        try:
            made[measure] = METRICS[measure].work(program, scope)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            made[measure] = None
    return made
