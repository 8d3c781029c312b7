"""How much what is set up here is used: people on a track, seats left with a host, skills offered and sought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from program.commands.base import counted
from program.program import Program
from program.records import ACTIVE, Cohort, Cycle, Host, Person, Placement, Project, Skill, Theme, Track


def people_on(program: Program, name: str) -> Mapping[str, int]:
    """How many people have each cohort or track (`name` is the person's field) and take part."""
    return program.index(
        f"people by {name}",
        (Person,),
        lambda: Counter(getattr(person, name) for person in program.of(Person).values() if person.status in ACTIVE),
    )


def cycles_of(program: Program, cohort: str) -> int:
    """How many cycles are a cohort's own."""
    table = program.index("cycles by cohort", (Cycle,), lambda: Counter(cycle.cohort for cycle in program.cycles))
    return table[cohort]


def placed_in(program: Program, name: str) -> Mapping[str, int]:
    """How many placements point to each host, cycle or theme (`name` is the placement's field)."""
    return program.index(
        f"placements by {name}",
        (Placement,),
        lambda: Counter(getattr(placement, name) for placement in program.of(Placement).values()),
    )


def strengths(program: Program, name: str) -> Mapping[str, int]:
    """How many people offer (or seek) each skill."""
    return program.index(
        f"people by {name}",
        (Person,),
        lambda: Counter(each.skill for person in program.of(Person).values() for each in getattr(person, name)),
    )


def hosts_with(program: Program, theme: str) -> int:
    """How many hosts offer a theme."""
    table = program.index(
        "hosts by theme", (Host,), lambda: Counter(each for host in program.of(Host).values() for each in host.themes)
    )
    return table[theme]


# ---- seats ---------------------------------------------------------------------------------------------------------


def free(program: Program, host: Host, cycle: Cycle) -> int:
    """Seats left with a host in a cycle; below 0 when it has more people than seats, or people while it is closed."""
    seats = host.seats if host.open_in(cycle) else 0
    return seats - len(program.plan.seated(host.id, cycle.id))


def seats_words(program: Program, host: Host, cycle: Cycle) -> str:
    """ "2 free", "full", "1 too many", "closed"."""
    left = free(program, host, cycle)
    if left < 0:
        return f"{-left} too many"
    if not host.open_in(cycle):
        return "closed"
    return f"{left} free" if left else "full"


def free_ahead(program: Program, host: Host, today: date) -> tuple[int, int]:
    """Seats free and seats in all, over the cycles that are not over yet."""
    ahead = [cycle for cycle in program.cycles if cycle.end >= today and host.open_in(cycle)]
    return sum(max(0, free(program, host, cycle)) for cycle in ahead), host.seats * len(ahead)


# ---- in words ------------------------------------------------------------------------------------------------------


def of_track(program: Program, track: Track) -> list[str]:
    """Who is on a track, and where it is let in."""
    on = people_on(program, "track")[track.id]
    only = sum(1 for host in program.of(Host).values() if track.id in host.tracks)
    lines = [f"{counted(on, 'person', 'people')} on this track"]
    return lines + ([f"{counted(only, 'host')} named for it"] if only else [])


def of_cohort(program: Program, cohort: Cohort) -> list[str]:
    """Who belongs to a cohort, and its cycles."""
    on = people_on(program, "cohort")[cohort.id]
    return [f"{counted(on, 'person', 'people')} · {counted(cycles_of(program, cohort.id), 'cycle')} of its own"]


def of_cycle(program: Program, cycle: Cycle) -> list[str]:
    """How many are placed in a cycle, and how long it lasts."""
    days = (cycle.end - cycle.start).days + 1
    return [f"{counted(placed_in(program, 'cycle')[cycle.id], 'placement')} · {counted(days, 'day')}"]


def of_host(program: Program, host: Host) -> list[str]:
    """How many placements a host has in all."""
    return [f"{counted(placed_in(program, 'host')[host.id], 'placement')} in all cycles"]


def of_project(program: Program, project: Project) -> list[str]:
    """Whether those named in a project sit where it needs them."""
    places = [(person, cycle) for person in project.mentees for cycle in project.cycles]
    cards = [card for person, cycle in places if (card := program.plan.at(person, cycle)) is not None]
    there = sum(project.host in ("", card.host) and project.mentor in ("", card.mentor) for card in cards)
    return [f"{there} of {counted(len(places), 'place')} filled as it needs them"] if places else []


def of_theme(program: Program, theme: Theme) -> list[str]:
    """Where a theme is used."""
    hosts = counted(hosts_with(program, theme.id), "host")
    return [f"Offered by {hosts} · in {counted(placed_in(program, 'theme')[theme.id], 'placement')}"]


def of_skill(program: Program, skill: Skill) -> list[str]:
    """Who teaches and who wants a skill."""
    offered, sought = strengths(program, "offers")[skill.id], strengths(program, "goals")[skill.id]
    return [f"{counted(offered, 'person', 'people')} can teach it, {sought:,} want to learn it"]
