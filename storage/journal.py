"""The journal: everything that was done, in order, each entry chained to the one before.

    commitment = HMAC-SHA256(salt, title and content of the entry)             a fresh salt for every entry
    link       = HMAC-SHA256(log key, link before ‖ everything else of the entry and its commitment)

The chain runs over commitments and not over text: once an entry's title, content and salt are gone, its commitment says
nothing of them, and the chain still holds. Times and names in it are this computer's word.

Every entry carries what can be undone and redone after it, so that undo needs no table of its own and survives closing:
`undo` is the entry that would be undone next, `redo` the undoing that would be redone next (each 0 when there is none).
An undoing or redoing has no content; it points with `of` to the doing whose pairs it turns.

A release says that a file has left: it changes records like a doing, but nothing takes it back.

An erasing empties earlier entries and says which; nothing done before it can be undone any more.

The last link is also kept, shortened, in the database's own header (`user_version`): cutting entries off shows.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from program.trouble import Trouble
from storage.codec import encode_pairs
from storage.trouble import Damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from sqlite3 import Connection

    from program.changes import Pair
    from storage.keys import Key

What = Literal["do", "undo", "redo", "note", "release", "erase"]
#: Entries that say themselves what they changed.
DOINGS = ("do", "release")

_PRINTED = re.compile(r"(?:JOURNAL)?\s*#?\s*(\d[\d\s.,]{0,20}?)[\s·.,:]+([0-9A-Z]{4})\s*-?\s*([0-9A-Z]{2})")
_ALIKE = str.maketrans("OIL", "011")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_COLUMNS = "seq, at, who, what, title, of, records, undo, redo, content, salt, commitment, link"
INSERT = f"INSERT INTO journal ({_COLUMNS}) VALUES ({', '.join('?' * 13)})"
INSERT_RECORD = "INSERT INTO journal_record (id, seq) VALUES (?, ?)"
SELECT = f"SELECT {_COLUMNS} FROM journal"


class Tip(NamedTuple):
    """The last entry, as far as the next one needs it."""

    seq: int = 0
    link: bytes = b""
    undo: int = 0
    redo: int = 0


class Head(msgspec.Struct, frozen=True):
    """Where the journal ends: number and short code of the last entry. Printed on paper, it is a witness."""

    seq: int
    code: str

    def __str__(self) -> str:
        return f"{self.seq} {self.code}"

    @classmethod
    def read(cls, text: str) -> Head:
        """What somebody typed off paper: "117 K7F2-9Q", with or without "Journal #", point and dash, in any case.

        Letters that are none of the code's are taken for the numbers they look like. Raises Trouble for anything else.
        """
        found = _PRINTED.fullmatch(text.strip().upper())
        if found is None:
            raise Trouble(
                "That is no code as Rotunda prints it.", "Nothing was changed.", "It looks like this: 117 K7F2-9Q."
            )
        code = (found[2] + found[3]).translate(_ALIKE)
        return cls(int(re.sub(r"\D", "", found[1])), f"{code[:4]}-{code[4:]}")


class Line(NamedTuple):
    """One row of the journal, whole."""

    seq: int
    at: str
    who: str
    what: str
    title: str | None
    of: int
    records: int
    undo: int
    redo: int
    content: str | None
    salt: bytes | None
    commitment: bytes
    link: bytes


def code(link: bytes) -> str:
    """The first 30 bits of a link as six characters of Crockford's base 32: `K7F2-9Q`."""
    number = int.from_bytes(link[:4]) >> 2
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(25, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def mark(link: bytes) -> int:
    """What the database's header keeps of the last link: 31 bits."""
    return int.from_bytes(link[:4]) & 0x7FFFFFFF


def commitment(salt: bytes, title: str, content: str | None) -> bytes:
    """What the chain knows of an entry's text."""
    return hmac.digest(salt, msgspec.json.encode((title, content)), "sha256")


def link(key: Key, before: bytes, line: Line) -> bytes:
    """The chain's next link: over the one before and all of `line` but its text."""
    rest = (line.seq, line.at, line.who, line.what, line.of, line.records, line.undo, line.redo, line.commitment.hex())
    return hmac.digest(key, before + msgspec.json.encode(rest), "sha256")


def stamp(moment: datetime) -> str:
    """A time as entries hold it: UTC, ISO 8601, milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def tip(connection: Connection) -> Tip:
    """The last entry. Raises Damaged when it is not the one the database's header knows."""
    row = connection.execute("SELECT seq, link, undo, redo FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    found = Tip(*row) if row else Tip()
    if connection.execute("PRAGMA user_version").fetchone()[0] != mark(found.link):
        raise Damaged(
            "The book's journal does not end where it was left.",
            "The book was left as it is; the backups are separate files.",
            "Somebody or something changed it from outside: restore the newest verified backup.",
        )
    return found


def append(
    connection: Connection,
    key: Key,
    last: Tip,
    *,
    at: datetime,
    who: str,
    what: What,
    title: str,
    pairs: Iterable[Pair] = (),
    text: str | None = None,
    about: Sequence[str] | None = None,
) -> Tip:
    """Write the entry after `last`, inside the caller's transaction; a doing is given its pairs as its content.

    An erasing brings its own `text`, and the ids of the records it is `about`.
    """
    touched = tuple(pairs)
    ids = [pair.record.id for pair in touched] if about is None else about
    content = encode_pairs(touched).decode() if what in DOINGS else text
    salt = secrets.token_bytes(32)
    seq = last.seq + 1
    of, undo, redo = pointers(what, last, lambda earlier: read_pointers(connection, earlier))
    line = Line(
        seq, stamp(at), who, what, title, of, len(ids), undo, redo, content, salt,
        commitment(salt, title, content), b"",
    )  # fmt: skip
    line = line._replace(link=link(key, last.link, line))
    connection.execute(INSERT, line)
    connection.executemany(INSERT_RECORD, [(id_, seq) for id_ in dict.fromkeys(ids)])
    connection.execute(f"PRAGMA user_version = {mark(line.link)}")
    return Tip(seq, line.link, undo, redo)


class Pointers(NamedTuple):
    """Which doing an entry turns, and what can be undone and redone after it; 0 for none."""

    of: int
    undo: int
    redo: int


def pointers(what: str, last: Tip, look: Callable[[int], Pointers]) -> Pointers:
    """The pointers of the entry after `last`; `look` gives those of earlier ones.

    The first entry is how the book began: nobody can undo it.
    """
    if what == "do":
        return Pointers(0, last.seq + 1 if last.seq else 0, 0)
    if what == "undo":
        return Pointers(last.undo, look(last.undo - 1).undo, last.seq + 1)
    if what == "redo":
        of = look(last.redo).of
        return Pointers(of, of, look(last.redo - 1).redo)
    if what == "erase":
        return Pointers(0, 0, 0)
    return Pointers(0, last.undo, last.redo)


def read_pointers(connection: Connection, seq: int) -> Pointers:
    """The pointers of an entry there is."""
    return Pointers(*connection.execute("SELECT of, undo, redo FROM journal WHERE seq = ?", (seq,)).fetchone())
