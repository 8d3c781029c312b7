"""A file leaves in one way: recorded first, then put in its place, and called off where that fails."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest

from program import views
from program.commands import Keep
from program.leaks import clear
from program.records import Placement, Release, Tier
from storage.book import Book
from storage.releasing import Copy, NotTheSame, Outgoing, deliver_again, hand_out
from storage.trouble import ReadOnly
from tests.storage.books import closed, fresh, opened


def sheet(book: Book, reader: str = "Ana Ruiz") -> Outgoing:
    """Ana's sheet, its data anything."""
    program = book.program()
    cleared = clear(program, lambda there: views.person(there, "ana", Tier.PAIR), Tier.PAIR, about="ana")
    copy = Copy.next(program, book.store, book.stand(), "Person", reader)
    return Outgoing.of(cleared, b"all there is to say", copy)


def test_what_leaves_is_on_the_register_and_in_its_place(tmp_path: Path) -> None:
    with fresh(tmp_path) as book:
        for number in (1, 2):
            path = hand_out(book, tmp_path / f"{number}.pdf", sheet(book))
            assert path.read_bytes() == b"all there is to say"
        released = sorted(book.program().of(Release).values(), key=lambda each: each.copy)
        assert [(each.copy, each.reader) for each in released] == [(1, "Ana Ruiz"), (2, "Ana Ruiz")]
        assert {each.fingerprint for each in released} == {hashlib.sha256(b"all there is to say").hexdigest()}


def test_what_cannot_be_put_in_its_place_is_called_off(tmp_path: Path) -> None:
    with fresh(tmp_path) as book:
        (tmp_path / "folder").mkdir()
        with pytest.raises(Exception, match=r".+"):
            hand_out(book, tmp_path / "folder", sheet(book))
        assert not book.program().of(Release)
        assert list((tmp_path / "folder").iterdir()) == []


def test_what_cannot_be_recorded_does_not_leave(tmp_path: Path) -> None:
    path, _ = closed(tmp_path)
    with opened(path, read_only=True) as book, pytest.raises(ReadOnly):
        hand_out(book, tmp_path / "sheet.pdf", sheet(book))
    assert not (tmp_path / "sheet.pdf").exists()


def test_what_was_withheld_is_said_and_recorded(tmp_path: Path) -> None:
    with fresh(tmp_path) as book:
        assert sheet(book).remark == ""
        card = book.program().of(Placement)["p1"]
        book.do(Keep((msgspec.structs.replace(card, goal="Do as Jon Bakke did."),)))
        said = sheet(book)
        assert said.remark.startswith("1 thing was withheld: 1 name: ")
        assert "Jon" not in said.remark + said.release.withheld
        assert said.release.withheld.startswith("1 name: ")


def test_what_left_once_is_put_in_place_again_only_if_it_is_the_same(tmp_path: Path) -> None:
    with fresh(tmp_path) as book:
        hand_out(book, tmp_path / "sheet.pdf", sheet(book))
        (release,) = book.program().of(Release).values()
        again = deliver_again(tmp_path / "again.pdf", release, release.fingerprint, b"all there is to say")
        assert again.read_bytes() == (tmp_path / "sheet.pdf").read_bytes()
        with pytest.raises(NotTheSame, match="another version"):
            deliver_again(tmp_path / "other.pdf", release, "0" * 64, b"something else")
        assert not (tmp_path / "other.pdf").exists()
        assert list(book.program().of(Release).values()) == [release]
