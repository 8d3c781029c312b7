"""Reading what is behind an open book's present: its journal, and where that ends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from program.changes import Change
from program.records import Record
from program.trouble import Trouble
from storage import history, journal, witness
from storage.history import Difference, Entry
from storage.journal import Head
from storage.ledger import Ledger
from storage.limits import Limits
from storage.trouble import told
from storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection


class Past:
    """The part of a `Book` that reads its journal."""

    _vault: Vault
    _ledger: Ledger
    _turn: threading.RLock
    _limits: Limits
    _open: bool

    @property
    def store(self) -> str:
        """The book's own id, the same in every copy and backup of it; it says nothing about what is in it."""
        return self._vault.header.store_id

    def history(
        self, record_id: str | None = None, *, text: str | None = None, before: int | None = None, limit: int = 200
    ) -> list[Entry]:
        """The journal's newest entries, newest first; `before` an entry's number, for the next page.

        Only those about one record when `record_id` is given, and only those whose words or author hold `text`.
        """
        with self._turn, told():
            if not self._limits.remembers:
                return []
            return history.entries(self._connection(), record_id=record_id, text=text, before=before, limit=limit)

    def differences(self, entry: Entry | int, record_id: str | None = None) -> list[Difference]:
        """What an entry changed (at one record, when given), field by field, in words."""
        with self._turn, told():
            change = history.change_of(self._connection(), entry if isinstance(entry, int) else entry.seq)
            pairs = tuple(pair for pair in change.pairs if record_id in (None, pair.record.id))
            self._limits.demand_lead()
            return history.differences(self._connection(), self._ledger.program, Change(change.title, pairs))

    def versions(self, record_id: str) -> tuple[Record, ...]:
        """Every state a record was kept in, newest first. What an erasing emptied is not among them."""
        with self._turn, told():
            self._limits.demand_lead()
            return history.versions(self._connection(), record_id)

    def head(self) -> Head:
        """Number and short code of the last entry: printed outside, they are a witness of the book's state."""
        return Head(self._ledger.tip.seq, journal.code(self._ledger.tip.link))

    def stand(self) -> Entry:
        """The newest entry that changed anything. A document made of the present names this one, not a later note of
        its own release, so that the same state gives the same document."""
        with self._turn, told():
            found = history.entry(self._connection(), history.last_change(self._connection()))
            assert found is not None, "every book begins with a change"
            return found

    def knows(self, head: Head) -> bool:
        """Whether the journal holds the entry that a code printed outside names; if not, the book is an older one, or
        altered."""
        with self._turn, told():
            return witness.knows(self._connection(), head)

    def _connection(self) -> Connection:
        if not self._open:
            raise Trouble("The book is closed.", "Everything in it was kept.", "Open it again.")
        return self._ledger.connection
