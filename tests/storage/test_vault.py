"""The vault: opening and not opening, changing secrets, and what is left on the disk."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import stat
import sys
from typing import Any

import pytest

from program.trouble import Cancelled, Trouble
from storage import faults
from storage import header as headers
from storage.cipher import connect, integrity, verify
from storage.folder import DATABASE, JOURNAL
from storage.keys import KdfCost
from storage.lockfile import NAME as LOCK
from storage.trouble import Damaged, Locked, Missing, WeakPassphrase, WrongPassphrase, told
from storage.vault import Vault
from tests.storage.vaults import OTHER, PASSPHRASE, add, check_that, flip, fresh, notes, snapshot

AT_REST = ["backups", "keys.json", "keys.json.2", "program.db"]


def secrets(*each: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    return each


def names(path):
    return sorted(entry.name for entry in path.iterdir())


# --- creating --------------------------------------------------------------------------------------------------------


def test_a_new_book_opens_with_passphrase_and_with_recovery_key(tmp_path):
    path = tmp_path / "New.rotunda"
    vault, recovery = Vault.create(path, PASSPHRASE, cost=KdfCost.FLOOR)
    store, log_key = vault.store_id, bytes(vault.log_key)
    vault.connection.execute("CREATE TABLE t (x)")
    vault.close()
    assert names(path) == AT_REST
    for secret in secrets({"passphrase": PASSPHRASE}, {"recovery": recovery.lower()}):
        again = Vault.open(path, **secret)
        assert (again.store_id, bytes(again.log_key), again.generation) == (store, log_key, 1)
        assert again.connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("t",)]
        assert not again.unclean
        again.close()
    assert names(tmp_path) == ["New.rotunda"]


def test_no_two_books_share_a_key(tmp_path):
    made = [Vault.create(tmp_path / f"{n}.rotunda", PASSPHRASE, cost=KdfCost.FLOOR) for n in (1, 2)]
    (one, first), (two, second) = made
    assert one.store_id != two.store_id
    assert one.log_key != two.log_key
    assert first != second
    one.close()
    two.close()
    shutil.copy(tmp_path / "1.rotunda" / "program.db", tmp_path / "2.rotunda" / "program.db")
    with pytest.raises(Damaged):
        Vault.open(tmp_path / "2.rotunda", passphrase=PASSPHRASE)


def test_nothing_is_overwritten_by_creating(tmp_path):
    path, _ = fresh(tmp_path)
    before = snapshot(tmp_path)
    with pytest.raises(Trouble, match="already something"):
        Vault.create(path, PASSPHRASE, cost=KdfCost.FLOOR)
    assert snapshot(tmp_path) == before


def test_no_book_is_made_inside_another(tmp_path):
    path, _ = fresh(tmp_path)
    before = snapshot(tmp_path)
    for place in (path / "New.rotunda", path / "backups" / "New.rotunda"):
        with pytest.raises(Trouble, match="in a book"):
            Vault.create(place, PASSPHRASE, cost=KdfCost.FLOOR)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaaaaaaaaaa", "passwordpassword"])
def test_a_weak_passphrase_makes_no_book(tmp_path, weak):
    with pytest.raises(WeakPassphrase):
        Vault.create(tmp_path / "New.rotunda", weak, cost=KdfCost.FLOOR)
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_user_may_look_into_a_book(tmp_path):
    path = tmp_path / "New.rotunda"
    vault, _ = Vault.create(path, PASSPHRASE, cost=KdfCost.FLOOR)
    vault.connection.execute("CREATE TABLE t (x)")
    for entry in (path, *path.rglob("*")):
        assert stat.S_IMODE(entry.stat().st_mode) == (0o700 if entry.is_dir() else 0o600), entry
    vault.close()


# --- opening ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "secret",
    [{"passphrase": PASSPHRASE + " "}, {"passphrase": ""}, {}, {"recovery": "0" * 32 + "0"}, {"recovery": "nonsense"}],
)
def test_a_wrong_secret_changes_nothing_at_all(tmp_path, secret):
    path, _ = fresh(tmp_path)
    before = snapshot(tmp_path)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            Vault.open(path, **secret)
    assert snapshot(tmp_path) == before
    Vault.open(path, passphrase=PASSPHRASE).close()


def test_a_wrong_secret_changes_nothing_after_a_crash_either(tmp_path):
    path, _ = fresh(tmp_path)
    flip(path / headers.NAMES[1], 10)
    (path / LOCK).write_bytes(b'{"host":"')
    (path / "swap.part").mkdir()
    before = snapshot(tmp_path)
    with pytest.raises(WrongPassphrase):
        Vault.open(path, passphrase="not this one, surely")
    assert snapshot(tmp_path) == before
    vault = Vault.open(path, passphrase=PASSPHRASE)
    assert vault.unclean
    vault.close()
    assert names(path) == AT_REST


def test_a_wrong_secret_is_told_also_of_a_book_that_is_open_elsewhere(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    before = snapshot(path), path.stat().st_mtime_ns
    for read_only in (False, True):
        with pytest.raises(WrongPassphrase):
            Vault.open(path, passphrase=OTHER, read_only=read_only)
    assert (snapshot(path), path.stat().st_mtime_ns) == before
    with pytest.raises(Locked):
        Vault.open(path, passphrase=PASSPHRASE)
    assert notes(vault) == 3
    vault.close()


def test_a_wrong_secret_asks_for_no_lock_and_leaves_the_folder_s_date(tmp_path):
    path, _ = fresh(tmp_path)
    before = snapshot(path), path.stat().st_mtime_ns
    with pytest.raises(WrongPassphrase):
        Vault.open(path, passphrase=OTHER)
    assert (snapshot(path), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("altering", ["passphrase", "locks"])
def test_a_header_that_another_program_renews_before_the_lock_is_ours_is_read_again(tmp_path, monkeypatch, altering):
    path, _ = fresh(tmp_path)
    came: list[str] = []

    def quicker_one(name: str) -> None:
        came.append(name)
        if came == [faults.UNLOCKED]:
            with contextlib.closing(Vault.open(path, passphrase=PASSPHRASE)) as quicker:
                if altering == "locks":
                    quicker.change_locks(PASSPHRASE)
                else:
                    quicker.change_passphrase(OTHER, passphrase=PASSPHRASE)

    monkeypatch.setattr(faults, "hook", quicker_one)
    if altering == "passphrase":
        with pytest.raises(WrongPassphrase):
            Vault.open(path, passphrase=PASSPHRASE)
    vault = Vault.open(path, passphrase=PASSPHRASE if altering == "locks" else OTHER)
    assert notes(vault) == 3
    vault.close()
    assert names(path) == AT_REST


def test_the_connection_is_set_for_safety(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    expected = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "fullfsync": 1,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "cipher_memory_security": "1",
        "cipher_log_level": "NONE",
        "cipher_status": "1",
    }
    got = {name: vault.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
    assert got == expected
    vault.close()


def test_nothing_on_the_disk_is_readable(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.connection.execute("BEGIN")
    add(vault, 200)
    seen = b"".join(entry.read_bytes() for entry in path.rglob("*") if entry.is_file())
    vault.connection.execute("COMMIT")
    seen += b"".join(entry.read_bytes() for entry in path.rglob("*") if entry.is_file())
    vault.close()
    for token in ("canary-4711", "SQLite format 3", "CREATE TABLE", PASSPHRASE):
        assert token.encode() not in seen
        assert token.encode("utf-16-le") not in seen
    plain = sqlite3.connect(path / "program.db")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_schema")
    plain.close()


def test_an_open_book_cannot_be_opened_again(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    before = snapshot(path)
    with pytest.raises(Locked, match="since") as caught:
        Vault.open(path, passphrase=PASSPHRASE)
    assert caught.value.host
    assert snapshot(path) == before
    with pytest.raises(Locked):
        Vault.open(path, passphrase=PASSPHRASE, read_only=True)
    add(vault)
    vault.close()
    Vault.open(path, passphrase=PASSPHRASE).close()


def test_a_closed_vault_has_no_keys_left(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    log_key = vault.log_key
    vault.close()
    vault.close()
    assert log_key == bytes(32)
    assert names(path) == AT_REST


def test_reading_only_writes_nothing_and_may_be_shared(tmp_path):
    path, _ = fresh(tmp_path)
    before = snapshot(tmp_path)
    one = Vault.open(path, passphrase=PASSPHRASE, read_only=True)
    two = Vault.open(path, passphrase=PASSPHRASE, read_only=True)
    assert notes(one) == notes(two) == 3
    with pytest.raises(Exception, match="readonly"):
        add(one)
    assert snapshot(tmp_path) == before
    one.close()
    two.close()
    assert snapshot(tmp_path) == before
    assert one.read_only


def test_what_is_no_book_is_said_to_be_none(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in ("nowhere", "file", "."):
        with pytest.raises(Missing):
            Vault.open(tmp_path / place, passphrase=PASSPHRASE)
    assert names(tmp_path) == ["file"]


def test_a_missing_database_is_never_replaced_by_an_empty_one(tmp_path):
    path, _ = fresh(tmp_path)
    (path / "program.db").unlink()
    with pytest.raises(Damaged, match="missing"):
        Vault.open(path, passphrase=PASSPHRASE)
    assert names(path) == ["backups", "keys.json", "keys.json.2", "lock"]  # the lock marks that all is to be checked


# --- damage ----------------------------------------------------------------------------------------------------------


def test_every_flip_in_the_database_is_found(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    file, key = tmp_path / "copy.db", bytearray(range(32))
    vault.copy_to(file, key)
    vault.close()
    for place in range(0, file.stat().st_size, 37):
        flip(file, place, 0x10)
        with pytest.raises(Damaged), told():
            copy = connect(file, key)
            problems = integrity(copy)
            copy.close()
            if problems:
                raise Damaged()
        flip(file, place, 0x10)
    assert verify(file, key, bytearray(32), check_that(3)) == (3, "AB-CD")
    flip(file, 4096 + 100)
    with pytest.raises(Damaged):
        verify(file, key, bytearray(32))


def test_a_database_cut_off_at_a_page_is_found(tmp_path):
    path, _ = fresh(tmp_path)
    raw = (path / "program.db").read_bytes()
    (path / "program.db").write_bytes(raw[:-4096])
    with pytest.raises(Damaged):
        Vault.open(path, passphrase=PASSPHRASE)


def test_after_an_unclean_end_everything_is_checked_before_use(tmp_path):
    path, _ = fresh(tmp_path)
    flip(path / "program.db", 2 * 4096 - 500)  # on a page that opening alone does not read
    (path / LOCK).write_bytes(b"left by a crash")
    for _ in range(2):  # and the mark stays until it is sound
        with pytest.raises(Damaged):
            Vault.open(path, passphrase=PASSPHRASE)


def test_closing_as_unsound_asks_for_the_checks_next_time(tmp_path):
    path, _ = fresh(tmp_path)
    Vault.open(path, passphrase=PASSPHRASE).close(sound=False)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    assert vault.unclean
    vault.close()
    vault = Vault.open(path, passphrase=PASSPHRASE)
    assert not vault.unclean
    vault.close()


# --- secrets ---------------------------------------------------------------------------------------------------------


def test_a_changed_passphrase_rewrites_the_header_alone(tmp_path):
    path, recovery = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    before = (path / "program.db").read_bytes()
    vault.change_passphrase(OTHER, passphrase=PASSPHRASE)
    assert vault.generation == 2
    add(vault)
    vault.close()
    assert len((path / "program.db").read_bytes()) == len(before)
    with pytest.raises(WrongPassphrase):
        Vault.open(path, passphrase=PASSPHRASE)
    for secret in secrets({"passphrase": OTHER}, {"recovery": recovery}):
        vault = Vault.open(path, **secret)
        assert notes(vault) == 4
        vault.close()


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_key(tmp_path):
    path, recovery = fresh(tmp_path)
    vault = Vault.open(path, recovery=recovery)
    vault.change_passphrase(OTHER, recovery=recovery)
    vault.close()
    Vault.open(path, passphrase=OTHER).close()


def test_a_passphrase_is_only_changed_by_who_knows_a_secret(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    before = snapshot(path)
    with pytest.raises(WrongPassphrase):
        vault.change_passphrase(OTHER, passphrase=OTHER)
    with pytest.raises(WeakPassphrase):
        vault.change_passphrase("short", passphrase=PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        vault.new_recovery(passphrase=OTHER)
    with pytest.raises(WrongPassphrase):
        vault.change_locks(OTHER)
    assert snapshot(path) == before
    vault.close()


def test_a_new_recovery_key_ends_the_old_one(tmp_path):
    path, old = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    new = vault.new_recovery(passphrase=PASSPHRASE)
    vault.close()
    with pytest.raises(WrongPassphrase):
        Vault.open(path, recovery=old)
    Vault.open(path, recovery=new).close()
    Vault.open(path, passphrase=PASSPHRASE).close()


def test_changed_locks_shut_out_whoever_kept_an_old_header(tmp_path):
    path, old_recovery = fresh(tmp_path)
    kept = tmp_path / "kept"
    shutil.copytree(path, kept)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    log_key = bytes(vault.log_key)
    locks = vault.change_locks(PASSPHRASE, OTHER, check=check_that(3))
    assert bytes(vault.log_key) == log_key
    add(vault)
    assert vault.integrity() == ()
    vault.close()
    assert names(path) == AT_REST
    for secret in secrets({"passphrase": OTHER}, {"recovery": locks.recovery}):
        vault = Vault.open(path, **secret)
        assert notes(vault) == 4
        assert bytes(vault.log_key) == log_key
        vault.close()
    for secret in secrets({"passphrase": PASSPHRASE}, {"recovery": old_recovery}):
        with pytest.raises(WrongPassphrase):
            Vault.open(path, **secret)
    shutil.copy(path / "program.db", kept / "program.db")
    with pytest.raises(Damaged):  # the old header's key does not read the new file
        Vault.open(kept, passphrase=PASSPHRASE)


def test_locks_change_entirely_or_not_at_all(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)

    def refuse(connection, log_key):
        raise Damaged("The journal does not hold together.")

    def stop(done, total):
        raise Cancelled

    before = snapshot(path)
    with pytest.raises(Damaged, match="journal"):
        vault.change_locks(PASSPHRASE, check=refuse)
    with pytest.raises(Cancelled):
        vault.change_locks(PASSPHRASE, progress=stop)
    assert snapshot(path) == before
    assert notes(vault) == 3
    vault.close()
    before.pop(LOCK)
    Vault.open(path, passphrase=PASSPHRASE).close()
    assert snapshot(path) == before


# --- rebuilding ------------------------------------------------------------------------------------------------------


def test_a_rebuilt_database_takes_the_place_of_the_old_when_it_holds(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    seen = []
    vault.rebuild(
        lambda connection: connection.execute("DELETE FROM note WHERE number = 1"),
        check_that(2),
        lambda done, total: seen.append((done, total)),
    )
    assert notes(vault) == 2
    assert seen[-1][0] == seen[-1][1] > 0
    vault.close()
    assert names(path) == AT_REST
    vault = Vault.open(path, passphrase=PASSPHRASE)
    assert notes(vault) == 2
    vault.close()


def test_a_failed_rebuilding_leaves_the_old_database_in_use(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)

    def refuse(connection, log_key):
        raise Damaged("The journal does not hold together.")

    def fail(connection):
        connection.execute("DROP TABLE note")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        vault.rebuild(fail)
    with pytest.raises(Damaged):
        vault.rebuild(lambda connection: connection.execute("DELETE FROM note"), refuse)
    add(vault)
    assert notes(vault) == 4
    vault.close()


def test_a_swap_that_was_decided_is_carried_out_at_the_next_opening(tmp_path):
    path, _ = fresh(tmp_path)
    newer, _ = fresh(tmp_path, "Newer.rotunda")
    vault = Vault.open(newer, passphrase=PASSPHRASE)
    add(vault)
    vault.change_passphrase(OTHER, passphrase=PASSPHRASE)
    vault.close()
    ready = path / "swap-ready"
    ready.mkdir()
    for name in (DATABASE, *headers.NAMES):
        shutil.copy(newer / name, ready / name)
    (path / JOURNAL).write_bytes(b"an old journal must not meet the new database")
    before = snapshot(path)
    with pytest.raises(WrongPassphrase):
        Vault.open(path, passphrase=PASSPHRASE)
    assert snapshot(path) == before
    reading = Vault.open(path, passphrase=OTHER, read_only=True)
    assert notes(reading) == 4
    reading.close()
    assert snapshot(path) == before
    vault = Vault.open(path, passphrase=OTHER)
    assert notes(vault) == 4
    vault.close()
    assert names(path) == AT_REST


def test_only_our_own_leftovers_are_cleared_away(tmp_path):
    path, _ = fresh(tmp_path)
    (path / "minutes.part two.txt").write_text("the user's own")
    (path / "backups" / "a.party.txt").write_text("the user's own")
    (path / ".keys.json.0a1b2c3d.part").write_text("ours")
    Vault.open(path, passphrase=PASSPHRASE).close()
    assert names(path) == ["backups", "keys.json", "keys.json.2", "minutes.part two.txt", "program.db"]
    assert names(path / "backups") == ["a.party.txt"]


def test_no_copy_is_made_in_the_middle_of_a_transaction(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.connection.execute("BEGIN")
    with pytest.raises(RuntimeError):
        vault.copy_to(tmp_path / "copy.db")
    vault.connection.execute("ROLLBACK")
    vault.close()
    assert names(tmp_path) == ["Book.rotunda"]


def test_a_copy_under_another_key_is_whole(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    key = bytearray(range(32))
    vault.copy_to(tmp_path / "copy.db", key)
    copy = connect(tmp_path / "copy.db", key)
    assert integrity(copy) == ()
    assert copy.execute("SELECT count(*) FROM note").fetchone() == (3,)
    copy.close()
    vault.close()
    assert names(tmp_path) == ["Book.rotunda", "copy.db"]
