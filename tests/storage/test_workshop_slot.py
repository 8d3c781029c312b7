"""The workshop's passphrase: it opens the book, unseals nothing, and changes no secret."""

from __future__ import annotations

from datetime import date

import pytest

from program.commands import Keep
from program.records import Note, NoteKind, Person
from storage.book import Book
from storage.keys import KdfCost
from storage.notes import Content
from storage.trouble import WeakPassphrase, WrongPassphrase

LEAD = "quiet meadow under seven bridges"
ROOM = "open window over the harbour today"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "Rooms.rotunda"
    book, _ = Book.create(path, LEAD, who="Lead", cost=KdfCost.FLOOR)
    with book:
        book.do(Keep((Person("ana", name="Ana Ruiz"),)))
        note = Note("n1", about="ana", author="Lead", on=date(2027, 1, 5))
        book.do(Keep((book.notes.written(note, Content(NoteKind.OBSERVATION, "For nobody else.")),)))
        book.locks.set_workshop(ROOM, passphrase=LEAD, cost=KdfCost.FLOOR)
    return path


def test_it_opens_the_book_and_unseals_nothing(path):
    with Book.open(path, passphrase=ROOM) as book:
        assert book.limited and book.program().of(Person)
        with pytest.raises(WrongPassphrase):
            book.notes.unseal(passphrase=ROOM)
        dropped = book.notes.written(
            Note("n2", about="ana", author="Facilitator"), Content(NoteKind.CONCERN, "Overheard.")
        )
        book.do(Keep((dropped,)))
    with Book.open(path, passphrase=LEAD) as book:
        assert not book.limited
        assert book.notes.unseal(passphrase=LEAD).read(book.program().of(Note)["n2"]).text == "Overheard."


@pytest.mark.parametrize(
    "attempt",
    [
        lambda book: book.locks.change_passphrase("a passphrase of somebody else", passphrase=ROOM),
        lambda book: book.locks.new_recovery(passphrase=ROOM),
        lambda book: book.locks.change(ROOM),
        lambda book: book.locks.set_workshop("another window over the sea", passphrase=ROOM),
        lambda book: book.locks.set_workshop(None, passphrase=ROOM),
    ],
)
def test_it_changes_no_secret(path, attempt):
    with Book.open(path, passphrase=ROOM) as book:
        head = book.head()
        with pytest.raises(WrongPassphrase):
            attempt(book)
        assert book.head() == head
    Book.open(path, passphrase=LEAD).close(backup=False)


def test_removed_it_opens_nothing(path):
    with Book.open(path, passphrase=LEAD) as book:
        assert book.locks.has_workshop
        book.locks.set_workshop(None, passphrase=LEAD)
        assert not book.locks.has_workshop
    with pytest.raises(WrongPassphrase):
        Book.open(path, passphrase=ROOM)


def test_a_new_one_takes_the_place_of_the_old(path):
    with Book.open(path, passphrase=LEAD) as book:
        book.locks.set_workshop("another window over the sea", passphrase=LEAD, cost=KdfCost.FLOOR)
    with pytest.raises(WrongPassphrase):
        Book.open(path, passphrase=ROOM)
    Book.open(path, passphrase="another window over the sea").close(backup=False)


def test_after_a_change_of_locks_it_opens_nothing(path):
    with Book.open(path, passphrase=LEAD) as book:
        book.locks.change(LEAD, cost=KdfCost.FLOOR)
        assert not book.locks.has_workshop
    with pytest.raises(WrongPassphrase):
        Book.open(path, passphrase=ROOM)


def test_a_change_of_the_leads_passphrase_leaves_it_be(path):
    with Book.open(path, passphrase=LEAD) as book:
        book.locks.change_passphrase("nine lanterns along the river", passphrase=LEAD, cost=KdfCost.FLOOR)
    with Book.open(path, passphrase=ROOM) as book:
        assert book.limited


@pytest.mark.parametrize("weak", ["short", LEAD])
def test_a_weak_one_or_the_leads_own_is_refused(path, weak):
    with Book.open(path, passphrase=LEAD) as book, pytest.raises(Exception, match=r"(?i)passphrase|guess") as refused:
        book.locks.set_workshop(weak, passphrase=LEAD)
    assert isinstance(refused.value, WeakPassphrase) or weak == LEAD
