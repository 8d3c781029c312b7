"""Writing aside: the old file or the new one, and nothing between."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from program.trouble import Trouble
from storage import atomic
from storage.trouble import Missing
from tests.storage.vaults import snapshot


def test_a_file_is_made_and_replaced(tmp_path):
    target = tmp_path / "report.pdf"
    for content in (b"one", b"", b"two" * 100_000):
        atomic.write(target, content)
        assert target.read_bytes() == content
        assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_user_may_read_it(tmp_path):
    target = tmp_path / "report.pdf"
    atomic.write(target, b"private")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_what_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(Missing):
        atomic.write(tmp_path / "no folder" / "report.pdf", b"x")
    (tmp_path / "taken").mkdir()
    with pytest.raises(Trouble, match="Something else stands"):
        atomic.write(tmp_path / "taken", b"x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["taken"]


def test_a_delivery_is_put_where_it_was_asked_for(tmp_path):
    target = tmp_path / "Plan für Ä.pdf"
    assert atomic.deliver(target, b"one") == target
    assert atomic.deliver(target, b"two") == target
    assert target.read_bytes() == b"two"


@pytest.mark.parametrize("name", ["program.db", "new.pdf", "backups/new.pdf", "not there/new.pdf", ""])
@pytest.mark.parametrize("book", ["Book.rotunda", "BOOK.Rotunda", "link"])
def test_nothing_is_delivered_into_a_book(tmp_path, book, name):
    folder = tmp_path / ("Real.rotunda" if book == "link" else book)
    (folder / "backups").mkdir(parents=True)
    (folder / "program.db").write_bytes(b"the book")
    if book == "link":
        (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    before = snapshot(tmp_path)
    with pytest.raises(Trouble, match="in a book") as caught:
        atomic.deliver(tmp_path / book / name, b"report")
    assert str(tmp_path) not in str(caught.value)
    assert snapshot(tmp_path) == before


def test_a_delivery_to_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(Missing, match="folder to write to is not there") as caught:
        atomic.deliver(tmp_path / "Ana's" / "report.pdf", b"x")
    assert "Ana" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows keeps others from replacing an open file")
def test_a_delivery_goes_beside_a_file_that_is_open_elsewhere(tmp_path: Path) -> None:
    import msvcrt

    target = tmp_path / "Plan.pdf"
    target.write_bytes(b"old")
    with target.open("r+b") as held:
        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        assert atomic.deliver(target, b"new").read_bytes() == b"new"


def test_an_interrupted_writing_leaves_the_old_file(tmp_path):
    target = tmp_path / "report.pdf"
    atomic.write(target, b"old")
    with pytest.raises(TypeError):
        atomic.write(target, "not bytes")  # type: ignore[arg-type]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
