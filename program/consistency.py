"""Whether the days and numbers within one record go together: what is due, named, proposed, answered or aimed at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from program.program import Program
from program.records import (
    Answers,
    Baseline,
    Edition,
    Goal,
    Nomination,
    RaterGroup,
    Rating,
    Readiness,
    Recommendation,
    Record,
    Target,
)
from program.surveys import ITEMS, problem

Found = Iterator[tuple[str, str]]


def inconsistencies(program: Program, item: Record) -> Found:
    """Field and words for everything in a record that contradicts something else in it."""
    if (check := _CHECKS.get(type(item))) is not None:
        yield from check(program, item)


def _before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def _goal(_program: Program, goal: Goal) -> Found:
    if _before(goal.due, goal.start):
        yield "due", "is before the day on which the goal was agreed"
    if _before(goal.done, goal.start):
        yield "done", "is before the day on which the goal was agreed"
    if goal.target and not goal.skill:
        yield "skill", "is missing: the level to reach is one of a skill"


def _recommendation(_program: Program, item: Recommendation) -> Found:
    for later, earlier, words in (
        ("accepted", "proposed", "is before it was proposed"),
        ("declined", "proposed", "is before it was proposed"),
        ("implemented", "accepted", "is before it was accepted"),
        ("implemented", "proposed", "is before it was proposed"),
    ):
        if _before(getattr(item, later), getattr(item, earlier)):
            yield later, words
            return
    if item.implemented and item.declined and item.implemented <= item.declined:
        yield "declined", "is after it was implemented"


def _nomination(program: Program, item: Nomination) -> Found:
    if _before(item.until, item.on):
        yield "until", "is before the day on which somebody was named"
    if item.until is None and any(
        each.id != item.id and each.until is None and (each.person, each.role) == (item.person, item.role)
        for each in program.of(Nomination).values()
    ):
        yield "person", "is named for this role already"


def _rated(_program: Program, item: Rating | Readiness) -> Found:
    if item.rater == item.person and item.by is not RaterGroup.SELF:
        yield "rater", "is the person who is rated"


def _answers(_program: Program, item: Answers) -> Found:
    yield from ((name, words) for name in ITEMS if (words := problem(item, name)))


def _target(program: Program, item: Target) -> Found:
    if any(each.id != item.id and each.figure is item.figure for each in program.of(Target).values()):
        yield "figure", "has a target already"
    if item.green < item.amber and not item.lower:
        yield "amber", "is above green: where lower is better, say so"
    if item.green > item.amber and item.lower:
        yield "amber", "is below green, although lower is better"


def _span(_program: Program, item: Baseline | Edition) -> Found:
    if _before(item.end, item.start):
        yield "end", "is before the start"


_CHECKS: Mapping[type[Record], Callable[[Program, Any], Found]] = {
    Goal: _goal,
    Recommendation: _recommendation,
    Nomination: _nomination,
    Rating: _rated,
    Readiness: _rated,
    Answers: _answers,
    Target: _target,
    Baseline: _span,
    Edition: _span,
}
