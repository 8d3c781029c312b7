"""Answers read back: a plan of whole numbers as placements, and placements as a plan of whole numbers."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from program.planning.frame import Frame
from program.planning.problem import Assignment
from program.program import Program
from program.records import SETTLED, Placement, State, new_id
from program.scenarios import reseated


def assignment_of(program: Program, frame: Frame) -> Assignment:
    """The present plan over a frame; placements the frame has no slot for are left out."""
    host, mentor = np.full(frame.slots, -1, np.int64), np.full(frame.slots, -1, np.int64)
    for mentee in program.plan.people():
        for cycle, placement in program.plan.row(mentee).items():
            if (slot := frame.slot(mentee, cycle)) is not None:
                host[slot] = frame.host.get(placement.host, -1)
                mentor[slot] = frame.mentor.get(placement.mentor, -1)
    return Assignment(host, mentor)


def placements_from(program: Program, frame: Frame, assignment: Assignment) -> tuple[Placement, ...]:
    """The whole plan with an assignment laid over it.

    Where nothing changes the record stays the very same. Where host or mentor change it keeps its id and whatever
    still makes sense, and is a draft again if it was settled. A new place has a new placement, an emptied one has none.
    """
    return tuple(_laid(program, frame, assignment))


def _laid(program: Program, frame: Frame, assignment: Assignment) -> Iterator[Placement]:
    covered = set()
    hosts, mentors = assignment.host.tolist(), assignment.mentor.tolist()
    for slot, (h, m) in enumerate(zip(hosts, mentors, strict=True)):
        person, cycle = frame.cell(slot)
        present = program.plan.at(person, cycle)
        host, mentor = frame.hosts[h] if h >= 0 else "", frame.mentors[m] if m >= 0 else ""
        if present is None:
            if host or mentor:
                yield Placement(new_id(), person=person, cycle=cycle, host=host, mentor=mentor)
            continue
        covered.add(present.id)
        if (present.host, present.mentor) == (host, mentor):
            yield present
        elif host or mentor:
            changed = reseated(program, present, host, mentor)
            yield msgspec.structs.replace(changed, state=State.DRAFT) if changed.state in SETTLED else changed
    yield from (placement for placement in program.of(Placement).values() if placement.id not in covered)
