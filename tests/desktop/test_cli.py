"""The command line when the world is unkind: full disks, closed pipes, foreign files, mistakes of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.cli import DONE, ELSE, REFUSED, USAGE, WRONG
from desktop.files import VERSION
from program.commands import AddCycles, Keep, Place
from program.records import Host, Person, Placement, Role, Stage
from storage.book import Book
from storage.keys import KdfCost
from tests.costs import FLOOR

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "lantern orchard velvet compass harbor mosaic"


class Line:
    """The command line on one book, with what it said last."""

    def __init__(self, book: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.book, self.secret, self._capsys = book, secret, capsys
        self.recovery = ""
        self.out = self.err = ""

    def __call__(self, command: str, *words: object, secret: bool = True) -> int:
        given = ("--passphrase-file", str(self.secret)) if secret else ()
        code = main([command, str(self.book), *map(str, words), *given])
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.out + self.err
        return code

    def data(self, command: str, *words: object) -> Any:
        assert self(command, *words, "--json") == DONE, self.err
        return json.loads(self.out)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A book with two cycles, a host with a seat, and two people of whom one is placed; and its recovery key."""
    path = tmp_path_factory.mktemp("template") / "Trial.rotunda"
    book, recovery = Book.create(path, PASSPHRASE, cost=KdfCost.FLOOR)
    book.do(AddCycles(date(2027, 1, 1), (Stage.FOUNDATION, Stage.FOUNDATION)))
    book.do(Keep((Host("fin", name="Finance", seats=1),)))
    ana = Person("ana", name="Ana Ruiz", unit="Sales", number="7", roles=(Role.MENTEE,))
    book.do(Keep((ana, Person("jon", name="Jon Bakke", number="8", roles=(Role.MENTEE,)))))
    book.do(Place((Placement("a2", person="ana", cycle=book.program().cycles[1].id, host="fin"),)))
    book.close(backup=False)
    return path, recovery


