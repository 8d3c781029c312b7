"""What is missing or doubtful about a person, class by class, so that it can be found and mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from program.program import Program
from program.records import ACTIVE, Person, Role, Words
from ui.parts.searching import fold


class Lack(Words):
    """A class of things that need attention."""

    NO_EMAIL = "no_email"
    DOUBLED_NAME = "doubled_name"
    MANAGER_NOT_LINKED = "manager_not_linked"
    NO_MANAGER = "no_manager"
    NO_COHORT = "no_cohort"
    NO_TRACK = "no_track"
    NO_GOALS = "no_goals"
    NO_EXPERTISE = "no_expertise"
    NO_CAPACITY = "no_capacity"

    @property
    def label(self) -> str:
        return _WORDS[self]


_WORDS = {
    Lack.NO_EMAIL: "No e-mail",
    Lack.DOUBLED_NAME: "Name twice",
    Lack.MANAGER_NOT_LINKED: "Manager only in words",
    Lack.NO_MANAGER: "Mentee without a manager",
    Lack.NO_COHORT: "Mentee without a cohort",
    Lack.NO_TRACK: "Mentee without a track",
    Lack.NO_GOALS: "Mentee without goals",
    Lack.NO_EXPERTISE: "Mentor without expertise",
    Lack.NO_CAPACITY: "Mentor without capacity",
}

_NAMES = "people:names"


def names(program: Program) -> Mapping[str, int]:
    """How many people go by each name; accents and case do not count."""
    return program.index(
        _NAMES, (Person,), lambda: Counter(fold(person.name) for person in program.of(Person).values())
    )


def lacks(program: Program, person: Person) -> tuple[Lack, ...]:
    """What needs attention about a person; nothing of those who declined or left."""
    if person.status not in ACTIVE:
        return ()
    found = []
    if not person.email:
        found.append(Lack.NO_EMAIL)
    if names(program)[fold(person.name)] > 1:
        found.append(Lack.DOUBLED_NAME)
    if not person.manager and person.manager_name:
        found.append(Lack.MANAGER_NOT_LINKED)
    if Role.MENTEE in person.roles:
        found += _of_mentee(person)
    if Role.MENTOR in person.roles:
        if not person.offers:
            found.append(Lack.NO_EXPERTISE)
        if not person.capacity:
            found.append(Lack.NO_CAPACITY)
    return tuple(found)


def _of_mentee(person: Person) -> list[Lack]:
    given = {
        Lack.NO_MANAGER: bool(person.manager or person.manager_name or person.external),
        Lack.NO_COHORT: bool(person.cohort),
        Lack.NO_TRACK: bool(person.track),
        Lack.NO_GOALS: bool(person.goals),
    }
    return [lack for lack, there in given.items() if not there]
