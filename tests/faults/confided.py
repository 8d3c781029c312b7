"""`python -m tests.faults.confided STEP BOOK MARK`: one step of a program's life, in a process of its own.

For tests that look afterwards at what the process left behind: on the disk, or in its memory. Every book here opens
with the same passphrases, made from the mark, so that they are canaries too. The windows are the real application's,
off-screen; what a person would type is typed.

Every path that Python opens for writing is told on standard output as `wrote PATH`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tests.faults.canaries import DAY, Canaries

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.application import Application
    from storage.book import Book
    from ui.window import Window

TEXT, LINK, EDITED, DROPPED = "note.text", "note.link", "note.text, edited", "note.text, dropped in the window"
LATE = "person.unit, in the change that was killed"


def secret_of(mark: str, whose: str = "lead") -> str:
    """The passphrase of the lead or the workshop."""
    return f"{mark} {whose} over seven bridges"


def noted(canaries: Canaries, book: Book, about: str, where: str = TEXT, id_: str = "n1", revision: int = 1) -> Any:
    """A private note about somebody, with canaries for text and link, sealed."""
    from program.records import Note, NoteKind, Tier
    from storage.notes import Content

    words = tuple(canaries.word(each, Tier.SEALED) for each in (where, LINK))
    note = Note(id_, about=about, author="Lead", on=DAY, follow_up=DAY, revision=revision)
    return book.notes.written(note, Content(NoteKind.CONCERN, words[0], words[1:]))


# --- the steps -------------------------------------------------------------------------------------------------------


def begin(path: Path, canaries: Canaries) -> None:
    """A new book with a canary in every field, a note, an edit of it, a step back, and a passphrase for workshops."""
    from program.commands import Keep, Remove
    from program.records import CHARTER, Charter, Note, Person
    from storage.book import Book
    from storage.keys import KdfCost

    everything = canaries.records()
    charter = next(item for item in everything if isinstance(item, Charter))
    lead = secret_of(canaries.mark)
    book, _ = Book.create(path, lead, charter=charter, who="Lead", cost=KdfCost.FLOOR)
    with book:
        book.do(Keep(tuple(item for item in everything if item.id != CHARTER and not isinstance(item, Note))))
        about = next(id_ for id_ in book.program().of(Person))
        book.do(Keep((noted(canaries, book, about),)))
        book.do(Keep((noted(canaries, book, about, EDITED, revision=2),)))
        unsealed = book.notes.unseal(passphrase=lead)
        assert unsealed.read(book.program().of(Note)["n1"]).text == canaries.word(EDITED, _sealed())
        book.do(Remove((book.program().of(Note)["n1"],)))
        book.undo()
        book.locks.set_workshop(secret_of(canaries.mark, "room"), passphrase=lead, cost=KdfCost.FLOOR)
        book.backup()


def rotunda(path: Path, canaries: Canaries, *words: str) -> None:
    """The command line, given the words after the mark; BOOK among them stands for the book."""
    from desktop.__main__ import main

    sys.exit(main([str(path) if word == "BOOK" else word for word in words]))


def window(path: Path, canaries: Canaries) -> None:
    """The window: every page, a note dropped in, notes unsealed, read and searched, locked, opened again, closed."""
    from program.records import Note, Person
    from tests.ui.walker import hits

    with Lead(path, canaries) as lead:
        lead.unlock()
        sealed = [canaries.word(each, _sealed()) for each in _NOTES]
        lead.every_page()
        _none(hits(sealed), "before the notes were unsealed")
        lead.drop(next(iter(lead.desk.program().of(Person))))
        _none(hits(sealed), "after a note was dropped")
        lead.unseal()
        newest = max(lead.desk.program().of(Note).values(), key=lambda note: note.id != "n1")
        lead.read(newest.id)
        assert hits([canaries.word(DROPPED, _sealed())]), "the walker is blind"
        lead.search(canaries.word(DROPPED, _sealed()))
        lead.page.unsealing.seal()
        lead.page.search("")
        _none(hits(sealed), "after the notes were sealed again")
        assert hits([canaries.mark]), "the walker is blind"
        lead.window.lock()
        lead.settle()
        _none(hits([canaries.mark]), "after the book was locked")
        lead.unlock()
        lead.every_page()


def room(path: Path, canaries: Canaries) -> None:
    """The window opened with the workshop's passphrase: no page shows, says or hands out what a room may not see."""
    from program.records import KINDS, Tier
    from program.room import SHOWN
    from tests.ui.walker import hits

    hidden = {*canaries.above(Tier.PROGRAM), *canaries.at(Tier.AGGREGATE)}
    hidden.update(*(canaries.of(key) for key, kind in KINDS.items() if kind.cls not in SHOWN))
    with Lead(path, canaries) as lead:
        lead.unlock("room")
        assert lead.desk.book.limited
        for key in lead.pages():
            lead.window.go(key)
            lead.quiet()
            _none(hits(hidden), f"on the page {key}")
        assert hits([canaries.mark]), "the walker is blind"


def crash(path: Path, canaries: Canaries) -> None:
    """Killed without warning in the middle of a commit, a note lying open on the screen."""
    from program.commands import Keep
    from program.records import Note, Person, Tier
    from storage import faults

    def blow(name: str) -> None:
        if name == "journal":
            os.kill(os.getpid(), signal.SIGKILL)

    with Lead(path, canaries) as lead:
        lead.unlock()
        lead.unseal()
        lead.read(next(iter(lead.desk.program().of(Note))))
        faults.hook = blow
        person = next(iter(lead.desk.program().of(Person).values()))
        lead.desk.do(Keep((msgspec.structs.replace(person, unit=canaries.word(LATE, Tier.PROGRAM)),)))
    raise AssertionError("still alive")


