"""The journal's chain: whatever is altered from outside, by whoever can open the file, is found."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from program.commands import Keep, MovePlacements, Remove, Target
from program.records import Person
from program.trouble import Trouble
from storage import journal
from storage.audit import audit
from storage.journal import Head
from storage.trouble import Damaged
from storage.vault import Vault
from tests.storage.books import fresh, opened, person
from tests.storage.vaults import PASSPHRASE

TABLES = ("journal", "journal_record")


def busy(folder: Path) -> Path:
    """A closed book in which a dozen things of all kinds were done."""
    with fresh(folder) as book:
        book.do(Keep((person(1), person(2))))
        book.do(MovePlacements((Target("p1", host="cus"),)))
        book.undo()
        book.redo()
        book.note("Exported the roster")
        book.do(Remove((book.program().of(Person)["jon"],)))
        book.undo()
        book.do(Keep((person(1, unit="Elsewhere"),)))
        book.do(Keep((person(2, unit="Elsewhere"),)))
        book.undo()
        book.note("Unlocked")
    return book.path


@pytest.mark.parametrize(
    "typed", ["117 K7F2-9Q", "Journal #117 · K7F2-9Q", " journal # 117: k7f2 9q ", "#117.K7F2-9Q", "1,17 K7F2-9Q"]
)
def test_a_code_is_read_as_it_is_typed_off_paper(typed):
    assert Head.read(typed) == Head(117, "K7F2-9Q")


def test_letters_that_are_in_no_code_are_read_as_the_figures_they_look_like():
    assert Head.read("12 OIL2-9Q") == Head(12, "0112-9Q")
    assert str(Head(12, "0112-9Q")) == "12 0112-9Q"


@pytest.mark.parametrize("typed", ["", "117", "K7F2-9Q", "117 K7F2-9", "117 K7F2-9QQ", "-1 K7F2-9Q"])
def test_what_is_no_code_is_told_with_an_example(typed):
    with pytest.raises(Trouble, match="117 K7F2-9Q"):
        Head.read(typed)


@contextlib.contextmanager
def tampering(path: Path):
    """The connection of somebody who knows the passphrase and has taken the guards away."""
    vault = Vault.open(path, passphrase=PASSPHRASE)
    guards = [sql for (sql,) in vault.connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]
    for table in TABLES:
        for verb in ("update", "delete"):
            vault.connection.execute(f"DROP TRIGGER {table}_{verb}")
    yield vault
    for guard in guards:
        vault.connection.execute(guard)
    vault.close()


def other(value: Any) -> Any:
    """Something of the same type, but another."""
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, int):
        return value + 1000
    return '["x"]' if str(value).startswith("[") else f"{value or ''} "  # a space between JSON's signs means nothing


def test_the_journal_is_only_added_to(tmp_path):
    vault = Vault.open(busy(tmp_path), passphrase=PASSPHRASE)
    for table in TABLES:
        for attempt in (f"DELETE FROM {table}", f"UPDATE {table} SET seq = seq + 100"):
            with pytest.raises(Exception, match="only ever added to"):
                vault.connection.execute(attempt)
    assert audit(vault.connection, vault.log_key) == []
    vault.close()


def test_every_altered_field_is_found(tmp_path):
    """Every field of every entry, of every record and of the index, one at a time."""
    tried = 0
    with tampering(busy(tmp_path)) as vault:
        connection = vault.connection
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        tables = [name for (name,) in found if name not in ("alembic_version", "journal_record")]
        for table in tables:
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            key = columns[0]
            for row in connection.execute(f'SELECT * FROM "{table}"').fetchall():
                for column, value in zip(columns, row, strict=True):
                    connection.execute("BEGIN")
                    change = f'UPDATE "{table}" SET "{column}" = ? WHERE "{key}" = ?'
                    connection.execute(change, (other(value), row[0]))
                    assert audit(connection, vault.log_key), f"{table}.{column}"
                    connection.execute("ROLLBACK")
                    tried += 1
        assert audit(connection, vault.log_key) == []
    assert tried > 400


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM journal WHERE seq = 5",
        "DELETE FROM journal WHERE seq = 1",
        "DELETE FROM journal WHERE seq >= 12",
        "DELETE FROM journal",
        "DELETE FROM journal_record WHERE seq = 4",
        "INSERT INTO journal_record VALUES ('ana', 4)",
        "INSERT INTO journal_record VALUES ('ana', 4000)",
        "UPDATE journal SET seq = -seq WHERE seq IN (3, 4);"
        "UPDATE journal SET seq = 7 + seq WHERE seq < 0",
        "INSERT INTO journal SELECT seq + 1, at, who, what, title, of, records, undo, redo, content, salt, commitment,"
        " link FROM journal ORDER BY seq DESC LIMIT 1",
        "UPDATE journal SET title = NULL, content = NULL, salt = NULL WHERE seq = 4",
        "UPDATE journal SET (content, salt, commitment) ="
        " (SELECT content, salt, commitment FROM journal WHERE seq = 3) WHERE seq = 4",
        """UPDATE journal SET content = '[["person", null, null]]' WHERE seq = 3""",
        "UPDATE journal SET content = '{' WHERE seq = 3",
        "UPDATE journal SET title = 'Another'",
        "DELETE FROM person WHERE id = 'ana'",
        "INSERT INTO person (id, name, status, involvement) VALUES ('eve', 'Eve', 'listed', 'standard')",
        "PRAGMA user_version = 4711",
    ],
)
def test_every_cut_swap_and_forgery_is_found(tmp_path, change):
    with tampering(busy(tmp_path)) as vault:
        vault.connection.executescript(change)
        problems = audit(vault.connection, vault.log_key)
        assert problems
        assert not any("Ana" in problem or "Somebody" in problem for problem in problems)
    with contextlib.suppress(Damaged), opened(vault.path) as book:
        assert book.check()


def test_a_book_altered_all_over_does_not_answer_with_a_flood(tmp_path):
    with fresh(tmp_path) as book:
        for _ in range(30):
            book.note("Exported")
    with tampering(book.path) as vault:
        vault.connection.execute("UPDATE journal SET title = 'Not exported'")
        assert len(audit(vault.connection, vault.log_key)) == 20


def test_entries_cut_off_the_end_are_noticed_at_opening(tmp_path):
    path = busy(tmp_path)
    with tampering(path) as vault:
        vault.connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    with pytest.raises(Damaged):
        opened(path)


def test_a_cut_that_covers_its_traces_is_noticed_by_the_witness(tmp_path):
    """The last entry was a note, so no record tells of it; the header's mark is set right. The file beside is not."""
    path = busy(tmp_path)
    with tampering(path) as vault:
        vault.connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
        (link,) = vault.connection.execute("SELECT link FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        vault.connection.execute(f"PRAGMA user_version = {journal.mark(link)}")
        assert audit(vault.connection, vault.log_key) == []
    with pytest.raises(Damaged, match="older"):
        opened(path)


def test_another_book_s_journal_is_no_use(tmp_path):
    """The chain hangs on the book's own log key."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = Vault.open(busy(tmp_path / "a"), passphrase=PASSPHRASE), bytearray(32)
    assert audit(one.connection, one.log_key) == []
    assert audit(one.connection, two)
    one.close()


def test_codes_are_short_readable_and_of_one_entry(tmp_path):
    with opened(busy(tmp_path)) as book:
        entries = book.history()
        assert len({entry.code for entry in entries}) == len(entries)
        for entry in entries:
            assert len(entry.code) == 7 and entry.code[4] == "-"
            assert set(entry.code.replace("-", "")) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
            assert book.knows(Head(entry.seq, entry.code))
            assert not book.knows(Head(entry.seq + 1, entry.code))
        assert book.head() == Head(entries[0].seq, entries[0].code)
        assert str(book.head()) == f"{entries[0].seq} {entries[0].code}"


def test_checking_reports_how_far_it_is_and_can_be_stopped(tmp_path):
    from program.trouble import Cancelled

    with opened(busy(tmp_path)) as book:
        seen: list[tuple[int, int]] = []
        assert book.check(lambda done, total: seen.append((done, total))) == []
        assert seen[-1] == (book.head().seq, book.head().seq)

        def stop(done: int, total: int) -> None:
            raise Cancelled

        with pytest.raises(Cancelled):
            book.check(stop)


def test_the_journal_survives_copying_the_book_elsewhere(tmp_path):
    path = busy(tmp_path)
    shutil.copytree(path, tmp_path / "Copy.rotunda")
    with opened(tmp_path / "Copy.rotunda") as book:
        assert book.check() == []
