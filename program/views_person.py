"""One person on a sheet: profile, placements over the cycles, exposure, mentors met, goals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from program import rules
from program.program import Program
from program.records import Absence, Cycle, Host, Kind, Person, Placement, Skill, Tier, fields_of
from program.views_plan import exposure
from program.views_reader import Reader, Typed, readable, span


class Line(msgspec.Struct, frozen=True):
    """One fact of the profile."""

    section: str
    label: str
    words: str


class Learning(msgspec.Struct, frozen=True):
    """A skill sought or offered, with its weight from 1 to 5."""

    skill: str
    weight: int


class Sitting(msgspec.Struct, frozen=True):
    """One cycle of one person; `host` is empty and `gap` says "unplaced" where a place is missing."""

    cycle: str
    start: date
    end: date
    stage: str
    gap: str = ""
    host: str = ""
    function: str = ""
    colour: int = 0
    mentor: str = ""
    coach: str = ""
    theme: str = ""
    experience: str = ""
    project: str = ""
    deliverable: str = ""
    acceptance: str = ""
    goal: str = ""
    state: str = ""


class Meeting(msgspec.Struct, frozen=True):
    """Someone met in the rotation, and in which cycles."""

    name: str
    cycles: tuple[str, ...]


class PersonView(msgspec.Struct, frozen=True):
    """All that a one-person sheet may say."""

    program: str
    organisation: str
    name: str
    summary: tuple[str, ...]
    profile: tuple[Line, ...]
    goals: tuple[Learning, ...]
    offers: tuple[Learning, ...]
    sittings: tuple[Sitting, ...]
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    breadth: int
    mentors: tuple[Meeting, ...]
    mentees: tuple[Meeting, ...]
    away: tuple[tuple[str, str], ...]


#: Fields told elsewhere on the sheet than in the profile; the alias nowhere, for beside the name it would hide nothing.
_TOLD = frozenset({"name", "alias", "title", "organisation", "unit", "goals", "offers"})


def person(program: Program, id_: str, tier: Tier = Tier.PAIR) -> PersonView:
    """The sheet of one person. Raises NotForThisReader when `tier` may not know names, KeyError without the person."""
    reader = Reader(program, tier)
    reader.require_names(Person)
    who = program.of(Person)[id_]
    functions = {host.function for host in program.of(Host).values() if host.function}
    met = exposure(program, id_)
    placed = [p for cycle in program.cycles if (p := program.plan.at(id_, cycle.id)) is not None]
    mentored = [p for cycle in program.cycles for p in program.plan.mentored(id_, cycle.id)]
    return PersonView(
        program=reader.words(program.charter, "name"),
        organisation=reader.words(program.charter, "organisation"),
        name=reader.words(who, "name"),
        summary=tuple(filter(None, (reader.words(who, name) for name in ("title", "unit", "organisation")))),
        profile=_profile(reader, who),
        goals=_learning(reader, who, "goals"),
        offers=_learning(reader, who, "offers"),
        sittings=_sittings(reader, who),
        met=tuple(sorted(met, key=str.casefold)),
        not_met=tuple(sorted(functions - met, key=str.casefold)),
        breadth=reader.value(program.charter, "breadth"),
        mentors=_meetings((reader.words(p, "mentor"), reader.words(p, "cycle")) for p in placed),
        mentees=_meetings((reader.words(p, "person"), reader.words(p, "cycle")) for p in mentored),
        away=tuple(
            (span(each.start, each.end), reader.words(each, "reason"))
            for each in sorted(program.absences(id_), key=lambda each: (each.start, each.end))
            if reader.may(Absence, "start")
        ),
    )


def _profile(reader: Reader, who: Person) -> tuple[Line, ...]:
    lines: list[Line] = []
    section = ""
    open_ = {field.name for field in readable(Person, reader.tier)}
    for field in fields_of(Person):
        section = field.section or section  # a section goes on until the next one begins
        if field.name not in open_ or field.name in _TOLD or reader.value(who, field.name) == field.default:
            continue
        if field.kind is Kind.CUSTOM:
            lines.extend(Line(section, Typed(h), Typed(words)) for h, words in reader.value(who, field.name))
        else:
            words = reader.words(who, field.name)
            lines.append(Line(section, field.label, f"{words} {field.unit}" if words and field.unit else words))
    return tuple(line for line in lines if line.words)


def _learning(reader: Reader, who: Person, name: str) -> tuple[Learning, ...]:
    skills = reader.program.of(Skill)
    found = (Learning(reader.words(skills.get(each.skill), "name"), each.weight) for each in reader.value(who, name))
    return tuple(sorted(found, key=lambda each: (-each.weight, each.skill.casefold())))


def _sittings(reader: Reader, who: Person) -> tuple[Sitting, ...]:
    missing = {f.cycle for f in rules.unplaced(reader.program) if f.person == who.id}
    row = reader.program.plan.row(who.id)
    shown = (cycle for cycle in reader.program.cycles if cycle.id in row or cycle.id in missing)
    return tuple(_sitting(reader, cycle, row.get(cycle.id)) for cycle in shown)


def _sitting(reader: Reader, cycle: Cycle, placement: Placement | None) -> Sitting:
    when = Sitting(reader.words(cycle, "name"), cycle.start, cycle.end, reader.words(cycle, "stage"), gap="unplaced")
    if placement is None:
        return when
    names = ("host", "mentor", "coach", "theme", "experience", "project", "deliverable", "acceptance", "goal", "state")
    words = {name: reader.words(placement, name) for name in names}
    function = reader.words(reader.program.get(Host, placement.host), "function")
    colour = reader.colours().get(placement.host, 0)
    return msgspec.structs.replace(when, gap="", function=function, colour=colour, **words)


def _meetings(pairs: Iterable[tuple[str, str]]) -> tuple[Meeting, ...]:
    """Names with the cycles they were met in, in the order of the first meeting."""
    cycles: dict[str, list[str]] = {}
    for name, cycle in pairs:
        if name:
            cycles.setdefault(name, []).append(cycle)
    return tuple(Meeting(name, tuple(when)) for name, when in cycles.items())
