"""The soft rules about who fits whom and where: the same whenever the two meet, and whoever else is in the plan.

Each formula is one expression over whole numbers, so that the planner's tables come to the very same points.
"""

from __future__ import annotations

from collections.abc import Iterator

from program.findings import Finding, Severity
from program.records import Charter, Chemistry, Cycle, Host, Person, Preference, Record, Skill, Theme
from program.rules.case import Case, Scope, Topic, rule, short
from program.rules.lookups import chemistry_of, wished
from program.rules.zones import minutes_apart

#: The kinds of record on which what these rules say of two people, or of a person and a host, depends.
READS: tuple[type[Record], ...] = (Person, Host, Cycle, Charter, Preference, Chemistry)


@rule("Goals met", Severity.SOFT, Scope.PAIR, Topic.MEETINGS)
def goals_met(case: Case) -> Iterator[Finding]:
    """The mentor can teach what the mentee wants to learn: up to 4 points, by weight of goal and strength of skill."""
    if case.mentor is None or not case.person.goals:
        return
    offered = {each.skill: each.weight for each in case.mentor.offers}
    wanted = sum(goal.weight for goal in case.person.goals)
    met = [goal for goal in case.person.goals if goal.skill in offered]
    if met:
        points = 4 * sum(goal.weight * min(offered[goal.skill], 5) for goal in met) / 5 / wanted
        names = ", ".join(case.program.title(Skill, goal.skill) for goal in met[:2])
        yield case.soft("goals_met", f"{case.mentor.name} can teach {names}", "goals met", points)
    else:
        yield case.soft("goals_met", f"{case.mentor.name} teaches none of the goals", "no goal met", -1.0)


@rule("Complementary skills", Severity.SOFT, Scope.PAIR, Topic.MEETINGS)
def complement(case: Case) -> Iterator[Finding]:
    """The mentor is good at what the mentee is not: up to 1 point, by the share of such skills."""
    if case.mentor is None or not case.mentor.offers or not case.person.offers:
        return
    own = {each.skill for each in case.person.offers}
    offered = {each.skill for each in case.mentor.offers}
    if fresh := len(offered - own):
        words = f"{case.mentor.name} is good at what {case.person.name} is not"
        yield case.soft("complement", words, "complementary skills", fresh / len(offered))


@rule("Different thinking", Severity.SOFT, Scope.PAIR, Topic.MEETINGS)
def thinking(case: Case) -> Iterator[Finding]:
    """Mentor and mentee think in different styles: 1 point."""
    if case.mentor is None:
        return
    one, other = case.person.style.casefold(), case.mentor.style.casefold()
    if one and other and one != other:
        words = f"{case.mentor.name} thinks otherwise than {case.person.name}"
        yield case.soft("thinking", words, "different thinking", 1.0)


@rule("Other unit", Severity.SOFT, Scope.PAIR, Topic.MEETINGS)
def other_unit(case: Case) -> Iterator[Finding]:
    """Mentor and mentee come from different units: 1 point; from the same: minus 1."""
    if case.mentor is None or not case.mentor.unit or not case.person.unit:
        return
    same = case.mentor.unit.casefold() == case.person.unit.casefold()
    words = f"{case.mentor.name} is from {'the same' if same else 'another'} unit"
    yield case.soft("other_unit", words, "same unit" if same else "another unit", -1.0 if same else 1.0)


@rule("Time zone", Severity.SOFT, Scope.PAIR, Topic.MEETINGS)
def time_zone(case: Case) -> Iterator[Finding]:
    """Mentor and mentee live by different clocks: minus a half for every three hours between them, at most minus 2."""
    if case.mentor is None:
        return
    apart = minutes_apart(case.program, case.person.time_zone, case.mentor.time_zone)
    if apart is not None and (steps := min(apart // 180, 4)):
        words = f"{apart / 60:g} hours lie between {case.person.name} and {case.mentor.name}"
        yield case.soft("time_zone", words, f"{apart / 60:g} hours apart", -0.5 * steps)


@rule("Preferences", Severity.SOFT, Scope.PAIR, Topic.MEETINGS)
def preference(case: Case) -> Iterator[Finding]:
    """What mentee and mentor wish of each other, the mentee of the host: gladly 1, first choice 2, rather not -2."""
    if case.mentor is not None:
        one, other = case.person.id, case.mentor.id
        if points := wished(case.program, one, other) + wished(case.program, other, one):
            words = f"wishes speak {'for' if points > 0 else 'against'} {case.person.name} and {case.mentor.name}"
            yield case.soft("preference", words, _wish(points, short(case.mentor)), float(points))
    if case.host is not None and (points := wished(case.program, case.person.id, case.host.id)):
        words = f"wishes speak {'for' if points > 0 else 'against'} {case.person.name} and {case.host.name}"
        yield case.soft("preference", words, _wish(points, case.host.name), float(points))


@rule("Chemistry", Severity.SOFT, Scope.PAIR, Topic.MEETINGS)
def chemistry(case: Case) -> Iterator[Finding]:
    """How first meetings of mentee and mentor went: the mean of the ratings from 1 to 5, less 3."""
    if case.mentor is None:
        return
    total, number = chemistry_of(case.program, case.person.id, case.mentor.id)
    if number and total != 3 * number:
        good = total > 3 * number
        words = f"{case.person.name} and {case.mentor.name} {'got on well' if good else 'did not get on'} when they met"
        short_ = "good chemistry" if good else "poor chemistry"
        yield case.soft("chemistry", words, short_, (total - 3 * number) / number)


@rule("Aspirations", Severity.SOFT, Scope.SEAT, Topic.PLACES)
def aspiration(case: Case) -> Iterator[Finding]:
    """The host brings a theme that the mentee seeks: 2 points."""
    if case.host is None:
        return
    if met := [theme for theme in case.person.themes if theme in case.host.themes]:
        words = f"{case.host.name} brings {case.program.title(Theme, met[0])}, which {case.person.name} seeks"
        yield case.soft("aspiration", words, "theme sought", 2.0)


@rule("Impact", Severity.SOFT, Scope.SEAT, Topic.PLACES)
def impact(case: Case) -> Iterator[Finding]:
    """A rotation at this host matters to the organisation: a fifth of a point for each step of its impact."""
    if case.host is not None and case.host.impact > 0:
        words = f"work in {case.host.name} has an impact of {case.host.impact}"
        yield case.soft("impact", words, "impact", 0.2 * case.host.impact)


def _wish(points: int, name: str) -> str:
    return f"{'wish for' if points > 0 else 'rather not'} {name}"
