"""How far a facilitator's work reaches: judged while they work, and once more by the lead when it comes back.

Of what was handed over a facilitator changes what a workshop and a review change: circles, attendance, actions,
workshop notes, and what a pair has agreed on for a placement. Who sits where is tried out in scenarios of their own;
private notes are dropped sealed to the lead. Everything else is for reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from program.changes import Change
from program.names import counted
from program.packs import granted, references, required
from program.program import Program
from program.records import (
    KINDS,
    Charter,
    Grant,
    Note,
    Origin,
    Person,
    Record,
    RuleSetting,
    Sketch,
    fields_of,
    kind_of,
)
from program.rows import key
from program.trouble import Refused

#: What may be changed of granted records: these fields, or (None) every granted one.
CHANGED: Mapping[str, frozenset[str] | None] = {
    "circle": None,
    "attendance": None,
    "action": None,
    "capture": None,
    "placement": frozenset({"goal", "project", "deliverable", "acceptance", "review"}),
}

#: Granted kinds of which a facilitator adds records.
ADDED = frozenset({"circle", "attendance", "action", "capture"})

#: Granted kinds of which a facilitator may take away what was handed over; their own records they always may.
TAKEN = frozenset({"attendance", "action", "capture"})

#: Kinds that are never handed over, and come back whole: plans of the facilitator's own, and sealed notes.
OWN = frozenset({"scenario", "sketch", "note"})


class Reach(msgspec.Struct, frozen=True):
    """A grant with its people one by one, and the records it handed over by kind and id (`rows`: not by name only)."""

    grant: Grant
    handed: Mapping[tuple[str, str], Record]
    rows: frozenset[tuple[str, str]]

    @classmethod
    def over(cls, grant: Grant, rows: Iterable[Record], names: Iterable[Record]) -> Reach:
        """The reach of a pack."""
        rows, names = tuple(rows), tuple(names)
        return cls(grant, {key(item): item for item in rows + names}, frozenset(map(key, rows)))

    def strays(self, steps: Iterable[tuple[Record | None, Record | None]], present: Program) -> list[str]:
        """Why these steps (handed over or None, and as it is now or None) lie outside, in words without content.

        `present` holds everything the steps may point to besides what was handed over.
        """
        fields = granted(self.grant)
        found: dict[str, int] = {}
        for before, after in steps:
            for words in self._strays(before, after, fields, present):
                found[words] = found.get(words, 0) + 1
        return [words if number == 1 else f"{words} ({counted(number, 'time')})" for words, number in found.items()]

    def _strays(
        self, before: Record | None, after: Record | None, fields: Mapping[str, frozenset[str]], present: Program
    ) -> Iterator[str]:
        item = after if after is not None else before
        if item is None:  # made and taken away again
            return
        kind = kind_of(item)
        handed = key(item) in self.handed
        if kind.key in OWN:
            yield from self._own(item, "placement" in fields)  # nothing of these was handed over: it is there now
        elif kind.key not in fields or kind.key not in CHANGED or (handed and key(item) not in self.rows):
            yield f"{kind.many} were not handed over for changing"
            return
        elif after is None:
            if handed and kind.key not in TAKEN:
                yield f"{kind.many} were not handed over for removing"
            return
        elif not handed and kind.key not in ADDED:
            yield f"{kind.many} were not handed over for adding to"
            return
        else:
            yield from self._closed(before, after, fields[kind.key], CHANGED[kind.key])
        for ref, id_ in references(item):
            known = ref in ADDED | OWN and present.get(KINDS[ref].cls, id_) is not None
            if not known and (ref, id_) not in self.handed:
                yield f"{kind.many} point to something that was not handed over"
                return

    def _own(self, after: Record, plans: bool) -> Iterator[str]:
        """Scenarios keep to the people and cycles in hand, and notes to the people."""
        if not isinstance(after, Note):
            if not plans:
                yield "Placements were not handed over"
            if isinstance(after, Sketch) and not (
                after.person in self.grant.people and after.cycle in self.grant.cycles
            ):
                yield "A scenario holds somebody, or a cycle, outside the hand-over"
        elif after.about not in self.grant.people:
            yield "A private note is about somebody outside the hand-over"
        elif not after.body:
            yield "A private note is not sealed"

    def _closed(
        self, before: Record | None, after: Record, names: frozenset[str], changed: frozenset[str] | None
    ) -> Iterator[str]:
        start = before if before is not None else _blank(after)
        may = names if changed is None or before is None else names & changed
        for spec in fields_of(after):
            if spec.name not in may and getattr(start, spec.name) != getattr(after, spec.name):
                kind = kind_of(after).many
                yield f"{kind}: the field “{spec.label}” was not handed over for changing"


def _blank(item: Record) -> Record:
    """A record of the kind with nothing in it but what it cannot be without."""
    values: dict[str, Any] = {name: getattr(item, name) for name in required(kind_of(item))}
    return type(item)(item.id, **values)


class OutOfReach(Refused):
    """Something in a facilitator's book that was not handed over for changing."""

    def __init__(self, reasons: Iterable[str]) -> None:
        super().__init__(
            "This lies outside what was handed over to you: " + "; ".join(reasons) + ".",
            "Nothing was changed.",
            "Ask the program lead, or try it out in a scenario.",
        )


def demand(reach: Reach, following: Program, change: Change) -> None:
    """Raises OutOfReach when a change in a facilitator's book, which leads to `following`, was not handed over."""
    steps = [(reach.handed.get(key(pair.record)), pair.after) for pair in change.pairs]
    if reasons := reach.strays(steps, following):
        raise OutOfReach(reasons)


def differing(reach: Reach, program: Program) -> list[tuple[Record | None, Record | None]]:
    """What is otherwise in a facilitator's book than it was handed over: before and after, by kind and id."""
    now = {key(item): item for item in program.everything() if not isinstance(item, Origin | Charter)}
    handed = {id_: item for id_, item in reach.handed.items() if not isinstance(item, Charter)}
    steps = [(handed.get(id_), now.get(id_)) for id_ in sorted({*now, *handed})]
    return [(before, after) for before, after in steps if before != after]


#: Rules that would judge people, or hosts, of whom a hand-over may tell the name only.
_BLIND = {"person": ("mentor_capacity", "mentor_hours", "taking_part"), "host": ("seat_limit", "host_open")}


def sighted(charter: Charter, reach: Reach) -> Charter:
    """The charter of a facilitator's book: rules are off that need more than was handed over."""
    by_name = {kind for kind, _ in reach.handed.keys() - reach.rows}
    off = {rule for kind, rules in _BLIND.items() if kind in by_name for rule in rules}
    kept = tuple(each for each in charter.rules if each.rule not in off)
    return msgspec.structs.replace(charter, rules=kept + tuple(RuleSetting(rule, on=False) for rule in sorted(off)))


def facilitator(program: Program, grant: Grant) -> str:
    """What the facilitator of a hand-over is called; the hand-over's own name where nobody is named."""
    return program.title(Person, grant.facilitator) or grant.name
