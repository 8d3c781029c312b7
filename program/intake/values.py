"""What a cell means for any field of any kind of record, as a form or a file brings it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from program.intake.cells import (
    is_blank,
    read_choice,
    read_integer,
    read_number,
    read_strengths,
    read_yes_no,
    words,
)
from program.intake.dates import Unclear, read_date
from program.intake.references import Names, Unread
from program.intake.table import Cell
from program.records import Field, Kind, Strength
from program.validity import clean

_TEXTS = frozenset({Kind.TEXT, Kind.EMAIL, Kind.LONG_TEXT})

#: Kinds of field that no cell can hold.
NOT_IN_CELLS = frozenset({Kind.CUSTOM, Kind.SEALED})


class Understanding:
    """How the cells of a table are to be read: whose names, which decimal sign, whether the day comes first."""

    def __init__(self, names: Names, today: date, decimal: str = "", day_first: bool | None = None) -> None:
        self.names = names
        self._today = today
        self._decimal = decimal
        self._day_first = day_first

    def says_nothing(self, spec: Field, cell: Cell) -> bool:
        """Whether a cell leaves its field alone."""
        if not isinstance(cell, str):
            return False
        return cell.strip() == "" if spec.kind in _TEXTS else is_blank(cell.strip())

    def read(self, spec: Field, cell: Cell, day_first: bool | None = None) -> Any:
        """The value of a cell that says something. Raises Unread, which says what was expected."""
        text = words(cell).strip()
        match spec.kind:
            case Kind.INTEGER:
                return self._integer(spec, cell, text)
            case Kind.NUMBER:
                number = read_number(cell, self._decimal)
                return number if number is not None else _unread(text, "no number, such as 12.5")
            case Kind.YES_NO:
                answer = read_yes_no(text)
                return answer if answer is not None else _unread(text, "neither yes nor no")
            case Kind.DATE:
                return self._date(cell, text, self._day_first if day_first is None else day_first)
            case Kind.DATES:
                parts = filter(None, map(str.strip, re.split(r"[;\n]", text)))
                return tuple(self._date(part, part, self._day_first) for part in parts)
            case Kind.CHOICE:
                return self._choice(spec, text)
            case Kind.CHOICES:
                parts = filter(None, map(str.strip, re.split(r"[;,\n]", text)))
                return tuple(dict.fromkeys(self._choice(spec, part) for part in parts))
            case Kind.REF:
                return self.names.one(spec.ref, text)
            case Kind.REFS:
                return self.names.several(spec.ref, text)
            case Kind.STRENGTHS:
                return self._strengths(text)
            case _:
                return self._text(spec, text)

    def _integer(self, spec: Field, cell: Cell, text: str) -> int:
        number = read_integer(cell, self._decimal or ".")
        if number is None or not spec.least <= number <= spec.limit:
            _unread(text, f"no whole number from {spec.least} to {spec.limit}")
        assert number is not None
        return number

    def _date(self, cell: Cell, text: str, day_first: bool | None) -> date:
        found = read_date(cell, day_first, self._today)
        if found is Unclear.AMBIGUOUS:
            raise Unread(f"“{text}” could have the day or the month first: say which.")
        return (
            found if isinstance(found, date) else _unread(text, "no date that there is; one is written like 2027-01-31")
        )

    def _choice(self, spec: Field, text: str) -> Any:
        assert spec.choices is not None
        found = read_choice(spec.choices, text)
        if found is None:
            labels = ", ".join(choice.label for choice in spec.choices)
            _unread(text, f"none of: {labels}" if len(labels) < 200 else "none of the choices")
        return found

    def _strengths(self, text: str) -> tuple[Strength, ...]:
        found, wrong = read_strengths(text)
        if wrong:
            _unread(wrong[0], "given no weight from 1 to 5")
        return tuple(Strength(self.names.one("skill", name), weight) for name, weight in found)

    def _text(self, spec: Field, text: str) -> str:
        lines = spec.kind is Kind.LONG_TEXT
        kept = clean(text, lines=True) if lines else clean(" ".join(text.split()))
        if len(kept) > spec.limit:
            raise Unread(f"The text has {len(kept):,} characters; {spec.limit:,} is the most.")
        return kept


def _unread(text: str, what: str) -> Any:
    short = text if len(text) <= 40 else text[:39] + "…"
    raise Unread(f"“{short}” is {what}.")
