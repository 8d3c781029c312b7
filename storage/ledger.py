"""The present of an open book, in memory and on disk, kept in step: the disk first, then memory.

What the disk refused is not in memory either. After an error of the disk the connection is not believed any more: it is
opened afresh and asked what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from program.changes import Change
from program.program import Program
from program.records import KINDS, Record
from program.trouble import NotValid, Trouble
from program.validity import sound
from storage import erasure, history, journal, records
from storage.faults import point
from storage.journal import Tip, What
from storage.trouble import ReadOnly, told
from storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection


class Ledger:
    """The present (`program`), the journal's end (`tip`), and what would be undone and redone next (`titles`).

    `suspect` says that the disk failed and could not be read afterwards: nothing more is written.
    """

    program: Program
    tip: Tip
    titles: tuple[str | None, str | None]

    def __init__(self, vault: Vault, who: str, clock: Callable[[], datetime]) -> None:
        self._vault = vault
        self.who = who
        self._clock = clock
        self.suspect = False
        self._read()

    @property
    def connection(self) -> Connection:
        """The vault's present connection."""
        return self._vault.connection

    def demand_writable(self) -> None:
        """Raises ReadOnly when nothing can be kept."""
        if self._vault.read_only:
            raise ReadOnly("The book was opened for reading only.", todo="Close it and open it for writing.")
        if self.suspect:
            raise ReadOnly("The disk failed; the book is not written to any more.", todo="Close it and open it again.")

    def following(self, change: Change) -> Program:
        """The present after `change`, which must start from this one; anything else is a mistake of ours."""
        seen = set()
        for pair in change.pairs:
            item = pair.record
            if self.program.of(type(item)).get(item.id) != pair.before or item.id in seen:
                raise ValueError("a change must start from the present and touch a record once")
            seen.add(item.id)
        return self.program.apply(change)

    def keep(self, what: What, change: Change, following: Program) -> None:
        """Write the change and its journal entry; only then make `following` the present.

        Raises what the disk says; then the present is what the disk holds.
        """
        try:
            with told():
                tip = records.save(
                    self.connection,
                    self._vault.log_key,
                    self.tip,
                    at=self._clock(),
                    who=f"{change.behalf}, merged by {self.who}" if change.behalf else self.who,
                    what=what,
                    title=change.title,
                    pairs=change.pairs,
                )
        except BaseException:
            self._ask_the_disk()
            raise
        self.tip, self.program = tip, following
        self.titles = self._next_titles(what, change.title)
        point("kept")

    def erase(self, change: Change, tokens: Sequence[str]) -> None:
        """Write the change and make the journal forget every entry that holds one of `tokens`; no way leads back.

        Raises what the disk says; then the present is what the disk holds.
        """
        following = self.following(change)
        try:
            with told():
                tip = erasure.erase(
                    self.connection,
                    self._vault.log_key,
                    self.tip,
                    at=self._clock(),
                    who=self.who,
                    change=change,
                    following=following,
                    tokens=tokens,
                )
        except BaseException:
            self._ask_the_disk()
            raise
        self.tip, self.program, self.titles = tip, following, (None, None)
        with told():
            self.connection.execute("VACUUM")
        point("kept")

    def _ask_the_disk(self) -> None:
        """After a failed write: a fresh connection, and whatever it finds.

        A commit may have reached the disk although the disk reported an error; then that is the present.
        """
        before = self.tip
        try:
            with told():
                self._vault.reconnect()
                if journal.tip(self.connection) == before:
                    return
                self._read()
        except Trouble:
            self.suspect = True
            return
        raise Trouble(
            "The disk reported an error while this was saved.",
            "The book now shows what the disk holds.",
            "Look whether the disk is connected and has room, and make a backup elsewhere.",
        )

    def _read(self) -> None:
        self.tip = journal.tip(self.connection)
        self.program = records.load(self.connection)
        self.titles = self._titles()

    def _next_titles(self, what: What, title: str) -> tuple[str | None, str | None]:
        if what in ("note", "release"):
            return self.titles
        if what == "do":
            return (title if self.tip.undo else None), None
        return self._titles()

    def _titles(self) -> tuple[str | None, str | None]:
        undo = history.entry(self.connection, self.tip.undo)
        redo = history.entry(self.connection, self.tip.redo)
        return undo.title if undo else None, redo.title if redo else None


def demand_sound(following: Program, change: Change) -> None:
    """Raises NotValid when what the change touched, or what points to what it removed, cannot be kept."""
    touched: list[Record] = [pair.after for pair in change.pairs if pair.after is not None]
    gone = {pair.record.id for pair in change.pairs if pair.after is None}
    kinds = {type(pair.record) for pair in change.pairs if pair.after is None}
    if any(field.ref and KINDS[field.ref].cls in kinds for kind in KINDS.values() for field in kind.fields):
        touched += [item for item, _ in following.references_to(gone)]
    if found := sound(following, touched):
        raise NotValid(found)
