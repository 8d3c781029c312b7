"""The open vault: keys, lock and the one SQLCipher connection of a book.

A book is a folder `NAME.rotunda/` holding `program.db` (SQLCipher 4 under a random raw key), `keys.json` and its twin
(`storage.header`), `lock` while it is open, and `backups/`.

The tables are not the vault's business: it hands out a keyed, checked and configured connection.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from program.trouble import Trouble
from storage import header as headers
from storage import keys, places, swap
from storage import passphrase as passphrases
from storage.cipher import Check, Progress, connect, integrity, pages, verify
from storage.faults import UNLOCKED, point
from storage.folder import BACKUP_SUFFIX, BACKUPS, DATABASE, JOURNAL, build, left_open, tidy
from storage.header import Header
from storage.keys import KdfCost, Key, Kind
from storage.lockfile import LockFile, held_by
from storage.locksmith import fresh_header, log_key, unlock, unseal, with_secret, without_secret
from storage.seal import Ring
from storage.trouble import Damaged, Locked, Missing, told

if TYPE_CHECKING:
    from sqlite3 import Connection


class NewLocks(NamedTuple):
    """What `change_locks` leaves to tell: the new recovery key, and the backups that old secrets still open."""

    recovery: str
    still_open: tuple[Path, ...]


class Vault:
    """An open book's keys and connection. Not to be made by hand: `create` or `open`.

    `connection` is in autocommit (BEGIN is yours) and may be used from any one thread at a time. `unclean` says that
    the last session did not end properly; the database's own checks have then been made already, the book's have not.
    `limited` says that it was opened with the workshop's passphrase, which unseals nothing and changes no secret.
    """

    path: Path
    store_id: str
    connection: Connection
    log_key: Key
    unclean: bool
    read_only: bool

    def __init__(
        self, path: Path, header: Header, db_key: Key, lock: LockFile | None, *, limited: bool = False
    ) -> None:
        self.path = path
        self.limited = limited
        self.store_id = header.store_id
        self.read_only = lock is None
        self.unclean = left_open(path) or (lock is not None and lock.unclean)
        self._header = header
        self._db_key = db_key
        self._lock = lock
        self.log_key = log_key(header, db_key)
        self._connect()
        if self.unclean:
            self._demand_integrity()

    @property
    def generation(self) -> int:
        """How often the key header was rewritten."""
        return self._header.generation

    # --- coming and going --------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, passphrase: str, *, cost: KdfCost | None = None) -> tuple[Vault, str]:
        """A new, empty book at `path` (`NAME.rotunda`), open, and its recovery key: shown once, kept nowhere.

        `cost` is measured on this computer when not given. Raises WeakPassphrase, ReadOnly, DiskFull, and Trouble
        for network drives and for places in another book. Killed half-way, it leaves no book behind.
        """
        passphrases.demand(passphrase)
        os.umask(0o077)
        path = path.absolute()
        places.refuse_book(path.parent)
        places.refuse_network(path.parent)
        if path.exists():
            raise Trouble("There is already something of that name.", "It was left as it is.", "Choose another name.")
        with keys.borrowed(keys.random_key()) as fresh_log_key, told():
            header, db_key, text = fresh_header(
                secrets.token_hex(16), 1, passphrase, cost or keys.calibrate(), fresh_log_key
            )
            build(path, header, lambda file: connect(file, db_key, new=True).close())
        lock = LockFile(path)
        try:
            lock.announce()
            return cls(path, header, db_key, lock), text
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        passphrase: str | None = None,
        recovery: str | None = None,
        read_only: bool = False,
        take_over: bool = False,
    ) -> Vault:
        """Open with the passphrase (the lead's, or the workshop's) or the recovery key.

        A wrong one touches nothing: it is tried on the key header alone, before the lock is asked for. `read_only`
        takes no lock and writes nothing; `take_over` ignores that another computer seems to have the book open. Raises
        WrongPassphrase, Damaged, TooNew, Locked, ReadOnly, DiskFull, Missing.
        """
        os.umask(0o077)
        path = path.absolute()
        if not path.is_dir():
            raise Missing()
        places.refuse_network(path)
        known = None
        with contextlib.suppress(Damaged, Missing):  # may be another program's doing, just now: the lock will tell
            known = unlock(swap.headers_in(path), ("db",), passphrase=passphrase, recovery=recovery)
            point(UNLOCKED)
        lock = None
        try:
            if not read_only:
                lock = LockFile(path, take_over=take_over)
            if known is None or headers.read(swap.headers_in(path)).headers[0] != known.header:
                known = unlock(swap.headers_in(path), ("db",), passphrase=passphrase, recovery=recovery)
            header, opened, uneven, kind = known
            if lock is not None:
                lock.announce()
                swap.finish(path)
                if uneven:
                    headers.write(path, header)
                tidy(path)
            return cls(path, header, opened["db"], lock, limited=kind == "workshop")
        except BaseException as error:
            if known is not None:
                keys.wipe(*known.keys.values())
            if lock is not None:
                lock.release(sound=not (lock.unclean or isinstance(error, Damaged)))
            elif read_only and isinstance(error, Locked):
                raise held_by(path) from None
            raise

    def close(self, *, sound: bool = True) -> None:
        """Close the database, wipe the keys, let go of the lock. Closing twice is fine.

        Not `sound` (something did not hold together): the next opening checks everything, as after a crash.
        """
        self.connection.close()
        keys.wipe(self._db_key, self.log_key)
        if self._lock is not None:
            with contextlib.suppress(OSError):
                if not left_open(self.path):
                    (self.path / JOURNAL).unlink(missing_ok=True)
            self._lock.release(sound=sound)
            self._lock = None

    def reconnect(self) -> None:
        """A fresh connection in place of one that a disk error has made doubtful. Raises what the disk says."""
        self.connection.close()
        self._connect()

    # --- checks and copies -------------------------------------------------------------------------------------------

    def integrity(self) -> tuple[str, ...]:
        """SQLCipher's check of every page's HMAC and SQLite's of the structure; empty when both are content."""
        return integrity(self.connection)

    def copy_to(self, target: Path, key: Key | None = None, progress: Progress | None = None) -> None:
        """Write the database, as last committed, to a new file under `key` (this book's when None), page by page.

        Raises Cancelled when `progress` does, Damaged, DiskFull. What is left at `target` is then worth nothing.
        """
        if self.connection.in_transaction:
            raise RuntimeError("a copy in the middle of a transaction would wait for its end for ever")
        with told():
            copy = connect(target, key or self._db_key, new=True)
            try:
                self.connection.backup(copy, pages=256, progress=pages(progress))
            finally:
                copy.close()
                target.with_name(f"{target.name}-journal").unlink(missing_ok=True)

    def proves(self, header: Header) -> bool:
        """Whether a header, of a backup say, is of this book and under the same data key."""
        return header.store_id == self.store_id and headers.genuine(header, self._db_key)

    def spare_keys(self) -> tuple[Key, Key]:
        """Copies of the data key and the log key, for checking a copy while the book goes on. To be wiped."""
        return Key(self._db_key), Key(self.log_key)

    @property
    def header(self) -> Header:
        """The key header, as it stands in both files."""
        return self._header

    def rebuild(
        self, work: Callable[[Connection], object], check: Check | None = None, progress: Progress | None = None
    ) -> None:
        """Change the database as a whole (a migration): `work` is done on a copy, which is checked and swapped in.

        Until the swap the present database stands untouched. `connection` is a new one afterwards.
        """
        with swap.gathering(self.path) as gathering:
            file = gathering / DATABASE
            self.copy_to(file, progress=progress)
            with told(), contextlib.closing(connect(file, self._db_key)) as copy:
                work(copy)
            verify(file, self._db_key, self.log_key, check)
            self._swap_in(self._header, self._db_key)

    # --- secrets -----------------------------------------------------------------------------------------------------

    def change_passphrase(
        self, new: str, *, passphrase: str | None = None, recovery: str | None = None, cost: KdfCost | None = None
    ) -> None:
        """Let `new` open the book in place of the passphrase; asks for the present one or the recovery key.

        Only the key header is rewritten. Backups made before still open with the passphrase of their time. Raises
        WrongPassphrase, WeakPassphrase.
        """
        passphrases.demand(new)
        self._replace_slots("lead", keys.passphrase_secret(new), cost or self._lead_cost(), passphrase, recovery)

    def new_recovery(self, *, passphrase: str | None = None, recovery: str | None = None) -> str:
        """A new recovery key in place of the old one; asks for either secret. Raises WrongPassphrase."""
        secret = Key(secrets.token_bytes(keys.RECOVERY_BYTES))
        text = keys.recovery_text(secret)
        self._replace_slots("recovery", secret, KdfCost.FLOOR, passphrase, recovery)
        return text

    @property
    def has_workshop(self) -> bool:
        """Whether a workshop's passphrase opens the book too."""
        return any(slot.kind == "workshop" for slot in self._header.slots)

    def set_workshop(
        self, new: str, *, passphrase: str | None = None, recovery: str | None = None, cost: KdfCost | None = None
    ) -> None:
        """Let `new` open the book for workshops; asks for one of the lead's secrets. Raises WrongPassphrase,
        WeakPassphrase, and Trouble when it is the lead's own."""
        passphrases.demand(new)
        if new == passphrase:
            raise Trouble("That is the lead's own passphrase.", "Nothing was changed.", "Choose another.")
        self._replace_slots("workshop", keys.passphrase_secret(new), cost or self._lead_cost(), passphrase, recovery)

    def drop_workshop(self, *, passphrase: str | None = None, recovery: str | None = None) -> None:
        """Let no workshop's passphrase open the book any more. Raises WrongPassphrase."""
        header, opened, *_ = unlock(self.path, ("db", "seal"), passphrase=passphrase, recovery=recovery)
        with keys.borrowed(opened["db"]) as db_key, keys.borrowed(opened["seal"]):
            changed = without_secret(header, "workshop", db_key)
        headers.write(self.path, changed)
        self._header = changed

    def change_locks(
        self,
        passphrase: str,
        new: str | None = None,
        *,
        cost: KdfCost | None = None,
        check: Check | None = None,
        progress: Progress | None = None,
    ) -> NewLocks:
        """New data keys, for when somebody may hold an old key header and its passphrase.

        The database is copied under the new keys, checked, and swapped in together with a new header that `new` (or
        the present passphrase) and a new recovery key open. The log key stays: codes printed on paper remain valid.
        Backups made before are left alone, and are named, because the old secrets open them. Raises WrongPassphrase,
        WeakPassphrase, Damaged, DiskFull, Cancelled; then nothing was changed.
        """
        chosen = passphrase if new is None else new
        passphrases.demand(chosen)
        known, opened, *_ = unlock(self.path, ("db", "seal"), passphrase=passphrase)
        with keys.borrowed(opened["db"]), keys.borrowed(opened["seal"]) as seal_key:
            old = (known.seals, seal_key) if isinstance(known.seals, Ring) else None
            header, db_key, text = fresh_header(
                self.store_id, self.generation + 1, chosen, cost or self._lead_cost(), self.log_key, old
            )
        with swap.gathering(self.path) as gathering:
            self.copy_to(gathering / DATABASE, db_key, progress)
            verify(gathering / DATABASE, db_key, self.log_key, check)
            headers.write(gathering, header)
            still_open = tuple(sorted((self.path / BACKUPS).glob(f"*{BACKUP_SUFFIX}")))
            self._swap_in(header, db_key)
        return NewLocks(text, still_open)

    # --- sealed notes ------------------------------------------------------------------------------------------------

    @property
    def ring(self) -> Ring | None:
        """What sealed notes are written with; None in a book from before there were any, until the first unsealing."""
        seals = self._header.seals
        return seals if isinstance(seals, Ring) else None

    def unseal(self, *, passphrase: str | None = None, recovery: str | None = None) -> Key:
        """The seal key, which opening the book did not give: to be wiped by the caller, soon. Raises WrongPassphrase.

        Brings the first pair of keys into a book that has none yet.
        """
        self._header, key = unseal(self.path, passphrase=passphrase, recovery=recovery, write=not self.read_only)
        return key

    # --- the inside --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        file = swap.database_in(self.path)
        if not file.exists():
            raise Damaged("The book's database file is missing.", "Nothing was changed.")
        with told():
            self.connection = connect(file, self._db_key, read_only=self.read_only)
            if not self.read_only:
                # Take SQLite's own lock now: a reader coming in later would make a commit fail.
                try:
                    self.connection.execute("BEGIN EXCLUSIVE")
                    self.connection.execute("COMMIT")
                except BaseException:
                    self.connection.close()
                    raise

    def _demand_integrity(self) -> None:
        if self.integrity():
            self.connection.close()
            raise Damaged()

    def _lead_cost(self) -> KdfCost:
        return next((slot.kdf.cost for slot in self._header.slots if slot.kind == "lead"), KdfCost.DEFAULT)

    def _replace_slots(
        self, kind: Kind, secret: Key, cost: KdfCost, passphrase: str | None, recovery: str | None
    ) -> None:
        header, opened, *_ = unlock(self.path, ("db", "seal"), passphrase=passphrase, recovery=recovery)
        with keys.borrowed(secret), keys.borrowed(opened["db"]), keys.borrowed(opened["seal"]):
            changed = with_secret(header, kind, secret, cost, opened)
        headers.write(self.path, changed)
        self._header = changed

    def _swap_in(self, header: Header, db_key: Key) -> None:
        self.connection.close()
        try:
            swap.commit(self.path)
        except BaseException:
            if not swap.decided(self.path):
                self._connect()  # the old files stand
            raise
        if db_key is not self._db_key:
            keys.wipe(self._db_key)
        self._header, self._db_key = header, db_key
        self._connect()
