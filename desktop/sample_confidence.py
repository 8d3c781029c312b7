"""What is said in confidence in the sample program, and the safeguards around it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from program.commands import Command, Keep
from program.program import Program
from program.records import (
    Acknowledgement,
    Code,
    Concern,
    Consent,
    Kept,
    Level,
    Note,
    NoteKind,
    Placement,
    Purpose,
    Record,
    Retention,
    Role,
)
from program.safeguards import asked
from storage.notes import Content

NewId = Callable[[], str]
_KEPT = {Kept.NOTES: 18, Kept.CHEMISTRY: 24, Kept.CONCERNS: 36, Kept.PEOPLE_WHO_LEFT: 36}  # for so many months
_SEED = 20270102


def safeguards(
    program: Program, dice: random.Random, new_id: NewId, words: dict[str, Any], today: date
) -> Iterator[tuple[tuple[Record, ...], str]]:
    """Levels, codes and who acknowledged them, consents, periods, and two concerns: records, and the step's title."""
    owners = [*program.people(Role.PROGRAM_OWNER), *program.people(Role.COMMITTEE_MEMBER)]
    levels = [
        Level(new_id(), rank=rank, owner=owner.id, **each)
        for rank, (each, owner) in enumerate(zip(words["level"], owners, strict=False), 1)
    ]
    yield tuple(levels), f"Add {len(levels)} escalation levels"
    codes = [msgspec.convert({"id": new_id(), **each}, Code) for each in words["code"]]
    yield tuple(codes), f"Add {len(codes)} codes"
    people = asked(program)
    signed = [
        Acknowledgement(new_id(), person.id, code.id, today - timedelta(dice.randrange(10, 420)))
        for code, share in zip(codes, (0.9, 0.6), strict=False)
        for person in people
        if dice.random() < share
    ]
    yield tuple(signed), f"Note {len(signed)} acknowledgements"
    given = [
        Consent(new_id(), person.id, purpose, today - timedelta(dice.randrange(30, 300)))
        for person in dice.sample(people, 16)
        for purpose in (Purpose.RUNNING_THE_PROGRAM, Purpose.HAND_OVER)
    ]
    given[3] = msgspec.structs.replace(given[3], withdrawn=today - timedelta(12))
    yield tuple(given), f"Note {len(given)} consents"
    periods = [Retention(new_id(), kept, months) for kept, months in _KEPT.items()]
    yield tuple(periods), f"Set {len(periods)} retention periods"
    mentors = program.people(Role.MENTOR)
    raised = [
        msgspec.convert(
            {
                **each, "id": new_id(), "people": (dice.choice(mentors).id,), "level": levels[0].id,
                "owner": levels[0].owner, "on": today - timedelta(days + 9), "due": today - timedelta(days),
            },
            Concern,
        )
        for each, days in zip(words["concern"], (4, -6), strict=False)
    ]  # fmt: skip
    yield tuple(raised), f"Add {len(raised)} concerns"


def notes(
    program: Program, written: Callable[[Note, Content], Note], words: dict[str, Any], today: date, author: str
) -> Iterator[Command]:
    """Private notes, sealed by `written`, as they come in over some weeks."""
    dice = random.Random(_SEED)
    cards = [card for card in program.of(Placement).values() if card.mentor and card.host]
    for place, each in enumerate(words["note"]):
        card = dice.choice(cards)
        by = author if place % 3 else program.people(Role.FACILITATOR)[0].name
        note = Note(
            f"{dice.getrandbits(64):016x}", card.person, card.mentor if each.get("pair") else "", card.id, by,
            today - timedelta(11 * place + 2), today + timedelta(each["again"]) if "again" in each else None,
        )  # fmt: skip
        yield Keep((written(note, Content(NoteKind(each["kind"]), each["text"], tuple(each.get("links", ())))),))
