"""What lies in the memory of the application while a book is open, once its notes are sealed, and once it is locked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from docs import open_a_book as reader
from program.records import Tier
from tests.faults.canaries import SUFFIX
from tests.faults.confided import EDITED, LINK, secret_of
from tests.faults.house import House
from tests.faults.memory import Memory, spelled

STATES = "unsealed", "sealed", "locked"


class Seen:
    """Copies found in one state: of keys, of what private notes say, and of other words out of the book."""

    def __init__(self, memory: Memory, keys: dict[str, bytes], house: House) -> None:
        self.keys = memory.counts(keys)
        found = memory.words(house.canaries.mark, SUFFIX)
        notes = {house.canaries.word(where, Tier.SEALED).lower() for where in (EDITED, LINK)}
        self.notes = sum(count for word, count in found.items() if word in notes)
        self.words = sum(count for word, count in found.items() if word not in notes)


def watch(house: House) -> dict[str, Seen]:
    """What is seen in each of `STATES`."""
    keys = spelled(keys_of(house))
    process = house.start("watched")
    assert process.stdin is not None and process.stdout is not None
    found = {}
    _reach(process.stdout, "begun")
    with Memory(process.pid) as memory:
        for state in STATES:
            process.stdin.write("on\n")
            process.stdin.flush()
            _reach(process.stdout, state)
            found[state] = Seen(memory, keys, house)
    _, err = process.communicate("on\n", timeout=60)
    assert process.returncode == 0, err
    return found


def keys_of(house: House) -> dict[str, bytes]:
    """Every key that opens the book or its notes, worked out apart from the application."""
    raw = (house.book / "keys.json").read_bytes()
    header = reader.header_of(raw)
    secret = reader.passphrase_bytes(secret_of(house.canaries.mark))
    opened = reader.data_keys(raw, secret, "lead")
    found = {f"{name} key": key for name, key in opened.items()}
    slot = next(slot for slot in header["slots"] if slot["kind"] == "lead")
    found["key of the passphrase"] = reader.stretched(secret, slot["kdf"])
    for slot in header["slots"]:
        if slot["kind"] == "lead":
            info = f"wrap/{slot['purpose']}/{slot['id']}"
            found[f"wrapping key of {slot['purpose']}"] = reader.hkdf(found["key of the passphrase"], info)
    for number, lock in enumerate(header["seals"]["locks"]):
        owner = reader.compact({"lock": lock["id"], "store_id": header["store_id"]})
        wrapping = reader.hkdf(opened["seal"], f"lock/{lock['id']}")
        found[f"private key of lock {number}"] = reader.unwrapped(wrapping, lock["private"], owner)
        found[f"wrapping key of lock {number}"] = wrapping
    salt = bytes(byte ^ 0x3A for byte in Path(house.book, "program.db").read_bytes()[:16])
    found["page key of the database"] = hashlib.pbkdf2_hmac("sha512", opened["db"], salt, 2, 32)
    return found


def _reach(lines: Iterator[str], state: str) -> None:
    for line in lines:
        if line.strip() == state:
            return
    raise AssertionError(f"it ended before it was {state}")
