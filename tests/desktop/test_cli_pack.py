"""The committee's pack by the command line: made, kept, made again, and by an edition of the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import DONE, ELSE
from program.changes import Change, Pair
from program.program import Program
from program.records import PackKind, Release, Snapshot
from storage.book import Book
from storage.keys import KdfCost
from tests.desktop.test_cli import PASSPHRASE, Line, line, template
from tests.reports import pdf
from tests.reports.governed import governed

__all__ = ["line", "template"]


class Fill:
    """Puts everything of the governed program into a book."""

    def change(self, program: Program) -> Change:
        return Change("Fill the book", tuple(Pair(program.of(type(r)).get(r.id), r) for r in governed().everything()))


@pytest.fixture
def packed(line: Line, tmp_path: Path) -> Line:
    line.book = tmp_path / "Governed.rotunda"
    book, _ = Book.create(line.book, PASSPHRASE, cost=KdfCost.FLOOR)
    book.do(Fill())
    book.close(backup=False)
    return line


def test_a_pack_is_recorded_and_made_again_byte_for_byte_whatever_became_of_the_book(
    packed: Line, tmp_path: Path
) -> None:
    one, two, again = (tmp_path / f"{name}.pdf" for name in ("one", "two", "again"))
    assert packed("report", "committee", "--out", one) == DONE, packed.err
    assert packed("keep", "host", "Finance", "--set", "seats=1") == DONE, packed.err
    assert packed("report", "committee", "--out", two) == DONE, packed.err
    assert one.read_bytes() != two.read_bytes()
    assert packed("report", "committee", "--again", "1", "--out", again) == DONE, packed.err
    assert again.read_bytes() == one.read_bytes()
    assert "copy 1 for Steering committee, byte for byte" in packed.out
    with Book.open(packed.book, passphrase=PASSPHRASE) as book:
        releases, kept = book.program().of(Release), book.program().of(Snapshot)
        assert len(releases) == len(kept) == 2  # making one again is no release
        first = min(releases.values(), key=lambda release: release.copy)
        assert book.undo_title != "Release Committee pack, copy 1"  # what has left has left
    assert packed("report", "committee", "--again", first.fingerprint[:10], "--out", again) == DONE, packed.err


def test_a_copy_that_never_was_is_answered_with_those_that_were(packed: Line, tmp_path: Path) -> None:
    paper = tmp_path / "pack.pdf"
    assert packed("report", "sponsor", "--again", "1", "--out", paper) == ELSE
    assert "None of this document was released yet." in packed.err
    assert packed("report", "sponsor", "--out", paper) == DONE, packed.err
    assert packed("report", "sponsor", "--reader", "A. Sponsor", "--out", paper) == DONE, packed.err
    assert packed("report", "sponsor", "--again", "1", "--out", tmp_path / "x.pdf") == ELSE
    assert "Several releases could be meant." in packed.err and "for A. Sponsor" in packed.err
    words = ("--again", "1", "--reader", "a. sponsor", "--out", tmp_path / "x.pdf")
    assert packed("report", "sponsor", *words) == DONE, packed.err
    assert (tmp_path / "x.pdf").read_bytes() == paper.read_bytes()
    assert packed("report", "plan", "--out", paper) == DONE, packed.err
    assert packed("report", "plan", "--again", "1", "--out", paper) == ELSE
    assert "Nothing was kept from which this copy could be made again." in packed.err


@pytest.mark.parametrize("kind", PackKind)
def test_every_sibling_has_its_name(packed: Line, tmp_path: Path, kind: PackKind) -> None:
    paper = tmp_path / f"{kind}.pdf"
    said = packed.data("report", kind, "--period", "beginning", "--watermark", "Draft", "--out", paper)
    assert said["bytes"] == paper.stat().st_size
    text = pdf.words(paper.read_bytes())
    assert "Draft" in text and "Executive mentorship program" in text


def test_an_edition_of_the_book_is_chosen_by_its_name(packed: Line, tmp_path: Path) -> None:
    paper = tmp_path / "board.pdf"
    assert packed("report", "committee", "--edition", "Board in spring", "--out", paper) == DONE, packed.err
    assert "for Board" in packed.out
    assert "A good quarter." in pdf.words(paper.read_bytes())
    assert packed("report", "annual", "--edition", "Board in spring", "--out", paper) == ELSE
    assert "There is no such edition of the annual review." in packed.err


def test_a_milestone_sheet_is_one_persons(packed: Line, tmp_path: Path) -> None:
    paper = tmp_path / "sheet.pdf"
    assert packed("report", "milestones", "--out", paper) == ELSE
    assert packed("report", "milestones", "--person", "Ana Ruiz", "--out", paper) == DONE, packed.err
    assert "Ana Ruiz" in pdf.words(paper.read_bytes())
