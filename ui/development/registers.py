"""The registers of how people grow: development goals and competency ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from program.development import about, open_goal, overdue, subjects
from program.names import counted
from program.program import Program
from program.records import Goal, Person, RaterGroup, Rating, Skill
from program.views_reader import day
from ui.parts.record_table import Column
from ui.parts.register.columns import columns
from ui.parts.register.narrowing import Part, parts_by
from ui.parts.register.register import Register

#: The sides from which a rating is usual; peers and sponsors are asked where they know somebody.
_ASKED = (RaterGroup.SELF, RaterGroup.MANAGER, RaterGroup.MENTOR, RaterGroup.HOST)


def _goals() -> tuple[Column, ...]:
    widths = {"person": 120, "title": 200, "due": 124, "attained": 106}
    made = columns(Goal, "person title due attained", widths)
    return tuple(replace(each, icon=_late) if each.key == "due" else each for each in made)


def _late(_program: Program, goal: Goal) -> tuple[str, str] | None:
    return ("warning", "caution") if overdue(goal, date.today()) else None


def _goal_of(program: Program, goal: Goal) -> str:
    return f"Goal of {program.title(Person, goal.person)}"


def _of_goal(program: Program, goal: Goal) -> Sequence[str]:
    lines = []
    if goal.due is not None and overdue(goal, date.today()):
        lines.append(f"It was due on {day(goal.due)}, {counted((date.today() - goal.due).days, 'day')} ago.")
    elif goal.due is not None and goal.done is not None and goal.done > goal.due:
        lines.append(f"Reached {counted((goal.done - goal.due).days, 'day')} after it was due.")
    others = about(program, Goal, goal.person)
    if len(others) > 1:
        lines.append(f"One of {len(others)} goals, {sum(map(open_goal, others))} of them open.")
    if goal.skill and goal.target:
        levels = [each for each in about(program, Rating, goal.person) if each.skill == goal.skill and each.on]
        if levels:
            newest = max(levels, key=lambda each: each.on or date.min)
            lines.append(f"Newest rating: {newest.level} of 5 ({newest.by.label.lower()}), {day(newest.on)}.")
    return lines


def _rating_of(program: Program, rating: Rating) -> str:
    return f"{program.title(Person, rating.person)}, {program.title(Skill, rating.skill)}"


def _of_rating(program: Program, rating: Rating) -> Sequence[str]:
    same = [each for each in about(program, Rating, rating.person) if each.skill == rating.skill]
    before = [each for each in same if each.by is rating.by and each.on and rating.on and each.on < rating.on]
    lines = []
    if before:
        last = max(before, key=lambda each: each.on or date.min)
        lines.append(f"{last.level} of 5 before, on {day(last.on)}.")
    missing = [group.label.lower() for group in _ASKED if all(each.by is not group for each in same)]
    if missing:
        lines.append(f"Not rated in this skill by {', '.join(missing)}.")
    return lines


DEVELOPMENT: dict[str, Register] = {
    "goals": Register(
        Goal, "flag", "What people set out to reach, by when, and how far they came.",
        "Agree on two or three goals with each mentee at the start, with a day and what would count as reached. How "
        "far each was reached is said later, compared with what was expected.",
        _goals, alike=("start", "due"),
        title_column="person", title=_goal_of, facts=_of_goal, copies=False, order=("due", True),
        parts=(
            Part("overdue", "Overdue", lambda _, goal: overdue(goal, date.today()), "caution"),
            Part("open", "Open", lambda _, goal: open_goal(goal)),
            Part("reached", "Reached or ended", lambda _, goal: not open_goal(goal)),
        ),
        of=subjects,
    ),
    "ratings": Register(
        Rating, "sparkle", "How well people master a skill, seen from one side on one day, from 1 to 5.",
        "Rate the same few skills at the start, half-way and at the end, from the same sides. “Enter many” takes one "
        "skill and many people at once.",
        lambda: columns(Rating, "person skill by level on",
                        {"person": 160, "skill": 150, "by": 110, "level": 100, "on": 118}),
        alike=("skill", "by", "on", "rater"),
        title_column="person", title=_rating_of, facts=_of_rating, copies=False, order=("on", True),
        parts=parts_by(Rating, "by"), of=subjects,
    ),
}  # fmt: skip
