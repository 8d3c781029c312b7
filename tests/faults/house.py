"""A home of its own for a book full of canaries, and processes that live in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.faults.canaries import SUFFIX, Canaries
from tests.faults.confided import secret_of
from tests.faults.traces import Search

ROOT = Path(__file__).resolve().parents[2]


class House:
    """A home of its own with a book in it. `given` and `out` are what its owner chose to leave in clear."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.canaries = Canaries()
        self.wrote: set[Path] = set()
        for name in ("home", "tmp", "run", "given", "out"):
            (folder / name).mkdir(mode=0o700)
        self.book = folder / "home" / "Program.rotunda"
        self.given, self.out = folder / "given", folder / "out"
        for whose in ("lead", "room"):
            (self.given / f"{whose}.txt").write_text(secret_of(self.canaries.mark, whose), "utf-8")
        self.canaries.records()

    def start(self, step: str, *words: str | Path) -> subprocess.Popen[str]:
        """A step in a process of its own."""
        home = self.folder / "home"
        homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))
        temps = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.folder / "tmp"))
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        python = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        env = {
            **kept,
            **homes,
            **temps,
            **python,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
        }
        command = [sys.executable, "-P", "-m", "tests.faults.confided", step, self.book, self.canaries.mark, *words]
        return subprocess.Popen(
            [str(word) for word in command], cwd=home, env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, step: str, *words: str | Path, code: int = 0) -> str:
        """A step to its end; what it said."""
        process = self.start(step, *words)
        out, err = process.communicate(timeout=240)
        assert process.returncode == code, f"{out[-3000:]}\n{err[-3000:]}"
        lines = out.splitlines()
        self.wrote |= {Path(line[6:]) for line in lines if line.startswith("wrote ")}
        return "\n".join(line for line in lines if not line.startswith("wrote "))

    def rotunda(self, command: str, *words: str | Path, whose: str = "lead") -> str:
        """The command line on the book."""
        key = ("--passphrase-file", self.given / f"{whose}.txt", "--who", "Lead")
        return self.run("rotunda", command, "BOOK", *words, *key)

    def traces(self) -> list[str]:
        """Where any canary is found outside what its owner chose to leave in clear."""
        return Search(self.canaries.mark).folder(self.folder, self.given, self.out)

    def sung(self, text: str) -> set[str]:
        """The canaries in a text, whatever the spaces and line ends in it."""
        found = re.findall(rf"{self.canaries.mark}[a-z]{{{SUFFIX}}}", re.sub(r"\s+", "", text.lower()))
        return {word.capitalize() for word in found}
