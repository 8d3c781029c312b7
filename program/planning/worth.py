"""The soft rules in grains: what each pairing and each seat is worth, and what the kernel counts.

Every expression is the rule's own, over the same whole numbers in the same order, so that not a grain differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from program.planning.frame import Frame
from program.planning.making import PART, Making, counterpart, grains
from program.planning.problem import Ints
from program.records import Chemistry, Person, Preference, Skill
from program.rules import evenness
from program.rules.lookups import chemistry_of, wished
from program.rules.zones import minutes_apart

# ---- mentee and mentor -----------------------------------------------------------------------------------------------


@counterpart
def goals_met(making: Making, weight: float) -> None:
    """By weight of goals and strength of skills: a product of two tables of small integers, exact in floats."""
    skill = _skills(making)
    goals = np.zeros((len(making.mentees), len(skill)), np.float32)
    offers = np.zeros((len(making.mentors), len(skill)), np.float32)
    for row, mentee in enumerate(making.mentees):
        for goal in mentee.goals:
            goals[row, skill[goal.skill]] += goal.weight
    for m, mentor in enumerate(making.mentors):
        for offer in mentor.offers:
            offers[m, skill[offer.skill]] = min(offer.weight, 5)
    wanted = np.array([sum(goal.weight for goal in mentee.goals) for mentee in making.mentees], np.int64)
    worth = np.zeros((wanted.max(initial=0) + 1, 5 * wanted.max(initial=0) + 1), np.int64)
    for total in set(wanted.tolist()) - {0}:
        worth[total] = [grains(4 * met / 5 / total if met else -1.0, weight) for met in range(worth.shape[1])]
    met = (goals @ offers.T).astype(np.int64)
    met += (wanted * worth.shape[1])[:, None]
    making.pair += worth.ravel().take(met)


@counterpart
def complement(making: Making, weight: float) -> None:
    """The share of the mentor's skills that the mentee does not have."""
    own, offered = _offered(making, making.mentees), _offered(making, making.mentors)
    number = offered.sum(axis=1).astype(np.int64)
    size = int(number.max(initial=0)) + 1
    worth = np.array(
        [[grains((total - shared) / total, weight) if total else 0 for shared in range(size)] for total in range(size)],
        np.int64,
    )
    shared = (own @ offered.T).astype(np.int64)
    shared += (number * size)[None, :]
    points = worth.ravel().take(shared)
    points[own.sum(axis=1) == 0] = 0
    making.pair += points


def _offered(making: Making, people: Sequence[Person]) -> NDArray[np.float32]:
    skill = _skills(making)
    table = np.zeros((len(people), len(skill)), np.float32)
    for row, person in enumerate(people):
        for offer in person.offers:
            table[row, skill[offer.skill]] = 1
    return table


def _skills(making: Making) -> Mapping[str, int]:
    return {id_: place for place, id_ in enumerate(making.program.of(Skill))}


@counterpart
def thinking(making: Making, weight: float) -> None:
    """Styles that differ."""
    gain = grains(1.0, weight)
    _by_words(making, lambda person: person.style.casefold(), lambda one, other: gain if one != other else 0)


@counterpart
def other_unit(making: Making, weight: float) -> None:
    """Units that differ, or do not."""
    gain, cost = grains(1.0, weight), grains(-1.0, weight)
    _by_words(making, lambda person: person.unit.casefold(), lambda one, other: gain if one != other else cost)


