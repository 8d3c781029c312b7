"""Everything the program holds of one person, for the day on which they ask: kind by kind, in words.

Records that are about the person are given whole. Of others only what names the person is given, and where they are
spoken of in words somebody typed, those words. The text of private notes is sealed: it is given only when it is handed
in unsealed, and otherwise said to be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from program.commands.erasure import Erase
from program.names import counted
from program.program import Program
from program.records import (
    KINDS,
    Absence,
    Acknowledgement,
    Action,
    Answers,
    Attendance,
    Calibration,
    Checkpoint,
    Chemistry,
    Concern,
    Conflict,
    Consent,
    Decision,
    Event,
    Field,
    Goal,
    Kind,
    Meeting,
    Nomination,
    Note,
    Performance,
    Person,
    Placement,
    Preference,
    Quality,
    Rating,
    Readiness,
    Recommendation,
    Record,
    Sketch,
    Story,
    Tier,
    kind_of,
)
from program.trouble import Trouble
from program.views_reader import NotForThisReader, day

#: Records that are about everyone they name, and so are given whole.
_ABOUT: frozenset[type[Record]] = frozenset({
    Absence, Acknowledgement, Action, Answers, Attendance, Calibration, Chemistry, Concern, Conflict, Consent, Decision,
    Event, Goal, Meeting, Nomination, Note, Placement, Preference, Rating, Readiness, Recommendation, Sketch, Story,
})  # fmt: skip
_TYPED = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_REFS = frozenset({Kind.REF, Kind.REFS})


class Said(msgspec.Struct, frozen=True):
    """What a private note says, unsealed for this."""

    kind: str
    text: str
    links: tuple[str, ...] = ()


class Fact(msgspec.Struct, frozen=True):
    """One field: its label, and what it holds in words."""

    label: str
    words: str


class Item(msgspec.Struct, frozen=True):
    """One record, or as much of it as is about the person."""

    title: str
    facts: tuple[Fact, ...]


class Part(msgspec.Struct, frozen=True):
    """All of one kind."""

    title: str
    items: tuple[Item, ...]


class Past(msgspec.Struct, frozen=True):
    """An entry of the history about the person's own record."""

    when: str
    who: str
    what: str


class HeldView(msgspec.Struct, frozen=True):
    """Everything held of one person. `sealed` counts private notes whose text is not in it."""

    name: str
    parts: tuple[Part, ...]
    sealed: int
    history: tuple[Past, ...]

    @property
    def sealed_words(self) -> str:
        """What is to be said of the notes whose text is not in it; empty when there are none."""
        if not self.sealed:
            return ""
        notes = "One private note is" if self.sealed == 1 else f"{self.sealed:,} private notes are"
        return f"{notes} held besides. The text is sealed and not part of this."


def notes_about(program: Program, person: str) -> tuple[Note, ...]:
    """The private notes about somebody, alone or in a pair, the newest first."""
    found = (note for note in program.of(Note).values() if person in (note.about, note.other))
    return tuple(sorted(found, key=lambda note: (note.on or date.min, note.id), reverse=True))


def held(
    program: Program,
    id_: str,
    tier: Tier = Tier.RESTRICTED,
    said: Mapping[str, Said] | None = None,
    history: Sequence[Past] = (),
) -> HeldView:
    """Everything held of the person; `said` is the text of notes by their ids, as far as it was unsealed.

    Raises Trouble when there is nobody of that id, and NotForThisReader for any reader but the lead, who hands it on.
    """
    person = program.get(Person, id_)
    if person is None:
        raise Trouble("That person is not in the book any more.", "Nothing was made.")
    if tier is not Tier.RESTRICTED:
        raise NotForThisReader
    texts = said or {}
    parts = [Part("Person", (Item(person.name, _facts(program, person, id_)),)), *_about(program, person, texts)]
    parts += filter(lambda part: part.items, (_named(program, person), _spoken_of(program, person)))
    sealed = sum(note.id not in texts for note in notes_about(program, id_))
    return HeldView(person.name, tuple(parts), sealed, tuple(history))


