"""What a book needs from time to time: to be brought up to date, and backed up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from storage import audit, backup, history, migrations
from storage.trouble import ReadOnly
from storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

#: Seconds of change after which a backup is due.
BACKUP_EVERY = 30 * 60


def bring_up_to_date(vault: Vault, version: str) -> None:
    """Migrate a copy, check it, swap it in; a backup comes first. Raises ReadOnly, DiskFull, Damaged."""
    if vault.read_only:
        raise ReadOnly("This book must be brought up to date first.", todo="Open it for writing once.")
    backup.make(vault, audit.demand)
    vault.rebuild(lambda copy: migrations.upgrade(copy, version), audit.demand)


def changed_since_backup(folder: Path, connection: Connection) -> bool:
    """Whether the newest backup lacks a change (notes alone are not worth one)."""
    newest = next((each for each in backup.listed(folder) if each.readable), None)
    if newest is None or newest.number < history.last_change(connection):
        return True
    held = history.entry(connection, newest.number)
    return held is None or held.code.replace("-", "") != newest.code
