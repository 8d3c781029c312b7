"""What a room may see on the projector: display names, where people sit, and what was written down before them all."""

from __future__ import annotations

from datetime import date

import msgspec

from program.circles import everyone
from program.program import Program
from program.records import (
    ACTIVE,
    Action,
    Attendance,
    Capture,
    CaptureKind,
    Circle,
    Host,
    Person,
    Placement,
    Presence,
    Role,
    Tier,
)
from program.records import Progress as State
from program.views_circle import CircleSheet, sheet
from program.views_names import Names, display_names, room_names
from program.views_reader import Reader

__all__ = ["Names", "RoomAction", "RoomPresence", "WorkshopPerson", "WorkshopPlace", "WorkshopView", "display_names",
           "room", "workshop"]  # fmt: skip


class WorkshopPerson(msgspec.Struct, frozen=True):
    """Somebody in the room; `id` is never shown."""

    id: str
    name: str
    roles: tuple[Role, ...]


class WorkshopPlace(msgspec.Struct, frozen=True):
    """Who sits where in a cycle; people by id, the rest in words."""

    person: str
    cycle: str
    host: str
    mentor: str
    theme: str


class RoomPresence(msgspec.Struct, frozen=True):
    """How somebody took part in a round, counted from 1."""

    round: int
    name: str
    presence: Presence


class RoomAction(msgspec.Struct, frozen=True):
    """Something somebody has promised before all."""

    title: str
    owner: str
    due: str
    done: bool


class WorkshopView(msgspec.Struct, frozen=True):
    """All that a workshop may show: no notes, no ratings, no scores, no contact data.

    `circle` is the one that meets, None when there is none; attendance and what was captured are of that circle.
    """

    program: str
    cycles: tuple[str, ...]
    hosts: tuple[str, ...]
    people: tuple[WorkshopPerson, ...]
    places: tuple[WorkshopPlace, ...]
    circle: CircleSheet | None = None
    attendance: tuple[RoomPresence, ...] = ()
    actions: tuple[RoomAction, ...] = ()
    parked: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()


def room(program: Program, circle: str = "", names: Names = Names.FULL) -> WorkshopView:
    """The view of one circle's room, for what is printed of it; without an id of the first circle by name."""
    first = min(program.of(Circle).values(), key=lambda each: (each.name.casefold(), each.id), default=None)
    return workshop(program, names, circle or (first.id if first is not None else ""))


def workshop(program: Program, names: Names = Names.FULL, circle: str = "") -> WorkshopView:
    """The present for a room in which people are called as chosen; in `ALIAS` no name field is in the view.

    With the id of a `circle` the view is of those who are in it; without, of everyone in the program.
    """
    reader = Reader(program, Tier.PROGRAM)
    meeting = program.get(Circle, circle)
    inside = frozenset(everyone(meeting)) if meeting is not None else frozenset()
    there = {
        p.id: p
        for p in program.of(Person).values()
        if p.roles and p.status in ACTIVE and (meeting is None or p.id in inside)
    }
    actions = [a for a in program.of(Action).values() if meeting is not None and a.circle == meeting.id]
    wanted = dict.fromkeys(there)
    if meeting is not None:
        wanted |= dict.fromkeys((*everyone(meeting), meeting.facilitator, *(a.owner for a in actions)))
    called = room_names(program, (id_ for id_ in wanted if program.get(Person, id_) is not None), names)
    view = WorkshopView(
        program=reader.words(program.charter, "name"),
        cycles=tuple(reader.words(cycle, "name") for cycle in program.cycles),
        hosts=tuple(sorted((reader.words(host, "name") for host in program.of(Host).values()), key=str.casefold)),
        people=tuple(
            sorted(
                (WorkshopPerson(id_, called[id_], person.roles) for id_, person in there.items()),
                key=lambda each: (each.name.casefold(), each.id),
            )
        ),
        places=tuple(
            WorkshopPlace(
                p.person,
                reader.words(p, "cycle"),
                reader.words(p, "host"),
                p.mentor if p.mentor in there else "",
                reader.words(p, "theme"),
            )
            for p in sorted(program.of(Placement).values(), key=lambda p: (p.person, p.cycle))
            if p.person in there
        ),
    )
    if meeting is None:
        return view
    captures = sorted(
        (each for each in program.of(Capture).values() if each.circle == meeting.id and not each.done),
        key=lambda each: each.on or date.min,  # and of one day in the order in which they came
    )
    return msgspec.structs.replace(
        view,
        circle=sheet(reader, meeting, called),
        attendance=tuple(
            RoomPresence(each.round, called[each.person], each.presence)
            for each in sorted(program.of(Attendance).values(), key=lambda each: (each.round, each.person))
            if each.circle == meeting.id and each.person in called
        ),
        actions=tuple(
            RoomAction(
                reader.words(a, "title"), called.get(a.owner, ""), reader.words(a, "due"), a.state is State.CLOSED
            )
            for a in sorted(actions, key=lambda a: (a.state is State.CLOSED, a.on or date.min))
        ),
        parked=tuple(reader.words(each, "text") for each in captures if each.kind is CaptureKind.PARKED),
        learnt=tuple(reader.words(each, "text") for each in captures if each.kind is CaptureKind.LEARNT),
    )
