"""Sealed text: anyone with the book open may drop it in, only the lead can read it. Pure cryptography, no files.

Every text is sealed to a public key (X25519, RFC 7748) whose private half is wrapped under the book's seal key, which
opening the book does not open. One format for all writers:

    body    = base64( version 1 ‖ key id 8 ‖ ephemeral public key 32 ‖ salt 16 ‖ nonce 12 ‖ ciphertext with tag )
    key     = HKDF-SHA256(X25519(ephemeral, recipient), salt, "rotunda/v1/note" ‖ ephemeral ‖ recipient)
    text    = AES-256-GCM(key, nonce, length 4 ‖ UTF-8 ‖ zeros to a multiple of 256 bytes), bound to where it stands

A text has its own key, so no nonce can meet its like; the padding leaves of its length only the bucket; the binding
(book, note, person, revision, author) keeps a text from being moved to another note. The seal of the text does not say
who wrote it: that is the journal's part.

A change of locks starts a new pair of keys. The old private halves stay in the ring, wrapped under the new seal key, so
that what was sealed before, and the journal's memory of it, can still be read by the lead.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage import keys
from storage.keys import Hex8, Hex32, Key, Wrapped
from storage.trouble import Damaged

VERSION = b"\x01"
BUCKET = 256
LONGEST = 64 * 1024  # bytes of UTF-8 in one text
_HEAD = 1 + 8 + 32 + 16 + 12


class Lock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pair of keys: its id, the public half for writing, the private half under the book's seal key."""

    id: Hex8
    public: Hex32
    private: Wrapped


class Ring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pairs of a book, newest last: new text is sealed to the last one."""

    locks: tuple[Lock, ...] = ()


class Place(msgspec.Struct, frozen=True):
    """Where a sealed text stands; its seal holds nowhere else."""

    store_id: str
    note: str
    about: str
    revision: int
    author: str


class TooLong(Damaged):
    """More text than one sealed note holds."""

    def __init__(self) -> None:
        super().__init__(
            "The text is too long for one sealed note.", "It was not kept yet.", "Part it into two, and keep each."
        )


def with_new_lock(ring: Ring, seal_key: Key, store_id: str) -> Ring:
    """`ring` with a fresh pair at its end."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    with keys.borrowed(Key(private.private_bytes_raw())) as raw:
        return Ring((*ring.locks, _lock(public, raw, seal_key, store_id)))


def rewrapped(ring: Ring, old: Key, new: Key, store_id: str) -> Ring:
    """The same pairs under another seal key. Raises Damaged when `old` does not open one of them."""
    locks = []
    for lock in ring.locks:
        with keys.borrowed(private_half(lock, old, store_id)) as raw:
            locks.append(_lock(bytes.fromhex(lock.public), raw, new, store_id))
    return Ring(tuple(locks))


def sealed(ring: Ring, text: str, place: Place) -> str:
    """`text` as only the lead can read it. Raises TooLong; the text itself is in no message."""
    return sealed_to(ring.locks[-1].public, text, place)


def sealed_to(public: str, text: str, place: Place) -> str:
    """`text` as only the lead whose lock has this public half can read it: so a facilitator's book writes to them.

    Raises TooLong; the text itself is in no message.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LONGEST:
        raise TooLong
    recipient = bytes.fromhex(public)
    ephemeral = X25519PrivateKey.generate()
    mine, salt, nonce = ephemeral.public_key().public_bytes_raw(), secrets.token_bytes(16), secrets.token_bytes(12)
    padded = len(data).to_bytes(4) + data
    padded += bytes(-len(padded) % BUCKET)
    with keys.borrowed(
        _text_key(ephemeral, X25519PublicKey.from_public_bytes(recipient), salt, mine, recipient)
    ) as key:
        body = AESGCM(key).encrypt(nonce, padded, _bound(place))
    return base64.b64encode(VERSION + bytes.fromhex(_id(recipient)) + mine + salt + nonce + body).decode()


def addressed(ring: Ring, body: str) -> bool:
    """Whether a body has the form of a sealed text and names one of these locks; without a key no more can be told."""
    try:
        raw = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return False
    known = any(bytes.fromhex(lock.id) == raw[1:9] for lock in ring.locks)
    length = len(raw) - _HEAD - 16
    return raw[:1] == VERSION and known and length > 0 and length % BUCKET == 0


def opened(ring: Ring, body: str, place: Place, seal_key: Key) -> str:
    """What was sealed. Raises Damaged when key, bytes or place differ; never says what it was."""
    try:
        raw = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise _altered() from None
    lock = next((lock for lock in ring.locks if bytes.fromhex(lock.id) == raw[1:9]), None)
    if raw[:1] != VERSION or lock is None or len(raw) < _HEAD:
        raise _altered()
    theirs, salt, nonce = raw[9:41], raw[41:57], raw[57:69]
    recipient = bytes.fromhex(lock.public)
    with keys.borrowed(private_half(lock, seal_key, place.store_id)) as private:
        mine = X25519PrivateKey.from_private_bytes(private)
        try:
            other = X25519PublicKey.from_public_bytes(theirs)
            with keys.borrowed(_text_key(mine, other, salt, theirs, recipient)) as key:
                padded = AESGCM(key).decrypt(nonce, raw[_HEAD:], _bound(place))
        except (InvalidTag, ValueError):  # a public key of zeros is a ValueError
            raise _altered() from None
    return padded[4 : 4 + int.from_bytes(padded[:4])].decode("utf-8")


def bucket(body: str) -> int:
    """What the length of a sealed body tells about its text: at most this many bytes."""
    return max(0, len(base64.b64decode(body)) - _HEAD - 16 - 4)


def _id(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def _lock(public: bytes, private: Key, seal_key: Key, store_id: str) -> Lock:
    id_ = _id(public)
    with keys.borrowed(keys.subkey(seal_key, f"lock/{id_}")) as wrapping:
        return Lock(id_, public.hex(), keys.seal(wrapping, private, _owner(store_id, id_)))


def private_half(lock: Lock, seal_key: Key, store_id: str) -> Key:
    """The private half of a pair, to be wiped by the caller. Raises Damaged when the seal key does not open it."""
    with keys.borrowed(keys.subkey(seal_key, f"lock/{lock.id}")) as wrapping:
        key = keys.unseal(wrapping, lock.private, _owner(store_id, lock.id))
    if key is None:
        raise _altered()
    return key


def _text_key(private: X25519PrivateKey, public: X25519PublicKey, salt: bytes, theirs: bytes, recipient: bytes) -> Key:
    out = Key(keys.KEY_BYTES)
    info = b"rotunda/v1/note" + theirs + recipient
    HKDF(hashes.SHA256(), keys.KEY_BYTES, salt=salt, info=info).derive_into(private.exchange(public), out)
    return out


def _owner(store_id: str, id_: str) -> bytes:
    return keys.canonical({"store_id": store_id, "lock": id_})


def _bound(place: Place) -> bytes:
    return keys.canonical(place)


def _altered() -> Damaged:
    return Damaged(
        "A sealed note has been altered, or moved here from somewhere else.",
        todo="Look at its history, or restore a verified backup.",
    )
