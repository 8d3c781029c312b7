"""The soft rules about the way through the plan: what depends on other cycles, and on who is away. Each has points.

Rules about a mentee's other cycles look at earlier ones only, so that the sum over a row does not depend on the order
in which its cards are judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from program.findings import Finding, Severity
from program.program import Program
from program.records import Cycle, Host, Involvement, Theme, Track
from program.rules.case import Case, Scope, Topic, rule, short
from program.rules.shares import fair_shares
from program.rules.times import days_away


@rule("New function", Severity.SOFT, Scope.ROW, Topic.PLACES)
def new_function(case: Case) -> Iterator[Finding]:
    """A function the mentee has not met in an earlier cycle: 2 points; one met already, or their own, costs 1."""
    if case.host is None or not case.host.function:
        return
    function = case.host.function
    if function.casefold() == case.person.unit.casefold():
        yield case.soft("new_function", f"{function} is their own function", "their own function", -1.0)
    elif any(host.function.casefold() == function.casefold() for host in _hosts_before(case)):
        yield case.soft("new_function", f"{function} was seen before", "function seen before", -1.0)
    else:
        yield case.soft("new_function", f"{function} is a new function", "new function", 2.0)


@rule("First time together", Severity.SOFT, Scope.ROW, Topic.MEETINGS)
def first_meeting(case: Case) -> Iterator[Finding]:
    """Mentee and mentor have not been together in any earlier cycle: 1 point."""
    if case.mentor is not None and all(other.mentor != case.mentor.id for other in case.earlier()):
        yield case.soft("first_meeting", f"first time with {case.mentor.name}", "first time together", 1.0)


@rule("Track themes", Severity.SOFT, Scope.ROW, Topic.PLACES)
def track_theme(case: Case) -> Iterator[Finding]:
    """Each theme of the mentee's track that the host brings and no earlier host brought: 1 point."""
    track = case.program.get(Track, case.person.track)
    if case.host is None or track is None or not track.themes or not case.host.themes:
        return
    met = {theme for host in _hosts_before(case) for theme in host.themes}
    fresh = [theme for theme in dict.fromkeys(track.themes) if theme in case.host.themes and theme not in met]
    if fresh:
        names = ", ".join(case.program.title(Theme, theme) for theme in fresh[:2])
        words = f"{case.host.name} brings {names}, which {track.name} asks for"
        yield case.soft("track_theme", words, "theme of the track", float(len(fresh)))


@rule("Involvement", Severity.SOFT, Scope.MENTOR, Topic.WHOLE)
def involvement(case: Case) -> Iterator[Finding]:
    """A mentor who promised a burst serves no two cycles in a row: minus 1."""
    mentor = case.mentor
    if mentor is None or mentor.involvement is not Involvement.BURST:
        return
    cycles, here = case.program.cycles, _order(case.program)[case.cycle.id]
    beside = (*cycles[max(0, here - 1) : here], *cycles[here + 1 : here + 2])
    if any(case.plan.mentored(mentor.id, cycle.id) for cycle in beside):
        yield case.soft("involvement", f"{mentor.name} promised a burst, not two cycles running", "burst mentor", -1.0)


@rule("Spread of mentors", Severity.SOFT, Scope.MENTOR, Topic.WHOLE)
def spread(case: Case) -> Iterator[Finding]:
    """Each placement of a mentor beyond the fair share of all places, by capacity: minus 1."""
    mentor = case.mentor
    if mentor is None:
        return
    share = fair_shares(case.program).get(mentor.id, 0)
    earlier = case.program.cycles[: _order(case.program)[case.cycle.id]]
    before = sum(len(case.plan.mentored(mentor.id, cycle.id)) for cycle in earlier)
    if before < share:
        there = case.plan.mentored(mentor.id, case.cycle.id)
        before += sum(other.person < case.person.id for other in there)
    if before >= share:
        words = f"{mentor.name} has more placements than a fair share of {share}"
        yield case.soft("spread", words, f"beyond {short(mentor)}'s share", -1.0)


@rule("Part of the cycle", Severity.SOFT, Scope.CELL, Topic.PLACES)
def part_absence(case: Case) -> Iterator[Finding]:
    """Mentee, mentor or coach is away for part of the cycle, up to half of it: minus 1 for each."""
    days = (case.cycle.end - case.cycle.start).days + 1
    for who in (case.person, *case.helpers()):
        away = days_away(case.program, who.id, case.cycle.start, case.cycle.end)
        if 0 < away * 2 <= days:
            words = f"{who.name} is away for {away} of {days} days of {case.cycle.name}"
            yield case.soft("part_absence", words, f"{short(who)} away {away} days", -1.0)


def _hosts_before(case: Case) -> Iterator[Host]:
    """The hosts of the mentee's earlier cycles."""
    for other in case.earlier():
        if other.host and (host := case.program.get(Host, other.host)) is not None:
            yield host


def _order(program: Program) -> Mapping[str, int]:
    """Place of each cycle in time."""
    return program.index("order", (Cycle,), lambda: {cycle.id: place for place, cycle in enumerate(program.cycles)})
