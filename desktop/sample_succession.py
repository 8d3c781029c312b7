"""Critical roles of the sample program, who could take them, how ready they are, and what became of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from desktop.sample_craft import Craft, begun, many, members, quarters
from program.commands import Command, Keep
from program.program import Program
from program.records import (
    CriticalRole,
    Event,
    EventKind,
    Horizon,
    Lifecycle,
    Nomination,
    Person,
    RaterGroup,
    Readiness,
    Record,
    Role,
    Skill,
    Strength,
)

_SHARED = (9, 21)  # the nominations, counted from 0, that name somebody who is named for another role already
_WITHDRAWN = 14
_HALF_YEAR = 183
_NEXT = {"Director": "Vice president", "Vice president": "Senior vice president"}
#: What became of the first cohort, the running one, and those who do not take part.
_FATES = (
    {EventKind.LEFT: 1, EventKind.PROMOTION: 4, EventKind.LATERAL_MOVE: 3, EventKind.LARGER_SCOPE: 3},
    {EventKind.PROMOTION: 1, EventKind.LATERAL_MOVE: 1, EventKind.LARGER_SCOPE: 2},
    {EventKind.LEFT: 6, EventKind.PROMOTION: 4, EventKind.LATERAL_MOVE: 3, EventKind.LARGER_SCOPE: 2},
)


def succession(program: Callable[[], Program], craft: Craft) -> Iterator[Command]:
    """Critical roles, nominations, readiness as it rose, and events of employment."""
    roles = [_role(program(), craft, each) for each in craft.words["role"]]
    yield Keep(tuple(roles), f"Add {many(len(roles), 'critical role')}")
    named = _nominations(program(), craft, roles)
    yield Keep(tuple(named), f"Name {len(named)} possible successors")
    happened = _events(program(), craft, roles, named)
    gone = {event.person: event.on for event in happened if event.kind is EventKind.LEFT and event.on is not None}
    named = [_ended(each, gone) for each in named]
    rated = [each for item in named for each in _readiness(program(), craft, item)]
    rated.sort(key=lambda each: str(each.on))
    for year in sorted({each.on.year for each in rated if each.on is not None}):
        of_year = tuple(each for each in rated if each.on is not None and each.on.year == year)
        yield Keep(of_year, f"Note {many(len(of_year), 'readiness rating')} of {year}")
    changed = [*_changed(program(), happened), *(each for each in named if each.person in gone)]
    yield Keep((*happened, *changed), f"Note {many(len(happened), 'employment event')}")


def _ended(named: Nomination, gone: Mapping[str, date]) -> Nomination:
    """A nomination, withdrawn when the person left."""
    day = gone.get(named.person)
    if day is None or named.on is None:
        return named
    return msgspec.structs.replace(named, on=min(named.on, day - timedelta(40)), until=day)


def _role(program: Program, craft: Craft, words: dict[str, Any]) -> CriticalRole:
    unit, name = words["unit"], words["name"]
    above = sorted((p for p in program.people(Role.MENTOR) if not p.cohort), key=lambda each: each.id)
    chiefs = [p for p in above if p.title.startswith("Chief")]
    high = name.startswith(("Chief", "General"))
    there = [p for p in chiefs if p.unit == unit] if high else [p for p in above if p not in chiefs]
    skills = sorted((s for s in program.of(Skill).values() if s.area == unit), key=lambda each: each.name)
    return CriticalRole(
        craft.id(),
        name=name,
        unit=unit,
        criticality=words["criticality"],
        incumbent=craft.pick(there).id if there and words["named"] else "",
        needed=craft.today + timedelta(30 * words["needed"]) if "needed" in words else None,
        skills=tuple(Strength(skill.id, craft.dice.randint(3, 4)) for skill in skills[:2]),
        closed=craft.today - timedelta(30 * words["closed"]) if "closed" in words else None,
    )


def _nominations(program: Program, craft: Craft, roles: list[CriticalRole]) -> list[Nomination]:
    pool = [person for cohort in begun(program, craft.today) for person in members(program, cohort)]
    held = {role.incumbent for role in roles}
    pool += sorted((p for p in program.people(Role.MENTOR) if not p.cohort and p.id not in held), key=lambda p: p.id)
    waiting, first = craft.dice.sample(pool, len(pool)), begun(program, craft.today)[0].id
    made: list[Nomination] = []
    for role, words in zip(roles, craft.words["role"], strict=True):
        for place in range(words["named"]):
            again = len(made) in _SHARED
            if "closed" in words:  # it was filled from the first cohort
                waiting.sort(key=lambda each: each.cohort == first)
            person = made[len(made) - 9].person if again else waiting.pop().id
            made.append(
                Nomination(
                    craft.id(),
                    person=person,
                    role=role.id,
                    on=craft.today - timedelta(craft.dice.randint(90, 640)),
                    until=craft.today - timedelta(30) if len(made) == _WITHDRAWN else None,
                    emergency=place == 0 and words.get("emergency", False),
                )
            )
    return made


def _readiness(program: Program, craft: Craft, named: Nomination) -> Iterator[Readiness]:
    """Every half-year the sponsor and the manager say how ready they see somebody; they do not always agree."""
    person = program.of(Person)[named.person]
    away, faster = craft.dice.uniform(0.6, 3.0), craft.dice.uniform(0.3, 0.9)
    assert named.on is not None
    day = named.on + timedelta(10)
    while craft.past(day) and (named.until is None or day < named.until):
        for by, rater, shift in (
            (RaterGroup.SPONSOR, person.sponsor, -0.3), (RaterGroup.MANAGER, person.manager, 0.2)
        ):  # fmt: skip
            rank = max(0, min(3, round(craft.dice.gauss(away + shift, 0.35))))
            on = craft.after(day, 0, 9)
            if craft.past(on) and craft.chance(0.92):
                yield Readiness(craft.id(), named.person, named.role, tuple(Horizon)[rank], by, on, rater)
        away -= faster
        day += timedelta(_HALF_YEAR)


# ---- what became of people ------------------------------------------------------------------------------------------


def _events(program: Program, craft: Craft, roles: list[CriticalRole], named: list[Nomination]) -> list[Event]:
    cohorts = begun(program, craft.today)
    groups = [members(program, cohort) for cohort in cohorts]
    groups.append([p for p in program.people(Role.MENTEE) if p.status in (Lifecycle.LISTED, Lifecycle.DECLINED)])
    first = quarters(program, cohorts[0])
    made: list[Event] = []
    for person in groups[0]:  # one left before the last cycle
        if program.plan.at(person.id, first[-1].id) is None:
            made.append(_event(craft, person, EventKind.LEFT, first[-1].start - timedelta(9)))
    filled = next((role for role in roles if role.closed is not None), None)
    if filled is not None and filled.closed is not None:
        taken = next((each.person for each in named if each.role == filled.id), "")
        person_of = program.get(Person, taken)
        if person_of is not None:
            event = _event(craft, person_of, EventKind.PROMOTION, filled.closed)
            made.append(msgspec.structs.replace(event, role=filled.id))
    gone = {event.person for event in made} | {p.id for p in program.people(Role.MENTOR)}
    for group, fates in zip(groups, _FATES, strict=False):
        free = [person for person in group if person.id not in gone]
        since = _since(program, cohorts, group)
        for kind, count in fates.items():
            for person in craft.dice.sample(free, min(count, len(free))):
                free.remove(person)
                day = since + timedelta(craft.dice.randint(40, max(41, (craft.today - since).days)))
                if craft.past(day):
                    made.append(_event(craft, person, kind, day))
    return sorted(made, key=lambda each: (str(each.on), each.id))


def _since(program: Program, cohorts: list[Any], group: list[Person]) -> date:
    """From when on something can have become of these people: the start of the cohort, or of the first one."""
    start = next((each.start for each in cohorts if group and each.id == group[0].cohort), cohorts[0].start)
    assert isinstance(start, date)
    return start


def _event(craft: Craft, person: Person, kind: EventKind, day: date) -> Event:
    return Event(
        craft.id(),
        person=person.id,
        kind=kind,
        on=day,
        unit=craft.pick([u for u in craft.words["units"] if u != person.unit])
        if kind is EventKind.LATERAL_MOVE
        else "",
        level=_NEXT.get(person.level, "Executive") if kind is EventKind.PROMOTION else "",
        reason="An offer from outside" if kind is EventKind.LEFT else "",
    )


def _changed(program: Program, happened: list[Event]) -> list[Record]:
    """People as they stand after what happened to them."""
    now: dict[str, Record] = {}
    for event in happened:
        person = now.get(event.person) or program.of(Person)[event.person]
        fields = {name: value for name in ("unit", "level") if (value := getattr(event, name))}
        if fields:
            now[event.person] = msgspec.structs.replace(person, **fields)
    return list(now.values())
