"""A table as it was read from a file: headings, rows numbered as in the file, and what is known about the file."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from program.intake.words import plain

Cell = str | int | float | date


def letters(column: int) -> str:
    """The spreadsheet's name of a column counted from 1: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place(row: int, column: int) -> str:
    """Where something stands, in words: "Row 7, column C"; empty for the file as a whole. Both count from 1."""
    parts = [f"row {row:,}"] if row else []
    if column:
        parts.append(f"column {letters(column)}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


class Remark(msgspec.Struct, frozen=True):
    """Something noticed while reading that the user should know. `row` and `column` count from 1; 0 means none."""

    kind: str  # short and stable: "ragged", "cleaned", "merged", "error value" …
    sentence: str
    row: int = 0
    column: int = 0

    def words(self) -> str:
        """The place and the sentence as one line."""
        where = place(self.row, self.column)
        return f"{where}: {self.sentence}" if where else self.sentence


class Row(msgspec.Struct, frozen=True):
    """One row below the headings; `number` is what a spreadsheet shows beside it, counted from 1."""

    number: int
    cells: tuple[Cell, ...]


class Facts(msgspec.Struct, frozen=True):
    """What is known about the file a table came from. `name` is without its folder."""

    name: str
    format: str  # CSV, XLSX or ODS
    encoding: str = ""
    delimiter: str = ""
    decimal: str = "."
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    heading_row: int = 1


class Table(msgspec.Struct, frozen=True):
    """Headings, rows of the same width, the facts of the file, and remarks made while reading."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: Facts
    remarks: tuple[Remark, ...] = ()

    def fingerprint(self) -> str:
        """A mark that files with the same headings share, in whatever order and case these stand."""
        names = sorted(plain(heading) for heading in self.headings)
        return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]
