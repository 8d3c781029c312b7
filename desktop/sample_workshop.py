"""What the kick-off of the sample program left behind so far: who was there, what was promised, parked and learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from program.attendance import listed, noted
from program.program import Program
from program.records import Action, Capture, CaptureKind, Circle, Presence, Record

NewId = Callable[[], str]
_LATE, _AWAY = 3, 7  # who in the list of names was late, and who was away


def workshop(
    program: Program, new_id: NewId, words: dict[str, Any], today: date
) -> Iterator[tuple[tuple[Record, ...], str]]:
    """Attendance of the round that was held, then lines as they are written down: records, and the step's title."""
    circle = next(each for each in program.of(Circle).values() if each.held)
    people = listed(program, circle)
    marks = dict.fromkeys((person.id for person in people), Presence.THERE)
    marks |= {people[_LATE].id: Presence.LATE, people[_AWAY].id: Presence.AWAY}
    attendance = noted(program, circle, circle.held, marks, today, new_id)
    yield tuple(attendance), f"Mark {len(attendance)} people in round {circle.held} of circle {circle.name}"
    for place, line in enumerate(words["action"]):
        owner, due = people[place].id, today + timedelta(line["days"])
        made = Action(new_id(), title=line["title"], owner=owner, due=due, circle=circle.id, on=today)
        yield (made,), "Write down an action"
    for line in words["capture"]:
        kind = CaptureKind(line["kind"])
        yield (Capture(new_id(), text=line["text"], kind=kind, circle=circle.id, on=today),), (
            f"Write down what was {kind.value}"
        )
