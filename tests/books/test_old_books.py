"""What people saved with any release opens, is brought up to date, and still holds what they put into it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from program.records import Modality, Person, Placement, Preference
from storage import migrations
from storage.book import Book
from tests.books.__main__ import HERE, PASSPHRASE, later

BOOKS = sorted(HERE.glob("*.rotunda"))

#: How the release of the first schema worded the removal of Jon, and how it has been worded since.
FIRST_REMOVAL = "Remove person Jon Bakke and 1 record that belong to it"
REMOVAL = "Remove person Jon Bakke (with 1 placement)"


@pytest.fixture(params=BOOKS, ids=lambda path: path.stem)
def copy(request, tmp_path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "Old.rotunda"))


def test_every_version_has_left_its_book():
    assert [path.stem for path in BOOKS] == list(migrations.VERSIONS)
    assert sum(file.stat().st_size for path in BOOKS for file in path.rglob("*")) < 400_000 * len(BOOKS)


def test_an_old_book_opens_and_holds_what_it_held(copy):
    with Book.open(copy, passphrase=PASSPHRASE, who="Lead") as book:
        program = book.program()
        assert program.charter.name == "Kept for the future"
        assert sorted(program.of(Person)) == ["ana", "chen", "haddad", "jon", "okafor"]
        assert {id_: (p.host, p.mentor) for id_, p in program.of(Placement).items()} == {
            "p1": ("cus", "okafor"),
            "p2": ("fin", ""),
        }
        assert book.check() == []
        oldest = not program.of(Preference)
        removal = FIRST_REMOVAL if oldest else REMOVAL
        first = [entry.words for entry in book.history()][::-1][:6]
        assert first == [
            "Begin the book",
            "Set up the program",
            "Move Ana Ruiz to Customer, Q1",
            "Exported the roster",
            removal,
            f"Undo: {removal}",
        ]
        assert (book.undo_title, book.redo_title) == (first[2], first[4])


def test_an_old_book_can_be_worked_with(copy):
    with Book.open(copy, passphrase=PASSPHRASE, who="Lead") as book:
        book.redo()
        assert "jon" not in book.program().of(Person)
        while book.undo() is not None:
            pass
        assert not book.program().of(Person)
        while book.redo() is not None:
            pass
        assert book.check() == []
        program = book.program()
    with Book.open(copy, passphrase=PASSPHRASE) as again:
        assert again.program() == program


def test_the_recovery_key_of_then_opens_it_now(copy):
    with Book.open(copy, recovery=(copy / "recovery.txt").read_text("utf-8")) as book:
        assert book.check() == []


@pytest.mark.parametrize("path", BOOKS[1:], ids=lambda path: path.stem)
def test_a_book_since_the_second_schema_holds_what_came_with_each(path, tmp_path):
    with Book.open(Path(shutil.copytree(path, tmp_path / "Old.rotunda")), passphrase=PASSPHRASE, who="Lead") as book:
        program = book.program()
        for version, items in later().items():
            if version <= path.stem:
                for item in items:
                    assert program.get(type(item), item.id) == item


def test_what_came_with_the_second_schema_starts_as_declared(copy):
    with Book.open(copy, passphrase=PASSPHRASE, who="Lead") as book:
        program = book.program()
        assert (program.charter.burst_hours, program.charter.group_floor) == (4, 5)
        assert program.of(Placement)["p1"].modality is Modality.ONE_TO_ONE
        assert program.of(Person)["ana"].group == ""
