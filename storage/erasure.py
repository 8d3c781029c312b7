"""Making the journal forget somebody: the entries that tell of them are emptied, the chain over them holds.

The chain runs over commitments, so an entry's text can go. What the emptied entries said about records that still are
there is said once more by the erasing entry itself, which also lists what it emptied: so the whole book can still be
checked against its journal. Nothing done before can be undone afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from program.changes import Change
from program.program import Program
from program.records import KINDS, kind_of
from storage import codec, journal, records
from storage.faults import point
from storage.journal import Tip

if TYPE_CHECKING:
    from sqlite3 import Connection

    from storage.keys import Key


def erase(
    connection: Connection,
    key: Key,
    last: Tip,
    *,
    at: datetime,
    who: str,
    change: Change,
    following: Program,
    tokens: Sequence[str],
) -> Tip:
    """Write `change`, empty every entry that holds one of `tokens` (ids and words), and write the erasing, at once.

    Raises the driver's errors; then nothing was done. The freed pages are overwritten with zeros.
    """
    from storage.schema import GUARDS

    with records.transaction(connection):
        emptied = _telling(connection, tokens)
        touched = _touched(connection, emptied) | {(kind_of(pair.record).key, pair.record.id) for pair in change.pairs}
        records.write(connection, change.pairs)
        point("records")
        for table in ("journal", "journal_record"):
            for verb in ("update", "delete"):
                connection.execute(f"DROP TRIGGER {table}_{verb}")
        connection.executemany(
            "UPDATE journal SET title = NULL, content = NULL, salt = NULL WHERE seq = ?", [(seq,) for seq in emptied]
        )
        for guard in GUARDS:
            connection.execute(guard)
        stand = [(kind, id_, following.get(KINDS[kind].cls, id_)) for kind, id_ in sorted(touched)]
        return journal.append(
            connection,
            key,
            last,
            at=at,
            who=who,
            what="erase",
            title=change.title,
            text=codec.encode_erasure(emptied, stand).decode(),
            about=tuple(id_ for _, id_, _ in stand),
        )


def _telling(connection: Connection, tokens: Sequence[str]) -> list[int]:
    """The entries that hold one of the tokens, and those that an erasing among them emptied before."""
    wanted = {spelled for token in tokens for spelled in (token.casefold(), _in_json(token).casefold())}
    found: set[int] = set()
    for seq, what, title, content in connection.execute("SELECT seq, what, title, content FROM journal"):
        words = f"{title or ''}\n{content or ''}".casefold()
        if any(token in words for token in wanted):
            found.add(seq)
            if what == "erase":
                found.update(codec.raw_erasure(content)[0])
    return sorted(found)


def _in_json(text: str) -> str:
    return msgspec.json.encode(text).decode()[1:-1]


def _touched(connection: Connection, seqs: Iterable[int]) -> set[tuple[str, str]]:
    """Kind and id of every record that these entries are about."""
    found: set[tuple[str, str]] = set()
    for seq in seqs:
        what, content = connection.execute("SELECT what, content FROM journal WHERE seq = ?", (seq,)).fetchone()
        if content:
            pairs = codec.raw_erasure(content)[1] if what == "erase" else codec.raw_pairs(content)
            found |= {(p.kind, codec.id_of(p.before if codec.is_null(p.after) else p.after)) for p in pairs}
    return found
