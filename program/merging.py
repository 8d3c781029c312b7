"""What a facilitator brings back, beside what the program holds now: three ways, record by record and field by field.

The base is what was handed over, or what came back last time; theirs is what the facilitator's book holds now; ours is
the present. A field that only they changed is taken over; one that both changed to different values is a conflict,
which the lead decides. Nothing here looks at the clock or at the order in which hand-backs arrive, so two hand-backs
without conflicts give the same program whichever comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from program.packs import granted
from program.program import Program
from program.reach import Reach, facilitator
from program.records import KINDS, Grant, Record, Returned, Scenario, fields_of, kind_of
from program.rows import Row, keyed, record_of, rows, spelled
from program.trouble import Refused
from program.validity import sound

#: One thing to take over: kind, id and field; an empty field stands for a record that is new or gone, as a whole.
Choice = tuple[str, str, str]


class Step(msgspec.Struct, frozen=True):
    """One record that a facilitator's book holds otherwise than it was handed over; None: it was removed there."""

    kind: str
    id: str
    after: Record | None
    who: str = ""
    at: str = ""


class Handback(msgspec.Struct, frozen=True):
    """What a facilitator brought back, read and its signature found to hold.

    `pack` is the fingerprint of what was handed over, `reach` what it was; `number` the facilitator's journal entry it
    shows, which rises from one hand-back to the next; `signer` the key that signed it.
    """

    store: str
    grant: str
    pack: str
    number: int
    nonce: str
    signer: str
    by: str
    at: str
    reach: Reach
    steps: tuple[Step, ...]

    @property
    def late(self) -> bool:
        """Whether it was written after the day it was to be back, by the facilitator's clock; that refuses nothing."""
        until = self.reach.grant.until
        return until is not None and self.at[:10] > until.isoformat()


class Side(msgspec.Struct, frozen=True):
    """Who changed a record last, and when (UTC, ISO 8601); empty where nobody did."""

    who: str = ""
    at: str = ""


class Difference(msgspec.Struct, frozen=True):
    """One field three ways. `name` is empty for a whole record, new or removed."""

    name: str
    label: str
    base: Any
    ours: Any
    theirs: Any
    conflict: bool