def watched(path: Path, canaries: Canaries) -> None:
    """Open with a note lying open, then sealed, then locked; before each and at the end it waits for a line."""
    from program.records import Note

    _pause("begun")
    with Lead(path, canaries) as lead:
        lead.unlock()
        lead.every_page()
        lead.unseal()
        lead.read(next(iter(lead.desk.program().of(Note))))
        _pause("unsealed")
        lead.page.unsealing.seal()
        lead.quiet()
        _pause("sealed")
        lead.window.lock()
        lead.settle()
        _pause("locked")


def _pause(state: str) -> None:
    print(state, flush=True)
    sys.stdin.readline()


_NOTES = (TEXT, LINK, EDITED, DROPPED)


def _sealed() -> Any:
    from program.records import Tier

    return Tier.SEALED


def _none(found: list[str], when: str) -> None:
    assert found == [], f"{when}: {found[:5]}"


# --- somebody at the window ------------------------------------------------------------------------------------------


class Lead:
    """The application with one window, and somebody who opens a book in it."""

    def __init__(self, path: Path, canaries: Canaries) -> None:
        from desktop.application import build

        self._path = path
        self._canaries = canaries
        self.app: Application = build()
        self.window: Window = self.app.open_window(path)

    def __enter__(self) -> Lead:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is None:
            self.quiet()
            self.app.close()

    @property
    def desk(self) -> Any:
        return self.window.desk

    @property
    def page(self) -> Any:
        """The Feedback page."""
        self.window.go("feedback")
        return self.window.page

    def until(self, done: Callable[[], object]) -> None:
        from PySide6.QtTest import QTest

        end = time.monotonic() + 60
        while not done():
            assert time.monotonic() < end, "waited in vain"
            QTest.qWait(5)

    def quiet(self) -> None:
        """Wait until no work is under way."""
        self.until(lambda: not self.desk.jobs.running)

    def settle(self) -> None:
        """Wait until the book is closed and everything is gone that was to go."""
        import gc

        from PySide6.QtCore import QCoreApplication, QEvent

        self.until(lambda: self.window.unlock is not None and not self.window.unlock.waiting)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def unlock(self, whose: str = "lead") -> None:
        """Type the passphrase on the unlock screen."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        screen = self.window.unlock
        assert screen is not None
        field = screen.open_sheet.secret.field
        QTest.keyClicks(field, secret_of(self._canaries.mark, whose))
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.until(lambda: self.desk.is_open)
        self.quiet()

    def pages(self) -> list[str]:
        assert self.window.frame is not None
        return list(self.window.frame.entries)

    def every_page(self) -> None:
        """Look at every page, and have it drawn."""
        for key in self.pages():
            self.window.go(key)
            self.quiet()
            self.window.grab()

    def drop(self, about: str) -> None:
        """Drop a note about somebody into the book, as on the page."""

        def write(dialog: QDialog) -> None:
            dialog.form.editors["about"].show_value(about)  # type: ignore[attr-defined]
            self._type(dialog.text, self._canaries.word(DROPPED, _sealed()))  # type: ignore[attr-defined]
            self._type(dialog.links, self._canaries.word(LINK, _sealed()))  # type: ignore[attr-defined]
            dialog.accept()

        self.desk.ask.next(write)
        self.page.drop()
        self.quiet()

    def _type(self, field: QWidget, words: str) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClicks(field, words)

    def unseal(self) -> None:
        """Give the passphrase once more."""

        def give(dialog: QDialog) -> None:
            self._type(dialog.present.field, secret_of(self._canaries.mark))  # type: ignore[attr-defined]
            dialog.accept()
            self.until(lambda: not dialog.isVisible())

        page = self.page
        self.desk.ask.next(give)
        page.unsealing.ask()
        assert page.unsealing.now is not None
        self.quiet()

    def read(self, id_: str) -> None:
        """Read a note on the page."""
        self.page.table.choose([id_], id_)
        self.page.read()
        assert self.page.reader.shows

    def search(self, words: str) -> None:
        """Search what the notes say."""
        self.page.search(words)
        self.page._look()
        self.quiet()


STEPS: dict[str, Callable[..., None]] = {step.__name__: step for step in (begin, rotunda, window, room, crash, watched)}


def _tell(event: str, details: tuple[Any, ...]) -> None:
    """An audit hook that names what is written, in one write each, so that threads do not mix."""
    if event == "open":
        writes = details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        written = details[0] if writes and isinstance(details[0], str | bytes) else None
    else:
        written = {"os.mkdir": details[:1], "os.rename": details[1:2]}.get(event, (None,))[0]
    if written is not None:
        os.write(1, b"wrote " + os.fsencode(Path(os.fsdecode(written)).absolute()) + b"\n")


if __name__ == "__main__":
    sys.addaudithook(_tell)
    try:
        known = Canaries(sys.argv[3])
        if sys.argv[1] != "watched":  # whose memory is looked into for them
            known.records()
        STEPS[sys.argv[1]](Path(sys.argv[2]), known, *sys.argv[4:])
    except Exception:
        traceback.print_exc()  # the application would only note where it was
        os._exit(1)
