"""The exposure ledger of one person: what they have met in the program, what they wished for, what is still to come.

Ids, numbers and the words of hosts and mentors as they stand in the book; names are for those who show it. What has
begun by the end of a scope is met, what stands on the board for later is planned. The beginning of a scope does not
matter: what somebody has met stays met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

import msgspec

from program.company import Company, company, with_hosts, with_mentors, with_peers
from program.gaps import Gap, gaps
from program.metrics.checkpoints import marks
from program.metrics.exposed import evenness
from program.metrics.figure import Scope
from program.program import Program
from program.records import Checkpoint, Goal, Host, Person, Placement, Stage, Track

T = TypeVar("T")

#: What checkpoints rate, as their fields.
DIMENSIONS = ("complexity", "autonomy", "breadth", "transfer", "impact")


class Met(msgspec.Struct, frozen=True):
    """Something met, or planned to be: its key, and the placements it was met in, in their order."""

    key: str
    placements: tuple[str, ...]


class Aspect(msgspec.Struct, frozen=True):
    """One side of exposure: what was met, what is only planned, and what is wished for.

    Keys are ids of themes and skills; functions and styles are as they were first written. `wanted` is how many the
    charter asks for; 0 where it asks for none.
    """

    met: tuple[Met, ...]
    planned: tuple[Met, ...]
    wished: tuple[str, ...] = ()
    wanted: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """What is wished for and neither met nor planned."""
        known = {each.key for each in (*self.met, *self.planned)}
        return tuple(key for key in self.wished if key not in known)


class Stop(msgspec.Struct, frozen=True):
    """One placement on the way: in which cycle and stage, at which host; `begun` says that it is not only planned."""

    placement: str
    cycle: str
    stage: Stage
    host: str
    begun: bool


class Mark(msgspec.Struct, frozen=True):
    """What checkpoints say of one dimension: the mean, 1 to 5, of `n` of them; None of none."""

    dimension: str
    value: float | None
    n: int


class Ledger(msgspec.Struct, frozen=True):
    """All that is known of one person's exposure.

    `evenness` of the functions met runs from 0 to 1; None below two. `ordered`: no stage, met or planned, comes before
    an easier one. `stages` are those of the track that are not met yet.
    """

    person: str
    functions: Aspect
    evenness: float | None
    styles: Aspect
    themes: Aspect
    competencies: Aspect
    stops: tuple[Stop, ...]
    ordered: bool
    stages: tuple[Stage, ...]
    quality: tuple[Mark, ...]
    mentors: Company
    hosts: Company
    peers: Company
    gaps: tuple[Gap, ...]


def ledger(program: Program, person: str, scope: Scope) -> Ledger:
    """The ledger of one person on the last day of a scope. Raises KeyError without the person."""
    who = program.of(Person)[person]
    row = program.plan.row(person)
    stops = tuple(
        Stop(row[cycle.id].id, cycle.id, cycle.stage, row[cycle.id].host, cycle.start <= scope.until)
        for cycle in program.cycles
        if cycle.id in row
    )
    track = program.get(Track, who.track)
    hosts, mentors = _hosts(program, stops), _mentors(program, stops)
    themes = dict.fromkeys((*(track.themes if track is not None else ()), *who.themes))
    skills = dict.fromkeys((*(each.skill for each in who.goals), *_goals(program, person, scope)))
    functions = _aspect(stops, hosts, lambda host: (host.function,), wanted=program.charter.breadth)
    met_themes = _themes(program, stops, hosts, tuple(themes))
    known = [each.key for each in (*functions.met, *functions.planned)]
    begun = frozenset(stop.placement for stop in stops if stop.begun)
    stages = (track.stages if track is not None else ()) or tuple(Stage)
    return Ledger(
        person=person,
        functions=functions,
        evenness=evenness(len(each.placements) for each in functions.met),
        styles=_aspect(stops, mentors, lambda mentor: (mentor.style,)),
        themes=met_themes,
        competencies=_aspect(
            stops, mentors, lambda mentor: (o.skill for o in mentor.offers if o.skill in skills), tuple(skills)
        ),
        stops=stops,
        ordered=all(one.stage.rank <= two.stage.rank for one, two in pairwise(stops)),
        stages=tuple(stage for stage in stages if all(stop.stage is not stage or not stop.begun for stop in stops)),
        quality=_quality(program, stops, scope),
        mentors=company(program, person, begun, with_mentors),
        hosts=company(program, person, begun, with_hosts),
        peers=company(program, person, begun, with_peers),
        gaps=tuple(gaps(program, who, scope.until, known, met_themes.missing)),
    )


def _goals(program: Program, person: str, scope: Scope) -> list[str]:
    """The skills of the goals agreed by the end of the scope, as far as known."""
    own = (each for each in program.of(Goal).values() if each.person == person and each.skill)
    return sorted(each.skill for each in own if each.start is None or each.start <= scope.until)


def _hosts(program: Program, stops: Iterable[Stop]) -> Mapping[str, Host]:
    """The host of each placement that has one."""
    found = ((stop.placement, program.get(Host, stop.host)) for stop in stops)
    return {placement: host for placement, host in found if host is not None}


def _mentors(program: Program, stops: Iterable[Stop]) -> Mapping[str, Person]:
    """The mentor of each placement that has one."""
    found = ((stop.placement, program.get(Person, program.of(Placement)[stop.placement].mentor)) for stop in stops)
    return {placement: mentor for placement, mentor in found if mentor is not None}


def _aspect(
    stops: Iterable[Stop],
    of: Mapping[str, T],
    keys: Callable[[T], Iterable[str]],
    wished: tuple[str, ...] = (),
    wanted: int = 0,
) -> Aspect:
    """What the placements bring; words that differ in case and blanks only are one key."""
    begun: dict[str, list[str]] = {}
    later: dict[str, list[str]] = {}
    spelled: dict[str, str] = {}
    for stop in stops:
        if stop.placement in of:
            for key in dict.fromkeys(" ".join(key.split()) for key in keys(of[stop.placement])):
                if key:
                    word = spelled.setdefault(key.casefold(), key)
                    (begun if stop.begun else later).setdefault(word, []).append(stop.placement)
    return Aspect(
        tuple(Met(key, tuple(ids)) for key, ids in begun.items()),
        tuple(Met(key, tuple(ids)) for key, ids in later.items() if key not in begun),
        wished,
        wanted,
    )


def _themes(program: Program, stops: Iterable[Stop], hosts: Mapping[str, Host], wished: tuple[str, ...]) -> Aspect:
    """The theme of each placement, or those of its host where it has none of its own."""
    found: dict[str, tuple[str, ...]] = {}
    for stop in stops:
        theme, host = program.of(Placement)[stop.placement].theme, hosts.get(stop.placement)
        found[stop.placement] = (theme,) if theme else host.themes if host is not None else ()
    return _aspect(stops, found, lambda themes: themes, wished)


def _quality(program: Program, stops: Iterable[Stop], scope: Scope) -> tuple[Mark, ...]:
    own = {stop.placement for stop in stops}
    found = [
        each
        for each in program.of(Checkpoint).values()
        if each.placement in own and each.on is not None and each.on <= scope.until
    ]
    said = {name: [value for each in found for value in marks(each, (name,))] for name in DIMENSIONS}
    return tuple(
        Mark(name, sum(values) / len(values) if values else None, len(values)) for name, values in said.items()
    )
