"""The sample program where there is no screen, and in folders that are not its own; windows without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.cli import DONE, ELSE
from program.records import Placement
from storage.book import Book

ROOT = Path(__file__).resolve().parents[2]


def test_the_demo_off_screen_leaves_book_papers_and_pictures_and_takes_them_up_again(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--out", str(tmp_path), "--no-window", "--pages", "overview", "board"]) == DONE
    names = {path.name for path in tmp_path.iterdir()}
    assert {"Sample.rotunda", "passphrase.txt", "rotation-plan.pdf", "committee-pack.pdf"} <= names
    if "pictures" in names:  # where there is a screen none are taken
        pages = {path.name.partition("-")[0] for path in (tmp_path / "pictures").iterdir()}
        assert pages == {"overview", "board"}
    assert not any(name.startswith(".") for name in names), "what was made aside is gone"
    out, err = capfd.readouterr()
    assert "The sample program lies in" in out
    assert err == ""
    secret = (tmp_path / "passphrase.txt").read_text(encoding="utf-8").strip()
    with Book.open(tmp_path / "Sample.rotunda", passphrase=secret) as book:
        head, placed = book.head(), len(book.program().of(Placement))
    assert placed > 20
    assert main(["demo", "--out", str(tmp_path), "--no-window", "--pages", "overview"]) == DONE
    with Book.open(tmp_path / "Sample.rotunda", passphrase=secret) as book:
        assert len(book.program().of(Placement)) == placed
        assert book.head().seq >= head.seq


class TestAFolderOfSomebodyElse:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "Sample.rotunda").mkdir()
        return tmp_path

    def told(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
        assert main(["demo", "--out", str(folder), "--no-window"]) == ELSE
        return capsys.readouterr().err

    def test_without_a_passphrase(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "stands there without its passphrase" in self.told(folder, capsys)

    def test_empty(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "passphrase.txt").write_text("some words", encoding="utf-8")
        assert "is no book. It was left as it is." in self.told(folder, capsys)
        assert list((folder / "Sample.rotunda").iterdir()) == []

    def test_not_a_book(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "passphrase.txt").write_text("some words", encoding="utf-8")
        (folder / "Sample.rotunda" / "letter.txt").write_text("hello", encoding="utf-8")
        assert "is not a whole book" in self.told(folder, capsys)

    def test_a_place_that_is_a_file(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "file").write_text("", encoding="utf-8")
        assert self.told(folder / "file", capsys)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("display", ["", ":9321"])
def test_a_window_without_a_screen_is_one_sentence(display: str) -> None:
    hidden = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    if display:
        environment["DISPLAY"] = display
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == ELSE
    assert done.stderr.startswith("There is no screen here on which a window could be opened.")
    assert done.stderr.count("\n") == 1
