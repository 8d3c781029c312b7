"""What a steering committee sees: the program's published facts and figures, and no person.

Groups smaller than the least size are withheld, and with them as many others as it takes that nobody can work the
withheld ones out from the total. Five is the usual least group of staff surveys; three the lowest in use.
"""

from __future__ import annotations

from datetime import date

import msgspec

from program import rules
from program.program import Program
from program.records import ACTIVE, Host, Lifecycle, Role, Theme, Tier, Track
from program.suppression import LEAST, enough, parts
from program.views_reader import Reader


class Figure(msgspec.Struct, frozen=True):
    """A count, or None where it is withheld because the group is too small."""

    label: str
    count: int | None

    @property
    def words(self) -> str:
        """The figure for a page."""
        return "withheld" if self.count is None else str(self.count)


class CommitteeCycle(msgspec.Struct, frozen=True):
    """A cycle with the number of mentees placed and expected; both None for fewer mentees than the least group."""

    name: str
    start: date
    end: date
    stage: str
    placed: int | None
    expected: int | None


class CommitteeHost(msgspec.Struct, frozen=True):
    """A host as published."""

    name: str
    function: str
    unit: str
    themes: str


class CommitteeView(msgspec.Struct, frozen=True):
    """All that a committee may see. It has no field that could hold a person."""

    program: str
    organisation: str
    purpose: str
    outcomes: str
    scope: str
    least: int
    cycles: tuple[CommitteeCycle, ...]
    hosts: tuple[CommitteeHost, ...]
    tracks: tuple[str, ...]
    themes: tuple[str, ...]
    roles: tuple[Figure, ...]
    mentees: Figure
    stages: tuple[Figure, ...]


def committee(program: Program, least: int = LEAST) -> CommitteeView:
    """The committee's view, with groups under `least` (3 or more) withheld. Raises ValueError below 3."""
    reader = Reader(program, Tier.AGGREGATE)
    active = {role: [p for p in program.people(role) if p.status in ACTIVE] for role in Role}
    mentees = active[Role.MENTEE]
    stages = {status.label: sum(p.status is status for p in mentees) for status in Lifecycle if status in ACTIVE}
    hosts = sorted(program.of(Host).values(), key=lambda host: (host.name.casefold(), host.id))
    return CommitteeView(
        program=reader.words(program.charter, "name"),
        organisation=reader.words(program.charter, "organisation"),
        purpose=reader.words(program.charter, "purpose"),
        outcomes=reader.words(program.charter, "outcomes"),
        scope=reader.words(program.charter, "scope"),
        least=least,
        cycles=_cycles(reader, {person.id for person in mentees}, least),
        hosts=tuple(
            CommitteeHost(*(reader.words(host, name) for name in ("name", "function", "unit", "themes")))
            for host in hosts
        ),
        tracks=tuple(sorted(reader.words(track, "name") for track in program.of(Track).values())),
        themes=tuple(sorted(reader.words(theme, "name") for theme in program.of(Theme).values())),
        roles=tuple(Figure(role.label, enough(len(people), least)) for role, people in active.items()),
        mentees=Figure("Mentees taking part", enough(len(mentees), least)),
        stages=tuple(Figure(label, count) for label, count in parts(stages, least).items()),
    )


def _cycles(reader: Reader, mentees: set[str], least: int) -> tuple[CommitteeCycle, ...]:
    missing = [f.cycle for f in rules.unplaced(reader.program)]
    found = []
    for cycle in reader.program.cycles:
        placed = sum(cycle.id in reader.program.plan.row(person) for person in mentees)
        expected = placed + missing.count(cycle.id)
        enough = expected >= least
        found.append(
            CommitteeCycle(
                name=reader.words(cycle, "name"),
                start=cycle.start,
                end=cycle.end,
                stage=reader.words(cycle, "stage"),
                placed=placed if enough else None,
                expected=expected if enough else None,
            )
        )
    return tuple(found)
