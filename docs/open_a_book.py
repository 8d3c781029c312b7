#!/usr/bin/env python3
"""Reads a Rotunda book without Rotunda, so that nobody is ever locked into it.

    pip install cryptography sqlcipher3
    python open_a_book.py "My program.rotunda" > records.json                 asks for the passphrase
    python open_a_book.py "My program.rotunda" --recovery                     asks for the recovery key instead
    python open_a_book.py "My program.rotunda" --notes                        private notes too, every revision
    python open_a_book.py "20270104-093000-17-K7F29Q.rotunda-backup"          a backup, in the same way
    python open_a_book.py "My program.rotunda" --database-key                 for any tool that reads SQLCipher 4

Written from the description in docs/vault.md, it shares no code with Rotunda. It copies the ciphertext to a temporary
folder and works on the copy: the book itself is not written to. What it prints is not encrypted any more. Everything
is verified on the way: digest and HMAC of the key header, the wrapped keys, and the journal's chain.

The key header. `keys.json` and its twin `keys.json.2`: line 1 is JSON, line 2 its SHA-256. For a slot: KEK =
Argon2id(secret, salt, cost), 32 bytes; wrapping key = HKDF-SHA256(KEK, no salt, "rotunda/v1/wrap/PURPOSE/SLOT-ID"); the
data key is AES-256-GCM-wrapped, additional data the sorted JSON of {format, slot: {id, kdf, kind, purpose}, store_id}.
The log key is wrapped under HKDF(db key, "rotunda/v1/log") with the store's id as additional data; the header's
HMAC-SHA256 is keyed with HKDF(db key, "rotunda/v1/header") and goes over the JSON with 64 zeros for the HMAC.

Sealed text. Base64 of version 1, lock id (8 bytes), ephemeral X25519 key (32), salt (16), nonce (12), AES-256-GCM
ciphertext with tag. The lock's private key is wrapped under HKDF(seal key, "rotunda/v1/lock/LOCK-ID"), additional data
the sorted JSON of {lock, store_id}. Text key = HKDF-SHA256(shared secret, salt, "rotunda/v1/note" + ephemeral + lock's
public key); additional data the sorted JSON of {about, author, note, revision, store_id}. Plain: 4 bytes of length,
big-endian, the UTF-8, zeros.

The journal. commitment = HMAC-SHA256(salt, JSON [title, content]); link = HMAC-SHA256(log key, link before + JSON [seq,
at, who, what, of, records, undo, redo, commitment in hex]). An erased entry has neither title, content nor salt.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import hashlib
import hmac
import json
import shutil
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

TWINS = "keys.json", "keys.json.2"
DATABASE = "program.db"
NOT_RECORDS = "journal", "journal_record", "alembic_version"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Unreadable(Exception):
    """The book cannot be read, and why."""


# --- keys ------------------------------------------------------------------------------------------------------------


def hkdf(key: bytes, info: str) -> bytes:
    """RFC 5869 for one block of output."""
    extracted = hmac.digest(bytes(32), key, "sha256")
    return hmac.digest(extracted, f"rotunda/v1/{info}".encode() + b"\x01", "sha256")


def unwrapped(key: bytes, wrapped: dict[str, str], bound: bytes) -> bytes:
    """A wrapped key; AES-256-GCM, tag last."""
    return deciphered(key, bytes.fromhex(wrapped["nonce"]), bytes.fromhex(wrapped["key"]), bound)


def deciphered(key: bytes, nonce: bytes, both: bytes, bound: bytes) -> bytes:
    """AES-256-GCM. Raises InvalidTag when key, bytes or binding differ."""
    cipher = Cipher(algorithms.AES(key), modes.GCM(nonce, both[-16:])).decryptor()
    cipher.authenticate_additional_data(bound)
    return cipher.update(both[:-16]) + cipher.finalize()


def compact(value: Any) -> bytes:
    """Sorted JSON without spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def header_of(raw: bytes) -> dict[str, Any]:
    """The JSON of a key header whose digest is right."""
    line, _, digest = raw.partition(b"\n")
    if hashlib.sha256(line).hexdigest().encode() != digest.strip():
        raise Unreadable("the key header is damaged")
    header: dict[str, Any] = json.loads(line)
    if header["format"] != 1:
        raise Unreadable(f"the key header has format {header['format']}, and this script reads format 1")
    return header


