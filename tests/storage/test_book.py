"""The book: what is kept, what is refused, and what is left when something goes wrong."""

from __future__ import annotations

import errno
import shutil
import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from program.changes import Change, Pair
from program.commands import Keep, MovePlacements, Place, Remove, SetState, Target, Unplace
from program.program import Program
from program.records import CHARTER, Charter, Cycle, Decision, Host, Lifecycle, Person, Placement, State
from program.trouble import NotValid, RuleBroken, Trouble
from storage import faults
from storage.book import Book
from storage.journal import Head
from storage.keys import KdfCost
from storage.trouble import BackupFailed, Damaged, DiskFull, Locked, ReadOnly, WrongPassphrase
from storage.vault import Vault
from tests.storage.books import Clock, closed, fresh, opened, person
from tests.storage.vaults import OTHER, PASSPHRASE, snapshot


class Given(msgspec.Struct, frozen=True):
    """A command that does just what it is told."""

    pairs: tuple[Pair, ...]
    bulky: bool = False

    def change(self, program: Program) -> Change:
        return Change("As given", self.pairs)


def rename(book: Book, name: str) -> Change:
    ana = book.program().of(Person)["ana"]
    return book.do(Keep((msgspec.structs.replace(ana, name=name),), title=f"Call Ana {name}"))


def ana(book: Book) -> str:
    return book.program().of(Person)["ana"].name


# --- coming and going --------------------------------------------------------------------------------------------


def test_a_new_book_holds_its_charter_and_opens_again(tmp_path):
    path = tmp_path / "New.rotunda"
    book, recovery = Book.create(path, PASSPHRASE, who="Lead", cost=KdfCost.FLOOR)
    assert book.program().charter.name == "New"
    assert (book.undo_title, book.redo_title, book.head().seq) == (None, None, 1)
    book.do(Keep((person(),)))
    program, head = book.program(), book.head()
    book.close()
    for secret in ({"passphrase": PASSPHRASE}, {"recovery": recovery}):
        with opened(path, **secret) as again:
            assert again.program() == program
            assert again.head() == head
            assert again.check() == []


def test_a_charter_that_cannot_be_kept_leaves_nothing(tmp_path):
    with pytest.raises(NotValid):
        Book.create(tmp_path / "New.rotunda", PASSPHRASE, charter=Charter(CHARTER, name=""), cost=KdfCost.FLOOR)
    assert list(tmp_path.iterdir()) == []


def test_the_wrong_passphrase_changes_no_byte(tmp_path):
    path, _ = closed(tmp_path)
    before = snapshot(path)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            opened(path, passphrase=OTHER)
    assert snapshot(path) == before


def test_a_book_whose_making_was_interrupted_is_made_whole(tmp_path):
    vault, _ = Vault.create(tmp_path / "Half.rotunda", PASSPHRASE, cost=KdfCost.FLOOR)
    vault.close()
    with pytest.raises(ReadOnly):
        opened(tmp_path / "Half.rotunda", read_only=True)
    with opened(tmp_path / "Half.rotunda") as book:
        assert book.program().charter.name == "Half"
        assert book.check() == []


def test_one_book_one_program(tmp_path):
    with fresh(tmp_path) as book, pytest.raises(Locked):
        opened(book.path)


def test_reading_only_shows_everything_and_keeps_nothing(tmp_path):
    path, _ = closed(tmp_path)
    before = snapshot(path)
    with opened(path, read_only=True) as book:
        assert ana(book) == "Ana Ruiz"
        assert len(book.history()) == 2
        assert book.check() == []
        for refused in (lambda: rename(book, "X"), book.undo, lambda: book.note("x"), book.backup):
            with pytest.raises(ReadOnly):
                refused()
    assert snapshot(path) == before


def test_a_closed_book_says_so(tmp_path):
    book = fresh(tmp_path)
    program = book.program()
    book.close()
    book.close()
    assert book.program() is program
    for asking in (book.history, book.undo, lambda: book.note("x")):
        with pytest.raises(Trouble, match="closed"):
            asking()


# --- doing -------------------------------------------------------------------------------------------------------


