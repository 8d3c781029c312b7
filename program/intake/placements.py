"""A table of placements becomes placements: what was exported comes back, and what a spreadsheet lists is placed."""

from __future__ import annotations

from typing import Any

import msgspec

from program.changes import Change, pairs
from program.commands.judging import Intent, judged_change
from program.intake.headings import ROTUNDA_ID
from program.intake.table import Row, Table
from program.lookup import read_value
from program.names import counted
from program.program import Program
from program.records import Field, Placement, fields_of, new_id
from program.trouble import Trouble


class ImportPlacements(msgspec.Struct, frozen=True):
    """Take in a placement a row. Headings are the labels of the fields: Mentee, Cycle, Host, Mentor, Project …

    A row belongs to the placement with its Rotunda ID, or else to the one of that mentee in that cycle; otherwise it
    is a new one. Columns that are not there leave their fields alone; an empty cell empties its field.
    """

    table: Table
    reason: str = ""
    bulky = True

    def intent(self, program: Program) -> Intent:
        """Raises Trouble, with the row, when a cell cannot be read or names nobody."""
        columns = _columns(self.table)
        id_at = self.table.headings.index(ROTUNDA_ID) if ROTUNDA_ID in self.table.headings else None
        made = [_placement(program, row, columns, id_at) for row in self.table.rows]
        found = pairs((program.get(Placement, placement.id), placement) for placement in made)
        fresh = all(pair.before is None for pair in found)
        title = f"{'Make' if fresh else 'Import'} {counted(len(found), 'placement')}"
        return Intent(title if fresh else f"{title} from {self.table.facts.name}", found)

    def change(self, program: Program) -> Change:
        """Raises NotValid or RuleBroken as any other placing does."""
        return judged_change(program, self)


def _columns(table: Table) -> list[Field | None]:
    """What each column holds; None for one that means nothing here."""
    known = {word.casefold(): spec for spec in fields_of(Placement) for word in (spec.label, spec.name, *spec.synonyms)}
    columns = [known.get(heading.strip().casefold()) for heading in table.headings]
    if not {"person", "cycle"} <= {spec.name for spec in columns if spec is not None}:
        raise Trouble(
            "The file does not say who is placed when.",
            "Nothing was imported.",
            "Call two of its columns “Mentee” and “Cycle”.",
        )
    return columns


def _placement(program: Program, row: Row, columns: list[Field | None], id_at: int | None) -> Placement:
    values: dict[str, Any] = {}
    for spec, cell in zip(columns, row.cells, strict=False):
        if spec is None:
            continue
        try:
            values[spec.name] = read_value(program, spec, str(cell).strip())
        except Trouble as trouble:
            words = f"Row {row.number:,}, {spec.label}: {trouble.what}"
            raise Trouble(words, "Nothing was imported.", trouble.todo) from None
    if not values["person"] or not values["cycle"]:
        raise Trouble(f"Row {row.number:,} names no mentee or no cycle.", "Nothing was imported.")
    known = program.get(Placement, str(row.cells[id_at])) if id_at is not None else None
    before = known or program.plan.at(values["person"], values["cycle"])
    return msgspec.structs.replace(before, **values) if before is not None else Placement(new_id(), **values)
