"""A second reader of the key header, written from its description alone and sharing no code with the first.

keys.json: line 1 is JSON, line 2 its SHA-256. For a slot: KEK = Argon2id(secret, salt, cost), 32 bytes; wrapping key =
HKDF-SHA256(KEK, no salt, "rotunda/v1/wrap/PURPOSE/SLOT-ID"); the data key is AES-256-GCM-wrapped, additional data the
sorted JSON of {format, slot: {id, kdf, kind, purpose}, store_id}. The log key is wrapped under HKDF(db key,
"rotunda/v1/log") with the store's id as additional data; the header's HMAC-SHA256 is keyed with HKDF(db key,
"rotunda/v1/header") and goes over the JSON with 64 zeros for the HMAC.

Sealed text: base64 of version 1, lock id (8 bytes), ephemeral X25519 key (32), salt (16), nonce (12), AES-256-GCM
ciphertext with tag. The lock's private key is wrapped under HKDF(seal key, "rotunda/v1/lock/LOCK-ID"), additional data
the sorted JSON of {lock, store_id}. Text key = HKDF-SHA256(shared secret, salt, "rotunda/v1/note" + ephemeral + lock's
public key); additional data the sorted JSON of {about, author, note, revision, store_id}. Plain: 4 bytes of length,
big-endian, the UTF-8, zeros.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import unicodedata
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


def hkdf(key: bytes, info: str) -> bytes:
    """RFC 5869 for one block of output."""
    extracted = hmac.digest(bytes(32), key, "sha256")
    return hmac.digest(extracted, f"rotunda/v1/{info}".encode() + b"\x01", "sha256")


def opened(key: bytes, wrapped: dict[str, str], bound: bytes) -> bytes:
    """AES-256-GCM, tag last."""
    return deciphered(key, bytes.fromhex(wrapped["nonce"]), bytes.fromhex(wrapped["key"]), bound)


def deciphered(key: bytes, nonce: bytes, both: bytes, bound: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.GCM(nonce, both[-16:])).decryptor()
    cipher.authenticate_additional_data(bound)
    return cipher.update(both[:-16]) + cipher.finalize()


def compact(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(raw: bytes, secret: bytes, kind: str) -> dict[str, bytes]:
    """The data keys and the log key, everything verified by assertion."""
    line, digest = raw.decode().splitlines()
    assert hashlib.sha256(line.encode()).hexdigest() == digest
    header = json.loads(line)
    keys = {}
    for slot in header["slots"]:
        if slot["kind"] != kind:
            continue
        kdf = slot["kdf"]
        kek = Argon2id(
            salt=bytes.fromhex(kdf["salt"]),
            length=32,
            iterations=kdf["cost"]["iterations"],
            lanes=kdf["cost"]["lanes"],
            memory_cost=kdf["cost"]["memory_kib"],
        ).derive(secret)
        rest = {name: slot[name] for name in ("id", "kind", "purpose", "kdf")}
        bound = compact({"format": header["format"], "store_id": header["store_id"], "slot": rest})
        wrapping = hkdf(kek, f"wrap/{slot['purpose']}/{slot['id']}")
        keys[slot["purpose"]] = opened(wrapping, slot["wrapped"], bound)
    keys["log"] = opened(hkdf(keys["db"], "log"), header["log"], header["store_id"].encode())
    code = hmac.digest(hkdf(keys["db"], "header"), compact({**header, "mac": "0" * 64}), "sha256").hex()
    assert code == header["mac"]
    return keys


def passphrase_bytes(text: str) -> bytes:
    return unicodedata.normalize("NFC", text).encode()


def recovery_bytes(text: str) -> bytes:
    number = 0
    for symbol in text.replace("-", "")[:32]:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(symbol)
    return number.to_bytes(20, "big")


def sealed_text(lock: dict[str, Any], seal_key: bytes, body: str, place: dict[str, Any]) -> str:
    """A sealed text, read with the seal key."""
    owner = compact({"lock": lock["id"], "store_id": place["store_id"]})
    private = opened(hkdf(seal_key, f"lock/{lock['id']}"), lock["private"], owner)
    raw = base64.b64decode(body)
    assert raw[:1] == b"\x01" and raw[1:9].hex() == lock["id"]
    ephemeral, salt, nonce = raw[9:41], raw[41:57], raw[57:69]
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(ephemeral))
    info = b"rotunda/v1/note" + ephemeral + bytes.fromhex(lock["public"])
    key = hmac.digest(hmac.digest(salt, shared, "sha256"), info + b"\x01", "sha256")
    plain = deciphered(key, nonce, raw[69:], compact(place))
    return plain[4 : 4 + int.from_bytes(plain[:4], "big")].decode()
