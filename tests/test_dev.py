"""The list of tasks works on a machine that has only Python."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dev as tasks

DEV = Path(__file__).resolve().parent.parent / "dev.py"
TASKS = ("run", "test", "lint", "coverage", "bench", "faults", "shots", "freeze", "lock", "packages")


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


def test_what_is_compiled_is_compiled_from_the_source() -> None:
    if tasks.compiled():
        kept = (tasks.VENV / "planner-stamp").read_text("utf-8")
        assert kept == f"{tasks.tag()}\n{len(tasks.compiled())}", "stale: any `python3 dev.py test` compiles it anew"


@pytest.mark.skipif(sys.platform == "win32", reason="links to programs need rights there")
def test_without_a_compiler_nothing_stale_is_left_and_one_line_says_so(tmp_path: Path) -> None:
    planning = tmp_path / "program" / "planning"
    planning.mkdir(parents=True)
    for name in tasks.COMPILED:
        (planning / f"{name}.py").write_text("", "utf-8")
    (tmp_path / "dev.py").write_text(DEV.read_text("utf-8"), "utf-8")
    (tmp_path / "requirements.lock").write_text("", "utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    # A Python that knows no mypyc fails as one without a compiler does.
    script = tmp_path / ".venv" / "bin" / "python"
    script.write_text("#!/bin/sh\necho no compiler here >&2\nexit 1\n", "utf-8")
    script.chmod(0o755)

    def compiling() -> str:
        command = [sys.executable, "-c", "import dev; dev.compile_planner()"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stderr

    stale = planning / "kernel.cpython-311-x86_64-linux-gnu.so"
    stale.write_text("of another source", "utf-8")
    assert "runs uncompiled, which is slower: no compiler here" in compiling()
    assert not stale.exists()
    assert compiling() == ""
    (planning / "heat.py").write_text("# another source", "utf-8")
    assert "uncompiled" in compiling()