def test_what_is_done_is_there_after_reopening(tmp_path):
    with fresh(tmp_path) as book:
        book.do(MovePlacements((Target("p1", host="cus"),)))
        book.do(Unplace(("p2",)))
        rename(book, "Ana Ruíz-Çelik “A$” 安娜")
        program = book.program()
    with opened(book.path) as again:
        assert again.program() == program
        assert again.program().of(Placement)["p1"].host == "cus"
        assert "p2" not in again.program().of(Placement)


def test_doing_nothing_leaves_no_trace(tmp_path):
    with fresh(tmp_path) as book:
        head = book.head()
        assert not rename(book, "Ana Ruiz")
        assert book.head() == head


def test_what_a_rule_refuses_changes_nothing(tmp_path):
    with fresh(tmp_path) as book:
        head, program = book.head(), book.program()
        with pytest.raises(RuleBroken):
            book.do(MovePlacements((Target("p1", host="fin"),)))  # one seat, and Jon has it
        assert (book.head(), book.program()) == (head, program)


def test_a_command_cannot_leave_a_record_that_is_not_sound(tmp_path):
    with fresh(tmp_path) as book:
        head = book.head()
        with pytest.raises(NotValid):
            book.do(Given((Pair(None, person(name="")),)))
        with pytest.raises(NotValid):
            book.do(Given((Pair(None, person(manager="nobody")),)))
        host = book.program().of(Host)["ops"]
        with pytest.raises(NotValid):
            book.do(Given((Pair(host, None),)))  # Ana's placement still points to it
        assert book.head() == head


@pytest.mark.parametrize(
    "pairs",
    [
        (Pair(person(), None),),
        (Pair(person(1), person(2)),),
        (Pair(None, person()), Pair(None, person())),
        (Pair(None, Person("ana", name="Another Ana")),),
    ],
    ids=["removes what is not there", "turns one into another", "touches one twice", "adds what is there"],
)
def test_a_change_that_does_not_start_from_the_present_is_a_mistake_of_ours(tmp_path, pairs):
    with fresh(tmp_path) as book:
        head = book.head()
        with pytest.raises(ValueError, match="present"):
            book.do(Given(pairs))
        assert book.head() == head
        assert book.check() == []


def test_three_thousand_people_are_one_change(tmp_path):
    with fresh(tmp_path) as book:
        everyone = tuple(person(number, email=f"somebody{number}@example.org") for number in range(3000))
        change = book.do(Keep(everyone))
        assert len(change.pairs) == 3000
        assert len(book.undo().pairs) == 3000
        assert len(book.redo().pairs) == 3000
    with opened(book.path) as again:
        assert len(again.program().of(Person)) == 3005
        assert again.head().seq == 5
        assert again.check() == []


