"""A plan that breaks no rule, laid by hand: cycle by cycle, each mentee the first host and mentor that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

import msgspec

from program.findings import Severity
from program.program import Program
from program.records import ACTIVE, Cycle, Host, Person, Placement, Role
from program.rules import active, case_of
from program.rules.times import mostly_away

TRIES = 40
"""How many hosts, or mentors, are tried before a place stays empty."""


class Filling:
    """Lays placements over a program that has none. It is the arrangement the rules are asked about meanwhile."""

    def __init__(self, program: Program, random: Random) -> None:
        self._program = program
        self._random = random
        self._hard = [each for each, _ in active(program) if each.severity is Severity.HARD]
        self._rows: dict[str, dict[str, Placement]] = {}
        self._seated: dict[tuple[str, str], list[Placement]] = {}
        self._mentored: dict[tuple[str, str], list[Placement]] = {}

    def row(self, person: str) -> Mapping[str, Placement]:
        """The placements of one mentee by cycle."""
        return self._rows.get(person, {})

    def seated(self, host: str, cycle: str) -> tuple[Placement, ...]:
        """Who sits with a host in a cycle."""
        return tuple(self._seated.get((host, cycle), ()))

    def mentored(self, mentor: str, cycle: str) -> tuple[Placement, ...]:
        """Whom a mentor has in a cycle."""
        return tuple(self._mentored.get((mentor, cycle), ()))

    def placements(self, wanted: Callable[[Person, Cycle], bool]) -> Iterator[Placement]:
        """A placement for each wanted mentee and cycle for which there is one without a breach."""
        mentees = [person for person in self._program.people(Role.MENTEE) if person.status in ACTIVE]
        for cycle in self._program.cycles:
            hosts = [host.id for host in self._program.of(Host).values() for _ in range(host.seats)]
            mentors = [each.id for each in self._program.people(Role.MENTOR) for _ in range(each.capacity)]
            self._random.shuffle(hosts)
            self._random.shuffle(mentors)
            for person in self._random.sample(mentees, len(mentees)):
                own = cycle.id in self._program.series(person.cohort)
                if own and wanted(person, cycle) and not mostly_away(self._program, person.id, cycle):
                    yield from self._placed(person, cycle, hosts, mentors)

    def _placed(self, person: Person, cycle: Cycle, hosts: list[str], mentors: list[str]) -> Iterator[Placement]:
        bare = Placement(f"placement-{person.id}-{cycle.id}", person=person.id, cycle=cycle.id)
        seated = self._first(bare, "host", hosts)
        helped = self._first(seated, "mentor", mentors) if seated is not None else None
        if helped is not None:
            self._put(helped)
            hosts.remove(helped.host)
            mentors.remove(helped.mentor)
            yield helped

    def _first(self, bare: Placement, name: str, pool: list[str]) -> Placement | None:
        for id_ in list(dict.fromkeys(pool))[:TRIES]:
            trial = msgspec.structs.replace(bare, **{name: id_})
            if self._fits(trial):
                return trial
        return None

    def _fits(self, trial: Placement) -> bool:
        self._put(trial)
        case = case_of(self._program, self, trial)
        fits = case is not None and not any(True for each in self._hard for _ in each.judge(case))
        self._take(trial)
        return fits

    def _put(self, placement: Placement) -> None:
        self._rows.setdefault(placement.person, {})[placement.cycle] = placement
        self._seated.setdefault((placement.host, placement.cycle), []).append(placement)
        self._mentored.setdefault((placement.mentor, placement.cycle), []).append(placement)

    def _take(self, placement: Placement) -> None:
        del self._rows[placement.person][placement.cycle]
        self._seated[placement.host, placement.cycle].remove(placement)
        self._mentored[placement.mentor, placement.cycle].remove(placement)
