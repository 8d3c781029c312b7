"""The bench: which critical roles there are on a day, who is named for them, and how ready sponsors see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date

import msgspec

from program.metrics.figure import Scope
from program.metrics.leavings import resigned
from program.program import Program
from program.records import CriticalRole, Horizon, Nomination, Person, RaterGroup, Readiness


class Bench(msgspec.Struct, frozen=True):
    """The bench on one day.

    `roles` are those critical then, by name; `successors` the people named for each (role id → person ids, sorted);
    `latest` each one's latest rating by a sponsor: (person, role) → rating.
    """

    roles: tuple[CriticalRole, ...]
    successors: Mapping[str, tuple[str, ...]]
    latest: Mapping[tuple[str, str], Readiness]

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone named for at least one role, once, sorted by id."""
        return tuple(sorted({person for named in self.successors.values() for person in named}))

    def ready(self, role: str) -> tuple[str, ...]:
        """Who is named for a role and rated ready now for it."""
        return tuple(person for person in self.successors[role] if self.horizon(person, role) is Horizon.NOW)

    def horizon(self, person: str, role: str) -> Horizon | None:
        """How ready a sponsor last saw somebody for a role; None when no sponsor has said."""
        rating = self.latest.get((person, role))
        return None if rating is None else rating.horizon

    def best(self, person: str) -> Horizon | None:
        """The nearest horizon over all roles somebody is named for."""
        seen = [self.horizon(person, role) for role, named in self.successors.items() if person in named]
        return min((each for each in seen if each is not None), key=lambda each: each.rank, default=None)


def bench(program: Program, scope: Scope, day: date | None = None) -> Bench:
    """The bench at the end of a scope, or on an earlier `day`.

    A role counts while it is not closed; a nomination from its day (without one: always) until it is withdrawn. Nobody
    is their own successor, and who left the organisation is no one's. Ratings without a date do not count. With a
    cohort only its people count as successors; the roles stay all.
    """
    until = scope.until if day is None else day
    open_ = (role for role in program.of(CriticalRole).values() if role.closed is None or role.closed > until)
    roles = tuple(sorted(open_, key=lambda role: (role.name.casefold(), role.id)))
    gone = resigned(program, until)
    people = {
        person.id
        for person in program.of(Person).values()
        if person.id not in gone and scope.cohort in ("", person.cohort)
    }
    incumbents = {role.id: role.incumbent for role in roles}
    named: dict[str, set[str]] = {role.id: set() for role in roles}
    for each in program.of(Nomination).values():
        if each.role in named and each.person in people and each.person != incumbents[each.role] and _on(each, until):
            named[each.role].add(each.person)
    return Bench(roles, {id_: tuple(sorted(found)) for id_, found in named.items()}, latest(program, until))


def latest(program: Program, until: date) -> Mapping[tuple[str, str], Readiness]:
    """(person, role) → the last rating by a sponsor up to a day; of several on one day the one with the last id."""
    found: dict[tuple[str, str], Readiness] = {}
    for rating in program.of(Readiness).values():
        if rating.by is RaterGroup.SPONSOR and rating.on is not None and rating.on <= until:
            key = rating.person, rating.role
            last = found.get(key)
            if last is None or last.on is None or (last.on, last.id) < (rating.on, rating.id):
                found[key] = rating
    return found


def matched(roles: Sequence[str], able: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """The most roles that can be filled at once when a person takes one only: role → person, of those `able`.

    Maximum bipartite matching (Hopcroft and Karp 1973) by `scipy.sparse.csgraph`; which of several best answers is
    given depends on the order of roles and people alone.
    """
    people = sorted({person for role in roles for person in able.get(role, ())})
    if not people:
        return {}
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    place = {person: k for k, person in enumerate(people)}
    edges = sorted({(row, place[person]) for row, role in enumerate(roles) for person in able.get(role, ())})
    rows, columns = zip(*edges, strict=True)
    graph = csr_matrix((np.ones(len(edges), dtype=bool), (rows, columns)), shape=(len(roles), len(people)))
    chosen = maximum_bipartite_matching(graph, perm_type="column")
    return {role: people[int(each)] for role, each in zip(roles, chosen, strict=True) if each >= 0}


def emergency(program: Program, until: date) -> Set[tuple[str, str]]:
    """Who could step in tomorrow: (person, role) of the emergency nominations in force on a day."""
    return {(n.person, n.role) for n in program.of(Nomination).values() if n.emergency and _on(n, until)}


def _on(nomination: Nomination, until: date) -> bool:
    return (nomination.on is None or nomination.on <= until) and (nomination.until is None or nomination.until > until)
