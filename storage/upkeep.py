"""What a book needs from time to time: to be brought up to date, checked, and backed up."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from storage import audit, backup, history, migrations
from storage.backup import Backup
from storage.trouble import ReadOnly
from storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

#: Seconds of change after which a backup is due.
BACKUP_EVERY = 30 * 60

#: A change closed sooner than this after a backup waits for the next one, unless it was bulky: ten small changes on the
#: command line must not push ten good backups out.
CLOSING_GAP = timedelta(minutes=5)

#: After this time a book is gone through as a whole again.
CHECK_EVERY = timedelta(days=7)


def bring_up_to_date(vault: Vault, version: str) -> None:
    """Migrate a copy, check it, swap it in; a backup comes first. Raises ReadOnly, DiskFull, Damaged."""
    if vault.read_only:
        raise ReadOnly("This book must be brought up to date first.", todo="Open it for writing once.")
    backup.make(vault, audit.demand, before=True)
    vault.rebuild(lambda copy: migrations.upgrade(copy, version), audit.demand)


def check_due(checked: datetime | None, now: datetime) -> bool:
    """Whether the last full check was a week ago, or never; or at a time that the clock has not come to."""
    return checked is None or not timedelta() <= now - checked < CHECK_EVERY


def closing_backup_due(folder: Path, connection: Connection, now: datetime, *, bulky: bool) -> bool:
    """Whether a book that is being closed should be backed up; `bulky`: a large change waits for its backup."""
    newest = next((each for each in backup.listed(folder) if each.readable), None)
    if newest is None:
        return True
    return (bulky or abs(now - newest.when) >= CLOSING_GAP) and _lacks_a_change(newest, connection)


def _lacks_a_change(newest: Backup, connection: Connection) -> bool:
    """Whether the newest backup lacks a change (notes alone are not worth one)."""
    if newest.number < history.last_change(connection):
        return True
    held = history.entry(connection, newest.number)
    return held is None or held.code.replace("-", "") != newest.code
