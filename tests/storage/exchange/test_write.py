"""What goes out is no formula anywhere, and reads back equal."""

from __future__ import annotations

import csv
import io
import string
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from program.intake.words import tidy
from program.trouble import Cancelled, Trouble
from storage.exchange.limits import LIMITS
from storage.exchange.parse import Reading, parse
from storage.exchange.write import Sheet, as_csv, as_xlsx

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "'=x", "''@", "'quoted", "=cmd|' /C calc'!A0", "\uff1d1", "a\tb", 'say "hi"']
TEXT = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@'\n,;\""), max_size=12),
).map(lambda text: tidy(text)[0])
ROWS = st.lists(st.tuples(TEXT, TEXT), max_size=6)


def write_csv(path: Path, sheet: Sheet) -> Path:
    """The table as a file."""
    path.write_bytes(as_csv(sheet))
    return path


def write_xlsx(path: Path, sheets: list[Sheet]) -> Path:
    """The workbook as a file."""
    path.write_bytes(as_xlsx(sheets))
    return path


def back(path: Path) -> list[tuple[object, ...]]:
    shape, _ = parse(path, Reading(), LIMITS, lambda done: None)
    return [tuple(cells) for _, cells in shape.rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_text_goes_out_and_comes_back_equal(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    sheet = Sheet("People", ["Key", "One", "Other"], [(f"k{at}", *row) for at, row in enumerate(rows)])
    expected = [tuple(row) for row in sheet.rows]
    assert back(write_csv(tmp_path / "out.csv", sheet)) == expected
    assert back(write_xlsx(tmp_path / "out.xlsx", [sheet])) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(NASTY))
def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path: Path, text: str) -> None:
    path = write_csv(tmp_path / "out.csv", Sheet("People", [text], [(text,)]))
    for record in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
        assert not record or record[0][:1] not in set("=+-@\t\r\n\0")


def test_workbooks_hold_texts_as_texts_and_dates_as_dates(tmp_path: Path) -> None:
    row = ("=1+1", "http://example.org", date(2027, 3, 1), date(1899, 1, 1), 12, 1.5, "", "007")
    path = write_xlsx(tmp_path / "out.xlsx", [Sheet("A/B", [*"abcdefgh"], [row])])
    with zipfile.ZipFile(path) as book:
        content = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in content and b"hyperlink" not in content
    assert back(path) == [("=1+1", "http://example.org", date(2027, 3, 1), "1899-01-01", 12, 1.5, "", "007")]


def test_files_of_the_same_content_are_the_same_bytes(tmp_path: Path) -> None:
    sheet = Sheet("People", ["Name"], [(letter,) for letter in string.ascii_letters])
    one, two = write_xlsx(tmp_path / "1.xlsx", [sheet]), write_xlsx(tmp_path / "2.xlsx", [sheet])
    assert one.read_bytes() == two.read_bytes()


def test_a_spreadsheet_program_sees_the_csv_is_utf_8(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "out.csv", Sheet("People", ["Name"], [("Éva",)]))
    assert path.read_bytes() == "\ufeffName\r\nÉva\r\n".encode()


def test_what_cannot_be_written_makes_no_file() -> None:
    with pytest.raises(Trouble, match="longer"):
        as_csv(Sheet("People", ["Name"], [("x" * 40_000,)]))
    for make in (lambda sheet, stop: as_xlsx([sheet], stop), as_csv):
        with pytest.raises(Cancelled):
            make(Sheet("People", ["Name"], [("Ana",)]), lambda: True)
