"""From a secret and the key header to the book's keys."""

from __future__ import annotations

from pathlib import Path

from storage import header as headers
from storage import keys
from storage.header import Header
from storage.keys import KdfCost, Key, Kind, Purpose, Slot
from storage.trouble import Damaged, told


def unlock(
    folder: Path, purposes: tuple[Purpose, ...], *, passphrase: str | None = None, recovery: str | None = None
) -> tuple[Header, dict[Purpose, Key], bool]:
    """The newest genuine header in `folder`, the data keys the secret opens, and whether its twin needs renewing."""
    twins = headers.read(folder)
    for header in twins.headers:
        opened = open_header(header, purposes, passphrase=passphrase, recovery=recovery)
        if opened is not None:
            return header, opened, twins.uneven
    raise Damaged("The book's key file has been altered.", todo="Restore a verified backup: each holds its own.")


def open_header(
    header: Header, purposes: tuple[Purpose, ...], *, passphrase: str | None = None, recovery: str | None = None
) -> dict[Purpose, Key] | None:
    """The data keys the secret opens; None when the header then proves altered. Raises WrongPassphrase."""
    kind: Kind = "lead" if recovery is None else "recovery"
    secret = keys.passphrase_secret(passphrase or "") if recovery is None else keys.recovery_secret(recovery)
    try:
        with told():
            opened = keys.open_slots(header.slots, kind, secret, purposes, store_id=header.store_id)
    finally:
        keys.wipe(secret)
    if headers.genuine(header, opened["db"]):
        return opened
    keys.wipe(*opened.values())
    return None


def log_key(header: Header, db_key: Key) -> Key:
    """The key of the journal's chain. It is wrapped under the data key, so that it outlives a change of locks."""
    key = keys.unseal(keys.subkey(db_key, "log"), header.log, header.store_id.encode())
    if key is None:
        raise Damaged("The book's key file has been altered.", todo="Restore a verified backup: each holds its own.")
    return key


def make_header(store_id: str, generation: int, db_key: Key, log: Key, slots: tuple[Slot, ...]) -> Header:
    """A signed header, with the log key wrapped under the data key."""
    wrapped = keys.seal(keys.subkey(db_key, "log"), log, store_id.encode())
    return headers.signed(Header(keys.FORMAT, store_id, generation, wrapped, slots), db_key)


def slots_of(kind: Kind, secret: Key, db_key: Key, seal_key: Key, store_id: str, cost: KdfCost) -> tuple[Slot, ...]:
    """The slots by which one secret opens the database and the sealed notes."""
    return keys.make_slots(kind, secret, (("db", db_key), ("seal", seal_key)), store_id=store_id, cost=cost)
