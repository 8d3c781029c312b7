"""One person's data by the command line: given out, and erased."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from desktop.cli import DONE, ELSE
from program.commands import Keep
from program.records import Note, NoteKind, Person
from storage.book import Book
from storage.notes import Content
from tests.desktop.test_cli import PASSPHRASE, Line, line, template

__all__ = ["line", "template"]


def with_note(line: Line) -> str:
    """Somebody of the book, with a private note about them; their name."""
    with Book.open(line.book, passphrase=PASSPHRASE) as book:
        person = next(iter(book.program().of(Person).values()))
        note = book.notes.written(Note("n1", person.id), Content(NoteKind.OBSERVATION, "a canary sang"))
        book.do(Keep((note,)))
        return person.name


def test_everything_held_is_written_with_and_without_private_notes(line: Line, tmp_path: Path) -> None:
    name = with_note(line)
    out = tmp_path / "held.json"
    assert line("export-person", name, "--out", str(out)) == DONE, line.err
    assert json.loads(out.read_bytes())["sealed notes not included"] == 1
    assert "canary" not in out.read_text("utf-8")
    assert line("export-person", name, "--out", str(out), "--notes") == DONE, line.err
    assert "a canary sang" in out.read_text("utf-8")
    paper = tmp_path / "held.pdf"
    assert line("export-person", name, "--out", str(paper)) == DONE, line.err
    text = "".join(page.extract_text() for page in pypdf.PdfReader(paper).pages)
    assert name in text and "sealed" in text
    assert line("export-person", name, "--out", str(tmp_path / "held.doc")) == ELSE
    assert "cannot be written as such a file" in line.err


def test_erasing_needs_the_name_once_more(line: Line) -> None:
    name = with_note(line)
    with pytest.raises(SystemExit):
        line("erase", name)
    assert line("erase", name, "--name", "Somebody Else") == ELSE
    assert "Nobody was erased" in line.err
    assert line("backup") == DONE, line.err
    assert line("erase", name, "--name", name.upper()) == DONE, line.err
    assert "still know" in line.out
    with Book.open(line.book, passphrase=PASSPHRASE) as book:
        assert name not in {person.name for person in book.program().of(Person).values()}
        assert book.check() == []


def test_erasing_takes_the_backups_along_when_told_to(line: Line) -> None:
    name = with_note(line)
    assert line("backup") == DONE, line.err
    assert line.data("erase", name, "--name", name, "--backups")["backups"] == []
