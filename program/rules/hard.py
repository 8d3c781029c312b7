"""The hard rules: they must hold, or be overridden with a reason that goes into the decision log."""

from __future__ import annotations

from collections.abc import Iterator

from program.findings import Finding, Severity
from program.names import counted
from program.records import ACTIVE, Cycle, Host, Involvement, Person, Role, Stage, Track
from program.rules.case import Case, Scope, Topic, rule, short, stage_of
from program.rules.lookups import opted_out, projects_of
from program.rules.times import days_away, months_between


@rule("Seats", Severity.HARD, Scope.CELL, Topic.PLACES)
def seat_limit(case: Case) -> Iterator[Finding]:
    """A host takes no more mentees in a cycle than it has seats."""
    if case.host is None:
        return
    there = len(case.plan.seated(case.host.id, case.cycle.id))
    if there > case.host.seats:
        yield case.hard(
            "seat_limit",
            f"{case.host.name} has {counted(case.host.seats, 'seat')} in {case.cycle.name} "
            f"and {counted(there, 'person', 'people')}",
            f"{case.host.name} is full",
        )


@rule("Open hosts", Severity.HARD, Scope.CELL, Topic.PLACES)
def host_open(case: Case) -> Iterator[Finding]:
    """A host takes mentees only in cycles in which it is open."""
    host, cycle = case.host, case.cycle
    if host is not None and not host.open_in(cycle):
        yield case.hard("host_open", f"{host.name} is closed in {cycle.name}", f"{host.name} is closed")


@rule("Host's stages", Severity.HARD, Scope.CELL, Topic.PLACES)
def stage_fit(case: Case) -> Iterator[Finding]:
    """A host takes mentees only in cycles of its stages."""
    host, stage = case.host, case.cycle.stage
    if host is not None and host.stages and stage not in host.stages:
        words = f"{host.name} takes nobody in a {stage.label.lower()} cycle such as {case.cycle.name}"
        yield case.hard("stage_fit", words, f"{host.name}: not {stage.label.lower()}")


@rule("Mentor capacity", Severity.HARD, Scope.CELL, Topic.MEETINGS)
def mentor_capacity(case: Case) -> Iterator[Finding]:
    """A mentor has no more mentees in a cycle than the promised capacity."""
    if case.mentor is None:
        return
    there = len(case.plan.mentored(case.mentor.id, case.cycle.id))
    if there > case.mentor.capacity:
        yield case.hard(
            "mentor_capacity",
            f"{case.mentor.name} can take {counted(case.mentor.capacity, 'mentee')} in {case.cycle.name} "
            f"and has {there}",
            f"{short(case.mentor)} is at capacity",
        )


@rule("Mentor hours", Severity.HARD, Scope.CELL, Topic.MEETINGS)
def mentor_hours(case: Case) -> Iterator[Finding]:
    """A mentor's mentees take no more hours in a cycle than the mentor has promised (hours by involvement: charter)."""
    mentor = case.mentor
    if mentor is None or not mentor.hours:
        return
    charter = case.program.charter
    each = {
        Involvement.BURST: charter.burst_hours,
        Involvement.STANDARD: charter.standard_hours,
        Involvement.EXTENDED: charter.extended_hours,
    }[mentor.involvement]
    there = len(case.plan.mentored(mentor.id, case.cycle.id))
    if there * each > mentor.hours:
        yield case.hard(
            "mentor_hours",
            f"{mentor.name} has promised {counted(mentor.hours, 'hour')} and {counted(there, 'mentee')} "
            f"in {case.cycle.name} would take {there * each}",
            f"{short(mentor)} has no hours left",
        )


@rule("Conflicts", Severity.HARD, Scope.CELL, Topic.MEETINGS)
def conflict(case: Case) -> Iterator[Finding]:
    """Two people between whom a conflict stands are not matched."""
    for helper in case.helpers():
        for each in case.program.conflicts(case.person.id):
            if helper.id in (each.first, each.second) and (each.until is None or each.until >= case.cycle.start):
                yield case.hard(
                    "conflict",
                    f"a conflict stands between {case.person.name} and {helper.name}",
                    f"conflict with {short(helper)}",
                )
                break


@rule("Reporting line", Severity.HARD, Scope.PAIR, Topic.MEETINGS)
def reporting_line(case: Case) -> Iterator[Finding]:
    """Nobody is mentored or coached by someone above or below them in the reporting line (levels: charter)."""
    levels = case.program.charter.line_levels
    for helper in case.helpers():
        if helper.id in case.program.managers_above(case.person.id, levels):
            yield case.hard(
                "reporting_line", f"{case.person.name} reports to {helper.name}", f"reports to {short(helper)}"
            )
        elif case.person.id in case.program.managers_above(helper.id, levels):
            yield case.hard(
                "reporting_line", f"{helper.name} reports to {case.person.name}", f"{short(helper)} reports to them"
            )


@rule("Opt-outs", Severity.HARD, Scope.CELL, Topic.MEETINGS)
def opt_out(case: Case) -> Iterator[Finding]:
    """Nobody is placed with a person or a host, or in a cycle, to which they or the other have said never."""
    program, person, cycle = case.program, case.person, case.cycle
    for helper in case.helpers():
        if opted_out(program, person.id, helper.id, cycle.id) or opted_out(program, helper.id, person.id, cycle.id):
            words = f"an opt-out stands between {person.name} and {helper.name}"
            yield case.hard("opt_out", words, f"opt-out: {short(helper)}")
    if case.host is not None and opted_out(program, person.id, case.host.id, cycle.id):
        words = f"an opt-out stands between {person.name} and {case.host.name}"
        yield case.hard("opt_out", words, f"opt-out: {case.host.name}")
    if opted_out(program, person.id, "", cycle.id):
        yield case.hard("opt_out", f"{person.name} sits {cycle.name} out", "sits this cycle out")


