"""How much each mentor carries in a plan, beside the fair share and what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from program.program import Program
from program.records import ACTIVE, Person, Placement, Role
from program.rules.shares import fair_shares


class Load(msgspec.Struct, frozen=True):
    """One mentor: mentees over all cycles of the plan, the fair share of them, and the most that was promised."""

    mentor: str
    name: str
    count: int
    share: int
    room: int


def loads(program: Program) -> tuple[Load, ...]:
    """All active mentors, and whoever else mentors somebody; the most laden first, then by name."""
    cards = program.of(Placement).values()
    counts = Counter(card.mentor for card in cards if card.mentor)
    cycles = len({card.cycle for card in cards} | {cycle.id for cycle in program.cycles})
    shares = fair_shares(program)
    active = {person.id: person for person in program.people(Role.MENTOR) if person.status in ACTIVE}
    others = {id_: found for id_ in counts if id_ not in active and (found := program.get(Person, id_)) is not None}
    carried = [
        Load(id_, person.name, counts[id_], shares.get(id_, 0), person.capacity * cycles)
        for id_, person in {**active, **others}.items()
    ]
    return tuple(sorted(carried, key=lambda load: (-load.count, load.name.casefold(), load.mentor)))


def effective(given: Iterable[Load]) -> float:
    """The effective number of mentors: 1 / sum of squared shares of the load (inverse Herfindahl–Hirschman index).

    It is the number of mentors among whom an even load would be as concentrated as this one; 0 without any load.
    """
    counts = [load.count for load in given]
    whole = sum(counts)
    return whole * whole / sum(count * count for count in counts) if whole else 0.0
