"""What is done with safeguards beyond keeping records: a concern goes up, a code is acknowledged."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from program.changes import Change, Pair
from program.commands.base import counted
from program.program import Program
from program.records import Acknowledgement, Concern, Progress, new_id
from program.safeguards import next_level
from program.trouble import Trouble


class Escalate(msgspec.Struct, frozen=True):
    """Take a concern one step up, to that step's owner, with its time for an answer. Its title names nobody."""

    concern: str
    on: date

    def change(self, program: Program) -> Change:
        """Raises Trouble when it is gone, or there is no further step."""
        concern = program.get(Concern, self.concern)
        if concern is None:
            raise Trouble("That concern is not in the book any more.", "Nothing was changed.")
        level = next_level(program, concern)
        if level is None:
            raise Trouble(
                "There is no further step for this concern.", "Nothing was changed.", "Add an escalation level first."
            )
        after = msgspec.structs.replace(
            concern,
            level=level.id,
            owner=level.owner or concern.owner,
            due=self.on + timedelta(level.days),
            state=Progress.IN_HAND if concern.state is Progress.CLOSED else concern.state,
        )
        return Change("Escalate a concern", (Pair(concern, after),))


class Acknowledge(msgspec.Struct, frozen=True):
    """Note that these people acknowledged a code on a day."""

    code: str
    people: tuple[str, ...]
    on: date

    def change(self, program: Program) -> Change:
        """Adds an acknowledgement for each."""
        made = tuple(Pair(None, Acknowledgement(new_id(), person, self.code, self.on)) for person in self.people)
        return Change(f"Note {counted(len(made), 'acknowledgement')}", made)
