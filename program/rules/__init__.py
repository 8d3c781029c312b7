"""The rotation's rules, each a named function in words.

A rule is asked about one placement in a plan and gives findings: hard ones that must hold, soft ones with points.
Each rule stands alone, can be switched off and weighed in the charter, and looks at nothing but the program and the
arrangement of placements handed to it, so that a card still in the air is judged by the same code as one that landed.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from program.findings import Finding, Severity
from program.program import Program
from program.records import ACTIVE, Charter, Cycle, Host, Person, Placement, Role, RuleSetting
from program.rules import hard, soft
from program.rules.case import RULES, Arrangement, Case, Rule
from program.rules.times import mostly_away

__all__ = [
    "RULES",
    "Arrangement",
    "Case",
    "Rule",
    "active",
    "case_of",
    "findings",
    "hard",
    "review",
    "row_findings",
    "score",
    "soft",
    "unplaced",
    "unplaced_of",
]


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


def findings(program: Program, plan: Arrangement, placement: Placement) -> list[Finding]:
    """What all rules that are switched on say about one placement, hard ones first."""
    case = case_of(program, plan, placement)
    if case is None:
        return []
    found: list[Finding] = []
    for each, weight in active(program):
        for finding in each.judge(case):
            found.append(finding if weight == 1.0 else msgspec.structs.replace(finding, points=finding.points * weight))
    return found


def row_findings(program: Program, plan: Arrangement, placement: Placement) -> list[Finding]:
    """What those hard rules say about a placement that another card of its row can break or mend by moving."""
    case = case_of(program, plan, placement)
    if case is None:
        return []
    return [finding for each, _ in active(program) if each.row for finding in each.judge(case)]


def active(program: Program) -> tuple[tuple[Rule, float], ...]:
    """The rules switched on in the charter with their weights, hard ones first."""

    def make() -> tuple[tuple[Rule, float], ...]:
        settings = {setting.rule: setting for setting in program.charter.rules}
        plain = RuleSetting("")
        chosen = ((each, settings.get(each.key, plain)) for each in RULES.values())
        on = [(each, setting.weight) for each, setting in chosen if setting.on]
        return tuple(sorted(on, key=lambda pair: pair[0].severity is Severity.SOFT))

    return program.index("rules", (Charter,), make)


def unplaced(program: Program) -> Iterator[Finding]:
    """Every mentee who takes part is placed in every cycle of their cohort unless away: one finding per empty place."""
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
        words = f"{person.name} has no place in {cycle.name}"
        yield Finding("unplaced", Severity.SOFT, words, "unplaced", person.id, cycle.id)


def review(program: Program) -> list[Finding]:
    """Everything the rules say against the whole plan: hard findings and costs, placement by placement."""
    found: list[Finding] = []
    for placement in program.of(Placement).values():
        found.extend(
            f for f in findings(program, program.plan, placement) if f.severity is Severity.HARD or f.points < 0
        )
    return found


def score(program: Program, plan: Arrangement, placement: Placement) -> float:
    """The points of one placement: the sum over its soft findings."""
    return sum(finding.points for finding in findings(program, plan, placement))
