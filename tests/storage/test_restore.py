"""Restoring: in one step, from a sound backup only, and nothing lost of what was there before."""

from __future__ import annotations

import shutil
import zipfile
from datetime import timedelta

import msgspec
import pytest

from program.trouble import Cancelled, Trouble
from storage import backup as backups
from storage import header as headers
from storage.folder import BACKUP_SUFFIX, DATABASE
from storage.keys import KdfCost
from storage.restore import restore
from storage.trouble import Damaged, DiskFull, Locked, Missing, WrongPassphrase
from storage.vault import Vault
from tests.storage.vaults import (
    NOON,
    OTHER,
    PASSPHRASE,
    book_with_backup,
    check_that,
    count,
    flip,
    notes,
    snapshot,
)


def test_restoring_brings_the_earlier_state_and_keeps_the_later_one_as_a_backup(tmp_path):
    path, backup, recovery = book_with_backup(tmp_path)
    done = restore(path, backup.path, passphrase=PASSPHRASE, check=check_that())
    assert (done.aside, done.earlier_passphrase) == (None, False)
    assert count(path) == 3
    assert count(path, recovery=recovery) == 3
    assert done.saved
    restore(path, done.saved, recovery=recovery, check=check_that())
    assert count(path) == 4
    assert sorted(entry.name for entry in path.iterdir()) == ["backups", "keys.json", "keys.json.2", "program.db"]


