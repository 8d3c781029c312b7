"""Erasing a person: what the program holds about them goes, what counts need stays, under no name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from typing import Any

import msgspec

from program.changes import Change, Pair
from program.program import Program
from program.records import (
    Absence,
    Acknowledgement,
    Answers,
    Calibration,
    Checkpoint,
    Chemistry,
    Concern,
    Conflict,
    Consent,
    Goal,
    Kind,
    Lifecycle,
    Nomination,
    Note,
    Origin,
    Performance,
    Person,
    Placement,
    Preference,
    Rating,
    Readiness,
    Record,
    Sketch,
    Snapshot,
    Story,
    as_values,
    kind_of,
)
from program.trouble import Trouble

#: What an erased person is called.
ERASED = "Erased person"

#: What stands where the name stood in somebody's words.
SOMEBODY = "somebody"

_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL})
_SHORTEST = 3  # letters: a shorter alias or number would be found in every other word


class Erase(msgspec.Struct, frozen=True):
    """Erase one person. Not to be done like other commands: the journal must forget too (`Book.erase`)."""

    person: str

    def change(self, program: Program) -> Change:
        """What becomes of the records. Raises Trouble when there is nobody of that id."""
        person = self._person(program)
        gone = {(type(item), item.id) for item in _about(program, self.person)}
        clean = _cleaner(self.tokens(program))
        cards = {placement.id for placement in program.plan.row(self.person).values()}
        pairs = [Pair(item, None) for item in _about(program, self.person)]
        for item in program.everything():
            if (type(item), item.id) in gone:
                continue
            after = _blank(person) if item is person else _forgetting(item, self.person, cards, clean)
            if after != item:
                pairs.append(Pair(item, after))
        return Change("Erase a person", tuple(pairs))

    def tokens(self, program: Program) -> tuple[str, ...]:
        """The words by which the person is known, longest first. Private."""
        person = self._person(program)
        words = {person.name, person.email, person.number, person.alias}
        return tuple(sorted((word for word in words if len(word) >= _SHORTEST), key=lambda word: (-len(word), word)))

    def _person(self, program: Program) -> Person:
        if program.of(Origin):
            raise Trouble(
                "This book is a part of the program that was handed over.",
                "Nothing was changed.",
                "People are erased in the program lead's book; delete this one when its work is handed back.",
            )
        person = program.get(Person, self.person)
        if person is None:
            raise Trouble("That person is not in the book any more.", "Nothing was changed.")
        return person


def written_by(program: Program, person: str) -> tuple[Note, ...]:
    """The private notes about others that bear the person's name as their writer's."""
    words = [word.casefold() for word in Erase(person).tokens(program)]
    return tuple(
        note
        for note in program.of(Note).values()
        if person not in (note.about, note.other) and any(word in note.author.casefold() for word in words)
    )


def _about(program: Program, person: str) -> Iterator[Record]:
    """Records that are about the person and nobody's count."""
    whose: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
        (Note, ("about", "other")),
        (Preference, ("person", "other")),
        (Chemistry, ("mentee", "mentor")),
        (Absence, ("person",)),
        (Conflict, ("first", "second")),
        (Calibration, ("person",)),
        (Consent, ("person",)),
        (Nomination, ("person",)),
        (Acknowledgement, ("person", "other")),
    )
    for cls, names in whose:
        for item in program.of(cls).values():
            if any(getattr(item, name) == person for name in names):
                yield item
    yield from (concern for concern in program.of(Concern).values() if concern.people == (person,))


def _blank(person: Person) -> Person:
    """What counts need."""
    return Person(
        person.id, ERASED, roles=person.roles, status=Lifecycle.LEFT, cohort=person.cohort, track=person.track
    )


def _forgetting(item: Record, person: str, cards: Set[str], clean: Callable[[str], str]) -> Record:
    """A record that stays, without what it says of the person, whose placements are `cards`."""
    if isinstance(item, Snapshot):
        return item  # packed bytes that name nobody: a short word would be found in them by chance, and break them
    changes: dict[str, Any] = {}
    for spec in kind_of(item).fields:
        value = getattr(item, spec.name)
        if isinstance(item, Note):
            break  # its writer's name is bound into the seal: without it nobody could read the note any more
        if spec.kind in _TEXTS and value:
            changes[spec.name] = clean(value)
        elif spec.kind is Kind.CUSTOM and spec.name == "custom":
            changes[spec.name] = tuple((name, clean(text)) for name, text in value)
    if isinstance(item, Placement | Sketch) and item.person == person:
        changes |= {"goal": "", "project": "", "deliverable": "", "acceptance": ""}
    if isinstance(item, Goal) and item.person == person:
        changes |= {"title": ERASED, "criteria": ""}
    if isinstance(item, Checkpoint) and item.placement in cards:
        changes["words"] = ""
    if isinstance(item, Performance) and item.placement in cards:
        changes["caveat"] = ERASED
    if isinstance(item, Answers) and item.person == person:
        changes["person"] = ""
    if isinstance(item, Rating | Readiness) and item.rater == person:
        changes["rater"] = ""
    if isinstance(item, Concern | Story) and person in item.people:
        changes["people"] = tuple(each for each in item.people if each != person)
    if isinstance(item, Story) and person in item.people:
        changes["told"] = ""  # those who are left cannot agree for somebody who may never have
    values = as_values(item)
    changes = {name: value for name, value in changes.items() if value != values[name]}
    return msgspec.structs.replace(item, **changes) if changes else item


def _cleaner(tokens: tuple[str, ...]) -> Callable[[str], str]:
    if not tokens:
        return lambda text: text
    pattern = re.compile("|".join(re.escape(word) for word in tokens), re.IGNORECASE)
    return lambda text: pattern.sub(SOMEBODY, text)
