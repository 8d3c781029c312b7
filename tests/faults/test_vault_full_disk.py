"""A full disk is said to be full, and takes nothing that was there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.vaults import fresh, snapshot

ROOT = Path(__file__).resolve().parents[2]

_SMALL_DISK = 'mount -t tmpfs -o size=3m tmpfs "$1" && exec "$2" -m tests.faults.fill_disk "$3" "$1"'


def _can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _can_mount() and not os.environ.get("CI"), reason="needs unshare to mount a small disk")
@pytest.mark.parametrize(
    "operation", ["Create", "Backup", "ChangePassphrase", "ChangeLocks", "Rebuild", "Restore", "RestoreDamaged"]
)
def test_a_disk_that_fills_up(tmp_path, operation):
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", _SMALL_DISK, "sh", str(tmp_path), sys.executable, operation],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert int(done.stdout) >= 1


_NO_MORE = """
import resource, signal, sys
from pathlib import Path
from storage.trouble import DiskFull
from storage import atomic
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    atomic.write(Path(sys.argv[1]), bytes(20_000))
except DiskFull as trouble:
    print(trouble)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_file_that_cannot_grow_leaves_the_old_one(tmp_path):
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"the old one")
    done = subprocess.run(
        [sys.executable, "-c", _NO_MORE, str(target)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "The disk is full." in done.stdout
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


_ASK = """
import sys
from pathlib import Path
from storage.trouble import ReadOnly
from storage.vault import Vault
from tests.costs import lower_the_cost
from tests.storage.vaults import PASSPHRASE, notes
lower_the_cost()
path = Path(sys.argv[1])
try:
    Vault.open(path, passphrase=PASSPHRASE)
except ReadOnly as trouble:
    print(trouble.what)
vault = Vault.open(path, passphrase=PASSPHRASE, read_only=True)
print(notes(vault))
vault.close()
"""
_READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" -c "$3" "$1/Book.rotunda"'


@pytest.mark.skipif(not _can_mount() and not os.environ.get("CI"), reason="needs unshare to mount a read-only disk")
def test_a_read_only_disk_can_be_read(tmp_path):
    path, _ = fresh(tmp_path)
    before = snapshot(path)
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", _READ_ONLY, "sh", str(tmp_path), sys.executable, _ASK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["This place cannot be written to.", "3"], done.stderr[-4000:]
    assert snapshot(path) == before
