"""Reading the journal: what was done, by whom and when, and what it changed, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from program.changes import Change, Pair
from program.program import Program
from program.records import KINDS, Kind, Record, fields_of, kind_of, title_of
from program.trouble import Trouble
from storage import codec, journal
from storage.journal import What
from storage.trouble import Damaged

if TYPE_CHECKING:
    from sqlite3 import Connection


#: What stands for the words of an entry that was emptied.
ERASED = "(erased)"

_WRITTEN = 20_000  # characters of the longest text that people write into a field


class Entry(msgspec.Struct, frozen=True):
    """One entry of the journal. `records` counts what it touched; `of` is the doing that it undid or did again.

    `at` is UTC and the computer's word; the order is that of `seq`. `title` names people: it is private.
    """

    seq: int
    at: datetime
    who: str
    what: What
    title: str
    of: int
    records: int
    code: str

    @property
    def words(self) -> str:
        """The title as the history shows it."""
        return {"undo": "Undo: ", "redo": "Do again: "}.get(self.what, "") + self.title


class Difference(msgspec.Struct, frozen=True):
    """One field of one record as it was and as it became, in words; all of it private.

    `field` is "" for a record that came or went as a whole: then one of `was` and `now` is its title, the other "".
    """

    kind: str  # the record's kind in words: "Placement"
    record: str  # what people call the record
    id: str
    field: str
    was: str
    now: str


_COLUMNS = "j.seq, j.at, j.who, j.what, j.title, j.of, j.records, j.link"


def entries(
    connection: Connection, *, record_id: str | None, text: str | None, before: int | None, limit: int
) -> list[Entry]:
    """The newest entries below `before`, newest first; only those that touched a record, or whose words hold `text`."""
    source, conditions = "journal j", ["1"]
    values: list[str | int] = []
    if record_id is not None:
        source = "journal_record r JOIN journal j ON j.seq = r.seq"
        conditions.append("r.id = ?")
        values.append(record_id)
    if before is not None:
        conditions.append("j.seq < ?")
        values.append(before)
    if text and text.strip():
        connection.create_function("holds", 3, _holds, deterministic=True)
        conditions.append("holds(?, j.title, j.who)")
        values.append(text.strip().casefold())
    order = "r.seq" if record_id is not None else "j.seq"
    where = " AND ".join(conditions)
    query = f"SELECT {_COLUMNS} FROM {source} WHERE {where} ORDER BY {order} DESC LIMIT {int(limit)}"
    return [_entry(*row) for row in connection.execute(query, values)]


def entry(connection: Connection, seq: int) -> Entry | None:
    """One entry by its number."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM journal j WHERE j.seq = ?", (seq,)).fetchone()
    return _entry(*row) if row else None


def last_change(connection: Connection) -> int:
    """The number of the newest entry that changed what documents show: no mere note, and no file's release."""
    query = "SELECT seq FROM journal WHERE what NOT IN ('note', 'release') ORDER BY seq DESC LIMIT 1"
    row = connection.execute(query).fetchone()
    return row[0] if row else 0


def change_of(connection: Connection, seq: int) -> Change:
    """What an entry did, the way round in which it did it. Raises Damaged when it is not there."""
    row = connection.execute(
        "SELECT j.what, j.title, d.content FROM journal j LEFT JOIN journal d "
        "ON d.seq = CASE j.of WHEN 0 THEN j.seq ELSE j.of END WHERE j.seq = ?",
        (seq,),
    ).fetchone()
    if row is None:
        raise Damaged("The book's journal has no such entry.")
    what, title, content = row
    if what == "erase":
        return Change(title or "", ())
    change = codec.change_of(title or "", content) if content else Change(title or "", ())
    return change.flip() if what == "undo" else change


def versions(connection: Connection, record_id: str) -> tuple[Record, ...]:
    """Every state a record was in, newest first, as far as the journal still tells."""
    found: dict[Record, None] = {}
    query = "SELECT seq FROM journal_record WHERE id = ? ORDER BY seq DESC"
    for (seq,) in connection.execute(query, (record_id,)).fetchall():
        for pair in change_of(connection, seq).pairs:
            if pair.record.id == record_id:
                found.update((state, None) for state in (pair.after, pair.before) if state is not None)
    return tuple(found)


