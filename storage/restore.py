"""Putting a backup in the place of a book: proved first, in one step, and what was there before is kept."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from program.trouble import Trouble
from storage import header as headers
from storage import places, swap, witness
from storage.backup import CHUNK, STAMP, demand_room, header_in, make, unpacked, unsound
from storage.cipher import Check, Progress, verify
from storage.folder import DATABASE
from storage.header import Header
from storage.keys import Key, wipe
from storage.lockfile import LockFile
from storage.locksmith import log_key, open_header, unlock
from storage.trouble import UNTOUCHED, Damaged, Missing, WrongPassphrase, told
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup made of the state before (or where its damaged files were set aside), and whether
    the passphrase is now the one of the backup's time."""

    saved: Path | None
    aside: Path | None
    earlier_passphrase: bool


def restore(
    book: Path,
    backup: Path,
    *,
    passphrase: str | None = None,
    recovery: str | None = None,
    check: Check | None = None,
    progress: Progress | None = None,
    take_over: bool = False,
    now: datetime | None = None,
) -> Restored:
    """Put a backup in the place of a closed book, whose present state is backed up first.

    A present state that cannot be backed up because it is damaged is set aside in a folder of its own, never deleted.
    A backup under the same data key keeps the present passphrase; one from before a change of locks, or met without a
    readable key header, needs the passphrase or recovery key of its time, which is then the book's again. The backup is
    checked before anything is replaced, and the replacing is one step. `book` may be missing altogether. A secret that
    opens neither is refused before any lock is asked for or anything written.

    Raises WrongPassphrase, Damaged (the backup), Locked, DiskFull, ReadOnly, Cancelled; then nothing was replaced.
    """
    os.umask(0o077)
    when = now or datetime.now(UTC)
    earlier = header_in(backup)
    found = _keys_for(book, earlier, passphrase, recovery)  # a wrong secret is told before anything is touched
    made = not book.exists()
    if made:
        places.refuse_book(book.parent)
        if not book.parent.is_dir():
            raise Missing("The folder for the book is not there.", UNTOUCHED, "Choose another folder.")
    with told():
        book.mkdir(mode=0o700, exist_ok=True)
    try:
        saved = None if made else _save_present(book, backup, passphrase, recovery, check, take_over, when)
        lock = LockFile(book, take_over=take_over)
        try:
            if _header_of(book) != found.present:  # somebody else was quicker
                wipe(found.db_key)
                found = _keys_for(book, earlier, passphrase, recovery)
            lock.announce()
            swap.finish(book)
            aside = None if saved else _aside(book, when)
            _put(book, backup, found, check, progress, aside)
        except BaseException:
            lock.release(sound=not lock.unclean)
            raise
        lock.release()
    except BaseException:
        if made and not swap.decided(book):
            shutil.rmtree(book, ignore_errors=True)
        raise
    finally:
        wipe(found.db_key)
    kept_aside = book / aside if aside and (book / aside).exists() else None
    return Restored(saved, kept_aside, found.earlier)


def _put(
    book: Path, backup: Path, found: _Found, check: Check | None, progress: Progress | None, aside: str | None
) -> None:
    """The backup's database, once it has proved sound, in the place of the book's."""
    with swap.gathering(book) as gathering:
        file = gathering / DATABASE
        _extract(backup, file, progress)
        log = log_key(found.header, found.db_key)
        try:
            verify(file, found.db_key, log, check)
        except Damaged:
            raise unsound() from None
        finally:
            wipe(log)
        if found.earlier:
            headers.write(gathering, found.header)
        seen = witness.forget(book)
        try:
            swap.commit(book, aside=aside)
        except BaseException:
            if not swap.decided(book):
                witness.recall(book, seen)
            raise


def _save_present(
    book: Path,
    spare: Path,
    passphrase: str | None,
    recovery: str | None,
    check: Check | None,
    take_over: bool,
    when: datetime,
) -> Path | None:
    """A verified backup of the present state; None when it cannot be opened, or is damaged."""
    try:
        vault = Vault.open(book, passphrase=passphrase, recovery=recovery, take_over=take_over)
    except (Damaged, Missing, WrongPassphrase):
        return None
    try:
        saved = make(vault, check, now=when, spare=spare, before=True).path
    except Damaged:
        vault.close(sound=False)
        return None
    except BaseException:
        vault.close()
        raise
    vault.close()
    return saved


class _Found(NamedTuple):
    """The header and data key that go with a backup's database; whether they are of its time rather than the book's
    present ones; and the header that the book was seen with."""

    header: Header
    db_key: Key
    earlier: bool
    present: Header | None


def _header_of(book: Path) -> Header | None:
    try:
        return headers.read(swap.headers_in(book)).headers[0]
    except (Damaged, Missing):
        return None


def _keys_for(book: Path, earlier: Header, passphrase: str | None, recovery: str | None) -> _Found:
    seen, generation = _header_of(book), 0
    try:
        present, opened, _, kind = unlock(swap.headers_in(book), ("db",), passphrase=passphrase, recovery=recovery)
    except (Damaged, Missing, WrongPassphrase):
        pass
    else:
        _demand_lead(kind, opened["db"])
        if present.store_id != earlier.store_id:
            raise Trouble("That backup belongs to another book.", "Nothing was changed.", "Choose one of this book's.")
        if headers.genuine(earlier, opened["db"]):
            return _Found(present, opened["db"], False, seen)
        generation = present.generation
    try:
        then = open_header(earlier, ("db",), passphrase=passphrase, recovery=recovery)
    except WrongPassphrase as error:
        if recovery is not None and "check character" in error.what:
            raise
        raise WrongPassphrase(
            "That passphrase or recovery key does not open this backup.",
            todo="The backup needs the passphrase that was in force when it was made.",
        ) from None
    if then is None:
        raise unsound()
    _demand_lead(then[0], then[1]["db"])
    newer = msgspec.structs.replace(earlier, generation=max(generation, earlier.generation) + 1)
    db_key = then[1]["db"]
    return _Found(headers.signed(newer, db_key), db_key, True, seen)


def _demand_lead(kind: str, db_key: Key) -> None:
    if kind == "workshop":
        wipe(db_key)
        raise WrongPassphrase(
            "The workshop’s passphrase does not go back to a backup.", todo="Use the lead’s, or the recovery key."
        )


def _extract(backup: Path, target: Path, progress: Progress | None) -> None:
    """The database out of a backup."""
    with unpacked(backup) as archive, archive.open(DATABASE) as member, target.open("xb") as file:
        total = archive.getinfo(DATABASE).file_size
        demand_room(target.parent, total)
        done = 0
        while chunk := member.read(CHUNK):
            file.write(chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, total)


def _aside(book: Path, when: datetime) -> str:
    while True:
        name = f"set-aside-{when.astimezone(UTC).strftime(STAMP)}"
        if not (book / name).exists():
            return name
        when += timedelta(seconds=1)
