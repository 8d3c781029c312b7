"""Backups: sound or not there at all, kept by rule, and restored in one step."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.trouble import Cancelled
from storage import backup as backups
from storage.folder import BACKUP_SUFFIX, DATABASE
from storage.restore import restore
from storage.trouble import Damaged, DiskFull
from storage.vault import Vault
from tests.storage.vaults import (
    NOON,
    PASSPHRASE,
    add,
    book_with_backup,
    check_that,
    count,
    flip,
    fresh,
    notes,
)


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
    restore(path, made.path, passphrase=PASSPHRASE, progress=lambda done, total: seen.append((done, total)))
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


def test_backups_from_before_something_large_have_a_rule_of_their_own(tmp_path):
    path, _ = fresh(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    ordinary = [backups.make(vault, now=NOON - timedelta(hours=hours)).path for hours in range(10, 0, -1)]
    marked = [backups.make(vault, now=NOON + timedelta(minutes=minute), before=True) for minute in range(12)]
    vault.close()
    assert all(each.before and each.path.stem.endswith("-before") for each in marked)
    listed = backups.listed(path)
    assert [each.path for each in listed if each.before] == [each.path for each in reversed(marked[-5:])]
    assert [each.path for each in listed if not each.before] == ordinary[::-1]


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
