"""What can go wrong around a book, in words for the user, and the translation of the world's errors into them.

`KnownError against BugError`: what the user's world does (a full disk, a locked file, damage) becomes a `Trouble`;
anything else stays the exception it was, because then the mistake is ours.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from program.trouble import Trouble

UNTOUCHED = "Nothing was changed."


class WrongPassphrase(Trouble):
    """The passphrase or recovery key does not open this book."""

    def __init__(
        self,
        what: str = "That passphrase or recovery key does not open this book.",
        kept: str = UNTOUCHED,
        todo: str = "Look at capital letters, spaces and the keyboard's language, then try again.",
    ) -> None:
        super().__init__(what, kept, todo)


class WeakPassphrase(Trouble):
    """A new passphrase that is too easily guessed to be taken."""

    def __init__(self, what: str, kept: str = UNTOUCHED, todo: str = "Take six of the words offered.") -> None:
        super().__init__(what, kept, todo)


class Damaged(Trouble):
    """A file of the book is provably not what was written."""

    def __init__(
        self,
        what: str = "The book's file is damaged.",
        kept: str = "It was left as it is; the backups are separate files.",
        todo: str = "Restore the newest verified backup.",
    ) -> None:
        super().__init__(what, kept, todo)


class TooNew(Trouble):
    """The book was written by a newer Rotunda."""

    def __init__(
        self,
        what: str = "This book was written by a newer version of Rotunda.",
        kept: str = UNTOUCHED,
        todo: str = "Open it with that version, or install it here.",
    ) -> None:
        super().__init__(what, kept, todo)


class Locked(Trouble):
    """The book is open somewhere else; `host`, `user` and `since` say where, as far as is known."""

    def __init__(self, host: str = "", user: str = "", since: str = "", todo: str = "Close it there first.") -> None:
        self.host, self.user, self.since = host, user, since
        where = "".join(
            (f" by {user}" if user else "", f" on {host}" if host else "", f" since {since}" if since else "")
        )
        super().__init__(f"The book is already open{where}.", UNTOUCHED, todo)


class DiskFull(Trouble):
    """No room on the disk."""

    def __init__(
        self,
        what: str = "The disk is full.",
        kept: str = "What was saved before is still there; the last step was not kept.",
        todo: str = "Free some space and try again.",
    ) -> None:
        super().__init__(what, kept, todo)


class BackupFailed(Trouble):
    """The backup at closing could not be made, for the reason `why`; the book itself is safe and closed."""

    def __init__(self, why: Trouble) -> None:
        self.why = why
        super().__init__(
            f"Only the backup could not be made: {why.what[:1].lower()}{why.what[1:]}",
            "Everything in the book is saved, and it is closed.",
            why.todo or "Open the book and make a backup.",
        )


class ReadOnly(Trouble):
    """The place cannot be written to."""

    def __init__(
        self,
        what: str = "This place cannot be written to.",
        kept: str = UNTOUCHED,
        todo: str = "Allow writing there, or copy the book to a folder of your own.",
    ) -> None:
        super().__init__(what, kept, todo)


class Missing(Trouble):
    """Nothing of that name, or not a book."""

    def __init__(
        self,
        what: str = "There is no Rotunda book at that place.",
        kept: str = UNTOUCHED,
        todo: str = "Look for the folder whose name ends in .rotunda.",
    ) -> None:
        super().__init__(what, kept, todo)


def _of_os(error: OSError) -> Trouble | None:
    code = error.errno
    if code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull()
    if code in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ReadOnly()
    if code in (errno.ENOENT, errno.ENOTDIR):
        return Missing("A file of the book is not there any more.", todo="Look whether the disk is still connected.")
    if code in (errno.EEXIST, errno.EISDIR, errno.ENOTEMPTY):
        return Trouble("Something else stands where a file was to go.", UNTOUCHED, "Choose another name, or move it.")
    if code in (errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE):
        return _disk_failed()
    return None


def _disk_failed() -> Trouble:
    return Trouble(
        "The disk reported an error.",
        "What was saved before is still there; the last step was not kept.",
        "Look whether the disk is connected and has room, then open the book again.",
    )


def _of_sqlite(error: Exception) -> Trouble | None:
    """SQLCipher's driver carries no error number, so its fixed English words are read."""
    words = str(error).lower()
    if "disk is full" in words:
        return DiskFull()
    if "readonly" in words:
        return ReadOnly()
    if "is locked" in words:
        return Locked()
    if "malformed" in words or "not a database" in words:
        return Damaged()
    if "disk i/o error" in words:
        return _disk_failed()
    if "unable to open database file" in words:
        return ReadOnly("The book's file cannot be opened.")
    return None


def world(error: BaseException) -> Trouble | None:
    """The `Trouble` the user's world caused, or None when `error` is a mistake of ours."""
    if isinstance(error, Trouble):
        return error
    if isinstance(error, OSError):
        return _of_os(error)
    if isinstance(error, MemoryError):
        return Trouble("There is not enough free memory for this.", UNTOUCHED, "Close other programs and try again.")
    if type(error).__module__.partition(".")[0] in ("sqlcipher3", "sqlite3") and isinstance(error, Exception):
        return _of_sqlite(error)
    return None


@contextmanager
def told() -> Iterator[None]:
    """Run the body; an error of the world leaves it as a `Trouble`."""
    try:
        yield
    except Trouble:
        raise
    except Exception as error:
        trouble = world(error)
        if trouble is None:
            raise
        # The cause is cut: its text may name private paths or data.
        raise trouble from None
