"""New records as registers begin with them: blank, or a copy of one that is there."""

from __future__ import annotations

from typing import Any

import msgspec

from program.program import Program
from program.records import KINDS, Kind, Record, fields_of, kind_of, new_id


def blank(cls: type[Record]) -> Record:
    """A record of a kind with nothing filled in, for a form to fill."""
    empty: dict[str, Any] = {
        spec.name: None if spec.kind is Kind.DATE else ""
        for spec in fields_of(cls)
        if spec.required and spec.default is None
    }
    return cls(new_id(), **empty)


def copied(item: Record, program: Program) -> Record:
    """A copy with an identity of its own and, where there is a name, one that nobody has."""
    name = getattr(item, "name", None)
    if name is None:
        return msgspec.structs.replace(item, id=new_id())
    taken = {getattr(each, "name", "") for each in program.of(KINDS[kind_of(item).key].cls).values()}
    fresh = f"{name} (copy)"
    number = 2
    while fresh in taken:
        fresh, number = f"{name} (copy {number})", number + 1
    return msgspec.structs.replace(item, id=new_id(), name=fresh)
