"""What somebody has promised or is asked for by a day: decisions, actions, risks to look at, goals, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from program.development import overdue
from program.names import counted, short_name
from program.program import Program
from program.records import Action, Calibration, Decision, Goal, Person, Progress, Risk


class Duty(msgspec.Struct, frozen=True):
    """Something that is due on a day: what, and the page and record it leads to."""

    day: date
    words: str
    page: str
    record: str


def duties(program: Program) -> Iterator[Duty]:
    """Everything single that is still open and has its day; goals and actions are counted, not told one by one."""
    for decision in program.of(Decision).values():
        if decision.due is not None and decision.on is None:
            yield Duty(decision.due, f"Decision: {decision.title}", "governance", decision.id)
    for risk in program.of(Risk).values():
        if risk.review is not None and risk.state is not Progress.CLOSED:
            yield Duty(risk.review, f"Look at a risk: {risk.title}", "governance", risk.id)
    for meeting in program.of(Calibration).values():
        if meeting.next is not None and (name := program.title(Person, meeting.person)):
            yield Duty(meeting.next, f"Calibration · {short_name(name)}", "setup", meeting.id)


def late(program: Program, today: date) -> Iterator[tuple[str, str, str, str]]:
    """What should have been done by now: words, what stands beside them, page, record."""
    for duty in sorted(duties(program), key=lambda each: (each.day, each.words)):
        if duty.day < today and duty.page == "governance":
            yield duty.words, "overdue", duty.page, duty.record
    actions = [a for a in program.of(Action).values() if a.due and a.due < today and a.state is not Progress.CLOSED]
    if actions:
        first = min(actions, key=lambda each: (each.due or today, each.id))
        yield f"{counted(len(actions), 'action')} overdue", "actions", "governance", first.id
    goals = [goal for goal in program.of(Goal).values() if overdue(goal, today)]
    if goals:
        first_goal = min(goals, key=lambda each: (each.due or today, each.id))
        yield f"{counted(len(goals), 'goal')} past their day", "goals", "development", first_goal.id
