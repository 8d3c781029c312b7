"""Tables going out: CSV and XLSX that no spreadsheet program takes for formulas, and that read back equal."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

import msgspec

from program.intake.table import Cell
from program.trouble import Cancelled, Trouble
from storage.exchange.formula import mask, mask_again
from storage.exchange.limits import LIMITS

_FIRST_EXCEL_DAY = date(1900, 3, 1)  # before it spreadsheets disagree by a day, so older dates go out as text
_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class Sheet(msgspec.Struct, frozen=True):
    """One table to write."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_csv(sheet: Sheet, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """The table as text: UTF-8 with a mark, so that spreadsheet programs know.

    Raises Trouble for a cell too long, and Cancelled.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([mask(_words(heading)) for heading in sheet.headings])
    for row in _watched(sheet.rows, cancelled):
        writer.writerow([mask(_words(cell)) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_tabs(sheet: Sheet) -> str:
    """The table as text for pasting into a spreadsheet or a letter: cells between tabs, no cell a formula."""
    rows = ([str(cell) for cell in row] for row in (sheet.headings, *sheet.rows))
    return "\n".join("\t".join(mask(" ".join(_words(cell).split())) for cell in row) for row in rows) + "\n"


def as_xlsx(sheets: Iterable[Sheet], cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """A workbook with one sheet each, texts as texts and dates as dates.

    Nothing goes through temporary files. Raises as `as_csv`.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    made = io.BytesIO()
    book = Workbook(
        made,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"author": "", "created": datetime(2000, 1, 1)})  # tells nothing about this machine
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name.translate(_SHEET_NAME)[:31])
        page.freeze_panes(1, 0)
        for column, heading in enumerate(sheet.headings):
            page.write_string(0, column, mask_again(_words(heading)), bold)
            page.set_column(column, column, min(40.0, max(10.0, len(heading) + 2.0)))
        for at, row in enumerate(_watched(sheet.rows, cancelled), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    if cell:
                        page.write_string(at, column, mask_again(_words(cell)))
                elif isinstance(cell, date) and cell >= _FIRST_EXCEL_DAY:
                    page.write_datetime(at, column, datetime(cell.year, cell.month, cell.day), day)
                elif isinstance(cell, date):
                    page.write_string(at, column, cell.isoformat())
                else:
                    page.write_number(at, column, cell)
        if sheet.headings:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
    book.close()
    return made.getvalue()


def _words(text: str) -> str:
    """Text as it may stand in a file: composed letters, one kind of line end. Raises Trouble for a cell too long."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").encode("utf-8", "replace").decode()
    if len(text) >= LIMITS.cell:
        raise Trouble(
            f"A text is longer than the {LIMITS.cell:,} characters a spreadsheet cell can hold.",
            "No file was written.",
            "Shorten it and export again.",
        )
    return text


def _watched(rows: Sequence[Sequence[Cell]], cancelled: Callable[[], bool]) -> Iterable[Sequence[Cell]]:
    for number, row in enumerate(rows):
        if number % 500 == 0 and cancelled():
            raise Cancelled
        yield row
