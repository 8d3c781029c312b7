"""How people of the sample program grew: ratings from four sides, goals, checkpoints of rotations, readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from desktop.sample_craft import Craft, begun, cards, many, members, quarters
from program.commands import Command, Keep
from program.program import Program
from program.records import (
    Attainment,
    Checkpoint,
    Cohort,
    Goal,
    Host,
    Performance,
    Person,
    Placement,
    RaterGroup,
    Rating,
    Skill,
    Strength,
)

#: By how much a side sees somebody above what they can do, and how much of it is gone at the end.
_SEEN = {
    RaterGroup.SELF: (0.6, 0.25),
    RaterGroup.MANAGER: (-0.1, 0.0),
    RaterGroup.MENTOR: (0.0, 0.0),
    RaterGroup.HOST: (-0.2, 0.1),
}
_RATED = 0.93  # the share of ratings that were really given
_TIMES = ("at the start", "half-way", "at the end")
_REACHED = (Attainment.AS_EXPECTED,) * 4 + (Attainment.MORE,) * 2 + (Attainment.LESS, Attainment.MUCH_MORE)


def development(program: Callable[[], Program], craft: Craft) -> Iterator[Command]:
    """Ratings and goals cohort by cohort, checkpoints cycle by cycle, and a dozen readings of performance."""
    for cohort in begun(program(), craft.today):
        goals = [goal for person in members(program(), cohort) for goal in _goals(program(), craft, cohort, person)]
        if goals:
            yield Keep(tuple(goals), f"Note {many(len(goals), 'goal')} of {cohort.name}")
        yield from _ratings(program(), craft, cohort)
        yield from _checkpoints(program(), craft, cohort)
    readings = _readings(program(), craft)
    if readings:
        yield Keep(tuple(readings), f"Note {many(len(readings), 'reading')} of performance")


# ---- competencies ---------------------------------------------------------------------------------------------------


def _ratings(program: Program, craft: Craft, cohort: Cohort) -> Iterator[Command]:
    cycles, people = quarters(program, cohort), members(program, cohort)
    able = {(p.id, goal.skill): craft.dice.uniform(1.5, 2.9) for p in people for goal in p.goals}
    grows = {key: max(0.0, craft.dice.gauss(1.3, 0.6)) for key in able}
    days = (cycles[0].start + timedelta(10), cycles[1].end, cycles[-1].end - timedelta(12))
    for place, day in enumerate(days):
        cycle = (cycles[0], cycles[1], cycles[-1])[place]
        made: list[Rating] = []
        for person in people:
            card = program.plan.at(person.id, cycle.id)
            if card is None:
                continue  # not there at that time
            for goal in person.goals:
                felt = able[person.id, goal.skill] + grows[person.id, goal.skill] * place / 2
                made += _seen(craft, person, goal.skill, felt, place / 2, day, card)
        if made:
            yield Keep(tuple(made), f"Note {many(len(made), 'competency rating')}, {cohort.name} {_TIMES[place]}")


def _seen(
    craft: Craft, person: Person, skill: str, felt: float, gone: float, day: date, card: Placement
) -> Iterator[Rating]:
    """What four sides say of a skill within the days after `day`; those who could not be reached are left out."""
    raters = {RaterGroup.SELF: person.id, RaterGroup.MANAGER: person.manager, RaterGroup.MENTOR: card.mentor}
    for by, (above, lost) in _SEEN.items():
        on = craft.after(day, 0, 12)
        level = craft.ticked(felt + above - lost * gone, 0.45, 5)
        if craft.chance(_RATED) and craft.past(on):
            yield Rating(craft.id(), person.id, skill, by, level, on, raters.get(by, ""))


# ---- goals ----------------------------------------------------------------------------------------------------------


def _goals(program: Program, craft: Craft, cohort: Cohort, person: Person) -> Iterator[Goal]:
    """A goal for every skill sought, agreed in the first weeks, due at the end of the second to the last cycle."""
    cycles = quarters(program, cohort)
    for place, strength in enumerate(person.goals):
        cycle = cycles[min(place + 1, len(cycles) - 1)]
        agreed, due = craft.after(cycles[0].start, 5, 40), cycle.end - timedelta(craft.dice.randint(0, 14))
        done, attained = _ended(craft, due)
        card = program.plan.at(person.id, cycle.id)
        if craft.past(agreed):
            yield _goal(program, craft, person, strength, agreed, due, done, attained, card)


def _goal(
    program: Program, craft: Craft, person: Person, strength: Strength, agreed: date, due: date, done: date | None,
    attained: Attainment, card: Placement | None,
) -> Goal:  # fmt: skip
    skill = program.title(Skill, strength.skill)
    return Goal(
        craft.id(),
        person=person.id,
        title=craft.pick(craft.words["goal"]).format(skill=skill.lower()),
        skill=strength.skill,
        target=strength.weight,
        weight=craft.dice.randint(1, 3),
        start=agreed,
        due=due,
        done=done,
        attained=attained,
        placement=card.id if card is not None and craft.chance(0.5) else "",
        criteria=craft.pick(craft.words["criteria"]),
    )


def _ended(craft: Craft, due: date) -> tuple[date | None, Attainment]:
    """How a goal ended: most in time, some late, a few given up; the rest is still open."""
    dice, early, late = craft.dice.random(), craft.after(due, -30, 0), craft.after(due, 5, 45)
    attained = craft.pick(_REACHED)
    if dice < 0.66 and craft.past(early):
        return early, attained
    if 0.66 <= dice < 0.80 and craft.past(late):
        return late, Attainment.AS_EXPECTED if attained is Attainment.MUCH_MORE else attained
    if 0.80 <= dice < 0.90 and craft.past(due):
        return None, craft.pick((Attainment.LESS, Attainment.MUCH_LESS))
    return None, Attainment.OPEN


# ---- rotations ------------------------------------------------------------------------------------------------------


def _checkpoints(program: Program, craft: Craft, cohort: Cohort) -> Iterator[Command]:
    for cycle in quarters(program, cohort):
        made: list[Checkpoint] = []
        for card in cards(program, cycle):
            worth = craft.dice.gauss(3.6, 0.6)
            for place, day in enumerate(cycle.checkpoints):
                made += _said(craft, card, worth + 0.3 * place, day, place > 0)
        if made:
            yield Keep(tuple(made), f"Note {many(len(made), 'checkpoint')} of {cycle.name}")


def _said(craft: Craft, card: Placement, worth: float, day: date, last: bool) -> Iterator[Checkpoint]:
    sides = ((RaterGroup.HOST, 0.9), (RaterGroup.SELF, 0.6 if last else 0.0), (RaterGroup.MENTOR, 0.4 if last else 0.0))
    for by, share in sides:
        on = craft.after(day, 0, 8)
        transfer, impact, complexity, autonomy, breadth = (
            craft.ticked(worth + shift, 0.7, 5) for shift in (0.0, -0.4, 0.2, -0.2, 0.1)
        )
        silent = craft.chance(0.1)  # some leave a question out
        words = craft.pick(craft.words["checkpoint"]) if craft.chance(0.2) else ""
        if craft.chance(share) and craft.past(on):
            yield Checkpoint(
                craft.id(), card.id, on, by, transfer, 0 if silent else impact, complexity, autonomy, breadth, words
            )


def _readings(program: Program, craft: Craft) -> list[Performance]:
    over = [cycle for cohort in begun(program, craft.today) for cycle in quarters(program, cohort)]
    found = [(cycle, card) for cycle in over if craft.past(cycle.end + timedelta(30)) for card in cards(program, cycle)]
    made = []
    for cycle, card in craft.dice.sample(found, min(12, len(found))):
        each = craft.pick(craft.words["performance"])
        before = round(craft.dice.gauss(each["usual"], each["usual"] / 12), 1)
        after = round(before + craft.dice.gauss(each["change"], abs(each["change"])), 1)
        made.append(
            Performance(
                craft.id(),
                title=f"{each['title']}, {program.title(Host, card.host)}",
                placement=card.id,
                before=before,
                after=after,
                unit=each["unit"],
                lower=each["lower"],
                on=craft.after(cycle.end, 15, 30),
                caveat=craft.pick(craft.words["caveat"]),
            )
        )
    return made
