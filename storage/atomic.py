"""Files that are either the old one or the new one, whole: written aside, synced, then renamed into place."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path

from storage import places
from storage.trouble import Missing, told

if sys.platform == "darwin":
    from fcntl import F_FULLFSYNC, fcntl

PART = ".part"  # what is being written and is nothing yet


def sync_file(descriptor: int) -> None:
    """Push a file's bytes to the disk itself (macOS needs its own call for that)."""
    if sys.platform == "darwin":
        with contextlib.suppress(OSError):  # not every file system knows the call
            fcntl(descriptor, F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_path(path: Path) -> None:
    """`sync_file` for a closed file."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` last. Windows has no such call; its journal orders them."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, readable by this user only. After any fault the old file stands untouched.

    Raises DiskFull, ReadOnly and the like.
    """
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    with told():
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                sync_file(file.fileno())
            aside.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                aside.unlink()
            raise
        sync_folder(path.parent)


def deliver(path: Path, data: bytes) -> Path:
    """`write` for what the user asked to be put somewhere; returns where it is.

    A file that another program holds open (Windows) is left alone, and `name (2).pdf` is written beside it. Raises
    Trouble for a place in a book, Missing for a folder that is not there, DiskFull, ReadOnly; then nothing was written.
    """
    places.refuse_book(path)
    if not path.parent.is_dir():
        raise Missing("The folder to write to is not there.", "Nothing was written.", "Choose another folder.")
    for chosen in (path, *(path.with_name(f"{path.stem} ({number}){path.suffix}") for number in range(2, 10))):
        if not _held(chosen):
            break
    write(chosen, data)
    return chosen


def _held(path: Path) -> bool:
    """Whether another program holds the file so that it cannot be replaced."""
    if sys.platform == "win32" and path.exists():
        try:
            os.close(os.open(path, os.O_RDWR))
        except PermissionError:
            return True
    return False
