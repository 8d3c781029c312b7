"""Going through the whole book: the chain link by link, and every record against what the journal says it should be.

The database's own checks find damage; this finds what was changed from outside by somebody who could open the file, and
half-written states that look whole.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from storage import codec, journal, migrations
from storage.codec import RawPair
from storage.journal import Line, Pointers, Tip
from storage.trouble import Damaged

if TYPE_CHECKING:
    from sqlite3 import Connection

    from storage.keys import Key

Progress = Callable[[int, int], None]
_STEP = 100  # entries between two reports of progress
_MANY = 20  # problems after which counting on helps nobody


def demand(connection: Connection, key: Key) -> tuple[int, str]:
    """Number and short code of the last entry. Raises Damaged when anything does not hold together."""
    for problem in audit(connection, key):
        raise Damaged(problem)
    tip = journal.tip(connection)
    return tip.seq, journal.code(tip.link)


def audit(connection: Connection, key: Key, progress: Progress | None = None) -> list[str]:
    """All that does not hold together, in sentences without private content; empty when everything does.

    `progress` is told entries done and entries in all, and may raise to stop.
    """
    found: list[str] = []
    try:
        for problem in _problems(connection, key, progress or (lambda done, total: None)):
            found.append(problem)
            if len(found) == _MANY:
                break
    except Damaged as damage:
        found.append(damage.what)
    return found


def _problems(connection: Connection, key: Key, progress: Progress) -> Iterator[str]:
    total = connection.execute("SELECT count(*) FROM journal").fetchone()[0]
    index = connection.execute("SELECT seq, id FROM journal_record ORDER BY seq, id")
    indexed = next(index, None)
    last = Tip()
    trail = [Pointers(0, 0, 0)]
    present: dict[tuple[str, str], RawPair] = {}
    erased = _erased(connection)
    for row in connection.execute(f"{journal.SELECT} ORDER BY seq"):
        line = Line(*row)
        if line.seq != last.seq + 1:
            yield f"The journal lacks the entry after {last.seq}."
            return
        if not hmac.compare_digest(line.link, journal.link(key, last.link, line)):
            yield f"Entry {line.seq} of the journal does not follow from the one before it."
            return
        yield from _line_problems(line, last, trail, line.seq in erased)
        pairs = _pairs(connection, line)
        expected = sorted({_id(pair) for pair in pairs})
        listed = []
        while indexed is not None and indexed[0] == line.seq:
            listed.append(indexed[1])
            indexed = next(index, None)
        if (listed != expected or line.records != len(pairs)) and not erased & {line.seq, line.of}:
            yield f"Entry {line.seq} of the journal is not listed at the records it is about."
        for pair in pairs:
            present[pair.kind, _id(pair)] = pair
        trail.append(Pointers(line.of, line.undo, line.redo))
        last = Tip(line.seq, line.link, line.undo, line.redo)
        if line.seq % _STEP == 0:
            progress(line.seq, total)
    if indexed is not None:
        yield "The journal lists records at entries that are not there."
    journal.tip(connection)  # raises when the database's header knows of another end
    if migrations.version_of(connection) == migrations.LATEST:  # else the tables are yet to be brought up to date
        yield from _record_problems(connection, present)
    progress(total, total)


def _erased(connection: Connection) -> frozenset[int]:
    """The entries that erasings say they emptied; an erasing emptied itself is listed, with its own, by a later one."""
    contents = connection.execute("SELECT content FROM journal WHERE what = 'erase' AND salt IS NOT NULL")
    return frozenset(seq for (content,) in contents for seq in codec.raw_erasure(content or "")[0])


def _line_problems(line: Line, last: Tip, trail: list[Pointers], erased: bool) -> Iterator[str]:
    """What is wrong with an entry that is where it was put."""
    if line.salt is None or line.title is None:
        if not erased or (line.salt, line.title, line.content) != (None, None, None):
            yield f"Entry {line.seq} of the journal is empty."
    elif not hmac.compare_digest(line.commitment, journal.commitment(line.salt, line.title, line.content)):
        yield f"The text of entry {line.seq} of the journal was altered."
    if (line.of, line.undo, line.redo) != journal.pointers(line.what, last, trail.__getitem__):
        yield f"Entry {line.seq} of the journal is out of turn."


def _pairs(connection: Connection, line: Line) -> tuple[RawPair, ...]:
    """The pairs as this entry applied them; none where they were emptied."""
    if line.what == "note" or line.salt is None:
        return ()
    if line.what == "erase":
        return codec.raw_erasure(line.content or "")[1]
    if line.what in journal.DOINGS:
        return codec.raw_pairs(line.content or "")
    row = connection.execute("SELECT content, salt FROM journal WHERE seq = ?", (line.of,)).fetchone()
    if row and row[1] is None:
        return ()
    pairs = codec.raw_pairs(row[0] or "" if row else "")
    return tuple(pair.flip() for pair in reversed(pairs)) if line.what == "undo" else pairs


def _id(pair: RawPair) -> str:
    raw = pair.before if codec.is_null(pair.after) else pair.after
    return codec.id_of(raw)


def _record_problems(connection: Connection, present: dict[tuple[str, str], RawPair]) -> Iterator[str]:
    for table in codec.tables():
        key = table.kind.key
        held = {item.id: item for item in table.records(connection.execute(table.select).fetchall())}
        told = {
            id_: codec.decode_record(kind, pair.after)
            for (kind, id_), pair in present.items()
            if kind == key and not codec.is_null(pair.after)
        }
        if differing := sum(held.get(id_) != told.get(id_) for id_ in held.keys() | told.keys()):
            one, many = table.kind.one.lower(), table.kind.many.lower()
            words = f"1 {one} is" if differing == 1 else f"{differing:,} {many} are"
            yield f"{words[0].upper()}{words[1:]} not what the journal says."
