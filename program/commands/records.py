"""Keeping and removing records of any kind: what forms, tables and set-up pages do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from program.changes import Change, Pair, pairs
from program.commands.base import counted
from program.commands.judging import Intent, carried_out, held
from program.program import Program
from program.records import KINDS, Decision, Kind, Placement, Record, kind_of, title_of
from program.trouble import NotValid
from program.validity import cleaned, sound


class Keep(msgspec.Struct, frozen=True):
    """Keep records as they are handed over, new ones and changed ones alike."""

    records: tuple[Record, ...]
    title: str = ""

    def change(self, program: Program) -> Change:
        """Raises NotValid when a record is incomplete or impossible."""
        after = tuple(cleaned(item) for item in self.records)
        change = Change(self.title, pairs((program.of(type(item)).get(item.id), item) for item in after))
        if found := sound(program.apply(change), (pair.record for pair in change.pairs)):
            raise NotValid(found)
        return change if self.title else Change(_title(change), change.pairs)


class Remove(msgspec.Struct, frozen=True):
    """Remove records, and with them what cannot be without them (a person's placements); other pointers are cleared."""

    records: tuple[Record, ...]
    title: str = ""
    reason: str = ""

    def change(self, program: Program) -> Change:
        """Raises RuleBroken when pinned or settled placements would go, or lose host or mentor, without a reason."""
        gone: dict[str, Record] = {}
        wave: dict[str, Record] = {item.id: item for item in self.records}
        edits: dict[str, tuple[Record, dict[str, Any]]] = {}
        while wave:
            gone.update(wave)
            ids, wave = wave, {}
            for item, name in program.references_to(ids):
                if item.id in gone:
                    continue
                if kind_of(item).field(name).required:
                    wave[item.id] = item
                else:
                    edits.setdefault(item.id, (item, {}))[1][name] = _without(item, name, gone)
        kept = [
            Pair(item, msgspec.structs.replace(item, **edit)) for id_, (item, edit) in edits.items() if id_ not in gone
        ]
        removed = [Pair(item, None) for item in gone.values()]
        asked = {item.id for item in self.records}
        along = [pair.record for pair in removed if pair.record.id not in asked]
        title = self.title or _removal(self.records, along, [pair.record for pair in kept])
        # Placements of the live plan only: nobody has promised anything of a scenario's.
        cards = Intent(title, tuple(pair for pair in kept + removed if type(pair.record) is Placement))
        others = tuple(pair for pair in kept + removed if type(pair.record) is not Placement)
        steps = carried_out(program, cards, held(program, cards), self.reason)
        return Change(title, others + tuple(_remaining(pair, gone) for pair in steps))


def _remaining(pair: Pair, gone: dict[str, Record]) -> Pair:
    """A new entry of the decision log names only people and cycles that stay."""
    if isinstance(pair.after, Decision):
        people = tuple(each for each in pair.after.people if each not in gone)
        cycles = tuple(each for each in pair.after.cycles if each not in gone)
        return Pair(pair.before, msgspec.structs.replace(pair.after, people=people, cycles=cycles))
    return pair


def _without(item: Record, name: str, gone: dict[str, Record]) -> Any:
    value = getattr(item, name)
    if kind_of(item).field(name).kind is Kind.REF:
        return ""
    return tuple(each for each in value if each not in gone)


def _title(change: Change) -> str:
    if not change.pairs:
        return "Nothing changed"
    first = change.pairs[0]
    kind = kind_of(first.record)
    if len(change.pairs) == 1:
        verb = "Add" if first.before is None else "Change"
        return f"{verb} {_named(first.record)}"
    added = all(pair.before is None for pair in change.pairs)
    same = all(kind_of(pair.record) is kind for pair in change.pairs)
    words = counted(len(change.pairs), kind.one.lower(), kind.many.lower()) if same else f"{len(change.pairs)} records"
    return f"{'Add' if added else 'Change'} {words}"


def _removal(records: Sequence[Record], along: Sequence[Record], cleared: Sequence[Record]) -> str:
    """ "Remove cycle Q1 (with 14 placements; cleared from 2 decisions)"."""
    if not records:
        return "Nothing removed"
    kind = kind_of(records[0])
    what = (
        _named(records[0])
        if len(records) == 1
        else counted(len(records), kind.one.lower(), kind.many.lower())
    )
    more = [f"with {_kinds(along)}" if along else "", f"cleared from {_kinds(cleared)}" if cleared else ""]
    more = list(filter(None, more))
    return f"Remove {what}" + (f" ({'; '.join(more)})" if more else "")


def _named(item: Record) -> str:
    """ "host Finance"; of what has no name of its own just "absence"."""
    kind, title = kind_of(item).one, title_of(item)
    return kind.lower() if title == kind else f"{kind.lower()} {title}"


def _kinds(records: Sequence[Record]) -> str:
    """ "14 placements and 1 absence"."""
    numbers = Counter(kind_of(item).key for item in records)
    words = [counted(number, KINDS[key].one.lower(), KINDS[key].many.lower()) for key, number in numbers.items()]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
