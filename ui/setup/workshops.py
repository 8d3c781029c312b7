"""The registers of what workshops leave behind: what was parked or learnt, and who was there."""

from __future__ import annotations

from program.program import Program
from program.records import Attendance, Capture, Circle, Person
from ui.parts.register.columns import columns
from ui.parts.register.register import Register


def _was_there(program: Program, attendance: Attendance) -> str:
    circle = program.title(Circle, attendance.circle)
    return f"{program.title(Person, attendance.person)}, {circle}, round {attendance.round}"


WORKSHOPS: dict[str, Register] = {
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
        alike=("circle", "round", "on"),
        title_column="person", title=_was_there, adding="an attendance", copies=False, order=("on", True),
    ),
}  # fmt: skip
