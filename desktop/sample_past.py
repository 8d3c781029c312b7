"""The cohort before the running one, as a lead brings it in afterwards, and who could take part and does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from desktop.sample_craft import Craft, begun, many, members, quarters
from desktop.sample_plan import breaks
from program.circles import answered, wish
from program.commands import Command, Keep, MovePlacements, Place, Target
from program.planning.rounds import plan_rounds
from program.program import Program
from program.records import (
    Cadence,
    Circle,
    Cohort,
    Cycle,
    Experience,
    Host,
    Involvement,
    Lifecycle,
    Person,
    Placement,
    Role,
    Skill,
    Stage,
    State,
    Strength,
    Theme,
    Track,
)
from program.verdict import Outcome, verdict

_MENTEES, _COLLEAGUES, _DECLINED = 14, 32, 5
_NOW_MENTORS = 3  # of the alumni
_STAGES = (Stage.FOUNDATION, Stage.FOUNDATION, Stage.STRATEGIC, Stage.LEAD)
_EXPERIENCES = (*Experience, Experience.STRETCH_ASSIGNMENT, Experience.CROSS_FUNCTIONAL_PROJECT)


def past(program: Callable[[], Program], craft: Craft) -> Iterator[Command]:
    """Cohort, people, plan and circle of the year before, alumni who mentor now, and who does not take part."""
    year = craft.today.year - 1
    cohort = Cohort(craft.id(), name=f"Cohort {year}", start=date(year, 1, 1), end=date(year, 12, 31), pilot=True)
    cycles = tuple(_cycle(craft, cohort, quarter) for quarter in range(4))
    yield Keep((cohort, *cycles), f"Bring in {cohort.name}, which is over, with {many(len(cycles), 'cycle')}")
    people = _people(program(), craft, cohort)
    yield Keep(people, f"Bring in {len(people)} alumni of {cohort.name}")
    yield _placed(program(), craft, cohort)
    for each in begun(program(), craft.today):
        yield Keep((_circle(program(), craft, each),), f"Add the peer circle of {each.name}")
    mentors = _mentors(program(), craft, cohort)
    yield Keep(mentors, f"Make {len(mentors)} alumni mentors")
    yield from _first_mentees(program(), mentors)
    colleagues = _colleagues(program(), craft)
    yield Keep(colleagues, f"Add {len(colleagues)} colleagues who could take part and do not")


def _cycle(craft: Craft, cohort: Cohort, quarter: int) -> Cycle:
    assert cohort.start is not None
    year, month = cohort.start.year, quarter * 3 + 1
    return Cycle(
        craft.id(),
        name=f"Q{quarter + 1} {year}",
        start=date(year, month, 1),
        end=date(year, month + 2, 31 if month in (1, 10) else 30),
        stage=_STAGES[quarter],
        cadence=Cadence.QUARTERLY,
        cohort=cohort.id,
        checkpoints=(date(year, month + 1, 15), date(year, month + 2, 20)),
    )


# ---- people ---------------------------------------------------------------------------------------------------------


def _person(craft: Craft, taken: set[str], started: int, **fields: Any) -> Person:
    """Somebody whose name nobody else has; they came `started` years or more before this one."""
    while (name := f"{craft.pick(craft.words['given'])} {craft.pick(craft.words['family'])}") in taken:
        pass
    taken.add(name)
    place, zone = craft.pick(craft.words["locations"])
    plain = "".join(ch for ch in name.casefold().replace(" ", ".") if ch.isascii())
    return Person(
        craft.id(),
        name=name,
        called=name.split()[0],
        alias=f"Person {200 + len(taken)}",
        email=f"{plain}@halden-osei.example",
        number=f"{50000 + len(taken)}",
        location=place,
        time_zone=zone,
        start=date(craft.today.year - craft.dice.randint(started, 16), craft.dice.randint(1, 12), 1),
        **fields,
    )


def _taken(program: Program) -> set[str]:
    return {person.name for person in program.of(Person).values()}


def _bosses(program: Program) -> list[Person]:
    return [person for person in program.people(Role.MENTOR) if not person.cohort and not person.external]


def _people(program: Program, craft: Craft, cohort: Cohort) -> tuple[Person, ...]:
    taken, bosses, sponsors = _taken(program), _bosses(program), program.people(Role.SPONSOR)
    skills = sorted(program.of(Skill).values(), key=lambda each: each.name)
    tracks, themes = sorted(program.of(Track)), sorted(program.of(Theme))
    made = []
    for _ in range(_MENTEES):
        boss = craft.pick(bosses)
        level = craft.pick(craft.words["levels"])
        others = sorted({skill.area for skill in skills} - {boss.unit})
        goals = (craft.pick([s for s in skills if s.area == unit]).id for unit in craft.dice.sample(others, 3))
        own = [skill for skill in skills if skill.area == boss.unit]
        person = _person(
            craft,
            taken,
            4,
            roles=(Role.MENTEE,),
            unit=boss.unit,
            title=f"{level}, {craft.pick(own).name.lower()}",
            level=level,
            manager=boss.id,
            sponsor=craft.pick([each for each in sponsors if each.id != boss.id]).id,
            cohort=cohort.id,
            track=craft.pick(tracks),
            goals=tuple(Strength(skill, craft.dice.randint(3, 5)) for skill in goals),
            offers=tuple(Strength(skill.id, 4) for skill in craft.dice.sample(own, 2)),
            themes=tuple(craft.dice.sample(themes, craft.pick((1, 1, 2)))),
            group=craft.pick(craft.words["groups"][:2]),
            style=craft.pick(craft.words["styles"]),
            status=Lifecycle.ALUMNI,
            since=date(craft.today.year, 1, 1),
        )
        made.append(person)
    return tuple(made)


def _mentors(program: Program, craft: Craft, cohort: Cohort) -> tuple[Person, ...]:
    there = [p for p in members(program, cohort) if len(program.plan.row(p.id)) == len(quarters(program, cohort))]
    return tuple(
        msgspec.structs.replace(
            person, roles=(*person.roles, Role.MENTOR), capacity=1, hours=12, involvement=Involvement.STANDARD
        )
        for person in craft.dice.sample(there, _NOW_MENTORS)
    )


def _first_mentees(program: Program, mentors: tuple[Person, ...]) -> Iterator[Command]:
    """Each new mentor is given a mentee of the last cycle of all, where a draft allows it."""
    last = program.cycles[-1]
    drafts = sorted(p.id for p in program.of(Placement).values() if p.cycle == last.id and p.state is State.DRAFT)
    used: set[str] = set()
    for mentor in mentors:
        for card in drafts:
            move = MovePlacements((Target(card, mentor=mentor.id),))
            if card not in used and verdict(program, move).outcome is Outcome.FREE:
                used.add(card)
                yield move
                break


def _colleagues(program: Program, craft: Craft) -> tuple[Person, ...]:
    """Those on the list of the people unit; a few were asked and said no. Figures compare mentees with them."""
    taken, bosses, tracks = _taken(program), _bosses(program), sorted(program.of(Track))
    made = []
    for number in range(_COLLEAGUES):
        boss, level = craft.pick(bosses), craft.pick(craft.words["levels"])
        skill = craft.pick(craft.words["skills"][boss.unit]).lower()
        made.append(
            _person(
                craft, taken, 3, roles=(Role.MENTEE,), unit=boss.unit, title=f"{level}, {skill}", level=level,
                manager=boss.id, track=craft.pick(tracks), group=craft.pick(craft.words["groups"]),
                status=Lifecycle.DECLINED if number < _DECLINED else Lifecycle.LISTED,
            )
        )  # fmt: skip
    return tuple(made)


# ---- the plan -------------------------------------------------------------------------------------------------------


def _placed(program: Program, craft: Craft, cohort: Cohort) -> Place:
    """Who sat where: the first place the rules allow, new functions first. One left before the last cycle."""
    hosts = sorted(program.of(Host).values(), key=lambda each: each.name)
    mentors = list(program.people(Role.MENTOR))
    people = members(program, cohort)
    leaver = craft.pick(people)
    come: list[Placement] = []
    met: dict[str, list[str]] = {person.id: [] for person in people}
    cycles = quarters(program, cohort)
    for cycle in cycles:
        for person in craft.dice.sample(people, len(people)):
            if person is leaver and cycle is cycles[-1]:
                continue
            seen = met[person.id]
            order = sorted(craft.dice.sample(hosts, len(hosts)), key=lambda host: host.function in seen)
            if craft.chance(0.12):
                craft.dice.shuffle(order)
            card = _seat(program, craft, come, Placement(craft.id(), person=person.id, cycle=cycle.id), order, mentors)
            if card is not None:
                come.append(card)
                seen.append(next(host.function for host in hosts if host.id == card.host))
    return Place(tuple(come), reason="As it was")


def _seat(
    program: Program, craft: Craft, come: list[Placement], bare: Placement, hosts: list[Host], mentors: list[Person]
) -> Placement | None:
    for host in hosts:
        card = msgspec.structs.replace(bare, host=host.id)
        if breaks(program, come, card):
            continue
        for mentor in craft.dice.sample(mentors, len(mentors)):
            whole = msgspec.structs.replace(card, mentor=mentor.id)
            if not breaks(program, come, whole):
                project = craft.pick(_works(craft, host))
                return msgspec.structs.replace(
                    whole,
                    theme=craft.pick(host.themes),
                    project=project,
                    deliverable=f"Recommendation on {project}",
                    experience=craft.pick(_EXPERIENCES),
                    goal=f"See how {host.name.lower()} decides",
                    state=State.PUBLISHED,
                )
    return None


def _works(craft: Craft, host: Host) -> list[str]:
    found: list[str] = next(each["projects"] for each in craft.words["host"] if each["name"] == host.name)
    return found


def _circle(program: Program, craft: Craft, cohort: Cohort) -> Circle:
    """Peers of a cohort, who meet once in every cycle."""
    people = tuple(person.id for person in members(program, cohort))
    facilitator = min(person.id for person in program.people(Role.FACILITATOR))
    made = Circle(craft.id(), name=f"Peers of {cohort.name}", people=people, facilitator=facilitator, size=4, wanted=4)
    planned = answered(made, plan_rounds(msgspec.structs.replace(wish(program, made), moves=4_000)))
    held = sum(craft.past(cycle.checkpoints[0] + timedelta(3)) for cycle in quarters(program, cohort))
    return msgspec.structs.replace(planned, held=held)
