"""The soft rules: each costs or earns points."""

from __future__ import annotations

from collections.abc import Iterator

from program.findings import Finding, Severity
from program.records import Host, Involvement, Skill
from program.rules.case import Case, rule, short
from program.rules.times import days_away


@rule("Goals met", Severity.SOFT)
def goals_met(case: Case) -> Iterator[Finding]:
    """The mentor can teach what the mentee wants to learn: up to 4 points, by weight of goal and strength of skill."""
    if case.mentor is None or not case.person.goals:
        return
    offered = {each.skill: each.weight for each in case.mentor.offers}
    wanted = sum(goal.weight for goal in case.person.goals)
    met = [goal for goal in case.person.goals if goal.skill in offered]
    if met:
        points = 4.0 * sum(goal.weight * min(offered[goal.skill], 5) / 5 for goal in met) / wanted
        names = ", ".join(case.program.title(Skill, goal.skill) for goal in met[:2])
        yield case.soft("goals_met", f"{case.mentor.name} can teach {names}", "goals met", points)
    else:
        yield case.soft("goals_met", f"{case.mentor.name} teaches none of the goals", "no goal met", -1.0)


@rule("New function", Severity.SOFT)
def new_function(case: Case) -> Iterator[Finding]:
    """A function the mentee has not seen before, other than their own: 2 points; one seen already costs 1."""
    if case.host is None or not case.host.function:
        return
    seen = {
        host.function
        for other in case.plan.row(case.person.id).values()
        if other.id != case.placement.id and (host := case.program.get(Host, other.host)) is not None
    }
    function = case.host.function
    if function in seen:
        yield case.soft("new_function", f"{function} was seen before", "function seen before", -1.0)
    elif function.casefold() == case.person.unit.casefold():
        yield case.soft("new_function", f"{function} is their own function", "their own function", -1.0)
    else:
        yield case.soft("new_function", f"{function} is a new function", "new function", 2.0)


@rule("First time together", Severity.SOFT)
def first_meeting(case: Case) -> Iterator[Finding]:
    """Mentee and mentor have not been together in any cycle: 1 point."""
    if case.mentor is None:
        return
    met = any(
        other.mentor == case.mentor.id and other.id != case.placement.id
        for other in case.plan.row(case.person.id).values()
    )
    if not met:
        yield case.soft("first_meeting", f"first time with {case.mentor.name}", "first time together", 1.0)


@rule("Other unit", Severity.SOFT)
def other_unit(case: Case) -> Iterator[Finding]:
    """Mentor and mentee come from different units: 1 point; from the same: minus 1."""
    if case.mentor is None or not case.mentor.unit or not case.person.unit:
        return
    same = case.mentor.unit.casefold() == case.person.unit.casefold()
    words = f"{case.mentor.name} is from {'the same' if same else 'another'} unit"
    yield case.soft("other_unit", words, "same unit" if same else "another unit", -1.0 if same else 1.0)


@rule("Involvement", Severity.SOFT)
def involvement(case: Case) -> Iterator[Finding]:
    """A mentor who promised a burst serves no two cycles in a row: minus 1."""
    mentor = case.mentor
    if mentor is None or mentor.involvement is not Involvement.BURST:
        return
    cycles = [cycle.id for cycle in case.program.cycles]
    here = cycles.index(case.cycle.id)
    beside = cycles[max(0, here - 1) : here] + cycles[here + 1 : here + 2]
    if any(case.plan.mentored(mentor.id, cycle) for cycle in beside):
        yield case.soft("involvement", f"{mentor.name} promised a burst, not two cycles running", "burst mentor", -1.0)


@rule("Part of the cycle", Severity.SOFT)
def part_absence(case: Case) -> Iterator[Finding]:
    """Someone is away for part of the cycle, up to half of it: minus 1."""
    days = (case.cycle.end - case.cycle.start).days + 1
    for who in (case.person, *case.helpers()):
        away = days_away(case.program, who.id, case.cycle.start, case.cycle.end)
        if 0 < away * 2 <= days:
            words = f"{who.name} is away for {away} of {days} days of {case.cycle.name}"
            yield case.soft("part_absence", words, f"{short(who)} away {away} days", -1.0)