def test_any_thread_may_do(tmp_path):
    with fresh(tmp_path) as book:
        threads = [
            threading.Thread(target=lambda number=number: book.do(Keep((person(number),)))) for number in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(book.program().of(Person)) == 25
        assert book.head().seq == 22
        assert book.check() == []


# --- undoing -----------------------------------------------------------------------------------------------------


def test_undo_and_redo_survive_closing(tmp_path):
    with fresh(tmp_path) as book:
        rename(book, "One")
        rename(book, "Two")
        book.undo()
        assert (ana(book), book.undo_title, book.redo_title) == ("One", "Call Ana One", "Call Ana Two")
    with opened(book.path) as book:
        assert (ana(book), book.undo_title, book.redo_title) == ("One", "Call Ana One", "Call Ana Two")
        book.redo()
        assert (ana(book), book.undo_title, book.redo_title) == ("Two", "Call Ana Two", None)
    with opened(book.path) as book:
        book.undo()
        book.undo()
        assert (ana(book), book.undo_title, book.redo_title) == ("Ana Ruiz", "Set up the program", "Call Ana One")
        book.undo()
        assert not book.program().of(Person)
        assert (book.undo_title, book.undo(), book.undo_title) == (None, None, None)  # how it began stays


def test_doing_something_else_forgets_what_could_be_redone(tmp_path):
    with fresh(tmp_path) as book:
        rename(book, "One")
        book.undo()
        rename(book, "Two")
        assert (book.redo_title, book.redo()) == (None, None)
        book.undo()
        assert book.redo_title == "Call Ana Two"


def test_notes_stand_in_no_one_s_way(tmp_path):
    with fresh(tmp_path) as book:
        rename(book, "One")
        book.note("Exported the roster")
        book.undo()
        book.note("Exported the roster")
        assert book.redo_title == "Call Ana One"
        book.redo()
        assert (ana(book), book.undo_title) == ("One", "Call Ana One")


def test_deep_undo_is_exact(tmp_path):
    with fresh(tmp_path) as book:
        states = [book.program()]
        for number in range(60):
            rename(book, f"Name {number}")
            states.append(book.program())
        for state in reversed(states[:-1]):
            book.undo()
            assert book.program() == state
        for state in states[1:]:
            book.redo()
            assert book.program() == state
        assert book.check() == []


def test_undo_to_is_one_step_that_can_be_undone(tmp_path):
    with fresh(tmp_path) as book:
        then, seq = book.program(), book.head().seq
        rename(book, "One")
        book.do(Unplace(("p1",)))
        book.undo()
        book.do(Remove((book.program().of(Person)["jon"],)))
        later = book.program()
        change = book.undo_to(seq)
        assert change.title == "Go back to “Set up the program”"
        assert book.program() == then
        assert book.head().seq == seq + 5
        book.undo()
        assert book.program() == later
        assert not book.undo_to(book.head().seq)
        assert book.check() == []
        with pytest.raises(Trouble, match="no such entry"):
            book.undo_to(999)


# --- backups -----------------------------------------------------------------------------------------------------


def test_closing_backs_up_what_changed_and_only_then(tmp_path):
    with fresh(tmp_path) as book:
        pass
    assert [backup.number for backup in book.backups()] == [2]
    with opened(book.path) as book:
        book.note("Unlocked")
    assert [backup.number for backup in book.backups()] == [2]
    with opened(book.path, clock=later(hours=1)) as book:
        rename(book, "One")
        head = book.head()
    newest = book.backups()[0]
    assert (newest.number, newest.code) == (head.seq, head.code.replace("-", ""))


def later(**more: float) -> Clock:
    """A clock that is ahead."""
    clock = Clock()
    clock.now += timedelta(**more)
    return clock


def test_a_run_of_small_changes_does_not_push_the_backups_out(tmp_path):
    with fresh(tmp_path) as book:
        path = book.path
    for number in range(3):
        with opened(path, clock=lambda: later(minutes=4).now) as book:
            rename(book, f"Name {number}")
    assert [backup.number for backup in book.backups()] == [2]
    with opened(path, clock=later(minutes=20)) as book:
        book.note("Unlocked")
    assert [backup.number for backup in book.backups()] == [5 + 1, 2]  # the next closing makes up for it
    with opened(path, clock=later(minutes=40)) as book:
        book.do(Given((Pair(None, person()),), bulky=True))
    assert [(backup.number, backup.before) for backup in book.backups()][:2] == [(7, False), (6, True)]


def test_a_bulky_command_is_preceded_by_a_backup(tmp_path):
    with fresh(tmp_path) as book:
        book.do(Given((Pair(None, person()),), bulky=True))
        assert [backup.number for backup in book.backups()] == [2]
        book.do(Given((), bulky=True))
        assert len(book.backups()) == 1


def test_a_backup_is_due_after_half_an_hour_of_change(tmp_path):
    with fresh(tmp_path) as book:
        assert not book.backup_due()
        assert not book.backup_due(now=1e12)
        book.note("Unlocked")
        assert not book.backup_due(now=1e12)
        rename(book, "One")
        assert not book.backup_due()
        assert book.backup_due(now=1e12)
        book.backup()
        assert not book.backup_due(now=1e12)


def test_work_goes_on_while_a_backup_is_verified(tmp_path, monkeypatch):
    with fresh(tmp_path) as book:
        rename(book, "Before")
        done: list[bool] = []

        def meanwhile(name: str) -> None:
            if name == faults.COPIED:
                work = threading.Thread(target=lambda: (rename(book, "During"), book.undo(), book.redo()))
                work.start()
                work.join(30)
                done.append(not work.is_alive())

        monkeypatch.setattr(faults, "hook", meanwhile)
        made = book.backup()
        monkeypatch.undo()
        assert done == [True]
        assert (made.number, ana(book)) == (3, "During")
        assert book.backup_due(now=1e12)  # what was done meanwhile is not in it
        assert book.check() == []
    restored, _ = Book.restore(book.path, made.path, passphrase=PASSPHRASE, who="Lead")
    with restored:
        assert ana(restored) == "Before"


def test_a_backup_that_fails_after_copying_is_still_due(tmp_path, monkeypatch):
    with fresh(tmp_path) as book:
        rename(book, "One")
        monkeypatch.setattr(faults, "hook", failing(faults.COPIED))
        with pytest.raises((Trouble, OSError)):
            book.backup()
        monkeypatch.undo()
        assert book.backup_due(now=1e12)
        assert list((book.path / "backups").iterdir()) == []


def test_closing_waits_for_a_backup_that_is_being_verified(tmp_path, monkeypatch):
    book = fresh(tmp_path)
    closing = threading.Thread(target=book.close)

    def meanwhile(name: str) -> None:
        if name == faults.COPIED and not closing.ident:
            closing.start()

    monkeypatch.setattr(faults, "hook", meanwhile)
    made = book.backup()
    closing.join(30)
    assert [backup.path for backup in book.backups()] == [made.path]
    assert sorted(entry.name for entry in book.path.iterdir()) == [
        "backups", "head", "keys.json", "keys.json.2", "program.db",
    ]  # fmt: skip


def test_restoring_brings_back_what_was_and_says_so(tmp_path):
    with fresh(tmp_path) as book:
        then = book.program()
        backup = book.backup()
        rename(book, "One")
        printed = book.head()
    book, restored = Book.restore(book.path, backup.path, passphrase=PASSPHRASE, who="Lead")
    with book:
        assert book.program() == then
        assert book.history()[0].title.startswith("Restored the backup ")
        assert not book.knows(printed)
        assert restored.saved is not None
        assert book.check() == []
    book, _ = Book.restore(book.path, restored.saved, passphrase=PASSPHRASE, who="Lead")
    with book:
        assert ana(book) == "One"
        assert book.knows(printed)


def test_a_restore_that_is_refused_leaves_the_book_as_it_was(tmp_path):
    with fresh(tmp_path) as book:
        pass
    broken = tmp_path / "20270101-000000-1-ABC.rotunda-backup"
    broken.write_bytes(b"not a backup")
    before = snapshot(book.path)
    with pytest.raises(Damaged):
        Book.restore(book.path, broken, passphrase=PASSPHRASE)
    assert snapshot(book.path) == before


def test_secrets_change_and_the_history_says_so(tmp_path):
    with fresh(tmp_path) as book:
        program = book.program()
        book.locks.change_passphrase(OTHER, passphrase=PASSPHRASE, cost=KdfCost.FLOOR)
        recovery = book.locks.new_recovery(passphrase=OTHER)
        locks = book.locks.change(OTHER, cost=KdfCost.FLOOR)
        titles = [entry.title for entry in book.history(limit=3)]
        assert titles == ["Changed the locks", "Made a new recovery key", "Changed the passphrase"]
        rename(book, "One")
        book.undo()
    assert locks.recovery != recovery
    with opened(book.path, passphrase=OTHER) as again:
        assert again.program() == program
        assert again.check() == []


def test_a_whole_look_is_due_after_a_week(tmp_path):
    with fresh(tmp_path) as book:
        assert book.check_due()  # nobody has looked yet
        assert book.check() == []
        assert not book.check_due()
    with opened(book.path, clock=later(days=6)) as book:
        assert not book.check_due()
        book.close(backup=False)
    with opened(book.path, clock=later(days=8), read_only=True) as book:
        assert not book.check_due()
    with opened(book.path, clock=later(days=8)) as book:
        assert book.check_due()
        book.backup()  # which looks at everything too
        assert not book.check_due()
    with opened(book.path) as book:
        assert book.check_due()  # at a date that is yet to come nobody can have looked
        book.close(backup=False)


def test_a_book_that_was_gone_through_after_a_crash_is_not_due(tmp_path):
    path, _ = closed(tmp_path)
    (path / "lock").write_bytes(b"left by a crash")
    with opened(path) as book:
        assert not book.check_due()


def test_what_a_synchroniser_left_is_reported(tmp_path):
    path, _ = closed(tmp_path / "Dropbox")
    with opened(path) as book:
        assert [warning for warning in book.warnings() if "synchronised by Dropbox" in warning] == book.warnings()
        assert book.check() == []
        (path / "program (Ana's conflicted copy 2027-01-04).db").touch()
        (problem,) = book.check()
        assert "second copy of a file" in problem
        assert "Ana" not in problem
        assert book.warnings()[1:] == [problem]
        assert not book.check_due()


def test_a_backup_that_fails_at_closing_does_not_hide_that_the_change_was_kept(tmp_path, monkeypatch):
    book = fresh(tmp_path)
    rename(book, "One")
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda place: usage._replace(free=10_000))
        with pytest.raises(BackupFailed, match="Everything in the book is saved") as caught:
            book.close()
    assert isinstance(caught.value.why, DiskFull)
    assert "the disk has no room" in caught.value.what
    with opened(book.path) as again:
        assert ana(again) == "One"
        assert again.check() == []
    shutil.rmtree(book.path / "backups")
    (book.path / "backups").write_bytes(b"a file")
    book = opened(book.path)
    rename(book, "Two")
    with pytest.raises(BackupFailed):
        book.close()
    with opened(book.path, read_only=True) as again:
        assert ana(again) == "Two"


