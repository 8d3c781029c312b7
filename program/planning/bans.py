"""The hard rules in whole numbers: who, where and when is forbidden, how much room there is, what the kernel counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product

import numpy as np

from program.planning.making import Making, counterpart
from program.program import Program
from program.records import (
    ACTIVE,
    Charter,
    Conflict,
    Cycle,
    Involvement,
    Person,
    Preference,
    Project,
    Role,
    Track,
    Wish,
)
from program.rules.times import months_between

# ---- room ------------------------------------------------------------------------------------------------------------


@counterpart
def seat_limit(making: Making, _weight: float) -> None:
    """Seats of each host; the kernel counts who sits there."""
    making.limits["seats"] = True
    _at_most(making.seats, [host.seats for host in making.hosts])


@counterpart
def mentor_capacity(making: Making, _weight: float) -> None:
    """Capacity of each mentor; the kernel counts the mentees."""
    making.limits["capacity"] = True
    _at_most(making.capacity, [mentor.capacity for mentor in making.mentors])


@counterpart
def mentor_hours(making: Making, _weight: float) -> None:
    """As many mentees as fit into the hours: one more limit of capacity."""
    making.limits["capacity"] = True
    for m, mentor in enumerate(making.mentors):
        each = hours(making.program.charter, mentor.involvement)
        if mentor.hours and each:
            making.capacity[m] = np.minimum(making.capacity[m], mentor.hours // each)


def hours(charter: Charter, involvement: Involvement) -> int:
    """Hours a mentee takes of a mentor in a cycle."""
    return {
        Involvement.BURST: charter.burst_hours,
        Involvement.STANDARD: charter.standard_hours,
        Involvement.EXTENDED: charter.extended_hours,
    }[involvement]


def _at_most(room: np.ndarray, most: list[int]) -> None:
    np.minimum(room, np.array(most, np.int64).reshape(-1, 1), out=room)


# ---- hosts -----------------------------------------------------------------------------------------------------------


@counterpart
def host_open(making: Making, _weight: float) -> None:
    """A closed host is forbidden to everyone and has no seats."""
    for h, host in enumerate(making.hosts):
        making.seat_ban[:, h] |= making.bits(lambda cycle, host=host: not host.open_in(cycle))  # type: ignore[misc]


@counterpart
def stage_fit(making: Making, _weight: float) -> None:
    """A host is forbidden in cycles of other stages than its own."""
    for h, host in enumerate(making.hosts):
        if host.stages:
            stages = host.stages
            making.seat_ban[:, h] |= making.bits(lambda cycle, stages=stages: cycle.stage not in stages)  # type: ignore[misc]


@counterpart
def repeat_host(making: Making, _weight: float) -> None:
    """The kernel counts."""
    making.limits["host_once"] = True


@counterpart
def prerequisite(making: Making, _weight: float) -> None:
    """The kernel counts."""
    making.limits["prerequisite"] = True


@counterpart
def sequence(making: Making, _weight: float) -> None:
    """The kernel counts."""
    making.limits["sequence"] = True


# ---- mentee and helper -----------------------------------------------------------------------------------------------


@counterpart
def repeat_mentor(making: Making, _weight: float) -> None:
    """The kernel counts."""
    making.limits["window"] = making.program.charter.repeat_window


@counterpart
def conflict(making: Making, _weight: float) -> None:
    """Two people with a conflict may not meet until it ends; nor, as the rule reads, either of them themself."""
    for each in making.program.of(Conflict).values():
        until = each.until
        bits = making.bits(lambda cycle, until=until: until is None or until >= cycle.start)  # type: ignore[misc]
        for one, other in product((each.first, each.second), repeat=2):
            making.apart(one, other, bits)


@counterpart
def reporting_line(making: Making, _weight: float) -> None:
    """People above and below each other may not meet."""
    program, levels = making.program, making.program.charter.line_levels
    for person in {*making.frame.mentees, *making.frame.mentors, *making.frame.coaches}:
        for above in program.managers_above(person, levels):
            making.apart(person, above, making.every)
            making.apart(above, person, making.every)


@counterpart
def not_oneself(making: Making, _weight: float) -> None:
    """Nobody meets themself."""
    for mentee in making.frame.mentees:
        making.apart(mentee, mentee, making.every)


@counterpart
def opt_out(making: Making, _weight: float) -> None:
    """Who said never does not meet the other, does not come to the host, or sits the cycle out."""
    frame = making.frame
    for wish in making.program.of(Preference).values():
        if wish.wish is not Wish.NEVER:
            continue
        bits = making.bits(lambda cycle, wish=wish: wish.cycle in ("", cycle.id))  # type: ignore[misc]
        if wish.other:
            making.apart(wish.person, wish.other, bits)
            making.apart(wish.other, wish.person, bits)
        row = frame.mentee.get(wish.person)
        if row is None:
            continue
        if wish.host in frame.host:
            making.seat_ban[row, frame.host[wish.host]] |= bits
        if wish.cycle and not wish.other and not wish.host:
            making.slot_ban[row] |= bits


@counterpart
def critical_project(making: Making, _weight: float) -> None:
    """In the cycles of a project its mentees have no other host and no other mentor than the project's."""
    frame = making.frame
    for project in making.program.of(Project).values():
        if not project.critical:
            continue
        bits = making.bits(lambda cycle, project=project: cycle.id in project.cycles)  # type: ignore[misc]
        rows = [frame.mentee[id_] for id_ in dict.fromkeys(project.mentees) if id_ in frame.mentee]
        for tables, index, wanted in (
            (making.seat_ban, frame.host, project.host),
            (making.pair_ban, frame.mentor, project.mentor),
        ):
            if wanted:
                others = np.ones(len(index), bool)
                if wanted in index:
                    others[index[wanted]] = False
                for row in rows:
                    tables[row, others] |= bits


