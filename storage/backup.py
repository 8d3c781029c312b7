"""Verified backups: one file each, that is only called a backup once it has been opened and found sound.

A backup is an uncompressed zip of the key header and the database, as they stood together, named
`YYYYmmdd-HHMMSS-NUMBER-CODE.rotunda-backup` (UTC; number and short code of the journal's last entry). While it is made
its files end in `.part`. The database copy is written, opened afresh with the key, checked three times, packed, and the
packed bytes compared with the checked ones; only then does the file get its name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from program.trouble import Trouble
from storage import header as headers
from storage import places, swap, witness
from storage.atomic import PART, sync_folder, sync_path
from storage.folder import BACKUP_SUFFIX, BACKUPS, DATABASE
from storage.header import Header
from storage.keys import Key, wipe
from storage.lockfile import LockFile
from storage.locksmith import log_key, open_header, unlock
from storage.trouble import UNTOUCHED, Damaged, DiskFull, Missing, WrongPassphrase, told
from storage.vault import Check, Progress, Vault, verify

_NAME = re.compile(r"(\d{8}-\d{6})-(\d+)-(\w+)" + re.escape(BACKUP_SUFFIX))
_STAMP = "%Y%m%d-%H%M%S"
_HEADER = headers.NAMES[0]
_CHUNK = 1 << 20
_SPARE = 64 << 10  # bytes to leave on the disk

NEWEST, DAYS, WEEKS = 10, 7, 4


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as the list shows it. `number` and `code` are of the journal's last entry in it.

    `readable` says that the file is whole on the outside: a backup with its name has been verified when it was made.
    """

    path: Path
    when: datetime
    size: int
    number: int
    code: str
    readable: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the backup made of the state before (or where its damaged files were set aside), and whether
    the passphrase is now the one of the backup's time."""

    saved: Path | None
    aside: Path | None
    earlier_passphrase: bool


# --- making ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """A copy of a book that is no backup yet, with the header and the keys of its time. The book may go on."""

    folder: Path
    header: Header
    db_key: Key
    log: Key

    @property
    def copy(self) -> Path:
        """The database, copied."""
        return self.folder / f"copy{PART}"

    @property
    def container(self) -> Path:
        """The file that will get a backup's name."""
        return self.folder / f"backup{PART}"

    def finish(self, check: Check | None = None, *, now: datetime | None = None, spare: Path | None = None) -> Backup:
        """Verify the copy, make it a backup, and thin out the old ones but for `spare`."""
        with told():
            number, code = verify(self.copy, self.db_key, self.log, check)
            _pack(self.container, self.header, self.copy)
            final = _free_name(self.folder, now or datetime.now(UTC), number, code or "0")
            self.container.rename(final)
            sync_folder(self.folder)
            _thin(self.folder, {final.name, spare.name if spare else final.name})
        return _described(final)


@contextlib.contextmanager
def drafted(vault: Vault, progress: Progress | None = None) -> Iterator[Draft]:
    """Copy the open book, for `Draft.finish`; afterwards only what was finished is left.

    Only the copying needs the vault's connection. Until the end the vault must stay open (and locked).
    """
    draft = Draft(vault.path / BACKUPS, vault.header, *vault.spare_keys())
    try:
        with told():
            draft.folder.mkdir(mode=0o700, exist_ok=True)
            _demand_room(draft.folder, 2 * (vault.path / DATABASE).stat().st_size)
            _discard(draft.copy, draft.container)
            vault.copy_to(draft.copy, progress=progress)
        yield draft
    finally:
        wipe(draft.db_key, draft.log)
        with contextlib.suppress(OSError):
            _discard(draft.copy, draft.container)


def make(
    vault: Vault,
    check: Check | None = None,
    *,
    progress: Progress | None = None,
    now: datetime | None = None,
    spare: Path | None = None,
) -> Backup:
    """Back the open book up, verified, and thin out the old ones but for `spare`.

    Raises Damaged when the book does not pass the checks, DiskFull, ReadOnly, and Cancelled when `progress` does; then
    no file that looks like a backup is left.
    """
    with drafted(vault, progress) as draft:
        return draft.finish(check, now=now, spare=spare)


def _pack(container: Path, header: Header, database: Path) -> None:
    """Header and database into one file; raises Trouble when it does not read back as what went in."""
    with zipfile.ZipFile(container, "x", zipfile.ZIP_STORED) as archive:
        archive.writestr(_HEADER, headers.encode(header))
        archive.write(database, DATABASE)
    sync_path(container)
    with zipfile.ZipFile(container) as archive, archive.open(DATABASE) as packed, database.open("rb") as checked:
        same = _digest(packed) == _digest(checked)
    if not same:
        raise Trouble("The backup did not read back as it was written.", "The book was not touched.", "Try again.")


def _digest(file: IO[bytes]) -> bytes:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.digest()


