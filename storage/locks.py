"""Who can open a book, and changing that: passphrase, recovery key, the workshop's passphrase, new locks altogether."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from storage import audit
from storage.cipher import Progress
from storage.keys import KdfCost
from storage.notes import Notes
from storage.vault import NewLocks, Vault


class Locks:
    """The secrets of an open book. Every change of them asks for a present one, and is journaled.

    `alone` gives the book to oneself; `journal` writes a line into its journal.
    """

    def __init__(
        self,
        vault: Vault,
        notes: Notes,
        alone: Callable[[], AbstractContextManager[None]],
        journal: Callable[[str], None],
    ) -> None:
        self._vault = vault
        self._notes = notes
        self._alone = alone
        self._journal = journal

    def change_passphrase(
        self, new: str, *, passphrase: str | None = None, recovery: str | None = None, cost: KdfCost | None = None
    ) -> None:
        """Let `new` open the book in place of the passphrase. Raises WrongPassphrase, WeakPassphrase."""
        with self._alone():
            self._vault.change_passphrase(new, passphrase=passphrase, recovery=recovery, cost=cost)
            self._journal("Changed the passphrase")

    def new_recovery(self, *, passphrase: str | None = None, recovery: str | None = None) -> str:
        """A new recovery key in place of the old one. Raises WrongPassphrase."""
        with self._alone():
            text = self._vault.new_recovery(passphrase=passphrase, recovery=recovery)
            self._journal("Made a new recovery key")
            return text

    @property
    def has_workshop(self) -> bool:
        """Whether a workshop's passphrase opens the book too."""
        return self._vault.has_workshop

    def set_workshop(self, new: str | None, *, passphrase: str, cost: KdfCost | None = None) -> None:
        """Let `new` open the book for workshops, or (None) nobody; asks for the lead's passphrase.

        Raises WrongPassphrase, WeakPassphrase.
        """
        with self._alone():
            if new is None:
                self._vault.drop_workshop(passphrase=passphrase)
            else:
                self._vault.set_workshop(new, passphrase=passphrase, cost=cost)
            self._journal("Removed the workshop passphrase" if new is None else "Set a workshop passphrase")

    def change(
        self,
        passphrase: str,
        new: str | None = None,
        *,
        cost: KdfCost | None = None,
        progress: Progress | None = None,
    ) -> NewLocks:
        """New data keys on a checked copy, a new recovery key, and which backups the old secrets still open.

        The private notes are sealed, and the workshop's passphrase opens nothing any more.
        """
        with self._alone():
            self._notes.seal()
            done = self._vault.change_locks(passphrase, new, cost=cost, check=audit.demand, progress=progress)
            self._journal("Changed the locks")
            return done