def test_the_present_passphrase_stays_in_force(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.change_passphrase(OTHER, passphrase=PASSPHRASE)
    vault.close()
    assert not restore(path, backup.path, passphrase=OTHER).earlier_passphrase
    assert count(path, passphrase=OTHER) == 3
    with pytest.raises(WrongPassphrase):
        Vault.open(path, passphrase=PASSPHRASE)


def test_a_backup_from_before_a_change_of_locks_needs_the_passphrase_of_its_time(tmp_path):
    path, backup, old_recovery = book_with_backup(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    locks = vault.change_locks(PASSPHRASE, OTHER)
    vault.close()
    assert locks.still_open == (backup.path,)
    before = snapshot(path)
    with pytest.raises(WrongPassphrase, match="this backup") as caught:
        restore(path, backup.path, passphrase=OTHER)
    assert "when it was made" in caught.value.todo
    after = snapshot(path)
    assert {name: after[name] for name in before if name != "backups"} == {
        name: before[name] for name in before if name != "backups"
    }
    done = restore(path, backup.path, passphrase=PASSPHRASE)
    assert done.earlier_passphrase
    assert done.aside is not None
    assert count(path) == 3
    assert count(path, recovery=old_recovery) == 3
    assert headers.read(path).headers[0].generation == 2
    assert count_of(done.aside) == 4


def count_of(aside):
    """The set-aside files are the whole state before."""
    (aside / "backups").mkdir()
    return count(aside, passphrase=OTHER)


@pytest.mark.parametrize("spoil", ["database", "headers", "both", "gone", "cut"])
def test_a_damaged_book_is_set_aside_and_replaced(tmp_path, spoil):
    path, backup, recovery = book_with_backup(tmp_path)
    if spoil in ("database", "both"):
        flip(path / DATABASE, 5000)
    if spoil in ("headers", "both"):
        for name in headers.NAMES:
            flip(path / name, 50)
    if spoil == "gone":
        (path / DATABASE).unlink()
    if spoil == "cut":
        (path / DATABASE).write_bytes((path / DATABASE).read_bytes()[:100])
    damaged = {name: (path / name).read_bytes() for name in (DATABASE, *headers.NAMES) if (path / name).exists()}
    done = restore(path, backup.path, passphrase=PASSPHRASE, check=check_that())
    assert done.saved is None
    assert count(path) == 3
    assert count(path, recovery=recovery) == 3
    if spoil == "gone":
        assert done.aside is None
    else:
        assert done.aside
        kept = {entry.name: entry.read_bytes() for entry in done.aside.iterdir()}
        assert kept.items() <= damaged.items()
        assert DATABASE in kept


def test_a_book_whose_content_does_not_hold_together_is_set_aside_too(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)

    def three_only(connection, log_key):
        if connection.execute("SELECT count(*) FROM note").fetchone() != (3,):
            raise Damaged("The journal does not hold together.")
        return 3, "AB"

    done = restore(path, backup.path, passphrase=PASSPHRASE, check=three_only)
    assert done.saved is None
    assert done.aside
    assert count(path) == 3


def test_a_lost_folder_comes_back_from_one_file(tmp_path):
    path, backup, recovery = book_with_backup(tmp_path)
    rescued = tmp_path / "usb" / "some name.rotunda-backup"
    rescued.parent.mkdir()
    shutil.move(backup.path, rescued)
    shutil.rmtree(path)
    with pytest.raises(WrongPassphrase):
        restore(tmp_path / "Again.rotunda", rescued, passphrase=OTHER)
    done = restore(tmp_path / "Again.rotunda", rescued, recovery=recovery)
    assert (done.saved, done.aside) == (None, None)
    assert count(tmp_path / "Again.rotunda") == 3


def test_a_restore_with_a_wrong_secret_touches_nothing_also_while_the_book_is_open(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    for held in (False, True):
        vault = Vault.open(path, passphrase=PASSPHRASE) if held else None
        before = snapshot(path), path.stat().st_mtime_ns
        with pytest.raises(WrongPassphrase):
            restore(path, backup.path, passphrase=OTHER)
        assert (snapshot(path), path.stat().st_mtime_ns) == before
        if vault is not None:
            vault.close()


def test_a_refused_restore_to_a_new_name_leaves_nothing(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    torn = tmp_path / f"torn{BACKUP_SUFFIX}"
    _repacked(backup.path, torn, program=(path / DATABASE).read_bytes()[:-4096])
    new = tmp_path / "Again.rotunda"

    def stop(done, total):
        raise Cancelled

    with pytest.raises(WrongPassphrase):
        restore(new, backup.path, passphrase=OTHER)
    with pytest.raises(Damaged, match="backup"):
        restore(new, torn, passphrase=PASSPHRASE)
    with pytest.raises(Cancelled):
        restore(new, backup.path, passphrase=PASSPHRASE, progress=stop)
    with pytest.raises(Missing, match="folder for the book"):
        restore(tmp_path / "no folder" / new.name, backup.path, passphrase=PASSPHRASE)
    with pytest.raises(Trouble, match="in a book"):
        restore(path / "backups" / new.name, backup.path, passphrase=PASSPHRASE)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([path.name, torn.name])
    restore(new, backup.path, passphrase=PASSPHRASE)
    assert count(new) == 3


def test_the_backup_being_restored_is_not_thinned_away(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    for number in range(30):
        later = NOON + timedelta(minutes=number + 1)
        (path / "backups" / f"{later:%Y%m%d-%H%M%S}-3-AB{BACKUP_SUFFIX}").write_bytes(b"")
    restore(path, backup.path, passphrase=PASSPHRASE, now=NOON + timedelta(hours=1))
    assert count(path) == 3
    assert backup.path.exists()


def _recompressed(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))


def test_nothing_is_replaced_by_a_backup_that_is_not_sound(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    whole = backup.path.read_bytes()
    bad = tmp_path / "bad.rotunda-backup"
    cases = [b"", b"not a zip", whole[:-30], whole[: len(whole) // 2]]
    for place in range(0, len(whole), 97):
        cases.append(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
    before = snapshot(path)
    harmless = 0
    for case in cases:
        bad.write_bytes(case)
        try:
            with backups.unpacked(bad) as archive:
                same = {name: archive.read(name) for name in archive.namelist()}
        except Trouble:
            continue
        harmless += 1
        with zipfile.ZipFile(backup.path) as archive:
            assert same == {name: archive.read(name) for name in archive.namelist()}
    assert harmless < len(cases) // 3
    bad.write_bytes(b"not a zip")
    with pytest.raises(Damaged, match="backup"):
        restore(path, bad, passphrase=PASSPHRASE)
    _recompressed(backup.path, bad.with_suffix(".zip"))
    with pytest.raises(Damaged, match="backup"):
        restore(path, bad.with_suffix(".zip"), passphrase=PASSPHRASE)
    assert snapshot(path) == before


def _repacked(source, target, **members):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.get(name.partition(".")[0], old.read(name)))


def test_a_backup_whose_database_or_header_was_exchanged_is_refused(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    other = tmp_path / "Other.rotunda"
    vault, _ = Vault.create(other, PASSPHRASE, cost=KdfCost.FLOOR)
    vault.close()
    bad = tmp_path / "bad.rotunda-backup"
    before = snapshot(path)
    _repacked(backup.path, bad, program=(other / DATABASE).read_bytes())
    with pytest.raises(Damaged, match="That backup"):
        restore(path, bad, passphrase=PASSPHRASE)
    _repacked(backup.path, bad, keys=(other / headers.NAMES[0]).read_bytes())
    with pytest.raises(Trouble, match="another book"):
        restore(path, bad, passphrase=PASSPHRASE)
    _repacked(backup.path, bad, keys=b"{}")
    with pytest.raises(Damaged, match="That backup"):
        restore(path, bad, passphrase=PASSPHRASE)
    altered = msgspec.structs.replace(backups.header_in(backup.path), generation=50)
    _repacked(backup.path, bad, keys=headers.encode(altered))
    with pytest.raises(Damaged, match="That backup"):
        restore(path, bad, passphrase=PASSPHRASE)
    assert count(path) == 4
    after = snapshot(path)
    assert {name for name in after if "backups" not in name} == {name for name in before if "backups" not in name}


def test_nothing_is_replaced_when_the_present_state_cannot_be_saved_for_want_of_room(tmp_path, monkeypatch):
    path, backup, _ = book_with_backup(tmp_path)
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda place: usage._replace(free=10_000))
        with pytest.raises(DiskFull):
            restore(path, backup.path, passphrase=PASSPHRASE)
    assert count(path) == 4


def test_a_book_in_use_is_not_restored(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    with pytest.raises(Locked):
        restore(path, backup.path, passphrase=PASSPHRASE)
    assert notes(vault) == 4
    vault.close()


def test_restoring_can_be_stopped(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        restore(path, backup.path, passphrase=PASSPHRASE, progress=stop)
    assert count(path) == 4
    assert sorted(entry.name for entry in path.iterdir()) == ["backups", "keys.json", "keys.json.2", "program.db"]


def test_a_typing_slip_in_the_recovery_key_is_named_when_restoring(tmp_path):
    path, backup, recovery = book_with_backup(tmp_path)
    with pytest.raises(WrongPassphrase, match="check character"):
        restore(path, backup.path, recovery=recovery[:-1] + ("0" if recovery[-1] != "0" else "1"))
