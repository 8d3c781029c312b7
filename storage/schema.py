"""The tables of a book as SQLAlchemy sees them, read off the declarations of records.

Needed when a book is made or migrated; opening and saving go by the plain statements of `storage.codec`. A test holds
this page, the statements and the migrations together.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BLOB, DDL, INTEGER, REAL, TEXT, Column, MetaData, Table, event, text

from program.records import KINDS, Field, Kind, RecordKind
from storage.codec import LISTS, NUMBERS

metadata = MetaData()


def _column(field: Field) -> Column[Any]:
    """Nothing is ever NULL but a date not known. The defaults serve migrations that add a column to rows there are."""
    if field.kind is Kind.DATE:
        return Column(field.name, TEXT, nullable=not field.required)
    if field.kind in NUMBERS:
        return Column(field.name, INTEGER, nullable=False, server_default=text("0"))
    if field.kind is Kind.NUMBER:
        return Column(field.name, REAL, nullable=False, server_default=text("0"))
    return Column(field.name, TEXT, nullable=False, server_default=text("'[]'" if field.kind in LISTS else "''"))


def _table(kind: RecordKind) -> Table:
    columns = map(_column, kind.fields)
    return Table(kind.key, metadata, Column("id", TEXT, primary_key=True, nullable=False), *columns, sqlite_strict=True)


RECORDS = {key: _table(kind) for key, kind in KINDS.items()}

# `title`, `content` and `salt` may be NULL so that what an entry says can one day be erased while its commitment, and
# with it the chain, stays.
journal = Table(
    "journal",
    metadata,
    Column("seq", INTEGER, primary_key=True, nullable=False),
    Column("at", TEXT, nullable=False),
    Column("who", TEXT, nullable=False),
    Column("what", TEXT, nullable=False),
    Column("title", TEXT),
    Column("of", INTEGER, nullable=False),
    Column("records", INTEGER, nullable=False),
    Column("undo", INTEGER, nullable=False),
    Column("redo", INTEGER, nullable=False),
    Column("content", TEXT),
    Column("salt", BLOB),
    Column("commitment", BLOB, nullable=False),
    Column("link", BLOB, nullable=False),
    sqlite_strict=True,
)

journal_record = Table(
    "journal_record",
    metadata,
    Column("id", TEXT, primary_key=True, nullable=False),
    Column("seq", INTEGER, primary_key=True, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# Named and shaped as Alembic expects it.
version = Table("alembic_version", metadata, Column("version_num", TEXT, primary_key=True, nullable=False))

GUARDS = tuple(
    f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END"
    for table in ("journal", "journal_record")
    for verb in ("UPDATE", "DELETE")
)

for _guard in GUARDS:
    event.listen(metadata, "after_create", DDL(_guard))  # type: ignore[no-untyped-call]
