"""Private notes in a book: dropped in by anyone, read by the lead after unsealing, every reading in the journal."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest

from program.commands import Keep, Remove
from program.records import Note, NoteKind, Person
from storage import folder, seal
from storage.book import Book
from storage.keys import KdfCost
from storage.notes import Content, NoKeys, Sealed
from storage.trouble import Damaged, ReadOnly, WrongPassphrase

PASSPHRASE = "quiet meadow under seven bridges"
SECRET = "She told me she will leave in May, because of him."


@pytest.fixture
def made(tmp_path):
    book, recovery = Book.create(tmp_path / "Notes.rotunda", PASSPHRASE, who="Lead", cost=KdfCost.FLOOR)
    book.do(Keep((Person("ana", name="Ana Ruiz"), Person("jon", name="Jon Bakke"))))
    yield book, recovery
    book.close(backup=False)


def dropped(book: Book, id_: str = "n1", text: str = SECRET, about: str = "ana") -> Note:
    note = Note(id_, about=about, author="Facilitator", on=date(2027, 1, 5))
    note = book.notes.written(note, Content(NoteKind.CONCERN, text, ("folder 7",)))
    book.do(Keep((note,)))
    return note


def test_a_note_is_dropped_in_without_unsealing_and_read_by_the_lead(made):
    book, _ = made
    note = dropped(book)
    reading = book.notes.unseal(passphrase=PASSPHRASE)
    assert reading.read(note) == Content(NoteKind.CONCERN, SECRET, ("folder 7",))
    titles = [entry.title for entry in book.history(limit=3)]
    assert titles == ["Read private note n1", "Unsealed the private notes", "Add private note"]


def test_the_recovery_key_unseals_too(made):
    book, recovery = made
    assert book.notes.unseal(recovery=recovery).read(dropped(book)).text == SECRET


def test_a_wrong_passphrase_unseals_nothing_and_is_no_entry(made):
    book, _ = made
    head = book.head()
    with pytest.raises(WrongPassphrase):
        book.notes.unseal(passphrase="something else altogether")
    assert book.head() == head


def test_sealed_again_nothing_is_read(made):
    book, _ = made
    note = dropped(book)
    reading = book.notes.unseal(passphrase=PASSPHRASE)
    book.notes.seal()
    assert not reading.is_open
    with pytest.raises(Sealed):
        reading.read(note)
    with pytest.raises(Sealed):
        list(reading.search("May", [note]))


def test_unsealing_anew_seals_the_reading_before(made):
    book, _ = made
    first = book.notes.unseal(passphrase=PASSPHRASE)
    second = book.notes.unseal(passphrase=PASSPHRASE)
    assert (first.is_open, second.is_open) == (False, True)


def test_closing_seals(made):
    book, _ = made
    reading = book.notes.unseal(passphrase=PASSPHRASE)
    book.close(backup=False)
    assert not reading.is_open


def test_every_revision_stays_readable_in_its_own_place(made):
    book, _ = made
    first = dropped(book)
    later = book.notes.written(msgspec.structs.replace(first, revision=2), Content(NoteKind.CONCERN, "Settled."))
    book.do(Keep((later,)))
    reading = book.notes.unseal(passphrase=PASSPHRASE)
    assert reading.read(later).text == "Settled."
    assert reading.read(first).text == SECRET
    with pytest.raises(Damaged):  # the newer body in the older place
        reading.read(msgspec.structs.replace(first, body=later.body))


def test_search_finds_in_memory_and_passes_over_what_was_altered(made):
    book, _ = made
    one, two = dropped(book), dropped(book, "n2", "All is well.", "jon")
    altered = msgspec.structs.replace(dropped(book, "n3"), about="jon")
    reading = book.notes.unseal(passphrase=PASSPHRASE)
    head = book.head()
    assert list(reading.search("leave may", [one, two, altered])) == [one]
    assert list(reading.search("FOLDER 7", [one, two])) == [one, two]
    assert book.head() == head


def test_undo_and_removal_handle_notes_like_any_record(made):
    book, _ = made
    note = dropped(book)
    book.do(Remove((note,)))
    assert not book.program().of(Note)
    book.undo()
    assert book.notes.unseal(passphrase=PASSPHRASE).read(book.program().of(Note)["n1"]).text == SECRET


def test_a_note_goes_with_the_person_it_is_about(made):
    book, _ = made
    dropped(book)
    book.do(Remove((book.program().of(Person)["ana"],)))
    assert not book.program().of(Note)


def test_nothing_of_a_note_is_in_the_journals_words(made):
    book, _ = made
    dropped(book)
    entry = book.history(limit=1)[0]
    said = [entry.title, *(str(each) for each in book.differences(entry))]
    assert not any(word in line for line in said for word in ("leave in May", "concern", "folder 7"))
    assert any(each.now == "sealed" for each in book.differences(entry))


def test_after_a_change_of_locks_old_and_new_notes_are_read_with_the_new_secrets_only(made):
    book, recovery = made
    old = dropped(book)
    fresh = book.locks.change(PASSPHRASE, "another meadow behind nine hills", cost=KdfCost.FLOOR)
    new = dropped(book, "n2", "After the locks.")
    for secret in ({"passphrase": PASSPHRASE}, {"recovery": recovery}):
        with pytest.raises(WrongPassphrase):
            book.notes.unseal(**secret)
    reading = book.notes.unseal(recovery=fresh.recovery)
    assert (reading.read(old).text, reading.read(new).text) == (SECRET, "After the locks.")


def test_in_a_book_opened_for_reading_nothing_can_be_read_unnoticed(made):
    book, _ = made
    dropped(book)
    path = book.path
    book.close(backup=False)
    with Book.open(path, passphrase=PASSPHRASE, read_only=True) as again, pytest.raises(ReadOnly):
        again.notes.unseal(passphrase=PASSPHRASE)


def test_a_book_from_before_there_were_notes_gets_its_keys_at_the_first_unsealing(made):
    book, _ = made
    path = book.path
    book.close(backup=False)
    _without_seals(path)
    with Book.open(path, passphrase=PASSPHRASE) as again:
        with pytest.raises(Exception, match="no keys for private notes"):
            dropped(again)
        again.notes.unseal(passphrase=PASSPHRASE)
        note = dropped(again)
        assert again.notes.unseal(passphrase=PASSPHRASE).read(note).text == SECRET


def test_without_keys_for_notes_and_for_reading_only_nothing_is_unsealed(made):
    book, _ = made
    path = book.path
    book.close(backup=False)
    _without_seals(path)
    with Book.open(path, passphrase=PASSPHRASE, read_only=True) as again, pytest.raises(NoKeys):
        again.notes.unseal(passphrase=PASSPHRASE)


def test_a_sealed_text_that_is_no_note_is_damage_and_not_quoted(made):
    book, _ = made
    note = Note("n9", about="ana", author="Lead")
    place = seal.Place(book.store, "n9", "ana", 1, "Lead")
    note = msgspec.structs.replace(note, body=seal.sealed(book._vault.ring, SECRET, place))
    with pytest.raises(Damaged, match="cannot be read") as refused:
        book.notes.unseal(passphrase=PASSPHRASE).read(note)
    assert "May" not in str(refused.value)


def _without_seals(path) -> None:
    """The key header as an earlier program wrote it."""
    from storage import header, locksmith

    known = locksmith.unlock(path, ("db",), passphrase=PASSPHRASE)
    old = msgspec.structs.replace(known.header, seals=msgspec.UNSET)
    header.write(path, header.signed(old, known.keys["db"]))
    assert "seals" not in json.loads((path / folder.DATABASE).with_name("keys.json").read_bytes().splitlines()[0])
