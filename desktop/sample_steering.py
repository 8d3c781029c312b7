"""What the committee of the sample program steers by: targets, baselines, risks, decisions, reviews, stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from desktop.sample_craft import Craft, begun, many, members
from program.commands import Command, Keep
from program.program import Program
from program.records import (
    Action,
    Baseline,
    Consent,
    Decision,
    Edition,
    Lifecycle,
    Person,
    Purpose,
    Record,
    Review,
    Risk,
    Role,
    Story,
    Target,
)

_BY = "Steering committee"


def steering(program: Callable[[], Program], craft: Craft) -> Iterator[Command]:
    """Each register in a step of its own, stories together with the consents they are told by."""
    yield _kept(_targets(program(), craft), "target")
    yield _kept(_baselines(craft), "baseline")
    yield _kept(_risks(program(), craft), "risk")
    yield _kept(_decisions(program(), craft), "decision")
    yield _kept(_actions(program(), craft), "action")
    yield _kept([_made(craft, Review, each, on=_ago(craft, each)) for each in craft.words["review"]], "review")
    stories, consents = _stories(program(), craft)
    yield Keep(
        (*stories, *consents), f"Add {many(len(stories), 'story', 'stories')} and {many(len(consents), 'consent')}"
    )
    yield _kept(_editions(craft), "edition")


def _kept(made: list[Record], what: str) -> Keep:
    return Keep(tuple(made), f"Add {many(len(made), what)}")


def _made(craft: Craft, cls: type[Record], words: Mapping[str, Any], **more: Any) -> Record:
    """A record with the fields that the words have, and more."""
    names = {field.name for field in msgspec.structs.fields(cls)}
    fields = {name: value for name, value in words.items() if name in names}
    return msgspec.convert({"id": craft.id(), **fields, **more}, cls)


def _ago(craft: Craft, words: Mapping[str, Any]) -> date:
    return craft.today - timedelta(int(words["ago"]))


def _leads(program: Program) -> list[Person]:
    found = (*program.people(Role.PROGRAM_OWNER), *program.people(Role.SPONSOR), *program.people(Role.COMMITTEE_MEMBER))
    return list(found)


def _targets(program: Program, craft: Craft) -> list[Record]:
    agreed, owner = date(craft.today.year - 1, 1, 20), program.people(Role.PROGRAM_OWNER)[0].id
    return [_made(craft, Target, each, agreed=agreed, owner=owner) for each in craft.words["target"]]


def _baselines(craft: Craft) -> list[Record]:
    year = craft.today.year - 2
    return [
        _made(craft, Baseline, each, start=date(year, 1, 1), end=date(year, 12, 31)) for each in craft.words["baseline"]
    ]


def _risks(program: Program, craft: Craft) -> list[Record]:
    leads = _leads(program)
    return [
        _made(
            craft, Risk, each, owner=leads[place % len(leads)].id,
            review=None if each.get("state") == "closed" else craft.today + timedelta(20 + 9 * place),
        )
        for place, each in enumerate(craft.words["risk"])
    ]  # fmt: skip


def _decisions(program: Program, craft: Craft) -> list[Record]:
    """Those asked for are due and have no date; those taken have one."""
    coming = tuple(cycle.id for cycle in program.cycles if cycle.start > craft.today)[:1]
    return [
        _made(craft, Decision, each, on=_ago(craft, each), by=_BY, due=_ago(craft, each) + timedelta(5))
        if "ago" in each
        else _made(craft, Decision, each, due=craft.today + timedelta(each["days"]), cycles=_of_plan(each, coming))
        for each in craft.words["decision"]
    ]


def _actions(program: Program, craft: Craft) -> list[Record]:
    """What the committee and the lead agreed on; one of them is late."""
    owners = sorted((p for p in program.people(Role.PROGRAM_OWNER)), key=lambda person: person.id)
    owner = owners[0].id if owners else ""
    return [
        _made(
            craft, Action, each, owner=owner,
            due=craft.today + timedelta(each["days"]), on=craft.today - timedelta(each["agreed"]),
        )
        for each in craft.words["action"]
    ]  # fmt: skip


def _of_plan(words: Mapping[str, Any], cycles: tuple[str, ...]) -> tuple[str, ...]:
    return cycles if "seats" in words["title"] else ()


def _stories(program: Program, craft: Craft) -> tuple[list[Record], list[Record]]:
    """Stories about alumni, and the consent of those who gave it; one has not been asked yet."""
    people = members(program, begun(program, craft.today)[0])
    about = craft.dice.sample([p for p in people if p.status is Lifecycle.ALUMNI], len(craft.words["story"]))
    stories, consents = [], []
    for person, each in zip(about, craft.words["story"], strict=True):
        on = craft.today - timedelta(craft.dice.randint(60, 240))
        stories.append(_made(craft, Story, each, people=(person.id,), on=on, background=f"Told by {person.called}."))
        if each["consent"]:
            words = "Yes, if it does not say which unit."
            consents.append(Consent(craft.id(), person.id, Purpose.STORIES, on + timedelta(20), words=words))
    return stories, list(consents)


def _editions(craft: Craft) -> list[Record]:
    return [
        _made(craft, Edition, each, commentary=tuple(each["commentary"].items())) for each in craft.words["edition"]
    ]