# --- faults ------------------------------------------------------------------------------------------------------


def test_an_older_database_put_in_place_is_noticed(tmp_path):
    path, _ = closed(tmp_path)
    shutil.copy(path / "program.db", tmp_path / "older.db")
    with opened(path) as book:
        rename(book, "One")
        printed = book.head()
    shutil.copy(tmp_path / "older.db", path / "program.db")
    with pytest.raises(Damaged, match="older"):
        opened(path)
    (path / "head").unlink()  # whoever takes that away too is found out by any code printed since
    with opened(path) as book:
        assert not book.knows(printed)
        assert book.knows(Head(2, book.history()[0].code))


@pytest.mark.parametrize("name", faults.POINTS[:4])
def test_an_error_of_the_disk_before_the_end_leaves_everything_as_it_was(tmp_path, monkeypatch, name):
    with fresh(tmp_path) as book:
        head, program = book.head(), book.program()
        monkeypatch.setattr(faults, "hook", failing(name))
        with pytest.raises(Trouble, match="The disk reported an error"):
            rename(book, "One")
        monkeypatch.undo()
        assert (book.head(), book.program(), book.undo_title) == (head, program, "Set up the program")
        rename(book, "Two")
        assert book.check() == []
    with opened(book.path) as again:
        assert ana(again) == "Two"


