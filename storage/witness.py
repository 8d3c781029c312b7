"""The journal's end as the last session left it, and the date of the last full check, in a file beside the database.

A database that was put back to an earlier state, or whose last entries were cut off, does not hold that entry. A book
without the file (an older whole copy, a restored backup) is taken as it is: only a witness outside, such as a code
printed on paper, can tell then.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from storage import atomic
from storage.journal import Tip
from storage.trouble import Damaged, told

if TYPE_CHECKING:
    from sqlite3 import Connection

NAME = "head"


class _Seen(msgspec.Struct, frozen=True):
    seq: int
    link: bytes
    checked: datetime | None = None


def write(folder: Path, tip: Tip, checked: datetime | None) -> None:
    """Remember `tip`, and when the whole book was last `checked`."""
    atomic.write(folder / NAME, msgspec.json.encode(_Seen(tip.seq, tip.link, checked)))


def forget(folder: Path) -> bytes | None:
    """The journal is about to be another one, rightly; what was remembered is given back, for `recall`."""
    with told():
        try:
            seen = (folder / NAME).read_bytes()
        except FileNotFoundError:
            return None
        (folder / NAME).unlink()
    return seen


def recall(folder: Path, seen: bytes | None) -> None:
    """The journal stayed the one it was."""
    if seen is not None:
        atomic.write(folder / NAME, seen)


def demand(folder: Path, connection: Connection) -> datetime | None:
    """The date of the last full check, where it is known.

    Raises Damaged when the journal lacks the entry that was once its last.
    """
    try:
        seen = msgspec.json.decode((folder / NAME).read_bytes(), type=_Seen)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    if not holds(connection, seen.seq, seen.link):
        raise Damaged(
            "The book's database is older than when it was last closed.",
            "It was left as it is; the backups are separate files.",
            "Put the newer program.db back if you have it, or restore the newest verified backup.",
        )
    return seen.checked if seen.checked is not None and seen.checked.tzinfo is not None else None


def holds(connection: Connection, seq: int, link: bytes) -> bool:
    """Whether the journal's entry `seq` has this link."""
    row = connection.execute("SELECT link FROM journal WHERE seq = ?", (seq,)).fetchone()
    return row is not None and row[0] == link
