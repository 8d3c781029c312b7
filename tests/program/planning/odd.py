"""Small programs in which anything occurs that records can hold, and plans that break any rule: seeded by a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from program.program import Program
from program.records import (
    CHARTER,
    Absence,
    Charter,
    Chemistry,
    Cohort,
    Conflict,
    Cycle,
    Host,
    Involvement,
    Lifecycle,
    Person,
    Placement,
    Preference,
    Project,
    Record,
    Role,
    RuleSetting,
    Skill,
    Stage,
    State,
    Strength,
    Theme,
    Track,
    Wish,
)
from program.rules import RULES

T = TypeVar("T")

STATUSES = (*[Lifecycle.IN_ROTATION] * 6, Lifecycle.LISTED, Lifecycle.LEFT)
ZONES = ("", "+00:00", "UTC-7", "+05:30", "Europe/Berlin", "nowhere", "+11:00", "-11:00")
UNITS = ("", "Finance", "finance", "Legal", "Supply")


def odd(seed: int, *, bare: bool = False, coaches: bool = True) -> Program:
    """An odd program. `bare`: some placements have neither host nor mentor; `coaches`: some have a coach."""
    return Program.of_records(_Odd(Random(seed), bare=bare, coaches=coaches).records())


class _Odd:
    def __init__(self, random: Random, *, bare: bool, coaches: bool) -> None:
        self.random = random
        self.bare = bare
        self.coaches = coaches
        self.cohorts = ["", "one", "two"]
        self.cycles = list(self._cycles(random.randint(1, 7)))
        self.skills = [f"skill{n}" for n in range(4)]
        self.themes = [f"theme{n}" for n in range(4)]
        self.tracks = [f"track{n}" for n in range(2)]
        self.hosts = [f"host{n}" for n in range(random.randint(1, 5))]
        self.people = [f"person{n}" for n in range(random.randint(3, 16))]

    def records(self) -> Iterator[Record]:
        random = self.random
        yield Charter(
            CHARTER,
            name="Odd",
            repeat_window=random.randint(1, 4),
            line_levels=random.randint(1, 3),
            group_floor=3,
            standard_hours=random.choice((0, 8)),
            rules=tuple(
                RuleSetting(key, random.random() < 0.85, random.choice((1.0, 1.0, 0.0, 0.5, 2.0, 1.25, 0.333)))
                for key in RULES
                if random.random() < 0.5
            ),
        )
        yield from (Cohort(id_, name=id_) for id_ in self.cohorts if id_)
        yield from (Skill(id_, name=id_) for id_ in self.skills)
        yield from (Theme(id_, name=id_) for id_ in self.themes)
        yield from self.cycles
        yield from (self._track(id_) for id_ in self.tracks)
        yield from (self._host(id_) for id_ in self.hosts)
        yield from (self._person(id_) for id_ in self.people)
        yield from self._absences()
        for n in range(random.randint(0, 3)):
            first, second = self._two()
            yield Conflict(f"conflict{n}", first=first, second=second, until=random.choice((None, self._day())))
        yield from self._wishes()
        for n in range(random.randint(0, 6)):
            mentee, mentor = self._two()
            yield Chemistry(f"meeting{n}", mentee=mentee, mentor=mentor, rating=random.randint(1, 5))
        for n in range(random.randint(0, 2)):
            yield Project(
                f"project{n}",
                name=f"Project {n}",
                critical=random.random() < 0.8,
                host=random.choice(["", *self.hosts]),
                mentor=random.choice(["", *self.people]),
                mentees=self._some(self.people, 3),
                cycles=self._some([cycle.id for cycle in self.cycles], 2),
            )
        yield from self._placements()

    def _some(self, things: Sequence[T], most: int) -> tuple[T, ...]:
        return tuple(self.random.sample(things, self.random.randint(0, min(most, len(things)))))

    def _two(self) -> tuple[str, str]:
        return self.random.choice(self.people), self.random.choice(self.people)

    def _day(self) -> date:
        return date(2027, 1, 1) + timedelta(days=self.random.randrange(700))

    def _cycles(self, number: int) -> Iterator[Cycle]:
        first = date(2027, 1, 1)
        for n in range(number):
            last = first + timedelta(days=self.random.choice((6, 29, 89)))
            stage = self.random.choice(tuple(Stage)) if n else Stage.FOUNDATION
            yield Cycle(
                f"c{n}", name=f"C{n}", start=first, end=last, stage=stage, cohort=self.random.choice(self.cohorts)
            )
            first = last + timedelta(days=1)

    def _track(self, id_: str) -> Track:
        random = self.random
        return Track(
            id_,
            name=id_,
            levels=random.choice(("", "", "A, B")),
            tenure=random.choice((0, 0, 12)),
            stages=random.choice(((), (), (Stage.FOUNDATION, Stage.STRATEGIC))),
            foundations=random.randint(0, 2),
            strategics=random.randint(0, 2),
            themes=self._some(self.themes, 3),
        )

    def _host(self, id_: str) -> Host:
        random = self.random
        return Host(
            id_,
            name=id_,
            function=random.choice((*UNITS, "Customer")),
            seats=random.randint(0, 3),
            themes=self._some(self.themes, 3),
            tracks=self._some(self.tracks, 1) if random.random() < 0.3 else (),
            stages=self._some(tuple(Stage), 2) if random.random() < 0.3 else (),
            after=self._some(self.hosts, 2) if random.random() < 0.3 else (),
            impact=random.randint(0, 5),
            opens=random.choice((None, None, None, self._day())),
            closed=self._some([cycle.id for cycle in self.cycles], 1),
        )

    def _person(self, id_: str) -> Person:
        random = self.random
        roles = random.choice(
            ((Role.MENTEE,), (Role.MENTEE,), (Role.MENTOR,), (Role.MENTEE, Role.MENTOR), (Role.COACH,))
        )
        return Person(
            id_,
            name=id_.capitalize(),
            group=random.choice(("", "North", "north ", "South")),
            roles=roles,
            status=random.choice(STATUSES),
            cohort=random.choice(self.cohorts),
            track=random.choice(["", *self.tracks]),
            unit=random.choice(UNITS),
            level=random.choice(("", "A", "C")),
            time_zone=random.choice(ZONES),
            manager=random.choice(["", "", *self.people]),
            start=random.choice((None, date(2020, 1, 1), date(2026, 6, 15))),
            offers=self._strengths(),
            goals=self._strengths(),
            themes=self._some(self.themes, 2),
            style=random.choice(("", "Bold", "bold", "calm")),
            capacity=random.randint(0, 3),
            hours=random.choice((0, 0, 8, 20)),
            involvement=random.choice(tuple(Involvement)),
        )

    def _strengths(self) -> tuple[Strength, ...]:
        return tuple(Strength(skill, self.random.randint(1, 5)) for skill in self._some(self.skills, 4))

    def _absences(self) -> Iterator[Absence]:
        for n in range(self.random.randint(0, 8)):
            first = self._day()
            last = first + timedelta(days=self.random.choice((3, 20, 60)))
            yield Absence(f"absence{n}", person=self.random.choice(self.people), start=first, end=last)

    def _wishes(self) -> Iterator[Preference]:
        for n in range(self.random.randint(0, 12)):
            one, other = self._two()
            yield Preference(
                f"wish{n}",
                person=one,
                wish=self.random.choice(tuple(Wish)),
                other=self.random.choice(("", other, other)),
                host=self.random.choice(["", "", *self.hosts]),
                cycle=self.random.choice(["", "", self.random.choice(self.cycles).id]),
            )

    def _placements(self) -> Iterator[Placement]:
        random = self.random
        share, order = random.random(), random.random() < 0.5
        helpers = ["", *self.people[: random.choice((2, len(self.people)))]]
        for person in self.people if order else reversed(self.people):
            for cycle in self.cycles:
                if random.random() > share or random.random() < 0.3:
                    continue
                host, mentor = random.choice(["", *self.hosts]), random.choice(helpers)
                if not self.bare and not host and not mentor:
                    host = self.hosts[0]
                yield Placement(
                    f"p-{person}-{cycle.id}",
                    person=person,
                    cycle=cycle.id,
                    host=host,
                    mentor=mentor,
                    coach=random.choice(["", "", "", *self.people]) if self.coaches else "",
                    state=random.choice((State.DRAFT, State.DRAFT, State.SUBMITTED, State.APPROVED)),
                    pinned=random.random() < 0.1,
                )
