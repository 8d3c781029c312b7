"""The register of meetings: of the committee, of mentor and mentee, check-ins, showcases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from program.development import subjects
from program.names import counted
from program.program import Program
from program.records import Meeting, Note
from ui.parts.register.columns import columns
from ui.parts.register.narrowing import Part, parts_by
from ui.parts.register.register import Register


def _ahead(meeting: Meeting) -> bool:
    return meeting.on is not None and meeting.on >= date.today() and not meeting.held


def _open(meeting: Meeting) -> bool:
    """Whether its day is past and nobody has said that it was held."""
    return meeting.on is not None and meeting.on < date.today() and not meeting.held


def _of_meeting(program: Program, meeting: Meeting) -> Sequence[str]:
    lines = ["Its day is past: was it held?"] if _open(meeting) else []
    if notes := sum(note.meeting == meeting.id for note in program.of(Note).values()):
        lines.append(f"{counted(notes, 'private note')} about it.")
    return lines


MEETINGS: dict[str, Register] = {
    "meetings": Register(
        Meeting, "meetings", "When people sit together, what about, and what was summed up for those who were there.",
        "Put the committee’s days of the year here, and the check-ins with each pair. What is said in confidence goes "
        "into a private note about the meeting, on the Feedback page.",
        lambda: columns(Meeting, "on title kind people held",
                        {"on": 118, "title": 220, "kind": 110, "people": 150, "held": 80}),
        alike=("on", "kind"),
        title_column="title", facts=_of_meeting, order=("on", True),
        parts=(
            Part("open", "Was it held?", lambda _, item: _open(item), "caution"),
            Part("ahead", "Ahead", lambda _, item: _ahead(item)),
            *parts_by(Meeting, "kind"),
        ),
        of=subjects,
    ),
}  # fmt: skip
