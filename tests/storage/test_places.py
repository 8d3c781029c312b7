"""Where a book may lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from program.trouble import Trouble
from storage import places


def test_an_ordinary_folder_is_fine(tmp_path):
    assert places.cloud_warning(tmp_path) == ""
    places.refuse_network(tmp_path / "not made yet" / "Book.rotunda")


MOUNTS = {"/": "ext4", "/home": "btrfs", "/home/ana/share": "cifs", "/mnt/two words": "nfs4"}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/etc", "ext4"),
        ("/home/ana", "btrfs"),
        ("/home/ana/share/deep/down", "cifs"),
        ("/home/ana/shared", "btrfs"),
        ("/mnt/two words/x", "nfs4"),
    ],
)
def test_the_innermost_mount_counts(place, kind):
    assert places.kind_of_mount(Path(place), MOUNTS) == kind
    assert places.kind_of_mount(Path("/x"), {}) == ""


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afpfs", "CIFS"])
def test_network_drives_are_refused_with_the_reason(kind):
    assert kind in places.sentence_for(kind)
    with pytest.raises(Trouble, match="network drive"):
        places.refuse(kind)


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "apfs", "hfs", "overlay", "tmpfs", "fuseblk", "exfat", ""])
def test_disks_of_this_computer_are_taken(kind):
    assert places.sentence_for(kind) == ""
    places.refuse(kind)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/HR", "Dropbox"),
        ("OneDrive - Firm Ltd/HR", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("Google Drive", "Google Drive"),
        ("Nextcloud/a/b/c", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_warned_of(tmp_path, folder, service):
    place = tmp_path / folder / "Book.rotunda"
    place.mkdir(parents=True)
    assert service in places.cloud_warning(place)


def test_a_synchronised_folder_is_known_by_what_lies_in_it(tmp_path):
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in places.cloud_warning(tmp_path / "a" / "Book.rotunda")


def test_copies_of_a_conflict_are_found(tmp_path):
    for name in ("program.db", "program (Ana's conflicted copy 2026-03-01).db", "keys.sync-conflict-2026.json"):
        (tmp_path / name).touch()
    assert [path.name for path in places.conflict_copies(tmp_path)] == [
        "keys.sync-conflict-2026.json",
        "program (Ana's conflicted copy 2026-03-01).db",
    ]


def test_mount_tables_are_read_as_the_systems_write_them():
    linux = (
        "36 35 98:0 /mnt1 /mnt/two\\040words rw,noatime master:1 - ext3 /dev/root rw\n"
        "40 35 0:40 / /home/ana/share rw - cifs //server/share rw\n"
    )
    assert places.mounts_linux(linux) == {"/mnt/two words": "ext3", "/home/ana/share": "cifs"}
    bsd = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//ana@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by ana)\n"
    )
    assert places.mounts_bsd(bsd) == {"/": "apfs", "/Volumes/share": "smbfs"}
