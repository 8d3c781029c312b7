"""The rotation's rules, each a named function in words.

A rule is asked about one placement in a plan and gives findings: hard ones that must hold, soft ones with points.
Each rule stands alone, can be switched off and weighed in the charter, and looks at nothing but the program and the
arrangement of placements handed to it, so that a card still in the air is judged by the same code as one that landed.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from itertools import chain

import msgspec

from program.findings import Finding, Severity
from program.plan import Plan
from program.program import Program
from program.records import ACTIVE, Person, Placement, Role
from program.rules import evenness, fitting, hard, soft
from program.rules.case import RULES, Arrangement, Case, Rule, Scope, Topic, case_of, weighed
from program.rules.lookups import opted_out
from program.rules.setting import active, single, soft_of, whole
from program.rules.times import mostly_away

__all__ = [
    "RULES",
    "Arrangement",
    "Case",
    "Rule",
    "Scope",
    "Topic",
    "active",
    "beside",
    "case_of",
    "evenness",
    "findings",
    "fitting",
    "hard",
    "plan_findings",
    "plan_score",
    "review",
    "row_findings",
    "score",
    "soft",
    "total",
    "unplaced",
    "unplaced_of",
]


def findings(program: Program, plan: Arrangement, placement: Placement) -> list[Finding]:
    """What all rules that are switched on say about one placement, hard ones first."""
    case = case_of(program, plan, placement)
    if case is None:
        return []
    found: list[Finding] = []
    for each, weight in single(program):
        found += _weighed(each.judge(case), weight) if each.severity is Severity.SOFT else each.judge(case)
    return found


def plan_findings(program: Program, plan: Arrangement, moved: Collection[str] | None = None) -> list[Finding]:
    """What the rules about the whole plan say; such findings name no placement.

    `moved`: the mentees whose rows differ from those of the program's own plan, where that is known.
    """
    return [
        finding
        for each, weight in whole(program)
        if each.whole is not None
        for finding in each.whole(program, plan, weight, moved)
    ]


def beside(
    program: Program, plan: Arrangement, people: Iterable[str], mentors: Iterable[str], but: Container[str]
) -> list[Finding]:
    """What the soft rules say about other cards of these mentees' rows and of these mentors, as far as it can depend
    on a card that is not theirs; without the cards in `but`."""
    found: list[Finding] = []
    rows = (card for person in people for card in plan.row(person).values())
    taught = (card for mentor in mentors for cycle in program.cycles for card in plan.mentored(mentor, cycle.id))
    for cards, scope in ((rows, Scope.ROW), (taught, Scope.MENTOR)):
        rules = soft_of(program, scope)
        for card in cards:
            if card.id not in but and (case := case_of(program, plan, card)) is not None:
                for each, weight in rules:
                    found += _weighed(each.judge(case), weight)
    return found


def row_findings(program: Program, plan: Arrangement, placement: Placement) -> list[Finding]:
    """What those hard rules say about a placement that another card of its row can break or mend by moving."""
    case = case_of(program, plan, placement)
    if case is None:
        return []
    return [finding for each, _ in active(program) if each.row for finding in each.judge(case)]


def unplaced(program: Program) -> Iterator[Finding]:
    """Every mentee who takes part is placed in every cycle of their cohort, unless they are away or sit it out: one
    finding per empty place."""
    for person in program.people(Role.MENTEE):
        yield from unplaced_of(program, person)


def unplaced_of(program: Program, person: Person) -> Iterator[Finding]:
    """The empty places of one mentee."""
    if person.status not in ACTIVE:
        return
    row = program.plan.row(person.id)
    own = program.series(person.cohort)
    for cycle in program.cycles:
        if cycle.id not in own or cycle.id in row or mostly_away(program, person.id, cycle):
            continue
        if opted_out(program, person.id, "", cycle.id):
            continue
        words = f"{person.name} has no place in {cycle.name}"
        yield Finding("unplaced", Severity.SOFT, words, "unplaced", person.id, cycle.id)


def review(program: Program) -> list[Finding]:
    """Everything the rules say against the whole plan: hard findings and costs, placement by placement.

    What they say of the plan as a whole comes last and names no placement.
    """
    found: list[Finding] = []
    for placement in program.of(Placement).values():
        found.extend(
            f for f in findings(program, program.plan, placement) if f.severity is Severity.HARD or f.points < 0
        )
    return found + plan_findings(program, program.plan)


def score(program: Program, plan: Arrangement, placement: Placement) -> float:
    """The points of one placement: the sum over its soft findings."""
    return total(findings(program, plan, placement))


def plan_score(program: Program, plan: Plan | None = None) -> float:
    """The points of a whole plan, the program's own unless told: all its placements and the plan as a whole."""
    plan = plan or program.plan
    placements = (placement for person in plan.people() for placement in plan.row(person).values())
    said = (finding for placement in placements for finding in findings(program, plan, placement))
    return total(chain(said, plan_findings(program, plan)))


def total(said: Iterable[Finding]) -> float:
    """The points of findings together, summed in whole grains."""
    return sum(round(finding.points * 1000) for finding in said) / 1000


def _weighed(said: Iterable[Finding], weight: float) -> Iterator[Finding]:
    for finding in said:
        points = weighed(finding.points, weight)
        yield finding if points == finding.points else msgspec.structs.replace(finding, points=points)
