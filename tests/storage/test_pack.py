"""The files of hand-overs: what was written is read back, and nothing else is, however it was altered."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import msgspec
import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.records import Action, Capture, Charter, Grant, Note, Person
from program.rows import rows
from storage import keys, pack, seal, signing
from storage.keys import canonical
from storage.pack import NotAPack, NotYours, Pack, Sent, Stand
from storage.signing import Hand
from storage.trouble import Damaged, Missing
from tests.program.handing import any_grant, grant, world

HAND = Hand(keys.Key(range(32)))
OTHER = Hand(keys.Key(range(1, 33)))


def made(given_: Grant | None = None, **more: object) -> Pack:
    from program.packs import packed, resolved

    program = world()
    given_ = resolved(program, given_ or grant())
    view = packed(program, given_)
    plain: dict[str, Any] = {
        "book": "Test program",
        "store_id": "0" * 32,
        "generation": 1,
        "head": Stand(3, "K7F2-9Q"),
        "made": "2027-01-04T09:30:00.000+00:00",
        "nonce": "1" * 32,
        "lock": "2" * 64,
        "reply": HAND.recipient,
        "grant": rows([given_])[0],
        "rows": rows(view.rows),
        "names": rows(view.names),
    }
    return Pack(**{**plain, **more})


def sent(*steps: pack.Returned, **more: object) -> Sent:
    plain: dict[str, Any] = {"by": "Chen", "made": "2027", "nonce": "3" * 32, "pack": made()}
    plain["head"] = Stand(9, "AAAA-AA")
    return Sent(steps=steps, **{**plain, **more})


STEP = pack.returned(Action("new", title="Call", due=date(2027, 5, 1)), "action", "new", "Chen", "2027")
SIGNED = pack.signed(made(), HAND)
BACK = pack.signed(sent(STEP), HAND)


def test_what_was_signed_is_read_back():
    assert pack.verified(SIGNED, Pack) == (made(), HAND.public)
    back, signer = pack.verified(BACK, Sent)
    handback = back.handback(signer)
    assert handback.steps[0].after == Action("new", title="Call", due=date(2027, 5, 1))
    assert (handback.store, handback.number, handback.pack) == ("0" * 32, 9, pack.fingerprint(made()))


@pytest.mark.parametrize("seed", range(4))
def test_decrypted_rows_are_the_grant(seed):
    chance = Random(seed)
    for _ in range(100):
        whole = made(any_grant(chance))
        file = pack.encrypted(pack.signed(whole, HAND), to=OTHER.recipient)
        opened, _ = pack.verified(pack.decrypted(file, identities=[OTHER.identity]), Pack)
        assert opened == whole
        reach = opened.reach()
        assert {item.id for item in reach.handed.values()} >= set(reach.grant.people)


@pytest.mark.parametrize("seed", range(10))
def test_any_flip_or_cut_of_the_file_is_refused(seed):
    chance = Random(seed)
    raw = pack.signed(made(grant(people=(), cohorts=(), cycles=("q1",), fields=(("cycle", "stage"),))), HAND)
    file = pack.encrypted(raw, to=OTHER.recipient)
    for _ in range(1000):
        with pytest.raises((NotAPack, NotYours)):
            pack.verified(pack.decrypted(_altered(file, chance), identities=[OTHER.identity]), Pack)


@pytest.mark.parametrize("raw", [SIGNED, BACK], ids=["pack", "handback"])
def test_any_flip_or_cut_of_what_was_signed_is_refused(raw):
    cls: Any = Pack if raw is SIGNED else Sent
    chance = Random(len(raw))
    for _ in range(2500):
        with pytest.raises(NotAPack):
            pack.verified(_altered(raw, chance), cls)


def _altered(raw: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(raw))
    way = chance.randrange(5)
    if way < 2:
        flipped = bytearray(raw)
        flipped[place] ^= 1 << chance.randrange(8)
        return bytes(flipped)
    if way == 2:
        return raw[:place]
    if way == 3:
        return raw[place + 1 :]
    return raw[:place] + chance.randbytes(chance.randint(1, 9)) + raw[place:]


def test_a_file_under_words_is_refused_when_altered():
    file = pack.encrypted(b"x", words="six words")
    assert pack.decrypted(file, words="six words") == b"x"
    for altered in (file[:-1] + bytes([file[-1] ^ 1]), file[:60]):
        with pytest.raises((NotAPack, NotYours)):
            pack.decrypted(altered, words="six words")


def test_one_kind_of_file_is_not_taken_for_the_other():
    with pytest.raises(NotAPack):
        pack.verified(SIGNED, Sent)
    with pytest.raises(NotAPack):
        pack.verified(BACK, Pack)
    line, body = SIGNED.split(b"\n", 1)
    with pytest.raises(NotAPack):
        pack.verified(line.replace(b'"kind":"pack"', b'"kind":"handback"') + b"\n" + body, Sent)


def test_another_signer_is_told_by_the_key():
    assert pack.verified(pack.signed(made(), OTHER), Pack)[1] == OTHER.public != HAND.public
    assert signing.spoken(OTHER.public) != signing.spoken(HAND.public)
    line, body = SIGNED.split(b"\n", 1)
    with pytest.raises(NotAPack):
        pack.verified(line.replace(HAND.public.encode(), OTHER.public.encode()) + b"\n" + body, Pack)


# ---- hostile, but signed ---------------------------------------------------------------------------------------------


def signed_text(body: bytes, kind: pack.Kind = "pack") -> bytes:
    signature = HAND.sign(b"rotunda/v1/" + kind.encode() + b"\n" + body)
    return canonical(pack.Envelope(1, kind, HAND.public, signature)) + b"\n" + body


GOOD = canonical(made())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"rows":' * 5_000,
        GOOD + b" ",
        GOOD.replace(b'"generation":1', b'"generation":"1"'),
        GOOD.replace(b'"generation":1', b'"generation":0'),
        GOOD.replace(b'"generation":1', b'"generation":1e0'),
        GOOD.replace(b'"generation":1', b'"generation":1,"generation":1'),
        GOOD.replace(b'"generation":1', b'"generation":1,"more":2'),
        GOOD.replace(b'"book":"Test program"', b'"book":"' + b"x" * 201 + b'"'),
        GOOD.replace(b"Test program", b"\xff\xfe"),
        GOOD.replace(b'"nonce":"11', b'"nonce":"1'),
    ],
)
def test_a_hostile_payload_is_refused_though_its_signature_holds(body):
    with pytest.raises(NotAPack):
        pack.verified(signed_text(body), Pack)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[" * 900,
        b"x" * 2000,
        b'{"format":2,"kind":"pack","signature":"' + b"0" * 128 + b'","signer":"' + b"0" * 64 + b'"}',
    ],
)
def test_a_hostile_first_line_is_refused(line):
    with pytest.raises(NotAPack):
        pack.verified(line + b"\n" + GOOD, Pack)


def raw(text: bytes) -> msgspec.Raw:
    return msgspec.Raw(text)


@pytest.mark.parametrize(
    "more",
    [
        {"rows": (("nothing", raw(b"{}")),)},
        {"rows": (("person", raw(b"{}")),)},
        {"rows": (("person", raw(b"[" * 50_000 + b"]" * 50_000)),)},
        {"rows": (("cycle", raw(b'{"id":"q1","name":7}')),)},
        {"rows": rows([Note("n", about="ana", body="x")])},
        {"rows": rows([Person("ana", name="Ana", number="4711")])},
        {"rows": rows([Charter("charter", name="A"), Charter("charter", name="A")])},
        {"names": rows([Person("ana", name="Ana", title="Director")])},
        {"names": rows([Grant("g", name="x")])},
        {"grant": rows([Person("ana", name="Ana")])[0]},
        {"grant": ("grant", raw(b"7"))},
    ],
)
def test_records_beyond_the_grant_or_of_no_kind_are_refused(more):
    with pytest.raises(NotAPack):
        made(**more).reach()


@pytest.mark.parametrize(
    "step",
    [
        msgspec.structs.replace(STEP, kind="nothing"),
        msgspec.structs.replace(STEP, kind="nothing", after=raw(b"null")),
        msgspec.structs.replace(STEP, kind="capture"),
        msgspec.structs.replace(STEP, id="another"),
        msgspec.structs.replace(STEP, after=raw(b"7")),
        pack.returned(Action("new", title="Turned \u202e round"), "action", "new", "", ""),
        msgspec.structs.replace(STEP, after=raw(b'{"id":"new", "title":"x"}')),
    ],
)
def test_steps_that_are_none_are_refused(step):
    with pytest.raises(NotAPack):
        sent(step).handback(HAND.public)


def test_a_record_comes_back_once():
    with pytest.raises(NotAPack):
        sent(STEP, STEP).handback(HAND.public)
    gone = pack.returned(None, "capture", "cap", "", "")
    assert sent(gone).handback(HAND.public).steps[0].after is None
    assert isinstance(sent(STEP).handback(HAND.public).steps[0].after, Action | Capture)


@given(st.binary(max_size=300))
def test_whatever_bytes_are_no_pack(junk):
    with pytest.raises(NotAPack):
        pack.decrypted(junk, identities=[OTHER.identity])
    with pytest.raises(NotAPack):
        pack.verified(junk, Pack)


def test_a_file_is_read_and_one_that_is_not_there_is_told(tmp_path):
    (tmp_path / "x").write_bytes(b"abc")
    assert pack.read(tmp_path / "x") == b"abc"
    with pytest.raises(Missing):
        pack.read(tmp_path / "y")


# ---- sizes and keys --------------------------------------------------------------------------------------------------


def test_too_much_is_refused_before_any_work(monkeypatch):
    monkeypatch.setattr(pack, "LARGEST", 2**16 + 100)
    with pytest.raises(Damaged, match="too much"):
        pack.encrypted(b"x" * 101, to=OTHER.recipient)
    whole = pack.encrypted(b"x" * 100, to=OTHER.recipient)
    with pytest.raises(NotAPack):
        pack.decrypted(whole + b"x" * 2**16, identities=[OTHER.identity])
    with pytest.raises(NotAPack):
        pack.verified(b"x" * (2**16 + 101), Pack)


def test_words_may_not_ask_for_endless_work():
    file = b"age-encryption.org/v1\n-> scrypt " + b"A" * 22 + b" 21\n" + b"B" * 43 + b"\n--- " + b"C" * 43 + b"\n"
    with pytest.raises(NotAPack):
        pack.decrypted(file, words="x")


def test_a_key_for_words_and_words_for_a_key_are_told_apart():
    file = pack.encrypted(b"x", to=OTHER.recipient)
    assert not pack.asks_for_words(file)
    with pytest.raises(NotYours, match="another key"):
        pack.decrypted(file, words="six words")
    with pytest.raises(NotYours, match="another key"):
        pack.decrypted(file, identities=[HAND.identity])


def test_keys_of_a_ring_outlive_a_change_of_locks():
    store, first, second = "00" * 16, keys.Key(range(32)), keys.Key(range(9, 41))
    ring = seal.with_new_lock(seal.Ring(), first, store)
    before = Hand.of(ring, first, store)
    later = seal.with_new_lock(seal.rewrapped(ring, first, second, store), second, store)
    after = Hand.every(later, second, store)
    assert [hand.recipient for hand in after][1] == before.recipient != after[0].recipient
    assert after[1].public == before.public != after[0].public
    assert pyrage.decrypt(pack.encrypted(b"x", to=before.recipient), [hand.identity for hand in after]) == b"x"


def test_a_signature_that_is_none_does_not_hold():
    assert signing.signed_by(HAND.public, HAND.sign(b"x"), b"x")
    for public, signature in ((HAND.public, "00" * 64), ("zz", "00" * 64), ("00" * 31, "00" * 64), ("ff" * 32, "zz")):
        assert not signing.signed_by(public, signature, b"x")
