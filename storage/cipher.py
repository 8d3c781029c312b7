"""The database file: a keyed, checked and configured SQLCipher connection. The only module that imports sqlcipher3."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlcipher

from program.trouble import Trouble
from storage import keys
from storage.keys import Key
from storage.trouble import Damaged, told

if TYPE_CHECKING:
    from sqlite3 import Connection  # sqlcipher3 has the same face

APPLICATION_ID = 0x526F7475  # "Rotu", in the database's own header

# Below 3.51.3 SQLite can corrupt a database (sqlite.org/wal.html#walresetbug), and an older SQLCipher would bring it.
SQLITE_FLOOR = (3, 51, 3)

# TRUNCATE + EXTRA lost nothing in simulated power cuts, and leaves a single file at rest. Memory security costs bulk
# inserts a factor of three (100,000 rows of 300 bytes: 0.25 s to 0.8 s) and reading and single commits nothing.
_PRAGMAS = (
    "cipher_memory_security = ON",
    "temp_store = MEMORY",
    "journal_mode = TRUNCATE",
    "synchronous = EXTRA",
    "fullfsync = ON",
    "locking_mode = EXCLUSIVE",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
    "mmap_size = 0",
)

# A third check, which only the book can make, of a connection and the log key: gives the number and the short code of
# the journal's last entry, or raises a Trouble when the content does not hold together.
Check = Callable[["Connection", Key], tuple[int, str]]


# Pages done and pages in all; may raise `Cancelled`.
Progress = Callable[[int, int], None]


def connect(file: Path, key: Key, *, read_only: bool = False, new: bool = False) -> Connection:
    """A keyed and configured SQLCipher connection. Never makes a file unless `new`.

    Raises sqlcipher3 errors (use within `told`), and Trouble when the libraries are not the ones trusted.
    """
    mode = "ro" if read_only else "rwc" if new else "rw"
    connection = sqlcipher.connect(
        f"{file.absolute().as_uri()}?mode={mode}",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=0.5,
        # Statements kept prepared use up SQLite's quick memory; what then needs memory is locked and unlocked by the
        # system each time (memory security), and 3,000 inserts take ten times as long. One commit needs six.
        cached_statements=10,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()  # it would print to stderr
        with keys.borrowed(_spelled(key)) as raw:
            connection.set_key(raw)
        _demand_libraries(connection)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if new:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection  # type: ignore[no-any-return]


def _spelled(key: Key) -> Key:
    """The key as SQLCipher takes a raw one, x'<64 hex digits>', without leaving a copy that cannot be wiped."""
    digits = b"0123456789abcdef"
    raw = Key(3 + 2 * len(key))
    raw[:2], raw[-1:] = b"x'", b"'"
    for place, byte in enumerate(key):
        raw[2 + 2 * place], raw[3 + 2 * place] = digits[byte >> 4], digits[byte & 15]
    return raw


def _demand_libraries(connection: Any) -> None:
    cipher = connection.execute("PRAGMA cipher_version").fetchone()
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if not cipher or not cipher[0] or status != ("1",) or sqlcipher.sqlite_version_info < SQLITE_FLOOR:
        raise Trouble(
            "This installation lacks the encrypted database it needs.",
            "Nothing was opened or written.",
            "Install Rotunda again.",
        )


def integrity(connection: Connection) -> tuple[str, ...]:
    """What is wrong with a database file. The one check misses what the other finds: both are always run."""
    problems: list[str] = []
    for pragma in ("cipher_integrity_check", "integrity_check"):
        try:
            problems += [row[0] for row in connection.execute(f"PRAGMA {pragma}") if row[0] != "ok"]
        except sqlcipher.DatabaseError as error:
            problems.append(str(error))
    return tuple(problems)


def verify(file: Path, db_key: Key, log: Key, check: Check | None = None) -> tuple[int, str]:
    """Open a database file afresh and make all checks: both of `integrity`, and the caller's, whose answer is given.

    Raises Damaged.
    """
    with told(), contextlib.closing(connect(file, db_key)) as connection:
        if integrity(connection):
            raise Damaged()
        head = check(connection, log) if check is not None else (0, "")
    file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
    return head


def pages(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, remaining, total: progress(total - remaining, total)
