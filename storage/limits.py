"""How far a book reaches: whole for the lead, and opened with the workshop's passphrase only as far as a room may see.

A room sees its own present, does what a room does, and takes back only what was done since it opened the book. The
history, going back in it and erasing are the lead's.
"""

from __future__ import annotations

from program import room
from program.changes import Change
from program.commands import Command
from program.program import Program
from storage.ledger import Ledger
from storage.origin import demand_within


class Limits:
    """The reach of one open book."""

    def __init__(self, ledger: Ledger, limited: bool) -> None:
        self._ledger = ledger
        self._limited = limited
        self._since = ledger.tip.seq if limited else 0
        self._of = ledger.program
        self._shown = room.shown(ledger.program) if limited else ledger.program

    @property
    def program(self) -> Program:
        """The present as far as it is shown."""
        if not self._limited:
            return self._ledger.program
        if self._of is not self._ledger.program:  # the disk was asked what it holds
            self._of, self._shown = self._ledger.program, room.shown(self._ledger.program)
        return self._shown

    def change(self, command: Command) -> Change:
        """What the command changes of the whole present. Raises what the command raises, NotInARoom, OutOfReach."""
        change = command.change(self.program)
        demand_within(self._ledger.program, change)
        return room.whole(change, self._ledger.program) if self._limited else change

    def kept(self, change: Change, before: Program) -> Change:
        """Follow a change of the whole present that was `before`; returns it as far as it is shown."""
        if not self._limited:
            return change
        seen = room.seen(change)
        if self._of is before:
            self._of, self._shown = self._ledger.program, self._shown.apply(seen)
        return seen

    def turns(self, seq: int) -> bool:
        """Whether the entry `seq` can be taken back, or done again, from here."""
        return seq > self._since

    @property
    def remembers(self) -> bool:
        """Whether the history can be read."""
        return not self._limited

    def demand_lead(self) -> None:
        """Raises NotInARoom unless the book is open as a whole."""
        if self._limited:
            raise room.NotInARoom("This is not open with the workshop passphrase.")
