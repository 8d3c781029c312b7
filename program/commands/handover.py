"""Handing a part of the program over, and taking over what a facilitator brought back."""

from __future__ import annotations

from typing import Any

import msgspec

from program.changes import Change, Pair
from program.commands.records import Keep
from program.merging import Agreed, Choice, Item, Merge, NotAccepted, compared
from program.names import counted
from program.program import Program
from program.reach import facilitator
from program.records import KINDS, Field, Grant, Kind, Record, Returned, kind_of
from program.trouble import NotValid
from program.validity import cleaned, sound

#: Records as they are here and as they would be, by kind and id.
_Steps = dict[tuple[str, str], tuple[Record | None, Record | None]]


class HandOver(msgspec.Struct, frozen=True):
    """Keep a hand-over whose pack is made; what came back of an earlier pack of it is over."""

    grant: Grant

    def change(self, program: Program) -> Change:
        """Raises NotValid when the hand-over is incomplete."""
        title = f"Hand over {self.grant.name} to {facilitator(program, self.grant)}"
        return Keep((self.grant,), title=title).change(program)


class Withdraw(msgspec.Struct, frozen=True):
    """Accept nothing more of a hand-over; what is out there stays readable to whoever has it."""

    grant: Grant

    def change(self, program: Program) -> Change:
        """Raises NotValid."""
        kept = msgspec.structs.replace(self.grant, state=Returned.WITHDRAWN)
        return Keep((kept,), title=f"Withdraw the hand-over {self.grant.name}").change(program)


class MergeHandback(msgspec.Struct, frozen=True):
    """Take over what was chosen of a hand-back, as one change; what was not chosen stays as it is here."""

    merge: Merge
    accept: frozenset[Choice]
    bulky: bool = True

    def change(self, program: Program) -> Change:
        """Raises NotAccepted when the present has moved on, and NotValid when something taken over cannot be kept."""
        handback = self.merge.handback
        grant = program.get(Grant, handback.grant)
        if grant is None or compared(program, handback) != self.merge:
            raise NotAccepted("The book has changed since the hand-back was looked at.", "Look at it once more.")
        chosen = {(item.kind, item.id): (item.ours, self._merged(item)) for item in self.merge.items}
        steps = _standing(program, {id_: both for id_, both in chosen.items() if both[0] != both[1]})
        returned = msgspec.structs.replace(
            grant,
            signer=handback.signer,
            number=handback.number,
            nonce=handback.nonce,
            state=Returned.BACK,
            agreed=Agreed.after(program, self.merge, grant),
        )
        name = facilitator(program, grant)
        title = f"Merge the hand-back of {name} ({counted(len(steps), 'record')})"
        change = Change(title, (*(Pair(*both) for both in steps.values()), Pair(grant, returned)), behalf=name)
        if found := sound(program.apply(change), (now for _, now in steps.values() if now is not None)):
            raise NotValid(found)
        return change

    def _merged(self, item: Item) -> Record | None:
        chosen = [each for each in item.fields if (item.kind, item.id, each.name) in self.accept]
        if not chosen:
            return item.ours
        if chosen[0].name == "":
            return cleaned(item.theirs) if item.theirs is not None else None
        assert item.ours is not None, "fields differ between two records"
        return cleaned(msgspec.structs.replace(item.ours, **{each.name: each.theirs for each in chosen}))


def _standing(program: Program, steps: _Steps) -> _Steps:
    """The steps without new records that cannot be without others that were left out, and without pointers to those."""
    while True:
        following = program.apply(Change("", tuple(Pair(*both) for both in steps.values())))
        kept = {}
        for id_, (before, now) in steps.items():
            mended = _mended(following, before, now) if now is not None else None
            if mended != before:
                kept[id_] = before, mended
        if kept == steps:
            return steps
        steps = kept


def _mended(program: Program, before: Record | None, now: Record) -> Record | None:
    """The record with every pointer to what is not there as it was before; none when it cannot be without."""
    changes: dict[str, Any] = {}
    for spec in kind_of(now).fields:
        value = getattr(now, spec.name)
        if spec.kind is Kind.REF and value and not _there(program, spec, value):
            if before is None and spec.required:
                return None
            changes[spec.name] = getattr(before, spec.name) if before is not None else ""
        elif spec.kind is Kind.REFS and not all(_there(program, spec, each) for each in value):
            changes[spec.name] = tuple(each for each in value if _there(program, spec, each))
    return msgspec.structs.replace(now, **changes) if changes else now


def _there(program: Program, spec: Field, id_: str) -> bool:
    return program.get(KINDS[spec.ref].cls, id_) is not None