def _free_name(folder: Path, when: datetime, number: int, code: str) -> Path:
    when = when.astimezone(UTC)
    while True:
        path = folder / f"{when.strftime(_STAMP)}-{number}-{re.sub(r'[^0-9A-Za-z]', '', code) or '0'}{BACKUP_SUFFIX}"
        if not path.exists():
            return path
        when += timedelta(seconds=1)


def _demand_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        raise DiskFull(
            f"The disk has no room: {_megabytes(needed + _SPARE)} MB are needed, {_megabytes(free)} MB are free.",
            "The book was not touched.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"


def _discard(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


# --- keeping ---------------------------------------------------------------------------------------------------------


def kept(times: Iterable[datetime]) -> set[datetime]:
    """Which backups to keep: the newest ten, and the last of each of seven days and of four weeks that have any.

    Days and weeks (ISO 8601) are those of the times as given.
    """
    newest_first = sorted(set(times), reverse=True)
    keep = set(newest_first[:NEWEST])
    for count, period in ((DAYS, _day), (WEEKS, _week)):
        last_of: dict[tuple[int, int], datetime] = {}
        for time in newest_first:
            last_of.setdefault(period(time), time)
        keep.update(list(last_of.values())[:count])
    return keep


def _day(time: datetime) -> tuple[int, int]:
    return time.year, time.timetuple().tm_yday


def _week(time: datetime) -> tuple[int, int]:
    year, week, _ = time.isocalendar()
    return year, week


def _thin(folder: Path, spared: set[str]) -> None:
    """Remove what `kept` does not name; not the `spared` (what was just made, whatever the clock says)."""
    found = {path: _when(path) for path in folder.glob(f"*{BACKUP_SUFFIX}") if _NAME.fullmatch(path.name)}
    keep = kept(found.values())
    for path, when in found.items():
        if when not in keep and path.name not in spared:
            path.unlink(missing_ok=True)


# --- listing ---------------------------------------------------------------------------------------------------------


def listed(book: Path) -> tuple[Backup, ...]:
    """The backups of a book, newest first. Needs no passphrase."""
    with told():
        found = [_described(path) for path in (book / BACKUPS).glob(f"*{BACKUP_SUFFIX}")]
    return tuple(sorted(found, key=lambda backup: (backup.when, backup.number), reverse=True))


def _described(path: Path) -> Backup:
    match = _NAME.fullmatch(path.name)
    number, code = (int(match[2]), match[3]) if match else (0, "")
    try:
        header_in(path)
        readable = True
    except Trouble:
        readable = False
    return Backup(path, _when(path), path.stat().st_size, number, code, readable)


def _when(path: Path) -> datetime:
    match = _NAME.fullmatch(path.name)
    with contextlib.suppress(ValueError):
        if match:
            return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextlib.contextmanager
def _opened(backup: Path) -> Iterator[zipfile.ZipFile]:
    """The container, when it is one of ours: the two members, not compressed, so that nothing can swell."""
    try:
        with told(), zipfile.ZipFile(backup) as archive:
            members = archive.infolist()
            names = sorted(member.filename for member in members)
            if names != sorted((_HEADER, DATABASE)) or any(member.compress_type for member in members):
                raise _unsound()
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise _unsound() from None


def _unsound() -> Damaged:
    return Damaged("That backup is damaged.", "The present book was not touched.", "Choose another backup.")


def header_in(backup: Path) -> Header:
    """The key header of a backup. Raises Damaged, TooNew."""
    with _opened(backup) as archive, archive.open(_HEADER) as member:
        raw = member.read(headers.MAX_BYTES + 1)
    try:
        return headers.parse(raw)
    except Damaged:
        raise _unsound() from None


# --- restoring -------------------------------------------------------------------------------------------------------


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
            raise _unsound() from None
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
        saved = make(vault, check, now=when, spare=spare).path
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
        present, opened, _ = unlock(swap.headers_in(book), ("db",), passphrase=passphrase, recovery=recovery)
    except (Damaged, Missing, WrongPassphrase):
        pass
    else:
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
        raise _unsound()
    newer = msgspec.structs.replace(earlier, generation=max(generation, earlier.generation) + 1)
    return _Found(headers.signed(newer, then["db"]), then["db"], True, seen)


def _extract(backup: Path, target: Path, progress: Progress | None) -> None:
    """The database out of a backup."""
    with _opened(backup) as archive, archive.open(DATABASE) as member, target.open("xb") as file:
        total = archive.getinfo(DATABASE).file_size
        _demand_room(target.parent, total)
        done = 0
        while chunk := member.read(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, total)


def _aside(book: Path, when: datetime) -> str:
    while True:
        name = f"set-aside-{when.astimezone(UTC).strftime(_STAMP)}"
        if not (book / name).exists():
            return name
        when += timedelta(seconds=1)
