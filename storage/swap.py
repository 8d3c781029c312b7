"""Putting a new database and its key header in place of the present ones, together or not at all.

The new files are gathered in a folder that is nothing until it is renamed to `swap-ready`: that rename is the moment
of change. Afterwards the files are moved to their places one by one; whoever opens the book after a crash in between
finds the folder and moves the rest. Every step can be repeated.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from storage import header
from storage.atomic import PART, sync_folder, sync_path
from storage.folder import DATABASE, JOURNAL
from storage.trouble import told

_READY = "swap-ready"
_PLAN = "plan.json"


class _Plan(msgspec.Struct, frozen=True):
    """`aside`: the folder that keeps the replaced files, or None to drop them."""

    aside: str | None


@contextlib.contextmanager
def gathering(folder: Path) -> Iterator[Path]:
    """An empty folder for the new files, to be committed within the block; if it is not, it is removed."""
    place = folder / f"swap{PART}"
    with told():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def commit(folder: Path, *, aside: str | None = None) -> None:
    """Make what was gathered the book's files. With `aside`, the replaced ones are kept in a folder of that name."""
    place = folder / f"swap{PART}"
    with told():
        (place / _PLAN).write_bytes(msgspec.json.encode(_Plan(aside)))
        for path in place.iterdir():
            sync_path(path)
        sync_folder(place)
        place.rename(folder / _READY)
        sync_folder(folder)
    finish(folder)


def headers_in(folder: Path) -> Path:
    """Where the valid key header lies: in the book, or in a swap that was decided but not carried to its end."""
    ready = folder / _READY
    return ready if any((ready / name).exists() for name in header.NAMES) else folder


def database_in(folder: Path) -> Path:
    """The valid database: the book's, or that of a swap that was decided but not carried to its end."""
    ready = folder / _READY / DATABASE
    return ready if ready.exists() else folder / DATABASE


def decided(folder: Path) -> bool:
    """Whether a swap is past its moment of change and not yet carried to its end."""
    return (folder / _READY).exists()


def finish(folder: Path) -> None:
    """Carry a decided swap to its end; nothing to do is fine."""
    ready = folder / _READY
    if not ready.exists():
        return
    with told():
        _move_all(folder, ready)


def _move_all(folder: Path, ready: Path) -> None:
    plan = _Plan(None)
    with contextlib.suppress(FileNotFoundError):
        plan = msgspec.json.decode((ready / _PLAN).read_bytes(), type=_Plan)
    if (ready / DATABASE).exists():
        # An old rollback journal must never meet the new database.
        _clear(folder, JOURNAL, plan.aside)
        _clear(folder, DATABASE, plan.aside)
        (ready / DATABASE).rename(folder / DATABASE)
        sync_folder(folder)
    for name in header.NAMES:
        if (ready / name).exists():
            _clear(folder, name, plan.aside)
            (ready / name).rename(folder / name)
            sync_folder(folder)
    shutil.rmtree(ready)
    sync_folder(folder)


def _clear(folder: Path, name: str, aside: str | None) -> None:
    old = folder / name
    if not old.exists():
        return
    if aside is None:
        old.unlink()
        return
    kept = folder / aside
    kept.mkdir(mode=0o700, exist_ok=True)
    old.rename(kept / name)
    sync_folder(kept)
