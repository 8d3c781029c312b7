"""A question put to the planner: made into whole numbers beside the window, looked for by processes of their own, told
of as it goes on, and answered with a plan to look at. Nothing is kept, and the processes hold no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from program.names import counted
from program.program import Program
from program.trouble import Trouble
from ui.board.plans import Offer
from ui.board.proposing.held import Held
from ui.board.proposing.wishes import TIMES, Wishes, ruled
from ui.jobs import IsCancelled, Job, Progress

if TYPE_CHECKING:
    from program.planning.child import Search
    from program.planning.frame import Frame
    from program.planning.problem import Assignment, Problem
    from program.planning.proposal import Progress as News
    from program.planning.proposal import Proposal
    from program.planning.tables import Scope
    from ui.board.plans import Plans

_LOOK = 100  # milliseconds between two looks at how far the search has come
_LATE = 3
"""How many times the given time may pass. The budget is counted in moves, so that one question has one answer; but
on a machine that is busy with something else, an end must come all the same."""


class Asking(QObject):
    """At most one question at a time."""

    told = Signal(str, float, bool)
    """How far it has come, in words; the part of the work, below 0 when it cannot be told; whether there is a plan."""
    answered = Signal(object)
    """An `Offer`."""
    ended = Signal()
    """Nothing is looked for any more, whether there was an answer or not."""

    def __init__(self, plans: Plans, parent: QObject) -> None:
        super().__init__(parent)
        self._plans = plans
        self._job: Job | None = None
        self._held: Held | None = None
        self._asked: tuple[Wishes, Program, Problem, Frame] | None = None
        self._passed = QElapsedTimer()
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK)
        self._clock.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether something is looked for."""
        return self._job is not None or self._held is not None

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
            return
        held = self._held = Held()

        def begun(made: tuple[Problem, Frame]) -> None:
            self._job = None
            self._asked = (wishes, program, *made)
            self._clock.start()
            self._passed.start()
            self.told.emit("Making a first plan …", -1.0, False)

        self._job = self._plans.jobs.run(
            lambda _progress, _cancelled: _begun(program, wishes, held), "", begun, self._fall, self
        )

    def stop(self) -> None:
        """Take the best plan so far."""
        search = self._held.search if self._held is not None else None
        if search is not None and search.latest is not None:
            search.stop()
            self.told.emit("Stopping …", -1.0, False)

    def cancel(self) -> None:
        """Give the question up; no process is left behind."""
        if self.busy:
            self._end()

    # ---- within ----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Ask the processes how far they have come."""
        search = self._held.search if self._held is not None else None
        if search is None or self._asked is None:
            return
        try:
            news = search.poll()
        except Trouble as trouble:
            self._broke(search, trouble)
            return
        if search.outcome is not None:
            self._found(search.outcome)
        elif news is not None:
            wishes, _, problem, _ = self._asked
            if self._passed.elapsed() > 1000 * _LATE * max(wishes.seconds, min(TIMES)):
                search.stop()
            self.told.emit(_news(problem, news), news.part, True)

    def _broke(self, search: Search, trouble: Trouble) -> None:
        """What was found until then is not lost."""
        last = search.latest
        if last is None:
            self._fall(trouble)
            return
        self._plans.notice.trouble(trouble)
        self._found(last)

    def _found(self, found: Proposal | News) -> None:
        assert self._asked is not None
        self._clock.stop()
        wishes, program, problem, frame = self._asked
        if self._held is not None:
            self._held.kill()
        self._job = self._plans.jobs.run(
            lambda _progress, _cancelled: _offered(program, wishes, problem, frame, found), "", self._answer,
            self._fall, self,
        )  # fmt: skip

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
        if self._held is not None:
            self._held.kill()
        self._job = self._held = self._asked = None
        self.ended.emit()


# ---- beside the window -----------------------------------------------------------------------------------------------


def scope_of(program: Program, wishes: Wishes) -> Scope:
    """What the planner is asked about, and what it leaves alone."""
    from program.planning.tables import Keep, Scope

    return Scope(keep=Keep[wishes.kept.name], cycles=wishes.cycles(program), people=wishes.people(program))


def _written(program: Program, wishes: Wishes) -> tuple[Problem, Frame]:
    """The question in whole numbers."""
    from program.planning.tables import problem_of

    return problem_of(program, scope_of(program, wishes))


def _begun(program: Program, wishes: Wishes, held: Held) -> tuple[Problem, Frame]:
    """The question in whole numbers, with the search for an answer under way."""
    from program.planning.child import Search
    from program.planning.proposal import Aim, Settings, moves_for

    problem, frame = _written(program, wishes)
    settings = Settings(moves=moves_for(problem, wishes.seconds), aim=Aim(str(wishes.aim)), max_changes=wishes.most)
    held.hold(lambda: Search(problem, settings))
    return problem, frame


def _offered(program: Program, wishes: Wishes, problem: Problem, frame: Frame, found: Proposal | News) -> Offer:
    """The answer as placements, and what is to be said of it."""
    from program.planning.plans import placements_from

    placements = placements_from(program, frame, found.assignment)
    return Offer(placements, "Proposal", _news(problem, found), wishes.rules)


def _mended(program: Program, wishes: Wishes, _progress: Progress, _cancelled: IsCancelled) -> Offer:
    """The plan with what is broken mended, by as few changed cells as can be."""
    from program.planning.mending import mended

    found = mended(program, scope_of(program, wishes), at_most=wishes.most)
    return Offer(found.placements, "Repair", found.words, wishes.rules)


# ---- in words --------------------------------------------------------------------------------------------------------


def _news(problem: Problem, found: Proposal | News) -> str:
    """ "812.4 points, at most 0.8 % below the best possible · 14 cells change · 3 people without a place"."""
    from program.planning.problem import GRAINS
    from program.planning.proposal import below

    parts = [f"{found.score / GRAINS:,.1f} points"]
    if known := below(found.score, found.holes, found.bound):
        parts[0] += f", {known}"
    parts.append(f"{counted(found.changed, 'cell')} change" + ("s" if found.changed == 1 else ""))
    out = _without(problem, found.assignment)
    if out:
        parts.append(f"{'one person' if out == 1 else f'{out:,} people'} without a place somewhere")
    return " · ".join(parts)


def _without(problem: Problem, plan: Assignment) -> int:
    """How many mentees lack a host or mentor where they should have one."""
    lacking = (problem.wanted != 0) & ((plan.host < 0) | (plan.mentor < 0))
    return int(lacking.reshape(problem.mentees, problem.cycles).any(axis=1).sum())
