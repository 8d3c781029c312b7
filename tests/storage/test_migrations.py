"""Migrations: they lead to what is declared, run on a checked copy, and leave the old book whole when they fail."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

import storage.migrations
from program.trouble import Trouble
from storage import migrations
from storage.migrations.__main__ import write
from storage.migrations.versions import MIGRATIONS
from storage.trouble import Damaged, ReadOnly, TooNew
from storage.vault import Vault
from tests.storage.books import closed, opened
from tests.storage.vaults import PASSPHRASE, snapshot


def shape(make) -> list[tuple[str, ...]]:
    """Every table, index and trigger by its SQL, without regard to spacing."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    make(connection)
    found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    connection.close()
    return sorted((kind, name, re.sub(r"\s+", " ", sql)) for kind, name, sql in found)


def test_all_migrations_together_make_what_is_declared():
    """Red? A declaration changed: `python -m storage.migrations what_changed` writes the migration it needs."""
    assert shape(lambda connection: migrations.upgrade(connection, "")) == shape(migrations.create)


def test_the_versions_are_the_migrations_in_order():
    assert tuple(MIGRATIONS) == migrations.VERSIONS
    assert list(migrations.VERSIONS) == sorted(migrations.VERSIONS)
    folder = Path(storage.migrations.__file__).parent / "versions"
    assert {path.stem for path in folder.glob("m*.py")} == {f"m{version}" for version in migrations.VERSIONS}


def test_the_writer_of_migrations_finds_nothing_to_do():
    path = write("nothing_at_all")
    text = path.read_text("utf-8")
    path.unlink()
    assert text.endswith('"""Run inside `storage.migrations.upgrade`."""\n    pass\n')


@pytest.fixture
def second(monkeypatch, tmp_path_factory):
    """As if this program knew one version more; gives the list of what its migration does, for a test to add to."""
    closed(tmp_path_factory.mktemp("older"))  # the book that tests copy is made by the present version
    steps = ["ALTER TABLE person ADD COLUMN shoe TEXT NOT NULL DEFAULT ''"]

    def upgrade() -> None:
        from alembic import op

        for step in steps:
            op.execute(step)

    monkeypatch.setitem(MIGRATIONS, "0002_shoes", upgrade)
    monkeypatch.setattr(migrations, "VERSIONS", (*migrations.VERSIONS, "0002_shoes"))
    monkeypatch.setattr(migrations, "LATEST", "0002_shoes")
    return steps


def columns(book) -> list[str]:
    vault = Vault.open(book, passphrase=PASSPHRASE)
    found = [row[1] for row in vault.connection.execute("PRAGMA table_info(person)")]
    vault.close()
    return found


def test_an_older_book_is_backed_up_and_brought_up_to_date(tmp_path, second):
    path, recovery = closed(tmp_path)
    with opened(path) as book:
        program, head = book.program(), book.head()
        assert [backup.number for backup in book.backups()] == [2]
        assert book.check() == []
        assert (book.head(), book.undo_title) == (head, "Set up the program")
    assert "shoe" in columns(path)
    with opened(path, recovery=recovery) as book:
        assert book.program() == program


def test_a_backup_of_an_older_version_is_brought_up_to_date_when_it_is_restored(tmp_path, second):
    from storage.book import Book

    path, _ = closed(tmp_path)
    with opened(path) as book:
        program = book.program()
        [older] = book.backups()
    book, _ = Book.restore(path, older.path, passphrase=PASSPHRASE, who="Lead")
    with book:
        assert book.program() == program
        assert book.check() == []
    assert "shoe" in columns(path)


@pytest.mark.parametrize("step", ["DELETE FROM person WHERE id = 'ana'", "DROP TABLE missing"])
def test_a_migration_that_goes_wrong_leaves_the_book_as_it_was(tmp_path, second, step, monkeypatch):
    second.append(step)
    path, _ = closed(tmp_path)
    before = snapshot(path)
    with pytest.raises(Exception, match="not what the journal says|no such table"):
        opened(path)
    after = snapshot(path)
    assert after["program.db"] == before["program.db"]
    assert any(name.endswith(".rotunda-backup") for name in after)
    monkeypatch.undo()
    with opened(path) as book:
        assert book.check() == []


def test_an_older_book_opened_for_reading_is_left_alone(tmp_path, second):
    path, _ = closed(tmp_path)
    before = snapshot(path)
    with pytest.raises(ReadOnly, match="brought up to date"):
        opened(path, read_only=True)
    assert snapshot(path) == before


def test_a_newer_book_is_left_alone(tmp_path, second, monkeypatch):
    path, _ = closed(tmp_path)
    opened(path).close()
    monkeypatch.undo()
    before = snapshot(path)
    with pytest.raises(TooNew) as told:
        opened(path)
    assert isinstance(told.value, Trouble)
    assert snapshot(path) == before


def test_a_book_whose_version_cannot_be_told_is_damaged(tmp_path):
    path, _ = closed(tmp_path)
    vault = Vault.open(path, passphrase=PASSPHRASE)
    vault.connection.execute("DELETE FROM alembic_version")
    vault.close()
    with pytest.raises(Damaged):
        opened(path)