def _about(program: Program, person: Person, texts: Mapping[str, Said]) -> Iterator[Part]:
    """The records that are about the person, kind by kind, and the ratings of their placements."""
    found: dict[str, Record] = {}
    for item, _name in program.references_to({person.id}):
        if type(item) in _ABOUT:
            found[item.id] = item
    cards = {item.id for item in found.values() if isinstance(item, Placement)}
    said: tuple[Checkpoint | Performance | Quality, ...] = (
        *program.of(Checkpoint).values(), *program.of(Performance).values(), *program.of(Quality).values(),
    )  # fmt: skip
    found |= {item.id: item for item in said if item.placement in cards}
    for kind in KINDS.values():
        items = [item for item in found.values() if type(item) is kind.cls]
        if items:
            yield Part(kind.many, tuple(_item(program, item, person.id, texts) for item in items))


def _item(program: Program, item: Record, person: str, texts: Mapping[str, Said]) -> Item:
    facts = _facts(program, item, person)
    if isinstance(item, Note):
        said = texts.get(item.id)
        facts += (
            (Fact("Text", "Sealed; not part of this."),)
            if said is None
            else (Fact("Kind", said.kind), Fact("Text", said.text), *(Fact("Link", link) for link in said.links))
        )
    return Item(program.named(item), facts)


def _named(program: Program, person: Person) -> Part:
    """Where other records name the person: as manager, sponsor, lead of a host, at a table."""
    found: dict[str, tuple[Record, list[Fact]]] = {}
    for item, name in program.references_to({person.id}):
        if type(item) not in _ABOUT:
            kind = kind_of(item)
            fact = Fact(kind.one, kind.field(name).label)
            found.setdefault(item.id, (item, []))[1].append(fact)
    return Part("Named by others", tuple(Item(program.named(item), tuple(facts)) for item, facts in found.values()))


def _spoken_of(program: Program, person: Person) -> Part:
    """Words somebody typed about other things in which the person is named."""
    tokens = [token.casefold() for token in Erase(person.id).tokens(program)]
    items = []
    for item in program.everything():
        if item is person or (type(item) in _ABOUT and _points_to(item, person.id)):
            continue
        facts = [
            Fact(spec.label, words)
            for spec in kind_of(item).fields
            if spec.kind in _TYPED and (words := _words(program, item, spec)) and _holds(words, tokens)
        ]
        if facts:
            items.append(Item(f"{kind_of(item).one}: {program.named(item)}", tuple(facts)))
    return Part("Spoken of by others", tuple(items))


def _holds(words: str, tokens: Sequence[str]) -> bool:
    folded = words.casefold()
    return any(token in folded for token in tokens)


def _points_to(item: Record, id_: str) -> bool:
    values = (getattr(item, spec.name) for spec in kind_of(item).fields if spec.kind in _REFS)
    return any(id_ == value if isinstance(value, str) else id_ in value for value in values)


def _facts(program: Program, item: Record, person: str) -> tuple[Fact, ...]:
    """Every field that holds something, but what is sealed. Of a list of people only that the person is on it."""
    facts = []
    for spec in kind_of(item).fields:
        value = getattr(item, spec.name)
        if spec.kind is Kind.REFS and person in value:
            others = f" and {counted(len(value) - 1, 'other')}" if len(value) > 1 else ""
            facts.append(Fact(spec.label, program.title(Person, person) + others))
        elif spec.kind is not Kind.SEALED and (words := _words(program, item, spec)):
            facts.append(Fact(spec.label, words))
    return tuple(facts)


def _words(program: Program, item: Record, spec: Field) -> str:
    value = getattr(item, spec.name)
    if isinstance(value, date):
        return day(value)
    if not value and spec.kind is Kind.YES_NO:
        return ""
    return program.words(item, spec.name)
