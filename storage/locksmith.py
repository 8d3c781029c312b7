"""Making, opening and altering the key header with the secrets people know."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import NamedTuple

import msgspec

from storage import header as headers
from storage import keys, seal
from storage.header import Header
from storage.keys import KdfCost, Key, Kind, Purpose, Slot
from storage.seal import Ring
from storage.trouble import Damaged, WrongPassphrase, told


class Unlocked(NamedTuple):
    """A genuine header, the data keys that a secret opens, whether its twin needs renewing, and whose secret it is."""

    header: Header
    keys: dict[Purpose, Key]
    uneven: bool
    kind: Kind


def unlock(
    folder: Path, purposes: tuple[Purpose, ...], *, passphrase: str | None = None, recovery: str | None = None
) -> Unlocked:
    """The newest genuine header in `folder` and what the secret opens. Raises WrongPassphrase, Damaged, Missing.

    A passphrase may be the workshop's, where that opens what is asked for.
    """
    twins = headers.read(folder)
    for header in twins.headers:
        found = open_header(header, purposes, passphrase=passphrase, recovery=recovery)
        if found is not None:
            return Unlocked(header, found[1], twins.uneven, found[0])
    raise _altered()


def open_header(
    header: Header, purposes: tuple[Purpose, ...], *, passphrase: str | None = None, recovery: str | None = None
) -> tuple[Kind, dict[Purpose, Key]] | None:
    """Whose secret it is and the data keys it opens; None when the header then proves altered. Raises WrongPassphrase.

    No workshop's secret opens the seal key, so none is tried where that is asked for.
    """
    secret = keys.passphrase_secret(passphrase or "") if recovery is None else keys.recovery_secret(recovery)
    kinds: tuple[Kind, ...] = ("recovery",) if recovery is not None else ("lead",)
    if recovery is None and "seal" not in purposes and any(slot.kind == "workshop" for slot in header.slots):
        kinds = ("lead", "workshop")
    with keys.borrowed(secret), told():
        kind, opened = _opened(header, kinds, secret, purposes)
    if headers.genuine(header, opened["db"]):
        return kind, opened
    keys.wipe(*opened.values())
    return None


def _opened(
    header: Header, kinds: tuple[Kind, ...], secret: Key, purposes: tuple[Purpose, ...]
) -> tuple[Kind, dict[Purpose, Key]]:
    """The first of the kinds that the secret is one of. Raises WrongPassphrase."""
    kind, *rest = kinds
    try:
        return kind, keys.open_slots(header.slots, kind, secret, purposes, store_id=header.store_id)
    except WrongPassphrase:
        if not rest:
            raise
    return _opened(header, tuple(rest), secret, purposes)


def log_key(header: Header, db_key: Key) -> Key:
    """The key of the journal's chain. It is wrapped under the data key, so that it outlives a change of locks."""
    with keys.borrowed(keys.subkey(db_key, "log")) as wrapping:
        key = keys.unseal(wrapping, header.log, header.store_id.encode())
    if key is None:
        raise _altered()
    return key


def fresh_header(
    store_id: str, generation: int, passphrase: str, cost: KdfCost, log: Key, old: tuple[Ring, Key] | None = None
) -> tuple[Header, Key, str]:
    """A header with new data keys that the passphrase and a new recovery key open: header, data key, recovery key.

    `old` is the ring there was, with its seal key: what was sealed before stays readable to the lead.
    """
    db_key, seal_key = keys.random_key(), keys.random_key()
    recovery = Key(secrets.token_bytes(keys.RECOVERY_BYTES))
    lead = keys.passphrase_secret(passphrase)
    with keys.borrowed(seal_key), keys.borrowed(recovery), keys.borrowed(lead), told():
        slots = _slots("lead", lead, db_key, seal_key, store_id, cost)
        # Its 160 random bits need no stretching.
        slots += _slots("recovery", recovery, db_key, seal_key, store_id, KdfCost.FLOOR)
        with keys.borrowed(keys.subkey(db_key, "log")) as wrapping:
            wrapped = keys.seal(wrapping, log, store_id.encode())
        kept = seal.rewrapped(*old, seal_key, store_id) if old is not None else Ring()
        ring = seal.with_new_lock(kept, seal_key, store_id)
        header = Header(keys.FORMAT, store_id, generation, wrapped, slots, seals=ring)
        return headers.signed(header, db_key), db_key, keys.recovery_text(recovery)


def unseal(folder: Path, *, passphrase: str | None, recovery: str | None, write: bool) -> tuple[Header, Key]:
    """The header and the seal key that the secret opens. Raises WrongPassphrase.

    A book without keys for sealed notes is given its first pair, if it may be written to.
    """
    header, opened, *_ = unlock(folder, ("db", "seal"), passphrase=passphrase, recovery=recovery)
    with keys.borrowed(opened["db"]) as db_key:
        if write and not isinstance(header.seals, Ring):
            ring = seal.with_new_lock(Ring(), opened["seal"], header.store_id)
            later = msgspec.structs.replace(header, generation=header.generation + 1, seals=ring)
            header = headers.signed(later, db_key)
            headers.write(folder, header)
    return header, opened["seal"]


def with_secret(header: Header, kind: Kind, secret: Key, cost: KdfCost, opened: dict[Purpose, Key]) -> Header:
    """`header` with `secret` in place of the one of its kind. `opened` holds the data keys for db and seal."""
    with told():
        slots = _slots(kind, secret, opened["db"], opened["seal"], header.store_id, cost)
    return _with_slots(header, slots + _others(header, kind), opened["db"])


def without_secret(header: Header, kind: Kind, db_key: Key) -> Header:
    """`header` without a secret of this kind."""
    return _with_slots(header, _others(header, kind), db_key)


def _others(header: Header, kind: Kind) -> tuple[Slot, ...]:
    return tuple(slot for slot in header.slots if slot.kind != kind)


def _with_slots(header: Header, slots: tuple[Slot, ...], db_key: Key) -> Header:
    changed = msgspec.structs.replace(header, generation=header.generation + 1, slots=slots)
    return headers.signed(changed, db_key)


def _slots(kind: Kind, secret: Key, db_key: Key, seal_key: Key, store_id: str, cost: KdfCost) -> tuple[Slot, ...]:
    opens: list[tuple[Purpose, Key]] = [("db", db_key), ("seal", seal_key)]
    # A workshop's passphrase does not open what is sealed.
    return keys.make_slots(kind, secret, opens[:1] if kind == "workshop" else opens, store_id=store_id, cost=cost)


def _altered() -> Damaged:
    return Damaged("The book's key file has been altered.", todo="Restore a verified backup: each holds its own.")
