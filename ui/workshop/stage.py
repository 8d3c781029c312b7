"""What is on for the room: which circle, how people are called, which round and side; made into scenes, and shown.

This is where the book ends: from here on only the room's view goes on, made for it, and cleared as everything is that
leaves.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QScreen

from program.leaks import clear
from program.program import Program
from program.records import Circle, Purpose, Tier
from program.views import Names, WorkshopView, workshop
from ui.workshop.clock import RoundClock
from ui.workshop.projector import Projector
from ui.workshop.scene import Scene, Side

_PURPOSES = (Purpose.RUNNING_THE_PROGRAM, Purpose.WORKSHOPS)


class Stage(QObject):
    """Holds what is chosen, and keeps the projector at it."""

    changed = Signal(object)
    """The `Scene` that is on now."""
    projecting = Signal(bool)
    """The room's window was opened, or is closed."""

    def __init__(self, clock: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self.names = Names.FULL
        self.side = Side.TABLES
        self.number = 1
        self.circle = ""
        self.clock = RoundClock(clock, self)
        self.clock.ticked.connect(self._show)
        self.clock.ended.connect(self._show)
        self.projector: Projector | None = None
        self.withheld: tuple[str, ...] = ()
        """What the check of what leaves took out of the room's view, in words."""
        self.scene = Scene()
        self._view: WorkshopView | None = None

    # ---- what is on ------------------------------------------------------------------------------------------------

    def follow(self, program: Program) -> None:
        """Show the present."""
        circle = program.get(Circle, self.circle)
        if circle is None:
            self._view, self.withheld = None, ()
        else:
            self.number = min(max(1, self.number), max(1, len(circle.rounds)))
            names, id_ = self.names, self.circle
            made = clear(program, lambda seen: workshop(seen, names, id_), Tier.PROGRAM, _PURPOSES)
            self._view, self.withheld = made.view, made.words
        self._show()

    def put(self, program: Program, *, circle: str | None = None, names: Names | None = None) -> None:
        """Another circle, or other names."""
        if circle is not None and circle != self.circle:
            found = program.get(Circle, circle)
            self.circle = circle
            self.number = max(1, found.held) if found is not None else 1
        self.names = names or self.names
        self.follow(program)

    def turn(self, number: int | None = None, side: Side | None = None) -> None:
        """Another round, or another side of it."""
        self.number = self.number if number is None else number
        self.side = side or self.side
        self._show()

    # ---- the room's window -----------------------------------------------------------------------------------------

    def project(self, screen: QScreen | None, lead: QScreen | None) -> None:
        """Open the room's window on a screen."""
        self.close()
        self.projector = Projector()
        self.projector.closed.connect(self.close)
        self.projector.show_scene(self.scene)
        self.projector.show_on(screen, lead)
        self.projecting.emit(True)

    def close(self) -> None:
        """Close the room's window."""
        projector, self.projector = self.projector, None
        if projector is not None:
            projector.closed.disconnect(self.close)
            projector.close()
            projector.deleteLater()
            self.projecting.emit(False)

    def _show(self) -> None:
        clock = self.clock
        self.scene = Scene(
            self._view, self.number, self.side, clock.words, clock.part, clock.over, running=clock.running
        )
        if self.projector is not None:
            self.projector.show_scene(self.scene)
        self.changed.emit(self.scene)
