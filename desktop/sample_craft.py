"""What the later chapters of the sample's story are made with: dice of their own, fresh ids, the day, and words."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

import resources
from program.names import counted
from program.program import Program
from program.records import Cohort, Cycle, Person, Placement, Role

T = TypeVar("T")


class Craft:
    """Dice, ids and words. Nothing it makes is dated after the day of the story."""

    def __init__(self, dice: random.Random, today: date, words: Mapping[str, Any]) -> None:
        self.dice = dice
        self.today = today
        self.words = {**words, **tomllib.loads(resources.read_text("sample/outcomes.toml"))}

    def id(self) -> str:
        """A fresh id."""
        return f"{self.dice.getrandbits(64):016x}"

    def pick(self, choices: Sequence[T]) -> T:
        """One of several."""
        return self.dice.choice(choices)

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.dice.random() < share

    def after(self, day: date, least: int, most: int) -> date:
        """A day between so many days later."""
        return day + timedelta(self.dice.randint(least, most))

    def past(self, day: date) -> bool:
        """Whether a day has come."""
        return day <= self.today

    def ticked(self, felt: float, spread: float, most: int) -> int:
        """What somebody ticks on a scale from 1 who feels about like that."""
        return max(1, min(most, round(self.dice.gauss(felt, spread))))


def begun(program: Program, today: date) -> list[Cohort]:
    """The cohorts that have begun, first one first."""
    cohorts = (each for each in program.of(Cohort).values() if each.start is not None and each.start <= today)
    return sorted(cohorts, key=lambda each: (str(each.start), each.id))


def members(program: Program, cohort: Cohort) -> list[Person]:
    """The mentees of a cohort, by name."""
    found = (person for person in program.people(Role.MENTEE) if person.cohort == cohort.id)
    return sorted(found, key=lambda each: (each.name, each.id))


def quarters(program: Program, cohort: Cohort) -> list[Cycle]:
    """The cycles of a cohort in order."""
    return [cycle for cycle in program.cycles if cycle.cohort == cohort.id]


def cards(program: Program, cycle: Cycle) -> list[Placement]:
    """The placements of a cycle, by person."""
    found = (card for card in program.of(Placement).values() if card.cycle == cycle.id)
    return sorted(found, key=lambda card: (program.title(Person, card.person), card.id))


def many(number: int, one: str, more: str = "") -> str:
    """ "12 goals", "5 stories" """
    return counted(number, one, more)
