"""The keys with which hand-overs are signed and sent back: made anew from the book's ring whenever they are needed.

Every lock of the ring (`storage.seal`) has a private half under the seal key, which opening the book does not open.
From it HKDF-SHA256 gives two keys more, kept apart by their names:

    signing key     = HKDF(private half, "rotunda/v1/sign")      an Ed25519 seed (RFC 8032)
    sending key     = HKDF(private half, "rotunda/v1/age")       the X25519 key of an age identity

So nothing more has to be stored or wrapped; signing asks for the passphrase like reading a note does; and a change of
locks starts new keys while the old ones, in the ring, still open what was sent to them.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from storage import keys, seal
from storage.keys import Key
from storage.seal import Ring

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class Hand:
    """The keys of one lock of a ring: to sign with, and to open what was sent back to it."""

    def __init__(self, private: Key) -> None:
        with keys.borrowed(keys.subkey(private, "sign")) as seed:
            self._signer = Ed25519PrivateKey.from_private_bytes(seed)
        with keys.borrowed(keys.subkey(private, "age")) as secret:
            self.identity = identity(secret)

    @classmethod
    def of(cls, ring: Ring, seal_key: Key, store_id: str) -> Hand:
        """The keys of the newest lock. Raises Damaged."""
        return cls.every(ring, seal_key, store_id)[0]

    @classmethod
    def every(cls, ring: Ring, seal_key: Key, store_id: str) -> list[Hand]:
        """The keys of every lock, newest first. Raises Damaged."""
        made = []
        for lock in reversed(ring.locks):
            with keys.borrowed(seal.private_half(lock, seal_key, store_id)) as private:
                made.append(cls(private))
        return made

    @property
    def public(self) -> str:
        """The public half of the signing key, in hexadecimal."""
        return self._signer.public_key().public_bytes_raw().hex()

    @property
    def recipient(self) -> str:
        """Where to send what only this hand may open: an age recipient, `age1…`."""
        return str(self.identity.to_public())

    def sign(self, data: bytes) -> str:
        """The Ed25519 signature of `data`, in hexadecimal."""
        return self._signer.sign(data).hex()


def signed_by(public: str, signature: str, data: bytes) -> bool:
    """Whether `signature` is that of `data` by the key `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def spoken(public: str) -> str:
    """A public key as two people compare it on the telephone: 60 bits of its SHA-256, `K7F2-Q2AB-33XZ`."""
    text = base64.b32encode(hashlib.sha256(bytes.fromhex(public)).digest()).decode()
    return "-".join(text[place : place + 4] for place in (0, 4, 8))


def identity(secret: Key) -> Identity:
    """The age identity of a raw X25519 private key."""
    from pyrage import x25519

    return x25519.Identity.from_str(_bech32("age-secret-key-", bytes(secret)).upper())


def _bech32(name: str, data: bytes) -> str:
    """`data` in Bech32 under `name` (BIP 173, without its limit on length), as age writes its keys."""
    number, bits = int.from_bytes(data), len(data) * 8
    pad = -bits % 5
    number <<= pad
    values = [number >> shift & 31 for shift in range(bits + pad - 5, -1, -5)]
    head = [ord(letter) >> 5 for letter in name] + [0] + [ord(letter) & 31 for letter in name]
    check = _polymod([*head, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    tail = [check >> shift & 31 for shift in range(25, -1, -5)]
    return f"{name}1" + "".join(_BECH32[value] for value in values + tail)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= factor if top >> place & 1 else 0
    return check
