"""A small program whose past ends today: two cycles over, one running, and what came of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from program.program import Program
from program.records import (
    CHARTER,
    Answers,
    Charter,
    Cohort,
    Consent,
    CriticalRole,
    Cycle,
    Horizon,
    Host,
    Measure,
    Nomination,
    Person,
    Placement,
    Purpose,
    RaterGroup,
    Readiness,
    Recommendation,
    Record,
    Role,
    Story,
    Survey,
    Target,
)

TODAY = date.today()
_ITEMS = tuple(f"item_{number}" for number in range(1, 8))
NAMES = ("Ana Ruiz", "Jon Bakke", "Noa Levi", "Zoe Adler", "Ida Lund", "Max Oduya")


def ago(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def rich(*more: Record) -> Program:
    """Six mentees, three hosts, three mentors; recommendations, surveys, readiness, a target and a story."""
    records: list[Record] = [
        Charter(CHARTER, name="Test program"),
        Cohort("c1", name="Cohort One", start=ago(300)),
        Cycle("q1", name="Q1", start=ago(280), end=ago(190)),
        Cycle("q2", name="Q2", start=ago(189), end=ago(100)),
        Cycle("q3", name="Q3", start=ago(99), end=ago(-30)),
        Cycle("q4", name="Q4", start=ago(-31), end=ago(-120)),
        *(Host(key, name=name, function=name, seats=6) for key, name in
          (("ops", "Operations"), ("fin", "Finance"), ("cus", "Customer"))),
        *(Person(f"m{n}", name=name, roles=(Role.MENTOR,), capacity=4, unit="Elsewhere")
          for n, name in enumerate(("Ben Okafor", "Li Chen", "Mia Haddad"))),
        Target("t", figure=Measure.RECOMMENDATIONS, green=60, amber=20, agreed=ago(250), owner="m0"),
        CriticalRole("role", name="Head of claims", needed=ago(-200)),
        CriticalRole("empty", name="Head of risk", needed=ago(-300)),
    ]  # fmt: skip
    for at, name in enumerate(NAMES):
        person = f"p{at}"
        records += [
            Person(person, name=name, roles=(Role.MENTEE,), unit="Product", cohort="c1"),
            Placement(f"{person}q1", person=person, cycle="q1", host=("ops", "fin")[at % 2], mentor=f"m{at % 3}"),
            Placement(f"{person}q2", person=person, cycle="q2", host=("fin", "cus", "ops")[at % 3], mentor="m0"),
            Placement(f"{person}q3", person=person, cycle="q3", host="ops", mentor="m1"),
            Recommendation(f"r{at}", title=f"Idea {at}", placement=f"{person}q1", people=(person,), proposed=ago(200),
                           accepted=ago(150) if at < 4 else None, implemented=ago(60) if at < 2 else None),
            Consent(f"y{at}", person=person, purpose=Purpose.STORIES, given=ago(100)),
        ]  # fmt: skip
        for cycle, day in (("q1", 195), ("q2", 105)):
            ticks: dict[str, Any] = dict(zip(_ITEMS, (2, 5, 2, 6, 3, 5 + at % 2, 6), strict=True))
            records.append(
                Answers(f"a{at}{cycle}", survey=Survey.SAFETY, cycle=cycle, on=ago(day), person=person, **ticks)
            )
    records += [
        Nomination("n0", person="p0", role="role", on=ago(150)),
        Readiness("d0", person="p0", role="role", horizon=Horizon.NOW, by=RaterGroup.SPONSOR, on=ago(40)),
        Story("s0", title="Three reports fewer", told="Nobody read them.", figure=Measure.RECOMMENDATIONS,
              people=("p0",), on=ago(30)),
        Story("s1", title="Never to be told", told="Not a word.", figure=Measure.RECOMMENDATIONS, people=("p0", "m2")),
        *more,
    ]  # fmt: skip
    by_id = {item.id: item for item in records}
    return Program.of_records(by_id.values())
