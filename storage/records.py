"""The records of a book on disk: reading them all at once, and writing a change in one transaction."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from program.changes import Pair
from program.program import Program
from program.records import Record, kind_of
from storage import journal
from storage.codec import table_of, tables
from storage.faults import point
from storage.journal import Tip, What

if TYPE_CHECKING:
    from sqlite3 import Connection

    from storage.keys import Key


def load(connection: Connection) -> Program:
    """The present, out of all tables. Raises Damaged for a row that cannot be a record."""
    # Everything made here lives on: the collector would only go through it again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        found: dict[type[Record], dict[str, Record]] = {}
        for table in tables():
            rows = connection.execute(table.select).fetchall()
            if rows:
                found[table.kind.cls] = dict(zip((row[0] for row in rows), table.records(rows), strict=True))
        return Program(found)
    finally:
        if collecting:
            gc.enable()


def save(
    connection: Connection,
    key: Key,
    last: Tip,
    *,
    at: datetime,
    who: str,
    what: What,
    title: str,
    pairs: tuple[Pair, ...],
) -> Tip:
    """Write the pairs and their journal entry, all or nothing; when this returns they are on the disk.

    Raises the errors of the driver; then nothing was kept, as far as the disk can be believed.
    """
    with transaction(connection):
        write(connection, pairs)
        point("records")
        return journal.append(connection, key, last, at=at, who=who, what=what, title=title, pairs=pairs)


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All that is written within, or nothing; when the block is over it is on the disk."""
    point("begin")
    connection.execute("BEGIN IMMEDIATE")
    try:
        point("begun")
        yield
        point("journal")
        connection.execute("COMMIT")
        point("committed")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def write(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Bring the tables to what the pairs say, inside the caller's transaction."""
    gone: dict[str, list[str]] = {}
    new: dict[str, list[Record]] = {}
    changed: dict[str, list[Record]] = {}
    for pair in pairs:
        key = kind_of(pair.record).key
        if pair.after is None:
            gone.setdefault(key, []).append(pair.record.id)
        else:
            (new if pair.before is None else changed).setdefault(key, []).append(pair.after)
    for key, ids in gone.items():
        connection.executemany(table_of(key).delete, [(id_,) for id_ in ids])
    for key, records in changed.items():
        connection.executemany(table_of(key).update, table_of(key).rows(records))
    for key, records in new.items():
        connection.executemany(table_of(key).insert, table_of(key).rows(records))
