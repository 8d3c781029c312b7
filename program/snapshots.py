"""What a released pack was made from, kept with its release: the cleared view, and what stood around its pages.

With it the very same file can be made again whatever became of the book, and the next pack knows what this one said.
Only what went through the leak check is kept, and beside it the counts behind its one table of people, which the next
table is judged against; no person is in it.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from program.commands.erasure import ERASED
from program.names import counted
from program.program import Program
from program.records import Consent, Person, Release, Snapshot
from program.trouble import Trouble
from program.views_pack_board import Behind
from program.views_pack_parts import PackView

_MOST = 64 * 2**20  # bytes that the content of a snapshot may have when it is unpacked


class Edges(msgspec.Struct, frozen=True):
    """What stands around every page, and the paper it stands on."""

    program: str
    made: date
    organisation: str
    reader: str
    purpose: str
    journal: str
    copy: str
    withheld: tuple[str, ...]
    mark: bytes
    watermark: str
    size: str
    turn: str
    language: str


class Content(msgspec.Struct, frozen=True):
    """A pack as it was released: the document's key, its view and edges, and what stood behind its counts of people."""

    key: str
    view: PackView
    edges: Edges
    behind: Behind = Behind()


class Unreadable(Trouble):
    """A snapshot is damaged, or of a kind this version does not know."""

    def __init__(self) -> None:
        super().__init__(
            "What this document was made from cannot be read.",
            kept="Nothing was made, and the book is as it was.",
            todo="Check the book; the file itself, where somebody still has it, is not touched by this.",
        )


def snapshot(release: Release, content: Content, on: date) -> Snapshot:
    """The record to keep beside a release."""
    data = msgspec.json.encode(content, enc_hook=_plain)
    packed = base64.b85encode(zlib.compress(data, 9)).decode("ascii")
    return Snapshot(identity(release.id), release=release.id, document=release.document, on=on, content=packed)


def identity(release: str) -> str:
    """The id of the snapshot of a release."""
    return hashlib.sha256(f"snapshot {release}".encode()).hexdigest()[:16]


def decode(kept: Snapshot) -> Content:
    """What a snapshot holds. Raises Unreadable."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b85decode(kept.content), _MOST)
        if unpacking.unconsumed_tail:
            raise ValueError
        return msgspec.json.decode(data, type=Content)
    except (ValueError, zlib.error, msgspec.MsgspecError):
        raise Unreadable from None


def of_release(program: Program, release: str) -> Snapshot | None:
    """The snapshot kept with a release; None where it has none."""
    return program.get(Snapshot, identity(release))


def since(program: Program, release: Release) -> str:
    """What has happened that a copy made again does not heed, in a sentence; empty where nothing has."""
    taken = [c for c in program.of(Consent).values() if c.withdrawn and release.on and c.withdrawn >= release.on]
    erased = any(person.name == ERASED for person in program.of(Person).values())
    said = [f"{counted(len(taken), 'consent')} taken back since"] * bool(taken) + ["people erased"] * erased
    return f"It says what it said then: {' and '.join(said)} are not heeded in it." if said else ""


def before(program: Program, document: str, cohort: str, until: date) -> Iterator[Content]:
    """What was released before as this document of this cohort, the newest first, none that shows a later day."""

    def order(kept: Snapshot) -> tuple[date, int, int, str]:
        return kept.on or date.min, *_turn(program, kept)

    same = (s for s in program.of(Snapshot).values() if s.document == document and s.on is not None and s.on <= until)
    yield from _of_cohort(sorted(same, key=order, reverse=True), cohort)


def told(program: Program, cohort: str) -> Iterator[Content]:
    """Every pack of this cohort that was released, of whatever kind and day, the last to leave first: one reader may
    have them all."""
    every = sorted(program.of(Snapshot).values(), key=lambda kept: _turn(program, kept), reverse=True)
    yield from _of_cohort(every, cohort)


def _turn(program: Program, kept: Snapshot) -> tuple[int, int, str]:
    """When it left, among all."""
    release = program.get(Release, kept.release)
    return (*((release.stand, release.copy) if release else (0, 0)), kept.id)


def _of_cohort(snapshots: Iterable[Snapshot], cohort: str) -> Iterator[Content]:
    for kept in snapshots:
        try:
            content = decode(kept)
        except Unreadable:
            continue
        if content.view.cohort == cohort:
            yield content


def _plain(value: object) -> str:
    """Words somebody typed are plain words once they were looked through."""
    if isinstance(value, str):
        return "".join(value)
    raise TypeError(f"a snapshot holds no {type(value).__name__}")
