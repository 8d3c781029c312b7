"""Where a facilitator's book came from, read off the one record of it: the pack, as it was signed."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from program.changes import Change
from program.program import Program
from program.reach import Reach, demand
from program.records import ORIGIN, Origin
from storage.pack import Pack, verified


class Came(NamedTuple):
    """The pack a book came from, who signed it, and how far it reaches."""

    pack: Pack
    signer: str
    reach: Reach


def came(program: Program) -> Came | None:
    """Where the book came from; None for a lead's own. Raises NotAPack when what it remembers does not hold."""
    origin = program.get(Origin, ORIGIN)
    return _read(origin.pack) if origin is not None else None


@lru_cache(maxsize=2)
def _read(signed: str) -> Came:
    pack, signer = verified(signed.encode(), Pack)
    return Came(pack, signer, pack.reach())


def demand_within(present: Program, change: Change) -> None:
    """Raises OutOfReach when a change of a facilitator's book lies outside what was handed over."""
    if (origin := came(present)) is not None:
        demand(origin.reach, present.apply(change), change)
