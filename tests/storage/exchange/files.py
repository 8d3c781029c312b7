"""Workbooks made by hand, so that tests can put anything into them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Roster" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        ' Target="sharedStrings.xml"/></Relationships>'
    ),
}
_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="Roster">{}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def cell(reference: str, text: str) -> str:
    """A sheet's cell holding text in place."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def grid(rows: Iterable[Iterable[str]]) -> str:
    """Sheet data for rows of text."""
    lines = []
    for number, cells in enumerate(rows, 1):
        inner = "".join(f'<c t="inlineStr"><is><t>{escape(each)}</t></is></c>' for each in cells)
        lines.append(f'<row r="{number}">{inner}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"


def xlsx(path: Path, sheet: str, parts: Mapping[str, str | bytes] | None = None) -> Path:
    """A workbook whose one sheet holds `sheet` (XML inside the worksheet), with further `parts` or others instead."""
    return archive(path, {**_PARTS, "xl/worksheets/sheet1.xml": _SHEET.format(sheet), **(parts or {})})


def ods(path: Path, table: str) -> Path:
    """An OpenDocument spreadsheet whose one table holds `table` (XML)."""
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return archive(
        path,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": _ODS.format(table),
            "META-INF/manifest.xml": manifest,
        },
    )


def archive(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A ZIP archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    path.write_bytes(made.getvalue())
    return path
