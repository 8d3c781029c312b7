"""The one way by which a file leaves the book for a reader: recorded first, then put in its place.

Only what went through the leak check can be made an `Outgoing`, and nothing else is given to `deliver` (but the
recovery kit, which holds nothing of the program).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from program.leaks import Cleared
from program.names import counted
from program.records import Release, Snapshot
from program.releases import PURPOSE, CallOff, HandOut, identity, mark, next_copy
from program.trouble import Trouble
from storage import atomic

if TYPE_CHECKING:
    from program.program import Program
    from storage.book import Book
    from storage.history import Entry

_MANIFEST = 8000  # characters the record keeps of what was withheld


@dataclass(frozen=True)
class Copy:
    """Which copy of a document is about to be made, of what state of which book, for whom and what for."""

    id: str
    document: str
    reader: str
    purpose: str
    number: int
    stand: int
    mark: bytes

    @classmethod
    def next(cls, program: Program, store: str, stand: Entry, document: str, reader: str, purpose: str = "") -> Copy:
        """The next one for this reader; the same state gives the same one."""
        number = next_copy(program, document, reader)
        id_ = identity(store, document, reader, number, f"{stand.seq} {stand.code}")
        return cls(id_, document, reader, purpose or PURPOSE, number, stand.seq, mark(store, id_))


@dataclass(frozen=True)
class Outgoing:
    """A file about to leave and the record that says so."""

    data: bytes
    release: Release
    snapshot: Snapshot | None = None

    @classmethod
    def of(
        cls,
        cleared: Cleared[Any],
        data: bytes,
        copy: Copy,
        fingerprint: str = "",
        sealed: str = "",
        kept: Callable[[Release], Snapshot] | None = None,
    ) -> Outgoing:
        """The file `data`, made from what was cleared; `fingerprint` and `sealed` where a password changes it, `kept`
        where what it was made from stays in the book beside the record."""
        release = Release(
            copy.id,
            document=copy.document,
            fingerprint=fingerprint or hashlib.sha256(data).hexdigest(),
            sealed=sealed,
            reader=copy.reader,
            purpose=copy.purpose,
            copy=copy.number,
            cleared=cleared.tier.label,
            on=date.today(),
            stand=copy.stand,
            withheld="\n".join(cleared.words)[:_MANIFEST],
        )
        return cls(data, release, kept(release) if kept is not None else None)

    @property
    def remark(self) -> str:
        """What to say about what was withheld; empty where nothing was."""
        lines = [line for line in self.release.withheld.splitlines() if line]
        return f"{counted(len(lines), 'thing was', 'things were')} withheld: {'; '.join(lines)}." if lines else ""

    def deliver(self, path: Path) -> Path:
        """Put the file in its place; returns where it is. It must have been recorded. Raises as `atomic.deliver`."""
        return atomic.deliver(path, self.data)


class NotTheSame(Trouble):
    """A document made again came out differently: by another version of Rotunda, or because the book was damaged."""

    def __init__(self) -> None:
        super().__init__(
            "The document made again is not the one that was released.",
            kept="Nothing was written, and the book is as it was.",
            todo="It was made by another version of Rotunda; make it with that one, or release a new copy.",
        )


def deliver_again(path: Path, release: Release, fingerprint: str, data: bytes) -> Path:
    """Put a file that has left before in its place once more; returns where it is.

    `fingerprint` is that of the document made again, without its password. Raises NotTheSame unless it is the
    release's, and as `atomic.deliver`.
    """
    if fingerprint != release.fingerprint:
        raise NotTheSame
    return atomic.deliver(path, data)


def hand_out(book: Book, path: Path, outgoing: Outgoing) -> Path:
    """Record a file and put it in its place; returns where it is.

    Raises ReadOnly when nothing can be recorded, and what `atomic.deliver` raises: then the record is called off.
    """
    book.do(HandOut(outgoing.release, outgoing.snapshot))
    try:
        return outgoing.deliver(path)
    except BaseException:
        with suppress(Trouble):  # the first trouble is the one to tell
            book.do(CallOff(outgoing.release))
        raise
