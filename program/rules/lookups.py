"""Wishes, chemistry ratings and critical projects by whom they concern: looked up for every card, so kept at hand."""

from __future__ import annotations

from collections.abc import Mapping

from program.program import Program
from program.records import Chemistry, Preference, Project, Wish

#: What a wish is worth in points; an opt-out is no matter of points.
WORTH: Mapping[Wish, int] = {Wish.NEVER: 0, Wish.RATHER_NOT: -2, Wish.GLADLY: 1, Wish.FIRST_CHOICE: 2}

_ALWAYS = frozenset({""})


def opted_out(program: Program, person: str, other: str, cycle: str) -> bool:
    """Whether `person` has said never to `other` (a person or a host) in this cycle, or to the cycle itself ("").

    An opt-out from somebody without a cycle holds in every one.
    """

    def make() -> dict[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], frozenset[str]] = {}
        for wish in program.of(Preference).values():
            if wish.wish is Wish.NEVER and (wish.other or wish.host or wish.cycle):
                named = [each for each in (wish.other, wish.host) if each] or [""]
                for each in named:
                    key = (wish.person, each)
                    found[key] = found.get(key, frozenset()) | {wish.cycle}
        return found

    cycles = program.index("opt-outs", (Preference,), make).get((person, other))
    return cycles is not None and (cycle in cycles or not _ALWAYS.isdisjoint(cycles))


def wished(program: Program, person: str, other: str) -> int:
    """What `person` wishes of `other` (a person or a host), in points; 0 when nothing. The cycle does not matter."""

    def make() -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for wish in program.of(Preference).values():
            for each in filter(None, (wish.other, wish.host)):
                key = (wish.person, each)
                found[key] = found.get(key, 0) + WORTH[wish.wish]
        return found

    return program.index("wishes", (Preference,), make).get((person, other), 0)


def chemistry_of(program: Program, mentee: str, mentor: str) -> tuple[int, int]:
    """The sum and the number of this mentee's and this mentor's chemistry ratings; (0, 0) when they have none."""

    def make() -> dict[tuple[str, str], tuple[int, int]]:
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for each in program.of(Chemistry).values():
            total, number = found.get((each.mentee, each.mentor), (0, 0))
            found[each.mentee, each.mentor] = (total + each.rating, number + 1)
        return found

    return program.index("chemistry", (Chemistry,), make).get((mentee, mentor), (0, 0))


def projects_of(program: Program, mentee: str, cycle: str) -> tuple[Project, ...]:
    """The critical projects in which a mentee is named for a cycle."""

    def make() -> dict[tuple[str, str], tuple[Project, ...]]:
        found: dict[tuple[str, str], tuple[Project, ...]] = {}
        for project in program.of(Project).values():
            if project.critical:
                for person in project.mentees:
                    for each in project.cycles:
                        found[person, each] = (*found.get((person, each), ()), project)
        return found

    return program.index("critical projects", (Project,), make).get((mentee, cycle), ())
