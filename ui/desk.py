"""The desk: the one object pages hold. What is done goes through it, and what has changed comes from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, Signal

from program.trouble import RuleBroken, Trouble
from ui.ask import Ask
from ui.jobs import Job, Jobs
from ui.notice import Notices, told

if TYPE_CHECKING:
    from program.changes import Change
    from program.commands import Command
    from program.program import Program
    from storage.book import Book
    from ui.clipboard import Clipboard
    from ui.settings import Settings


def _not_open() -> Trouble:
    return Trouble("No book is open.", "Nothing was changed.", "Unlock it first.")


class Desk(QObject):
    """One window's desk, with at most one open book on it."""

    changed = Signal(object)
    """A `Change` was kept, undone or redone; the present already holds it."""
    refused = Signal(object)
    """A `Trouble` stood against something the user wanted; the notice is already shown."""
    opened = Signal()
    locked = Signal()
    """The book is off the desk: pages, models and everything read from it must be gone by the end of this signal."""
    busy = Signal(bool)
    """A long change is under way; nothing else can be changed meanwhile."""

    def __init__(self, settings: Settings, clipboard: Clipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.clipboard = clipboard
        self.ask = Ask(self)
        self.jobs = Jobs(self)
        self.notice = Notices(self)
        self.jobs.troubled.connect(self._refuse)
        self._book: Book | None = None
        self._program: Program | None = None
        self._writing: Job | None = None
        self._pen = Lock()  # held while the book is written to off the window's thread

    # ---- the book --------------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether a book lies on the desk."""
        return self._book is not None

    @property
    def book(self) -> Book:
        """The open book, for pages about the book itself. Raises Trouble when there is none."""
        if self._book is None:
            raise _not_open()
        return self._book

    def hold(self, book: Book) -> None:
        """Put an open book on the desk."""
        self._book = book
        self._program = book.program()
        self.opened.emit()

    def let_go(self) -> Callable[[], None] | None:
        """Take the book off the desk; everything that showed it goes first.

        Returns what closes it, for any thread: it waits for a change still being written, so that none is lost.
        """
        book, self._book, self._program = self._book, None, None
        if book is None:
            return None

        def close() -> None:
            with self._pen:
                book.close()

        self.ask.close_all()
        self.jobs.drop_all()
        self.notice.clear()
        self._writing = None
        self.clipboard.clear()
        self.locked.emit()
        return close

    # ---- the present -----------------------------------------------------------------------------------------------

    def program(self) -> Program:
        """The frozen present. Raises Trouble when no book is open."""
        if self._program is None:
            raise _not_open()
        return self._program

    def do(self, command: Command, *, quiet: bool = False) -> Change | None:
        """Carry out a command as one undo step and tell so; None when it was refused (which is told as well).

        When hard rules stand against it and a reason can override them, the reason is asked for. `quiet` leaves out
        the notice of success, for changes that are seen where they are made.
        """
        try:
            change = self._do(command)
        except RuleBroken as broken:
            command_ = self._with_reason(command, broken)
            if command_ is None:
                self.refused.emit(broken)
                return None
            return self.do(command_, quiet=quiet)
        except Trouble as trouble:
            self._refuse(trouble)
            return None
        self._present(change, quiet=quiet)
        return change

    def do_in_background(
        self,
        command: Command,
        words: str,
        done: Callable[[Change], object] | None = None,
        failed: Callable[[Trouble], object] | None = None,
    ) -> None:
        """`do` for bulky commands: off the window's thread, with `words` for what is being done meanwhile."""
        try:
            self._demand_free()
            book = self.book
        except Trouble as trouble:
            self._refuse(trouble)
            return

        def landed(change: Change) -> None:
            self._over()
            self._present(change)
            if done is not None:
                done(change)

        def fell(trouble: Trouble) -> None:
            self._over()
            if failed is not None:
                failed(trouble)
            else:
                self._refuse(trouble)

        def write(_progress: object, _cancelled: object) -> Change:
            with self._pen:
                return book.do(command)

        self._writing = self.jobs.run(write, words, landed, fell)
        self.busy.emit(True)

    @property
    def is_busy(self) -> bool:
        """Whether a long change is under way."""
        return self._writing is not None

    def undo(self) -> Change | None:
        """Take the last change back, and tell so; None when there is nothing to take back."""
        return self._step("undo", "Undone")

    def redo(self) -> Change | None:
        """Do again what was undone last, and tell so; None when there is nothing."""
        return self._step("redo", "Redone")

    @property
    def undo_title(self) -> str:
        """What `undo` would take back; empty when there is nothing."""
        return (self._book.undo_title if self._book is not None else None) or ""

    @property
    def redo_title(self) -> str:
        """What `redo` would do again; empty when there is nothing."""
        return (self._book.redo_title if self._book is not None else None) or ""

    def note(self, title: str) -> None:
        """Tell that a change of this title was made, with Undo beside it."""
        self.notice.say(told(title), undo=True)

    # ---- within ----------------------------------------------------------------------------------------------------

    def _do(self, command: Command) -> Change:
        self._demand_free()
        change: Change = self.book.do(command)
        return change

    def _demand_free(self) -> None:
        if self._writing is not None:
            words = self._writing.words.lower()
            raise Trouble(f"Rotunda is still busy: {words}.", "Nothing was changed.", "Try again in a moment.")

    def _with_reason(self, command: Any, broken: RuleBroken) -> Any | None:
        names = getattr(command, "__struct_fields__", ())
        if not broken.reason_helps or "reason" not in names or command.reason:
            self.notice.trouble(_named(broken))
            return None
        reason = self.ask.reason(broken.findings)
        return msgspec.structs.replace(command, reason=reason) if reason and self.is_open else None

    def _step(self, which: str, said: str) -> Change | None:
        try:
            self._demand_free()
            change: Change | None = getattr(self.book, which)()
        except Trouble as trouble:
            self._refuse(trouble)
            return None
        if change is not None:
            self._program = self.book.program()
            self.changed.emit(change)
            self.notice.say(f"{said}: {change.title}")
        return change

    def _present(self, change: Change, *, quiet: bool = False) -> None:
        if not change.pairs:
            return
        self._program = self.book.program()
        self.changed.emit(change)
        if not quiet:
            self.note(change.title)

    def _refuse(self, trouble: Trouble) -> None:
        self.notice.trouble(_named(trouble))
        self.refused.emit(trouble)

    def _over(self) -> None:
        self._writing = None
        self.busy.emit(False)


def _named(trouble: Trouble) -> Trouble:
    """The trouble with the names that only the screen may show: which rules, which fields."""
    points: Sequence[str] = ()
    if isinstance(trouble, RuleBroken):
        points = [finding.words for finding in trouble.findings]
    problems = getattr(trouble, "problems", ())
    points = points or [f"{problem.label} {problem.words}" for problem in problems]
    if not points:
        return trouble
    text = "; ".join(points[:3]) + (f"; and {len(points) - 3} more" if len(points) > 3 else "")
    return Trouble(text[:1].upper() + text[1:] + ".", trouble.kept, trouble.todo if not problems else "")
