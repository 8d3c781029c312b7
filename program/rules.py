"""The rotation's rules, each a named function in words.

A rule is asked about one placement in a plan and gives findings: hard ones that must hold, soft ones with points.
Each rule stands alone, can be switched off and weighed in the charter, and looks at nothing but the program and the
arrangement of placements handed to it, so that a card still in the air is judged by the same code as one that landed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Protocol

import msgspec

from program.findings import Finding, Severity
from program.names import short_name
from program.program import Program
from program.records import (
    ACTIVE,
    Charter,
    Cycle,
    Host,
    Involvement,
    Person,
    Placement,
    Role,
    RuleSetting,
    Skill,
    Stage,
    Track,
)


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


# ---- hard: must hold, or be overridden with a reason that goes into the decision log --------------------------------


@rule("Seats", Severity.HARD)
def seat_limit(case: Case) -> Iterator[Finding]:
    """A host takes no more mentees in a cycle than it has seats."""
    if case.host is None:
        return
    there = len(case.plan.seated(case.host.id, case.cycle.id))
    if there > case.host.seats:
        yield case.hard(
            "seat_limit",
            f"{case.host.name} has {_count(case.host.seats, 'seat')} in {case.cycle.name} "
            f"and {_count(there, 'person', 'people')}",
            f"{case.host.name} is full",
        )


@rule("Open hosts", Severity.HARD)
def host_open(case: Case) -> Iterator[Finding]:
    """A host takes mentees only in cycles in which it is open."""
    host, cycle = case.host, case.cycle
    if host is None:
        return
    shut = (
        cycle.id in host.closed
        or (host.opens is not None and host.opens > cycle.start)
        or (host.closes is not None and host.closes < cycle.end)
    )
    if shut:
        yield case.hard("host_open", f"{host.name} is closed in {cycle.name}", f"{host.name} is closed")


@rule("Mentor capacity", Severity.HARD)
def mentor_capacity(case: Case) -> Iterator[Finding]:
    """A mentor has no more mentees in a cycle than the promised capacity."""
    if case.mentor is None:
        return
    there = len(case.plan.mentored(case.mentor.id, case.cycle.id))
    if there > case.mentor.capacity:
        yield case.hard(
            "mentor_capacity",
            f"{case.mentor.name} can take {_count(case.mentor.capacity, 'mentee')} in {case.cycle.name} "
            f"and has {there}",
            f"{_short(case.mentor)} is at capacity",
        )


@rule("Conflicts", Severity.HARD)
def conflict(case: Case) -> Iterator[Finding]:
    """Two people between whom a conflict stands are not matched."""
    for helper in case.helpers():
        for each in case.program.conflicts(case.person.id):
            if helper.id in (each.first, each.second) and (each.until is None or each.until >= case.cycle.start):
                yield case.hard(
                    "conflict",
                    f"a conflict stands between {case.person.name} and {helper.name}",
                    f"conflict with {_short(helper)}",
                )
                break


@rule("Reporting line", Severity.HARD)
def reporting_line(case: Case) -> Iterator[Finding]:
    """Nobody is mentored or coached by someone above or below them in the reporting line (levels: charter)."""
    levels = case.program.charter.line_levels
    for helper in case.helpers():
        if helper.id in case.program.managers_above(case.person.id, levels):
            yield case.hard(
                "reporting_line", f"{case.person.name} reports to {helper.name}", f"reports to {_short(helper)}"
            )
        elif case.person.id in case.program.managers_above(helper.id, levels):
            yield case.hard(
                "reporting_line", f"{helper.name} reports to {case.person.name}", f"{_short(helper)} reports to them"
            )


@rule("Not oneself", Severity.HARD)
def not_oneself(case: Case) -> Iterator[Finding]:
    """Nobody is their own mentor or coach."""
    if any(helper.id == case.person.id for helper in case.helpers()):
        yield case.hard("not_oneself", f"{case.person.name} would mentor themself", "the same person")


@rule("New mentor", Severity.HARD)
def repeat_mentor(case: Case) -> Iterator[Finding]:
    """A mentee meets a mentor at most once in any run of k cycles, earlier cohorts counted (k: charter)."""
    if case.mentor is None:
        return
    window, series = case.program.charter.repeat_window, case.series
    here = series.get(case.cycle.id, 0)
    for cycle, other in case.plan.row(case.person.id).items():
        if other.mentor == case.mentor.id and other.id != case.placement.id and abs(series[cycle] - here) < window:
            yield case.hard(
                "repeat_mentor",
                f"{case.person.name} has {case.mentor.name} in {case.program.title(Cycle, cycle)} already",
                f"again with {_short(case.mentor)}",
            )
            return


@rule("New host", Severity.HARD)
def repeat_host(case: Case) -> Iterator[Finding]:
    """A mentee sits with a host at most once."""
    if case.host is None:
        return
    for cycle, other in case.plan.row(case.person.id).items():
        if other.host == case.host.id and other.id != case.placement.id:
            yield case.hard(
                "repeat_host",
                f"{case.person.name} is with {case.host.name} in {case.program.title(Cycle, cycle)} already",
                f"again in {case.host.name}",
            )
            return


@rule("Sequence", Severity.HARD, row=True)
def sequence(case: Case) -> Iterator[Finding]:
    """Foundation comes before strategic comes before lead, as many cycles of each as the track asks."""
    stage = case.cycle.stage
    if stage is Stage.FOUNDATION:
        return
    track = case.program.get(Track, case.person.track)
    before, wanted = (
        (Stage.FOUNDATION, track.foundations if track else 1)
        if stage is Stage.STRATEGIC
        else (Stage.STRATEGIC, track.strategics if track else 1)
    )
    series = case.series
    here = series.get(case.cycle.id, 0)
    done = sum(
        1
        for cycle in case.plan.row(case.person.id)
        if series[cycle] < here and _stage(case.program, cycle) is before
    )
    if done < wanted:
        yield case.hard(
            "sequence",
            f"{case.person.name} has {done} of {_count(wanted, before.label.lower() + ' cycle')} "
            f"before the {stage.label.lower()} cycle {case.cycle.name}",
            f"{before.label.lower()} first",
        )


@rule("Absence", Severity.HARD)
def absence(case: Case) -> Iterator[Finding]:
    """Mentee, mentor and coach are there for at least half of the cycle."""
    days = (case.cycle.end - case.cycle.start).days + 1
    for who in (case.person, *case.helpers()):
        away = _days_away(case.program, who.id, case.cycle.start, case.cycle.end)
        if away * 2 > days:
            yield case.hard(
                "absence",
                f"{who.name} is away for {away} of {days} days of {case.cycle.name}",
                f"{_short(who)} is away",
            )


@rule("Track", Severity.HARD)
def track_eligibility(case: Case) -> Iterator[Finding]:
    """The mentee meets the entry rules of the track, and the host and the cycle's stage are open to it."""
    person, track = case.person, case.program.get(Track, case.person.track)
    if case.host is not None and case.host.tracks and person.track not in case.host.tracks:
        yield case.hard(
            "track_eligibility",
            f"{case.host.name} is not open to the track of {person.name}",
            f"{case.host.name}: other tracks only",
        )
    if track is None:
        return
    if not track.admits(person.level):
        yield case.hard(
            "track_eligibility",
            f"the level of {person.name} does not enter {track.name}",
            f"level: not in {track.name}",
        )
    if track.tenure and (person.start is None or _months(person.start, case.cycle.start) < track.tenure):
        yield case.hard(
            "track_eligibility",
            f"{person.name} has not been here for {_count(track.tenure, 'month')} when {case.cycle.name} starts",
            "too short a time here",
        )
    if track.stages and case.cycle.stage not in track.stages:
        yield case.hard(
            "track_eligibility",
            f"{track.name} has no {case.cycle.stage.label.lower()} stage",
            f"no {case.cycle.stage.label.lower()} stage",
        )


