"""Backups: sound or not there at all, kept by rule, and restored in one step."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.trouble import Cancelled, Trouble
from storage import backup as backups
from storage import header as headers
from storage.folder import BACKUP_SUFFIX, DATABASE
from storage.keys import KdfCost
from storage.trouble import Damaged, DiskFull, Locked, Missing, WrongPassphrase
from storage.vault import Vault
from tests.storage.vaults import OTHER, PASSPHRASE, add, check_that, flip, fresh, notes, snapshot

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def book_with_backup(tmp_path):
    """A closed book of four notes with a backup from when there were three, and its recovery key."""
    path, recovery = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    backup = backups.make(vault, check_that(3), now=NOON)
    add(vault)
    vault.close()
    return path, backup, recovery


def count(path, **secret):
    vault = Vault.open(path, **(secret or {"passphrase": PASSPHRASE}))
    assert vault.integrity() == ()
    number = notes(vault)
    vault.close()
    return number


def files(path):
    return sorted(str(entry.relative_to(path)) for entry in path.rglob("*") if entry.is_file())


# --- making ----------------------------------------------------------------------------------------------------------


def test_a_backup_is_one_file_named_for_its_time_and_head(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    assert backup.path.name == f"20260302-120000-3-ABCD{BACKUP_SUFFIX}"
    assert (backup.when, backup.number, backup.code, backup.readable) == (NOON, 3, "ABCD", True)
    assert backup.size == backup.path.stat().st_size
    assert backups.listed(path) == (backup,)
    assert files(path / "backups") == [backup.path.name]


def test_a_backup_holds_nothing_readable(tmp_path):
    _, backup, _ = book_with_backup(tmp_path)
    raw = backup.path.read_bytes()
    assert b"canary-4711" not in raw
    assert b"SQLite format 3" not in raw


def test_backups_of_the_same_second_do_not_meet(tmp_path):
    path, _, _ = book_with_backup(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    made = [backups.make(vault, check_that(4), now=NOON) for _ in range(3)]
    vault.close()
    assert len({backup.path for backup in made}) == 3
    assert [backup.number for backup in backups.listed(path)] == [4, 4, 4, 3]


@pytest.mark.parametrize("trouble", [Damaged("The journal does not hold together."), Cancelled(), ZeroDivisionError()])
def test_what_does_not_pass_the_third_check_is_no_backup(tmp_path, trouble):
    path, recovery = fresh(tmp_path)
    del recovery
    vault = Vault.open(path, passphrase=PASSPHRASE)

    def refuse(connection, log_key):
        raise trouble

    with pytest.raises(type(trouble)):
        backups.make(vault, refuse)
    assert files(path / "backups") == []
    assert notes(vault) == 3
    vault.close()


def test_a_backup_can_be_stopped(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.make(vault, progress=stop)
    assert files(path / "backups") == []
    add(vault)
    vault.close()


def test_progress_is_told_to_the_end(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.connection.execute("BEGIN")
    add(vault, 5000)
    vault.connection.execute("COMMIT")
    seen: list[tuple[int, int]] = []
    made = backups.make(vault, progress=lambda done, total: seen.append((done, total)))
    vault.close()
    assert len(seen) > 1
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    seen.clear()
    backups.restore(path, made.path, passphrase=PASSPHRASE, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0


def test_no_page_of_a_damaged_book_ever_becomes_a_backup(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.connection.execute("BEGIN")
    add(vault, 40)
    vault.connection.execute("COMMIT")
    vault.close()
    pages = (path / DATABASE).stat().st_size // 4096
    assert pages > 4
    for page in range(pages):
        flip(path / DATABASE, page * 4096 + 1234)
        with pytest.raises(Damaged):
            vault = Vault.open(path, passphrase=PASSPHRASE)
            try:
                backups.make(vault, check_that(43))
            finally:
                vault.close()
        assert files(path / "backups") == []
        flip(path / DATABASE, page * 4096 + 1234)
    assert count(path) == 43


def test_leftovers_of_a_killed_backup_are_cleared_away(tmp_path):
    path, _ = fresh(tmp_path)
    for name in ("backup.part", "copy.part", "copy.part-journal"):
        (path / "backups" / name).write_bytes(b"half")
    vault = Vault.open(path, passphrase=PASSPHRASE)
    assert files(path / "backups") == []
    backups.make(vault)
    vault.close()
    assert backups.listed(path)[0].number == 0


def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path, monkeypatch):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage._replace(free=10_000))
    with pytest.raises(DiskFull, match="MB are needed"):
        backups.make(vault)
    vault.close()
    assert files(path / "backups") == []


# --- keeping ---------------------------------------------------------------------------------------------------------

times = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), max_size=120)
close_times = st.lists(
    st.integers(0, 60 * 24 * 90).map(lambda minutes: NOON + timedelta(minutes=minutes)), max_size=200
)


@given(st.one_of(times, close_times))
def test_the_newest_ten_and_the_last_of_days_and_weeks_are_kept(moments):
    kept = backups.kept(moments)
    ordered = sorted(set(moments), reverse=True)
    assert kept <= set(moments)
    assert set(ordered[:10]) <= kept
    assert len(kept) <= 10 + 7 + 4
    days = sorted({moment.date() for moment in moments}, reverse=True)
    assert {max(moment for moment in moments if moment.date() == day) for day in days[:7]} <= kept
    weeks = sorted({moment.isocalendar()[:2] for moment in moments}, reverse=True)
    assert {max(moment for moment in moments if moment.isocalendar()[:2] == week) for week in weeks[:4]} <= kept
    for moment in kept - set(ordered[:10]):
        later = [other for other in moments if other > moment]
        assert all(other.date() != moment.date() for other in later) or all(
            other.isocalendar()[:2] != moment.isocalendar()[:2] for other in later
        )


@given(close_times)
def test_thinning_again_and_again_loses_nothing_more(moments):
    kept = backups.kept(moments)
    assert backups.kept(kept) == kept


@given(close_times)
def test_thinning_as_one_goes_always_leaves_the_last_week_of_days(moments):
    held: set[datetime] = set()
    for moment in sorted(set(moments)):
        held = backups.kept(held | {moment})
    days = sorted({moment.date() for moment in moments}, reverse=True)[:7]
    assert {moment.date() for moment in held} >= set(days)


def test_old_backups_go_when_a_new_one_is_made_and_other_files_stay(tmp_path):
    path, _ = fresh(tmp_path)
    folder = path / "backups"
    for hours in range(40):
        moment = NOON - timedelta(hours=hours + 1)
        (folder / f"{moment:%Y%m%d-%H%M%S}-1-AA{BACKUP_SUFFIX}").write_bytes(b"")
    (folder / f"my own copy{BACKUP_SUFFIX}").write_bytes(b"")
    (folder / "notes.txt").write_bytes(b"")
    vault = Vault.open(path, passphrase=PASSPHRASE)
    new = backups.make(vault, now=NOON)
    kept_after = {path.name for path in folder.iterdir()}
    old = backups.make(vault, now=NOON - timedelta(days=3000))
    vault.close()
    assert new.path.name in kept_after
    assert {f"my own copy{BACKUP_SUFFIX}", "notes.txt"} <= kept_after
    assert len(kept_after) == 2 + len(backups.kept(NOON - timedelta(hours=hours) for hours in range(41)))
    assert old.path.exists()


# --- listing ---------------------------------------------------------------------------------------------------------


def test_what_is_not_readable_is_listed_as_such(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    whole = backup.path.read_bytes()
    shutil.copy(backup.path, path / "backups" / f"copy of it{BACKUP_SUFFIX}")
    (path / "backups" / f"20260301-120000-2-AB{BACKUP_SUFFIX}").write_bytes(whole[: len(whole) // 2])
    (path / "backups" / f"99999999-999999-1-AB{BACKUP_SUFFIX}").write_bytes(b"")
    listed = {backup.path.name: backup for backup in backups.listed(path)}
    assert [listed[name].readable for name in sorted(listed)] == [False, True, False, True]
    assert listed[f"copy of it{BACKUP_SUFFIX}"].number == 0
    times_listed = [backup.when for backup in backups.listed(path)]
    assert times_listed == sorted(times_listed, reverse=True)


# --- restoring -------------------------------------------------------------------------------------------------------


def test_restoring_brings_the_earlier_state_and_keeps_the_later_one_as_a_backup(tmp_path):
    path, backup, recovery = book_with_backup(tmp_path)
    done = backups.restore(path, backup.path, passphrase=PASSPHRASE, check=check_that())
    assert (done.aside, done.earlier_passphrase) == (None, False)
    assert count(path) == 3
    assert count(path, recovery=recovery) == 3
    assert done.saved
    backups.restore(path, done.saved, recovery=recovery, check=check_that())
    assert count(path) == 4
    assert sorted(entry.name for entry in path.iterdir()) == ["backups", "keys.json", "keys.json.2", "program.db"]


def test_the_present_passphrase_stays_in_force(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.change_passphrase(OTHER, passphrase=PASSPHRASE)
    vault.close()
    assert not backups.restore(path, backup.path, passphrase=OTHER).earlier_passphrase
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
        backups.restore(path, backup.path, passphrase=OTHER)
    assert "when it was made" in caught.value.todo
    after = snapshot(path)
    assert {name: after[name] for name in before if name != "backups"} == {
        name: before[name] for name in before if name != "backups"
    }
    done = backups.restore(path, backup.path, passphrase=PASSPHRASE)
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
    done = backups.restore(path, backup.path, passphrase=PASSPHRASE, check=check_that())
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

    done = backups.restore(path, backup.path, passphrase=PASSPHRASE, check=three_only)
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
        backups.restore(tmp_path / "Again.rotunda", rescued, passphrase=OTHER)
    done = backups.restore(tmp_path / "Again.rotunda", rescued, recovery=recovery)
    assert (done.saved, done.aside) == (None, None)
    assert count(tmp_path / "Again.rotunda") == 3


def test_a_restore_with_a_wrong_secret_touches_nothing_also_while_the_book_is_open(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    for held in (False, True):
        vault = Vault.open(path, passphrase=PASSPHRASE) if held else None
        before = snapshot(path), path.stat().st_mtime_ns
        with pytest.raises(WrongPassphrase):
            backups.restore(path, backup.path, passphrase=OTHER)
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
        backups.restore(new, backup.path, passphrase=OTHER)
    with pytest.raises(Damaged, match="backup"):
        backups.restore(new, torn, passphrase=PASSPHRASE)
    with pytest.raises(Cancelled):
        backups.restore(new, backup.path, passphrase=PASSPHRASE, progress=stop)
    with pytest.raises(Missing, match="folder for the book"):
        backups.restore(tmp_path / "no folder" / new.name, backup.path, passphrase=PASSPHRASE)
    with pytest.raises(Trouble, match="in a book"):
        backups.restore(path / "backups" / new.name, backup.path, passphrase=PASSPHRASE)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([path.name, torn.name])
    backups.restore(new, backup.path, passphrase=PASSPHRASE)
    assert count(new) == 3


def test_the_backup_being_restored_is_not_thinned_away(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    for number in range(30):
        later = NOON + timedelta(minutes=number + 1)
        (path / "backups" / f"{later:%Y%m%d-%H%M%S}-3-AB{BACKUP_SUFFIX}").write_bytes(b"")
    backups.restore(path, backup.path, passphrase=PASSPHRASE, now=NOON + timedelta(hours=1))
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
            with backups._opened(bad) as archive:
                same = {name: archive.read(name) for name in archive.namelist()}
        except Trouble:
            continue
        harmless += 1
        with zipfile.ZipFile(backup.path) as archive:
            assert same == {name: archive.read(name) for name in archive.namelist()}
    assert harmless < len(cases) // 3
    bad.write_bytes(b"not a zip")
    with pytest.raises(Damaged, match="backup"):
        backups.restore(path, bad, passphrase=PASSPHRASE)
    _recompressed(backup.path, bad.with_suffix(".zip"))
    with pytest.raises(Damaged, match="backup"):
        backups.restore(path, bad.with_suffix(".zip"), passphrase=PASSPHRASE)
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
        backups.restore(path, bad, passphrase=PASSPHRASE)
    _repacked(backup.path, bad, keys=(other / headers.NAMES[0]).read_bytes())
    with pytest.raises(Trouble, match="another book"):
        backups.restore(path, bad, passphrase=PASSPHRASE)
    _repacked(backup.path, bad, keys=b"{}")
    with pytest.raises(Damaged, match="That backup"):
        backups.restore(path, bad, passphrase=PASSPHRASE)
    altered = msgspec.structs.replace(backups.header_in(backup.path), generation=50)
    _repacked(backup.path, bad, keys=headers.encode(altered))
    with pytest.raises(Damaged, match="That backup"):
        backups.restore(path, bad, passphrase=PASSPHRASE)
    assert count(path) == 4
    after = snapshot(path)
    assert {name for name in after if "backups" not in name} == {name for name in before if "backups" not in name}


def test_nothing_is_replaced_when_the_present_state_cannot_be_saved_for_want_of_room(tmp_path, monkeypatch):
    path, backup, _ = book_with_backup(tmp_path)
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda place: usage._replace(free=10_000))
        with pytest.raises(DiskFull):
            backups.restore(path, backup.path, passphrase=PASSPHRASE)
    assert count(path) == 4


def test_a_book_in_use_is_not_restored(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    with pytest.raises(Locked):
        backups.restore(path, backup.path, passphrase=PASSPHRASE)
    assert notes(vault) == 4
    vault.close()


def test_restoring_can_be_stopped(tmp_path):
    path, backup, _ = book_with_backup(tmp_path)

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.restore(path, backup.path, passphrase=PASSPHRASE, progress=stop)
    assert count(path) == 4
    assert sorted(entry.name for entry in path.iterdir()) == ["backups", "keys.json", "keys.json.2", "program.db"]


def test_a_typing_slip_in_the_recovery_key_is_named_when_restoring(tmp_path):
    path, backup, recovery = book_with_backup(tmp_path)
    with pytest.raises(WrongPassphrase, match="check character"):
        backups.restore(path, backup.path, recovery=recovery[:-1] + ("0" if recovery[-1] != "0" else "1"))
