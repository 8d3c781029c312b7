"""Who is there: attendance round by round, and what it means for the rounds still to come.

Whoever comes late is at a table from the next round on; whoever leaves early is there to the end of the round; whoever
is away is not expected again until they are marked as there. Rounds that were held stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from program.circles import everyone, present
from program.program import Program
from program.records import Attendance, Circle, Person, Presence, Stay, new_id


def attendance_of(program: Program, circle: Circle, number: int) -> Mapping[str, Attendance]:
    """Person id → what was noted of them in a round, counted from 1."""
    return {
        each.person: each
        for each in program.of(Attendance).values()
        if each.circle == circle.id and each.round == number
    }


def listed(program: Program, circle: Circle) -> tuple[Person, ...]:
    """All whose attendance can be noted: who is or was in the circle, by name."""
    noted = (each.person for each in program.of(Attendance).values() if each.circle == circle.id)
    ids = dict.fromkeys((*everyone(circle), *noted))
    people = (person for id_ in ids if (person := program.get(Person, id_)) is not None)
    return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.id)))


def noted(
    program: Program,
    circle: Circle,
    number: int,
    marks: Mapping[str, Presence],
    on: date,
    fresh: Callable[[], str] = new_id,
) -> list[Attendance]:
    """The records that note these marks of a round, over whatever was noted before; `fresh` gives new ones their id."""
    before = attendance_of(program, circle, number)
    return [
        msgspec.structs.replace(before[id_], presence=presence, on=on)
        if id_ in before
        else Attendance(fresh(), circle=circle.id, person=id_, round=number, presence=presence, on=on)
        for id_, presence in marks.items()
    ]


def attended(circle: Circle, number: int, marks: Mapping[str, Presence]) -> Circle:
    """The circle with what the marks of a round, counted from 1, mean for the rounds to come; its rounds as they are.

    Somebody new is in the circle from then on.
    """
    people, stays = list(circle.people), {stay.person: stay for stay in circle.stays}
    last = max(circle.wanted, circle.held)
    for id_, presence in marks.items():
        if id_ not in (*people, *circle.hosts):
            people.append(id_)
            stays[id_] = Stay(id_, number)
        changed = _stay(stays.get(id_, Stay(id_)), presence, number, circle.held, last)
        stays[id_] = changed
    kept = tuple(stay for stay in stays.values() if stay.first > 1 or 0 < stay.last < last)
    if tuple(people) == circle.people and set(kept) == set(circle.stays):
        return circle
    return msgspec.structs.replace(circle, people=tuple(people), stays=kept)


def _stay(stay: Stay, presence: Presence, number: int, held: int, last: int) -> Stay:
    if presence is Presence.AWAY:
        return Stay(stay.person, stay.first, number - 1) if stay.first < number > 1 else Stay(stay.person, last + 1)
    if presence is Presence.LEFT_EARLY:
        return Stay(stay.person, min(stay.first, number), number)
    there = stay.first <= number and (not stay.last or stay.last >= number)
    waits = presence is Presence.LATE and held < number < last  # the tables of this round go without them
    if there and not waits:
        return stay
    return Stay(stay.person, number + 1 if waits or number <= held else number)


def expected(circle: Circle, number: int) -> frozenset[str]:
    """Who is to be in a round, counted from 1: of one held whoever had a seat or sat out, where that was kept."""
    if number <= min(circle.held, len(circle.rounds)):
        each = circle.rounds[number - 1]
        return frozenset(id_ for group in (*each.tables, each.out) for id_ in group)
    return present(circle, number - 1)
