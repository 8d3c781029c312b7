"""Files made to do harm, and files that are merely broken: refused with a place and a next step, never half read."""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

from program.intake.table import Table
from storage.exchange.limits import LIMITS, FileRefused, Limits
from storage.exchange.parse import Reading, parse
from storage.exchange.tables import read_table
from tests.storage.exchange.files import archive, cell, grid, ods, xlsx


def refusal(path: Path, limits: Limits = LIMITS) -> FileRefused:
    """How the parser refuses `path`; one test below sees to it that the child says the same."""
    with pytest.raises(FileRefused) as caught:
        parse(path, Reading(), limits, lambda done: None)
    assert "Nothing was imported" in caught.value.kept and caught.value.todo
    return caught.value


def csv_file(folder: Path, content: bytes | str) -> Path:
    path = folder / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_refusal_crosses_from_the_child_with_its_place(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Name,Unit\nAna,Ops\nJon,O\0ps\n")
    with pytest.raises(FileRefused) as caught:
        read_table(path)
    assert (caught.value.row, caught.value.column) == (3, 2)
    assert caught.value.what == refusal(path).what
    assert "Row 3, column B" in str(caught.value) and "Jon" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "row", "column"),
    [
        pytest.param(b"Name,Unit\nAna,\xed\xa0\x80\n", 2, 0, id="lone surrogate"),
        pytest.param("Name,Unit\nÉva,é\nJürgen,ß".encode() + b"\xff\n", 3, 0, id="broken UTF-8"),
        pytest.param("Name\nAna".encode("utf-16") + b"\n\x00\x00\xd8", 3, 0, id="broken UTF-16"),
        pytest.param('Name,Unit\nAna,"Ops\nJon,HR\n', 2, 0, id="quotation mark never closed"),
        pytest.param('Name,Unit\nAna,Ops\n"Jon" B,HR\n', 3, 0, id="quotation marks that do not pair up"),
        pytest.param("Name,Unit\nAna," + "x" * 40_000 + "\n", 2, 0, id="huge cell"),
        pytest.param("Name\n" + "," * 16_000 + "x\n", 2, 501, id="16,000 columns"),
    ],
)
def test_text_that_cannot_be_read_whole_is_refused_with_its_place(
    tmp_path: Path, content: bytes | str, row: int, column: int
) -> None:
    caught = refusal(csv_file(tmp_path, content))
    assert (caught.row, caught.column) == (row, column)


def test_too_many_rows_or_cells_are_refused(tmp_path: Path) -> None:
    few = msgspec.structs.replace(LIMITS, rows=10, cells=1_000)
    path = csv_file(tmp_path, "Name\n" + "Ana\n" * 10)
    assert len(parse(path, Reading(), few, lambda done: None)[0].rows) == 10
    assert refusal(csv_file(tmp_path, "Name\n" + "Ana\n" * 11), few).row == 12
    assert refusal(csv_file(tmp_path, ("a," * 120 + "b\n") * 10), few).row == 9


@pytest.mark.parametrize(
    "content",
    [b"", b"\xef\xbb\xbf\r\n ", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08", b"\n<html><table>",
     b"SQLite format 3\0", b"PK\x03\x04 and no more", b"PK\x05\x06" + bytes(18)],
)  # fmt: skip
def test_what_is_no_table_is_named_for_what_it_is(tmp_path: Path, content: bytes) -> None:
    refusal(csv_file(tmp_path, content))


