"""The one door to the data: the frozen present, doing, undoing, history, backups.

Whatever is done is computed from the present, checked, and written together with its journal entry in one transaction.
Only when the disk has it does the present change. One book has one writer; its methods may be called from any thread
and wait for each other, and `program()` never waits.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from program.changes import Change, Pair
from program.commands import Command
from program.commands.erasure import Erase
from program.commands.judging import stamped
from program.program import Program
from program.records import CHARTER, Charter
from program.trouble import Trouble
from program.validity import clean
from storage import audit, history, migrations, places, processes, profile, upkeep, witness
from storage import backup as backups
from storage.backup import Backup
from storage.cipher import Progress
from storage.faults import COPIED, point
from storage.handover import Handover
from storage.journal import What
from storage.keys import KdfCost
from storage.ledger import Ledger, demand_sound
from storage.limits import Limits
from storage.locks import Locks
from storage.notes import Notes
from storage.past import Past
from storage.restore import Restored
from storage.restore import restore as put_back
from storage.trouble import BackupFailed, Damaged, ReadOnly, told
from storage.vault import Vault

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


def _now() -> datetime:
    return datetime.now(UTC)


def _beginning(charter: Charter) -> Change:
    return Change("Begin the book", (Pair(None, charter),))


class Book(Past):
    """An open book. Not to be made by hand: `create`, `open` or `restore`."""

    def __init__(self, vault: Vault, *, who: str | None = None, clock: Callable[[], datetime] = _now) -> None:
        self.path = vault.path
        self.read_only = vault.read_only
        #: Whether it was opened with the workshop's passphrase: see `storage.limits` for what it reaches then.
        self.limited = vault.limited
        self._vault = vault
        self._clock = clock
        self._turn = threading.RLock()
        # A backup is verified after its turn is over. Who needs both takes this one first.
        self._backing = threading.RLock()
        self._open = True
        self._changed_at: float | None = None
        self._bulky = False  # a large change waits for its backup
        with told():
            self._checked = witness.demand(self.path, vault.connection)
            self._ledger = Ledger(vault, processes.user() if who is None else clean(who), clock)
            #: What witnesses outside say against this book; see `go_on`.
            self.doubts = witness.doubts(self.path, vault.connection, profile.recalled(self.store))
        self._limits = Limits(self._ledger, self.limited)
        #: Writing private notes, and the lead's reading of them.
        self.notes = Notes(vault, self.note, self.program)
        #: Whose name the journal writes beside what is done.
        self.who = self._ledger.who
        #: Changing who can open the book.
        self.locks = Locks(vault, self.notes, self._alone, self.note)
        #: Handing over parts of the program, and merging what comes back.
        self.handover = Handover(vault, self, clock)

    # --- coming and going --------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        charter: Charter | None = None,
        begin: Change | None = None,
        who: str | None = None,
        cost: KdfCost | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> tuple[Book, str]:
        """A new book at `path` (`NAME.rotunda`), open, and its recovery key: shown once, kept nowhere.

        It begins with its charter, or with all that `begin` brings. Raises WeakPassphrase, ReadOnly, DiskFull, NotValid
        (what it begins with), and Trouble when the name is taken.
        """
        first = begin or _beginning(charter or Charter(id=CHARTER, name=path.stem))
        demand_sound(Program.of_records(()).apply(first), first)
        vault, recovery = Vault.create(path, passphrase, cost=cost)
        try:
            return cls._begun(vault, first, who, clock), recovery
        except BaseException:
            vault.close()
            shutil.rmtree(path, ignore_errors=True)
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        passphrase: str | None = None,
        recovery: str | None = None,
        who: str | None = None,
        read_only: bool = False,
        take_over: bool = False,
        clock: Callable[[], datetime] = _now,
    ) -> Book:
        """Open with the passphrase or the recovery key. A wrong one changes no byte.

        A book of an older version is backed up and brought up to date. Raises WrongPassphrase, Damaged, TooNew,
        Locked, ReadOnly, DiskFull, Missing.
        """
        vault = Vault.open(path, passphrase=passphrase, recovery=recovery, read_only=read_only, take_over=take_over)
        try:
            with told():
                version = migrations.version_of(vault.connection)
                if version == "":  # its making was interrupted
                    return cls._begun(vault, _beginning(Charter(id=CHARTER, name=path.stem)), who, clock)
                if vault.unclean:
                    audit.demand(vault.connection, vault.log_key)
                if version != migrations.LATEST:
                    upkeep.bring_up_to_date(vault, version)
            book = cls(vault, who=who, clock=clock)
            book._checked = clock() if vault.unclean else book._checked
            return book
        except Damaged:
            vault.close(sound=False)
            raise
        except BaseException:
            vault.close()
            raise

    @classmethod
    def _begun(cls, vault: Vault, first: Change, who: str | None, clock: Callable[[], datetime]) -> Book:
        if vault.read_only:
            raise ReadOnly("The making of this book was interrupted.", todo="Open it for writing once.")
        with told():
            migrations.create(vault.connection)
        book = cls(vault, who=who, clock=clock)
        book._keep("do", first)
        return book

    @classmethod
    def restore(
        cls,
        path: Path,
        backup: Path,
        *,
        passphrase: str | None = None,
        recovery: str | None = None,
        who: str | None = None,
        progress: Progress | None = None,
        take_over: bool = False,
        clock: Callable[[], datetime] = _now,
    ) -> tuple[Book, Restored]:
        """Put a backup in the place of a closed book, whose state is backed up first, and open it.

        Raises WrongPassphrase, Damaged (the backup), Locked, DiskFull, ReadOnly, Cancelled; then nothing was replaced.
        """
        restored = put_back(
            path,
            backup,
            passphrase=passphrase,
            recovery=recovery,
            check=audit.demand,
            progress=progress,
            take_over=take_over,
            now=clock(),
        )
        book = cls.open(path, passphrase=passphrase, recovery=recovery, who=who, clock=clock)
        book._checked = clock()  # before it was put back
        book.note(f"{witness.RESTORED}{backup.stem}")
        book._settle()
        return book, restored

    def close(self, *, backup: bool = True) -> None:
        """Back up what has changed, close the files and drop the keys. Closing twice is fine.

        Raises BackupFailed, or Damaged when that is found by backing up; the book is closed then all the same, and what
        was done in it is kept.
        """
        with self._backing, self._turn:
            if not self._open:
                return
            sound = not self._ledger.suspect
            self.notes.seal()
            try:
                if not self.read_only and sound:
                    self._remember()
                    now, connection = self._clock(), self._connection()
                    if backup and upkeep.closing_backup_due(self.path, connection, now, bulky=self._bulky):
                        self._back_up()
            except Damaged as damage:
                sound = False  # the next opening looks at everything
                kept = "What was saved is still in the file, and the book is closed; the backups are separate files."
                raise Damaged(damage.what, kept, damage.todo) from None
            except Trouble as trouble:
                raise BackupFailed(trouble) from None
            finally:
                self._open = False
                self._vault.close(sound=sound)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(backup=error is None)

    # --- the present and what changes it -----------------------------------------------------------------------------

    def program(self) -> Program:
        """The frozen present; valid for ever, also after the book is closed."""
        return self._limits.program

    def do(self, command: Command) -> Change:
        """Do it and keep it; returns what changed, which may be nothing.

        A command with `bulky` set is preceded by a backup; one with `lasting` set is no step of undo. Raises
        RuleBroken, NotValid, DiskFull, ReadOnly, … and then nothing has changed.
        """
        bulky = getattr(command, "bulky", False)
        with self._backing if bulky else nullcontext(), self._turn:
            self._demand_writable()
            change = stamped(self._limits.change(command), self.who, self._clock().astimezone().date())
            if not change:
                return change
            following = self._ledger.following(change)
            demand_sound(following, change)
            if bulky:
                self._back_up(before=True)
            kept = self._keep("release" if getattr(command, "lasting", False) else "do", change, following)
            self._bulky |= bulky
            return kept

    def undo(self) -> Change | None:
        """Take back the last thing done; returns what changed, or None when there is nothing to undo."""
        return self._turned("undo")

    def redo(self) -> Change | None:
        """Do again what was undone last; returns what changed, or None when there is nothing to redo."""
        return self._turned("redo")

    @property
    def undo_title(self) -> str | None:
        """What would be undone next, as its title says."""
        return self._ledger.titles[0] if self._limits.turns(self._ledger.tip.undo) else None

    @property
    def redo_title(self) -> str | None:
        """What would be redone next, as its title says."""
        return self._ledger.titles[1] if self._limits.turns(self._ledger.tip.redo) else None

    def undo_to(self, seq: int) -> Change:
        """Take everything back to how it was right after entry `seq`: one change, which can itself be undone."""
        with self._turn:
            self._demand_writable()
            self._limits.demand_lead()
            target = history.entry(self._connection(), seq)
            if target is None:
                raise Trouble("The history has no such entry.", "Nothing was changed.")
            steps = history.back_to(self._connection(), self._ledger.program, seq)
            change = Change(f"Go back to “{target.words}”", steps)
            if change:
                self._keep("do", change)
            return change

    def erase(self, person: str) -> tuple[Backup, ...]:
        """Erase one person for good: records, journal and freed pages. Gives the backups, which still know them.

        What counts need stays under no name; nothing done before can be undone afterwards. Raises Trouble, DiskFull.
        """
        with self._alone():
            self._limits.demand_lead()
            command = Erase(person)
            change, words = command.change(self._ledger.program), command.tokens(self._ledger.program)
            demand_sound(self._ledger.following(change), change)
            self._ledger.erase(change, (f'"{person}"', *words))
            return self.backups()

    def note(self, title: str) -> None:
        """Write something that changes no record into the journal: an unlocking, an export, a release."""
        with self._turn:
            self._demand_writable()
            self._keep("note", Change(clean(title), ()))

    # --- keeping it safe ---------------------------------------------------------------------------------------------

    def check(self, progress: Progress | None = None) -> list[str]:
        """Go through everything: the database's two checks, the chain, every record against the journal.

        Returns the problems in sentences, none of them private; [] means that all is well. `progress` is told journal
        entries done and in all, and may raise Cancelled.
        """
        with self._turn, told():
            connection = self._connection()
            problems = ["The book's file is damaged."] if self._vault.integrity() else []
            problems += audit.audit(connection, self._vault.log_key, progress)
            if not problems and not self.read_only:
                self._was_checked(self._clock())
            return problems + places.conflicts(self.path)

    def go_on(self) -> None:
        """Take the book for the right one whatever the witnesses say; the journal says that somebody did."""
        if self.doubts:
            self.note(f"{witness.WENT_ON}it was said: {' '.join(doubt.words for doubt in self.doubts)}")
            self._settle()

    def _settle(self) -> None:
        self.doubts = ()
        self._remember()

    def check_due(self) -> bool:
        """Whether the book was not gone through as a whole for a week, be it by `check` or for a backup."""
        return not self.read_only and upkeep.check_due(self._checked, self._clock())

    def _was_checked(self, now: datetime) -> None:
        self._checked = now
        with suppress(Trouble):  # what was found stands also when its date cannot be written down
            self._remember()

    def _remember(self) -> None:
        if not self._ledger.suspect:
            witness.write(self.path, self._ledger.tip, self._checked)
            if not self.doubts:
                profile.remember(self.store, self.head())

    def warnings(self) -> list[str]:
        """What is doubtful about where the book lies, in sentences: a synchronised folder, copies after a conflict."""
        cloud = places.cloud_warning(self.path)
        return [*([cloud] if cloud else []), *places.conflicts(self.path)]

    def backup(self, progress: Progress | None = None) -> Backup:
        """A verified backup of the present state; only while that is copied must others wait.

        Raises Damaged, DiskFull, Cancelled.
        """
        return self._back_up(progress)

    def _back_up(self, progress: Progress | None = None, *, before: bool = False) -> Backup:
        with self._backing, ExitStack() as stack:
            with self._turn:
                self._demand_writable()
                now, waiting, bulky = self._clock(), self._changed_at, self._bulky
                draft = stack.enter_context(backups.drafted(self._vault, progress))
                self._changed_at, self._bulky = None, False
            try:
                point(COPIED)
                made = draft.finish(audit.demand, now=now, before=before)
            except BaseException:
                with self._turn:
                    self._changed_at = waiting if waiting is not None else self._changed_at
                    self._bulky |= bulky
                raise
            with self._turn:
                self._was_checked(now)
            return made

    def backups(self) -> tuple[Backup, ...]:
        """The backups there are, newest first."""
        return backups.listed(self.path)

    def backup_due(self, now: float | None = None) -> bool:
        """Whether changes have waited half an hour for a backup (`now` as `time.monotonic` gives it)."""
        since = self._changed_at
        return since is not None and (time.monotonic() if now is None else now) - since >= upkeep.BACKUP_EVERY

    # --- the inside --------------------------------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The book to oneself, for writing."""
        with self._backing, self._turn:
            self._demand_writable()
            yield

    def _demand_writable(self) -> None:
        self._connection()
        self._ledger.demand_writable()

    def _keep(self, what: What, change: Change, following: Program | None = None) -> Change:
        before = self._ledger.program
        self._ledger.keep(what, change, self._ledger.following(change) if following is None else following)
        if what != "note" and self._changed_at is None:
            self._changed_at = time.monotonic()
        return self._limits.kept(change, before)

    def _turned(self, what: Literal["undo", "redo"]) -> Change | None:
        with self._turn:
            self._demand_writable()
            tip = self._ledger.tip
            turned = tip.undo if what == "undo" else tip.redo
            if not turned or not self._limits.turns(turned):
                return None
            with told():
                change = history.change_of(self._connection(), turned).flip()
            return self._keep(what, change)
