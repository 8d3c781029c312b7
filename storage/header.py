"""The key header: who can open the book, kept twice.

`keys.json` and its twin hold the same bytes: one line of canonical JSON, one line with its SHA-256. The digest proves
damage without any key; the HMAC inside, keyed from the book's own data key, proves after unlocking that nobody else
wrote it. Both copies are always replaced, never edited; a copy found damaged is put right from the other once that one
has proved itself.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec

from storage import atomic
from storage.keys import FORMAT, Hex16, Hex32, Key, Slot, Wrapped, borrowed, canonical, mac, mac_holds, subkey
from storage.seal import Ring
from storage.trouble import Damaged, Missing, TooNew

NAMES = ("keys.json", "keys.json.2")
MAX_BYTES = 64 * 1024
MAX_SLOTS = 16


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything about the keys that may be read without one. `generation` rises with every rewrite.

    `seals` is absent in books from before there were sealed notes; the lead's next unsealing brings it.
    """

    format: int
    store_id: Hex16
    generation: Annotated[int, msgspec.Meta(ge=1)]
    log: Wrapped
    slots: Annotated[tuple[Slot, ...], msgspec.Meta(max_length=MAX_SLOTS)]
    mac: Hex32 = "00" * 32
    seals: Ring | msgspec.UnsetType = msgspec.UNSET


class _Version(msgspec.Struct):
    """The one member that every format has."""

    format: int


class Twins(NamedTuple):
    """What the two files hold: readable headers, newest first, and whether they are not simply twice the same."""

    headers: tuple[Header, ...]
    uneven: bool


def signed(header: Header, db_key: Key) -> Header:
    """`header` with its HMAC under a key that only the book's data key gives."""
    with borrowed(subkey(db_key, "header")) as key:
        return msgspec.structs.replace(header, mac=mac(key, _unsigned(header)))


def genuine(header: Header, db_key: Key) -> bool:
    """Whether the header was signed with this book's data key."""
    with borrowed(subkey(db_key, "header")) as key:
        return mac_holds(key, _unsigned(header), header.mac)


def _unsigned(header: Header) -> bytes:
    return canonical(msgspec.structs.replace(header, mac="00" * 32))


def encode(header: Header) -> bytes:
    """The bytes of one copy."""
    line = canonical(header)
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def parse(raw: bytes) -> Header:
    """Read one copy. Raises Damaged when it is not exactly what was once written, TooNew for a later format."""
    line, _, digest = raw.partition(b"\n")
    if len(raw) > MAX_BYTES or hashlib.sha256(line).hexdigest().encode() + b"\n" != digest:
        raise Damaged("The book's key file is damaged.")
    try:
        if msgspec.json.decode(line, type=_Version).format > FORMAT:
            raise TooNew()
        header = msgspec.json.decode(line, type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Damaged("The book's key file is damaged.") from None
    if encode(header) != raw:
        raise Damaged("The book's key file is damaged.")
    return header


def read(folder: Path) -> Twins:
    """Both copies in `folder`. Raises Missing where there is none, Damaged when none can be read, and TooNew."""
    found: list[Header] = []
    broken = 0
    for name in NAMES:
        try:
            with (folder / name).open("rb") as file:
                found.append(parse(file.read(MAX_BYTES + 1)))
        except FileNotFoundError:
            continue
        except (OSError, Damaged):
            broken += 1
    if not found:
        if broken:
            raise Damaged(
                "Both copies of the book's key file are damaged.", todo="Restore a verified backup: each holds its own."
            )
        raise Missing()
    found.sort(key=lambda header: -header.generation)
    return Twins(tuple(found), len(found) < len(NAMES) or found[0] != found[1])


def write(folder: Path, header: Header) -> None:
    """Replace both copies, one after the other, so that at every moment one of them is whole."""
    raw = encode(header)
    for name in NAMES:
        atomic.write(folder / name, raw)
