"""What lies in a book's folder, and making one whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from storage import header as headers
from storage.atomic import PART, sync_folder, sync_path
from storage.header import Header

DATABASE = "program.db"
JOURNAL = f"{DATABASE}-journal"
BACKUPS = "backups"
BACKUP_SUFFIX = ".rotunda-backup"


def left_open(path: Path) -> bool:
    """Whether a rollback journal waits: somebody was interrupted in a transaction."""
    try:
        return (path / JOURNAL).stat().st_size > 0
    except FileNotFoundError:
        return False


def build(path: Path, header: Header, make_database: Callable[[Path], None]) -> None:
    """Make the folder under another name and rename it when whole."""
    building = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    building.mkdir(mode=0o700, parents=True)
    try:
        (building / BACKUPS).mkdir(mode=0o700)
        headers.write(building, header)
        make_database(building / DATABASE)
        (building / JOURNAL).unlink(missing_ok=True)
        sync_path(building / DATABASE)
        sync_folder(building)
        building.rename(path)
        sync_folder(path.parent)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def tidy(path: Path) -> None:
    """Clear away what interrupted writing left; only what has our own names for the unfinished."""
    shutil.rmtree(path / f"swap{PART}", ignore_errors=True)
    for leftover in (*path.glob(f".*{PART}"), *(path / BACKUPS).glob(f"*{PART}"), *(path / BACKUPS).glob(f"*{PART}-*")):
        leftover.unlink(missing_ok=True)
