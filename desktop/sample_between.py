"""What people of the sample program wish, say of each other, and are needed for."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean, pstdev
from typing import Any

import msgspec

from program.circles import answered, wish
from program.planning.rounds import plan_rounds
from program.program import Program
from program.records import (
    Chemistry,
    Circle,
    Cohort,
    Cycle,
    Host,
    Person,
    Placement,
    Preference,
    Project,
    Quality,
    Rater,
    Role,
    Wish,
)
from program.rules.evenness import worth

NewId = Callable[[], str]


def projects(
    dice: random.Random,
    new_id: NewId,
    words: Sequence[dict[str, Any]],
    hosts: Sequence[Host],
    cycles: Sequence[Cycle],
    mentees: Sequence[Person],
    mentors: Sequence[Person],
) -> list[Project]:
    """The critical projects, each with mentees of its own and perhaps a mentor who has room for all of them."""
    waiting = dice.sample(mentees, len(mentees))
    made = []
    for each in words:
        named = [waiting.pop() for _ in range(each["mentees"])]
        able = [
            mentor
            for mentor in mentors
            if mentor.capacity >= len(named)
            and all(mentor.id not in (p.manager, p.id) and mentor.unit != p.unit for p in named)
            and mentor.manager not in {p.manager for p in named}
        ]
        made.append(
            Project(
                new_id(),
                name=each["name"],
                about=each["about"],
                critical=True,
                host=next(host.id for host in hosts if host.name == each["host"]),
                mentor=dice.choice(able).id if each["mentor"] and able else "",
                mentees=tuple(person.id for person in named),
                cycles=(cycles[each["quarter"]].id,),
            )
        )
    return made


def wishes(
    dice: random.Random,
    new_id: NewId,
    mentees: Sequence[Person],
    mentors: Sequence[Person],
    hosts: Sequence[Host],
    critical: Sequence[Project],
) -> list[Preference]:
    """About half of the mentees wish something, and a few mentors; three people opt out of somebody or a host."""
    made: list[Preference] = []
    for mentee in mentees:
        if dice.random() < 0.35:
            wish = dice.choice((Wish.GLADLY, Wish.FIRST_CHOICE, Wish.GLADLY, Wish.RATHER_NOT))
            made.append(Preference(new_id(), person=mentee.id, wish=wish, other=dice.choice(mentors).id))
        if dice.random() < 0.3:
            wish = dice.choice((Wish.FIRST_CHOICE, Wish.GLADLY, Wish.GLADLY))
            made.append(Preference(new_id(), person=mentee.id, wish=wish, host=dice.choice(hosts).id))
    for mentor in dice.sample(mentors, 3):
        made.append(Preference(new_id(), person=mentor.id, wish=Wish.GLADLY, other=dice.choice(mentees).id))
    bound = {person for project in critical for person in project.mentees}
    helpers = {project.mentor for project in critical}
    free = [mentee for mentee in mentees if mentee.id not in bound]
    first, second, third = dice.sample(free, 3)
    one, other = dice.sample([mentor for mentor in mentors if mentor.id not in helpers], 2)
    made.append(Preference(new_id(), person=first.id, wish=Wish.NEVER, other=one.id))
    made.append(Preference(new_id(), person=other.id, wish=Wish.NEVER, other=second.id, reason="Worked together"))
    made.append(Preference(new_id(), person=third.id, wish=Wish.NEVER, host=dice.choice(hosts).id))
    return made


def meetings(
    dice: random.Random, new_id: NewId, mentees: Sequence[Person], mentors: Sequence[Person], today: date
) -> list[Chemistry]:
    """An hour over coffee each: ten mentees met two mentors."""
    made = []
    for mentee in dice.sample(mentees, 10):
        for mentor in dice.sample([each for each in mentors if each.id != mentee.manager], 2):
            rating = dice.choice((2, 3, 4, 4, 5, 5))
            met = today - timedelta(days=dice.randint(7, 40))
            made.append(Chemistry(new_id(), mentee=mentee.id, mentor=mentor.id, rating=rating, on=met))
    return made


def qualities(
    program: Program, dice: random.Random, new_id: NewId, today: date, cohort: Cohort | None = None
) -> list[Quality]:
    """What those who were placed say of cycles that are over: better where people fit, with moods and luck besides.

    Of every cohort, or of one.
    """
    over = {cycle.id: cycle for cycle in program.cycles if cycle.end < today and _of(cycle, cohort)}
    cards = sorted((p for p in program.of(Placement).values() if p.cycle in over), key=lambda card: card.id)
    if not cards:
        return []
    fits = {card.id: worth(program, program.plan, card) / 1000 for card in cards}
    middle, width = fmean(fits.values()), pstdev(fits.values()) or 1.0
    made = []
    for card in cards:
        for rater, share in ((Rater.MENTEE, 0.9), (Rater.MENTOR, 0.6), (Rater.HOST, 0.3)):
            if dice.random() < share:
                felt = 3.6 + 0.8 * (fits[card.id] - middle) / width + dice.gauss(0.0, 0.7)
                on = min(today, over[card.cycle].end + timedelta(days=dice.randint(2, 12)))
                made.append(Quality(new_id(), placement=card.id, by=rater, rating=max(1, min(5, round(felt))), on=on))
    return made


def _of(cycle: Cycle, cohort: Cohort | None) -> bool:
    return cohort is None or cycle.cohort == cohort.id


def peers(program: Program, cohort: Cohort, new_id: NewId) -> Iterator[tuple[Circle, str]]:
    """The kick-off of a cohort at small tables: made, planned without anybody meeting twice, the first round held."""
    people = sorted((p for p in program.people(Role.MENTEE) if p.cohort == cohort.id), key=lambda each: each.name)
    facilitator = min(program.people(Role.FACILITATOR), key=lambda each: each.id)
    name = f"Kick-off of {cohort.name}"
    made = Circle(new_id(), name=name, people=tuple(p.id for p in people), facilitator=facilitator.id, size=4, wanted=5)
    yield made, f"Add circle {name}"
    planned = answered(made, plan_rounds(msgspec.structs.replace(wish(program, made), moves=20_000)))
    yield planned, f"Plan rounds of circle {name}"
    yield msgspec.structs.replace(planned, held=1), f"Hold round 1 of circle {name}"
