"""Keys: the published format, what opens and what does not, and keys read off paper."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from docs import open_a_book as reader
from storage import header, keys
from storage.keys import KdfCost, Key, Slot
from storage.trouble import Damaged, WrongPassphrase
from tests.costs import DEFAULT, FLOOR, real_costs

VECTORS = Path(__file__).parent / "vectors"
STORE = "00" * 16


def _lead(secret: str = "secret") -> tuple[tuple[Slot, ...], Key, Key]:
    db, seal = keys.random_key(), keys.random_key()
    slots = keys.make_slots(
        "lead", keys.passphrase_secret(secret), (("db", db), ("seal", seal)), store_id=STORE, cost=KdfCost.FLOOR
    )
    return slots, db, seal


# --- the format ------------------------------------------------------------------------------------------------------


def test_argon2id_is_the_one_of_rfc_9106():
    """Section 5.3."""
    derived = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    ).derive(b"\x01" * 32)
    assert derived.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_hkdf_is_the_one_of_rfc_5869():
    """Appendix A has no case with our info, so the plain steps of section 2 are taken by hand."""
    key = Key(range(32))
    assert keys.subkey(key, "header") == reader.hkdf(bytes(key), "header")


@pytest.mark.parametrize("kind", ["lead", "recovery"])
def test_the_published_header_opens_by_both_readers(kind):
    raw = (VECTORS / "keys.json").read_bytes()
    expected = json.loads((VECTORS / "expected.json").read_text("utf-8"))
    parsed = header.parse(raw)
    if kind == "lead":
        ours, theirs = keys.passphrase_secret(expected["passphrase"]), reader.passphrase_bytes(expected["passphrase"])
    else:
        ours, theirs = keys.recovery_secret(expected["recovery"]), reader.recovery_bytes(expected["recovery"])

    opened = keys.open_slots(parsed.slots, kind, ours, ("db", "seal"), store_id=parsed.store_id)
    log = keys.unseal(keys.subkey(opened["db"], "log"), parsed.log, parsed.store_id.encode())
    ours_all: dict[str, object] = {"db": opened["db"], "seal": opened["seal"], "log": log}
    assert ours_all == reader.data_keys(raw, theirs, kind)
    assert ours_all == {name: bytes.fromhex(expected[name]) for name in ("db", "seal", "log")}
    assert header.genuine(parsed, opened["db"])
    assert (parsed.store_id, parsed.generation) == (expected["store_id"], expected["generation"])


def test_what_is_written_now_opens_by_the_other_reader():
    slots, db, seal = _lead("Ein längeres Geheimnis")
    log = keys.random_key()
    wrapped = keys.seal(keys.subkey(db, "log"), log, STORE.encode())
    raw = header.encode(header.signed(header.Header(keys.FORMAT, STORE, 1, wrapped, slots), db))
    opened = reader.data_keys(raw, reader.passphrase_bytes("Ein längeres Geheimnis"), "lead")
    assert opened == {"db": db, "seal": seal, "log": log}


# --- slots -----------------------------------------------------------------------------------------------------------


def test_a_secret_opens_what_was_asked_for_and_no_more():
    slots, db, seal = _lead()
    opened = keys.open_slots(slots, "lead", keys.passphrase_secret("secret"), ("db",), store_id=STORE)
    assert opened == {"db": db}
    both = keys.open_slots(slots, "lead", keys.passphrase_secret("secret"), ("seal", "db"), store_id=STORE)
    assert both == {"db": db, "seal": seal}


@pytest.mark.parametrize(
    ("kind", "secret", "purpose", "store"),
    [
        ("lead", "Secret", "db", STORE),
        ("recovery", "secret", "db", STORE),
        ("lead", "secret", "sign", STORE),
        ("lead", "secret", "db", "11" * 16),
    ],
)
def test_another_secret_kind_purpose_or_book_opens_nothing(kind, secret, purpose, store):
    slots, _, _ = _lead()
    with pytest.raises(WrongPassphrase):
        keys.open_slots(slots, kind, keys.passphrase_secret(secret), (purpose,), store_id=store)


def test_half_a_set_of_keys_is_none():
    slots, _, _ = _lead()
    with pytest.raises(WrongPassphrase):
        keys.open_slots(slots[:1], "lead", keys.passphrase_secret("secret"), ("db", "seal"), store_id=STORE)


def test_a_slot_altered_anywhere_opens_nothing():
    (slot, other), _, _ = _lead()
    wrapped, kdf = slot.wrapped, slot.kdf
    flipped = "".join(format(int(digit, 16) ^ 1, "x") for digit in wrapped.key[:2]) + wrapped.key[2:]
    replace = msgspec.structs.replace
    altered = [
        replace(slot, id="00" * 8),
        replace(slot, kind="lead", purpose="seal"),
        replace(slot, wrapped=replace(wrapped, key=flipped)),
        replace(slot, wrapped=replace(wrapped, nonce=other.wrapped.nonce)),
        replace(slot, wrapped=other.wrapped),
        replace(slot, kdf=replace(kdf, salt="00" * 16)),
        replace(slot, kdf=replace(kdf, cost=KdfCost(64 * 1024, 4, 4))),
    ]
    for each in altered:
        with pytest.raises(WrongPassphrase):
            keys.open_slots([each], "lead", keys.passphrase_secret("secret"), (each.purpose,), store_id=STORE)


def test_a_second_slot_for_the_same_key_is_not_asked_once_the_first_has_opened():
    slots, db, _ = _lead()
    spoilt = msgspec.structs.replace(slots[0], id="00" * 8)
    secret = keys.passphrase_secret("secret")
    assert keys.open_slots([*slots, spoilt], "lead", secret, ("db",), store_id=STORE) == {"db": db}
    assert keys.open_slots([spoilt, *slots], "lead", secret, ("db",), store_id=STORE) == {"db": db}


def test_a_passphrase_is_the_same_however_its_accents_are_composed():
    composed, parted = (unicodedata.normalize(form, "Übergröße é") for form in ("NFC", "NFD"))
    assert composed != parted
    assert keys.passphrase_secret(composed) == keys.passphrase_secret(parted)


@given(st.text(st.characters()))
def test_any_text_at_all_can_be_tried_as_a_passphrase(text):
    assert isinstance(keys.passphrase_secret(text), bytearray)


# --- cost ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def real() -> Iterator[None]:
    with real_costs():
        yield


def test_a_guess_never_costs_less_than_rfc_9106_asks_for():
    """Section 4, the second recommended option: 64 MiB, three passes, four lanes."""
    assert KdfCost(64 * 1024, 3, 4) == FLOOR


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("cost", [FLOOR, DEFAULT, KdfCost.CEILING])
def test_costs_between_floor_and_ceiling_are_taken(cost):
    assert cost.within_limits()


@pytest.mark.usefixtures("real")
def test_a_secret_opens_its_slot_at_the_cost_users_pay():
    slots, db, _ = _lead()
    assert {slot.kdf.cost for slot in slots} == {FLOOR}
    assert keys.open_slots(slots, "lead", keys.passphrase_secret("secret"), ("db",), store_id=STORE) == {"db": db}


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    "cost",
    [
        KdfCost(1024 * 1024 + 1, 3, 4),
        KdfCost(1 << 40, 3, 4),  # would be refused by no one else before it takes all memory
        KdfCost(256 * 1024, 11, 4),
        KdfCost(256 * 1024, 3, 9),
        KdfCost(64 * 1024 - 1, 3, 4),
        KdfCost(64 * 1024, 2, 4),
        KdfCost(64 * 1024, 3, 3),
        KdfCost(-1, -1, -1),
    ],
)
def test_a_cost_out_of_bounds_is_refused_before_any_work(cost):
    with pytest.raises(Damaged):
        keys.derive(Key(b"secret"), keys.Kdf("argon2id", cost, "00" * 16))


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize(
    ("seconds", "iterations"), [(0.1, 10), (0.36, 6), (0.5, 5), (0.7, 3), (0.9, 3), (30.0, 3), (0.0, 10)]
)
def test_calibration_adds_passes_until_a_guess_is_slow_and_never_takes_any_away(seconds, iterations):
    times = iter((100.0, 100.0 + seconds))
    cost = keys.calibrate(KdfCost.FLOOR, clock=lambda: next(times))
    assert cost == KdfCost(KdfCost.FLOOR.memory_kib, iterations, KdfCost.FLOOR.lanes)
    assert cost.within_limits()


@pytest.mark.usefixtures("real")
def test_a_new_book_costs_a_quarter_of_a_gigabyte_a_guess():
    times = iter((100.0, 100.7))
    assert keys.calibrate(clock=lambda: next(times)) == DEFAULT == KdfCost(256 * 1024, 3, 4)


# --- the recovery key ------------------------------------------------------------------------------------------------


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_key_reads_back(secret):
    text = keys.recovery_text(Key(secret))
    assert [len(group) for group in text.split("-")] == [4] * 8 + [1]
    assert keys.recovery_secret(text) == secret


def test_a_recovery_key_may_be_typed_as_people_type():
    secret = Key(bytes.fromhex("0842108421084210842108421084210842108421"))  # all ones
    text = keys.recovery_text(secret)
    assert text.startswith("1111-1111")
    for typed in (text.lower(), text.replace("-", ""), text.replace("-", " "), text.replace("1", "I"), f"  {text}\n"):
        assert keys.recovery_secret(typed) == secret
    assert keys.recovery_secret(text.replace("1", "l").replace("-", "–")) == secret
    zeros = keys.recovery_text(Key(20))
    assert keys.recovery_secret(zeros.replace("0", "o")) == bytes(20)


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.mark.parametrize("secret", [bytes(20), bytes(range(20)), b"\xff" * 20, bytes.fromhex("c3" * 20)])
def test_every_single_slip_in_a_recovery_key_is_noticed(secret):
    right = keys.recovery_text(Key(secret)).replace("-", "")
    slips = {
        right[:place] + symbol + right[place + 1 :]
        for place in range(33)
        for symbol in (ALPHABET if place < 32 else ALPHABET + "*~$=U")
    }
    slips |= {right[:p] + right[p + 1] + right[p] + right[p + 2 :] for p in range(32)}
    slips |= {right[:p] + right[p + 1 :] for p in range(33)}
    slips -= {right}
    assert len(slips) > 1000
    for slip in slips:
        with pytest.raises(WrongPassphrase):
            keys.recovery_secret(slip)


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda text: text[:-3], "31 were typed"),
        (lambda text: text + "0", "34 were typed"),
        (lambda text: "", "0 were typed"),
        (lambda text: text[:5] + "!" + text[6:], "group 2"),
        (lambda text: text[:-6] + "U" + text[-5:], "group 8"),
        (lambda text: "1" + text[1:], "check character"),
        (lambda text: text[:-1] + "#", "check character"),
    ],
)
def test_a_slip_is_explained_without_repeating_the_key(spoil, word):
    text = keys.recovery_text(Key(range(20)))
    with pytest.raises(WrongPassphrase, match=word) as caught:
        keys.recovery_secret(spoil(text))
    assert not any(group in str(caught.value) for group in text.split("-")[:8])


# --- hygiene ---------------------------------------------------------------------------------------------------------


def test_wiped_keys_are_zeros():
    key = keys.random_key()
    keys.wipe(key, None)
    assert key == bytes(32)


def test_fresh_keys_differ():
    assert keys.random_key() != keys.random_key()


def test_codes_hold_for_their_key_and_data_only():
    key = keys.random_key()
    code = keys.mac(key, b"data")
    assert keys.mac_holds(key, b"data", code)
    assert not keys.mac_holds(key, b"date", code)
    assert not keys.mac_holds(keys.random_key(), b"data", code)
