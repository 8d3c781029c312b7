"""A question put to the planner: made into whole numbers beside the window, looked for by a process of its own, told of
as it goes on, and answered with a plan to look at. Nothing is kept, and the process holds no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from program.names import counted
from program.program import Program
from program.trouble import Trouble
from ui.board.plans import Offer
from ui.board.proposing.wishes import Wishes, ruled
from ui.jobs import IsCancelled, Job, Progress

if TYPE_CHECKING:
    from program.planning.child import Search, Told
    from program.planning.frame import Frame
    from program.planning.problem import Problem
    from program.planning.tables import Scope
    from ui.board.plans import Plans

_LOOK = 100  # milliseconds between two looks at how far the search has come


class Asking(QObject):
    """At most one question at a time."""

    told = Signal(str, float, bool)
    """How far it has come, in words; the part of the time, below 0 when it cannot be told; whether there is a plan."""
    answered = Signal(object)
    """An `Offer`."""
    ended = Signal()
    """Nothing is looked for any more, whether there was an answer or not."""

    def __init__(self, plans: Plans, parent: QObject) -> None:
        super().__init__(parent)
        self._plans = plans
        self._job: Job | None = None
        self._search: Search | None = None
        self._asked: tuple[Wishes, Program, Problem, Frame] | None = None
        self._last: Told | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK)
        self._clock.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether something is looked for."""
        return self._job is not None or self._search is not None

    def begin(self, wishes: Wishes) -> None:
        """Put the question about the plan in front; a question still open is given up."""
        self.cancel()
        program = ruled(self._plans.program(), wishes.rules)
        self.told.emit("Writing down what is given …", -1.0, False)
        if wishes.fewest:
            self._job = self._plans.jobs.run(
                lambda progress, cancelled: _mended(program, wishes, progress, cancelled),
                "", self._answer, self._fall, self,
            )  # fmt: skip
        else:
            self._job = self._plans.jobs.run(
                lambda _progress, _cancelled: _written(program, wishes), "",
                lambda made: self._begin(wishes, program, *made), self._fall, self,
            )  # fmt: skip

    def stop(self) -> None:
        """Take the best plan so far."""
        if self._search is not None:
            self._search.stop()

    def cancel(self) -> None:
        """Give the question up; the process is gone when this returns."""
        if self.busy:
            self._end()

    # ---- within ----------------------------------------------------------------------------------------------------

    def _begin(self, wishes: Wishes, program: Program, problem: Problem, frame: Frame) -> None:
        from program.planning.child import Search

        self._job = None
        self._asked = (wishes, program, problem, frame)
        self._search = Search(problem, aim=str(wishes.aim), seconds=wishes.seconds, max_changes=wishes.most)
        self._clock.start()
        self.told.emit("Making a first plan …", -1.0, False)

    def _look(self) -> None:
        """Ask the process how far it has come."""

    def _answer(self, offer: Offer) -> None:
        self._end()
        self.answered.emit(offer)

    def _fall(self, trouble: Trouble) -> None:
        self._end()
        self._plans.notice.trouble(trouble)

    def _end(self) -> None:
        self._clock.stop()
        if self._job is not None:
            self._job.drop()
        if self._search is not None:
            self._search.kill()
        self._job = self._search = self._asked = self._last = None
        self.ended.emit()


# ---- beside the window -----------------------------------------------------------------------------------------------


def _scope(program: Program, wishes: Wishes) -> Scope:
    from program.planning.tables import Keep, Scope

    return Scope(keep=Keep[wishes.kept.name], cycles=wishes.cycles(program), people=wishes.people(program))


def _written(program: Program, wishes: Wishes) -> tuple[Problem, Frame]:
    """The question in whole numbers."""
    from program.planning.tables import problem_of

    return problem_of(program, _scope(program, wishes))


def _mended(program: Program, wishes: Wishes, _progress: Progress, _cancelled: IsCancelled) -> Offer:
    """The plan with what is broken mended, by as few changed cells as can be."""
    from program.planning.plans import placements_from
    from program.planning.repair import repair

    problem, frame = _written(program, wishes)
    found = repair(problem, at_most=wishes.most, fill=False)
    placements = placements_from(program, frame, found.assignment)
    words = [f"{counted(len(found.changed), 'cell')} change"]
    if len(found.changed) <= found.forced:
        words[0] += ", and no plan could do with fewer"
    if found.left:
        words.append(f"{counted(len(found.left), 'cell')} still break a rule")
    if found.empty:
        words.append(f"{counted(len(found.empty), 'place')} stay empty")
    return Offer(placements, "Repair", " · ".join(words), wishes.rules)


# ---- in words --------------------------------------------------------------------------------------------------------


def gap_words(points: float, bound: float | None) -> str:
    """How far a score may be from the best there can be: "at most 0.8 % below the best possible"."""
    if bound is None:
        return ""
    if bound - points < 0.0005:
        return "no plan can be better"
    if bound <= 0 or points <= 0:
        return f"at most {bound - points:,.1f} points below the best possible"
    part = (bound - points) / bound * 100
    return f"at most {part:.1f} % below the best possible" if part >= 0.05 else "at most 0.1 % below the best possible"
