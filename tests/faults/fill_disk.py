"""Do things to a vault on a disk that fills up: `python -m tests.faults.fill_disk NAME DIR` on a small file system.

The room left is made larger step by step until things work. Then once more with the room taken away only when the
operation is half-way, so that asking for free space beforehand does not help. Whatever happens must be a DiskFull (or
have worked), and after space was freed the book must stand as before.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from storage.trouble import DiskFull
from tests.costs import lower_the_cost
from tests.faults.vaultlab import OPERATIONS, Lab

STEP = 8 * 1024


def fill(ballast: Path, leave: int) -> None:
    """Take all room but `leave` bytes."""
    usage = os.statvfs(ballast.parent)
    size = max(0, usage.f_bavail * usage.f_frsize - leave)
    descriptor = os.open(ballast, os.O_WRONLY | os.O_CREAT, 0o600)
    os.posix_fallocate(descriptor, 0, max(size, 1))
    os.close(descriptor)


def attempt(lab: Lab, ballast: Path, leave: int, late: bool) -> bool:
    """One operation with that room left; True when it worked."""

    def half_way(done: int, total: int) -> None:
        if not ballast.exists():
            fill(ballast, leave)

    if not late:
        fill(ballast, leave)
    try:
        lab.operate(half_way)
        return True
    except DiskFull:
        return False
    finally:
        ballast.unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=OPERATIONS)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    lower_the_cost()
    refused = 0
    for late in (False, True):
        worked = 0
        for leave in range(0, 2_000_000, STEP):
            folder = options.folder / "lab"
            folder.mkdir()
            lab = OPERATIONS[options.name](folder, rows=150)
            lab.prepare()
            ok = attempt(lab, options.folder / "ballast", leave, late)
            try:
                lab.judge()
            except BaseException:
                print(f"{options.name} with {leave} bytes left ({late=}) left the wrong thing", file=sys.stderr)
                raise
            lab.clear()
            folder.rmdir()
            worked, refused = worked + ok, refused + (not ok)
            if worked > 2:
                break
    print(refused)


if __name__ == "__main__":
    main()