@rule("Critical projects", Severity.HARD, Scope.CELL, Topic.PLACES)
def critical_project(case: Case) -> Iterator[Finding]:
    """Who is named in a critical project sits with its host and its mentor in its cycles."""
    for project in projects_of(case.program, case.person.id, case.cycle.id):
        if project.host and case.host is not None and case.host.id != project.host:
            name = case.program.title(Host, project.host)
            words = f"{case.person.name} is needed in {name} in {case.cycle.name} for {project.name}"
            yield case.hard("critical_project", words, f"needed in {name}")
        if project.mentor and case.mentor is not None and case.mentor.id != project.mentor:
            name = case.program.title(Person, project.mentor)
            words = f"{case.person.name} works with {name} in {case.cycle.name} on {project.name}"
            yield case.hard("critical_project", words, f"works with {name}")


@rule("Not oneself", Severity.HARD, Scope.PAIR, Topic.MEETINGS)
def not_oneself(case: Case) -> Iterator[Finding]:
    """Nobody is their own mentor or coach."""
    if any(helper.id == case.person.id for helper in case.helpers()):
        yield case.hard("not_oneself", f"{case.person.name} would mentor themself", "the same person")


@rule("New mentor", Severity.HARD, Scope.ROW, Topic.MEETINGS)
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
                f"again with {short(case.mentor)}",
            )
            return


@rule("New host", Severity.HARD, Scope.ROW, Topic.PLACES)
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


@rule("Sequence", Severity.HARD, Scope.ROW, Topic.PLACES, row=True)
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
    done = sum(stage_of(case.program, other.cycle) is before for other in case.earlier())
    if done < wanted:
        yield case.hard(
            "sequence",
            f"{case.person.name} has {done} of {counted(wanted, before.label.lower() + ' cycle')} "
            f"before the {stage.label.lower()} cycle {case.cycle.name}",
            f"{before.label.lower()} first",
        )


@rule("Prerequisites", Severity.HARD, Scope.ROW, Topic.PLACES, row=True)
def prerequisite(case: Case) -> Iterator[Finding]:
    """A mentee comes to a host only after one of those that come before it."""
    host = case.host
    if host is None or not host.after:
        return
    if not any(other.host in host.after for other in case.earlier()):
        first = " or ".join(case.program.title(Host, each) for each in host.after)
        yield case.hard("prerequisite", f"{host.name} comes after {first} for {case.person.name}", f"{first} first")


@rule("Absence", Severity.HARD, Scope.CELL, Topic.PLACES)
def absence(case: Case) -> Iterator[Finding]:
    """Mentee, mentor and coach are there for at least half of the cycle."""
    days = (case.cycle.end - case.cycle.start).days + 1
    for who in (case.person, *case.helpers()):
        away = days_away(case.program, who.id, case.cycle.start, case.cycle.end)
        if away * 2 > days:
            yield case.hard(
                "absence",
                f"{who.name} is away for {away} of {days} days of {case.cycle.name}",
                f"{short(who)} is away",
            )


@rule("Track", Severity.HARD, Scope.CELL, Topic.PLACES)
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
    if track.tenure and (person.start is None or months_between(person.start, case.cycle.start) < track.tenure):
        yield case.hard(
            "track_eligibility",
            f"{person.name} has not been here for {counted(track.tenure, 'month')} when {case.cycle.name} starts",
            "too short a time here",
        )
    if track.stages and case.cycle.stage not in track.stages:
        yield case.hard(
            "track_eligibility",
            f"{track.name} has no {case.cycle.stage.label.lower()} stage",
            f"no {case.cycle.stage.label.lower()} stage",
        )


@rule("Taking part", Severity.HARD, Scope.CELL, Topic.MEETINGS)
def taking_part(case: Case) -> Iterator[Finding]:
    """Only people who take part are placed, and only mentors and coaches mentor and coach."""
    if case.person.status not in ACTIVE:
        words = f"{case.person.name} does not take part ({case.person.status.label.lower()})"
        yield case.hard("taking_part", words, "does not take part")
    for helper, role in ((case.mentor, Role.MENTOR), (case.coach, Role.COACH)):
        if helper is not None and helper.status not in ACTIVE:
            words = f"{helper.name} does not take part ({helper.status.label.lower()})"
            yield case.hard("taking_part", words, f"{short(helper)} does not take part")
        elif helper is not None and role not in helper.roles:
            yield case.hard("taking_part", f"{helper.name} is not a {role}", f"{short(helper)} is not a {role}")


@rule("Cohort", Severity.HARD, Scope.CELL, Topic.PLACES)
def own_cohort(case: Case) -> Iterator[Finding]:
    """A mentee rotates in the cycles of their own cohort."""
    if case.cycle.cohort and case.person.cohort and case.cycle.cohort != case.person.cohort:
        yield case.hard(
            "own_cohort",
            f"{case.cycle.name} belongs to another cohort than {case.person.name}",
            "another cohort's cycle",
        )
