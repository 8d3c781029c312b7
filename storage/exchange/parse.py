"""Turns the bytes of one foreign file into rows; runs inside the confined child (`child.py`)."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import msgspec

from program.intake.table import Facts
from storage.exchange.limits import FileRefused, Limits
from storage.exchange.shape import Shape, shape
from storage.exchange.text import decode, find_decimal, find_delimiter, records


class Reading(msgspec.Struct, frozen=True):
    """How the user wants a file read; an empty text leaves it to Rotunda."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


_SAVE_ANEW = "Save it as .xlsx or .csv in your spreadsheet program and import that."
_NO_TABLES = {
    b"\xd0\xcf\x11\xe0": "This is an old Excel file (.xls), or one locked with a password.",
    b"%PDF": "This is a PDF, not a table.",
    b"\x1f\x8b": "This is an archive, not a table.",
    b"7z\xbc\xaf": "This is an archive, not a table.",
    b"Rar!": "This is an archive, not a table.",
    b"\x89PNG": "This is a picture, not a table.",
    b"\xff\xd8\xff": "This is a picture, not a table.",
    b"SQLite f": "This is a database, not a table.",
    b"{\\rtf": "This is a text document, not a table.",
}


def parse(path: Path, reading: Reading, limits: Limits, step: Callable[[float], None]) -> tuple[Shape, Facts]:
    """Reads `path` whole, in this process; `step` is told the share done. Raises FileRefused."""
    data = _load(path, limits)
    if data.startswith(b"PK"):
        from storage.exchange.workbook import read_workbook

        sheet = read_workbook(data, reading.sheet, limits)
        table = sheet.table
        return table, Facts(
            path.name, sheet.format, sheet=sheet.name, sheets=sheet.names, heading_row=table.heading_row
        )
    return _parse_text(path.name, data, reading, limits, step)


def _load(path: Path, limits: Limits) -> bytes:
    """The file's bytes, read once, so that what was checked is what is parsed."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileRefused("This is not an ordinary file.", "Choose a .csv, .xlsx or .ods file.")
        with path.open("rb") as file:
            data = file.read(limits.file + 1)
    except OSError as error:
        raise FileRefused("This file cannot be read.", "Check that it is still there and may be opened.") from error
    if len(data) > limits.file:
        raise FileRefused(
            f"This file is larger than {limits.file // 1_000_000} MB.",
            "Take out the columns that are not needed, or split it, and try again.",
        )
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise FileRefused("This file is empty.", "Choose another file.")
    for mark, sentence in _NO_TABLES.items():
        if data.startswith(mark):
            raise FileRefused(sentence, _SAVE_ANEW)
    if data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise FileRefused("This is a web page or XML, not a table.", _SAVE_ANEW)
    return data


def _parse_text(
    name: str, data: bytes, reading: Reading, limits: Limits, step: Callable[[float], None]
) -> tuple[Shape, Facts]:
    text, encoding, guessed = decode(data, reading.encoding)
    del data
    text = text.removeprefix("\ufeff")
    delimiter = reading.delimiter
    if text[:4].lower() == "sep=" and text[4:5] and text[5:6] in {"\r", "\n"}:  # a line Excel writes and hides
        delimiter = delimiter or text[4]
        text = text[5:].removeprefix("\r").removeprefix("\n")
    delimiter = delimiter or find_delimiter(text)
    table = shape(records(text, delimiter, limits, step), limits, ragged=True)
    if guessed:
        table.remark(
            "encoding",
            f"The file does not say how its letters are written; it was read as {encoding}. "
            "If letters look wrong, choose another encoding.",
        )
    decimal = find_decimal([cells for _, cells in table.rows[:2_000]], delimiter)
    facts = Facts(name, "CSV", encoding=encoding, delimiter=delimiter, decimal=decimal, heading_row=table.heading_row)
    return table, facts
