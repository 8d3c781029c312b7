"""What happened, as data: a change is a title and pairs of a record before and after.

A new record has no before, a deleted one no after. Undo is the flipped change; nobody writes an undo by hand.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from program.records import Record


class Pair(msgspec.Struct, frozen=True):
    """One record as it was and as it is; one of the two may be missing, never both."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record itself, as it is or, when deleted, as it was."""
        found = self.after if self.after is not None else self.before
        assert found is not None, "a pair holds at least one record"
        return found

    def flip(self) -> Pair:
        """The pair that takes this one back."""
        return Pair(self.after, self.before)


class Change(msgspec.Struct, frozen=True):
    """Everything one command did, with a title in the user's words ("Move Ana Ruiz to Finance, Q2").

    `behalf` names whose work it is when that is not who is at the keyboard: a facilitator's, brought back and merged.
    """

    title: str
    pairs: tuple[Pair, ...]
    behalf: str = ""

    def flip(self) -> Change:
        """The change that takes this one back, in reverse order."""
        return Change(self.title, tuple(pair.flip() for pair in reversed(self.pairs)))

    def __bool__(self) -> bool:
        return bool(self.pairs)


def pairs(before_after: Iterable[tuple[Record | None, Record | None]]) -> tuple[Pair, ...]:
    """Pairs out of befores and afters, leaving out those in which nothing differs."""
    return tuple(Pair(before, after) for before, after in before_after if before != after)
