"""What goes to a facilitator and what comes back, as files: signed, then encrypted to one reader. It touches no book.

A file is an age file (age-encryption.org/v1) to a public key (`age1…`) or to words (scrypt). Inside:

    line 1     canonical JSON: format 1, kind "pack" or "handback", signer (Ed25519 public key), signature, both in hex
    the rest   the payload: canonical JSON (members sorted, no spaces), to the end of the file
    signature  over "rotunda/v1/" ‖ kind ‖ line feed ‖ payload

Of a payload there is one spelling only, and it is read strictly: unknown members, other types, records that are not
declared so, or a second spelling are refused. How large a file may be is asked before anything is worked out.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec

from program.merging import Handback, Step
from program.packs import GRANTABLE, granted, reduced, required
from program.reach import Reach
from program.records import KINDS, Grant, Record, kind_of
from program.rows import Row, record_of, records
from program.validity import clean, cleaned
from storage import signing
from storage.keys import Hex16, Hex32, canonical
from storage.signing import Hand
from storage.trouble import Damaged, Missing, WrongPassphrase

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

FORMAT = 1
SUFFIX = ".rotundapack"
LARGEST = 32 * 2**20  # bytes of a file
HARDEST = 20  # log2 of scrypt's work that words may ask for: a second or ten, and a gigabyte
Kind = Literal["pack", "handback"]

_START = b"age-encryption.org/v1\n"
_WORDS = re.compile(rb"-> scrypt [A-Za-z0-9+/]{22} ([0-9]{1,2})\n")

Hex64 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$")]
Short = Annotated[str, msgspec.Meta(max_length=200)]
Number = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class NotAPack(Damaged):
    """A file that no book of ours wrote, or that is not whole any more."""

    def __init__(self) -> None:
        super().__init__(
            "This file is not a hand-over of Rotunda, or it was altered or cut on its way.",
            "Nothing was changed.",
            "Ask whoever sent it to send it again.",
        )


class NotYours(WrongPassphrase):
    """A file that is for somebody else, or wrong words for it."""

    def __init__(self, words: bool) -> None:
        said = "These words do not open it, or it was altered." if words else "It is encrypted for another key."
        super().__init__(said, todo="Ask whoever sent it for the words, or for a pack to your key.")


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line: who signed the rest."""

    format: int
    kind: Kind
    signer: Hex32
    signature: Hex64


class Stand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a journal ended: number and code of its last entry."""

    seq: Number
    code: Short


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the lead hands over. `lock` seals private notes to the lead, `reply` encrypts what is sent back."""

    book: Short
    store_id: Hex16
    generation: Number
    head: Stand
    made: Short
    nonce: Hex16
    lock: Hex32
    reply: Short
    grant: Row
    rows: tuple[Row, ...]
    names: tuple[Row, ...]

    def reach(self) -> Reach:
        """The grant and what it handed over. Raises NotAPack for records that are none, or beyond the grant."""
        try:
            grant = record_of(self.grant)
            rows, names = records(self.rows), records(self.names)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise NotAPack from None
        if not isinstance(grant, Grant) or not all(_within(item, grant) for item in rows):
            raise NotAPack
        if not all(kind_of(item).key in GRANTABLE and reduced(item, required(kind_of(item))) == item for item in names):
            raise NotAPack
        return Reach.over(grant, rows, names)


def _within(item: Record, grant: Grant) -> bool:
    names = granted(grant).get(kind_of(item).key)
    return names is not None and reduced(item, names) == item


