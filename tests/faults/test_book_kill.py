"""kill -9 at every step of a commit and at 500 random moments: nothing acknowledged is lost, and everything fits."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from storage import faults
from storage.journal import Head
from tests.faults.killing import AFTER, BEFORE, Lost, look
from tests.storage.books import closed, fresh, person

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def run(*arguments: str) -> str:
    """The killing happens in a process without windows and threads, which may fork."""
    command = [sys.executable, "-m", "tests.faults", "--workers", "2", "--seed", "20270104", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    return done.stdout


def test_killed_at_every_point_of_a_commit():
    told = run("--points", "3", "--random", "0", "--tables", "0")
    for name in BEFORE:
        assert f"{name}: killed 3 times, nothing kept" in told
    for name in AFTER:
        assert f"{name}: killed 3 times, everything kept" in told


def test_killed_at_500_random_moments():
    told = run("--points", "0", "--random", "500", "--tables", "0")
    found = re.search(r"500 kills at random moments .*: (\d+) between saving and saying so", told)
    assert found is not None, told
    assert int(found[1]) > 0, "the kills no longer hit commits"


def test_a_commit_comes_to_every_point_in_order(tmp_path, monkeypatch):
    from program.commands import Keep

    passed: list[str] = []
    with fresh(tmp_path) as book:
        monkeypatch.setattr(faults, "hook", passed.append)
        book.do(Keep((person(),)))
        monkeypatch.undo()
    assert tuple(passed) == faults.POINTS == BEFORE + AFTER


def test_a_lost_entry_would_be_found(tmp_path):
    path, _ = closed(tmp_path)
    with pytest.raises(Lost, match="not there"):
        look(path, Head(3, "AAAA-AA"))
