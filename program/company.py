"""Whom and where somebody meets in the rotation, and how much of that company is new to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

import msgspec

from program.program import Program
from program.records import Host, Person, Placement

#: Whom, or where, somebody meets in a placement.
Meetings = Callable[[Program, Placement, str], Iterable[str]]


class Company(msgspec.Struct, frozen=True):
    """Meetings with mentors, hosts or peers, one for each placement and each of them: how many there were, and how many
    were with somebody never met in that way in any cycle before, in any cohort. `ids` are those met."""

    ids: tuple[str, ...]
    met: int
    new: int

    @property
    def novelty(self) -> float | None:
        """The share of new company in percent; None without any."""
        return 100 * self.new / self.met if self.met else None


def company(program: Program, person: str, own: Collection[str], whom: Meetings) -> Company:
    """Somebody's meetings in their `own` placements; earlier ones in which they mentored count as known."""
    counted: Counter[str] = Counter()
    new = 0
    before: set[str] = set()
    for cycle in program.cycles:
        now: set[str] = set()
        mine = program.plan.at(person, cycle.id)
        for placement in (*((mine,) if mine is not None else ()), *program.plan.mentored(person, cycle.id)):
            for other in whom(program, placement, person):
                now.add(other)
                if placement.id in own:
                    counted[other] += 1
                    new += other not in before
        before |= now
    return Company(tuple(counted), counted.total(), new)


def with_mentors(program: Program, placement: Placement, person: str) -> Iterable[str]:
    """Whom somebody meets one to one in a placement, as mentee or as mentor."""
    other = placement.mentor if placement.person == person else placement.person
    return (other,) if program.get(Person, other) is not None else ()


def with_hosts(program: Program, placement: Placement, person: str) -> Iterable[str]:
    return (placement.host,) if placement.person == person and program.get(Host, placement.host) is not None else ()


def with_peers(program: Program, placement: Placement, person: str) -> Iterable[str]:
    """Who sits at the same host in the same cycle."""
    if placement.person != person or not placement.host:
        return ()
    there = program.plan.seated(placement.host, placement.cycle)
    return sorted({each.person for each in there} - {person})
