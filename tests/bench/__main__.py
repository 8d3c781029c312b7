"""`python -m tests.bench [NAME …]`: every module beside this one that has `lines()`, or those named."""

from __future__ import annotations

import importlib
import platform
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    """Print what each part measures, line by line as it comes."""
    here = Path(__file__).parent
    parts = names or sorted(path.stem for path in here.glob("[a-z]*.py") if "def lines(" in path.read_text("utf-8"))
    print(f"Python {platform.python_version()} on {platform.platform()}", flush=True)
    for name in parts:
        for line in importlib.import_module(f"tests.bench.{name}").lines():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
