"""What a command is, and the words they share."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from program.changes import Change
from program.names import counted
from program.program import Program
from program.records import Cycle, Host, Person, Placement

__all__ = ["Command", "counted", "where", "who"]


@runtime_checkable
class Command(Protocol):
    """Something a user can do. Commands are small frozen structs; asking one for its change alters nothing."""

    def change(self, program: Program) -> Change:
        """The change this would make. Raises RuleBroken or NotValid."""
        ...


def where(program: Program, placement: Placement) -> str:
    """ "Finance, Q2": the place a placement means, as titles say it."""
    host = program.title(Host, placement.host)
    cycle = program.title(Cycle, placement.cycle)
    return f"{host}, {cycle}" if host else cycle


def who(program: Program, placement: Placement) -> str:
    """The mentee's name."""
    return program.title(Person, placement.person)
