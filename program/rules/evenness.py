"""Whether the plan is as good to one group of mentees as to another.

Groups are self-declared and only ever compared as wholes: the rule says how far they differ, never which, and looks at
none with fewer mentees than the charter's floor. All sums are in grains (thousandths of a point), which are exact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from program.findings import Finding, Severity
from program.program import Program
from program.records import Placement, Record
from program.rules.case import Arrangement, Case, Topic, case_of, plan_rule, weighed
from program.rules.fitting import READS
from program.rules.setting import fitting
from program.rules.shares import READS as SHARES_READ
from program.rules.shares import compared, wanted

#: Grains by which the means of two groups may differ at no cost.
FREE = 250

#: Grains that a point of further difference costs for every slot of the groups.
COST = 500


@plan_rule("Even groups", Topic.WHOLE)
def equity(
    program: Program, plan: Arrangement, weight: float, moved: Collection[str] | None = None
) -> Iterator[Finding]:
    """The plan is as good to one group of mentees as to another: half of what they differ by beyond a quarter point,
    for every place of theirs."""
    groups = compared(program)
    if len(groups) < 2:
        return
    by_group, slots_of = sums(program, plan, moved), group_slots(program)
    totals, slots = [by_group[group] for group in groups], [slots_of[group] for group in groups]
    if grains := cost(totals, slots, round(COST * weight)):
        words = f"groups differ by {difference(totals, slots) / 1000:.1f} points"
        yield Finding("equity", Severity.SOFT, words, "groups differ", points=-grains / 1000)


def difference(totals: Sequence[int], slots: Sequence[int]) -> int:
    """Grains between the best and the worst mean of the groups; means are rounded down."""
    means = [total // number for total, number in zip(totals, slots, strict=True)]
    return max(means) - min(means)


def cost(totals: Sequence[int], slots: Sequence[int], gap: int, free: int = FREE) -> int:
    """Grains, 0 or more, that the difference between groups costs, rounded down.

    `totals` and `slots` are grains and places by group; `gap` is what 1000 grains beyond `free` cost for every place.
    """
    if len(totals) < 2:
        return 0
    return gap * max(0, difference(totals, slots) - free) * sum(slots) // 1000


def group_slots(program: Program) -> Mapping[str, int]:
    """Group → places its members should fill."""

    def make() -> dict[str, int]:
        slots = wanted(program)
        return {group: sum(slots[member] for member in members) for group, members in compared(program).items()}

    return program.index("group slots", SHARES_READ, make)


def sums(program: Program, plan: Arrangement, moved: Collection[str] | None = None) -> Mapping[str, int]:
    """Group → grains of how well its members fit with their mentors and hosts, over all their placements in `plan`.

    `moved`: the mentees whose rows are not those of the program's own plan; None when any may differ.
    """
    if plan is program.plan:
        reads: tuple[type[Record], ...] = (*READS, *SHARES_READ, Placement)
        return program.index("group sums", reads, lambda: _sums(program, plan))
    if moved is None:
        return _sums(program, plan)
    found = dict(sums(program, program.plan))
    groups = _group_of(program)
    for person in moved:
        if (group := groups.get(person)) is not None:
            found[group] += _row(program, plan, person) - _row(program, program.plan, person)
    return found


def worth(program: Program, plan: Arrangement, placement: Placement) -> int:
    """Grains of how well a mentee fits with mentor and host: the same wherever in whatever plan they meet."""
    known: dict[tuple[str, str, str], int] = program.index("worth", READS, dict)
    found = 0
    for key in ((placement.person, placement.mentor, ""), (placement.person, "", placement.host)):
        if key[1] or key[2]:
            if key not in known:
                known[key] = _fitting(case_of(program, plan, placement), mentor=bool(key[1]))
            found += known[key]
    return found


def _fitting(case: Case | None, *, mentor: bool) -> int:
    if case is None:
        return 0
    host, helper = (None, case.mentor) if mentor else (case.host, None)
    half = Case(case.program, case.plan, case.placement, case.person, case.cycle, host, helper, None)
    return sum(
        round(weighed(finding.points, weight) * 1000)
        for each, weight in fitting(case.program)
        for finding in each.judge(half)
    )


def _sums(program: Program, plan: Arrangement) -> dict[str, int]:
    return {
        group: sum(_row(program, plan, member) for member in members) for group, members in compared(program).items()
    }


def _row(program: Program, plan: Arrangement, person: str) -> int:
    return sum(worth(program, plan, placement) for placement in plan.row(person).values())


def _group_of(program: Program) -> Mapping[str, str]:
    """Mentee → group, for those whose groups are compared."""

    def make() -> dict[str, str]:
        return {member: group for group, members in compared(program).items() for member in members}

    return program.index("group of", SHARES_READ, make)
