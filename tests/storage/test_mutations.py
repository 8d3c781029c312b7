"""Ten thousand forgeries of a journal, each by somebody who can open the file: every one is flagged.

Inside a transaction that is rolled back, entries are edited, deleted, swapped, made up, and cut off the end; an older
copy is put in the place of a newer one. What no book alone can show (its tail cut with all traces, an older whole copy)
is shown by one witness: a code off paper, or what this computer remembers.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from storage import journal, profile
from storage.audit import demand
from storage.journal import Head, Line, Tip
from storage.trouble import Damaged
from storage.witness import Doubtful, doubts, knows
from tests.storage.books import opened
from tests.storage.test_journal import busy, other, tampering

TIMES = 10_000
COLUMNS = Line._fields


def in_memory(book: Connection) -> Connection:
    """The same tables without a file and without guards: ten thousand forgeries are quicker there."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    tables = book.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for name, sql in tables.fetchall():
        made.execute(sql)
        for row in book.execute(f'SELECT * FROM "{name}"').fetchall():
            made.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(row))})', row)
    made.execute(f"PRAGMA user_version = {book.execute('PRAGMA user_version').fetchone()[0]}")
    return made


@contextmanager
def forged(connection: Connection) -> Iterator[None]:
    """Whatever is done within is taken back."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def flagged(connection: Connection, key: Any, witness: Head) -> str:
    """By what a journal is found out: "itself", "a witness", or nothing."""
    try:
        demand(connection, key)
    except Damaged:
        return "itself"
    return "" if knows(connection, witness) else "a witness"


Forge = Callable[[Connection, random.Random, int], None]


def edit(connection: Connection, chance: random.Random, last: int) -> None:
    """One field of one entry becomes another."""
    seq, column = chance.randint(1, last), chance.choice(COLUMNS)
    (value,) = connection.execute(f'SELECT "{column}" FROM journal WHERE seq = ?', (seq,)).fetchone()
    value = other(value)
    if isinstance(value, str) and chance.random() < 0.5:
        value = value[:-1] + chance.choice("abcxyz0189{}")
    connection.execute(f'UPDATE journal SET "{column}" = ? WHERE seq = ?', (value, seq))


def delete(connection: Connection, chance: random.Random, last: int) -> None:
    """One entry, or several in a row, are gone; later ones close up half of the time."""
    first = chance.randint(1, last - 1)
    through = min(last - 1, first + chance.randrange(3))
    gone = through - first + 1
    for table in ("journal", "journal_record"):
        connection.execute(f"DELETE FROM {table} WHERE seq BETWEEN ? AND ?", (first, through))
        if chance.random() < 0.5:
            connection.execute(f"UPDATE {table} SET seq = -seq WHERE seq > ?", (through,))
            connection.execute(f"UPDATE {table} SET seq = -seq - ? WHERE seq < 0", (gone,))


def swap(connection: Connection, chance: random.Random, last: int) -> None:
    """Two entries change places, whole or in their text only."""
    one, two = chance.sample(range(1, last + 1), 2)
    if chance.random() < 0.5:
        connection.execute("UPDATE journal SET seq = 0 WHERE seq = ?", (one,))
        connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (one, two))
        connection.execute("UPDATE journal SET seq = ? WHERE seq = 0", (two,))
        return
    query = "SELECT title, content, salt, commitment FROM journal WHERE seq = ?"
    texts = [connection.execute(query, (seq,)).fetchone() for seq in (two, one)]
    for seq, text in zip((one, two), texts, strict=True):
        connection.execute(
            "UPDATE journal SET title = ?, content = ?, salt = ?, commitment = ? WHERE seq = ?", (*text, seq)
        )


def insert(connection: Connection, chance: random.Random, last: int) -> None:
    """An entry is made up without the log key, at the end or in between."""
    after = chance.randint(1, last)
    line = Line(*connection.execute(f"{journal.SELECT} WHERE seq = ?", (after,)).fetchone())
    connection.execute("UPDATE journal SET seq = -seq WHERE seq > ?", (after,))
    connection.execute("UPDATE journal SET seq = 1 - seq WHERE seq < 0")
    made = line._replace(seq=after + 1, who="Lead", what="note", title=f"Forged {chance.random()}", content=None)
    made = made._replace(commitment=journal.commitment(b"s" * 32, made.title or "", None), salt=b"s" * 32)
    made = made._replace(link=journal.link(bytearray(chance.randbytes(32)), line.link, made))
    connection.execute(journal.INSERT, made)
    if after == last:
        connection.execute(f"PRAGMA user_version = {journal.mark(made.link)}")


def cut(connection: Connection, chance: random.Random, last: int) -> None:
    """The tail goes, and the database's own header is set right."""
    end = last - chance.randint(1, 4)
    for table in ("journal_record", "journal"):
        connection.execute(f"DELETE FROM {table} WHERE seq > ?", (end,))
    (link,) = connection.execute("SELECT link FROM journal WHERE seq = ?", (end,)).fetchone()
    connection.execute(f"PRAGMA user_version = {journal.mark(link)}")


