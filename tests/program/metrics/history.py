"""Twelve people of two groups over three cycles, with a hundred records of what became of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from program.program import Program
from program.records import (
    Chemistry,
    Cohort,
    CriticalRole,
    Event,
    EventKind,
    Goal,
    Horizon,
    Lifecycle,
    Nomination,
    Quality,
    RaterGroup,
    Rating,
    Readiness,
    Record,
)
from tests.program.scene import mentee, placed, scene

MENTORS = ("okafor", "chen", "haddad")


def dated(key: str, day: date, who: int, what: int) -> Record:
    """Some record of that day; `who` and `what` choose whom and which."""
    person, role, level = f"p{who % 12}", f"role{who % 3}", 1 + what % 5
    sides = (RaterGroup.SPONSOR, RaterGroup.MANAGER, RaterGroup.SELF)
    by = sides[what % 3]
    made: tuple[Record, ...] = (
        Event(key, person=person, kind=tuple(EventKind)[what % 4], on=day),
        Readiness(key, person=person, role=role, horizon=tuple(Horizon)[what % 4], by=by, on=day),
        Nomination(key, person=person, role=role, on=day),
        Rating(key, person=person, skill="pricing", by=by, level=level, on=day),
        Goal(key, person=person, title="Price", skill="pricing", target=level, start=day),
        Chemistry(key, mentee=person, mentor=MENTORS[who % 3], rating=level, on=day),
        Quality(key, placement=f"c{who % 12}-{1 + what % 3}", rating=level, on=day),
    )
    return made[(who + what) % len(made)]


@cache
def base() -> Program:
    """Twelve people of two groups over three cycles, with a hundred records of the past."""
    records: list[Record] = [Cohort("cohort", name="Cohort", start=date(2027, 1, 1))]
    records += [CriticalRole(f"role{k}", name=f"Role {k}", needed=date(2028, 3 + k, 1)) for k in range(3)]
    for k in range(12):
        more: dict[str, Any] = {"cohort": "cohort", "status": Lifecycle.IN_ROTATION, "group": "ab"[k % 2]}
        records.append(mentee(f"p{k}", f"Person {k}", **more))
        records += [placed(f"c{k}-{q}", f"p{k}", f"q{q}", "ops", MENTORS[(k + q) % 3]) for q in (1, 2, 3)]
    records += [dated(f"past{k}", date(2027, 1, 5) + timedelta(days=2 * k), k * 5 // 3, k * k // 4) for k in range(120)]
    for k in range(12):
        plain: dict[str, Any] = {"person": f"p{k}", "skill": "pricing", "by": RaterGroup.MANAGER}
        records.append(Rating(f"first{k}", level=1 + k % 3, on=date(2027, 2, 1), **plain))
        records.append(Rating(f"second{k}", level=2 + k % 4, on=date(2027, 8, 1), **plain))
    return scene(*records)