def stretched(secret: bytes, kdf: dict[str, Any]) -> bytes:
    """The key-encryption key of a secret."""
    cost = kdf["cost"]
    return Argon2id(
        salt=bytes.fromhex(kdf["salt"]),
        length=32,
        iterations=cost["iterations"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_kib"],
    ).derive(secret)


def data_keys(raw: bytes, secret: bytes, kind: str) -> dict[str, bytes]:
    """The data keys (db, seal) that the secret opens, and the log key; everything verified."""
    header = header_of(raw)
    found: dict[str, bytes] = {}
    for slot in header["slots"]:
        if slot["kind"] != kind:
            continue
        kek = stretched(secret, slot["kdf"])
        rest = {name: slot[name] for name in ("id", "kind", "purpose", "kdf")}
        bound = compact({"format": header["format"], "store_id": header["store_id"], "slot": rest})
        wrapping = hkdf(kek, f"wrap/{slot['purpose']}/{slot['id']}")
        try:
            found[slot["purpose"]] = unwrapped(wrapping, slot["wrapped"], bound)
        except InvalidTag:
            raise Unreadable("that is not the right secret") from None
    if "db" not in found:
        raise Unreadable(f"the key header has no slot for this secret ({kind})")
    found["log"] = unwrapped(hkdf(found["db"], "log"), header["log"], header["store_id"].encode())
    code = hmac.digest(hkdf(found["db"], "header"), compact({**header, "mac": "0" * 64}), "sha256").hex()
    if code != header["mac"]:
        raise Unreadable("the key header was altered")
    return found


def passphrase_bytes(text: str) -> bytes:
    """A passphrase as Argon2id is given it."""
    return unicodedata.normalize("NFC", text).encode()


def recovery_bytes(text: str) -> bytes:
    """A recovery key as printed; the check character at its end is left to Rotunda."""
    symbols = [symbol for symbol in text.upper().translate(str.maketrans("OIL", "011")) if symbol not in "- "]
    number = 0
    for symbol in symbols[:32]:
        if symbol not in CROCKFORD:
            raise Unreadable("a recovery key has 32 letters and digits and a check character")
        number = number * 32 + CROCKFORD.index(symbol)
    return number.to_bytes(20, "big")


# --- the book --------------------------------------------------------------------------------------------------------


def copied(book: Path, scratch: Path) -> bytes:
    """The bytes of the newest sound key header; the database, with what a crash left beside it, goes to `scratch`."""
    if book.is_file():  # a backup: a zip of header and database
        with zipfile.ZipFile(book) as archive:
            archive.extract(DATABASE, scratch)
            return archive.read(TWINS[0])
    ready = book / "swap-ready"  # new files, decided upon but not yet in their places when something crashed
    headers = ready if any((ready / name).exists() for name in TWINS) else book
    database = ready if (ready / DATABASE).exists() else book
    for name in (DATABASE, f"{DATABASE}-journal"):
        if (database / name).exists():
            shutil.copyfile(database / name, scratch / name)
    whole = []
    for name in TWINS:
        try:
            raw = (headers / name).read_bytes()
            whole.append((header_of(raw)["generation"], raw))
        except (OSError, Unreadable, ValueError, KeyError):
            continue
    if not whole:
        raise Unreadable("neither copy of the key header can be read")
    return max(whole)[1]


def connected(database: Path, key: bytes) -> Any:
    """An open connection to a copy of the database."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(database))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        raise Unreadable("the database is damaged")
    return connection


def records(connection: Any) -> dict[str, list[dict[str, Any]]]:
    """Every record by kind, as rows of its table; lists and pairs, which the tables keep as JSON, as such."""
    found = {}
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        if table in NOT_RECORDS or table.startswith("sqlite_"):
            continue
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        lists = {name for _, name, _, _, default, _ in columns if default == "'[]'"}
        found[table] = [
            {
                name: json.loads(value) if name in lists else value
                for (_, name, *_), value in zip(columns, row, strict=True)
            }
            for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY id')
        ]
    return found


def journal(connection: Any, key: bytes) -> list[dict[str, Any]]:
    """The journal, oldest first, after its chain was found to hold."""
    names = [name for _, name, *_ in connection.execute("PRAGMA table_info(journal)")]
    before, entries = b"", []
    for row in connection.execute("SELECT * FROM journal ORDER BY seq"):
        entry = dict(zip(names, row, strict=True))
        chained = [entry[name] for name in ("seq", "at", "who", "what", "of", "records", "undo", "redo")]
        before = hmac.digest(key, before + spelled([*chained, entry["commitment"].hex()]), "sha256")
        if before != entry["link"]:
            raise Unreadable(f"the journal's chain does not hold at entry {entry['seq']}")
        if entry["salt"] is not None:
            said = spelled([entry["title"], entry["content"]])
            if hmac.digest(entry["salt"], said, "sha256") != entry["commitment"]:
                raise Unreadable(f"the text of entry {entry['seq']} of the journal was altered")
        content = json.loads(entry["content"]) if entry["what"] in ("do", "erase") and entry["content"] else None
        kept = {name: entry[name] for name in ("seq", "at", "who", "what", "title", "of")}
        entries.append({**kept, "content": content, "code": code(entry["link"])})
    return entries


def spelled(values: list[Any]) -> bytes:
    """JSON without spaces, as the chain is made of."""
    return json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()


def code(link: bytes) -> str:
    """The short code of an entry, as documents carry it."""
    number = int.from_bytes(link[:4], "big") >> 2
    letters = "".join(CROCKFORD[number >> shift & 31] for shift in range(25, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


# --- private notes ---------------------------------------------------------------------------------------------------


def sealed_text(lock: dict[str, Any], seal_key: bytes, body: str, place: dict[str, Any]) -> str:
    """A sealed text, read with the seal key."""
    owner = compact({"lock": lock["id"], "store_id": place["store_id"]})
    private = unwrapped(hkdf(seal_key, f"lock/{lock['id']}"), lock["private"], owner)
    raw = base64.b64decode(body)
    if raw[:1] != b"\x01" or raw[1:9].hex() != lock["id"]:
        raise Unreadable("a text was not sealed with this lock")
    ephemeral, salt, nonce = raw[9:41], raw[41:57], raw[57:69]
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(ephemeral))
    info = b"rotunda/v1/note" + ephemeral + bytes.fromhex(lock["public"])
    key = hmac.digest(hmac.digest(salt, shared, "sha256"), info + b"\x01", "sha256")
    plain = deciphered(key, nonce, raw[69:], compact(place))
    return plain[4 : 4 + int.from_bytes(plain[:4], "big")].decode()


def notes(header: dict[str, Any], seal_key: bytes, entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every revision of every private note that the journal holds, unsealed, oldest first."""
    locks = {lock["id"]: lock for lock in header.get("seals", {}).get("locks", [])}
    seen = set()
    for entry in entries:
        content = entry["content"] or []
        for kind, _, note in content["pairs"] if isinstance(content, dict) else content:
            if kind != "note" or note is None or not note.get("body") or note["body"] in seen:
                continue
            seen.add(note["body"])
            place = {name: note.get(name, "") for name in ("about", "author")}
            place |= {"note": note["id"], "revision": note.get("revision", 1), "store_id": header["store_id"]}
            shown = {name: value for name, value in note.items() if name != "body"}
            try:
                lock = locks[base64.b64decode(note["body"])[1:9].hex()]
                yield {**shown, **json.loads(sealed_text(lock, seal_key, note["body"], place))}
            except (InvalidTag, KeyError):
                yield {**shown, "unreadable": "the note was altered or moved"}


def main(arguments: list[str]) -> int:
    """Read a book and print it as JSON."""
    parser = argparse.ArgumentParser(description="Reads a Rotunda book without Rotunda and prints it as JSON.")
    parser.add_argument("book", type=Path, help="the folder NAME.rotunda, or a file that ends in .rotunda-backup")
    parser.add_argument("--recovery", action="store_true", help="the secret is the recovery key")
    parser.add_argument("--workshop", action="store_true", help="the secret is the workshop's passphrase")
    parser.add_argument("--secret-file", type=Path, help="read the secret from the first line of a file")
    parser.add_argument("--notes", action="store_true", help="unseal the private notes too")
    parser.add_argument("--database-key", action="store_true", help="print the key for other SQLCipher tools instead")
    chosen = parser.parse_args(arguments)
    if chosen.secret_file:
        typed = chosen.secret_file.read_text("utf-8").splitlines()[0]
    else:
        typed = getpass.getpass("Recovery key: " if chosen.recovery else "Passphrase: ")
    secret = recovery_bytes(typed) if chosen.recovery else passphrase_bytes(typed)
    kind = "recovery" if chosen.recovery else "workshop" if chosen.workshop else "lead"
    with tempfile.TemporaryDirectory(prefix="book-") as scratch:
        try:
            raw = copied(chosen.book, Path(scratch))
            header, opened = header_of(raw), data_keys(raw, secret, kind)
            if chosen.database_key:
                print(f"PRAGMA key = \"x'{opened['db'].hex()}'\";")
                return 0
            with closing(connected(Path(scratch, DATABASE), opened["db"])) as connection:
                entries = journal(connection, opened["log"])
                told: dict[str, Any] = {"records": records(connection), "journal": entries}
            if chosen.notes:
                if "seal" not in opened:
                    raise Unreadable("the workshop's passphrase does not open private notes")
                told["notes"] = list(notes(header, opened["seal"], entries))
        except (Unreadable, zipfile.BadZipFile, FileNotFoundError) as error:
            print(f"{chosen.book.name}: {error}", file=sys.stderr)
            return 1
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
