"""What the user has settled about a file: headings, choices, which number is the day; remembered per source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from program.intake.headings import CUSTOM, Column, match, targets
from program.intake.problems import Choice, Concern
from program.intake.table import Table
from program.program import Program
from program.records import Source
from program.trouble import Trouble

_DAY_FIRST, _CLEAR = "day_first", "clear"


class Settings(msgspec.Struct, frozen=True):
    """How a file is to be understood. Asking twice with the same settings gives the same answer."""

    today: date
    mapping: tuple[tuple[str, str], ...]  # heading and target key; an empty key is a column not imported
    choices: tuple[tuple[Concern, Choice], ...] = ()
    day_first: bool | None = None  # for columns that do not settle it themselves; None: not asked yet
    clear: bool = False  # whether an empty cell empties the field of somebody already in the book

    def choose(self, concern: Concern, choice: Choice) -> Settings:
        """These settings with another choice for one class of problems."""
        kept = tuple(pair for pair in self.choices if pair[0] is not concern)
        return msgspec.structs.replace(self, choices=(*kept, (concern, choice)))

    def map(self, heading: str, target: str) -> Settings:
        """These settings with a heading taken for another target; whichever had that target before loses it."""
        mapping = tuple(
            (name, target if name == heading else "" if key == target and target != CUSTOM else key)
            for name, key in self.mapping
        )
        return msgspec.structs.replace(self, mapping=mapping)


def columns(table: Table, program: Program) -> tuple[Column, ...]:
    """What each column is taken for at first sight, as last time where a file had the same headings."""
    found = known_source(table, program)
    return match(table, found.mapping if found is not None else ())


def suggest(table: Table, program: Program, today: date) -> Settings:
    """Sensible settings: what was settled for such a file last time, otherwise what the headings say."""
    found = known_source(table, program)
    choices = dict(found.choices) if found is not None else {}
    return Settings(
        today=today,
        mapping=tuple((column.heading, column.target) for column in columns(table, program)),
        choices=tuple(
            (Concern(name), Choice(value))
            for name, value in choices.items()
            if name in set(Concern) and value in set(Choice)
        ),
        day_first={"yes": True, "no": False}.get(choices.get(_DAY_FIRST, "")),
        clear=choices.get(_CLEAR) == "yes",
    )


def known_source(table: Table, program: Program) -> Source | None:
    """What is remembered of files with these headings."""
    mark = table.fingerprint()
    return next((source for source in program.of(Source).values() if source.headings == mark), None)


def remember(table: Table, settings: Settings, program: Program, id_: str) -> tuple[Source | None, Source]:
    """The source as it is kept now and as it should be kept; `id_` is for a new one."""
    before = known_source(table, program)
    choices = [(str(concern.value), str(choice.value)) for concern, choice in settings.choices]
    if settings.day_first is not None:
        choices.append((_DAY_FIRST, "yes" if settings.day_first else "no"))
    if settings.clear:
        choices.append((_CLEAR, "yes"))
    return before, Source(
        id=before.id if before is not None else id_,
        name=before.name if before is not None else table.facts.name[:200],
        headings=table.fingerprint(),
        mapping=settings.mapping,
        choices=tuple(sorted(choices)),
    )


def demand_people(table: Table) -> None:
    """Raises Trouble for a table of placements: its columns would be taken for those of people."""
    headings = {heading.strip().casefold() for heading in table.headings}
    if {"mentee", "cycle"} <= headings:
        raise Trouble(
            "This is a table of placements, not of people.",
            "Nothing was imported.",
            "Bring it in on the board, with “Bring in placements…”.",
        )


def check_mapping(mapping: Iterable[tuple[str, str]]) -> None:
    """Raises Trouble when two columns are taken for the same field, or none for a name."""
    labels = {target.key: target.label for target in targets()}
    taken: set[str] = set()
    for _, key in mapping:
        if key in taken and key != CUSTOM:
            raise Trouble(f"Two columns are taken for “{labels[key]}”.", "Nothing was imported.", "Choose one of them.")
        if key:
            taken.add(key)
    if taken.isdisjoint({"name", "first", "last", "email", "number", "id"}):
        raise Trouble(
            "No column says who the people are.", "Nothing was imported.", "Choose the column that holds their names."
        )
