"""Whom records of development are about, and how the present stands that several of them make together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from program.program import Program
from program.records import (
    Answers,
    Attainment,
    Checkpoint,
    Event,
    Goal,
    Nomination,
    Performance,
    Placement,
    Rating,
    Readiness,
    Recommendation,
    Record,
    kind_of,
)

R = TypeVar("R", bound=Record)

#: What is kept of how people develop, by the names under which it stands in lists.
KEPT: Mapping[str, type[Record]] = {
    "goals": Goal,
    "ratings": Rating,
    "nominations": Nomination,
    "readiness": Readiness,
    "checkpoints": Checkpoint,
    "recommendations": Recommendation,
    "answers": Answers,
    "performance": Performance,
    "events": Event,
}


def subjects(program: Program, item: Any) -> tuple[str, ...]:
    """The ids of those a record is about: named themselves, or by their placement; who rated or owns it is not."""
    found = [getattr(item, "person", ""), *getattr(item, "people", ())]
    if placement := program.get(Placement, getattr(item, "placement", "")):
        found.append(placement.person)
    return tuple(dict.fromkeys(filter(None, found)))


def concerned(program: Program, item: Record) -> tuple[str, ...]:
    """The ids of everybody a record points to, also by a placement, in the order of its fields."""
    found: list[str] = []
    for spec in kind_of(item).fields:
        value: Any = getattr(item, spec.name)
        if spec.ref == "person":
            found += [value] if isinstance(value, str) else value
        elif spec.ref == "placement" and (placement := program.get(Placement, value)):
            found.append(placement.person)
    return tuple(dict.fromkeys(filter(None, found)))


def about(program: Program, cls: type[R], person: str) -> tuple[R, ...]:
    """The records of a kind that are about somebody, in the order in which they were kept."""

    def make() -> Mapping[str, list[R]]:
        table: dict[str, list[R]] = {}
        for item in program.of(cls).values():
            for id_ in subjects(program, item):
                table.setdefault(id_, []).append(item)
        return table

    return tuple(program.index(f"about:{cls.__name__}", (cls, Placement), make).get(person, ()))


def latest(items: tuple[R, ...]) -> R | None:
    """The newest of some dated records, those without a date before all others; None when there is none."""
    return max(items, key=lambda item: getattr(item, "on", None) or date.min, default=None)


# ---- goals ---------------------------------------------------------------------------------------------------------


def open_goal(goal: Goal) -> bool:
    """Whether a goal is still to be reached."""
    return goal.done is None and goal.attained is Attainment.OPEN


def overdue(goal: Goal, today: date) -> bool:
    """Whether a goal is open and its day has passed."""
    return open_goal(goal) and goal.due is not None and goal.due < today


# ---- succession ----------------------------------------------------------------------------------------------------


def standing(nomination: Nomination, today: date) -> bool:
    """Whether a nomination has not been withdrawn."""
    return nomination.until is None or nomination.until > today


def nominated(program: Program, role: str, today: date) -> tuple[Nomination, ...]:
    """The nominations for a critical role that stand."""

    def make() -> Mapping[str, list[Nomination]]:
        table: dict[str, list[Nomination]] = {}
        for each in program.of(Nomination).values():
            table.setdefault(each.role, []).append(each)
        return table

    found = program.index("nominations by role", (Nomination,), make).get(role, [])
    return tuple(each for each in found if standing(each, today))


def readiness(program: Program, person: str, role: str) -> Readiness | None:
    """The newest rating of somebody's readiness for a role, from whichever side; None when there is none."""
    return latest(tuple(each for each in about(program, Readiness, person) if each.role == role))
