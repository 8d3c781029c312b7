"""What names in a file mean: the record of a kind that people call so, or a new one where a name is all it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from program.intake.people import fixed_id
from program.intake.words import plain
from program.program import Program
from program.records import KINDS, Kind, Person, Placement, Record, Strength, kind_of

#: Kinds of which a name says enough to add one on the way.
NAMED = frozenset({"skill", "theme", "cohort", "track"})


class Unread(Exception):
    """A cell that says nothing that can be kept. `words` are for the user's eyes: they may quote the file."""

    def __init__(self, words: str) -> None:
        super().__init__("a cell cannot be read")
        self.words = words


class Names:
    """Records by all they are called by, and those that the file itself brings."""

    def __init__(self, program: Program, seed: str) -> None:
        self._program = program
        self._seed = seed
        self._tables: dict[str, dict[str, dict[str, None]]] = {}
        self._alike: dict[tuple[str, str], str] = {}
        self.new: dict[str, Record] = {}

    def one(self, ref: str, text: str) -> str:
        """The id of the one record of this kind that is called `text`. Raises Unread for none and for several."""
        ids = self._called(ref, text)
        if len(ids) == 1:
            return ids[0]
        kind = KINDS[ref]
        if ids:
            by = "e-mail address or number" if ref == "person" else "Rotunda ID"
            raise Unread(f"{len(ids)} {kind.many.lower()} are called “{_short(text)}”: say which by {by}.")
        if ref in NAMED:
            return self._add(ref, " ".join(text.split()))
        raise Unread(f"There is no {kind.one.lower()} called “{_short(text)}” in the book{self._instead(ref, text)}.")

    def several(self, ref: str, text: str) -> tuple[str, ...]:
        """The ids of a list of names, parted by semicolons, line ends or commas. Raises Unread."""
        found: dict[str, None] = {}
        for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
            whole = not self._called(ref, part) and "," in part and ref not in NAMED
            for name in filter(None, map(str.strip, part.split(","))) if whole else (part,):
                found[self.one(ref, name)] = None
        return tuple(found)

    def placed(self, person: str, cycle: str) -> str:
        """The id of the placement of somebody in a cycle, by their names. Raises Unread."""
        card = self._program.plan.at(self.one("person", person), self.one("cycle", cycle))
        if card is None:
            raise Unread(f"“{_short(person)}” has no placement in {_short(cycle)}: place them first.")
        return card.id

    def _instead(self, ref: str, text: str) -> str:
        """What is there that sounds alike, or what to do when nothing does."""
        if (ref, text) not in self._alike:
            from rapidfuzz import fuzz, process

            items = self._program.of(KINDS[ref].cls).values()
            names = {plain(title): title for item in items if (title := self._program.named(item))}
            near = process.extractOne(plain(text), names.keys(), scorer=fuzz.ratio, score_cutoff=80)
            self._alike[ref, text] = f"; “{_short(names[near[0]])}” sounds alike" if near else ": add it first"
        return self._alike[ref, text]

    def _called(self, ref: str, text: str) -> tuple[str, ...]:
        if ref not in self._tables:
            self._tables[ref] = self._table(self._program.of(KINDS[ref].cls).values())
        table = self._tables[ref]
        last, comma, first = text.partition(",")
        asked = (text.strip(), plain(text), plain(f"{first} {last}") if comma and ref == "person" else "")
        return next((tuple(table[each]) for each in asked if each and each in table), ())

    def _table(self, items: Iterable[Record]) -> dict[str, dict[str, None]]:
        table: dict[str, dict[str, None]] = {}
        for item in items:
            names = {item.id, plain(self._program.named(item))}
            if isinstance(item, Person):
                names |= {plain(each) for each in (item.email, item.number) if each}
            if isinstance(item, Placement):
                names.add(plain(self._program.named(item).replace(", ", " ")))
            for name in names:
                table.setdefault(name, {})[item.id] = None
        return table

    def _add(self, ref: str, name: str) -> str:
        cls = KINDS[ref].cls
        item: Record = msgspec.convert({"id": fixed_id(self._seed, f"{ref}\x1f{plain(name)}"), "name": name}, cls)
        self.new[item.id] = item
        self._tables[ref].setdefault(plain(name), {})[item.id] = None
        return item.id


def pointed(item: Record) -> Iterator[str]:
    """The ids a record points to, also within its strengths."""
    for spec in kind_of(item).fields:
        value = getattr(item, spec.name)
        if spec.kind is Kind.REF:
            yield value
        elif spec.kind is Kind.REFS:
            yield from value
        elif spec.kind is Kind.STRENGTHS:
            yield from (each.skill for each in value if isinstance(each, Strength))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