@pytest.fixture
def line(template: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    shutil.copytree(template[0], tmp_path / "Trial.rotunda")
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    made = Line(tmp_path / "Trial.rotunda", secret, capsys)
    made.recovery = template[1]
    return made


@contextmanager
def no_backups(book: Path) -> Iterator[None]:
    """The folder of the backups cannot hold any: a file stands in its place."""
    shutil.rmtree(book / "backups", ignore_errors=True)
    (book / "backups").write_text("", encoding="utf-8")
    yield
    (book / "backups").unlink()


class TestWhatWasDoneIsTold:
    def test_a_failing_backup_at_the_end_takes_nothing_back(self, line: Line) -> None:
        with no_backups(line.book):
            code = line("keep", "host", "Product", "--set", "seats=2")
        assert code == ELSE
        assert "Product" in line.out
        assert "saved" in line.err
        assert "not kept" not in line.err
        assert [host["name"] for host in line.data("list", "host")] == ["Finance", "Product"]

    def test_the_recovery_key_is_told_although_the_kit_cannot_be_written(self, line: Line, tmp_path: Path) -> None:
        line.book = tmp_path / "Second.rotunda"
        (tmp_path / "kit").write_text("a file, not a folder", encoding="utf-8")
        assert line("new", "--kit", tmp_path / "kit") == ELSE
        assert "The recovery key opens the book" in line.out
        assert "its recovery key stands above" in line.err
        key = next(text for text in reversed(line.out.splitlines()) if text.strip())
        (tmp_path / "key.txt").write_text(key, encoding="utf-8")
        assert line("check", "--recovery-file", tmp_path / "key.txt", secret=False) == DONE

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such device")
    def test_output_that_cannot_be_written_is_a_sentence(self, line: Line) -> None:
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = outside(line, "keep", "host", "Product", stdout=full)
        assert done.returncode == ELSE
        assert "What was changed is saved." in done.stderr
        assert len(line.data("list", "host")) == 2


def outside(line: Line, *words: object, **how: Any) -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own, for which the passphrase must cost what it does for users."""
    with Book.open(line.book, passphrase=PASSPHRASE) as book:
        book.locks.change_passphrase(PASSPHRASE, passphrase=PASSPHRASE, cost=FLOOR)
    given = [sys.executable, "-m", "desktop", str(words[0]), str(line.book), *map(str, words[1:])]
    given += ["--passphrase-file", str(line.secret)]
    how = {"stdout": subprocess.PIPE, **how}
    return subprocess.run(
        given, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT, timeout=120, check=False, **how
    )


class TestNoTraceback:
    @pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
    def test_a_reader_who_has_heard_enough(self, line: Line) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            done = outside(line, "list", "person", stdout=pipe)
        assert (done.returncode, done.stderr) == (ELSE, "")

    def test_no_standard_input(self, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert line("list", "person", secret=False) == ELSE
        assert line.err == (
            "There is no terminal to ask for the passphrase. Nothing was opened. Give it with --passphrase-file.\n"
        )

    def test_a_start_at_the_end_of_all_calendars(self, line: Line) -> None:
        assert line("cycles", "--start", "9999-12-01") == ELSE
        assert "Start is too late for these cycles" in line.err

    @pytest.mark.allow_log("ZeroDivisionError at")
    def test_a_mistake_of_ours_is_one_sentence(self, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError("Ana Ruiz")

        monkeypatch.setattr(Book, "history", broken)
        assert line("history") == ELSE
        assert line.err.startswith("Something inside Rotunda went wrong.")
        assert "Ana" not in line.err

    def test_ctrl_c_says_that_nothing_changed_only_where_it_is_sure(
        self, line: Line, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stopped(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Book, "do", stopped)
        assert line("keep", "host", "Product") == ELSE
        assert line.err == "Stopped.\n"
        monkeypatch.setattr(Book, "history", stopped)
        assert line("history") == ELSE
        assert line.err == "Stopped. Nothing was changed.\n"


class TestSecrets:
    def test_a_passphrase_file_from_notepad(self, line: Line) -> None:
        line.secret.write_text(PASSPHRASE + "\r\n", encoding="utf-8-sig", newline="")
        assert line("list", "person") == DONE

    @pytest.mark.parametrize("option", ["--passphrase-file", "--recovery-file"])
    def test_an_empty_file_is_an_error(self, line: Line, tmp_path: Path, option: str) -> None:
        (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
        assert line("list", "person", option, tmp_path / "empty.txt", secret=False) == ELSE
        assert f"The first line of the file of {option} is empty." in line.err

    def test_the_recovery_key_by_prompt_and_by_file(
        self, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []

        def answer(key: str) -> Callable[[str], str]:
            def answered(words: str) -> str:
                asked.append(words)
                return key

            return answered

        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("getpass.getpass", answer(line.recovery))
        assert line("list", "person", "--recovery", secret=False) == DONE
        assert asked == ["Recovery key: "]
        monkeypatch.setattr("getpass.getpass", answer("not the key"))
        assert line("list", "person", "--recovery", secret=False) == WRONG
        (tmp_path / "key.txt").write_text(line.recovery, encoding="utf-8")
        assert line("list", "person", "--recovery-file", tmp_path / "key.txt", secret=False) == DONE

    def test_a_new_book_has_no_recovery_key_to_read(self, line: Line) -> None:
        with pytest.raises(SystemExit) as ended:
            line("new", "--recovery-file", "key.txt")
        assert ended.value.code == USAGE


def test_the_version_is_the_projects(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert capsys.readouterr().out == f"Rotunda {project['version']}\n" == f"Rotunda {VERSION}\n"


class TestReading:
    def test_a_check_writes_nothing(self, line: Line) -> None:
        def state() -> dict[Path, tuple[int, bytes]]:
            return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in line.book.rglob("*") if p.is_file()}

        before, folder = state(), line.book.stat().st_mtime_ns
        assert line.data("check")["sound"] is True
        assert (state(), line.book.stat().st_mtime_ns) == (before, folder)

    @pytest.mark.parametrize("limit", ["0", "-3", "many"])
    def test_a_history_of_no_entries_is_a_slip(self, line: Line, limit: str) -> None:
        with pytest.raises(SystemExit) as ended:
            line("history", "--limit", limit)
        assert ended.value.code == USAGE
        assert len(line.data("history", "--limit", 1)) == 1


def test_the_same_cycles_twice_are_added_only_when_asked_again(line: Line) -> None:
    assert line("cycles", "--start", "2027-07-01") == DONE
    assert line("cycles", "--start", "2027-07-01") == ELSE
    assert "Cycles of the same dates are there already." in line.err
    assert len(line.data("list", "cycle")) == 6
    assert line("cycles", "--start", "2027-07-01", "--again") == DONE


def test_a_row_with_no_cell_left_is_refused_by_the_plan(line: Line) -> None:
    assert line("place", "Ana Ruiz", "Q1 2027") == DONE
    assert line("move", "Ana Ruiz", "Q1 2027", "Q2 2027", "--mode", "ripple") == REFUSED
    assert "no free cycle left" in line.err
