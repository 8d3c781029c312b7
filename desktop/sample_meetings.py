"""Meetings of the sample program: pairs cycle by cycle, the committee, and what a cohort showed at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from desktop.sample_craft import Craft, begun, cards, many, members, quarters
from program.commands import Command, Keep
from program.program import Program
from program.records import Calibration, Cohort, Cycle, Meeting, MeetingKind, Person, Placement, Role

_WEEKS = (2, 5, 9)  # in which of a cycle pairs meet
_HELD = 0.88


def meetings(program: Callable[[], Program], craft: Craft) -> Iterator[Command]:
    """Cycle by cycle how pairs met; the committee every quarter; a showcase when a cohort is over."""
    for cohort in begun(program(), craft.today):
        for cycle in quarters(program(), cohort):
            made = [each for card in cards(program(), cycle) for each in _pair(program(), craft, cycle, card)]
            if made:
                yield Keep(tuple(made), f"Note {many(len(made), 'meeting')} of {cycle.name}")
            if craft.past(cycle.start):
                yield Keep((_committee(program(), craft, cycle),), f"Note the meeting of the committee in {cycle.name}")
        if cohort.end is not None and craft.past(cohort.end):
            yield Keep((_showcase(program(), craft, cohort),), f"Note what {cohort.name} showed")
    compared = _calibrations(program(), craft)
    yield Keep(tuple(compared), f"Note {many(len(compared), 'calibration')}")


def _pair(program: Program, craft: Craft, cycle: Cycle, card: Placement) -> Iterator[Meeting]:
    """The pair's meetings so far; the next one is planned while the cycle lasts."""
    for place, week in enumerate(_WEEKS):
        day, held = craft.after(cycle.start + timedelta(weeks=week), 0, 6), craft.chance(_HELD)
        kind = MeetingKind.CHECK_IN if place == 1 else MeetingKind.MENTORING
        if not card.mentor or not (craft.past(cycle.start) and (craft.past(day) or craft.past(day - timedelta(14)))):
            continue
        yield Meeting(
            craft.id(),
            title=f"{program.of(Person)[card.person].called} and {program.of(Person)[card.mentor].called}",
            kind=kind,
            on=day,
            people=(card.person, card.mentor),
            placement=card.id,
            held=held and craft.past(day),
            agenda="What was tried since the last time\nWhat comes next" if place else "What the rotation is for",
        )


def _committee(program: Program, craft: Craft, cycle: Cycle) -> Meeting:
    people = (*program.people(Role.PROGRAM_OWNER), *program.people(Role.COMMITTEE_MEMBER))
    day = cycle.start + timedelta(18)
    return Meeting(
        craft.id(),
        title=f"Steering committee, {cycle.name}",
        kind=MeetingKind.COMMITTEE,
        on=day,
        people=tuple(person.id for person in people),
        held=craft.past(day),
        next=day + timedelta(91),
        agenda="Decisions required\nWhere the program stands\nRisks",
    )


def _calibrations(program: Program, craft: Craft) -> list[Calibration]:
    """How those around a few mentees compared what they see."""
    people = members(program, begun(program, craft.today)[-1])
    made = []
    for person, outcome in zip(craft.dice.sample(people, 3), craft.words["calibration"], strict=True):
        day = craft.today - timedelta(craft.dice.randint(10, 60))
        around = tuple(dict.fromkeys(each for each in (person.manager, person.sponsor) if each))
        made.append(Calibration(craft.id(), person.id, day, around, day + timedelta(180), outcome))
    return made


def _showcase(program: Program, craft: Craft, cohort: Cohort) -> Meeting:
    last = quarters(program, cohort)[-1]
    return Meeting(
        craft.id(),
        title=f"What {cohort.name} learnt",
        kind=MeetingKind.SHOWCASE,
        on=last.end - timedelta(16),
        people=tuple(person.id for person in members(program, cohort)),
        held=True,
        agenda="Five minutes each, then the recommendations",
    )