def back_to(connection: Connection, program: Program, seq: int) -> tuple[Pair, ...]:
    """The pairs that take the present back to what it was right after entry `seq`; releases stay, for files that have
    left have left. Raises Trouble behind an erasing."""
    if connection.execute("SELECT 1 FROM journal WHERE what = 'erase' AND seq > ?", (seq,)).fetchone():
        raise Trouble(
            "Somebody was erased since then, for good.", "Nothing was changed.", "Go back to a later entry instead."
        )
    then: dict[tuple[type[Record], str], Record | None] = {}
    query = "SELECT seq FROM journal WHERE seq > ? AND what <> 'release' ORDER BY seq"
    for (later,) in connection.execute(query, (seq,)).fetchall():
        for pair in change_of(connection, later).pairs:
            then.setdefault((type(pair.record), pair.record.id), pair.before)
    steps = ((program.get(cls, id_), before) for (cls, id_), before in then.items())
    return tuple(Pair(now, before) for now, before in steps if now != before)


def differences(connection: Connection, program: Program, change: Change) -> list[Difference]:
    """What a change changed, field by field in the forms' order, with names for references.

    A record that is no longer in the book goes by the last name it had.
    """
    names = _Names(connection, program, change.pairs)
    found: list[Difference] = []
    for pair in change.pairs:
        item = pair.record
        kind, title = kind_of(item).one, title_of(item)
        if pair.before is None or pair.after is None:
            was, now = ("", title) if pair.before is None else (title, "")
            found.append(Difference(kind, title, item.id, "", was, now))
        for field in fields_of(item):
            if pair.before is not None and pair.after is not None:
                differs = getattr(pair.before, field.name) != getattr(pair.after, field.name)
            else:
                differs = getattr(item, field.name) != field.default  # what was never filled in goes without saying
            if differs:
                was, now = names.words(pair.before, field.name), names.words(pair.after, field.name)
                found.append(Difference(kind, title, item.id, field.label, was, now))
    return found


class _Names:
    """Field values in words, for records of any time."""

    def __init__(self, connection: Connection, program: Program, pairs: Iterable[Pair]) -> None:
        items = [item for pair in pairs for item in (pair.before, pair.after) if item is not None]
        known: dict[tuple[type[Record], str], Record] = {}
        for item in items:
            for cls, id_ in _references(item):
                if (cls, id_) not in known and (found := program.get(cls, id_) or _last_known(connection, cls, id_)):
                    known[cls, id_] = found
        self._program = Program.of_records(known.values())

    def words(self, item: Record | None, field: str) -> str:
        words = "" if item is None else self._program.words(item, field)
        return words if len(words) <= _WRITTEN else f"{len(words):,} characters, put together by the program"


def _references(item: Record) -> Iterable[tuple[type[Record], str]]:
    for field in fields_of(item):
        value = getattr(item, field.name)
        if field.kind is Kind.REF and value:
            yield KINDS[field.ref].cls, value
        elif field.kind is Kind.REFS:
            yield from ((KINDS[field.ref].cls, each) for each in value)
        elif field.kind is Kind.STRENGTHS:
            yield from ((KINDS["skill"].cls, each.skill) for each in value)


def _last_known(connection: Connection, cls: type[Record], id_: str) -> Record | None:
    """A record that is gone, as the journal last knew it."""
    row = connection.execute("SELECT max(seq) FROM journal_record WHERE id = ?", (id_,)).fetchone()
    if row[0] is None:
        return None
    touched = (pair.record for pair in change_of(connection, row[0]).pairs)
    return next((item for item in touched if type(item) is cls and item.id == id_), None)


def _holds(text: str, title: str | None, who: str) -> bool:
    return text in (title or "").casefold() or text in who.casefold()


def _entry(
    seq: int, at: str, who: str, what: What, title: str | None, of: int, records: int, link: bytes
) -> Entry:
    words = ERASED if title is None else title
    return Entry(seq, datetime.fromisoformat(at), who, what, words, of, records, journal.code(link))
