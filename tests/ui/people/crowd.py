"""Any number of people for the page's tests: made from word lists, no real persons."""

from __future__ import annotations

from datetime import date

from program.program import Program
from program.records import CHARTER, Charter, Cohort, Lifecycle, Person, Role, Skill, Strength, Track

FIRST = (
    "Ana", "Jon", "Mei", "Sam", "Lea", "Omar", "Iva", "Noa", "Kira", "Luca", "Yusuf", "Hanna", "Pedro", "Aiko", "Tomás",
    "Zoë", "Ravi", "Elin", "Márek", "Nadia",
)  # fmt: skip
LAST = (
    "Ruiz", "Bakke", "Tanaka", "Oduya", "Martin", "Said", "Horák", "Levi", "Novák", "Haddad", "Iyer", "Costa", "Brandt",
    "Silva", "Lind", "Øster", "Chen",
)  # fmt: skip
UNITS = ("Operations", "Finance", "Customer", "Strategy", "People", "Product")
TITLES = ("Director", "Vice president", "Senior manager")


def person(number: int) -> Person:
    """The person of this number; the same every time."""
    again = number // (len(FIRST) * len(LAST))
    name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}" + (f" {again + 1}" if again else "")
    mentee, mentor = number % 10 == 1, number % 25 == 2
    return Person(
        f"p{number}",
        name=name,
        email=f"person{number}@example.org" if number % 50 else "",
        number=str(10_000 + number),
        unit=UNITS[number % len(UNITS)],
        title=TITLES[number % len(TITLES)],
        roles=((Role.MENTEE,) if mentee else ()) + ((Role.MENTOR,) if mentor else ()),
        status=Lifecycle.LEFT if number % 40 == 39 else Lifecycle.LISTED,
        external=number % 30 == 7,
        manager=f"p{number // 10}" if number >= 10 else "",
        start=date(2015 + number % 10, 1 + number % 12, 1 + number % 28),
        cohort="c1" if mentee else "",
        track="t1" if mentee else "",
        goals=(Strength("s1", 3),) if mentee else (),
        offers=(Strength("s1", 5),) if mentor else (),
        capacity=3 if mentor else 0,
    )


def crowd(count: int) -> Program:
    """A program of so many people."""
    return Program.of_records(
        [
            Charter(CHARTER, name="Test program"),
            Cohort("c1", name="Cohort 2027"),
            Cohort("c2", name="Cohort 2028"),
            Track("t1", name="Leadership"),
            Skill("s1", name="Pricing"),
            *(person(number) for number in range(count)),
        ]
    )
