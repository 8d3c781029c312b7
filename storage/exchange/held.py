"""Everything held of one person as a file of data: JSON for programs, a workbook with a sheet a kind for people."""

from __future__ import annotations

from typing import Any

import msgspec

from program.access import HeldView, Part
from storage.exchange.write import Sheet, as_xlsx


def as_json(view: HeldView) -> bytes:
    """UTF-8, with line breaks."""
    data: dict[str, Any] = {
        "person": view.name,
        "held": {
            part.title: [{"title": item.title, "fields": _fields(item.facts)} for item in part.items]
            for part in view.parts
        },
        "sealed notes not included": view.sealed,
        "history": [{"when": each.when, "who": each.who, "what": each.what} for each in view.history],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def as_workbook(view: HeldView) -> bytes:
    """An .xlsx workbook."""
    sheets = [_sheet(part) for part in view.parts]
    if view.history:
        rows = [(each.when, each.who, each.what) for each in view.history]
        sheets.append(Sheet("History", ("When", "Who", "What"), rows))
    if view.sealed:
        sheets.append(Sheet("Sealed", ("Sealed",), [(view.sealed_words,)]))
    return as_xlsx(sheets)


def _fields(facts: Any) -> dict[str, str | list[str]]:
    """Words by label; a list where a label comes more than once."""
    found: dict[str, str | list[str]] = {}
    for fact in facts:
        before = found.get(fact.label)
        if before is None:
            found[fact.label] = fact.words
        else:
            found[fact.label] = [*(before if isinstance(before, list) else [before]), fact.words]
    return found


def _sheet(part: Part) -> Sheet:
    headings = list(dict.fromkeys(fact.label for item in part.items for fact in item.facts))
    rows = []
    for item in part.items:
        fields = _fields(item.facts)
        words = (fields.get(heading, "") for heading in headings)
        rows.append((item.title, *(each if isinstance(each, str) else "; ".join(each) for each in words)))
    return Sheet(part.title, (part.title, *headings), rows)
