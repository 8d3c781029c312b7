"""The book's schema through time: one numbered file per change in `versions/`, run by Alembic, each once.

A migration is frozen history: it says in its own words what it makes and never reads today's declarations. Add one with
`python -m storage.migrations a_few_words`, which writes down what differs between the newest version and the
declarations; read it, mend it, and add it to `versions/__init__.py`. A test fails as long as the two differ.

Which version a book has is asked without loading Alembic, because every opening asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.trouble import Damaged, TooNew

if TYPE_CHECKING:
    from sqlite3 import Connection as Raw

    from sqlalchemy import Connection

#: All versions in order; a book of another one was written by a newer program.
VERSIONS = ("0001_first_records", "0002_planning_and_confidence", "0003_figures_and_committee")
LATEST = VERSIONS[-1]

_TABLES = "SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'"


def version_of(connection: Raw) -> str:
    """The version of an open book; "" for one that has no tables yet. Raises TooNew, Damaged."""
    if not connection.execute(_TABLES).fetchone()[0]:
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise Damaged()
        return ""
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(rows) != 1:
        raise Damaged()
    if rows[0][0] not in VERSIONS:
        raise TooNew()
    return str(rows[0][0])


def create(connection: Raw) -> None:
    """All tables as declared, in one transaction: what all migrations together would make."""
    from storage.schema import metadata

    with transaction(connection) as alchemy:
        metadata.create_all(alchemy, checkfirst=False)
        connection.execute("INSERT INTO alembic_version VALUES (?)", (LATEST,))


def upgrade(connection: Raw, version: str) -> None:
    """Run the migrations after `version` ("" for all), in one transaction. To be done on a copy."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from storage.migrations.versions import MIGRATIONS

    with transaction(connection) as alchemy, Operations.context(MigrationContext.configure(alchemy)):
        for name in VERSIONS[VERSIONS.index(version) + 1 if version else 0 :]:
            MIGRATIONS[name]()
            connection.execute("DELETE FROM alembic_version")
            connection.execute("INSERT INTO alembic_version VALUES (?)", (name,))


@contextmanager
def transaction(connection: Raw) -> Iterator[Connection]:
    """SQLAlchemy's view of an open connection, in one transaction on it; kept at the end unless an error leaves it."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None)
    with engine.connect() as alchemy:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield alchemy
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
