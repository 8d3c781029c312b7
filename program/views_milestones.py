"""A person's own sheet of milestones: what they set out to reach, how far they came, what they met, what comes next.

It is theirs to keep, so that it holds nothing that others said of them but what is open to the pair anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from program.program import Program
from program.records import (
    Action,
    Attainment,
    Checkpoint,
    Cycle,
    Goal,
    Host,
    Person,
    Placement,
    Progress,
    Rating,
    Skill,
    Tier,
    Track,
    fields_of,
)
from program.views_plan import exposure
from program.views_reader import Reader, Typed
from program.views_reader import day as said

_WORTH = ("transfer", "impact", "complexity", "autonomy", "breadth")


class GoalLine(msgspec.Struct, frozen=True):
    """A development goal: `state` is "reached", "overdue" or "open"; `attained` compares it with what was expected."""

    title: str
    about: str
    criteria: str
    due: date | None
    done: date | None
    state: str
    attained: str


class LevelLine(msgspec.Struct, frozen=True):
    """How one side saw a competency, first and last, from 1 to 5."""

    skill: str
    by: str
    before: int
    now: int


class CheckLine(msgspec.Struct, frozen=True):
    """A checkpoint of a rotation, its marks from 1 to 5 by their labels."""

    on: date | None
    cycle: str
    host: str
    by: str
    marks: tuple[tuple[str, int], ...]
    words: str


class Step(msgspec.Struct, frozen=True):
    """Something that comes next."""

    words: str
    when: str
    overdue: bool = False


class MilestonesView(msgspec.Struct, frozen=True):
    """All that a milestone sheet may say."""

    program: str
    organisation: str
    name: str
    summary: tuple[str, ...]
    day: date
    goals: tuple[GoalLine, ...]
    levels: tuple[LevelLine, ...]
    checks: tuple[CheckLine, ...]
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    breadth: int
    done: int  # cycles behind
    cycles: int
    milestones: str  # of the track
    steps: tuple[Step, ...]


def milestones(program: Program, id_: str, day: date, tier: Tier = Tier.PAIR) -> MilestonesView:
    """The sheet of one person as of the book's `day`. Raises NotForThisReader when `tier` may not know names, KeyError
    without the person."""
    reader = Reader(program, tier)
    reader.require_names(Person)
    who = program.of(Person)[id_]
    row = [cycle for cycle in program.cycles if cycle.id in program.plan.row(id_)]
    functions = {host.function for host in program.of(Host).values() if host.function}
    behind = _met(program, who, day)
    goals = tuple(_goals(reader, id_, day))
    return MilestonesView(
        program=reader.words(program.charter, "name"),
        organisation=reader.words(program.charter, "organisation"),
        name=reader.words(who, "name"),
        summary=tuple(filter(None, (reader.words(who, name) for name in ("title", "unit", "track")))),
        day=day,
        goals=goals,
        levels=tuple(_levels(reader, id_, day)),
        checks=tuple(_checks(reader, id_, day)),
        met=tuple(sorted(behind, key=str.casefold)),
        not_met=tuple(sorted(functions - exposure(program, id_), key=str.casefold)),
        breadth=reader.value(program.charter, "breadth"),
        done=sum(cycle.end < day for cycle in row),
        cycles=len(row),
        milestones=reader.words(program.get(Track, who.track), "milestones"),
        steps=tuple(_steps(reader, id_, day, goals)),
    )


def _met(program: Program, who: Person, day: date) -> set[str]:
    """The functions of the cycles that have begun."""
    row = program.plan.row(who.id)
    hosts = (program.get(Host, row[c.id].host) for c in program.cycles if c.id in row and c.start <= day)
    return {host.function for host in hosts if host is not None and host.function}


def _goals(reader: Reader, person: str, day: date) -> Iterator[GoalLine]:
    if not reader.may(Goal, "title"):
        return
    own = [goal for goal in reader.program.of(Goal).values() if goal.person == person]
    for goal in sorted(own, key=lambda each: (each.done is not None, each.due or date.max, each.title, each.id)):
        reached = goal.done is not None and goal.done <= day
        late = not reached and goal.due is not None and goal.due < day
        attained = reader.value(goal, "attained")
        yield GoalLine(
            reader.words(goal, "title"),
            _level(reader, goal),
            reader.words(goal, "criteria"),
            goal.due,
            goal.done if reached else None,
            "reached" if reached else "overdue" if late else "open",
            _attained(attained),
        )


def _attained(attained: Attainment | None) -> str:
    if attained is None or attained is Attainment.OPEN:
        return ""
    words = attained.label.lower()
    return words if attained is Attainment.AS_EXPECTED else f"{words} than expected"


def _level(reader: Reader, goal: Goal) -> str:
    skill = reader.words(reader.program.get(Skill, goal.skill), "name")
    return f"{skill}, level {goal.target} of 5" if skill and goal.target else skill


def _levels(reader: Reader, person: str, day: date) -> Iterator[LevelLine]:
    if not reader.may(Rating, "level"):
        return
    own = [r for r in reader.program.of(Rating).values() if r.person == person and r.on is not None and r.on <= day]
    own.sort(key=lambda each: (str(each.on), each.id))
    rows: dict[tuple[str, str], list[int]] = {}
    for rating in own:
        key = reader.words(reader.program.get(Skill, rating.skill), "name"), reader.words(rating, "by")
        rows.setdefault(key, []).append(rating.level)
    for (skill, by), levels in sorted(rows.items(), key=lambda each: (each[0][0].casefold(), each[0][1])):
        if skill:
            yield LevelLine(skill, by, levels[0], levels[-1])


def _checks(reader: Reader, person: str, day: date) -> Iterator[CheckLine]:
    program = reader.program
    placements = {p.id: p for p in program.of(Placement).values() if p.person == person}
    own = [c for c in program.of(Checkpoint).values() if c.placement in placements and (c.on is None or c.on <= day)]
    labels = {field.name: field.label for field in fields_of(Checkpoint)}
    for check in sorted(own, key=lambda each: (str(each.on or ""), each.id)):
        placement = placements[check.placement]
        marks = ((labels[name], reader.value(check, name)) for name in _WORTH)
        yield CheckLine(
            check.on,
            reader.words(placement, "cycle"),
            reader.words(placement, "host"),
            reader.words(check, "by"),
            tuple((label, mark) for label, mark in marks if mark),
            reader.words(check, "words"),
        )


def _steps(reader: Reader, person: str, day: date, goals: tuple[GoalLine, ...]) -> Iterator[Step]:
    """What comes next, soonest first; what was due already comes before."""
    program = reader.program
    found: list[tuple[date, Step]] = []
    for goal in goals:
        if goal.state != "reached" and goal.due is not None:
            words = Typed(f"Reach the goal: {goal.title}")
            found.append((goal.due, Step(words, said(goal.due), goal.state == "overdue")))
    for action in program.of(Action).values():
        if action.owner == person and action.state is not Progress.CLOSED:
            words = Typed(reader.words(action, "title"))
            found.append((action.due or date.max, Step(words, said(action.due), bool(action.due and action.due < day))))
    for cycle in program.cycles:
        placement = program.plan.at(person, cycle.id)
        if placement is None:
            continue
        for check in cycle.checkpoints:
            if check >= day:
                found.append((check, Step(f"Checkpoint in {reader.words(cycle, 'name')}", said(check))))
        if cycle.start > day:
            found.append((cycle.start, Step(_begins(reader, cycle, placement), said(cycle.start))))
    yield from (step for _, step in sorted(found, key=lambda each: (each[0], each[1].words)))


def _begins(reader: Reader, cycle: Cycle, placement: Placement) -> str:
    host, mentor = reader.words(placement, "host"), reader.words(placement, "mentor")
    where = f" at {host}" if host else ""
    return f"{reader.words(cycle, 'name')} begins{where}" + (f", with {mentor}" if mentor else "")
