"""What stands in the way of a plan: smallest conflicts in sentences with names, one after another until none is left.

Of each conflict, one thing asked for is then left out, so that the next one is another; in the end everything that was
not left out can be granted.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from program.planning.clash import ASKS, Question, everything
from program.planning.facts import Cells, Fact, Kind, Wish
from program.planning.wording import Wording
from program.program import Program

#: Conflicts told at most.
MOST = 12


class Member(msgspec.Struct, frozen=True):
    """One of the facts in conflict, in words; and the cell, host or mentor it is about, to go to."""

    fact: Fact
    words: str
    person: str = ""
    cycle: str = ""
    host: str = ""
    mentor: str = ""


class Conflict(msgspec.Struct, frozen=True):
    """Facts that cannot hold together, and of which none can be left out. `short`: places that are missing in all."""

    members: tuple[Member, ...]
    words: str
    short: int
    dropped: frozenset[Fact]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts alone."""
        return tuple(member.fact for member in self.members)


class Answer(msgspec.Struct, frozen=True):
    """All conflicts of a wish. `unproved`: the search stopped without knowing whether the rest is possible."""

    conflicts: tuple[Conflict, ...]
    unproved: bool = False

    @property
    def possible(self) -> bool:
        """Whether everything can be granted."""
        return not self.conflicts and not self.unproved


def conflicts(
    program: Program,
    wish: Wish | None = None,
    *,
    most: int = MOST,
    cancelled: Callable[[], bool] = lambda: False,
) -> Answer:
    """Why a wish cannot be granted; by default that everybody has host and mentor wherever the program wants it."""
    cells = Cells(program, wish or Wish())
    question = Question(cells)
    wording = Wording(cells, question.sides)
    told: dict[frozenset[Fact], Conflict] = {}
    while len(told) < most and not cancelled():
        found = question.find(cancelled)
        if found is None:
            break
        facts, short = found
        gone = _left_out(question, facts)
        question.dropped |= gone
        # The same rooms once more: the same shortage, of which `short` has told already.
        rooms = frozenset(fact for fact in facts if fact.kind is Kind.ROOM) or frozenset(facts)
        if rooms in told:
            before = told[rooms]
            told[rooms] = msgspec.structs.replace(before, dropped=before.dropped | gone)
            continue
        members = tuple(_member(wording, fact) for fact in facts)
        told[rooms] = Conflict(members, wording.together(facts, short), short, gone)
    return Answer(tuple(told.values()), question.unproved)


def _left_out(question: Question, facts: tuple[Fact, ...]) -> frozenset[Fact]:
    """What is left out to go on: one thing asked for, the last in order; of who is barred, all such cells."""
    asks = sorted(fact for fact in facts if fact.kind in ASKS)
    wants = [fact for fact in asks if fact.kind is Kind.WANT]
    gone = (wants or asks)[-1]
    others = [fact.kind for fact in facts if fact.kind not in ASKS]
    if others and all(kind in (Kind.OFF, Kind.STAGE) for kind in others):
        cells = question.cells
        barred = [c for c in range(cells.problem.cycles) if cells.barred(gone.person, c, everything)]
        return frozenset(ask for side in question.sides for c in barred for ask in side.asks(gone.person, c))
    return frozenset({gone})


def _member(wording: Wording, fact: Fact) -> Member:
    frame = wording.frame
    words = wording.clause((fact,))
    return Member(
        fact,
        words[0].upper() + words[1:],
        frame.mentees[fact.person] if fact.person >= 0 else "",
        frame.cycles[fact.cycle] if fact.cycle >= 0 else "",
        frame.hosts[fact.option] if fact.layer == 0 and fact.option >= 0 else "",
        frame.mentors[fact.option] if fact.layer == 1 and fact.option >= 0 else "",
    )
