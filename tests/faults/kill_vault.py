"""Kill a child at every step it takes on the disk, one step later each time: `python -m tests.faults.kill_vault NAME`.

A step is a call by which Python opens, syncs, cuts, renames or removes something, and each block of pages that SQLite
copies; `--random N` kills at N moments instead, so that it also dies within SQLite.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.costs import lower_the_cost
from tests.faults.vaultlab import OPERATIONS, Lab

_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}


class Bomb:
    """Goes off before the n-th step."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1

    def arm(self, folder: Path) -> None:
        inside = str(folder)

        def hear(event: str, arguments: tuple[Any, ...]) -> None:
            if event in _EVENTS and (isinstance(arguments[0], int) or inside in str(arguments[0])):
                self.step()

        sys.addaudithook(hear)
        for name in ("fsync", "ftruncate", "write"):
            setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            self.step()
            return call(*arguments)

        return counted


def run(lab: Lab, steps: int, lasting: float = 0) -> bool:
    """One child, killed before that step or (-1) at some moment of `lasting` seconds; True when it came to its end."""
    child = os.fork()
    if child == 0:
        bomb = Bomb(steps)
        try:
            if steps >= 0:
                bomb.arm(lab.folder)
            lab.operate(lambda done, total: bomb.step() if steps >= 0 else None)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if steps < 0:
        time.sleep(random.random() * lasting)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, "the operation failed by itself"
    return os.WIFEXITED(status)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=OPERATIONS)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="try only every n-th step")
    options = parser.parse_args()
    lower_the_cost()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        folder = Path(place)
        killed, lasting = 0, 0.0
        if options.random:
            lab = OPERATIONS[options.name](folder, rows=400)
            lab.prepare()
            start = time.monotonic()
            run(lab, 1 << 30)
            lasting = time.monotonic() - start
            lab.clear()
        rounds = iter([-1] * options.random) if options.random else iter(range(0, 100_000, options.every))
        for steps in rounds:
            lab = OPERATIONS[options.name](folder, rows=400 if options.random else 3)
            lab.prepare()
            finished = run(lab, steps, lasting)
            try:
                lab.judge()
            except BaseException:
                print(f"{options.name} killed before step {steps} left the wrong thing", file=sys.stderr)
                raise
            lab.clear()
            if finished and not options.random:
                break
            killed += not finished
    print(killed)


if __name__ == "__main__":
    main()
