"""Reads a workbook's XML once, without building anything, to learn what building it would cost.

A few bytes can claim a cell in the last row and column, or repeat one cell a billion times. The library that reads
workbooks believes them and asks for the memory; so the extents are measured here first. The same pass notes cells
whose content could not be read as a value, which would otherwise be taken for empty.
"""

from __future__ import annotations

import posixpath
from typing import Any
from xml.parsers import expat

import msgspec

from storage.exchange.limits import FileRefused, Limits
from storage.exchange.shape import too_long, too_wide

_DAMAGED = "Open it in your spreadsheet program, save it anew, and import that."


class Odd(msgspec.Struct, frozen=True):
    """A cell that shows something but holds no value to import."""

    row: int
    column: int
    formula: bool  # a formula without a stored result; otherwise an error value


class Scan:
    """What was found: odd cells by part (XLSX) or table (ODS), and sheet names with the parts that hold them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.text = 0
        self.odd: dict[str, list[Odd]] = {}
        self.parts: dict[str, str] = {}

    def add_text(self, length: int, times: int = 1) -> None:
        """Count text that will be unpacked; raises FileRefused beyond the limit."""
        self.text += length * times
        if self.text > self.limits.text:
            raise FileRefused(
                f"The cells hold more than {self.limits.text:,} characters in all.",
                "Take out the columns that are not needed and try again.",
            )

    def reach(self, row: int, column: int) -> None:
        """A filled cell stands here; raises FileRefused where that is further than is read."""
        # Headings and rows above them are not counted against the limit of rows here: 1,000 rows of grace.
        if row > self.limits.rows + 1_000:
            raise too_long(self.limits, row)
        if column > self.limits.columns:
            raise too_wide(self.limits, row)


def scan(contents: dict[str, bytes], limits: Limits) -> Scan:
    """Walks all XML parts. Raises FileRefused for declarations that no workbook needs, and for too large extents."""
    found = Scan(limits)
    lengths: list[int] = []
    for name in sorted(contents, key=lambda part: (not part.casefold().endswith("sharedstrings.xml"), part)):
        if name.casefold().endswith(".xml"):
            walker = _Ods(found) if name == "content.xml" else _Xlsx(found, name, lengths)
            _walk(contents[name], walker)
    _name_sheets(contents, found)
    return found


class _Walker:
    """Handlers for one XML part."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...


def _walk(content: bytes, walker: _Walker) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> Any:
        raise FileRefused("This workbook declares entities, which no spreadsheet program does.", _DAMAGED)

    def declared(_: str, encoding: str | None, __: int) -> None:
        if (encoding or "utf-8").casefold() not in {"utf-8", "us-ascii", "ascii"}:
            raise FileRefused("This workbook is not written in UTF-8.", _DAMAGED)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.XmlDeclHandler = declared
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileRefused(f"This workbook is damaged inside (line {error.lineno:,} of a part).", _DAMAGED) from None
    finally:  # the handlers hold the walker, the walker holds the scan: let go of the ring
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


class _Xlsx(_Walker):
    """Cells of a sheet part; in the part of shared strings, their lengths."""

    def __init__(self, found: Scan, part: str, lengths: list[int]) -> None:
        self.found = found
        self.part = part
        self.lengths = lengths
        self.row = self.column = 0
        self.cell_type = ""
        self.formula = self.value = False
        self.within = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self._cell(attributes)
        elif tag == "v":
            self.value = True
            self.within = tag if self.cell_type == "s" else ""
            self.found.reach(self.row, self.column)
        elif tag == "is":
            self.value = True
            self.found.reach(self.row, self.column)
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.row = _number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif tag == "si":
            self.lengths.append(0)
            self.within = tag

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        self.row, self.column = _reference(reference) if reference else (self.row, self.column + 1)
        self.cell_type = attributes.get("t", "")
        self.formula = self.value = False
        # Past these a spreadsheet has no cells, filled or not.
        if self.row > 1_048_576 or self.column > 16_384:
            raise FileRefused("This workbook is damaged: a cell stands outside the sheet.", _DAMAGED)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            if self.cell_type == "e" or (self.formula and not self.value):
                odd = Odd(self.row, self.column, self.cell_type != "e")
                self.found.odd.setdefault(self.part, []).append(odd)
            self.cell_type = ""
        elif tag == self.within:
            self.within = ""

    def data(self, text: str) -> None:
        if self.within == "si":
            self.lengths[-1] += len(text)
        elif self.within == "v":
            index = _number(text, -1)
            if 0 <= index < len(self.lengths):
                self.found.add_text(self.lengths[index])


class _Ods(_Walker):
    """Cells of an OpenDocument spreadsheet, with their repetitions."""

    def __init__(self, found: Scan) -> None:
        self.found = found
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.length = -1  # of the text in the present cell; -1: it holds nothing
        self.types: tuple[str, ...] = ()
        self.table = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "table":
            self.row, self.rows = 0, 1
            self.table = _named(attributes, "name")
        elif tag == "table-row":
            self.rows = _number(_named(attributes, "number-rows-repeated"), 1)
            self.column = 0
        elif tag in {"table-cell", "covered-table-cell"}:
            self.columns = _number(_named(attributes, "number-columns-repeated"), 1)
            self.types = tuple(each for key, each in attributes.items() if key.endswith(":value-type"))
            self.length = 0 if self.types else -1
        elif tag == "p":
            self.length = max(self.length, 0)

    def data(self, text: str) -> None:
        if self.length >= 0:
            self.length += len(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in {"table-cell", "covered-table-cell"}:
            self.column += self.columns
            if self.length >= 0:
                self.found.reach(self.row + self.rows, self.column)
                self.found.add_text(self.length + 1, self.columns * self.rows)
                if not self.types or "error" in self.types:
                    odd = Odd(self.row + 1, self.column, formula=False)
                    self.found.odd.setdefault(self.table, []).append(odd)
            self.length = -1
        elif tag == "table-row":
            self.row += self.rows


def _named(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def _number(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _reference(text: str) -> tuple[int, int]:
    """Row and column of a reference such as "AB12"; far outside when it is none."""
    name = text.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + (ord(letter) - 64 if "A" <= letter <= "Z" else 1_000_000)
    return _number(text[len(name) :], 10_000_000), column


def _name_sheets(contents: dict[str, bytes], found: Scan) -> None:
    """Which part holds which sheet, so that odd cells are told of the sheet that is read."""
    book, targets = _Tags("sheet"), _Tags("Relationship")
    _walk(contents.get("xl/workbook.xml", b"<none/>"), book)
    _walk(contents.get("xl/_rels/workbook.xml.rels", b"<none/>"), targets)
    where = {each.get("Id", ""): each.get("Target", "") for each in targets.met}
    for sheet in book.met:
        target = where.get(_named(sheet, "id"), "")
        found.parts[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


class _Tags(_Walker):
    """Collects the attributes of every element with one name."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.met: list[dict[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == self.tag:
            self.met.append(attributes)
