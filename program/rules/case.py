"""What a rule is, and the case it is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import msgspec

from program.findings import Finding, Severity
from program.names import short_name
from program.program import Program
from program.records import Cycle, Host, Person, Placement, Stage


class Arrangement(Protocol):
    """Placements as they stand or as they would stand: a `Plan` or a `Draft`."""

    def row(self, person: str) -> Mapping[str, Placement]: ...
    def seated(self, host: str, cycle: str) -> tuple[Placement, ...]: ...
    def mentored(self, mentor: str, cycle: str) -> tuple[Placement, ...]: ...


class Case(msgspec.Struct, frozen=True):
    """One placement under judgement: the present, the arrangement it stands in, and the records it points to."""

    program: Program
    plan: Arrangement
    placement: Placement
    person: Person
    cycle: Cycle
    host: Host | None
    mentor: Person | None
    coach: Person | None

    @property
    def series(self) -> Mapping[str, int]:
        """Place of each cycle in the mentee's series; cycles of earlier cohorts come before those of the own."""
        own = self.program.series(self.person.cohort)
        row = self.plan.row(self.person.id)
        if all(cycle in own for cycle in row):
            return own
        all_ = [c.id for c in self.program.cycles if c.id in own or c.id in row]
        return {cycle: place for place, cycle in enumerate(all_)}

    def helpers(self) -> Iterator[Person]:
        """Mentor and coach, where there are any."""
        if self.mentor is not None:
            yield self.mentor
        if self.coach is not None:
            yield self.coach

    def hard(self, rule: str, words: str, short: str) -> Finding:
        """A hard finding about this placement."""
        return self._finding(rule, Severity.HARD, words, short, 0.0)

    def soft(self, rule: str, words: str, short: str, points: float) -> Finding:
        """A soft finding about this placement, worth `points`."""
        return self._finding(rule, Severity.SOFT, words, short, points)

    def _finding(self, rule: str, severity: Severity, words: str, short: str, points: float) -> Finding:
        place = self.placement
        return Finding(rule, severity, words, short, place.person, place.cycle, place.id, points)


Judge = Callable[[Case], Iterator[Finding]]


class Rule(msgspec.Struct, frozen=True):
    """A rule as people meet it: its name, its sentence, how strict it is, and the function that judges.

    `row` says that it depends on where the mentee's other cards lie, so that moving one can break it for another.
    """

    key: str
    name: str
    sentence: str
    severity: Severity
    judge: Judge
    row: bool = False


RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity, *, row: bool = False) -> Callable[[Judge], Judge]:
    """Register a rule under its function's name; the docstring is its sentence."""

    def register(judge: Judge) -> Judge:
        key = judge.__name__
        sentence = " ".join((judge.__doc__ or "").split())
        RULES[key] = Rule(key, name, sentence, severity, judge, row)
        return judge

    return register


def short(person: Person) -> str:
    """The person's name as it fits a cell."""
    return short_name(person.name)


def stage_of(program: Program, cycle: str) -> Stage | None:
    """The stage of a cycle."""
    found = program.get(Cycle, cycle)
    return found.stage if found is not None else None
