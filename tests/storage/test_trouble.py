"""The world's errors in words, and nothing private in them."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from program.trouble import Cancelled, Trouble
from storage.trouble import (
    BackupFailed,
    Damaged,
    DiskFull,
    Locked,
    Missing,
    ReadOnly,
    TooNew,
    WeakPassphrase,
    WrongPassphrase,
    told,
    world,
)

PRIVATE = "/home/ana/Ana Ruiz may leave.rotunda"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "no", PRIVATE), DiskFull),
        (OSError(errno.EDQUOT, "no", PRIVATE), DiskFull),
        (OSError(errno.EFBIG, "no", PRIVATE), DiskFull),
        (OSError(errno.EROFS, "no", PRIVATE), ReadOnly),
        (PermissionError(errno.EACCES, "no", PRIVATE), ReadOnly),
        (FileNotFoundError(errno.ENOENT, "no", PRIVATE), Missing),
        (OSError(errno.EIO, "no", PRIVATE), Trouble),
        (MemoryError(), Trouble),
        (sqlite3.OperationalError("database or disk is full"), DiskFull),
        (sqlite3.OperationalError("attempt to write a readonly database"), ReadOnly),
        (sqlite3.OperationalError("database is locked"), Locked),
        (sqlite3.DatabaseError("database disk image is malformed"), Damaged),
        (sqlite3.DatabaseError("file is not a database"), Damaged),
        (sqlite3.OperationalError("disk I/O error"), Trouble),
        (sqlite3.OperationalError("unable to open database file"), ReadOnly),
        (Cancelled(), Cancelled),
    ],
)
def test_an_error_of_the_world_says_what_was_kept_and_what_to_do(error, kind):
    trouble = world(error)
    assert isinstance(trouble, kind)
    assert trouble.what
    assert trouble.kept
    assert "Ana" not in str(trouble)
    with pytest.raises(kind) as caught, told():
        raise error
    assert caught.value.__suppress_context__ or caught.value is error


@pytest.mark.parametrize(
    "error",
    [ValueError("x"), sqlite3.OperationalError("no such table: note"), OSError(errno.EINVAL, "x"), KeyboardInterrupt()],
)
def test_a_mistake_of_ours_stays_what_it_is(error):
    assert world(error) is None
    with pytest.raises(type(error)) as caught, told():
        raise error
    assert caught.value is error


@pytest.mark.parametrize(
    "trouble",
    [
        WrongPassphrase(),
        WeakPassphrase("Too short."),
        Damaged(),
        TooNew(),
        Locked(),
        DiskFull(),
        ReadOnly(),
        Missing(),
        BackupFailed(DiskFull()),
    ],
)
def test_every_trouble_tells_all_three_things(trouble):
    assert all((trouble.what, trouble.kept, trouble.todo))
    assert str(trouble) == f"{trouble.what} {trouble.kept} {trouble.todo}"


def test_locked_tells_what_is_known():
    assert Locked("desk", "ana", "2026-03-01 09:30").what == (
        "The book is already open by ana on desk since 2026-03-01 09:30."
    )
    assert Locked().what == "The book is already open."
