"""A plan that breaks no rule, laid by hand: cycle by cycle, each mentee the first host and mentor that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random

import msgspec

from program.findings import Severity
from program.planning.bans import hours
from program.program import Program
from program.records import ACTIVE, Cycle, Host, Person, Placement, Project, Role
from program.rules import active, case_of
from program.rules.times import mostly_away

TRIES = 40
"""How many hosts, or mentors, are tried before a place stays empty."""


class Filling:
    """Lays placements over a program that has none. It is the arrangement the rules are asked about meanwhile."""

    def __init__(self, program: Program, random: Random, projects: Iterable[Project] = ()) -> None:
        self._program = program
        self._random = random
        self._hard = [each for each, _ in active(program) if each.severity is Severity.HARD]
        self._asked = {
            (person, cycle): project for project in projects for person in project.mentees for cycle in project.cycles
        }
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
            mentors = [
                each.id
                for each in self._program.people(Role.MENTOR)
                if not mostly_away(self._program, each.id, cycle)
                for _ in range(self._room(each))
            ]
            self._random.shuffle(hosts)
            self._random.shuffle(mentors)
            self._random.shuffle(mentees)
            for person in sorted(mentees, key=lambda person: (person.id, cycle.id) not in self._asked):
                own = cycle.id in self._program.series(person.cohort)
                if own and wanted(person, cycle) and not mostly_away(self._program, person.id, cycle):
                    yield from self._placed(person, cycle, hosts, mentors)

    def _room(self, mentor: Person) -> int:
        each = hours(self._program.charter, mentor.involvement)
        return min(mentor.capacity, mentor.hours // each) if mentor.hours and each else mentor.capacity

    def _placed(self, person: Person, cycle: Cycle, hosts: list[str], mentors: list[str]) -> Iterator[Placement]:
        bare = Placement(f"placement-{person.id}-{cycle.id}", person=person.id, cycle=cycle.id)
        project = self._asked.get((person.id, cycle.id), Project("", name=""))
        host = self._first(bare, "host", [project.host] if project.host in hosts else hosts)
        sought = [project.mentor] if project.mentor in mentors else mentors
        helped = self._first(msgspec.structs.replace(bare, host=host), "mentor", sought) if host else ""
        if helped:
            placement = msgspec.structs.replace(bare, host=host, mentor=helped)
            self._put(placement)
            hosts.remove(host)
            mentors.remove(helped)
            yield placement

    def _first(self, bare: Placement, name: str, pool: list[str]) -> str:
        """The first of the pool that fits as host, or mentor; what a project demands of the other is left for later."""
        for id_ in list(dict.fromkeys(pool))[:TRIES]:
            if self._breaks_nothing(msgspec.structs.replace(bare, **{name: id_})):
                return id_
        return ""

    def fits(self, person: Person, cycle: Cycle, host: str, mentor: str) -> bool:
        """Whether a placement would break no rule."""
        return self._breaks_nothing(Placement("trial", person=person.id, cycle=cycle.id, host=host, mentor=mentor))

    def _breaks_nothing(self, trial: Placement) -> bool:
        self._put(trial)
        case = case_of(self._program, self, trial)
        found = case is None or any(
            trial.mentor or finding.rule != "critical_project" for each in self._hard for finding in each.judge(case)
        )
        self._take(trial)
        return not found

    def _put(self, placement: Placement) -> None:
        self._rows.setdefault(placement.person, {})[placement.cycle] = placement
        self._seated.setdefault((placement.host, placement.cycle), []).append(placement)
        self._mentored.setdefault((placement.mentor, placement.cycle), []).append(placement)

    def _take(self, placement: Placement) -> None:
        del self._rows[placement.person][placement.cycle]
        self._seated[placement.host, placement.cycle].remove(placement)
        self._mentored[placement.mentor, placement.cycle].remove(placement)
