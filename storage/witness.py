"""The journal's end as the last session left it, and the date of the last full check, in a file beside the database.

A database that was put back to an earlier state, or whose last entries were cut off, does not hold that entry. A book
without the file (an older whole copy, a restored backup) is taken as it is: then only witnesses outside can tell: what
this computer remembers (`profile.py`), the names of backups, a code printed on paper. What they say is a `Doubt`: the
lead may go on, which is written down.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from program.trouble import Trouble
from storage import atomic, backup, journal
from storage.journal import Head, Tip
from storage.trouble import Damaged, told

if TYPE_CHECKING:
    from sqlite3 import Connection

NAME = "head"


class _Seen(msgspec.Struct, frozen=True):
    seq: int
    link: bytes
    checked: datetime | None = None


class Doubtful(Damaged):
    """A witness outside names an entry that the book does not have: it is an older one, or was written anew."""

    def __init__(self, what: str, how: str = "Who knows why may go on: the journal will say so.") -> None:
        super().__init__(what, "Nothing was changed.", f"Look for the newer book, or restore its newest backup. {how}")


class Doubt(msgspec.Struct, frozen=True):
    """What a witness says against a book: its journal's end, and the entry it should have."""

    witness: str  # "this computer", "a backup", "the paper"
    head: Head
    named: Head

    @property
    def words(self) -> str:
        """The doubt in a sentence, without private content."""
        known = f"entry {self.named.seq:,} with the code {self.named.code}"
        if self.named.seq > self.head.seq:
            end = f"it ends at entry {self.head.seq:,}"
            return f"This book is older than {self.witness} knows it: {end}, and {known} is missing."
        return f"This book was written anew, or is another copy: {self.witness} knows {known}, here it has another."

    @property
    def trouble(self) -> Trouble:
        """The doubt, and what to do."""
        return Doubtful(self.words)


_SLACK = timedelta(seconds=10)  # a backup made in the same second as another one is named a little later

#: How the notes begin that say that the present journal is rightly the one there is.
RESTORED, WENT_ON = "Restored the backup ", "Went on although "


def doubts(folder: Path, connection: Connection, remembered: Head | None) -> tuple[Doubt, ...]:
    """What this computer and the names of the backups say against a book.

    Backups count from the last restoring or going on; those before may rightly know another journal.
    """
    tip = journal.tip(connection)
    head = Head(tip.seq, journal.code(tip.link))
    found = []
    if remembered is not None and not knows(connection, remembered):
        found.append(Doubt("this computer", head, remembered))
    strange = [(when, named) for when, named in backup.heads(folder) if not knows(connection, named)]
    if strange:  # only then the whole journal is looked through
        query = "SELECT max(at) FROM journal WHERE what = 'note' AND (title LIKE ? OR title LIKE ?)"
        (since,) = connection.execute(query, (f"{RESTORED}%", f"{WENT_ON}%")).fetchone()
        late = [named for when, named in strange if since is None or when > datetime.fromisoformat(since) + _SLACK]
        found += [Doubt("a backup beside it", head, named) for named in late[:1]]
    return tuple(found)


def knows(connection: Connection, head: Head) -> bool:
    """Whether the journal's entry has this number and short code, written with or without its dash."""
    row = connection.execute("SELECT link FROM journal WHERE seq = ?", (head.seq,)).fetchone()
    return row is not None and journal.code(row[0]).replace("-", "") == head.code.replace("-", "")


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