def test_what_reached_the_disk_although_it_reported_an_error_is_shown(tmp_path, monkeypatch):
    with fresh(tmp_path) as book:
        monkeypatch.setattr(faults, "hook", failing("committed"))
        with pytest.raises(Trouble, match="shows what the disk holds"):
            rename(book, "One")
        monkeypatch.undo()
        assert (ana(book), book.undo_title, book.head().seq) == ("One", "Call Ana One", 3)
        book.undo()
        assert book.check() == []


def failing(point: str) -> Any:
    """A disk that reports an error at this step of a commit."""

    def hook(name: str) -> None:
        if name == point:
            raise OSError(errno.EIO, "somewhere private")

    return hook


def test_closing_a_book_that_does_not_hold_together_says_so_and_so_does_opening(tmp_path):
    path, _ = closed(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.connection.execute("UPDATE person SET unit = 'Elsewhere' WHERE id = 'ana'")
    vault.close()
    book = opened(path)  # a quick opening does not look at every record
    book.do(Keep((person(),)))
    with pytest.raises(Damaged, match="1 person is not what the journal says") as caught:
        book.close()
    assert "left as it is" not in str(caught.value)
    assert "What was saved is still in the file" in caught.value.kept
    assert book.backups() == ()
    with pytest.raises(Damaged, match="1 person"):
        opened(path)


def test_a_book_that_cannot_be_made_leaves_nothing(tmp_path):
    lift = limited(60_000)
    try:
        with pytest.raises(Trouble):
            Book.create(tmp_path / "New.rotunda", PASSPHRASE, cost=KdfCost.FLOOR)
    finally:
        lift()
    assert list(tmp_path.iterdir()) == []


def limited(size: int) -> Any:
    """Let no file of this process grow beyond `size` bytes: how a full disk looks."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("extra", range(0, 60_000, 12_288))
def test_a_full_disk_keeps_what_was_saved_and_lets_work_go_on(tmp_path, extra):
    with fresh(tmp_path) as book:
        lift = limited((book.path / "program.db").stat().st_size + extra)
        kept = book.program()
        try:
            with pytest.raises(Trouble) as told:
                for number in range(400):
                    book.do(Keep((person(number, terms="x" * 3000),)))
                    kept = book.program()
        finally:
            lift()
        assert "was saved before" in told.value.kept
        assert book.program() == kept
        book.do(Keep((person(1000),)))
        kept = book.program()
        assert book.check() == []
    with opened(book.path) as again:
        assert again.program() == kept


def test_no_room_for_the_backup_before_an_import_means_no_import(tmp_path):
    with fresh(tmp_path) as book:
        program = book.program()
        lift = limited(20_000)
        try:
            with pytest.raises((DiskFull, Trouble)):
                book.do(Given((Pair(None, person()),), bulky=True))
        finally:
            lift()
        assert book.program() == program
        assert book.backups() == ()


def test_a_disk_that_fails_and_cannot_be_read_again_stops_all_writing(tmp_path):
    with fresh(tmp_path) as book:
        program = book.program()
        lift = limited(1_000)
        away = book.path.rename(tmp_path / "Unplugged.rotunda")
        try:
            with pytest.raises(Trouble):
                rename(book, "One")
        finally:
            lift()
            away.rename(book.path)
        with pytest.raises(ReadOnly, match="open it again"):
            rename(book, "Two")
        assert book.program() == program
    with opened(book.path) as again:
        assert again.program() == program
        rename(again, "Three")


# --- what only the book knows ------------------------------------------------------------------------------------


def test_decisions_are_signed_and_a_new_status_is_dated(tmp_path):
    path = tmp_path / "Signed.rotunda"
    noon = datetime(2027, 3, 1, 12, tzinfo=UTC)
    book, _ = Book.create(path, PASSPHRASE, who="Lead", cost=KdfCost.FLOOR, clock=lambda: noon)
    with book:
        book.do(Keep((Person("ana", name="Ana"), Cycle("q", name="Q", start=date(2027, 1, 1), end=date(2027, 3, 1)))))
        book.do(Place((Placement("a", person="ana", cycle="q"),)))
        book.do(SetState(("a",), State.SUBMITTED))
        book.do(SetState(("a",), State.APPROVED))
        (decision,) = book.program().of(Decision).values()
        assert (decision.on, decision.by) == (date(2027, 3, 1), "Lead")
        ana = book.program().of(Person)["ana"]
        book.do(Keep((msgspec.structs.replace(ana, status=Lifecycle.ONBOARDED),)))
        assert book.program().of(Person)["ana"].since == date(2027, 3, 1)
        own = msgspec.structs.replace(ana, status=Lifecycle.ALUMNI, since=date(2027, 2, 1))
        book.do(Keep((own,)))
        assert book.program().of(Person)["ana"].since == date(2027, 2, 1)
        asked = Decision("asked", title="Open a seat", due=date(2027, 4, 1))
        book.do(Keep((asked,)))
        assert book.program().of(Decision)["asked"] == asked, "nobody has taken it yet"
