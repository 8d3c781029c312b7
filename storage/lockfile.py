"""One book, one program: the lock file in the book's folder.

The operating system's lock on the file decides, so a crash frees it and two starts at once cannot both win. What is
written in the file only tells the other one who has the book (host, user, process, since when). Nothing is written
before the passphrase has proved right: a refused opening leaves the folder as it was.

A file that names somebody although nobody holds the system's lock is what a crash leaves behind, provided its process
is gone from this very computer; from any other computer (a synchronised folder, say) it must be believed.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from storage import processes
from storage.atomic import sync_file
from storage.trouble import Locked, told

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "lock"
_UNSOUND = b"unsound"  # names nobody, and is not nothing
_FAR = 1 << 30  # Windows locks bytes against reading too: one far behind the text


class Holder(msgspec.Struct, frozen=True):
    """Who has the book: enough to find them, nothing more."""

    host: str
    user: str
    pid: int
    since: str  # ISO 8601 with offset
    born: str  # tells this process from a later one of the same number; "" where the platform does not say


class LockFile:
    """The held lock. `unclean` says that whoever had the book before did not close it."""

    def __init__(self, folder: Path, *, take_over: bool = False) -> None:
        """Take the lock. Raises Locked; `take_over` ignores a holder on another computer."""
        self._path = folder / NAME
        self._announced = False
        with told():
            self._descriptor, self._made = self._lock()
        try:
            self._judge(take_over)
        except BaseException:
            self._let_go(remove=self._made)
            raise

    def _judge(self, take_over: bool) -> None:
        raw = _text(self._descriptor)
        self.unclean = bool(raw)
        self._made = self._made and not raw
        holder = _holder(raw)
        if holder is None or take_over:
            return
        if holder.host != socket.gethostname():
            raise _locked(holder, todo="Close it there; if that computer no longer has it open, take it over.")
        if processes.born(holder.pid) == holder.born and holder.pid != os.getpid():
            raise _locked(holder)

    def _lock(self) -> tuple[int, bool]:
        while True:
            made = not self._path.exists()
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
            descriptor = os.open(self._path, flags, 0o600)
            try:
                _lock_descriptor(descriptor)
            except OSError:
                raw = _text(descriptor)
                os.close(descriptor)
                raise _locked(_holder(raw)) from None
            # The holder removes the file before letting go: the one locked here may already be nobody's.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), self._path.stat()):
                    return descriptor, made
            os.close(descriptor)

    def announce(self) -> None:
        """Write down who has the book; from here on a crash shows at the next opening."""
        pid = os.getpid()
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        holder = Holder(socket.gethostname(), processes.user(), pid, since, processes.born(pid) or "")
        with told():
            _rewrite(self._descriptor, msgspec.json.encode(holder))
            self._announced = True

    def release(self, *, sound: bool = True) -> None:
        """Give the book free. Not `sound`: the next opening will look at everything, as after a crash.

        A lock that was never announced leaves what it found.
        """
        if self._announced and not sound:
            with contextlib.suppress(OSError):
                _rewrite(self._descriptor, _UNSOUND)
        self._let_go(remove=sound if self._announced else self._made)

    def _let_go(self, *, remove: bool) -> None:
        if self._descriptor < 0:
            return
        with contextlib.suppress(OSError):
            if remove:
                os.ftruncate(self._descriptor, 0)
                if sys.platform != "win32":
                    self._path.unlink()
        os.close(self._descriptor)
        self._descriptor = -1
        if remove and sys.platform == "win32":
            with contextlib.suppress(OSError):  # the next one already has it open
                self._path.unlink()


def held_by(folder: Path) -> Locked:
    """The trouble of finding the book in `folder` open elsewhere, with what its lock file tells."""
    try:
        return _locked(_holder((folder / NAME).read_bytes()))
    except OSError:
        return _locked(None)


def _lock_descriptor(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _text(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 4096)


def _rewrite(descriptor: int, raw: bytes) -> None:
    # Over the old text first: on a full disk the mark of a crash must not be lost.
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, raw)
    os.ftruncate(descriptor, len(raw))
    sync_file(descriptor)


def _holder(raw: bytes) -> Holder | None:
    try:
        return msgspec.json.decode(raw, type=Holder)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _locked(holder: Holder | None, todo: str = "Close it there first.") -> Locked:
    if holder is None:
        return Locked(todo=todo)
    return Locked(holder.host, holder.user, holder.since.replace("T", " ")[:16], todo)
