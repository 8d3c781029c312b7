"""kill -9 at every step of what is done to a vault always leaves exactly one working state."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork")

# At least this many steps must have been tried, or the test has lost its eyes.
STEPS = {
    "Create": 15,
    "Open": 25,
    "Backup": 20,
    "ChangePassphrase": 15,
    "NewRecovery": 15,
    "ChangeLocks": 35,
    "Rebuild": 25,
    "Restore": 40,
    "RestoreDamaged": 25,
}


def _killed(*arguments: str) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_vault", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return int(done.stdout)


@pytest.mark.parametrize("operation", STEPS)
def test_killed_before_any_step(operation):
    assert _killed(operation) >= STEPS[operation]


@pytest.mark.parametrize("operation", ["Backup", "ChangeLocks", "Restore"])
def test_killed_at_random(operation):
    _killed(operation, "--random", "20")