def rewritten(connection: Connection, chance: random.Random, last: int, key: Any) -> None:
    """Somebody with the log key writes the last entries anew, as if the others had never been."""
    cut(connection, chance, last)
    row = connection.execute("SELECT seq, link, undo, redo FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    tip = Tip(*row)
    for number in range(last - tip.seq):
        when = datetime(2027, 1, 1, 0, number, tzinfo=UTC)
        tip = journal.append(connection, key, tip, at=when, who="Lead", what="note", title="Nothing happened")


FORGERIES: tuple[tuple[str, Forge], ...] = (
    ("edit", edit), ("delete", delete), ("swap", swap), ("insert", insert), ("cut", cut),
)  # fmt: skip


def test_every_forgery_is_flagged(tmp_path: Path) -> None:
    chance = random.Random(20270104)
    found: Counter[tuple[str, str]] = Counter()
    with tampering(busy(tmp_path)) as vault:
        connection, key = in_memory(vault.connection), vault.log_key
        (last, link) = connection.execute("SELECT seq, link FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        paper = Head(last, journal.code(link))
        assert flagged(connection, key, paper) == ""
        forgeries: tuple[tuple[str, Forge], ...] = (*FORGERIES, ("rewritten", partial(rewritten, key=key)))
        for number in range(TIMES):
            name, forge = forgeries[number % len(forgeries)]
            with forged(connection):
                forge(connection, chance, last)
                by = flagged(connection, key, paper)
            assert by, f"{name} number {number} was not flagged"
            found[name, by] += 1
        assert flagged(connection, key, paper) == ""
        connection.close()
    assert sum(found.values()) == TIMES
    assert all(found[name, "a witness"] == 0 for name in ("edit", "delete", "swap", "insert"))
    assert found["rewritten", "a witness"] > 0  # a book alone could not tell


def test_an_older_book_is_known_by_what_this_computer_remembers(tmp_path: Path) -> None:
    """Every earlier whole state of the book, each sound in itself, against the witness of the last closing."""
    with tampering(busy(tmp_path)) as vault:
        connection = vault.connection
        (last, link) = connection.execute("SELECT seq, link FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        seen = Head(last, journal.code(link))
        assert doubts(vault.path, connection, seen) == ()
        for end in range(1, last):
            with forged(connection):
                for table in ("journal_record", "journal"):
                    connection.execute(f"DELETE FROM {table} WHERE seq > ?", (end,))
                (link,) = connection.execute("SELECT link FROM journal WHERE seq = ?", (end,)).fetchone()
                connection.execute(f"PRAGMA user_version = {journal.mark(link)}")
                doubt, *_ = doubts(vault.path, connection, seen)
                assert doubt.words.startswith("This book is older than this computer knows it")
                assert f"it ends at entry {end}," in doubt.words
                assert isinstance(doubt.trouble, Doubtful)


def test_the_book_remembers_at_closing_and_says_so_when_it_comes_back_older(tmp_path: Path) -> None:
    import shutil

    profile.keep_in(tmp_path / "profile")
    path = busy(tmp_path)
    shutil.copytree(path, tmp_path / "Earlier.rotunda")
    with opened(path) as book:
        assert book.doubts == ()
        book.note("Exported the roster")
        head = book.head()
    (file,) = (tmp_path / "profile").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert "Book" not in file.read_text() and str(tmp_path) not in file.read_text()
    assert profile.recalled(book.store) == head
    older = opened(tmp_path / "Earlier.rotunda")
    (doubt,) = older.doubts
    assert doubt.named == head
    older.close()  # without having gone on: the witness stays what it was
    assert profile.recalled(book.store) == head
    with opened(tmp_path / "Earlier.rotunda") as older:
        older.go_on()
        assert older.history(limit=1)[0].title.startswith("Went on although")
    with opened(tmp_path / "Earlier.rotunda") as older:
        assert older.doubts == ()
    with opened(path) as book:  # now the other one is the stranger
        assert len(book.doubts) == 1


def test_the_names_of_backups_are_witnesses_until_one_is_restored(tmp_path: Path) -> None:
    import shutil

    from program.commands import Keep
    from storage.book import Book
    from tests.storage.books import Clock, fresh, person
    from tests.storage.vaults import PASSPHRASE

    clock = Clock()
    book = fresh(tmp_path)
    book.close(backup=False)
    shutil.copytree(book.path, tmp_path / "Earlier")
    with Book.open(book.path, passphrase=PASSPHRASE, clock=clock) as book:
        first = book.backup()
        book.do(Keep((person(1),)))
        book.backup()
    shutil.copytree(book.path / "backups", tmp_path / "Earlier" / "backups", dirs_exist_ok=True)
    shutil.rmtree(book.path)
    shutil.move(tmp_path / "Earlier", book.path)
    with Book.open(book.path, passphrase=PASSPHRASE, read_only=True, clock=clock) as older:
        (doubt,) = older.doubts
        assert doubt.witness == "a backup beside it"
    restored, _ = Book.restore(book.path, book.path / "backups" / first.path.name, passphrase=PASSPHRASE, clock=clock)
    restored.close()
    with Book.open(book.path, passphrase=PASSPHRASE, clock=clock) as again:
        assert again.doubts == ()


@pytest.mark.parametrize(
    ("typed", "head"),
    [
        ("117 K7F2-9Q", Head(117, "K7F2-9Q")),
        ("Journal #1\u00a0284 · k7f2-9q", Head(1284, "K7F2-9Q")),
        ("#1,284 K7F29Q", Head(1284, "K7F2-9Q")),
        (" 12  oil2-9Q ", Head(12, "0112-9Q")),
    ],
)
def test_codes_are_read_however_they_are_typed(typed: str, head: Head) -> None:
    assert Head.read(typed) == head


@pytest.mark.parametrize("typed", ["", "K7F2-9Q", "117", "117 K7F2", "117 K7F2-9Q-7", "x 117 K7F2-9Q", "117" * 20])
def test_what_is_no_code_is_said_to_be_none(typed: str) -> None:
    from program.trouble import Trouble

    with pytest.raises(Trouble, match="no code"):
        Head.read(typed)


def test_a_damaged_memory_says_nothing(tmp_path: Path) -> None:
    profile.keep_in(tmp_path)
    wrong = '{"store": "00ff00ff", "seq": "x", "code": 1}'
    for text in ("", "{", "[]", wrong, '{"store": "other", "seq": 1, "code": ""}'):
        (tmp_path / "00ff00ff.json").write_text(text)
        assert profile.recalled("00ff00ff") is None
    assert profile.recalled("../up") is None
    profile.remember("../up", Head(1, "AAAA-AA"))
    assert not (tmp_path.parent / "up.json").exists()
