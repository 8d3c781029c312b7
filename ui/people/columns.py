"""The columns of the table of people: the fields of a person, and two that are read off the plan."""

from __future__ import annotations

from dataclasses import replace

from program.program import Program
from program.records import Field, Kind, Person, Tier, fields_of
from ui.parts.record_model import Column, column
from ui.parts.searching import fold
from ui.people.lacks import lacks

_USUAL = ("name", "title", "unit", "roles", "status", "cohort")
_WIDTHS = {"name": 168, "title": 164, "unit": 104, "roles": 120, "status": 108, "cohort": 112}
_QUIET = frozenset({"title", "unit", "manager", "number", "location"})
#: What does not fit into a cell is for the panel, and so is what may only be counted.
_LONG = frozenset({Kind.LONG_TEXT, Kind.CUSTOM})


def _columned(spec: Field) -> bool:
    return spec.kind not in _LONG and spec.tier is not Tier.AGGREGATE and spec.name != "manager_name"


def columns() -> tuple[Column, ...]:
    """All columns, those shown at first before the others."""
    specs = {spec.name: spec for spec in fields_of(Person) if _columned(spec)}
    made = {
        name: column(spec, usual=name in _USUAL, width=_WIDTHS.get(name, 0), role="quiet" if name in _QUIET else "text")
        for name, spec in specs.items()
    }
    made["name"] = replace(made["name"], icon=_sign, tip=_tip)
    # A manager who is not in the book stands there in words; choosing one links to somebody who is.
    made["manager"] = replace(made["manager"], words=_manager, sort=lambda program, item: fold(_manager(program, item)))
    derived = (
        Column(
            "placements",
            "Placements",
            lambda program, person: f"{count:,}" if (count := len(program.plan.row(person.id))) else "",
            lambda program, person: len(program.plan.row(person.id)) or None,
            right=True,
            width=96,
            usual=False,
        ),
        Column(
            "attention",
            "Needs attention",
            lambda program, person: ", ".join(lack.label for lack in lacks(program, person)),
            lambda program, person: len(lacks(program, person)) or None,
            width=220,
            usual=False,
            role="caution",
        ),
    )
    first = [made.pop(name) for name in _USUAL]
    return (*first, *made.values(), *derived)


def haystack(program: Program, person: Person) -> str:
    """What a search looks into: name, e-mail, unit, title and the like."""
    return " ".join(
        (
            person.name,
            person.called,
            person.alias,
            person.email,
            person.unit,
            person.title,
            person.number,
            person.organisation,
            person.location,
            " ".join(role.label for role in person.roles),
        )
    )


def line_of(person: Person) -> str:
    """Where somebody works and as what, on one line."""
    return " · ".join(filter(None, (person.organisation if person.external else "", person.unit, person.title)))


def _manager(program: Program, person: Person) -> str:
    return program.title(Person, person.manager) if person.manager else person.manager_name


def _sign(program: Program, person: Person) -> tuple[str, str] | None:
    """A sign before the names of those who take part and of whom something is missing."""
    return ("warning", "caution") if person.roles and lacks(program, person) else None


def _tip(program: Program, person: Person) -> str:
    return "\n".join(lack.label for lack in lacks(program, person)) if person.roles else ""
