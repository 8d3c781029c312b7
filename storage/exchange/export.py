"""The program's records as tables for spreadsheet programs, at the tier of their reader.

Everything is read off the declarations: which fields a reader may see, their labels, and how their values are written.
A table of people that the lead exports and imports again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from program.intake.cells import write_strengths
from program.intake.headings import FURTHER, ROTUNDA_ID
from program.intake.table import Cell
from program.leaks import Cleared, clear
from program.program import Program
from program.records import Cycle, Field, Kind, Person, Placement, Record, Skill, Tier, kind_of
from program.trouble import Trouble
from program.views_reader import NotForThisReader, Typed, open_to, readable, typed
from storage.exchange.write import Sheet, as_csv, as_tabs, as_xlsx

#: What a file of these kinds of record is called on the register of releases.
NAMES = {(Person,): "People", (Placement,): "Placements", (Person, Placement): "People and placements"}


def export(
    program: Program,
    suffix: str,
    kinds: Sequence[type[Record]] = (Person, Placement),
    tier: Tier = Tier.PROGRAM,
    *,
    ids: Iterable[str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Cleared[tuple[Sheet, ...]], bytes]:
    """Records as a .csv file of one kind or an .xlsx workbook with a sheet for each: what was cleared, and the file.

    What was withheld stands on a last sheet of a workbook; a .csv file has no room for it. `ids` limits it to some
    records. Raises NotForThisReader when the reader may not know names, Trouble for another ending, and Cancelled.
    """
    chosen = frozenset(ids) if ids is not None else None
    cleared = clear(program, lambda there: tuple(sheet(there, cls, tier, chosen) for cls in kinds), tier)
    if suffix.casefold() == ".xlsx":
        manifest = [Sheet("Withheld, and why", ("Withheld, and why",), [(words,) for words in cleared.words])]
        return cleared, as_xlsx([*cleared.view, *(manifest if cleared.words else ())], cancelled)
    if suffix.casefold() != ".csv" or len(cleared.view) != 1:
        raise Trouble(
            "A .csv file holds one table, and an .xlsx file several.", "Nothing was written.", "Choose another name."
        )
    return cleared, as_csv(cleared.view[0], cancelled)


def for_pasting(program: Program, ids: Iterable[str], tier: Tier = Tier.PROGRAM) -> tuple[Cleared[Sheet], str]:
    """Some people as text for the clipboard, at the tier of whoever will read it: what was cleared, and the text.

    It holds no ids and no column that is empty for all of them.
    """
    chosen = frozenset(ids)

    def make(there: Program) -> Sheet:
        whole = sheet(there, Person, tier, chosen)
        kept = [at for at in range(1, len(whole.headings)) if any(row[at] not in ("", None) for row in whole.rows)]
        rows = [tuple(row[at] for at in kept) for row in whole.rows]
        return Sheet(whole.name, tuple(whole.headings[at] for at in kept), rows)

    cleared = clear(program, make, tier)
    return cleared, as_tabs(cleared.view)


def sheet(program: Program, cls: type[Record], tier: Tier, ids: frozenset[str] | None = None) -> Sheet:
    """One kind of record as a table: an identity that a re-import goes by, then every field open to the reader.

    Raises NotForThisReader when that does not include names.
    """
    kind = kind_of(cls)
    if not open_to(tier, kind_of(Person).field("name")):
        raise NotForThisReader
    fields = [spec for spec in readable(cls, tier) if spec.kind is not Kind.CUSTOM]
    items: list[Any] = [item for item in program.of(cls).values() if ids is None or item.id in ids]
    items.sort(key=lambda item: (_place(program, item), item.id))
    further = _further(items) if cls is Person and open_to(tier, kind.field("custom")) else []
    rows = [
        (
            item.id,
            *(_cell(program, item, spec) for spec in fields),
            *(Typed(dict(item.custom).get(name, "")) for name in further),
        )
        for item in items
    ]
    headings = (ROTUNDA_ID, *(spec.label for spec in fields), *(FURTHER + name for name in further))
    return Sheet(kind.many, headings, rows)


def _place(program: Program, item: Record) -> tuple[str, ...]:
    """Where a record comes in its table: placements by person and cycle, all else by name."""
    if isinstance(item, Placement):
        cycle = program.get(Cycle, item.cycle)
        return (program.title(Person, item.person).casefold(), cycle.start.isoformat() if cycle else "")
    return (kind_of(item).title(item).casefold(),)


def _further(people: Iterable[Person]) -> list[str]:
    return list(dict.fromkeys(name for person in people for name, _ in person.custom))


def _cell(program: Program, item: Record, spec: Field) -> Cell:
    value: Any = getattr(item, spec.name)
    if isinstance(value, date) or spec.kind in (Kind.INTEGER, Kind.NUMBER):
        plain: Cell = value
        return plain
    if spec.kind is Kind.STRENGTHS:
        return write_strengths(tuple((program.title(Skill, each.skill), each.weight) for each in value))
    words = program.worded(spec.kind, spec.ref, value)
    return Typed(words) if words and typed(item, spec.name) else words
