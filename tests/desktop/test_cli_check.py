"""“check” by the command line: a book against a code off paper, and a file against the book it may be from."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest

from desktop.cli import DAMAGED, DONE, ELSE
from tests.desktop.test_cli import Line, line, template

__all__ = ["line", "template"]


def test_a_code_off_paper_is_held_against_the_journal(line: Line) -> None:
    assert line("check") == DONE
    head = line.data("check")["journal"]
    said = line.data("check", "--witness", head)
    assert said["sound"] and said["witness"] == head
    number, code = head.split()
    assert line("check", "--witness", f"{int(number) + 1} {code}") == DAMAGED
    assert "This book is older than the paper knows it" in line.out
    assert line("check", "--witness", f"{number} AAAA-AA") == DAMAGED
    assert "written anew" in line.out
    assert line("check", "--witness", "nonsense") == ELSE
    assert "It looks like this: 117 K7F2-9Q." in line.err


def checked(line: Line, file: Path, *words: object) -> int:
    """`check FILE`, with the only book beside it."""
    book, line.book = line.book, file
    try:
        return line("check", *words)
    finally:
        line.book = book


@pytest.fixture
def released(line: Line, tmp_path: Path) -> Path:
    path = tmp_path / "roster.pdf"
    said = line.data("report", "roster", "--out", path, "--reader", "Committee", "--purpose", "To look at")
    assert (said["copy"], said["reader"], said["withheld"]) == (1, "Committee", [])
    return path


def test_a_released_file_is_known_with_its_reader_and_copy(line: Line, released: Path) -> None:
    assert checked(line, released) == DONE
    assert "This book released it, and it is unchanged: Roster, copy 1 for Committee" in line.out
    released.write_bytes(released.read_bytes() + b"\n")
    assert checked(line, released) == DAMAGED
    assert "It carries the mark of Roster, copy 1 for Committee" in line.out


def test_a_file_is_known_with_a_password_and_by_it(line: Line, tmp_path: Path) -> None:
    secret, path = tmp_path / "pdf.txt", tmp_path / "plan.pdf"
    secret.write_text("open sesame, please\n")
    assert line("report", "plan", "--out", path, "--pdf-passphrase-file", secret) == DONE
    assert checked(line, path) == DONE  # the very file
    with pikepdf.open(path, password="open sesame, please") as pdf:
        pdf.save(tmp_path / "again.pdf", encryption=pikepdf.Encryption(user="open sesame, please", owner="x", R=6))
    path.unlink()
    assert checked(line, tmp_path / "again.pdf") == ELSE
    assert "only its password tells" in line.out
    assert checked(line, tmp_path / "again.pdf", "--pdf-passphrase-file", secret) == DONE


def test_pages_taken_out_and_strangers(line: Line, released: Path, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(released.read_bytes())) as pdf, pikepdf.new() as other:
        other.pages.append(pdf.pages[0])  # the mark is lost, what stands at the edges is not
        other.save(tmp_path / "part.pdf")
    assert checked(line, tmp_path / "part.pdf") == DAMAGED
    assert "name entries of this book's journal" in line.out
    for content in (b"", b"%PDF-1.7 broken", b"Name\r\nAna\r\n"):
        (tmp_path / "stranger.bin").write_bytes(content)
        assert checked(line, tmp_path / "stranger.bin") == ELSE
        assert "does not know it" in line.out


def test_an_exported_table_is_released_and_known_too(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    assert line.data("export", "people", "--out", path)["copy"] == 1
    assert checked(line, path) == DONE
    assert "People, copy 1 for Readers at the tier program" in line.out


def test_which_book_a_file_is_from_must_be_said_where_it_is_not_clear(line: Line, released: Path) -> None:
    shutil.copytree(line.book, line.book.with_name("Another.rotunda"))
    assert checked(line, released) == ELSE
    assert "Say which book it may be from." in line.err


def test_nothing_is_recorded_of_what_could_not_be_written(line: Line, tmp_path: Path) -> None:
    assert line("report", "plan", "--out", tmp_path / "nowhere" / "plan.pdf") != DONE
    titles = [entry["title"] for entry in line.data("history")]
    assert titles[0].startswith("Call off the release of Rotation plan, copy 1")
    assert line("undo") == DONE
    assert "Release" not in line.out  # a release is no step of undo


def test_a_book_put_back_from_a_copy_is_told(line: Line, tmp_path: Path) -> None:
    shutil.copytree(line.book, tmp_path / "copy")
    assert line("keep", "person", "Somebody New") == DONE
    shutil.rmtree(line.book)
    shutil.move(tmp_path / "copy", line.book)
    assert line("list", "person") == DAMAGED
    assert "Ana Ruiz" in line.out and "This book is older than this computer knows it" in line.err
    assert line("keep", "person", "Somebody New") == DAMAGED
    assert "--go-on" in line.err
    assert line("keep", "person", "Somebody New", "--go-on") == DONE
    assert line("list", "person") == DONE
