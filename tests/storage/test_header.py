"""The key header: what is read, what is refused, and one copy healing the other."""

from __future__ import annotations

import hashlib
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import header as headers
from storage import keys
from storage.keys import KdfCost
from storage.trouble import Damaged, Missing, TooNew
from storage.vault import Vault
from tests.storage.vaults import OTHER, PASSPHRASE, flip, fresh

FIRST, SECOND = headers.NAMES


def _line(raw):
    return json.loads(raw.partition(b"\n")[0])


def _packed(line: bytes) -> bytes:
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def _compact(value) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def test_both_copies_hold_the_same_and_read_back(tmp_path):
    path, _ = fresh(tmp_path)
    assert (path / FIRST).read_bytes() == (path / SECOND).read_bytes()
    twins = headers.read(path)
    assert not twins.uneven
    assert headers.encode(twins.headers[0]) == (path / FIRST).read_bytes()


@pytest.mark.parametrize("name", headers.NAMES)
def test_with_any_byte_of_one_copy_changed_the_other_is_used(tmp_path, name):
    path, _ = fresh(tmp_path)
    good = headers.read(path).headers[0]
    raw = (path / name).read_bytes()
    for place in range(len(raw)):
        spoilt = bytearray(raw)
        spoilt[place] ^= 1 << place % 8
        (path / name).write_bytes(spoilt)
        assert headers.read(path) == ((good,), True), place


@pytest.mark.parametrize("name", headers.NAMES)
@pytest.mark.parametrize("spoil", ["flip", "cut", "empty", "gone"])
def test_opening_puts_a_damaged_copy_right(tmp_path, name, spoil):
    path, _ = fresh(tmp_path)
    raw = (path / name).read_bytes()
    {
        "flip": lambda: flip(path / name, len(raw) // 2),
        "cut": lambda: (path / name).write_bytes(raw[:-9]),
        "empty": lambda: (path / name).write_bytes(b""),
        "gone": (path / name).unlink,
    }[spoil]()
    Vault.open(path, passphrase=PASSPHRASE).close()
    assert (path / name).read_bytes() == raw


def test_both_copies_damaged_is_said(tmp_path):
    path, _ = fresh(tmp_path)
    for name in headers.NAMES:
        flip(path / name, 100)
    with pytest.raises(Damaged, match="Both copies"):
        headers.read(path)


def test_no_copy_at_all_is_no_book(tmp_path):
    with pytest.raises(Missing):
        headers.read(tmp_path)


def test_of_two_whole_copies_the_later_one_counts(tmp_path):
    """As after a crash between the two writes of a passphrase change."""
    path, _ = fresh(tmp_path)
    old = (path / SECOND).read_bytes()
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.change_passphrase(OTHER, passphrase=PASSPHRASE)
    vault.close()
    (path / SECOND).write_bytes(old)
    assert [header.generation for header in headers.read(path).headers] == [2, 1]
    Vault.open(path, passphrase=OTHER).close()
    assert (path / SECOND).read_bytes() == (path / FIRST).read_bytes() != old


def test_a_copy_that_somebody_else_wrote_gives_way_to_the_genuine_one(tmp_path):
    path, _ = fresh(tmp_path)
    genuine = headers.read(path).headers[0]
    forged = msgspec.structs.replace(genuine, generation=99)
    (path / FIRST).write_bytes(headers.encode(forged))
    vault = Vault.open(path, passphrase=PASSPHRASE)
    assert vault.generation == 1
    vault.close()
    assert headers.read(path) == ((genuine, genuine), False)


def test_when_both_copies_were_altered_the_book_does_not_open(tmp_path):
    path, _ = fresh(tmp_path)
    headers.write(path, msgspec.structs.replace(headers.read(path).headers[0], generation=99))
    with pytest.raises(Damaged, match="altered"):
        Vault.open(path, passphrase=PASSPHRASE)


def test_a_later_format_is_too_new_and_is_left_alone(tmp_path):
    path, _ = fresh(tmp_path)
    content = _line((path / FIRST).read_bytes()) | {"format": 2, "something": ["else"]}
    later = _packed(_compact(content))
    (path / FIRST).write_bytes(later)
    with pytest.raises(TooNew):
        Vault.open(path, passphrase=PASSPHRASE)
    assert (path / FIRST).read_bytes() == later


def _variants(content):
    slot = content["slots"][0]
    yield "member unknown", _compact(content | {"extra": 1})
    yield "member missing", _compact({name: value for name, value in content.items() if name != "log"})
    yield "not sorted", json.dumps(content, sort_keys=False, separators=(",", ":")).encode()[::1].replace(b",", b", ")
    yield "wrong type", _compact(content | {"generation": "1"})
    yield "generation none", _compact(content | {"generation": 0})
    yield "capital hex", _compact(content | {"store_id": content["store_id"].upper().replace("0", "A")})
    yield "short id", _compact(content | {"store_id": "00"})
    yield "kind unknown", _compact(content | {"slots": [slot | {"kind": "guest"}]})
    yield "purpose unknown", _compact(content | {"slots": [slot | {"purpose": "all"}]})
    yield "kdf unknown", _compact(content | {"slots": [slot | {"kdf": slot["kdf"] | {"name": "md5"}}]})
    yield "many slots", _compact(content | {"slots": [slot] * 17})
    yield "no object", b"[]"
    yield "no format", b"{}"
    yield "format in words", b'{"format":"one"}'
    yield "nothing", b""
    yield "not text", b"\xff\xfe\x00"
    yield "deep", b'{"format":1,"slots":' + b"[" * 5000 + b"]" * 5000 + b"}"
    yield "huge", _compact(content | {"mac": "0" * headers.MAX_BYTES})


def test_anything_but_what_was_written_is_damaged_even_with_a_right_digest(tmp_path):
    path, _ = fresh(tmp_path)
    for what, line in _variants(_line((path / FIRST).read_bytes())):
        with pytest.raises(Damaged):
            headers.parse(_packed(line))
            pytest.fail(what)


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(raw):
    for each in (raw, _packed(raw.replace(b"\n", b""))):
        with pytest.raises((Damaged, TooNew)):
            headers.parse(each)


def test_an_unreadable_copy_counts_as_damaged(tmp_path):
    path, _ = fresh(tmp_path)
    (path / FIRST).unlink()
    (path / FIRST).mkdir()
    assert len(headers.read(path).headers) == 1


def test_a_header_asking_for_too_much_memory_is_refused_before_any_work(tmp_path):
    path, _ = fresh(tmp_path)
    header = headers.read(path).headers[0]
    greedy = keys.Kdf("argon2id", KdfCost(1 << 40, 3, 4), "00" * 16)
    slots = tuple(msgspec.structs.replace(slot, kdf=greedy) for slot in header.slots)
    headers.write(path, msgspec.structs.replace(header, slots=slots))
    with pytest.raises(Damaged, match="amount of work"):
        Vault.open(path, passphrase=PASSPHRASE)
