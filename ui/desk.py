"""The desk: the one object pages hold. What is done goes through it, and what has changed comes from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from program.trouble import Cancelled, RuleBroken, Trouble
from ui.health import Health
from ui.jobs import IsCancelled, Job, Jobs, Progress
from ui.locking import clock
from ui.newkey import NewKey
from ui.notice import Notices, told
from ui.review import Review

if TYPE_CHECKING:
    from program.changes import Change
    from program.commands import Command
    from program.program import Program
    from storage.backup import Backup
    from storage.book import Book
    from storage.history import Difference, Entry
    from ui.ask import Ask
    from ui.clipboard import Clipboard
    from ui.protections import Protection
    from ui.settings import Settings

T = TypeVar("T")


def _not_open() -> Trouble:
    return Trouble("No book is open.", "Nothing was changed.", "Unlock it first.")


class Desk(QObject):
    """One window's desk, with at most one open book on it."""

    changed = Signal(object)
    """A `Change` was kept, undone or redone; the present already holds it."""
    refused = Signal(object)
    """A `Trouble` stood against something the user wanted; the notice is already shown."""
    opened = Signal()
    lock_wanted = Signal()
    """Somebody asked for the lock from within a dialog."""
    locked = Signal()
    """The book is off the desk: pages, models and everything read from it must be gone by the end of this signal."""
    restore_wanted = Signal(object)
    """The `Path` of a backup to put in the place of the open book; the window locks for that."""
    in_room = Signal(bool)
    """Something is shown to a room from now on, or no longer: nobody can be expected at the keyboard all the time."""
    hide_wanted = Signal()
    """Somebody asked to hide everything."""
    hidden = Signal(bool)
    """Everything is hidden from view now, or shown again."""
    backed_up = Signal()
    """A verified backup was made."""
    busy = Signal(bool)
    """A long change is under way; nothing else can be changed meanwhile."""

    def __init__(self, settings: Settings, clipboard: Clipboard, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.window = window
        self.settings = settings
        self.clipboard = clipboard
        self.protections: Callable[[], list[Protection]] = list
        self.clock: Callable[[], float] = clock
        """What idleness is measured by."""
        self.jobs = Jobs(self)
        self.new_key = NewKey(self.jobs, self)
        self.notice = Notices(self)
        self.review = Review(self)
        self.health = Health(self)
        self.jobs.troubled.connect(self._refuse)
        self._book: Book | None = None
        self._program: Program | None = None
        self._writing: Job | None = None
        self._saved_at: datetime | None = None
        self._backed_up: datetime | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self._back_up_if_due)

    @cached_property
    def ask(self) -> Ask:
        """The one door for questions; made, with all the dialogs it may need, for the first of them."""
        from ui.ask import Ask

        made = Ask(self, self.window)
        made.lock_wanted.connect(self.lock_wanted)
        return made

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
        self._saved_at = None
        self._backed_up = max((each.when for each in book.backups() if each.readable), default=None)
        self._clock.start()
        self.opened.emit()

    def let_go(self) -> Callable[[], None] | None:
        """Take the book off the desk; everything that showed it goes first.

        Returns what closes it, for any thread: it waits for a change still being written, and backs up what is new.
        """
        book, self._book, self._program = self._book, None, None
        if book is None:
            return None
        self._clock.stop()
        self.ask.close_all()
        self.jobs.drop_all()
        self.notice.clear()
        self._writing = None
        self.clipboard.clear()
        self.locked.emit()
        return book.close

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

        def write(_progress: Progress, cancelled: IsCancelled) -> Change:
            if cancelled():
                raise Cancelled()  # locked before it was its turn
            return book.do(command)

        self._writing = self.jobs.run(write, words, landed, fell)
        self.busy.emit(True)

    def do_for_good(self, work: Callable[[], T], words: str, done: Callable[[T], object]) -> None:
        """Carry out what is no command, off the window's thread, and show what became of the present.

        There is no way back, so there is no notice with Undo.
        """
        try:
            self._demand_free()
        except Trouble as trouble:
            self._refuse(trouble)
            return

        def over() -> None:
            from program.changes import Change

            self._over()
            if self._book is not None and self._program is not None:
                self._kept(Change(words, self._program.pairs_to(self._book.program())))

        def landed(result: T) -> None:
            over()
            done(result)

        def fell(trouble: Trouble) -> None:
            over()  # some of it may have been done
            self._refuse(trouble)

        self._writing = self.jobs.run(lambda _progress, _cancelled: work(), words, landed, fell)
        self.busy.emit(True)

    @property
    def is_busy(self) -> bool:
        """Whether a long change is under way."""
        return self._writing is not None

    def undo(self) -> Change | None:
        """Take the last change back, and tell so; None when there is nothing to take back."""
        return self._step(lambda book: book.undo(), "Undone")

    def redo(self) -> Change | None:
        """Do again what was undone last, and tell so; None when there is nothing."""
        return self._step(lambda book: book.redo(), "Redone")

    @property
    def undo_title(self) -> str:
        """What `undo` would take back; empty when there is nothing."""
        return (self._book and self._book.undo_title) or ""

    @property
    def redo_title(self) -> str:
        """What `redo` would do again; empty when there is nothing."""
        return (self._book and self._book.redo_title) or ""

    def note(self, title: str) -> None:
        """Tell that a change of this title was made, with Undo beside it."""
        self.notice.say(told(title), undo=True)

    # ---- the book's past and safety --------------------------------------------------------------------------------

    def history(
        self, record_id: str | None = None, *, text: str | None = None, before: int | None = None, limit: int = 200
    ) -> list[Entry]:
        """The journal's newest entries, newest first, as `Book.history` gives them."""
        return self.book.history(record_id, text=text, before=before, limit=limit)

    def differences(self, entry: Entry | int, record_id: str | None = None) -> list[Difference]:
        """What an entry changed, field by field, in words."""
        return self.book.differences(entry, record_id)

    def undo_to(self, seq: int) -> Change | None:
        """Take everything back to how it was right after entry `seq`, as one step that can itself be undone."""
        try:
            self._demand_free()
            change = self.book.undo_to(seq)
        except Trouble as trouble:
            self._refuse(trouble)
            return None
        self._present(change)
        return change

    def back_up(self, *, quiet: bool = False) -> None:
        """Make a verified backup beside the window; said when it is done, unless `quiet`."""
        book = self.book

        def made(backup: Backup) -> None:
            self._backed_up = backup.when
            self.backed_up.emit()
            if not quiet:
                self.notice.say("A backup was made and verified.")

        self.jobs.run(lambda _progress, _cancelled: book.backup(), "Backing up", made)

    def facts(self) -> list[str]:
        """Where the book stands, for the foot of the window: saved, backed up, journal."""
        head = self.book.head()
        saved = f"Saved {self._saved_at:%H:%M}" if self._saved_at is not None else "All saved"
        backed = f"Backed up {_when(self._backed_up)} · verified" if self._backed_up is not None else "No backup yet"
        number = f"{head.seq:,}".replace(",", "\u2009")
        return ["Reading only" if self.book.read_only else saved, backed, f"Journal #{number} · {head.code}"]

    def _back_up_if_due(self) -> None:
        if self._book is not None and self._writing is None and self._book.backup_due():
            self.back_up(quiet=True)

    # ---- within ----------------------------------------------------------------------------------------------------

    def _do(self, command: Command) -> Change:
        self._demand_free()
        return self.book.do(command)

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

    def _step(self, step: Callable[[Book], Change | None], said: str) -> Change | None:
        try:
            self._demand_free()
            change = step(self.book)
        except Trouble as trouble:
            self._refuse(trouble)
            return None
        if change is not None:
            self._kept(change)
            self.notice.say(f"{said}: {change.title}")
        return change

    def _present(self, change: Change, *, quiet: bool = False) -> None:
        if not change:
            return
        self._kept(change)
        if not quiet:
            self.note(change.title)

    def _kept(self, change: Change) -> None:
        self._program = self.book.program()
        self._saved_at = datetime.now()
        self.notice.overtake()
        self.changed.emit(change)

    def _refuse(self, trouble: Trouble) -> None:
        self.notice.trouble(_named(trouble))
        self.refused.emit(trouble)

    def _over(self) -> None:
        self._writing = None
        self.busy.emit(False)


def _when(moment: datetime) -> str:
    """A time of today as a time, any other as a date."""
    local = moment.astimezone()
    return f"{local:%H:%M}" if local.date() == datetime.now().date() else f"{local.day} {local:%b}"


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
