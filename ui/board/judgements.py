"""What the rules say about every card, worked out in idle slices and kept until a change could have altered it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, Signal

from program.changes import Change
from program.findings import Finding, Severity
from program.program import Program
from program.records import Decision, Placement
from program.rules import findings, plan_findings, total
from ui.board.idle import Idle

_HARMLESS = (Decision,)


class Judgements(QObject):
    """The findings by card. `known` brings the ids of cards that turned out to break other rules than before.

    What a card was last known to break stays on show until it is judged again, so that nothing flickers.
    """

    known = Signal(object)

    def __init__(self, idle: Idle, parent: QObject) -> None:
        super().__init__(parent)
        self._idle = idle
        self._program: Program | None = None
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._points: dict[str, float] = {}
        self._broken: dict[str, tuple[Finding, ...]] = {}
        self.first: Callable[[], Iterable[str]] = tuple
        """The ids to work out before all others: what is on screen."""

    def of(self, id_: str) -> tuple[Finding, ...] | None:
        """All findings about a card; None while they are not worked out."""
        return self._found.get(id_)

    def broken(self, id_: str) -> tuple[Finding, ...]:
        """The hard rules a card breaks as it lies, as far as known."""
        return self._broken.get(id_, ())

    def now(self, placement: Placement) -> tuple[Finding, ...]:
        """All findings about one card, at once."""
        if placement.id not in self._found and self._judge(placement):
            self.known.emit((placement.id,))
        return self._found[placement.id]

    def points(self, id_: str) -> float:
        """What a card adds to the plan's score; 0 while unknown."""
        return self._points.get(id_, 0.0)

    @property
    def warnings(self) -> frozenset[str]:
        """The ids of all cards that break a rule, as far as known."""
        return frozenset(self._broken)

    @property
    def score(self) -> float:
        """The plan's score, over the cards judged so far; once all are, with what is said of the plan as a whole."""
        whole = plan_findings(self._program, self._program.plan) if self._program is not None and self.complete else ()
        return sum(self._points.values()) + total(whole)

    @property
    def complete(self) -> bool:
        """Whether every card of the plan is judged."""
        return self._program is not None and len(self._found) == len(self._program.of(Placement))

    def against(self) -> list[Finding]:
        """Everything that speaks against the plan as far as known: broken rules and costs."""
        said = (finding for found in self._found.values() for finding in found)
        return [finding for finding in said if finding.severity is Severity.HARD or finding.points < 0]

    def follow(self, program: Program, change: Change | None = None) -> None:
        """Take over another present. Only what `change` can have altered is judged anew; None: everything."""
        stale = None if change is None or self._program is None else _touched(self._program, program, change)
        self._program = program
        if stale is None:
            self._found.clear()
            self._points.clear()
        else:
            for id_ in stale:
                self._found.pop(id_, None)
                self._points.pop(id_, None)
        present = program.of(Placement)
        for id_ in [id_ for id_ in self._broken if id_ not in present]:
            del self._broken[id_]
        self._idle.start("judge", self._work(program))

    def _work(self, program: Program) -> Iterator[None]:
        placements = program.of(Placement)
        for ids in (self.first(), tuple(placements)):
            fresh: list[str] = []
            for id_ in ids:
                if id_ in self._found or id_ not in placements:
                    continue
                if self._judge(placements[id_]):
                    fresh.append(id_)
                if len(fresh) >= 32:
                    self.known.emit(tuple(fresh))
                    fresh.clear()
                yield
            if fresh:
                self.known.emit(tuple(fresh))

    def _judge(self, placement: Placement) -> bool:
        """Work out the findings of one card; whether it breaks other rules than it was known to."""
        assert self._program is not None
        found = tuple(findings(self._program, self._program.plan, placement))
        self._found[placement.id] = found
        self._points[placement.id] = sum(finding.points for finding in found)
        hard = tuple(finding for finding in found if finding.severity is Severity.HARD)
        before = self._broken.pop(placement.id, ())
        if hard:
            self._broken[placement.id] = hard
        return hard != before


def _touched(before: Program, after: Program, change: Change) -> set[str] | None:
    """The ids of cards that a change can have altered in the rules' eyes; None when it may be any.

    Rules look along the mentee's row, at the host's cards of the cycle, and at all cards of the mentor.
    """
    ids: set[str] = set()
    order = [cycle.id for cycle in after.cycles]
    for pair in change.pairs:
        if isinstance(pair.record, _HARMLESS):
            continue
        if not isinstance(pair.record, Placement):
            return None
        for present, card in ((before, pair.before), (after, pair.after)):
            if not isinstance(card, Placement):
                continue
            ids.add(card.id)
            ids.update(other.id for other in present.plan.row(card.person).values())
            ids.update(other.id for other in present.plan.seated(card.host, card.cycle))
            for cycle in order:
                ids.update(other.id for other in present.plan.mentored(card.mentor, cycle))
    return ids