@counterpart
def time_zone(making: Making, weight: float) -> None:
    """Asked of the rule's own clock, once for every two zones that occur."""

    def worth(one: str, other: str) -> int:
        apart = minutes_apart(making.program, one, other)
        return 0 if apart is None else grains(-0.5 * min(apart // 180, 4), weight)

    _by_words(making, lambda person: person.time_zone, worth)


def _by_words(making: Making, word: Callable[[Person], str], worth: Callable[[str, str], int]) -> None:
    """Add what a word of the mentee and the same word of the mentor are worth together; nothing where one is empty."""
    here, there = [word(mentee) for mentee in making.mentees], [word(mentor) for mentor in making.mentors]
    rows = {each: place for place, each in enumerate(dict.fromkeys(here))}
    columns = {each: place for place, each in enumerate(dict.fromkeys(there))}
    table = np.array(
        [[worth(one, other) if one and other else 0 for other in columns] for one in rows], np.int64
    ).reshape(len(rows), len(columns))
    wide = table.take([columns[each] for each in there], axis=1)
    making.pair += wide.take([rows[each] for each in here], axis=0)


@counterpart
def preference(making: Making, weight: float) -> None:
    """Wishes between mentee and mentor, and of the mentee for a host."""
    frame, program = making.frame, making.program
    wishes = program.of(Preference).values()
    for mentee, mentor in {(w.person, w.other) for w in wishes} | {(w.other, w.person) for w in wishes}:
        row, m = frame.mentee.get(mentee), frame.mentor.get(mentor)
        if row is not None and m is not None:
            points = wished(program, mentee, mentor) + wished(program, mentor, mentee)
            making.pair[row, m] += grains(float(points), weight)
    for mentee, host in {(w.person, w.host) for w in wishes}:
        row, h = frame.mentee.get(mentee), frame.host.get(host)
        if row is not None and h is not None:
            making.seat[row, h] += grains(float(wished(program, mentee, host)), weight)


@counterpart
def chemistry(making: Making, weight: float) -> None:
    """The mean of the ratings of each two who met."""
    frame, program = making.frame, making.program
    for mentee, mentor in {(each.mentee, each.mentor) for each in program.of(Chemistry).values()}:
        row, m = frame.mentee.get(mentee), frame.mentor.get(mentor)
        if row is not None and m is not None:
            total, number = chemistry_of(program, mentee, mentor)
            making.pair[row, m] += grains((total - 3 * number) / number, weight)


# ---- mentee and host -------------------------------------------------------------------------------------------------


@counterpart
def aspiration(making: Making, weight: float) -> None:
    """Hosts with a theme that the mentee seeks."""
    sought = themes_of(making.frame, [mentee.themes for mentee in making.mentees])
    brought = themes_of(making.frame, [host.themes for host in making.hosts])
    making.seat[(sought @ brought.T) > 0] += grains(2.0, weight)


@counterpart
def impact(making: Making, weight: float) -> None:
    """The same for every mentee."""
    making.seat += np.array([grains(0.2 * max(host.impact, 0), weight) for host in making.hosts], np.int64)


def themes_of(frame: Frame, rows: Sequence[Sequence[str]]) -> Ints:
    """A 1 where a row has a theme, a column for each theme of the frame."""
    place = {id_: n for n, id_ in enumerate(frame.themes)}
    table = np.zeros((len(rows), len(frame.themes)), np.int64)
    for row, ids in enumerate(rows):
        table[row, [place[id_] for id_ in ids if id_ in place]] = 1
    return table


# ---- what the kernel counts ------------------------------------------------------------------------------------------


@counterpart
def new_function(making: Making, weight: float) -> None:
    """A gain and a cost."""
    making.gains.update(new_function=grains(2.0, weight), old_function=grains(-1.0, weight))


@counterpart
def track_theme(making: Making, weight: float) -> None:
    """A gain for each theme. The rule rounds their sum, which is the same for every weight of whole grains."""
    making.gains["new_theme"] = grains(1.0, weight)


@counterpart
def first_meeting(making: Making, weight: float) -> None:
    """A gain."""
    making.gains["new_mentor"] = grains(1.0, weight)


@counterpart
def involvement(making: Making, weight: float) -> None:
    """A cost."""
    making.gains["burst"] = grains(-1.0, weight)


@counterpart
def spread(making: Making, weight: float) -> None:
    """A cost."""
    making.gains["over_share"] = grains(-1.0, weight)


@counterpart
def equity(making: Making, weight: float) -> None:
    """A cost for the gap, and what of it is free."""
    making.gains.update(gap=-round(evenness.COST * weight), gap_free=evenness.FREE)


@counterpart
def part_absence(making: Making, weight: float) -> None:
    """A cost for each who is away for part of a cycle."""
    making.part_cost = grains(-1.0, weight)
    for row, mentee in enumerate(making.frame.mentees):
        making.slot_cost[row] += making.part_cost * _part(making, mentee)
    for m, mentor in enumerate(making.frame.mentors):
        making.mentor_cost[m] += making.part_cost * _part(making, mentor)


def _part(making: Making, person: str) -> Ints:
    """A 1 for each cycle for part of which the person is away."""
    return np.array([share == PART for share in making.away(person)], np.int64)