@rule("Taking part", Severity.HARD)
def taking_part(case: Case) -> Iterator[Finding]:
    """Only people who take part are placed, and only mentors and coaches mentor and coach."""
    if case.person.status not in ACTIVE:
        words = f"{case.person.name} does not take part ({case.person.status.label.lower()})"
        yield case.hard("taking_part", words, "does not take part")
    for helper, role in ((case.mentor, Role.MENTOR), (case.coach, Role.COACH)):
        if helper is not None and helper.status not in ACTIVE:
            words = f"{helper.name} does not take part ({helper.status.label.lower()})"
            yield case.hard("taking_part", words, f"{_short(helper)} does not take part")
        elif helper is not None and role not in helper.roles:
            yield case.hard("taking_part", f"{helper.name} is not a {role}", f"{_short(helper)} is not a {role}")


@rule("Cohort", Severity.HARD)
def own_cohort(case: Case) -> Iterator[Finding]:
    """A mentee rotates in the cycles of their own cohort."""
    if case.cycle.cohort and case.person.cohort and case.cycle.cohort != case.person.cohort:
        yield case.hard(
            "own_cohort",
            f"{case.cycle.name} belongs to another cohort than {case.person.name}",
            "another cohort's cycle",
        )


# ---- soft: each costs or earns points ------------------------------------------------------------------------------


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
        away = _days_away(case.program, who.id, case.cycle.start, case.cycle.end)
        if 0 < away * 2 <= days:
            words = f"{who.name} is away for {away} of {days} days of {case.cycle.name}"
            yield case.soft("part_absence", words, f"{_short(who)} away {away} days", -1.0)


# ---- asking the rules ----------------------------------------------------------------------------------------------


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
        if cycle.id not in own or cycle.id in row or _mostly_away(program, person.id, cycle):
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


# ---- small helpers -------------------------------------------------------------------------------------------------


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _short(person: Person) -> str:
    return short_name(person.name)


def _stage(program: Program, cycle: str) -> Stage | None:
    found = program.get(Cycle, cycle)
    return found.stage if found is not None else None


def _days_away(program: Program, person: str, start: date, end: date) -> int:
    """Days between `start` and `end`, both counted, on which the person is away; overlapping absences count once."""
    spans = sorted(
        (max(each.start, start), min(each.end, end))
        for each in program.absences(person)
        if each.start <= end and each.end >= start
    )
    days, reached = 0, start
    for first, last in spans:
        first = max(first, reached)
        if last >= first:
            days += (last - first).days + 1
            reached = last + timedelta(days=1)
    return days


def _mostly_away(program: Program, person: str, cycle: Cycle) -> bool:
    days = (cycle.end - cycle.start).days + 1
    return _days_away(program, person, cycle.start, cycle.end) * 2 > days


def _months(earlier: date, later: date) -> int:
    """Whole months from `earlier` to `later`."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