class Returned(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One record as it is in the facilitator's book (null: removed there), who changed it last, and when."""

    kind: Short
    id: Short
    after: msgspec.Raw
    who: Short
    at: Short


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a facilitator sends back: everything that differs from the pack, and the pack itself to compare it with."""

    by: Short
    made: Short
    nonce: Hex16
    head: Stand
    pack: Pack
    steps: tuple[Returned, ...]

    def handback(self, signer: str) -> Handback:
        """What it says, for merging. Raises NotAPack."""
        try:
            steps = tuple(map(_step, self.steps))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise NotAPack from None
        if len({(step.kind, step.id) for step in steps}) != len(steps):
            raise NotAPack
        reach = self.pack.reach()
        return Handback(
            store=self.pack.store_id,
            grant=reach.grant.id,
            pack=fingerprint(self.pack),
            number=self.head.seq,
            nonce=self.nonce,
            signer=signer,
            by=clean(self.by),
            at=clean(self.made),
            reach=reach,
            steps=steps,
        )


def _step(of: Returned) -> Step:
    if bytes(of.after) == b"null":
        if of.kind not in KINDS:
            raise msgspec.ValidationError("no such kind of record")
        return Step(of.kind, of.id, None, clean(of.who), clean(of.at))
    after = record_of((of.kind, of.after))
    if after.id != of.id or cleaned(after) != after:
        raise msgspec.ValidationError("another record than it says, or one that no book of ours would keep")
    return Step(of.kind, of.id, after, clean(of.who), clean(of.at))


def returned(item: Record | None, kind: str, id_: str, who: str, at: str) -> Returned:
    """One record on its way back."""
    return Returned(kind, id_, msgspec.Raw(b"null" if item is None else canonical(item)), who[:200], at)


def fingerprint(pack: Pack) -> str:
    """SHA-256 of a pack's payload, in hexadecimal."""
    return hashlib.sha256(canonical(pack)).hexdigest()


# ---- signing ---------------------------------------------------------------------------------------------------------

P = TypeVar("P", Pack, Sent)
_PAYLOADS: dict[type[Any], Kind] = {Pack: "pack", Sent: "handback"}


def signed(payload: Pack | Sent, hand: Hand) -> bytes:
    """The bytes that are encrypted."""
    kind, body = _PAYLOADS[type(payload)], canonical(payload)
    return canonical(Envelope(FORMAT, kind, hand.public, hand.sign(_signed_over(kind, body)))) + b"\n" + body


def verified(raw: bytes, cls: type[P]) -> tuple[P, str]:
    """The payload of signed bytes, and the public key that signed them. Raises NotAPack."""
    line, _, body = raw.partition(b"\n")
    if len(raw) > LARGEST or len(line) > 1000:
        raise NotAPack
    try:
        envelope = msgspec.json.decode(line, type=Envelope)
        if (envelope.format, envelope.kind) != (FORMAT, _PAYLOADS[cls]) or canonical(envelope) != line:
            raise NotAPack
        if not signing.signed_by(envelope.signer, envelope.signature, _signed_over(envelope.kind, body)):
            raise NotAPack
        payload = msgspec.json.decode(body, type=cls)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotAPack from None
    if canonical(payload) != body:
        raise NotAPack
    return payload, envelope.signer


def _signed_over(kind: Kind, body: bytes) -> bytes:
    return b"rotunda/v1/" + kind.encode() + b"\n" + body


# ---- encrypting ------------------------------------------------------------------------------------------------------


def demand_recipient(text: str) -> str:
    """An age recipient as typed, without spaces. Raises Damaged when it is none."""
    import pyrage

    try:
        return str(pyrage.x25519.Recipient.from_str(text.strip()))
    except pyrage.RecipientError:
        raise Damaged(
            "That is not a public key to encrypt to.", "Nothing was written.", "It begins with age1: copy it whole."
        ) from None


def encrypted(raw: bytes, *, to: str = "", words: str = "") -> bytes:
    """`raw` as an age file for a public key, or for words. Raises Damaged for a key that is none, or too much."""
    import pyrage

    if len(raw) > LARGEST - 2**16:
        raise Damaged("There is too much in this hand-over for one file.", "Nothing was written.", "Hand over less.")
    if to:
        recipient = pyrage.x25519.Recipient.from_str(demand_recipient(to))
        return bytes(pyrage.encrypt(raw, [recipient]))
    return bytes(pyrage.passphrase.encrypt(raw, words))


def read(path: Path) -> bytes:
    """The bytes of a file, never many more than one may have. Raises Missing."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise Missing("The file cannot be read.", "Nothing was changed.", "Check whether it is still there.") from None


def asks_for_words(file: bytes) -> bool:
    """Whether a file is opened with words, and not with a key. Raises NotAPack for what is no age file."""
    if not file.startswith(_START) or len(file) > LARGEST:
        raise NotAPack
    return _WORDS.match(file, len(_START)) is not None


def decrypted(file: bytes, *, identities: list[Identity] | None = None, words: str = "") -> bytes:
    """What is in an age file. Raises NotYours, and NotAPack when it is no age file, altered or cut."""
    import pyrage

    by_words = asks_for_words(file)
    if by_words != (identities is None):
        raise NotYours(by_words)
    if by_words and int(_WORDS.match(file, len(_START))[1]) > HARDEST:  # type: ignore[index]  # it matched just now
        raise NotAPack
    try:
        if identities is None:
            return bytes(pyrage.passphrase.decrypt(file, words))
        return bytes(pyrage.decrypt(file, identities))
    except pyrage.DecryptError as error:
        # The library tells by its words alone that no key fits; of words it cannot know whether they or the file fail.
        if by_words or "No matching keys" in str(error):
            raise NotYours(by_words) from None
        raise NotAPack from None
