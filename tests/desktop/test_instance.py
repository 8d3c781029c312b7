"""One window per book, across processes: the second start calls the first one to the front."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.instance import Instances

OTHER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.instance import Instances
application = QCoreApplication([])
sys.exit(0 if Instances(Path(sys.argv[1])).take(Path(sys.argv[2])) else 3)
"""


def start_again(folder: Path, book: Path) -> int:
    return subprocess.run([sys.executable, "-c", OTHER, str(folder), str(book)], check=False).returncode


def test_the_second_start_calls_the_first_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instances(tmp_path / "run")
    book = tmp_path / "Ana Ruiz.rotunda"
    assert first.take(book)
    with qtbot.waitSignal(first.called, timeout=20_000) as called:
        assert start_again(tmp_path / "run", book) == 3
    assert called.args == [book.resolve()]
    first.give(book)
    assert start_again(tmp_path / "run", book) == 0


def test_other_books_are_free(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instances(tmp_path / "run")
    assert first.take(tmp_path / "A.rotunda")
    assert start_again(tmp_path / "run", tmp_path / "B.rotunda") == 0
    first.give(tmp_path / "A.rotunda")


def test_names_of_books_do_not_show(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instances(tmp_path / "run")
    first.take(tmp_path / "Ana Ruiz.rotunda")
    kept = list((tmp_path / "run").iterdir())
    assert kept
    for file in kept:
        assert "Ana" not in file.name
        assert "Ana" not in file.read_text("utf-8", "replace")
    first.give(tmp_path / "Ana Ruiz.rotunda")
    first.give(tmp_path / "never taken.rotunda")


def test_a_place_that_cannot_be_written_stops_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert Instances(tmp_path / "file" / "run").take(tmp_path / "A.rotunda")
