"""Sealed text: who can read it, where it holds, what its length tells, and what a change of locks leaves readable."""

from __future__ import annotations

import base64

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs import open_a_book as reader
from storage import keys, seal
from storage.keys import Key
from storage.seal import Place, Ring
from storage.trouble import Damaged

STORE = "00" * 16
PLACE = Place(STORE, "a1", "b2", 1, "Lead")


@pytest.fixture(scope="module")
def seal_key() -> Key:
    return Key(range(32))


@pytest.fixture(scope="module")
def ring(seal_key) -> Ring:
    return seal.with_new_lock(Ring(), seal_key, STORE)


@given(text=st.text(max_size=700))
def test_what_is_sealed_can_be_read_by_the_lead(ring, seal_key, text):
    read = seal.opened(ring, seal.sealed(ring, text, PLACE), PLACE, seal_key)
    assert read == text.encode("utf-8", "replace").decode()


def test_the_same_text_never_looks_the_same(ring):
    assert len({seal.sealed(ring, "once", PLACE) for _ in range(20)}) == 20


@pytest.mark.parametrize(("length", "most"), [(0, 252), (1, 252), (252, 252), (253, 508), (508, 508), (509, 764)])
def test_only_the_bucket_of_the_length_shows(ring, length, most):
    assert seal.bucket(seal.sealed(ring, "x" * length, PLACE)) == most


@pytest.mark.parametrize(
    "elsewhere",
    [
        msgspec.structs.replace(PLACE, store_id="11" * 16),
        msgspec.structs.replace(PLACE, note="a2"),
        msgspec.structs.replace(PLACE, about="b3"),
        msgspec.structs.replace(PLACE, revision=2),
        msgspec.structs.replace(PLACE, author="Someone else"),
    ],
)
def test_a_text_holds_only_where_it_was_sealed(ring, seal_key, elsewhere):
    with pytest.raises(Damaged):
        seal.opened(ring, seal.sealed(ring, "private", PLACE), elsewhere, seal_key)


def test_every_flipped_bit_is_refused(ring, seal_key):
    raw = base64.b64decode(seal.sealed(ring, "private", PLACE))
    for place in range(len(raw)):
        altered = bytearray(raw)
        altered[place] ^= 1 << place % 8
        # The highest bit of an X25519 key is not part of it (RFC 7748, section 5), but the text's key is made of all.
        with pytest.raises(Damaged):
            seal.opened(ring, base64.b64encode(altered).decode(), PLACE, seal_key)


@pytest.mark.parametrize("body", ["", "AQ==", "no base64!", "é", base64.b64encode(bytes(400)).decode()])
def test_junk_is_refused_in_the_same_words(ring, seal_key, body):
    with pytest.raises(Damaged, match="altered"):
        seal.opened(ring, body, PLACE, seal_key)


def test_a_key_of_zeros_from_outside_is_refused(ring, seal_key):
    raw = bytearray(base64.b64decode(seal.sealed(ring, "private", PLACE)))
    raw[9:41] = bytes(32)
    with pytest.raises(Damaged):
        seal.opened(ring, base64.b64encode(raw).decode(), PLACE, seal_key)


def test_another_key_reads_nothing_and_the_message_holds_nothing(ring):
    with pytest.raises(Damaged) as refused:
        seal.opened(ring, seal.sealed(ring, "private", PLACE), PLACE, keys.random_key())
    assert "private" not in str(refused.value)


def test_too_much_text_is_refused_before_it_is_sealed(ring):
    with pytest.raises(seal.TooLong):
        seal.sealed(ring, "x" * (seal.LONGEST + 1), PLACE)
    assert seal.sealed(ring, "x" * seal.LONGEST, PLACE)


def test_after_a_change_of_locks_the_new_key_reads_old_and_new_and_the_old_key_nothing(ring, seal_key):
    before = seal.sealed(ring, "before", PLACE)
    fresh = keys.random_key()
    changed = seal.with_new_lock(seal.rewrapped(ring, seal_key, fresh, STORE), fresh, STORE)
    after = seal.sealed(changed, "after", PLACE)

    assert seal.opened(changed, before, PLACE, fresh) == "before"
    assert seal.opened(changed, after, PLACE, fresh) == "after"
    for body in (before, after):
        with pytest.raises(Damaged):
            seal.opened(changed, body, PLACE, seal_key)
    with pytest.raises(Damaged):
        seal.opened(ring, after, PLACE, seal_key)  # the old ring does not know the new lock


def test_a_second_reader_by_the_description_alone_reads_it(ring, seal_key):
    body = seal.sealed(ring, "Ångström – 秘密", PLACE)
    lock = msgspec.to_builtins(ring.locks[-1])
    assert reader.sealed_text(lock, bytes(seal_key), body, msgspec.to_builtins(PLACE)) == "Ångström – 秘密"


def test_without_a_key_it_can_be_told_to_whom_a_text_is_sealed_and_no_more(ring, seal_key):
    body = seal.sealed(ring, "private", PLACE)
    another = seal.with_new_lock(Ring(), seal_key, STORE)
    assert seal.addressed(ring, body)
    assert not seal.addressed(another, body)
    assert not any(seal.addressed(ring, junk) for junk in ("", "no base64!", body[:-8], body[:40]))
