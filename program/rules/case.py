"""What a rule is, and the case it is asked about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
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

    def earlier(self) -> Iterator[Placement]:
        """The mentee's placements in earlier cycles of their series."""
        series = self.series
        here = series.get(self.cycle.id, 0)
        for cycle, other in self.plan.row(self.person.id).items():
            if series[cycle] < here and other.id != self.placement.id:
                yield other

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


def case_of(program: Program, plan: Arrangement, placement: Placement) -> Case | None:
    """The case for judging `placement`; None when its mentee or cycle is not there (validity says so)."""
    person, cycle = program.get(Person, placement.person), program.get(Cycle, placement.cycle)
    if person is None or cycle is None:
        return None
    return Case(
        program,
        plan,
        placement,
        person,
        cycle,
        program.get(Host, placement.host),
        program.get(Person, placement.mentor),
        program.get(Person, placement.coach),
    )


class Scope(Enum):
    """What a rule looks at, and so which placements can be judged otherwise when one of them moves."""

    PAIR = "pair"  # mentee and mentor, wherever and whenever they meet
    SEAT = "seat"  # mentee and host, whenever the mentee sits there
    CELL = "cell"  # one placement in its cycle, with what else is at its host and mentor in that cycle
    ROW = "row"  # the mentee's placements in other cycles as well
    MENTOR = "mentor"  # the mentor's placements in other cycles as well
    PLAN = "plan"  # the whole plan at once


class Topic(Enum):
    """Under which heading people find a rule."""

    PLACES = "Where people sit"
    MEETINGS = "Whom they meet"
    WHOLE = "Over the whole plan"


Judge = Callable[[Case], Iterator[Finding]]
#: Judges a whole plan, given the rule's weight, which goes into the points, and the mentees whose rows differ from
#: those of the program's own plan (None: any may).
PlanJudge = Callable[[Program, Arrangement, float, Collection[str] | None], Iterator[Finding]]


class Rule(msgspec.Struct, frozen=True):
    """A rule as people meet it: its name, its sentence, how strict it is, and the function that judges.

    `row` says of a hard rule that moving one card of a row can break it for another. A rule about the whole plan has
    `whole` in place of a judge of single placements.
    """

    key: str
    name: str
    sentence: str
    severity: Severity
    scope: Scope
    topic: Topic
    judge: Judge
    row: bool = False
    whole: PlanJudge | None = None


RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity, scope: Scope, topic: Topic, *, row: bool = False) -> Callable[[Judge], Judge]:
    """Register a rule under its function's name; the docstring is its sentence."""

    def register(judge: Judge) -> Judge:
        key = judge.__name__
        RULES[key] = Rule(key, name, _sentence(judge), severity, scope, topic, judge, row)
        return judge

    return register


def plan_rule(name: str, topic: Topic) -> Callable[[PlanJudge], PlanJudge]:
    """Register a soft rule about the whole plan under its function's name; the docstring is its sentence."""

    def register(whole: PlanJudge) -> PlanJudge:
        key = whole.__name__
        RULES[key] = Rule(
            key, name, _sentence(whole), Severity.SOFT, Scope.PLAN, topic, lambda _: iter(()), whole=whole
        )
        return whole

    return register


def weighed(points: float, weight: float) -> float:
    """Points times weight, to whole grains (thousandths): rounded half to even, as tables of whole numbers round."""
    return round(points * weight * 1000) / 1000


def _sentence(judge: object) -> str:
    return " ".join((judge.__doc__ or "").split())


def short(person: Person) -> str:
    """The person's name as it fits a cell."""
    return short_name(person.name)


def stage_of(program: Program, cycle: str) -> Stage | None:
    """The stage of a cycle."""
    found = program.get(Cycle, cycle)
    return found.stage if found is not None else None
