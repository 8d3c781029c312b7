"""A closed book read by plain SQL, and the few views figures are worked out from a second time.

Nothing here or beside it looks into `program.metrics`: what a figure is, is read off its card alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from docs import open_a_book as reader
from program.changes import Pair
from program.program import Program
from program.records import Measure
from storage.records import write
from storage.schema import RECORDS

Rows = list[dict[str, Any]]

_VIEWS = """
CREATE TEMP TABLE frame (until TEXT, since TEXT, cohort TEXT, cycle TEXT);

-- Who has taken back the consent to be counted.
CREATE TEMP VIEW gone AS
SELECT DISTINCT c.person AS id FROM consent c
WHERE c.purpose = 'figures' AND c.withdrawn IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM consent g WHERE g.person = c.person AND g.purpose = 'figures'
    AND g.withdrawn IS NULL AND g.given > c.withdrawn);

CREATE TEMP VIEW human AS SELECT * FROM person WHERE id NOT IN (SELECT id FROM gone);

CREATE TEMP VIEW card AS
SELECT p.id, p.person, p.cycle, p.host, p.experience, p.modality, c.start, c.end, c.stage, c.cohort AS of_cohort,
       CASE WHEN p.mentor IN (SELECT id FROM gone) THEN '' ELSE p.mentor END AS mentor,
       CASE WHEN p.coach IN (SELECT id FROM gone) THEN '' ELSE p.coach END AS coach
FROM placement p JOIN cycle c ON c.id = p.cycle WHERE p.person IN (SELECT id FROM human);

-- What lies within the time looked at.
CREATE TEMP VIEW span AS
SELECT c.* FROM cycle c, frame f
WHERE c.start <= f.until AND c.start >= f.since AND (f.cohort = '' OR c.cohort IN ('', f.cohort))
AND f.cycle IN ('', c.id);

CREATE TEMP VIEW placed AS
SELECT card.* FROM card JOIN human ON human.id = card.person, frame f
WHERE card.cycle IN (SELECT id FROM span) AND f.cohort IN ('', human.cohort);

CREATE TEMP VIEW entry AS
SELECT h.id AS person, coalesce(
    (SELECT start FROM cohort WHERE id = h.cohort),
    (SELECT min(start) FROM card, frame WHERE card.person = h.id AND card.start <= until),
    CASE WHEN h.status = 'recruited' THEN h.since END) AS day
FROM human h;

CREATE TEMP VIEW eligible AS
SELECT h.*, e.day AS entered FROM human h JOIN entry e ON e.person = h.id, frame f
WHERE EXISTS (SELECT 1 FROM json_each(h.roles) WHERE value = 'mentee') AND f.cohort IN ('', h.cohort)
AND coalesce(h.start, '') <= f.until AND coalesce(e.day, '') <= f.until;

CREATE TEMP VIEW mentee AS
SELECT * FROM eligible e WHERE status NOT IN ('listed', 'declined') OR status = 'listed' AND EXISTS (
    SELECT 1 FROM card, frame WHERE card.person = e.id AND card.start <= until);

CREATE TEMP VIEW gone_on AS
SELECT person, min("on") AS day FROM event, frame
WHERE kind = 'left' AND "on" <= until AND person IN (SELECT id FROM human) GROUP BY person;

-- Until when something could have been seen of a mentee.
CREATE TEMP VIEW watched AS
SELECT m.id AS person, m.entered, min(f.until, coalesce(g.day, f.until),
    CASE WHEN m.status IN ('left', 'declined') THEN coalesce(m.since, f.until) ELSE f.until END) AS last
FROM mentee m LEFT JOIN gone_on g ON g.person = m.id, frame f;

-- Succession as it stands on the day.
CREATE TEMP VIEW critical AS
SELECT r.* FROM critical_role r, frame f WHERE r.closed IS NULL OR r.closed > f.until;

-- Nobody is their own successor, and who left is no one's.
CREATE TEMP VIEW named AS
SELECT n.* FROM nomination n JOIN human h ON h.id = n.person JOIN critical c ON c.id = n.role, frame f
WHERE n.person <> c.incumbent AND n.person NOT IN (SELECT person FROM gone_on) AND coalesce(n."on", '') <= f.until
AND (n.until IS NULL OR n.until > f.until) AND f.cohort IN ('', h.cohort);

-- The sponsor's latest word on each person and role.
CREATE TEMP VIEW sponsored AS
SELECT * FROM (SELECT r.*, row_number() OVER (PARTITION BY person, role ORDER BY "on" DESC, id DESC) AS place
    FROM readiness r, frame f WHERE "by" = 'sponsor' AND "on" <= f.until) WHERE place = 1;
"""


class Said(NamedTuple):
    """What the second path says of a figure: its value, of how many, and the numerator of a rate."""

    value: float | None
    n: int
    part: int | None = None


def share(part: int, n: int) -> Said:
    """A rate in percent."""
    return Said(100 * part / n if n else None, n, part)


def mean(values: list[float]) -> Said:
    """The mean of values."""
    return Said(sum(values) / len(values) if values else None, len(values))


class Ledger:
    """A copy of the book's database, looked at within a scope."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        connection.executescript(_VIEWS)

    def scoped(self, until: date, since: date | None = None, cohort: str = "", cycle: str = "") -> None:
        """Look at this time and cohort from now on, or only at one cycle of them."""
        self.until, self.since, self.cohort = until, since, cohort
        self._connection.execute("DELETE FROM frame")
        start = since.isoformat() if since else ""
        self._connection.execute("INSERT INTO frame VALUES (?, ?, ?, ?)", (until.isoformat(), start, cohort, cycle))

    def rows(self, sql: str) -> Rows:
        """The rows of a query, by column."""
        cursor = self._connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def column(self, sql: str) -> list[Any]:
        """The first column of a query."""
        return [row[0] for row in self._connection.execute(sql).fetchall()]

    def one(self, sql: str) -> Any:
        """The one value of a query."""
        return self.column(sql)[0]


@contextmanager
def opened(book: Path, passphrase: str) -> Iterator[Ledger]:
    """A closed book's records, decrypted into a copy that is gone afterwards."""
    with TemporaryDirectory(prefix="second-") as scratch:
        raw = reader.copied(book, Path(scratch))
        keys = reader.data_keys(raw, reader.passphrase_bytes(passphrase), "lead")
        connection = reader.connected(Path(scratch, reader.DATABASE), keys["db"])
        try:
            yield Ledger(connection)
        finally:
            connection.close()


@contextmanager
def written(program: Program) -> Iterator[Ledger]:
    """A program's records in plain tables of the book's schema, in memory."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in RECORDS.values():
            connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        write(connection, [Pair(None, item) for item in program.everything()])
        yield Ledger(connection)


Work = Callable[[Ledger], Said]
PATHS: dict[Measure, Work] = {}


def second(measure: Measure) -> Callable[[Work], Work]:
    """Register the second path to a figure."""

    def register(work: Work) -> Work:
        assert measure not in PATHS
        PATHS[measure] = work
        return work

    return register


def listed(text: str) -> list[str]:
    """A list as it is kept in a column."""
    found: list[str] = json.loads(text)
    return found
