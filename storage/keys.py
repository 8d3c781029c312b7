"""The book's keys: pure cryptography, no files.

A secret (passphrase or recovery key) goes through Argon2id (RFC 9106) to a key-encryption key. HKDF-SHA256 (RFC 5869)
parts that key by purpose and slot, and AES-256-GCM wraps the random data keys under it. A slot is bound to its book:
the rest of the slot, the book's id and the format are the additional data. Whether a secret is right is decided by
the unwrapping alone; no hash of it is kept.

Data keys live in `bytearray`s, so that they can be wiped.
"""

from __future__ import annotations

import math
import secrets
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated, ClassVar, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.trouble import Damaged, WrongPassphrase

FORMAT = 1
KEY_BYTES = 32
RECOVERY_BYTES = 20  # 160 bits

Kind = Literal["lead", "workshop", "recovery"]
Purpose = Literal["db", "seal", "sign"]
Key = bytearray


# Bytes in the header are lower-case hexadecimal of a fixed length: one spelling for one value.
Hex8 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
Hex12 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{24}$")]
Hex16 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
Hex32 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Hex48 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{96}$")]


class KdfCost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The price of one guess: memory in KiB, passes over it, lanes in parallel (RFC 9106 m, t, p)."""

    memory_kib: int
    iterations: int
    lanes: int

    DEFAULT: ClassVar[KdfCost]
    FLOOR: ClassVar[KdfCost]
    CEILING: ClassVar[KdfCost]

    def within_limits(self) -> bool:
        """Whether the cost lies between floor and ceiling; asked before deriving, or a header could exhaust memory."""
        low, high = KdfCost.FLOOR, KdfCost.CEILING
        return (
            low.memory_kib <= self.memory_kib <= high.memory_kib
            and low.iterations <= self.iterations <= high.iterations
            and low.lanes <= self.lanes <= high.lanes
        )


KdfCost.DEFAULT = KdfCost(256 * 1024, 3, 4)
KdfCost.FLOOR = KdfCost(64 * 1024, 3, 4)
KdfCost.CEILING = KdfCost(1024 * 1024, 10, 8)


class Kdf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a slot's key-encryption key is derived."""

    name: Literal["argon2id"]
    cost: KdfCost
    salt: Hex16


class Wrapped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A data key under AES-256-GCM: nonce, and key with tag."""

    nonce: Hex12
    key: Hex48


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One secret's hold on one data key. The slots of one secret share salt and cost, so one derivation opens all."""

    id: Hex8
    kind: Kind
    purpose: Purpose
    kdf: Kdf
    wrapped: Wrapped


def canonical(value: object) -> bytes:
    """The one JSON spelling of `value`: members sorted, no spaces."""
    return msgspec.json.encode(value, order="sorted")


def wipe(*keys: Key | None) -> None:
    """Overwrite keys with zeros. Copies made inside a library are beyond reach; ours are not."""
    for key in keys:
        if key is not None:
            key[:] = bytes(len(key))


@contextmanager
def borrowed(key: Key) -> Iterator[Key]:
    """A key for the length of a block, wiped at its end."""
    try:
        yield key
    finally:
        wipe(key)


def random_key() -> Key:
    """A fresh 256-bit data key."""
    return Key(secrets.token_bytes(KEY_BYTES))


def subkey(key: Key, info: str) -> Key:
    """HKDF-SHA256 of a uniformly random key, without salt; `info` keeps the uses apart."""
    out = Key(KEY_BYTES)
    HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"rotunda/v1/{info}".encode()).derive_into(key, out)
    return out


def mac(key: Key, data: bytes) -> str:
    """HMAC-SHA256 in hexadecimal."""
    code = hmac.HMAC(key, hashes.SHA256())
    code.update(data)
    return code.finalize().hex()


def mac_holds(key: Key, data: bytes, expected: str) -> bool:
    """Whether `expected` is the HMAC of `data`, compared in constant time."""
    return secrets.compare_digest(mac(key, data), expected)


# --- secrets ---------------------------------------------------------------------------------------------------------


