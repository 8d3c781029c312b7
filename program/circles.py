"""Circles of the program: from a circle in the book to a wish for the planner, and from its answer back.

The planner knows people by number only; here they have their units, levels, conflicts and managers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from program.program import Program
from program.records import Apart, Circle, Person, Round
from program.trouble import Trouble

if TYPE_CHECKING:
    from program.planning.rounds import Rounds, Wanted


class Encounter(NamedTuple):
    """Two people of a circle (their ids) who sit together in these rounds, counted from 0."""

    first: str
    second: str
    rounds: tuple[int, ...]


def everyone(circle: Circle) -> tuple[str, ...]:
    """All who are or were in the circle, each once: its people, then those only in rounds that were held."""
    held = (id_ for each in circle.rounds[: circle.held] for table in each.tables for id_ in table)
    return tuple(dict.fromkeys((*circle.people, *circle.hosts, *held)))


def wish(program: Program, circle: Circle, seed: int = 0) -> Wanted:
    """What the planner is asked for. Raises Trouble when there are fewer than two people."""
    from program.planning.rounds import Wanted

    ids = everyone(circle)
    if len(ids) < 2:
        raise Trouble("A circle needs at least two people.", "Nothing was planned.", "Choose who takes part.")
    number = {id_: place for place, id_ in enumerate(ids)}
    held = circle.rounds[: circle.held]
    rounds = max(circle.wanted, len(held))
    stays = {stay.person: stay for stay in circle.stays}
    part = frozenset((*circle.people, *circle.hosts))
    since, until = [], []
    for id_ in ids:
        stay = stays.get(id_)
        since.append(max(0, stay.first - 1) if stay else 0)
        until.append((stay.last if stay and stay.last else rounds) if id_ in part else 0)
    return Wanted(
        people=len(ids),
        rounds=rounds,
        size=circle.size,
        groups=circle.groups,
        exact=circle.exact,
        apart=tuple((number[one], number[other]) for one, other in kept_apart(program, circle)),
        traits=_traits(program, ids) if circle.mixed else (),
        hosts=tuple(number[id_] for id_ in circle.hosts),
        since=tuple(since),
        until=tuple(until),
        held=tuple(tuple(tuple(number[id_] for id_ in table) for table in each.tables) for each in held),
        seed=seed,
    )


def answered(circle: Circle, found: Rounds) -> Circle:
    """The circle with the planner's rounds; those that were held are the very same."""
    ids = everyone(circle)
    rounds = (
        Round(
            tuple(tuple(ids[person] for person in table) for table in tables),
            tuple(ids[person] for person in out),
        )
        for tables, out in zip(found.rounds[circle.held :], found.out[circle.held :], strict=True)
    )
    return msgspec.structs.replace(circle, rounds=(*circle.rounds[: circle.held], *rounds))


def kept_apart(program: Program, circle: Circle) -> tuple[tuple[str, str], ...]:
    """The pairs of a circle who are never to sit together: conflicts always, the rest as the circle says."""
    ids = everyone(circle)
    there = frozenset(ids)
    pairs: dict[frozenset[str], None] = {}
    for id_ in ids:
        for conflict in program.conflicts(id_):
            if conflict.first in there and conflict.second in there:
                pairs[frozenset((conflict.first, conflict.second))] = None
        if Apart.REPORTING_LINE in circle.apart:
            for above in program.managers_above(id_, program.charter.line_levels):
                if above in there:
                    pairs[frozenset((id_, above))] = None
    if Apart.SAME_UNIT in circle.apart:
        units = {id_: _folded(program, id_, "unit") for id_ in ids}
        for one, other in combinations(ids, 2):
            if units[one] and units[one] == units[other]:
                pairs[frozenset((one, other))] = None
    place = {id_: number for number, id_ in enumerate(ids)}
    return tuple(sorted((min(pair, key=place.__getitem__), max(pair, key=place.__getitem__)) for pair in pairs))


def encounters(rounds: Sequence[Round]) -> tuple[Encounter, ...]:
    """Who sits together in more than one round."""
    met: dict[tuple[str, str], list[int]] = {}
    for number, each in enumerate(rounds):
        for table in each.tables:
            for one, other in combinations(sorted(table), 2):
                met.setdefault((one, other), []).append(number)
    return tuple(Encounter(*pair, tuple(when)) for pair, when in sorted(met.items()) if len(when) > 1)


def _folded(program: Program, id_: str, name: str) -> str:
    person = program.get(Person, id_)
    return str(getattr(person, name)).strip().casefold() if person is not None else ""


def _traits(program: Program, ids: Iterable[str]) -> tuple[tuple[int, ...], ...]:
    """Unit and level of everyone as numbers; a trait in which all are alike, or that nobody has, is left out."""
    found = []
    for name in ("unit", "level"):
        numbers: dict[str, int] = {"": -1}
        trait = tuple(numbers.setdefault(_folded(program, id_, name), len(numbers) - 1) for id_ in ids)
        if len(numbers) > 2:
            found.append(trait)
    return tuple(found)



def present(circle: Circle, number: int) -> frozenset[str]:
    """Who of the circle is there in a round, counted from 0."""
    gone = {s.person for s in circle.stays if number + 1 < s.first or (s.last and number >= s.last)}
    return frozenset((*circle.people, *circle.hosts)) - gone


def out_of_date(circle: Circle) -> bool:
    """Whether rounds not yet held no longer fit who is there, the tables asked for, or how many rounds are wanted."""
    from program.planning.seating import table_sizes

    if not circle.rounds:
        return False
    if len(circle.rounds) != max(circle.wanted, circle.held):
        return True
    for number, each in enumerate(circle.rounds[circle.held :], circle.held):
        there = present(circle, number)
        if {id_ for group in (*each.tables, each.out) for id_ in group} != there:
            return True
        sizes = table_sizes(len(there), circle.size, circle.groups, exact=circle.exact)
        if sorted(map(len, each.tables)) != sorted(sizes):
            return True
    return False


def together(program: Program, circle: Circle) -> tuple[Encounter, ...]:
    """Who is to be kept apart and sits together all the same in a round not yet held."""
    apart = frozenset(frozenset(pair) for pair in kept_apart(program, circle))
    found: dict[tuple[str, str], list[int]] = {}
    for number, each in enumerate(circle.rounds[circle.held :], circle.held):
        for table in each.tables:
            for one, other in combinations(sorted(table), 2):
                if frozenset((one, other)) in apart:
                    found.setdefault((one, other), []).append(number)
    return tuple(Encounter(*pair, tuple(when)) for pair, when in sorted(found.items()))
