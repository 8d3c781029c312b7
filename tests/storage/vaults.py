"""Small books for tests: made once, then copied, since every making derives keys."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from storage import backup as backups
from storage.backup import Backup
from storage.cipher import Check
from storage.keys import KdfCost
from storage.vault import Vault

PASSPHRASE = "correct horse battery staple"
OTHER = "quite another set of words"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@cache
def _template() -> tuple[tempfile.TemporaryDirectory[str], Path, str]:
    folder = tempfile.TemporaryDirectory(prefix="rotunda-vaults-")
    path = Path(folder.name) / "Template.rotunda"
    vault, recovery = Vault.create(path, PASSPHRASE, cost=KdfCost.FLOOR)
    vault.connection.execute("CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    add(vault, 3)
    vault.close()
    return folder, path, recovery


def fresh(folder: Path, name: str = "Book.rotunda") -> tuple[Path, str]:
    """A closed book of three notes in `folder`, and its recovery key."""
    _, template, recovery = _template()
    shutil.copytree(template, folder / name)
    return folder / name, recovery


def add(vault: Vault, count: int = 1) -> None:
    """Write notes, one transaction each."""
    for _ in range(count):
        vault.connection.execute("INSERT INTO note (text) VALUES (hex(randomblob(200)) || 'canary-4711')")


def notes(vault: Vault) -> int:
    """How many notes there are."""
    return int(vault.connection.execute("SELECT count(*) FROM note").fetchone()[0])


def check_that(expected: int | None = None) -> Check:
    """A third check as the book would make it: counts the notes."""

    def check(connection, log_key):
        assert len(log_key) == 32
        (count,) = connection.execute("SELECT count(*) FROM note").fetchone()
        assert expected in (None, count)
        return count, "AB-CD"

    return check


def snapshot(folder: Path) -> dict[str, str]:
    """Every file below `folder` by name, with its digest and mode."""
    return {
        str(path.relative_to(folder)): f"{path.stat().st_mode:o} {_digest(path)}" for path in sorted(folder.rglob("*"))
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def flip(path: Path, place: int, mask: int = 1) -> None:
    """Change one byte of a file."""
    raw = bytearray(path.read_bytes())
    raw[place] ^= mask
    path.write_bytes(raw)


def book_with_backup(folder: Path) -> tuple[Path, Backup, str]:
    """A closed book of four notes with a backup from when there were three, and its recovery key."""
    path, recovery = fresh(folder)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    backup = backups.make(vault, check_that(3), now=NOON)
    add(vault)
    vault.close()
    return path, backup, recovery


def count(path: Path, **secret: Any) -> int:
    """How many notes a closed book has, after a look whether it is whole."""
    vault = Vault.open(path, **{**({} if secret else {"passphrase": PASSPHRASE}), **secret})
    assert vault.integrity() == ()
    number = notes(vault)
    vault.close()
    return number