def passphrase_secret(passphrase: str) -> Key:
    """The bytes of a passphrase; NFC, so that one keyboard's é is another's."""
    return Key(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = _CROCKFORD + "*~$=U"
_READ_AS = str.maketrans("OIL", "011", " -\t\r\n\u2010\u2011\u2012\u2013\u2014\u2212\u00a0")


def recovery_text(secret: Key) -> str:
    """The recovery key as printed: eight groups of four in Crockford's base 32, and his check symbol modulo 37.

    The check finds every single wrong character and every swap of two neighbours (crockford.com/base32.html).
    """
    number = int.from_bytes(secret)
    symbols = "".join(_CROCKFORD[number >> shift & 31] for shift in range(155, -1, -5))
    groups = [symbols[i : i + 4] for i in range(0, 32, 4)]
    return "-".join([*groups, _CHECK[number % 37]])


def recovery_secret(text: str) -> Key:
    """Read a recovery key as typed: small letters, O for 0, I or L for 1, spaces and dashes as you like.

    Raises WrongPassphrase, saying which kind of slip it is; the key itself is not quoted.
    """
    typed = text.upper().translate(_READ_AS)
    if len(typed) != 33:
        raise _slip(f"has 32 characters and a check character; {len(typed)} were typed")
    number = 0
    for position, symbol in enumerate(typed[:32]):
        value = _CROCKFORD.find(symbol)
        if value < 0:
            raise _slip(f"has a character in group {position // 4 + 1} that never occurs in one")
        number = number << 5 | value
    if _CHECK.find(typed[32]) != number % 37:
        raise _slip("does not fit its check character: one is wrong, or two are swapped")
    return Key(number.to_bytes(RECOVERY_BYTES))


def _slip(what: str) -> WrongPassphrase:
    return WrongPassphrase(f"The recovery key {what}.", todo="Compare it with the printed kit, group by group.")


# --- deriving and wrapping -------------------------------------------------------------------------------------------


def derive(secret: Key, kdf: Kdf) -> Key:
    """The key-encryption key of a secret. Raises Damaged for a cost out of bounds, before any work."""
    if not kdf.cost.within_limits():
        raise Damaged(
            "The book's key file asks for an amount of work that Rotunda never sets.",
            todo="Somebody may have altered it: restore a verified backup.",
        )
    out = Key(KEY_BYTES)
    Argon2id(
        salt=bytes.fromhex(kdf.salt),
        length=KEY_BYTES,
        iterations=kdf.cost.iterations,
        lanes=kdf.cost.lanes,
        memory_cost=kdf.cost.memory_kib,
    ).derive_into(secret, out)  # type: ignore[arg-type]  # its stub forgets that any buffer will do
    return out


def calibrate(
    base: KdfCost | None = None, *, aim: float = 0.7, clock: Callable[[], float] = time.perf_counter
) -> KdfCost:
    """`base` (the default cost) with as many iterations as make one derivation last `aim` seconds here; never fewer
    than `base` has."""
    base = base or KdfCost.DEFAULT
    start = clock()
    wipe(derive(Key(16), Kdf("argon2id", base, "00" * 16)))
    taken = clock() - start
    needed = math.ceil(base.iterations * aim / taken) if taken > 0 else KdfCost.CEILING.iterations
    return KdfCost(base.memory_kib, min(max(base.iterations, needed), KdfCost.CEILING.iterations), base.lanes)


def _bound(store_id: str, slot_id: str, kind: str, purpose: str, kdf: Kdf) -> bytes:
    rest = {"id": slot_id, "kind": kind, "purpose": purpose, "kdf": kdf}
    return canonical({"format": FORMAT, "store_id": store_id, "slot": rest})


def seal(key: Key, data: Key, bound: bytes) -> Wrapped:
    """`data` under AES-256-GCM with a fresh nonce."""
    nonce = secrets.token_bytes(12)
    return Wrapped(nonce.hex(), AESGCM(key).encrypt(nonce, data, bound).hex())


def unseal(key: Key, wrapped: Wrapped, bound: bytes) -> Key | None:
    """What `seal` was given, or None when key, bytes or binding differ."""
    out = Key(KEY_BYTES)
    try:
        AESGCM(key).decrypt_into(bytes.fromhex(wrapped.nonce), bytes.fromhex(wrapped.key), bound, out)
    except InvalidTag:
        return None
    return out


def make_slots(
    kind: Kind, secret: Key, data_keys: Iterable[tuple[Purpose, Key]], *, store_id: str, cost: KdfCost
) -> tuple[Slot, ...]:
    """Wrap each data key for one secret: one fresh salt, one derivation, one slot per purpose."""
    kdf = Kdf("argon2id", cost, secrets.token_hex(16))
    kek = derive(secret, kdf)
    slots = []
    for purpose, data_key in data_keys:
        slot_id = secrets.token_hex(8)
        bound = _bound(store_id, slot_id, kind, purpose, kdf)
        with borrowed(subkey(kek, f"wrap/{purpose}/{slot_id}")) as wrapping:
            slots.append(Slot(slot_id, kind, purpose, kdf, seal(wrapping, data_key, bound)))
    wipe(kek)
    return tuple(slots)


def open_slots(
    slots: Iterable[Slot], kind: Kind, secret: Key, purposes: Iterable[Purpose], *, store_id: str
) -> dict[Purpose, Key]:
    """The data keys a secret of this kind opens, of the purposes asked for.

    Raises WrongPassphrase when it does not open one of them. Each derivation parameter is worked through once.
    """
    wanted = set(purposes)
    keks: dict[Kdf, Key] = {}
    found: dict[Purpose, Key] = {}
    try:
        for slot in slots:
            if slot.kind != kind or slot.purpose not in wanted or slot.purpose in found:
                continue
            if slot.kdf not in keks:
                keks[slot.kdf] = derive(secret, slot.kdf)
            bound = _bound(store_id, slot.id, slot.kind, slot.purpose, slot.kdf)
            with borrowed(subkey(keks[slot.kdf], f"wrap/{slot.purpose}/{slot.id}")) as wrapping:
                key = unseal(wrapping, slot.wrapped, bound)
            if key is not None:
                found[slot.purpose] = key
    finally:
        wipe(*keks.values())
    if found.keys() != wanted:
        wipe(*found.values())
        raise WrongPassphrase()
    return found
