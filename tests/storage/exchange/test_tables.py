"""Files that people really have: every encoding, delimiter and kind of cell comes in whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from program.intake.table import Table, letters
from program.trouble import Cancelled
from storage.exchange.limits import FileRefused
from storage.exchange.parse import Reading
from storage.exchange.tables import read_table
from tests.storage.exchange.files import archive, cell, grid, ods, xlsx

ROSTER = "Name,Unit\r\nAna Ruiz,Finance\r\nJürgen Groß,Vertrieb\r\n"


def read(path: Path, content: bytes | str = b"", **reading: str) -> Table:
    if content:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, Reading(**reading))


def cells(table: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "roster.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_come_in_whatever_the_encoding(file: Path, encoding: str) -> None:
    table = read(file, ROSTER.encode(encoding))
    assert table.headings == ("Name", "Unit")
    assert cells(table) == [("Ana Ruiz", "Finance"), ("Jürgen Groß", "Vertrieb")]
    assert [row.number for row in table.rows] == [2, 3]
    assert table.facts.name == "roster.csv"


def test_utf_16_without_a_mark_is_recognised(file: Path) -> None:
    table = read(file, ROSTER.encode("utf-16-le"))
    assert cells(table)[1] == ("Jürgen Groß", "Vertrieb")


@pytest.mark.parametrize(
    ("encoding", "lines"),
    [("cp1250", "Łukasz Wójcik;Księgowość\nGrażyna Żak;Sprzedaż\nStanisław Dąbrowski;Zarząd"),
     ("cp1254", "Şükrü Yılmaz;İnsan Kaynakları\nÇağla Öztürk;Muhasebe"),
     ("cp1253", "Γιώργος Παπαδόπουλος;Οικονομικά\nΜαρία Νικολάου;Πωλήσεις"),
     ("cp932", "山田太郎;経理部\n佐藤花子;人事部")],
)  # fmt: skip
def test_old_code_pages_are_told_apart(file: Path, encoding: str, lines: str) -> None:
    table = read(file, f"Name;Unit\n{lines}\n".encode(encoding))
    assert ";".join(map(str, table.rows[0].cells)) == lines.splitlines()[0]
    assert table.facts.encoding == encoding and [remark.kind for remark in table.remarks] == ["encoding"]


def test_another_script_in_an_old_code_page_is_guessed_and_told(file: Path) -> None:
    text = "Имя,Отдел\nАнна Петрова,Финансы\nИван Смирнов,Управление персоналом\nОльга Кузнецова,Бухгалтерия\n"
    table = read(file, text.encode("cp1251"))
    assert cells(table)[0] == ("Анна Петрова", "Финансы")
    assert [remark.kind for remark in table.remarks] == ["encoding"]
    assert cells(read(file, encoding="cp1251")) == cells(table)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(file: Path, delimiter: str) -> None:
    lines = ["Name,Rate,Note", "Ana,1.5,a", '"Jon, B",2.5,"one\ntwo, three"', "Kim,10.25,c"]
    text = "\n".join(lines).replace(",", delimiter) if delimiter != "," else "\n".join(lines)
    table = read(file, text)
    assert table.facts.delimiter == delimiter
    assert len(table.headings) == 3 and len(table.rows) == 3


def test_decimal_commas_are_noticed(file: Path) -> None:
    assert read(file, "Name;Rate\nAna;1,5\nJon;1.234,75\n").facts.decimal == ","
    assert read(file, "Name,Rate\nAna,1.5\nJon,\n").facts.decimal == "."


def test_the_line_that_excel_hides_is_hidden_here_too(file: Path) -> None:
    table = read(file, "sep=;\r\nName;Unit\r\nAna;Ops, north\r\n")
    assert table.headings == ("Name", "Unit") and table.rows[0].number == 2


def test_quoted_newlines_padding_and_blank_rows(file: Path) -> None:
    table = read(file, 'Name , Note\n\n  Ana Ruiz  ,"two\r\nlines"\n,\n\u00a0Jon\u00a0, x\n')
    assert table.headings == ("Name", "Note")
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("Ana Ruiz", "two\nlines")), (5, ("Jon", "x"))]


def test_rows_of_unequal_width_lose_nothing_and_are_told(file: Path) -> None:
    table = read(file, "Name,Unit\nAna\nJon,Ops,extra\nKim,HR\n")
    assert table.headings == ("Name", "Unit", "Column C")
    assert cells(table) == [("Ana", "", ""), ("Jon", "Ops", "extra"), ("Kim", "HR", "")]
    assert [(remark.kind, remark.row) for remark in table.remarks if remark.row > 1] == [("short", 2), ("shifted", 3)]


def test_doubled_and_missing_headings_get_names_of_their_own(file: Path) -> None:
    table = read(file, "Name,,Name,Empty,\nAna,1,2,,\n")
    assert table.headings == ("Name", "Column B", "Name (2)", "Empty")


def test_lines_above_the_headings_and_repeated_headings_are_not_people(file: Path) -> None:
    table = read(file, "Roster of 2027,,\n\nName,Unit,Title\nAna,Ops,Lead\nName,Unit,Title\nJon,HR,Head\n")
    assert table.headings == ("Name", "Unit", "Title") and table.facts.heading_row == 3
    assert [row.cells[0] for row in table.rows] == ["Ana", "Jon"]
    assert [remark.kind for remark in table.remarks] == ["above", "repeated headings"]


def test_signs_nobody_can_see_are_taken_out_and_told(file: Path) -> None:
    table = read(file, "Name,Unit\nAna\u202e Ruiz,Ops\nE\u0301va\u200b,HR\n")
    assert [row.cells[0] for row in table.rows] == ["Ana Ruiz", "Éva"]
    assert [(remark.kind, remark.row, remark.column) for remark in table.remarks] == [
        ("cleaned", 2, 1),
        ("cleaned", 3, 1),
    ]


def test_a_workbook_keeps_dates_numbers_and_text_apart(tmp_path: Path) -> None:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    book = Workbook(tmp_path / "roster.xlsx")
    book.add_worksheet("Cover")
    page = book.add_worksheet("People")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(1, 1, ["Name", "Number", "Start", "Rate", "External", "Sum", "Broken"])
    page.write_string(2, 1, "=1+1")
    page.write_number(2, 2, 3427)
    page.write_datetime(2, 3, date(2020, 1, 2), day)
    page.write_number(2, 4, 1.5)
    page.write_boolean(2, 5, True)
    page.write_formula(2, 6, "=1+2", None, 3)
    page.write_formula(2, 7, "=1/0", None, "#DIV/0!")
    page.merge_range(3, 1, 4, 1, "Merged")
    book.add_worksheet("Notes").write(0, 0, "note")
    book.close()
    table = read(tmp_path / "roster.xlsx")
    assert table.facts.sheet == "People" and table.facts.sheets == ("Cover", "People", "Notes")
    assert table.headings == ("Name", "Number", "Start", "Rate", "External", "Sum", "Broken")
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ("=1+1", 3427, date(2020, 1, 2), 1.5, "TRUE", 3, "")),
        (4, ("Merged", "", "", "", "", "", "")),
    ]
    assert [(remark.kind, remark.row, remark.column) for remark in table.remarks] == [
        ("merged", 4, 2), ("no value", 3, 8),
    ]  # fmt: skip
    assert read(tmp_path / "roster.xlsx", sheet="Notes").headings == ("note",)


def test_a_formula_without_a_result_is_told(tmp_path: Path) -> None:
    sheet = "<sheetData><row>" + cell("A1", "Name") + cell("B1", "Unit") + "</row><row>" + cell("A2", "Ana")
    table = read(xlsx(tmp_path / "a.xlsx", sheet + '<c r="B2"><f>C2</f></c></row></sheetData>'))
    assert [(remark.kind, remark.row, remark.column) for remark in table.remarks] == [("no value", 2, 2)]


def test_an_open_document_keeps_dates_and_repeats(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    day = '<table:table-cell office:value-type="date" office:date-value="2020-01-02"><text:p>2.1.20</text:p>'
    day += "</table:table-cell>"
    table = read(
        ods(
            tmp_path / "roster.ods",
            f"<table:table-row>{text.format('', 'Name')}{text.format('', 'Start')}</table:table-row>"
            f"<table:table-row>{text.format('', 'Ana')}{day}</table:table-row>"
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>',
        )
    )
    assert table.facts.format == "ODS" and cells(table) == [("Ana", date(2020, 1, 2))]


def test_the_fingerprint_of_headings_knows_neither_order_nor_case(file: Path) -> None:
    one = read(file, "EmpID,First Name\n1,Ana\n")
    assert one.fingerprint() == read(file, "first_name,Emp ID\nAna,1\n").fingerprint()
    assert one.fingerprint() != read(file, "Name,Emp ID\nAna,1\n").fingerprint()


def test_progress_is_told_and_cancel_stops_at_once(file: Path) -> None:
    file.write_text("Name,Unit\n" + "Ana Ruiz,Finance\n" * 20_000)
    told: list[float] = []
    assert len(read_table(file, progress=told.append).rows) == 20_000
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 5
    with pytest.raises(Cancelled):
        read_table(file, cancelled=lambda: True)


def test_a_sheet_that_is_not_there_is_said(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "a.xlsx", grid([["Name"], ["Ana"]]))
    with pytest.raises(FileRefused, match="sheet chosen"):
        read(book, sheet="Elsewhere")


def test_a_workbook_may_hold_parts_nobody_needs(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "a.xlsx", grid([["Name"], ["Ana"]]), {"xl/media/image1.png": b"\x89PNG\r\n"})
    assert cells(read(book)) == [("Ana",)]
    with pytest.raises(FileRefused, match="no workbook"):
        read(archive(tmp_path / "b.xlsx", {"notes.xml": "<notes/>"}))


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [letters(at) for at in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
