"""Verified backups: one file each, that is only called a backup once it has been opened and found sound.

A backup is an uncompressed zip of the key header and the database, as they stood together, named
`YYYYmmdd-HHMMSS-NUMBER-CODE.rotunda-backup` (UTC; number and short code of the journal's last entry), with `-before`
after the code when it was made before an import, a restore or a migration: those are kept by number alone. While it is
made its files end in `.part`. The database copy is written, opened afresh with the key, checked three times, packed,
and the packed bytes compared with the checked ones; only then does the file get its name.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from program.trouble import Trouble
from storage import header as headers
from storage.atomic import PART, sync_folder, sync_path
from storage.cipher import Check, Progress, verify
from storage.folder import BACKUP_SUFFIX, BACKUPS, DATABASE
from storage.header import Header
from storage.journal import Head
from storage.keys import Key, wipe
from storage.trouble import Damaged, DiskFull, told
from storage.vault import Vault

_NAME = re.compile(r"(\d{8}-\d{6})-(\d+)-(\w+?)(-before)?" + re.escape(BACKUP_SUFFIX))
STAMP = "%Y%m%d-%H%M%S"
_HEADER = headers.NAMES[0]
CHUNK = 1 << 20
_SPARE = 64 << 10  # bytes to leave on the disk

NEWEST, DAYS, WEEKS = 10, 7, 4
BEFORE = 5  # of those made before something large


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as the list shows it. `number` and `code` are of the journal's last entry in it; `before`
    says that it was made before an import, a restore or a migration.

    `readable` says that the file is whole on the outside: a backup with its name has been verified when it was made.
    """

    path: Path
    when: datetime
    size: int
    number: int
    code: str
    readable: bool
    before: bool = False


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

    def finish(
        self,
        check: Check | None = None,
        *,
        now: datetime | None = None,
        spare: Path | None = None,
        before: bool = False,
    ) -> Backup:
        """Verify the copy, make it a backup (marked, when `before`), and thin out the old ones but for `spare`."""
        with told():
            number, code = verify(self.copy, self.db_key, self.log, check)
            _pack(self.container, self.header, self.copy)
            final = _free_name(self.folder, now or datetime.now(UTC), number, code or "0", before)
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
            demand_room(draft.folder, 2 * (vault.path / DATABASE).stat().st_size)
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
    before: bool = False,
) -> Backup:
    """Back the open book up, verified, and thin out the old ones but for `spare`; marked, when `before`.

    Raises Damaged when the book does not pass the checks, DiskFull, ReadOnly, and Cancelled when `progress` does; then
    no file that looks like a backup is left.
    """
    with drafted(vault, progress) as draft:
        return draft.finish(check, now=now, spare=spare, before=before)


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
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.digest()


def _free_name(folder: Path, when: datetime, number: int, code: str, before: bool) -> Path:
    when = when.astimezone(UTC)
    rest = f"-{number}-{re.sub(r'[^0-9A-Za-z]', '', code) or '0'}{'-before' if before else ''}{BACKUP_SUFFIX}"
    while True:
        path = folder / f"{when.strftime(STAMP)}{rest}"
        if not path.exists():
            return path
        when += timedelta(seconds=1)


def demand_room(folder: Path, needed: int) -> None:
    """Raises DiskFull when the disk has not so many bytes to spare."""
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
    """Remove what the rules do not keep; not the `spared` (what was just made, whatever the clock says).

    Those marked `before` have a rule of their own, the newest five, so that they and the others cannot push each other
    out.
    """
    found = [path for path in folder.glob(f"*{BACKUP_SUFFIX}") if _NAME.fullmatch(path.name)]
    marked = sorted((path for path in found if _before(path)), key=_when, reverse=True)
    keep = kept(_when(path) for path in found if not _before(path))
    for path in found:
        if path not in marked[:BEFORE] and (_before(path) or _when(path) not in keep) and path.name not in spared:
            path.unlink(missing_ok=True)


def _before(path: Path) -> bool:
    match = _NAME.fullmatch(path.name)
    return match is not None and match[4] is not None


# --- listing ---------------------------------------------------------------------------------------------------------


def listed(book: Path) -> tuple[Backup, ...]:
    """The backups of a book, newest first. Needs no passphrase."""
    with told():
        found = [_described(path) for path in (book / BACKUPS).glob(f"*{BACKUP_SUFFIX}")]
    return tuple(sorted(found, key=lambda backup: (backup.when, backup.number), reverse=True))


def heads(book: Path) -> tuple[tuple[datetime, Head], ...]:
    """When each backup was made and the journal's end in it, as its name says, newest first. Opens none of them."""
    with told():
        paths = ((path, _NAME.fullmatch(path.name)) for path in (book / BACKUPS).glob(f"*{BACKUP_SUFFIX}"))
        found = [(_when(path), Head(int(m[2]), f"{m[3][:4]}-{m[3][4:]}")) for path, m in paths if m]
    return tuple(sorted(found, key=lambda each: each[0], reverse=True))


def _described(path: Path) -> Backup:
    match = _NAME.fullmatch(path.name)
    number, code = (int(match[2]), match[3]) if match else (0, "")
    try:
        header_in(path)
        readable = True
    except Trouble:
        readable = False
    return Backup(path, _when(path), path.stat().st_size, number, code, readable, _before(path))


def _when(path: Path) -> datetime:
    match = _NAME.fullmatch(path.name)
    with contextlib.suppress(ValueError):
        if match:
            return datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextlib.contextmanager
def unpacked(backup: Path) -> Iterator[zipfile.ZipFile]:
    """The container, when it is one of ours: the two members, not compressed, so that nothing can swell."""
    try:
        with told(), zipfile.ZipFile(backup) as archive:
            members = archive.infolist()
            names = sorted(member.filename for member in members)
            if names != sorted((_HEADER, DATABASE)) or any(member.compress_type for member in members):
                raise unsound()
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise unsound() from None


def unsound() -> Damaged:
    """The trouble with a file that is no sound backup."""
    return Damaged("That backup is damaged.", "The present book was not touched.", "Choose another backup.")


def header_in(backup: Path) -> Header:
    """The key header of a backup. Raises Damaged, TooNew."""
    with unpacked(backup) as archive, archive.open(_HEADER) as member:
        raw = member.read(headers.MAX_BYTES + 1)
    try:
        return headers.parse(raw)
    except Damaged:
        raise unsound() from None
