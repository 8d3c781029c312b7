"""The registers of what workshops leave behind: actions, what was parked or learnt, and who was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from program.names import counted
from program.program import Program
from program.records import Action, Attendance, Capture, Circle, Person, Progress
from program.views_reader import day
from ui.parts.record_table import Column
from ui.parts.register.columns import columns
from ui.parts.register.register import Register


def _actions() -> tuple[Column, ...]:
    widths = {"title": 250, "owner": 140, "due": 130, "state": 90, "circle": 130}
    made = columns(Action, "title owner due state circle", widths)
    return tuple(replace(each, icon=_late) if each.key == "due" else each for each in made)


def _overdue(action: Action) -> bool:
    return action.due is not None and action.state is not Progress.CLOSED and action.due < date.today()


def _late(_program: Program, action: Action) -> tuple[str, str] | None:
    return ("warning", "caution") if _overdue(action) else None


def _of_action(_program: Program, action: Action) -> Sequence[str]:
    if not _overdue(action) or action.due is None:
        return ()
    return (f"It was due on {day(action.due)}, {counted((date.today() - action.due).days, 'day')} ago.",)


def _was_there(program: Program, attendance: Attendance) -> str:
    circle = program.title(Circle, attendance.circle)
    return f"{program.title(Person, attendance.person)}, {circle}, round {attendance.round}"


WORKSHOPS: dict[str, Register] = {
    "actions": Register(
        Action, "check", "What somebody has promised to do, and by when.",
        "On the Workshop page a line such as “Book the hall @ana by friday” becomes an action.",
        _actions, title_column="title", facts=_of_action, adding="an action", copies=False, order=("due", False),
    ),
    "captures": Register(
        Capture, "edit", "What was parked for later, or learnt, in a workshop. It is open to the room.",
        "On the Workshop page Ctrl+Enter parks a line, and Shift+Enter keeps what was learnt.",
        lambda: columns(Capture, "text kind circle on done",
                        {"text": 280, "kind": 90, "circle": 130, "on": 124, "done": 100}),
        title_column="text", copies=False, order=("on", True),
    ),
    "attendance": Register(
        Attendance, "people", "Who was there in which round.",
        "On the Workshop page T, L, E and A mark whoever is chosen: there, late, left early, away.",
        lambda: columns(Attendance, "person circle round presence on",
                        {"person": 160, "circle": 140, "round": 80, "presence": 110, "on": 124}),
        title_column="person", title=_was_there, adding="an attendance", copies=False, order=("on", True),
    ),
}  # fmt: skip
