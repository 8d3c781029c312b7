"""Whose data may not be used for a purpose any more, and the program without them."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from typing import Any

import msgspec

from program.program import Program
from program.records import Answers, Consent, Decision, Kind, Purpose, Record, Story, fields_of


def withdrawn(program: Program, purposes: Iterable[Purpose]) -> frozenset[str]:
    """The ids of those who took back their consent to one of `purposes` and have not given it again since."""
    wanted = frozenset(purposes)
    given: dict[tuple[str, Purpose], date] = {}
    taken: dict[tuple[str, Purpose], date] = {}
    for consent in program.of(Consent).values():
        key = consent.person, consent.purpose
        if consent.purpose not in wanted:
            continue
        if consent.withdrawn is not None:
            taken[key] = max(consent.withdrawn, taken.get(key, consent.withdrawn))
        elif consent.given is not None:
            given[key] = max(consent.given, given.get(key, consent.given))
    return frozenset(person for (person, purpose), day in taken.items() if given.get((person, purpose), day) <= day)


def without(program: Program, people: Set[str]) -> Program:
    """The program as if these people were not in it: what cannot be without them goes too, other pointers are empty."""
    if not people:
        return program
    gone = set(people)
    while True:
        more = {item.id for item, name in program.references_to(gone) if _needs(item, name)} - gone
        if not more:
            break
        gone |= more
    pointing: dict[str, dict[str, Any]] = {}
    for item, name in program.references_to(gone):
        value = getattr(item, name)
        left = "" if isinstance(value, str) else tuple(each for each in value if each not in gone)
        pointing.setdefault(item.id, {})[name] = left
    kept: list[Record] = []
    for item in program.everything():
        if item.id in gone:
            continue
        edits = pointing.get(item.id)
        kept.append(msgspec.structs.replace(item, **edits) if edits else item)
    return Program.of_records(kept)


def _needs(item: Record, name: str) -> bool:
    if isinstance(item, Story | Decision):
        return True  # neither can be told as if one of those it is about had not been there
    if isinstance(item, Answers):
        return True  # they may come without a name; with one they are that person's, and do not become nobody's
    return any(field.name == name and field.required and field.kind is Kind.REF for field in fields_of(item))
