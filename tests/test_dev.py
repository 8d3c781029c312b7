"""The list of tasks works on a machine that has only Python."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

DEV = Path(__file__).resolve().parent.parent / "dev.py"
TASKS = ("run", "test", "lint", "bench", "faults", "shots", "freeze", "lock", "packages")


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    # -I: nothing installed beside Python, nothing from the environment.
    command = [sys.executable, "-I", str(DEV), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_help_lists_every_task_with_a_sentence() -> None:
    shown = dev("--help")
    assert shown.returncode == 0
    words = {line.split()[0]: line.split()[1:] for line in shown.stdout.splitlines() if line.startswith("  ")}
    assert all(words.get(task) for task in TASKS)


@pytest.mark.parametrize("arguments", [(), ("dance",)])
def test_no_such_task(arguments: tuple[str, ...]) -> None:
    assert dev(*arguments).returncode == 2


def test_uses_the_standard_library_only() -> None:
    nodes = ast.walk(ast.parse(DEV.read_text("utf-8")))
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imports}
    assert {str(name).partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_older_python_can_read_it_and_say_that_it_is_too_old() -> None:
    ast.parse(DEV.read_text("utf-8"), feature_version=(3, 8))