def test_a_folder_a_missing_file_and_a_large_file_are_refused(tmp_path: Path) -> None:
    refusal(tmp_path)
    refusal(tmp_path / "gone.csv")
    assert "larger" in refusal(csv_file(tmp_path, b"a" * 101), msgspec.structs.replace(LIMITS, file=100)).what


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr">'
    "<is><t>&j;</t></is></c></row></sheetData></worksheet>"
)
XXE = BILLION_LAUGHS.replace('<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/hostname">')
PEOPLE = grid([["Name", "Unit"], ["Ana", "Ops"]])


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"xl/worksheets/sheet1.xml": BILLION_LAUGHS}, id="billion laughs"),
        pytest.param({"xl/worksheets/sheet1.xml": XXE}, id="external entity"),
        pytest.param({"../../evil.xml": "<a/>"}, id="zip slip"),
        pytest.param({"/evil.xml": "<a/>"}, id="absolute name"),
        pytest.param({"..\\evil.xml": "<a/>"}, id="zip slip of Windows"),
        pytest.param({"C:/evil.xml": "<a/>"}, id="drive letter"),
        pytest.param({"xl/embeddings/book.xlsx": b"PK\x03\x04rest"}, id="archive in the archive"),
        pytest.param({"XL/workbook.xml": "<a/>"}, id="two parts of one name"),
        pytest.param({"xl/media/zeros.bin": bytes(50_000_000)}, id="zip bomb"),
        pytest.param({"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}, id="cut short"),
        pytest.param(
            {"xl/worksheets/sheet1.xml": '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")}, id="UTF-16"
        ),
    ],
)
def test_a_workbook_that_means_harm_is_refused(tmp_path: Path, parts: dict[str, str | bytes]) -> None:
    refusal(xlsx(tmp_path / "a.xlsx", PEOPLE, parts))


def test_links_locks_crowds_and_lies_in_an_archive_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", PEOPLE)
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as book:
        book.writestr(link, "/etc/passwd")
    assert "link" in refusal(path).what

    assert "parts" in refusal(xlsx(path, PEOPLE, {f"xl/{at}.xml": "<a/>" for at in range(2_001)})).what

    honest = xlsx(path, PEOPLE, {"xl/lie.xml": "<a>" + " " * 5_000 + "</a>"}).read_bytes()
    path.write_bytes(honest.replace(struct.pack("<I", 5_007), struct.pack("<I", 7)))
    assert "damaged" in refusal(path).what

    locked = bytearray(xlsx(path, PEOPLE).read_bytes())
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    path.write_bytes(locked)
    assert "password" in refusal(path).what


@pytest.mark.parametrize(
    ("sheet", "row", "column"),
    [
        pytest.param(cell("A1", "Name") + cell("XFD1048576", "x"), 1_048_576, 0, id="last cell"),
        pytest.param(cell("A1", "Name") + cell("XFD2", "x"), 2, 501, id="16,384 columns"),
        pytest.param(cell("ZZZZZZ9", "x"), 0, 0, id="outside the sheet"),
    ],
)
def test_few_bytes_that_claim_a_vast_sheet_are_refused(tmp_path: Path, sheet: str, row: int, column: int) -> None:
    caught = refusal(xlsx(tmp_path / "a.xlsx", f"<sheetData><row>{sheet}</row></sheetData>"))
    assert (caught.row, caught.column) == (row, column)


def test_one_text_shown_in_very_many_cells_is_refused(tmp_path: Path) -> None:
    shared = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    rows = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(4_000))
    book = xlsx(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>", {"xl/sharedStrings.xml": shared})
    assert "characters" in refusal(book).what


def test_a_cell_repeated_without_end_is_refused(tmp_path: Path) -> None:
    many = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    wide = many.format(' table:number-columns-repeated="16384"')
    assert refusal(ods(tmp_path / "a.ods", f"<table:table-row>{wide}</table:table-row>")).column == 501
    tall = f'<table:table-row table:number-rows-repeated="900000">{many.format("")}</table:table-row>'
    assert refusal(ods(tmp_path / "b.ods", tall)).row == 900_000


def test_a_reader_that_takes_too_long_or_dies_leaves_a_refusal(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Name,Unit\nAna,Ops\n")
    with pytest.raises(FileRefused, match="longer than 0 seconds"):
        read_table(path, limits=msgspec.structs.replace(LIMITS, seconds=0))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory by its address space")
def test_a_reader_that_asks_for_too_much_memory_dies_alone(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Name,Unit\n" + "Ana Ruiz,Operations\n" * 90_000)
    with pytest.raises(FileRefused, match="too much memory"):
        read_table(path, limits=msgspec.structs.replace(LIMITS, memory=60_000_000))


CONFINED = """
import os, socket, subprocess, sys
from storage.exchange import child
from storage.exchange.limits import LIMITS
child._preload()
child._confine(LIMITS)
def write(): open(sys.argv[1], "w")
def connect(): socket.create_connection(("127.0.0.1", 9))
def start(): subprocess.Popen(["true"])
def remove(): os.remove(__file__ if "__file__" in globals() else sys.argv[1])
for act in (write, connect, start, remove):
    try:
        act()
    except PermissionError:
        continue
    os._exit(1)
os._exit(0)
"""


def test_the_reader_may_neither_write_nor_connect_nor_start_programs(tmp_path: Path) -> None:
    target = tmp_path / "written"
    done = subprocess.run([sys.executable, "-c", CONFINED, str(target)], check=False, cwd=Path(__file__).parents[3])
    assert done.returncode == 0 and not target.exists()


def test_an_archive_that_is_no_workbook_says_so(tmp_path: Path) -> None:
    assert "no workbook" in refusal(archive(tmp_path / "a.zip", {"roster.csv": "Name\nAna\n"})).what


def test_the_corpus_reads_nothing_silently(tmp_path: Path) -> None:
    """A row that looks shifted is never taken without a remark."""
    table: Table = read_table(csv_file(tmp_path, "Name,Unit\nRuiz, Ana,Ops\nJon,HR\n"))
    assert [remark.row for remark in table.remarks if remark.kind == "shifted"] == [2]
