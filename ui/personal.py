"""One person's data as a whole, given out or erased: one road for the window and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from program.access import HeldView, Past, Said, held, notes_about
from program.commands import Keep
from program.commands.erasure import ERASED, written_by
from program.leaks import clear
from program.program import Program
from program.records import Note, Tier
from program.trouble import Trouble
from program.views_reader import day

if TYPE_CHECKING:
    from storage.backup import Backup
    from storage.book import Book
    from storage.releasing import Outgoing

#: What it is called on the register of releases, and in which forms it can be made.
TITLE = "Everything held of a person"
SUFFIXES = {".pdf": "A document to read (.pdf)", ".xlsx": "Excel workbook (.xlsx)", ".json": "Data (.json)"}
_READER = "The person, who asked"
_PURPOSE = "Access to one’s own data"
_ALL = 100_000  # entries of the history about one record


def unsealed(book: Book, notes: tuple[Note, ...], passphrase: str) -> dict[str, Said]:
    """What these notes say, read for this and sealed again; every reading is journaled.

    Raises WrongPassphrase, Damaged.
    """
    opened = book.notes.unseal(passphrase=passphrase)
    try:
        contents = {note.id: opened.read(note) for note in notes}
    finally:
        book.notes.seal()
    return {id_: Said(each.kind.label, each.text, each.links) for id_, each in contents.items()}


def everything(book: Book, program: Program, person: str, suffix: str, passphrase: str = "") -> Outgoing:
    """The file as it leaves, with its record; with the lead's passphrase the text of private notes is in it.

    Raises Trouble for an ending that is none of `SUFFIXES`, WrongPassphrase, Damaged.
    """
    from storage.exchange.held import as_json, as_workbook
    from storage.releasing import Copy, Outgoing
    from ui.handout import prepare

    if suffix not in SUFFIXES:
        raise Trouble("It cannot be written as such a file.", "Nothing was written.", "Choose .pdf, .xlsx or .json.")
    said = unsealed(book, notes_about(program, person), passphrase) if passphrase else {}
    history = tuple(
        Past(day(each.at.astimezone().date()), each.who, each.words) for each in book.history(person, limit=_ALL)
    )

    def view(there: Program) -> HeldView:
        return held(there, person, said=said, history=history)

    stand = book.stand()
    if suffix == ".pdf":
        chosen = {"id_": person}
        return prepare(program, book.store, stand, "held", chosen, _READER, _PURPOSE, view).outgoing()
    cleared = clear(program, view, Tier.RESTRICTED)
    data = as_json(cleared.view) if suffix == ".json" else as_workbook(cleared.view)
    return Outgoing.of(cleared, data, Copy.next(program, book.store, stand, TITLE, _READER, _PURPOSE))


def resealed(book: Book, person: str, passphrase: str) -> None:
    """Seal the private notes that the person wrote about others anew, without their name; every reading is journaled.

    Raises WrongPassphrase, Damaged, DiskFull.
    """
    found = written_by(book.program(), person)
    opened = book.notes.unseal(passphrase=passphrase)
    try:
        again = tuple(
            book.notes.written(msgspec.structs.replace(note, author=ERASED, revision=note.revision + 1), text)
            for note, text in ((note, opened.read(note)) for note in found)
        )
    finally:
        book.notes.seal()
    book.do(Keep(again))


def erase(book: Book, person: str, *, passphrase: str = "", backups: bool = False) -> tuple[Backup, ...]:
    """Erase a person for good; gives the backups that still know them, none where they are to go as well.

    With the lead's passphrase the private notes they wrote about others lose their name too. Raises as `Book.erase`
    and `resealed`; a new backup is made before any is deleted.
    """
    from storage.trouble import told

    if passphrase:
        resealed(book, person, passphrase)
    known = book.erase(person)
    if not backups or not known:
        return known
    book.backup()
    with told():
        for each in known:
            each.path.unlink(missing_ok=True)
    return ()
