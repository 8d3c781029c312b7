"""Whole programs of any size, made from a seed: what planner, kernel and bench are tried on.

Seats are about 135 % of what is asked for and mentors about 120 %, everything a rule looks at occurs, and the plan
that is laid in (`filled`, and what is pinned) breaks no rule, so that a full plan without breaches is within reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from random import Random

import msgspec

from program.program import Program
from program.records import (
    CHARTER,
    Charter,
    Cohort,
    Cycle,
    Host,
    Involvement,
    Lifecycle,
    Person,
    Placement,
    Project,
    Record,
    Role,
    Skill,
    Stage,
    State,
    Strength,
    Theme,
    Track,
)
from tests.program.planning.between import Between
from tests.program.planning.filling import Filling

FIRST = ["Ana", "Ben", "Chen", "Dana", "Emre", "Fay", "Gita", "Hugo", "Ines", "Jon", "Kaya", "Li", "Mia", "Nils"]
LAST = ["Ruiz", "Okafor", "Bakke", "Haddad", "Meyer", "Silva", "Novak", "Rossi", "Lind", "Costa", "Adler", "Ek"]
UNITS = ["Finance", "Operations", "Customer", "Technology", "Product", "Legal", "Supply", "People"]
ZONES = ("+00:00", "+01:00", "UTC+2", "-05:00", "Asia/Kolkata", "+09:00", "")
STYLES = ("analytic", "practical", "relational", "experimental", "")
LEVELS = ("L4", "L5", "L6")
GROUPS = ("North", "East", "South", "West", "")

HOURS = {Involvement.BURST: 4, Involvement.STANDARD: 8, Involvement.EXTENDED: 12}

_STAGES = {4: (Stage.FOUNDATION,), 5: (Stage.STRATEGIC, Stage.LEAD)}

SEATS, CARE = 1.35, 1.20
"""What there is for each mentee and cycle: seats, and places with mentors."""


def world(
    mentees: int,
    mentors: int,
    hosts: int,
    cycles: int,
    seed: int = 1,
    *,
    filled: float = 0.0,
    earlier: int = 2,
    pinned: float = 0.02,
    settled: float = 0.0,
) -> Program:
    """A program of so many mentees, mentors, hosts and cycles (at least as many hosts as cycles).

    `filled`: share of the places that are taken already; `pinned`: share of all places that are taken and pinned;
    `settled`: share of the taken ones that are approved. `earlier`: cycles of an earlier cohort, whose few people
    come besides, all of them placed.
    """
    return _World(Random(seed), mentees, mentors, hosts, cycles, earlier).program(filled, pinned, settled)


class _World:
    def __init__(self, random: Random, mentees: int, mentors: int, hosts: int, cycles: int, earlier: int) -> None:
        self.random = random
        self.skills = [Skill(f"skill{n}", name=f"Skill {n}", area=UNITS[n % len(UNITS)]) for n in range(20)]
        self.themes = [Theme(f"theme{n}", name=f"Theme {n}") for n in range(6)]
        self.cohorts = [
            Cohort("now", name="Cohort 2", start=date(2027, 1, 1)),
            Cohort("before", name="Cohort 1", start=date(2025, 1, 1)),
        ]
        self.tracks = list(self._tracks())
        self.cycles = list(_cycles(cycles, "now", 2027))
        self.earlier = list(_cycles(earlier, "before", 2025))
        self.hosts = list(self._hosts(hosts, mentees))
        self.mentors = list(self._mentors(mentors, mentees))
        self.coaches = [self._coach(n) for n in range(max(1, mentors // 20))]
        self.mentees = [self._mentee(n, "now") for n in range(mentees)]
        self.alumni = [self._mentee(mentees + n, "before") for n in range(max(1, mentees // 40) if earlier else 0)]

    def program(self, filled: float, pinned: float, settled: float) -> Program:
        """Put together; the plan comes last, over all that was decided before."""
        records: list[Record] = [
            Charter(CHARTER, name="A rotation program", breadth=4),
            *self.cohorts,
            *self.skills,
            *self.themes,
            *self.tracks,
            *self.earlier,
            *self.cycles,
            *self.hosts,
            *self.mentors,
            *self.coaches,
            *self.mentees,
            *self.alumni,
        ]
        records += Between(self.random, self.mentees, self.mentors, self.coaches, self.hosts, self.cycles).records()
        projects = list(self._projects(Filling(Program.of_records(records), self.random)))
        records += projects
        filling = Filling(Program.of_records(records), self.random, projects)

        def wanted(_person: Person, cycle: Cycle) -> bool:
            return cycle.cohort == "before" or self.random.random() < max(filled, pinned)

        for placement in filling.placements(wanted):
            records.append(self._dressed(placement, pinned / max(filled, pinned, 1e-9), settled))
        return Program.of_records(records)

    def _dressed(self, placement: Placement, pinned: float, settled: float) -> Placement:
        if placement.cycle.startswith("before"):
            return msgspec.structs.replace(placement, state=State.PUBLISHED)
        if self.random.random() < pinned:
            return msgspec.structs.replace(placement, pinned=True)
        if self.random.random() < settled:
            return msgspec.structs.replace(placement, state=State.APPROVED)
        return placement

    # ---- what there is -------------------------------------------------------------------------------------------

    def _tracks(self) -> Iterator[Track]:
        themes = [theme.id for theme in self.themes]
        yield Track("general", name="General leadership", themes=tuple(themes[:3]))
        yield Track("tech", name="Technical leadership", themes=tuple(themes[2:5]), foundations=2, tenure=12)
        yield Track("people", name="People leadership", themes=(themes[5],), levels="L5, L6", strategics=0)

    def _hosts(self, number: int, mentees: int) -> Iterator[Host]:
        plain = [self._host(n, number) for n in range(number)]
        shares = [self.random.uniform(0.8, 1.2) for _ in plain]
        open_shares = (
            sum(share for host, share in zip(plain, shares, strict=True) if _takes(host, cycle, first=not n))
            for n, cycle in enumerate(self.cycles)
        )
        each = mentees * SEATS / min(open_shares)
        for host, share in zip(plain, shares, strict=True):
            yield msgspec.structs.replace(host, seats=max(1, round(each * share)))

    def _host(self, n: int, number: int) -> Host:
        unit = UNITS[n % len(UNITS)]
        return Host(
            f"host{n}",
            name=f"{unit} {n}",
            function=unit,
            unit=unit,
            themes=tuple(self.random.sample([theme.id for theme in self.themes], self.random.randint(0, 3))),
            tracks=("general", "tech") if number > 6 and n == 1 else (),
            stages=_STAGES.get(n, ()) if number > 7 else (),
            after=tuple(f"host{other}" for other in range(3)) if n == number - 1 else (),
            impact=self.random.randint(0, 5),
            closed=(self.cycles[n % len(self.cycles)].id,) if n % 5 == 2 else (),
        )

    def _mentors(self, number: int, mentees: int) -> Iterator[Person]:
        wanted = [1] * number
        for _ in range(max(0, round(mentees * CARE) - number)):
            wanted[self.random.randrange(number)] += 1
        for n, capacity in enumerate(wanted):
            involvement = self.random.choices(tuple(Involvement), (2, 6, 2))[0]
            more, hours = self.random.choice(((0, 0), (0, 0), (0, 3), (1, 0)))
            yield Person(
                f"mentor{n}",
                name=self._name(n + 7),
                roles=(Role.MENTOR,),
                status=Lifecycle.ONBOARDED,
                unit=self.random.choice(UNITS),
                level="L7",
                time_zone=self.random.choice(ZONES),
                manager=f"mentor{n // 5}" if n else "",
                offers=self._strengths(2, 5),
                style=self.random.choice(STYLES),
                capacity=capacity + more,
                hours=capacity * HOURS[involvement] + hours if more or hours else 0,
                involvement=involvement,
            )

    def _coach(self, n: int) -> Person:
        return Person(f"coach{n}", name=self._name(n + 11), roles=(Role.COACH,), external=True)

    def _mentee(self, n: int, cohort: str) -> Person:
        track = self.random.choices(("general", "tech", "people", ""), (5, 3, 2, 1))[0]
        return Person(
            f"mentee{n}",
            name=self._name(n),
            roles=(Role.MENTEE,),
            status=Lifecycle.IN_ROTATION,
            cohort=cohort,
            track=track,
            unit=self.random.choice(UNITS),
            level=self.random.choice(LEVELS[1:] if track == "people" else LEVELS),
            time_zone=self.random.choice(ZONES),
            manager=f"mentor{self.random.randrange(len(self.mentors))}" if self.random.random() < 0.7 else "",
            start=date(2015 + self.random.randrange(9), 1 + self.random.randrange(12), 1),
            group=self.random.choice(GROUPS),
            themes=tuple(self.random.sample([theme.id for theme in self.themes], self.random.randint(0, 2))),
            offers=self._strengths(0, 3),
            goals=self._strengths(0, 4),
            style=self.random.choice(STYLES),
        )

    def _strengths(self, least: int, most: int) -> tuple[Strength, ...]:
        chosen = self.random.sample(self.skills, self.random.randint(least, most))
        return tuple(Strength(skill.id, self.random.randint(1, 5)) for skill in chosen)

    def _name(self, n: int) -> str:
        again = n // (len(FIRST) * len(LAST))
        return f"{FIRST[n % len(FIRST)]} {LAST[n // len(FIRST) % len(LAST)]}" + (f" {again + 1}" if again else "")

    def _projects(self, filling: Filling) -> Iterator[Project]:
        """A critical project in each of the first two cycles, with people who may work there and with each other."""
        for n, cycle in enumerate(self.cycles[:2]):
            host = next(host for host in self.hosts[n:] if host.open_in(cycle) and not host.after and not host.stages)
            mentor = next(each for each in self.mentors[n * len(self.mentors) // 2 :] if each.capacity > 1)
            fit = (p for p in self.mentees[n::2] if filling.fits(p, cycle, host.id, mentor.id if n else ""))
            people = tuple(person.id for person in islice(fit, min(host.seats, 2)))
            yield Project(
                f"project{n}",
                name=f"Project {n}",
                critical=True,
                host=host.id,
                mentor=mentor.id if n else "",
                mentees=people,
                cycles=(cycle.id,),
            )


def _takes(host: Host, cycle: Cycle, *, first: bool) -> bool:
    return host.open_in(cycle) and (not host.stages or cycle.stage in host.stages) and not (first and host.after)


def _cycles(number: int, cohort: str, year: int) -> Iterator[Cycle]:
    for n in range(number):
        first = date(year + n // 4, n % 4 * 3 + 1, 1)
        following = date(year + (n + 1) // 4, (n + 1) % 4 * 3 + 1, 1)
        yield Cycle(
            f"{cohort}{n:02}",
            name=f"Q{n % 4 + 1} {first.year}",
            start=first,
            end=following - timedelta(days=1),
            stage=_stage(n, number),
            cohort=cohort,
        )


def _stage(n: int, number: int) -> Stage:
    stages: Sequence[Stage] = tuple(Stage)
    return stages[min(2, n * 3 // max(3, number)) if n >= 2 else 0]
