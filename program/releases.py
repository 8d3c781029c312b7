"""Files that were handed over: how each is numbered, known again, and recorded.

A release has an identity worked out from what it is (book, document, reader, copy, journal entry), so that the same
copy of the same state is the same file. PDFs carry it in the first half of their file identifier, behind eight bytes
that stand for the book: a mark that says nothing to anybody else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from enum import Enum
from typing import ClassVar

import msgspec

from program.changes import Change
from program.commands.records import Keep, Remove
from program.program import Program
from program.records import Release, Snapshot
from program.views_reader import day

#: What a document may be used for, unless something else is said.
PURPOSE = "For the rotation program only. Not for onward use."


class HandOut(msgspec.Struct, frozen=True):
    """Write down that a file leaves, and keep what it was made from where it can be made again. Nothing takes that
    back."""

    lasting: ClassVar[bool] = True
    release: Release
    snapshot: Snapshot | None = None

    def change(self, program: Program) -> Change:
        """Raises NotValid when the record is incomplete or a text too long."""
        release = self.release
        reader = f", for {release.reader}" if release.reader else ""
        kept = (release,) if self.snapshot is None else (release, self.snapshot)
        return Keep(kept, f"Release {release.document}, copy {release.copy}{reader}").change(program)


class CallOff(msgspec.Struct, frozen=True):
    """Write down that a file did not leave after all: it could not be written."""

    lasting: ClassVar[bool] = True
    release: Release

    def change(self, program: Program) -> Change:
        """Nothing when the release is not there any more."""
        there = program.get(Release, self.release.id)
        title = f"Call off the release of {self.release.document}, copy {self.release.copy}: it was not written"
        if there is None:
            return Change(title, ())
        with_it = (kept for kept in program.of(Snapshot).values() if kept.release == there.id)
        return Remove((there, *with_it), title).change(program)


def next_copy(program: Program, document: str, reader: str) -> int:
    """The number of the next copy of a document for a reader, counted from 1."""
    same = (release for release in program.of(Release).values() if release.document == document)
    return 1 + max((r.copy for r in same if r.reader.casefold() == reader.casefold()), default=0)


def identity(store: str, document: str, reader: str, copy: int, stand: str) -> str:
    """The id of a release, of `stand` (number and code of the journal entry it shows) in the book `store`."""
    return hashlib.sha256("\n".join((store, document, reader.casefold(), str(copy), stand)).encode()).hexdigest()[:16]


def mark(store: str, release: str) -> bytes:
    """The 16 bytes a PDF carries: eight of the book, eight of the release."""
    return _of_book(store) + bytes.fromhex(release)


def _of_book(store: str) -> bytes:
    return hashlib.sha256(f"Rotunda book {store}".encode()).digest()[:8]


class Seen(msgspec.Struct, frozen=True):
    """What can be seen of a file: its SHA-256, its mark, whether a password keeps it shut.

    `content` is the SHA-256 of the document without its password, `stands` the journal entries (number, code) that its
    pages name; both are empty where it is shut.
    """

    fingerprint: str
    mark: bytes = b""
    shut: bool = False
    content: str = ""
    stands: tuple[tuple[int, str], ...] = ()


class Standing(Enum):
    """What a file turned out to be."""

    OURS = "ours"
    CHANGED = "changed"
    SHUT = "shut"
    UNKNOWN = "unknown"


class Recognised(msgspec.Struct, frozen=True):
    """Whether a file is one this book released; `release` is the one it is, or claims to be."""

    standing: Standing
    release: Release | None = None

    @property
    def words(self) -> str:
        """The answer in a sentence or two."""
        said = _said(self.release) if self.release is not None else ""
        if self.standing is Standing.OURS:
            return f"This book released it, and it is unchanged: {said}."
        if self.standing is Standing.SHUT:
            return f"It carries the mark of {said}, but is shut: only its password tells whether it is unchanged."
        if self.standing is Standing.CHANGED and said:
            return f"It carries the mark of {said}, but its content is not what was released."
        if self.standing is Standing.CHANGED:
            return "Its pages name entries of this book's journal, but it is no file that this book released."
        return "This book does not know it: it did not release this file, or the file was made anew."


def recognise(
    program: Program,
    store: str,
    seen: Seen,
    was: Callable[[str], Release | None] = lambda id_: None,
    knows: Callable[[int, str], bool] = lambda seq, code: False,
) -> Recognised:
    """Whether `seen` is a release of the book `store`.

    `was` gives a release no longer on the register, as the journal last knew it, by its id; `knows` tells whether
    the journal holds an entry with this number and code.
    """
    prints = {seen.fingerprint, seen.content} - {""}
    for release in program.of(Release).values():
        if not prints.isdisjoint((release.fingerprint, release.sealed)):
            return Recognised(Standing.OURS, release)
    book, id_ = seen.mark[:8], seen.mark[8:].hex()
    named = (program.get(Release, id_) or was(id_)) if book == _of_book(store) else None
    if named is not None:
        if not prints.isdisjoint((named.fingerprint, named.sealed)):
            return Recognised(Standing.OURS, named)
        return Recognised(Standing.SHUT if seen.shut else Standing.CHANGED, named)
    return Recognised(Standing.CHANGED if any(knows(*stand) for stand in seen.stands) else Standing.UNKNOWN)


def _said(release: Release) -> str:
    when = f", released on {day(release.on)}" if release.on else ""
    reader = f" for {release.reader}" if release.reader else ""
    return f"{release.document}, copy {release.copy}{reader}{when}"
