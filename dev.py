#!/usr/bin/env python3
"""The tasks of this project: `python3 dev.py --help`.

Needs nothing but Python 3.11 or newer. On first use, and whenever `requirements.lock` has changed, it makes `.venv`
with exactly the locked packages, each checked against its hash; after that no task but `lock` touches the network.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
SOURCES = ("dev.py", "desktop", "ui", "storage", "resources", "program", "reports", "tests")

# What Qt loads on Linux that its wheel does not bring, by the names Debian and Ubuntu give it.
SYSTEM_PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-randr0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0"
)

# Loads Qt and, where there is an X display, the plugin that draws on it: a missing library then has a name.
PROBE = """
import ctypes, os, pathlib, sys
import PySide6.QtWidgets
plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
ctypes.CDLL(str(plugins / "libqoffscreen.so"))
if os.environ.get("DISPLAY"):
    ctypes.CDLL(str(plugins / "libqxcb.so"))
"""

PLANNING = ROOT / "program" / "planning"
#: The modules of the planner that mypyc compiles, all into one library.
COMPILED = ("given", "row", "kernel", "proposals", "anneal", "heat", "circling")

# Leaves nothing but the modules: what is made on the way lies in the folder named first. PyInstaller brings setuptools.
MYPYC = """
import sys
from mypyc.build import mypycify
from setuptools import setup
scratch, *sources = sys.argv[1:]
modules = mypycify(sources, opt_level="3", debug_level="0", group_name="program.planning.kernel", target_dir=scratch)
aside = ["--build-temp", scratch, "--build-lib", scratch]
setup(name="planner", packages=[], ext_modules=modules, script_args=["-q", "build_ext", "--inplace", *aside])
"""


#: What confidentiality rests on: keys, seals, journal, views, suppression, releases, rooms and packs.
GUARDED = (
    "storage/keys.py", "storage/header.py", "storage/seal.py", "storage/notes.py", "storage/locks.py",
    "storage/locksmith.py", "storage/journal.py", "storage/erasure.py", "storage/limits.py", "storage/signing.py",
    "storage/agekey.py", "storage/origin.py", "storage/pack.py", "storage/handover.py", "storage/releasing.py",
    "program/suppression.py", "program/differencing.py", "program/views*.py", "program/leaks.py", "program/releases.py",
    "program/room.py", "program/packs.py", "program/reach.py", "program/merging.py", "program/rows.py",
    "program/commands/handover.py", "reports/release.py",
)  # fmt: skip
#: The tests that guard it; not those that come nowhere near, or do in bulk what others do once.
GUARDING = (
    "tests/storage", "tests/program", "tests/reports/test_release.py",
    "--ignore=tests/storage/exchange", "--ignore=tests/storage/test_book_model.py",
    "--ignore=tests/storage/test_mutations.py", "--ignore=tests/program/planning",
    "--ignore=tests/program/test_suppression_attack.py", "--ignore=tests/program/test_scenarios_model.py",
    "--ignore=tests/program/test_judging.py", "--ignore=tests/program/test_intake.py",
)  # fmt: skip
#: Two workers and whole files to each, so that what a file makes once for all its tests is made once. In the order of
#: the folders, for the slow files come first there and the quick ones last: neither worker waits long for the other.
IN_TWO = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


class Stop(Exception):
    """A task cannot go on; the message is one line for the person at the terminal."""


# --- the environment ------------------------------------------------------------------------------------------------


def python(venv: Path = VENV) -> Path:
    """The interpreter inside a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment(**extra: str) -> dict[str, str]:
    """This process's environment, with the source tree importable from wherever the task runs.

    What Python has compiled may be kept: every process of every test would compile the source again.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), **extra}


def offscreen() -> dict[str, str]:
    """An environment in which Qt draws into memory and opens no window."""
    return environment(QT_QPA_PLATFORM="offscreen")


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path | None = ROOT) -> int:
    """Run a command to its end and return its exit code; Ctrl+C ends both."""
    try:
        return subprocess.call([str(part) for part in command], env=dict(env or environment()), cwd=cwd)
    except KeyboardInterrupt:
        return 130


def stamp() -> str:
    """What `.venv` is made from: the lock, this Python, and this place (an environment cannot be moved)."""
    version = "{}.{}".format(*sys.version_info)
    return "\n".join([hashlib.sha256(LOCK.read_bytes()).hexdigest(), version, str(ROOT)])


def ready() -> bool:
    """Whether `.venv` is whole and of the present lock. The stamp is written last: half-made is not whole."""
    mark = VENV / "lock-stamp"
    return python().exists() and mark.exists() and mark.read_text("utf-8") == stamp()


def prepare() -> None:
    """Make `.venv` from the lock unless it is there already.

    The former one is kept aside until the new one is whole, and put back if it cannot be made.
    """
    if ready():
        return
    print("Setting up .venv from requirements.lock (once; this needs the network) ...", file=sys.stderr, flush=True)
    former = ROOT / ".venv.former"
    shutil.rmtree(former, ignore_errors=True)
    whole = (VENV / "lock-stamp").exists()
    if VENV.exists() and whole:
        VENV.rename(former)
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        install()
    except BaseException:
        shutil.rmtree(VENV, ignore_errors=True)
        if former.exists():
            former.rename(VENV)
        raise
    shutil.rmtree(former, ignore_errors=True)


def install() -> None:
    """Make `.venv` and install every locked package into it; wheels only, so that no foreign build code runs."""
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]) != 0:
        raise Stop("Python could not make .venv. On Debian or Ubuntu: apt-get install python3-venv")
    options = ["-qq", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    if subprocess.call([str(python()), "-m", "pip", "install", *options, "--requirement", str(LOCK)]) != 0:
        raise Stop("The packages in requirements.lock could not be installed (see above). Nothing else was changed.")
    (VENV / "lock-stamp").write_text(stamp(), "utf-8")


def require_qt() -> None:
    """Check once per environment that the system has the libraries Qt needs; a bare Linux does not."""
    display = "display" if os.environ.get("DISPLAY") else "offscreen"
    mark = VENV / f"qt-works-{display}"
    if not sys.platform.startswith("linux") or mark.exists():
        return
    probe = subprocess.run([str(python()), "-c", PROBE], capture_output=True, text=True, check=False)
    if probe.returncode != 0:
        missing = (probe.stderr.strip().splitlines() or ["unknown"])[-1]
        raise Stop(f"Qt lacks system libraries ({missing}). On Debian or Ubuntu: apt-get install {SYSTEM_PACKAGES}")
    mark.touch()


# --- the compiled planner -------------------------------------------------------------------------------------------


def tag() -> str:
    """What a compiled module is compiled for and with: the source, Python, mypyc, and the compilers in sight."""
    digest = hashlib.sha256()
    for name in COMPILED:
        digest.update((PLANNING / f"{name}.py").read_bytes())
    mypyc = sorted(path.name for path in VENV.glob("[Ll]ib/**/site-packages/mypy-*.dist-info"))
    compilers = [name for name in ("cc", "gcc", "clang", "cl") if shutil.which(name)]
    return "\n".join([digest.hexdigest(), stamp(), *mypyc, *compilers])


def compiled() -> list[Path]:
    """The compiled modules there are, whatever they were compiled from."""
    return [path for pattern in ("*.so", "*.pyd") for path in PLANNING.glob(pattern)]


def compile_planner() -> None:
    """Compile the planner's inner loops beside their source, where there is a C compiler; the source does without.

    What was compiled from another source goes first: it would be imported in place of the source.
    """
    mark = VENV / "planner-stamp"
    if mark.exists() and mark.read_text("utf-8") == f"{tag()}\n{len(compiled())}":
        return
    for module in compiled():
        module.unlink()
    print("Compiling the planner ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="rotunda-mypyc-") as scratch:
        script = [str(python()), "-c", MYPYC, scratch, *(f"program/planning/{name}.py" for name in COMPILED)]
        env = environment(MYPY_CACHE_DIR=str(Path(scratch, "cache")))
        done = subprocess.run(script, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        for module in compiled():
            module.unlink()
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"The planner runs uncompiled, which is slower: {why}", file=sys.stderr, flush=True)
    mark.write_text(f"{tag()}\n{len(compiled())}", "utf-8")


# --- checks ---------------------------------------------------------------------------------------------------------


def present() -> list[str]:
    """The sources there are to check; a package without a Python file yet is none."""
    return [name for name in SOURCES if (ROOT / name).is_file() or any((ROOT / name).glob("**/*.py"))]


def static_checks() -> dict[str, list[str | Path]]:
    """The checks that run no product code, by the name under which a failure is reported."""
    contracts = "from importlinter.cli import lint_imports_command as check; check()"
    return {
        "ruff": [python(), "-m", "ruff", "check", "--quiet", "."],
        "mypy": [python(), "-m", "mypy", "--no-error-summary", *present()],
        "import contracts": [python(), "-c", contracts, "--no-logo"],
    }


def run_all(checks: Mapping[str, Sequence[str | Path]]) -> int:
    """Run every check, whatever the ones before it said, and name those that failed."""
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if run(command, offscreen()) != 0:
            failed.append(name)
    if failed:
        print(f"FAILED: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


# --- the tasks ------------------------------------------------------------------------------------------------------


def task_run(arguments: list[str]) -> int:
    """start the application; ARGS as for the command `rotunda`, for example `run demo`"""
    require_qt()
    return run([python(), "-P", "-m", "desktop", *arguments], cwd=None)


def task_test(arguments: list[str]) -> int:
    """ruff, mypy, the import contracts and all tests; with ARGS only pytest, with those arguments"""
    require_qt()
    pytest: list[str | Path] = [python(), "-m", "pytest", *arguments]
    if arguments:
        return run(pytest, offscreen())
    return run_all({**static_checks(), "pytest": [*pytest, "--quiet", *IN_TWO]})


def task_lint(arguments: list[str]) -> int:
    """ruff, mypy and the import contracts only"""
    return run_all(static_checks())


def task_coverage(arguments: list[str]) -> int:
    """branch coverage of what confidentiality rests on, which must be whole; with ARGS by those tests only"""
    modules = sorted(path for pattern in GUARDED for path in ROOT.glob(pattern))
    names = [path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in modules]
    tests = arguments or [*GUARDING, *IN_TWO]
    measured = ["--cov-branch", "--cov-report=term-missing:skip-covered", "--cov-fail-under=100"]
    command: list[str | Path] = [python(), "-m", "pytest", "--quiet", *tests, *measured]
    command += [f"--cov={name}" for name in names]
    require_qt()
    return run(command, offscreen())


def task_bench(arguments: list[str]) -> int:
    """measure start, opening, saving and the board side by side with bare Qt and bare SQLCipher"""
    require_qt()
    return run([python(), "-m", "tests.bench", *arguments], offscreen())


def task_faults(arguments: list[str]) -> int:
    """the long power-cut runs: kill the application at every point of a commit and at many random moments"""
    require_qt()
    return run([python(), "-m", "tests.faults", *arguments], offscreen())


def task_shots(arguments: list[str]) -> int:
    """drive the real window off-screen over the sample program and save a picture of every page into DIR"""
    require_qt()
    return run([python(), "-P", "-m", "desktop.shots", *arguments], offscreen(), cwd=None)


def task_freeze(arguments: list[str]) -> int:
    """build the one-folder application into dist/ and try it off-screen from an empty home"""
    require_qt()
    build: list[str | Path] = [python(), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    code = run([*build, "--distpath", ROOT / "dist", "--workpath", ROOT / "build", ROOT / "pyinstaller.spec"])
    return code or try_frozen(ROOT / "dist" / "rotunda" / ("rotunda.exe" if os.name == "nt" else "rotunda"))


def try_frozen(program: Path) -> int:
    """Use the frozen application where nothing of this machine helps it: no home, no Python path, no display."""
    with tempfile.TemporaryDirectory(prefix="rotunda-freeze-") as scratch:
        home, out = Path(scratch, "home"), Path(scratch, "out")
        home.mkdir()
        table = home / "people.csv"
        table.write_text("Name,E-mail,Unit\nAda Example,ada@example.org,Finance\n", "utf-8")
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))

        def works(*arguments: str | Path) -> bool:
            command = [str(program), *map(str, arguments)]
            env = {**kept, **homes, "QT_QPA_PLATFORM": "offscreen"}
            done = subprocess.run(command, env=env, cwd=home, stderr=subprocess.PIPE, text=True, check=False)
            if done.returncode == 0 and "Traceback" not in done.stderr:
                return True
            print(f"FAILED: rotunda {' '.join(command[1:])} ended with {done.returncode}\n{done.stderr}")
            return False

        if not works("demo", "--out", out):
            return 1
        missing = [name for name in ("*.rotunda", "passphrase.txt", "*.pdf", "**/*.png") if not any(out.glob(name))]
        if missing:
            print(f"FAILED: the demo did not leave {', '.join(missing)}")
            return 1
        book, key = next(out.glob("*.rotunda")), ("--passphrase-file", out / "passphrase.txt")
        tries: tuple[tuple[str | Path, ...], ...] = (
            ("check", book), ("import", book, table, "--dry-run"), ("propose", book, "--seconds", "1"),
            ("report", book, "committee", "--out", out / "committee.pdf"),
        )  # fmt: skip
        if not all(works(*words, *key) for words in tries):
            return 1
    size = sum(file.stat().st_size for file in program.parent.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"The frozen application works: {program} ({size / 1e6:.0f} MB in all)")
    return 0


def task_lock(arguments: list[str]) -> int:
    """renew requirements.lock from pyproject.toml; `lock --upgrade` takes the newest versions allowed there"""
    # For every platform at once, and free of this machine's own settings: no address of any kind may reach the file.
    clean = {name: value for name, value in environment().items() if not name.startswith(("UV_", "PIP_"))}
    command: list[str | Path] = [python(), "-m", "uv", "pip", "compile", "--no-config", "--universal", "--quiet"]
    command += ["--generate-hashes", "--python-version", "3.11", "--extra", "dev", "--no-header"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-index-annotation"]
    with tempfile.TemporaryDirectory(prefix="rotunda-lock-") as scratch:
        renewed = Path(scratch, LOCK.name)
        shutil.copyfile(LOCK, renewed)
        code = subprocess.call(
            [*map(str, command), *arguments, "--output-file", str(renewed), "pyproject.toml"],
            env=clean, cwd=ROOT, stdout=subprocess.DEVNULL,
        )
        if code == 0 and "://" in renewed.read_text("utf-8"):
            raise Stop("The renewed lock would name an address; requirements.lock was left as it was.")
        if code == 0:
            shutil.copyfile(renewed, LOCK)
    return code


def task_packages(arguments: list[str]) -> int:
    """print the Debian packages Qt needs on a bare Linux"""
    print(SYSTEM_PACKAGES)
    return 0


TASKS: dict[str, Callable[[list[str]], int]] = {
    name[len("task_") :]: task for name, task in list(globals().items()) if name.startswith("task_")
}

#: The tasks that run the product.
BUILT = ("run", "test", "coverage", "bench", "faults", "shots", "freeze")


def main(arguments: list[str]) -> int:
    """Run one task; the exit code says whether it succeeded."""
    width = max(map(len, TASKS))
    listing = "\n".join(f"  {name:<{width}}  {task.__doc__}" for name, task in TASKS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py", usage="python3 dev.py TASK [ARGS]", description=f"tasks:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=TASKS, metavar="TASK", help="one of the above")
    parser.add_argument("args", nargs=argparse.REMAINDER, metavar="ARGS", help="handed on to the task")
    chosen = parser.parse_args(arguments)
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 -- it is here for those who start it with an older one
            raise Stop("Rotunda needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
        if chosen.task != "packages":
            prepare()
        if chosen.task in BUILT:
            compile_planner()
        return TASKS[chosen.task](chosen.args)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
