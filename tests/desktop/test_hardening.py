"""What the process asks of the system, checked by its effect, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

CHILD = """
import json, os
from desktop import hardening
hardening.harden()
mask = os.umask(0)
print(json.dumps({"umask": mask, "told": [[each.name, each.works] for each in hardening.protections()]}))
"""
LIMITS = """
from desktop import hardening
hardening.harden()
print(open("/proc/self/limits").read())
"""


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_new_files_are_the_users_own_and_the_protections_are_told_truthfully() -> None:
    told = json.loads(run(CHILD))
    assert told["umask"] == 0o077
    if sys.platform == "linux":
        assert all(works for _, works in told["told"])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_crash_writes_no_core_dump() -> None:
    limit = next(line for line in run(LIMITS).splitlines() if line.startswith("Max core file size"))
    assert limit.split()[4:6] == ["0", "0"]
