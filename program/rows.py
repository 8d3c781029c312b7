"""Records as plain JSON, strictly read back: what packs and hand-backs carry, one list of [kind, record] each.

Reading believes nothing: unknown kinds, unknown or missing fields, other types than declared are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

import msgspec

from program.records import KINDS, Record, kind_of

#: One record on its way: the key of its kind, and the record as JSON.
Row = tuple[str, msgspec.Raw]

_ENCODER = msgspec.json.Encoder(order="sorted")


def key(item: Record) -> tuple[str, str]:
    """What tells one record from all others: kind and id."""
    return kind_of(item).key, item.id


def rows(items: Iterable[Record]) -> tuple[Row, ...]:
    """Records as rows, by kind and id, each in its one spelling."""
    ordered = sorted(items, key=key)
    return tuple((kind_of(item).key, msgspec.Raw(_ENCODER.encode(item))) for item in ordered)


def record_of(row: Row) -> Record:
    """The record in a row. Raises msgspec.DecodeError for anything that is not exactly one."""
    kind, raw = row
    if kind not in KINDS:
        raise msgspec.ValidationError("no such kind of record")
    item = _decoder(kind).decode(raw)
    if _ENCODER.encode(item) != bytes(raw):
        raise msgspec.ValidationError("a record in another spelling than its own")
    return item


def records(of: Iterable[Row]) -> tuple[Record, ...]:
    """The records in rows. Raises msgspec.DecodeError, also when one comes twice."""
    found = tuple(map(record_of, of))
    if len({key(item) for item in found}) != len(found):
        raise msgspec.ValidationError("a record comes twice")
    return found


def keyed(items: Iterable[Record]) -> Mapping[tuple[str, str], Record]:
    """Records by kind and id."""
    return {key(item): item for item in items}


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Record]:
    return cast("msgspec.json.Decoder[Record]", msgspec.json.Decoder(KINDS[kind].cls))


def spelled(value: Any) -> bytes:
    """The one JSON spelling of `value`: members sorted, no spaces."""
    return _ENCODER.encode(value)
