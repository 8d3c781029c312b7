"""The rotation plan as it may be handed out: who is where in every cycle, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from program import rules
from program.findings import Finding, Severity
from program.names import short_name
from program.program import Program
from program.records import ACTIVE, SETTLED, Cohort, Cycle, Host, Person, Placement, Role, Tier
from program.views_reader import Reader


class PlanCycle(msgspec.Struct, frozen=True):
    """One column of the plan: `placed` of `expected` mentees, `taken` of `seats` with the hosts that are open."""

    name: str
    start: date
    end: date
    stage: str
    placed: int
    expected: int
    seats: int
    taken: int

    @property
    def free(self) -> int:
        """Seats nobody has; never negative."""
        return max(0, self.seats - self.taken)


class PlanCell(msgspec.Struct, frozen=True):
    """One mentee in one cycle. `warnings` are the hard findings against it, each short enough for a cell."""

    host: str
    colour: int
    mentor: str
    coach: str
    theme: str
    project: str
    settled: bool
    pinned: bool
    warnings: tuple[str, ...]


class PlanRow(msgspec.Struct, frozen=True):
    """One mentee: a cell per cycle, or None with the reason in `gaps` ("unplaced", "away", or nothing expected)."""

    name: str
    unit: str
    cells: tuple[PlanCell | None, ...]
    gaps: tuple[str, ...]
    met: int


class HostCell(msgspec.Struct, frozen=True):
    """Who sits with one host in one cycle."""

    people: tuple[str, ...]
    seats: int
    open: bool


class HostRow(msgspec.Struct, frozen=True):
    """One host with a cell per cycle."""

    name: str
    function: str
    unit: str
    colour: int
    cells: tuple[HostCell, ...]


class PlanView(msgspec.Struct, frozen=True):
    """All that a printed rotation plan may say. `against` are the hard findings in words, each said once."""

    program: str
    organisation: str
    cohort: str
    breadth: int
    cycles: tuple[PlanCycle, ...]
    rows: tuple[PlanRow, ...]
    hosts: tuple[HostRow, ...]
    against: tuple[str, ...]
    settled: int

    @property
    def placed(self) -> int:
        """Placements in all cycles together."""
        return sum(cycle.placed for cycle in self.cycles)

    @property
    def expected(self) -> int:
        """Places that should be filled in all cycles together."""
        return sum(cycle.expected for cycle in self.cycles)

    @property
    def free(self) -> int:
        """Seats nobody has, in all cycles together."""
        return sum(cycle.free for cycle in self.cycles)


def plan(program: Program, tier: Tier = Tier.PROGRAM, cohort: str = "") -> PlanView:
    """The plan of one cohort (its id), or of everyone. Raises NotForThisReader when `tier` may not know names."""
    reader = Reader(program, tier)
    reader.require_names(Person)
    reader.require_names(Host)
    series = program.series(cohort)
    cycles = tuple(cycle for cycle in program.cycles if not cohort or cycle.id in series)
    people = _people(program, cohort, {cycle.id for cycle in cycles})
    shown = {person.id for person in people}
    judged = _findings(program, shown, cycles)
    missing = {(f.person, f.cycle) for f in rules.unplaced(program)}
    hosts = sorted(program.of(Host).values(), key=lambda host: (host.name.casefold(), host.id))
    placements = [p for person in people for p in program.plan.row(person.id).values() if p.cycle in judged.cycles]
    return PlanView(
        program=reader.words(program.charter, "name"),
        organisation=reader.words(program.charter, "organisation"),
        cohort=reader.words(program.get(Cohort, cohort), "name"),
        breadth=reader.value(program.charter, "breadth"),
        cycles=tuple(_cycle(reader, cycle, placements, missing, shown, hosts) for cycle in cycles),
        rows=tuple(_row(reader, person, cycles, judged, missing) for person in people),
        hosts=tuple(_host(reader, host, cycles) for host in hosts),
        against=judged.words,
        settled=sum(placement.state in SETTLED for placement in placements),
    )


def exposure(program: Program, person: str) -> frozenset[str]:
    """The functions a mentee meets in all cycles together, through the hosts."""
    met = (program.get(Host, placement.host) for placement in program.plan.row(person).values())
    return frozenset(host.function for host in met if host is not None and host.function)


class _Judged(msgspec.Struct, frozen=True):
    """What the rules say against the shown part of the plan: in short by placement, and in words, each once."""

    cycles: frozenset[str]
    short: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...]


def _people(program: Program, cohort: str, cycles: set[str]) -> list[Person]:
    """Mentees who take part, and everyone placed in these cycles, by name."""
    found = {person.id: person for person in program.people(Role.MENTEE) if person.status in ACTIVE}
    for id_ in program.plan.people():
        if not cycles.isdisjoint(program.plan.row(id_)):
            found[id_] = program.of(Person)[id_]
    wanted = (person for person in found.values() if not cohort or person.cohort == cohort)
    return sorted(wanted, key=lambda person: (person.name.casefold(), person.id))


def _findings(program: Program, people: set[str], cycles: Iterable[Cycle]) -> _Judged:
    within = frozenset(cycle.id for cycle in cycles)
    order = {cycle.id: place for place, cycle in enumerate(program.cycles)}
    short: dict[str, tuple[str, ...]] = {}
    found: list[Finding] = []
    for person in people:
        for placement in program.plan.row(person).values():
            if placement.cycle not in within:
                continue
            hard = [f for f in rules.findings(program, program.plan, placement) if f.severity is Severity.HARD]
            if hard:
                short[placement.id] = tuple(dict.fromkeys(f.short for f in hard))
                found.extend(hard)
    found.sort(key=lambda f: (order[f.cycle], f.rule, f.words))
    return _Judged(within, short, tuple(dict.fromkeys(f.words[:1].upper() + f.words[1:] for f in found)))


def _cycle(
    reader: Reader,
    cycle: Cycle,
    placements: list[Placement],
    missing: set[tuple[str, str]],
    shown: set[str],
    hosts: list[Host],
) -> PlanCycle:
    here = [placement for placement in placements if placement.cycle == cycle.id]
    lacking = sum(1 for person, where in missing if where == cycle.id and person in shown)
    open_ = {host.id: reader.value(host, "seats") for host in hosts if host.open_in(cycle)}
    return PlanCycle(
        name=reader.words(cycle, "name"),
        start=cycle.start,
        end=cycle.end,
        stage=reader.words(cycle, "stage"),
        placed=len(here),
        expected=len(here) + lacking,
        seats=sum(open_.values()),
        taken=sum(min(seats, len(reader.program.plan.seated(host, cycle.id))) for host, seats in open_.items()),
    )


def _row(
    reader: Reader, person: Person, cycles: tuple[Cycle, ...], judged: _Judged, missing: set[tuple[str, str]]
) -> PlanRow:
    row = reader.program.plan.row(person.id)
    own = reader.program.series(person.cohort)
    gaps = []
    for cycle in cycles:
        if cycle.id in row or person.status not in ACTIVE or cycle.id not in own:
            gaps.append("")
        else:
            gaps.append("unplaced" if (person.id, cycle.id) in missing else "away")
    return PlanRow(
        name=reader.words(person, "name"),
        unit=reader.words(person, "unit"),
        cells=tuple(_cell(reader, row.get(cycle.id), judged) for cycle in cycles),
        gaps=tuple(gaps),
        met=len(exposure(reader.program, person.id)),
    )


def _cell(reader: Reader, placement: Placement | None, judged: _Judged) -> PlanCell | None:
    if placement is None:
        return None
    return PlanCell(
        host=reader.words(placement, "host"),
        colour=reader.colours().get(placement.host, 0),
        mentor=short_name(reader.words(placement, "mentor")),
        coach=short_name(reader.words(placement, "coach")),
        theme=reader.words(placement, "theme"),
        project=reader.words(placement, "project"),
        settled=placement.state in SETTLED,
        pinned=placement.pinned,
        warnings=judged.short.get(placement.id, ()),
    )


def _host(reader: Reader, host: Host, cycles: tuple[Cycle, ...]) -> HostRow:
    def cell(cycle: Cycle) -> HostCell:
        there = reader.program.plan.seated(host.id, cycle.id)
        names = sorted((reader.words(placement, "person") for placement in there), key=str.casefold)
        return HostCell(tuple(names), reader.value(host, "seats"), host.open_in(cycle))

    return HostRow(
        name=reader.words(host, "name"),
        function=reader.words(host, "function"),
        unit=reader.words(host, "unit"),
        colour=reader.colours().get(host.id, 0),
        cells=tuple(cell(cycle) for cycle in cycles),
    )