# ---- the mentee's own cycles -----------------------------------------------------------------------------------------


@counterpart
def absence(making: Making, _weight: float) -> None:
    """Nobody is placed, mentors or coaches in a cycle in which they are mostly away."""
    for row, mentee in enumerate(making.frame.mentees):
        making.slot_ban[row] |= making.bits_away(mentee)
    for m, mentor in enumerate(making.frame.mentors):
        if bits := making.bits_away(mentor):
            making.pair_ban[:, m] |= bits
    for coach in making.frame.coaches:
        making.no_coach(coach, making.bits_away(coach))


@counterpart
def taking_part(making: Making, _weight: float) -> None:
    """Only those who take part are placed; only mentors and coaches who take part mentor and coach."""
    for row, mentee in enumerate(making.mentees):
        if mentee.status not in ACTIVE:
            making.slot_ban[row] |= making.every
    for m, mentor in enumerate(making.mentors):
        if not _serves(mentor, Role.MENTOR):
            making.pair_ban[:, m] |= making.every
    for coach in making.coaches:
        if not _serves(coach, Role.COACH):
            making.no_coach(coach.id, making.every)


def _serves(person: Person, role: Role) -> bool:
    return person.status in ACTIVE and role in person.roles


@counterpart
def track_eligibility(making: Making, _weight: float) -> None:
    """The track decides about cycles by its own rules, and about hosts by theirs."""
    barred = _barred(making)
    for row, mentee in enumerate(making.mentees):
        making.slot_ban[row] |= barred(mentee)
    tracks = np.array([mentee.track for mentee in making.mentees], object)
    for h, host in enumerate(making.hosts):
        if host.tracks:
            making.seat_ban[~np.isin(tracks, host.tracks), h] |= making.every


def _barred(making: Making) -> Callable[[Person], int]:
    """The cycles a mentee's track forbids; looked up for equal mentees."""
    program: Program = making.program

    def barred(person: Person) -> int:
        track = program.get(Track, person.track)
        if track is None:
            return 0
        if not track.admits(person.level):
            return making.every
        return _by_stage(track.id) | (_by_tenure(track.tenure, person) if track.tenure else 0)

    @cache
    def _by_stage(id_: str) -> int:
        stages = program.of(Track)[id_].stages
        return making.bits(lambda cycle: bool(stages) and cycle.stage not in stages)

    def _by_tenure(tenure: int, person: Person) -> int:
        start = person.start
        return making.every if start is None else making.bits(lambda c: months_between(start, c.start) < tenure)

    return barred


@counterpart
def own_cohort(making: Making, _weight: float) -> None:
    """Cycles of other cohorts are forbidden."""

    @cache
    def foreign(cohort: str) -> int:
        def other(cycle: Cycle) -> bool:
            return bool(cycle.cohort and cohort) and cycle.cohort != cohort

        return making.bits(other)

    for row, mentee in enumerate(making.mentees):
        making.slot_ban[row] |= foreign(mentee.cohort)