class Item(msgspec.Struct, frozen=True):
    """One record with what they bring; `what` is new, changed or removed."""

    kind: str
    id: str
    what: str
    title: str
    fields: tuple[Difference, ...]
    theirs: Record | None
    ours: Record | None
    by: Side

    @property
    def conflict(self) -> bool:
        """Whether anything of it was changed on both sides."""
        return any(each.conflict for each in self.fields)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Everything there is to take of it."""
        return tuple((self.kind, self.id, each.name) for each in self.fields)


class Merge(msgspec.Struct, frozen=True):
    """All that a hand-back brings, as it stands against the present."""

    handback: Handback
    items: tuple[Item, ...]

    @property
    def everything(self) -> frozenset[Choice]:
        """All of it: where both sides changed something, theirs."""
        return frozenset(choice for item in self.items for choice in item.choices)

    @property
    def safe(self) -> frozenset[Choice]:
        """All that only they changed."""
        return frozenset((i.kind, i.id, each.name) for i in self.items for each in i.fields if not each.conflict)

    @property
    def conflicts(self) -> int:
        """How many fields both sides changed."""
        return sum(each.conflict for item in self.items for each in item.fields)


class NotAccepted(Refused):
    """A hand-back that cannot be merged into this book."""

    def __init__(self, why: str, todo: str = "Ask the facilitator for a new hand-back.") -> None:
        super().__init__(why, "Nothing was changed.", todo)


def demand_mergeable(program: Program, store: str, handback: Handback) -> Grant:
    """The hand-over that a hand-back answers. Raises NotAccepted, with the reason, when it may not be merged."""
    grant = program.get(Grant, handback.grant)
    if handback.store != store:
        raise NotAccepted("This hand-back belongs to another book.", "Open the book that the pack came from.")
    if grant is None:
        raise NotAccepted(
            "This book knows nothing of the hand-over it answers.",
            "If this is an older copy of the book, open the newest one.",
        )
    if grant.state is Returned.WITHDRAWN:
        raise NotAccepted("The hand-over it answers was withdrawn.", "Hand it over anew if that was a mistake.")
    if grant.pack != handback.pack:
        raise NotAccepted(
            "It answers an older pack: this was handed over anew since.", "Let the facilitator open the newer pack."
        )
    if grant.nonce and grant.nonce == handback.nonce:
        raise NotAccepted("This hand-back was merged already.")
    if handback.number <= grant.number:
        raise NotAccepted("It is older than the one that was merged last.")
    if grant.signer and grant.signer != handback.signer:
        raise NotAccepted(
            "It is signed with another key than the hand-back before it.",
            "Ask the facilitator in person: somebody else may have opened the pack.",
        )
    handed = handback.reach.handed
    present = Program.of_records([*handed.values(), *(step.after for step in handback.steps if step.after is not None)])
    steps = [(handed.get((step.kind, step.id)), step.after) for step in handback.steps]
    if reasons := handback.reach.strays(steps, present):
        raise NotAccepted("It goes beyond what was handed over: " + "; ".join(reasons) + ".")
    if wrong := sound(present, (step.after for step in handback.steps if step.after is not None)):
        raise NotAccepted(f"It holds records that cannot be: {wrong[0].label} {wrong[0].words}.")
    return grant


def compared(program: Program, handback: Handback) -> Merge:
    """What a hand-back brings. Raises NotAccepted when what came back before cannot be read any more."""
    grant = program.get(Grant, handback.grant)
    handed = handback.reach.handed
    agreed = Agreed.of(grant)
    base, theirs = {**handed, **keyed(agreed.records())}, dict(handed)
    who = {(step.kind, step.id): Side(step.who or handback.by, step.at or handback.at) for step in handback.steps}
    name = facilitator(program, grant) if grant is not None else handback.by
    for step in handback.steps:
        if step.after is None:
            theirs.pop((step.kind, step.id), None)
        else:
            theirs[step.kind, step.id] = _known_by(step.after, name)
    for gone in agreed.gone:
        base.pop(gone, None)
    items = []
    fields = granted(handback.reach.grant)
    for id_ in sorted({*base, *theirs}):
        kind, record_id = id_
        if base.get(id_) == theirs.get(id_) or (kind == "note" and record_id in agreed.notes):
            continue
        ours = program.get(KINDS[kind].cls, record_id)
        names = _fields(handback.reach, fields, id_)
        item = _item(program, names, base.get(id_), ours, theirs.get(id_), who.get(id_, Side()))
        if item is not None:
            items.append(item)
    return Merge(handback, tuple(items))


def _known_by(item: Record, name: str) -> Record:
    """A scenario says whose it is, so that two facilitators may call theirs the same."""
    if isinstance(item, Scenario):
        return msgspec.structs.replace(item, name=f"{item.name[: 190 - len(name[:60])]} ({name[:60]})")
    return item


def _fields(reach: Reach, fields: Mapping[str, frozenset[str]], id_: tuple[str, str]) -> tuple[str, ...]:
    """The fields of a record that they can know of: all of their own, the granted ones of what was handed over."""
    own = tuple(spec.name for spec in KINDS[id_[0]].fields)
    if id_ not in reach.handed:
        return own
    known = fields.get(id_[0], frozenset())
    return tuple(name for name in own if name in known)


def _item(
    program: Program, names: Iterable[str], base: Record | None, ours: Record | None, theirs: Record | None, by: Side
) -> Item | None:
    item = theirs if theirs is not None else base
    assert item is not None, "one side holds it"
    kind, names = kind_of(item).key, tuple(names)
    if theirs is None:
        if ours is None:
            return None
        conflict = any(getattr(ours, name) != getattr(base, name) for name in names)
        what, found = "removed", [Difference("", "Removed", base, ours, None, conflict)]
    elif ours is None:
        what, found = "new", [Difference("", "New", base, None, theirs, base is not None)]
        if base is not None:
            what, found = "changed", [Difference("", "Removed here", base, None, theirs, True)]
    else:
        what, found = "changed", _differences(names, base, ours, theirs)
    if not found:
        return None
    return Item(kind, item.id, what, program.named(ours if ours is not None else item), tuple(found), theirs, ours, by)


def _differences(names: tuple[str, ...], base: Record | None, ours: Record, theirs: Record) -> list[Difference]:
    found = []
    for spec in fields_of(theirs):
        if spec.name not in names:
            continue
        was = getattr(base, spec.name) if base is not None else None
        here, there = getattr(ours, spec.name), getattr(theirs, spec.name)
        if here == there or (base is not None and there == was):
            continue
        found.append(Difference(spec.name, spec.label, was, here, there, base is None or here != was))
    return found


# ---- what was agreed on before ---------------------------------------------------------------------------------------


class Agreed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the last merged hand-back held: rows as they stood with the facilitator, what was gone, and which notes.

    Of private notes only the ids are remembered: they come once, and are never compared.
    """

    rows: tuple[Row, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, grant: Grant | None) -> Agreed:
        """What a hand-over remembers. Raises NotAccepted when it cannot be read."""
        try:
            return msgspec.json.decode(grant.agreed, type=cls) if grant is not None and grant.agreed else cls()
        except msgspec.DecodeError:
            raise NotAccepted("What came back before cannot be read any more.", "Hand it over anew.") from None

    @classmethod
    def after(cls, program: Program, merge: Merge, grant: Grant) -> str:
        """What is to be remembered of a hand-back that is merged."""
        name = facilitator(program, grant)
        steps = merge.handback.steps
        stand = [_known_by(step.after, name) for step in steps if step.after is not None and step.kind != "note"]
        gone = tuple((step.kind, step.id) for step in steps if step.after is None)
        notes = tuple(step.id for step in steps if step.kind == "note")
        return spelled(cls(rows(stand), gone, notes)).decode()

    def records(self) -> Iterator[Record]:
        """The rows, as far as they are records still: an erasing may have changed words in them."""
        for row in self.rows:
            with suppress(msgspec.DecodeError):
                yield record_of(row)
