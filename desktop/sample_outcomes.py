"""What the sample program brought about: answers to surveys, recommendations, match ratings, attendance, consents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from desktop.sample_between import qualities
from desktop.sample_craft import Craft, begun, cards, many, members, quarters
from program.attendance import listed, noted
from program.commands import Command, Keep
from program.program import Program
from program.records import (
    Answers,
    Circle,
    Cohort,
    Consent,
    Cycle,
    Deliverable,
    Host,
    Person,
    Placement,
    Presence,
    Purpose,
    Recommendation,
    Role,
    Survey,
)
from program.surveys import ITEMS, SCALES, Item

#: What people feel at the beginning, and who is asked.
_SURVEYS = {
    Survey.SATISFACTION: (3.7, (Role.MENTEE, Role.MENTOR)),
    Survey.CLIMATE: (3.5, (Role.MENTEE, Role.MENTOR)),
    Survey.SAFETY: (4.8, (Role.MENTEE,)),
    Survey.CONFIDENCE: (3.1, (Role.MENTEE,)),
}
_NAMELESS = (Survey.SAFETY, Survey.CLIMATE)
_MOODS = (0.0, 0.05, -0.45, 0.15, 0.2, 0.3, 0.3, 0.45)  # cycle by cycle, as a share of a step of five
_KINDS = (Deliverable.RECOMMENDATION,) * 5 + (Deliverable.PROTOTYPE,) * 2 + (Deliverable.INITIATIVE,) * 2
_PRESENCE = (Presence.THERE,) * 17 + (Presence.LATE, Presence.LEFT_EARLY, Presence.AWAY)


def outcomes(program: Callable[[], Program], craft: Craft) -> Iterator[Command]:
    """Cycle by cycle what people answered and proposed, then how circles and matches of the first cohort went."""
    place = 0
    for cohort in begun(program(), craft.today):
        for cycle in quarters(program(), cohort):
            mood, place = _MOODS[min(place, len(_MOODS) - 1)], place + 1
            answers = _answers(program(), craft, cycle, mood)
            if answers:
                yield Keep(tuple(answers), f"Note {many(len(answers), 'answer')} at the end of {cycle.name}")
            proposed = _recommendations(program(), craft, cycle)
            if proposed:
                yield Keep(tuple(proposed), f"Add {many(len(proposed), 'recommendation')} of {cycle.name}")
        yield from _rounds(program(), craft, cohort)
    first = begun(program(), craft.today)[0]
    said = qualities(program(), craft.dice, craft.id, craft.today, first)
    yield Keep(tuple(said), f"Note what {len(said)} people said of their match in {first.name}")
    consents = _consents(program(), craft)
    yield Keep(tuple(consents), f"Note {many(len(consents), 'consent')} to figures and stories")


# ---- surveys --------------------------------------------------------------------------------------------------------


def _answers(program: Program, craft: Craft, cycle: Cycle, mood: float) -> list[Answers]:
    there = cards(program, cycle)
    asked = {
        Role.MENTEE: [card.person for card in there],
        Role.MENTOR: sorted({card.mentor for card in there if card.mentor}),
    }
    made = []
    for survey, (usual, roles) in _SURVEYS.items():
        scale = SCALES[survey]
        for role in roles:
            for person in asked[role]:
                feels = craft.dice.gauss(usual + mood * scale.top / 5, 0.55 * scale.top / 5)
                ticks = [_ticked(craft, item, feels, scale.top) for item in scale.items]
                items = dict(zip(ITEMS, ticks, strict=False))
                on = craft.after(cycle.end, 1, 9)
                named = person if survey not in _NAMELESS else ""
                if craft.chance(0.84) and craft.past(on):
                    made.append(Answers(craft.id(), survey, cycle.id, on, role, named, **items))
    return made


def _ticked(craft: Craft, item: Item, feels: float, most: int) -> int:
    """What was ticked; 0 where the item was left out."""
    tick = craft.ticked(feels, 0.6, most)
    tick = most + 1 - tick if item.reversed else tick
    return 0 if craft.chance(0.02) else tick


# ---- what was proposed ----------------------------------------------------------------------------------------------


def _recommendations(program: Program, craft: Craft, cycle: Cycle) -> list[Recommendation]:
    made = []
    there = cards(program, cycle)
    for card in there:
        on = craft.after(cycle.end, -21, 6)
        if craft.chance(0.62) and craft.past(on):
            made.append(_recommendation(program, craft, card, there, on))
    return made


def _recommendation(
    program: Program, craft: Craft, card: Placement, there: list[Placement], on: date
) -> Recommendation:
    kind = craft.pick(_KINDS)
    host, own = program.of(Host)[card.host], program.of(Person)[card.person].unit
    words = next(each for each in craft.words["recommendation"] if each["kind"] == kind.value)
    among = (program.of(Person)[each.person] for each in there if each.id != card.id)
    others = [person for person in among if person.unit not in (own, host.name)]
    other = craft.pick(others) if kind is Deliverable.INITIATIVE else None
    people = (card.person,) if other is None else (card.person, other.id)
    unit = own if other is None else other.unit
    fate, answered, done = craft.dice.random(), craft.after(on, 14, 80), craft.after(on, 110, 300)
    accepted = answered if fate < 0.68 and craft.past(answered) else None
    declined = answered if 0.68 <= fate < 0.84 and craft.past(answered) else None
    implemented = done if accepted and fate < 0.46 and craft.past(done) else None
    return Recommendation(
        craft.id(),
        title=craft.pick(words["titles"]).format(host=host.name, unit=unit),
        kind=kind,
        placement=card.id,
        people=people,
        host=host.id,
        proposed=on,
        accepted=accepted,
        implemented=implemented,
        declined=declined,
        impact=craft.pick(craft.words["impact"]) if implemented else "",
    )


# ---- circles and consents -------------------------------------------------------------------------------------------


def _rounds(program: Program, craft: Craft, cohort: Cohort) -> Iterator[Command]:
    """Who was there when the peers of a cohort met: once in every cycle."""
    people = {person.id for person in members(program, cohort)}
    for circle in sorted(program.of(Circle).values(), key=lambda each: each.name):
        if not set(circle.people) <= people:
            continue
        for number, cycle in enumerate(quarters(program, cohort)[: circle.held], 1):
            marks = {person.id: craft.pick(_PRESENCE) for person in listed(program, circle)}
            day = cycle.checkpoints[0] + timedelta(3)
            made = noted(program, circle, number, marks, day, craft.id)
            yield Keep(tuple(made), f"Mark {len(made)} people in round {number} of circle {circle.name}")


def _consents(program: Program, craft: Craft) -> list[Consent]:
    """Everyone of the cohorts that began has agreed to be counted; one has taken it back since."""
    people = [person for cohort in begun(program, craft.today) for person in members(program, cohort)]
    made = [Consent(craft.id(), p.id, Purpose.FIGURES, craft.today - timedelta(300)) for p in people]
    back = craft.dice.randrange(len(made))
    made[back] = Consent(
        made[back].id, made[back].person, Purpose.FIGURES, made[back].given, craft.today - timedelta(20)
    )
    return made
