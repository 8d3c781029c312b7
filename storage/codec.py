"""How records become rows and journal text, and back: read off the declarations, compiled once per kind.

Rows are converted column by column with C-level maps, and only the columns that need it; that is what lets a large
book open in little more than the time it takes to read its rows. SQL here is plain text, so that opening needs no
SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple, cast, get_type_hints

import msgspec

from program.changes import Change, Pair
from program.records import KINDS, Field, Kind, Record, RecordKind, kind_of
from storage.trouble import Damaged

Row = tuple[Any, ...]
Convert = Callable[[Any], Any]

#: Kinds of field that are one column of JSON text.
LISTS = frozenset({Kind.CHOICES, Kind.REFS, Kind.DATES, Kind.STRENGTHS, Kind.CUSTOM})
#: Kinds of field that are whole numbers in the database.
NUMBERS = frozenset({Kind.INTEGER, Kind.YES_NO})


class Column(NamedTuple):
    """One column: its name, how a value is written, how it is read (None: as it is)."""

    name: str
    write: Convert | None
    read: Convert | None


class Table(NamedTuple):
    """One kind of record as a table: its columns, `id` first, and the statements on it."""

    kind: RecordKind
    columns: tuple[Column, ...]
    select: str
    insert: str
    update: str
    delete: str

    def rows(self, records: Iterable[Record]) -> list[Row]:
        """The rows of `records`, in the order of `insert`."""
        return [
            tuple(
                getattr(item, column.name) if column.write is None else column.write(getattr(item, column.name))
                for column in self.columns
            )
            for item in records
        ]

    def records(self, rows: Sequence[Row]) -> list[Record]:
        """The records in `rows`, which are as `select` gives them. Raises Damaged for a value that cannot be one."""
        if not rows:
            return []
        values: list[Iterable[Any]] = list(zip(*rows, strict=True))
        try:
            for place, column in enumerate(self.columns):
                if column.read is not None:
                    values[place] = map(column.read, values[place])
            return list(map(self.kind.cls, *values))
        except (KeyError, ValueError, TypeError, IndexError, msgspec.DecodeError):
            raise Damaged(f"The book's table of {self.kind.many.lower()} is damaged.") from None


class _Remembered(dict[Any, Any]):
    """A mapping that works out each value once: columns repeat themselves, and `map` over it stays in C."""

    def __init__(self, work: Convert) -> None:
        self._work = work

    def __missing__(self, key: Any) -> Any:
        value = self._work(key)
        if len(self) < 10_000:
            self[key] = value
        return value


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _column(cls: type[Record], field: Field) -> Column:
    if field.kind in LISTS:
        hint = get_type_hints(cls)[field.name]
        return Column(field.name, _json, _Remembered(msgspec.json.Decoder(hint).decode).__getitem__)
    if field.kind is Kind.CHOICE:
        assert field.choices is not None
        return Column(field.name, str, {choice.value: choice for choice in field.choices}.__getitem__)
    if field.kind is Kind.YES_NO:
        return Column(field.name, int, (False, True).__getitem__)
    if field.kind is Kind.DATE:
        return Column(field.name, _iso, _Remembered(_date).__getitem__)
    return Column(field.name, None, None)


@cache
def table_of(key: str) -> Table:
    """The table of a kind of record."""
    kind = KINDS[key]
    columns = (Column("id", None, None), *(_column(kind.cls, field) for field in kind.fields))
    # Words such as "on" and "end" are both fields of ours and SQL: every name is quoted.
    name, names = f'"{key}"', [f'"{column.name}"' for column in columns]
    return Table(
        kind,
        columns,
        f"SELECT {', '.join(names)} FROM {name}",
        f"INSERT INTO {name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        f"UPDATE {name} SET {', '.join(f'{each} = ?{place}' for place, each in enumerate(names[1:], 2))} WHERE id = ?1",
        f"DELETE FROM {name} WHERE id = ?",
    )


def tables() -> tuple[Table, ...]:
    """The tables of all kinds of record."""
    return tuple(map(table_of, KINDS))


# --- journal text -----------------------------------------------------------------------------------------------------


class RawPair(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A pair as the journal holds it: the kind's key, the record before and after as JSON or null."""

    kind: str
    before: msgspec.Raw
    after: msgspec.Raw

    def flip(self) -> RawPair:
        """The pair that takes this one back."""
        return RawPair(self.kind, self.after, self.before)


class _Erasure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The text of an erasing: the entries it emptied, and how the records they were about stand now."""

    erased: tuple[int, ...]
    pairs: tuple[RawPair, ...]


_NULL = msgspec.Raw(b"null")
_PAIRS = msgspec.json.Decoder(tuple[RawPair, ...])
_ERASURE = msgspec.json.Decoder(_Erasure)
_ENCODER = msgspec.json.Encoder()


def encode_pairs(pairs: Iterable[Pair]) -> bytes:
    """The journal's text of the pairs of a change: a JSON list of [kind, before, after]."""
    return _ENCODER.encode([RawPair(kind_of(p.record).key, _raw(p.before), _raw(p.after)) for p in pairs])


def encode_erasure(erased: Iterable[int], stand: Iterable[tuple[str, str, Record | None]]) -> bytes:
    """The journal's text of an erasing. `stand` names kind and id of records, and each as it is now (None: gone)."""
    pairs = tuple(
        RawPair(kind, _NULL if item is not None else msgspec.Raw(_ENCODER.encode({"id": id_})), _raw(item))
        for kind, id_, item in stand
    )
    return _ENCODER.encode(_Erasure(tuple(erased), pairs))


def raw_erasure(content: bytes | str) -> tuple[tuple[int, ...], tuple[RawPair, ...]]:
    """The entries an erasing emptied, and how the records they were about stand after it. Raises Damaged."""
    try:
        found = _ERASURE.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _unreadable() from None
    return found.erased, found.pairs


def raw_pairs(content: bytes | str) -> tuple[RawPair, ...]:
    """The pairs with their records still as JSON. Raises Damaged."""
    try:
        return _PAIRS.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _unreadable() from None


def decode_pairs(content: bytes | str) -> tuple[Pair, ...]:
    """The pairs of a change. Raises Damaged."""
    return tuple(
        Pair(*(None if is_null(side) else decode_record(pair.kind, side) for side in (pair.before, pair.after)))
        for pair in raw_pairs(content)
    )


def decode_record(kind: str, raw: msgspec.Raw) -> Record:
    """One record out of the journal. Raises Damaged."""
    try:
        return _decoder(kind).decode(raw)
    except (KeyError, msgspec.DecodeError, UnicodeDecodeError):
        raise _unreadable() from None


def change_of(title: str, content: bytes | str) -> Change:
    """A change out of the journal. Raises Damaged."""
    return Change(title, decode_pairs(content))


class _Identity(msgspec.Struct):
    id: str


_IDENTITY = msgspec.json.Decoder(_Identity)


def id_of(raw: msgspec.Raw) -> str:
    """The id of a record out of the journal. Raises Damaged."""
    try:
        return _IDENTITY.decode(raw).id
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _unreadable() from None


def is_null(raw: msgspec.Raw) -> bool:
    """Whether one side of a raw pair is no record."""
    return bytes(raw) == b"null"


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Record]:
    return cast("msgspec.json.Decoder[Record]", msgspec.json.Decoder(KINDS[kind].cls))


def _raw(item: Record | None) -> msgspec.Raw:
    return _NULL if item is None else msgspec.Raw(_ENCODER.encode(item))


def _unreadable() -> Damaged:
    return Damaged("An entry of the book's journal cannot be read.")


