"""A small rotation for the tests of rules and commands: four cycles, three hosts, three mentors, two mentees."""

from __future__ import annotations

from datetime import date
from typing import Any

from program.changes import Change
from program.commands import Command
from program.findings import Finding
from program.program import Program
from program.records import (
    CHARTER,
    Charter,
    Cycle,
    Host,
    Person,
    Placement,
    Record,
    Role,
    Skill,
    Stage,
    Strength,
    Track,
)
from program.rules import findings

STAGES = (Stage.FOUNDATION, Stage.FOUNDATION, Stage.STRATEGIC, Stage.LEAD)


def mentee(id_: str, name: str, **more: Any) -> Person:
    return Person(id_, name=name, roles=(Role.MENTEE,), **{"unit": "Product", **more})


def mentor(id_: str, name: str, **more: Any) -> Person:
    return Person(id_, name=name, roles=(Role.MENTOR,), **{"capacity": 1, "unit": "Elsewhere", **more})


def quarter(number: int, **more: Any) -> Cycle:
    start = date(2027, 3 * number - 2, 1)
    end = date(2027, 3 * number, 30)
    return Cycle(f"q{number}", name=f"Q{number}", start=start, end=end, **{"stage": STAGES[number - 1], **more})


def placed(id_: str, person: str, cycle: str, host: str = "", mentor: str = "", **more: Any) -> Placement:
    return Placement(id_, person=person, cycle=cycle, host=host, mentor=mentor, **more)


def scene(*more: Record) -> Program:
    """The plain scene with further records; a record with an id already there takes its place."""
    plain: list[Record] = [
        Charter(CHARTER, name="Test program"),
        *(quarter(number) for number in (1, 2, 3, 4)),
        Host("ops", name="Operations", function="Operations", seats=2),
        Host("fin", name="Finance", function="Finance", seats=1),
        Host("cus", name="Customer", function="Customer", seats=2),
        Skill("pricing", name="Pricing"),
        Skill("safety", name="Safety"),
        mentee("ana", "Ana Ruiz", goals=(Strength("pricing", 5),)),
        mentee("jon", "Jon Bakke"),
        mentor("okafor", "Ben Okafor", offers=(Strength("pricing", 5),)),
        mentor("chen", "Li Chen"),
        mentor("haddad", "Mia Haddad"),
        Track("tech", name="Technical leadership"),
    ]
    by_id = {item.id: item for item in plain}
    by_id.update({item.id: item for item in more})
    return Program.of_records(by_id.values())


def said(rule: str, card: str, *records: Record) -> list[Finding]:
    """What one rule says about one card of the scene."""
    program = scene(*records)
    placement = program.of(Placement)[card]
    return [finding for finding in findings(program, program.plan, placement) if finding.rule == rule]


def done(program: Program, command: Command) -> tuple[Program, Change]:
    change = command.change(program)
    return program.apply(change), change


def board(program: Program) -> str:
    """The board as text: a line a mentee, a column a cycle."""
    lines = []
    for person in program.people(Role.MENTEE):
        row = program.plan.row(person.id)
        cells = [_cell(program, row.get(cycle.id)) for cycle in program.cycles]
        lines.append(f"{person.name.split()[0]:<5}" + " ".join(f"{cell:<12}" for cell in cells).rstrip())
    return "\n".join(lines)


def _cell(program: Program, card: Placement | None) -> str:
    if card is None:
        return "·"
    mentor = program.title(Person, card.mentor).split()[-1] if card.mentor else "–"
    return f"{program.title(Host, card.host)[:3]}/{mentor}" + ("*" if card.pinned else "")
