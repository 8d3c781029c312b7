"""What the planner is asked for, and the program as it is to be seen for that: its rules as weighed in the dialog."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from program.changes import Change, Pair
from program.program import Program
from program.records import CHARTER, Charter, Cycle, Role, RuleSetting, Words


class Kept(Words):
    """What of the present plan the planner leaves alone."""

    ALL = "all"
    SETTLED = "settled"
    PINS = "pins"
    NONE = "none"

    @property
    def label(self) -> str:
        return _KEPT[self]


_KEPT = {
    Kept.ALL: "Everything placed; fill the gaps",
    Kept.SETTLED: "What is pinned, approved or published",
    Kept.PINS: "What is pinned",
    Kept.NONE: "Nothing, not even what is pinned",
}


class Aim(Words):
    """What makes one plan better than another."""

    TOTAL = "total"
    FAIR = "fair"

    @property
    def label(self) -> str:
        return "The best total" if self is Aim.TOTAL else "The worst-off mentee first"


#: Seconds the planner may be given, and how they are called.
TIMES = {2: "2 seconds", 10: "10 seconds", 30: "30 seconds", 60: "1 minute", 300: "5 minutes"}


class Wishes(msgspec.Struct, frozen=True):
    """One question to the planner.

    `start`: id of the first cycle to plan, empty for all. `cohort`: whose places, empty for everybody's. `most`: cells
    that may change at most, None for any number. `fewest`: mend what is broken with as few changed cells as can be,
    instead of looking for the best plan. `rules`: how the rules are set for this question.
    """

    kept: Kept = Kept.SETTLED
    start: str = ""
    cohort: str = ""
    aim: Aim = Aim.TOTAL
    seconds: int = 10
    most: int | None = None
    fewest: bool = False
    rules: tuple[RuleSetting, ...] = ()

    def cycles(self, program: Program) -> frozenset[str] | None:
        """The cycles to plan; None for all."""
        first = program.get(Cycle, self.start)
        return None if first is None else frozenset(each.id for each in program.cycles if each.start >= first.start)

    def people(self, program: Program) -> frozenset[str] | None:
        """Whose places; None for everybody's."""
        if not self.cohort:
            return None
        return frozenset(person.id for person in program.people(Role.MENTEE) if person.cohort == self.cohort)


def ruled(program: Program, rules: Iterable[RuleSetting]) -> Program:
    """The program with its rules set like this; for looking only, nothing is kept."""
    kept = tuple(each for each in rules if each != RuleSetting(each.rule))
    charter = program.charter
    if charter.rules == kept:
        return program
    before = program.get(Charter, CHARTER)
    return program.apply(Change("", (Pair(before, msgspec.structs.replace(charter, rules=kept)),)))


def settings_of(program: Program) -> dict[str, RuleSetting]:
    """How the charter sets its rules, by key; a rule that is not there is as it was made."""
    return {each.rule: each for each in program.charter.rules}


def first_to_plan(program: Program, today: date) -> str:
    """The id of the first cycle that has not begun; empty when there is none, or when none has begun."""
    coming = [cycle for cycle in program.cycles if cycle.start > today]
    return coming[0].id if coming and len(coming) < len(program.of(Cycle)) else ""
