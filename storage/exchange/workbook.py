"""Reads one sheet of an XLSX, XLSM or ODS workbook; dates stay dates, formulas give their stored results."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from program.intake.table import Cell, letters
from storage.exchange.archive import packed, parts
from storage.exchange.limits import FileRefused, Limits
from storage.exchange.shape import Shape, shape
from storage.exchange.sheetscan import Odd, scan

_UNLOCK = "Save it without one and try again."
_DAMAGED = "Open it in your spreadsheet program, save it anew, and import that."


class Sheet:
    """A sheet read: its table, its name, and the names of all sheets."""

    def __init__(self, table: Shape, name: str, names: tuple[str, ...], form: str) -> None:
        self.table = table
        self.name = name
        self.names = names
        self.format = form


def read_workbook(data: bytes, wanted: str, limits: Limits) -> Sheet:
    """The sheet called `wanted`, or the first visible one with content. Raises FileRefused."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    contents = parts(data, limits)
    form = _format(contents)
    found = scan(contents, limits)
    try:
        book = CalamineWorkbook.from_filelike(packed(contents))
        contents.clear()
        visible = [
            each.name
            for each in book.sheets_metadata
            if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
        ]
        names = tuple(visible or book.sheet_names)
        if wanted and wanted not in book.sheet_names:
            raise FileRefused("The sheet chosen is not in this workbook.", "Choose another sheet.")
        for name in (wanted,) if wanted else names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is not None:
                break
        else:
            raise FileRefused("There is nothing in this workbook.", "Choose another file.")
        if sheet.start is None:
            raise FileRefused("There is nothing on this sheet.", "Choose another sheet.")
        top, left = sheet.start
        table = shape(
            ((number, [""] * left + [_value(cell) for cell in cells])
             for number, cells in enumerate(sheet.to_python(skip_empty_area=True), top + 1)),
            limits,
            ragged=False,
        )  # fmt: skip
        _remark_merged(sheet.merged_cell_ranges or [], table)
        _remark_odd(found.odd.get(found.parts.get(name, name), []), table)
    except PasswordError:
        raise FileRefused("This workbook is locked with a password.", _UNLOCK) from None
    except CalamineError as error:
        raise FileRefused("This workbook is damaged.", _DAMAGED) from error
    return Sheet(table, name, names, form)


def _format(contents: dict[str, bytes]) -> str:
    if "xl/workbook.xml" in contents or "[Content_Types].xml" in contents:
        return "XLSX"
    if b"encryption-data" in contents.get("META-INF/manifest.xml", b""):
        raise FileRefused("This workbook is locked with a password.", _UNLOCK)
    if contents.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ODS"
    raise FileRefused(
        "This is an archive, but no workbook.", "Take the file out of it, and import that: .csv, .xlsx or .ods."
    )


def _value(cell: object) -> Cell:
    match cell:
        case str() | "":
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
        case int():
            return cell
        case datetime():
            return cell.date() if cell.time() == time() else cell.isoformat(" ")
        case date():
            return cell
        case time() | timedelta():
            return str(cell)
    return str(cell)


def _remark_merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]], table: Shape) -> None:
    for (top, left), (bottom, right) in ranges:
        last = f"{letters(right + 1)}{bottom + 1}"
        table.remark(
            "merged", f"cells are merged from here to {last}; only the first holds a value.", top + 1, left + 1
        )


def _remark_odd(cells: list[Odd], table: Shape) -> None:
    for cell in cells:
        if cell.formula:
            sentence = "this formula has no stored result and was read as empty; save the file once in a spreadsheet."
        else:
            sentence = "this cell shows an error or holds no value of a known kind, and was read as empty."
        table.remark("no value", sentence, cell.row, cell.column)
