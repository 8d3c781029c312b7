"""Why this: one placement's points rule by rule, and how its host and its mentor compare with the others it might have.

Asked of the rules themselves, so that what is said is what was counted: the parts add up to the number shown, in whole
grains, by construction.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from program.findings import Finding, Severity
from program.names import counted
from program.plan import Draft
from program.planning.problem import GRAINS
from program.program import Program
from program.records import ACTIVE, Cycle, Host, Person, Placement, Role
from program.rules import RULES, findings, row_findings

#: Rules about room: what they stand against can be had as soon as somebody else moves.
ROOM = frozenset({"seat_limit", "mentor_capacity", "mentor_hours"})

#: How many others are told beside the one in place.
OTHERS = 3


class Part(msgspec.Struct, frozen=True):
    """What one rule says of the placement, and its share of the points, in grains."""

    rule: str
    name: str
    words: str
    grains: int

    @property
    def points(self) -> float:
        """The share in points."""
        return self.grains / GRAINS


class Other(msgspec.Struct, frozen=True):
    """A host, or a mentor, the placement might have instead: what it would score then, and whether there is room."""

    id: str
    name: str
    grains: int
    full: bool

    @property
    def points(self) -> float:
        """The placement's points with this one."""
        return self.grains / GRAINS


class Rank(msgspec.Struct, frozen=True):
    """How the one in place stands among all that no rule forbids, whether they have room or not.

    `place` counts from 1, `others` are the best of the rest, best first; `allowed` False: a rule stands against it.
    """

    place: int
    among: int
    others: tuple[Other, ...]
    allowed: bool = True


class Explained(msgspec.Struct, frozen=True):
    """One placement's points, split; `broken` are the hard rules against it. `host` and `mentor` rank what it has."""

    person: str
    cycle: str
    placement: str
    parts: tuple[Part, ...]
    broken: tuple[Finding, ...]
    host: Rank | None
    mentor: Rank | None
    words: str

    @property
    def grains(self) -> int:
        """The sum of the parts, in grains."""
        return sum(part.grains for part in self.parts)

    @property
    def points(self) -> float:
        """What the placement scores."""
        return self.grains / GRAINS


def cell(program: Program, placement: Placement) -> Explained:
    """Explain a placement of the program's plan (or one that would stand in its cell)."""
    plan = Draft(program.plan, (placement.id,), (placement,))
    said = findings(program, plan, placement)
    parts = tuple(
        Part(each.rule, RULES[each.rule].name, each.words, round(each.points * GRAINS))
        for each in said
        if each.severity is Severity.SOFT
    )
    broken = tuple(each for each in said if each.severity is Severity.HARD)
    host = _rank(program, placement, "host") if placement.host else None
    mentor = _rank(program, placement, "mentor") if placement.mentor else None
    words = _words(program, placement, parts, host, mentor)
    return Explained(placement.person, placement.cycle, placement.id, parts, broken, host, mentor, words)


def _rank(program: Program, placement: Placement, field: str) -> Rank:
    """Judge every host (or mentor) in the place of the present one."""
    without = msgspec.structs.replace(placement, **{field: ""})
    given = {each.key for each in _hard(program, without)}
    present, allowed, rest = 0, False, []
    for id_, name in _candidates(program, field):
        trial = msgspec.structs.replace(placement, **{field: id_})
        plan = Draft(program.plan, (trial.id,), (trial,))
        said = findings(program, plan, trial)
        grains = sum(round(each.points * GRAINS) for each in said)
        against = [each for each in said if each.severity is Severity.HARD and each.key not in given]
        if field == "host":
            against += [each for each in _row(program, plan, trial) if each.key not in given]
        full = any(each.rule in ROOM for each in against)
        may = all(each.rule in ROOM for each in against)
        if id_ == getattr(placement, field):
            present, allowed = grains, may
        elif may:
            rest.append(Other(id_, name, grains, full))
    rest.sort(key=lambda other: (-other.grains, other.full, other.name.casefold(), other.id))
    better = sum(other.grains > present for other in rest)
    return Rank(better + 1, len(rest) + 1, tuple(rest[:OTHERS]), allowed)


def _candidates(program: Program, field: str) -> Iterator[tuple[str, str]]:
    if field == "host":
        yield from ((host.id, host.name) for host in program.of(Host).values())
    else:
        yield from ((each.id, each.name) for each in program.people(Role.MENTOR) if each.status in ACTIVE)


def _hard(program: Program, trial: Placement) -> list[Finding]:
    """The hard rules against a placement, and against the rest of its row once it stands."""
    plan = Draft(program.plan, (trial.id,), (trial,))
    own = [each for each in findings(program, plan, trial) if each.severity is Severity.HARD]
    return own + _row(program, plan, trial)


def _row(program: Program, plan: Draft, trial: Placement) -> list[Finding]:
    return [
        each
        for other in plan.row(trial.person).values()
        if other.id != trial.id
        for each in row_findings(program, plan, other)
    ]


def _words(
    program: Program, placement: Placement, parts: tuple[Part, ...], host: Rank | None, mentor: Rank | None
) -> str:
    """ "Ana Ruiz, Finance with Ben Okafor in Q2: 6.2 points. Ben Okafor is the best of 12 mentors; …"."""
    names = [program.title(Host, placement.host), program.title(Person, placement.mentor)]
    what = " with ".join(filter(None, names)) or "no host and no mentor"
    total = sum(part.grains for part in parts) / GRAINS
    start = f"{program.title(Person, placement.person)}, {what} in {program.title(Cycle, placement.cycle)}: "
    sentences = [start + points_words(total)]
    for rank, name, kind in ((host, names[0], "host"), (mentor, names[1], "mentor")):
        if rank is not None and rank.allowed:
            sentences.append(_ranked(rank, name, kind, total))
    return ". ".join(sentences) + "."


def _ranked(rank: Rank, name: str, kind: str, points: float) -> str:
    """ "Ben Okafor is the second best of 12 mentors; Li Chen would bring 0.6 points more, but has no room"."""
    if rank.among == 1:
        return f"{name} is the only {kind} allowed"
    nth = "the best" if rank.place == 1 else "the second best" if rank.place == 2 else f"number {rank.place}"
    following = rank.others[0]
    gap = following.points - points
    how = "as many points" if not gap else f"{points_words(abs(gap))} {'more' if gap > 0 else 'less'}"
    full = ", but has no room" if following.full else ""
    return f"{name} is {nth} of {counted(rank.among, kind)}; {following.name} would bring {how}{full}"


def points_words(points: float) -> str:
    """ "1 point", "6.2 points", to two places."""
    shown = f"{round(points, 2):g}"
    return f"{shown} point" if shown in ("1", "-1") else f"{shown} points"
