"""A made-up program of any size, the same on every run, for looking at what comes out on paper."""

from __future__ import annotations

import random
from datetime import date, timedelta

import msgspec

from program.program import Program
from program.records import (
    CHARTER,
    Absence,
    Charter,
    Circle,
    Cohort,
    Conflict,
    Cycle,
    Experience,
    Host,
    Lifecycle,
    Person,
    Placement,
    Record,
    Role,
    Round,
    Skill,
    Stage,
    State,
    Strength,
    Theme,
    Track,
)

FIRST = (
    "Ana", "Jon", "Mei", "Sam", "Lea", "Omar", "Iva", "Noa", "Ben", "Lin", "Maya", "Karl", "Sofia", "Tariq",
    "Ines", "Paul", "Yuki", "Elif", "Marek", "Greta",
)
LAST = (
    "Ruiz", "Bakke", "Tanaka", "Oduya", "Martin", "Said", "Horak", "Levi", "Okafor", "Chen", "Haddad",
    "Brandt", "Novak", "Costa", "Silva", "Lind", "Iyer",
)
UNITS = (
    "Operations", "Finance", "Customer", "Product", "People", "Strategy", "Technology", "Legal", "Sales",
    "Supply", "Risk", "Brand",
)
TITLES = ("Director", "Vice President", "Senior Manager", "Head of Unit", "General Manager")
THEMES = ("Strategy", "People leadership", "Customer experience", "Resilience", "Digital")
SKILLS = ("Controls", "Pricing", "Negotiation", "Change", "Analytics", "Coaching")
PROJECTS = ("plant safety", "controls after the merger", "service cost", "entry into two markets", "")


def world(mentees: int = 60, cycles: int = 8, hosts: int = 12, mentors: int = 24, seed: int = 7) -> Program:
    """A program with most people placed, some pinned, some absences, and a few rules broken."""
    chance = random.Random(seed)
    records: list[Record] = [
        Charter(id=CHARTER, name="Executive mentorship program", organisation="Northwind Holdings", breadth=6),
        Cohort(id="co", name="Cohort 2027", start=date(2027, 1, 1)),
        Track(id="tr", name="General management"),
    ]
    records += [Theme(id=f"t{n}", name=name) for n, name in enumerate(THEMES)]
    records += [Skill(id=f"s{n}", name=name) for n, name in enumerate(SKILLS)]
    records += [
        Host(
            id=f"h{n:03}",
            name=UNITS[n % 12] if n < 12 else f"{UNITS[n % 12]} {n // 12 + 1}",
            function=UNITS[n % 12],
            unit=f"{UNITS[n % 12]} group",
            seats=max(1, round(mentees / hosts * 1.1)),
            closed=("c2",) if n == 3 else (),
        )
        for n in range(hosts)
    ]
    start = date(2027, 1, 4)
    for n in range(cycles):
        stage = tuple(Stage)[min(2, n * 3 // max(1, cycles))]
        name = f"Q{n % 4 + 1} {2027 + n // 4}"
        records.append(Cycle(id=f"c{n}", name=name, start=start, end=start + timedelta(days=90), stage=stage))
        start += timedelta(days=91)
    people = [_person(chance, n, Role.MENTEE) for n in range(mentees)]
    teachers = [_person(chance, mentees + n, Role.MENTOR) for n in range(mentors)]
    records += people + teachers
    for person in people:
        around = chance.sample(range(hosts), min(hosts, cycles))
        for n in range(min(len(around), cycles)):
            if chance.random() < 0.06:
                continue
            mentor = teachers[(people.index(person) + n * 5) % len(teachers)].id if teachers else ""
            records.append(
                Placement(
                    id=f"p-{person.id}-{n}",
                    person=person.id,
                    cycle=f"c{n}",
                    host=f"h{around[n]:03}",
                    mentor=mentor,
                    coach=teachers[-1].id if teachers and chance.random() < 0.1 else "",
                    theme=f"t{chance.randrange(5)}",
                    experience=chance.choice(tuple(Experience)),
                    project=chance.choice(PROJECTS),
                    deliverable="A plan the host can carry on with",
                    goal="See how a unit is led through a change",
                    state=tuple(State)[3 - min(3, n // 2)],
                    pinned=chance.random() < 0.08,
                )
            )
    if mentees > 3:
        ids = [person.id for person in people[: mentees // 2 * 2]]
        half = len(ids) // 2
        rest = tuple(person.id for person in people[len(ids) :])
        both = ((tuple(ids[:half]), tuple(ids[half:])), (tuple(ids[::2]), tuple(ids[1::2])))
        circle = Circle(id="ci", name="Peers", people=(*ids, *rest), facilitator=teachers[0].id if teachers else "")
        rounds = tuple(Round(tables, rest) for tables in both)
        records.append(msgspec.structs.replace(circle, hosts=(ids[0],), rounds=rounds, held=1, wanted=2))
    if mentees > 2 and teachers:
        records.append(Absence(id="a", person=people[0].id, start=date(2027, 1, 1), end=date(2027, 3, 30)))
        records.append(Conflict(id="x", first=people[1].id, second=teachers[1].id))
    return Program.of_records(records)


def _person(chance: random.Random, n: int, role: Role) -> Person:
    first, last = FIRST[n % len(FIRST)], LAST[(n * 7 + n // 20) % len(LAST)]
    return Person(
        id=f"m{n:05}",
        name=f"{first} {last}",
        email=f"{first}.{last}{n}@northwind.example".lower(),
        number=f"{10000 + n}",
        roles=(role,) if chance.random() < 0.9 else (role, Role.CATALYST),
        status=Lifecycle.IN_ROTATION,
        cohort="co",
        track="tr",
        unit=UNITS[chance.randrange(12)],
        title=f"{TITLES[n % 5]} {UNITS[n % 12]}",
        level="L6",
        location=chance.choice(("Oslo", "Madrid", "Singapore", "São Paulo", "Tel Aviv")),
        start=date(2015 + n % 10, 1 + n % 12, 1 + n % 28),
        goals=(Strength("s0", 5), Strength(f"s{1 + n % 5}", 3)) if role is Role.MENTEE else (),
        offers=(Strength(f"s{n % 6}", 4),) if role is Role.MENTOR else (),
        aspiration="To run a business with its own profit and loss within three years." if role is Role.MENTEE else "",
        capacity=6 if role is Role.MENTOR else 0,
    )
