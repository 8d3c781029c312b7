"""Reads a finished PDF as a reader's program would: its words, its outline, and where every piece of text stands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
import pypdf


class Drawn(NamedTuple):
    """One piece of text on a page, in points from the lower left corner; `codes` are its characters in the font.

    Accents that stand over another letter are left out.
    """

    page: int
    x: float
    y: float
    width: float
    size: float
    font: str
    codes: bytes

    def overlaps(self, other: Drawn) -> bool:
        """Whether the two are drawn over each other (an x-height is compared, so that tight lines may touch)."""
        return (
            self.x < other.x + other.width - 0.2
            and other.x < self.x + self.width - 0.2
            and self.y < other.y + other.size * 0.5
            and other.y < self.y + self.size * 0.5
        )


def reader(data: bytes, password: str | None = None) -> pypdf.PdfReader:
    """The document in an independent reader."""
    return pypdf.PdfReader(io.BytesIO(data), password=password)


def words(data: bytes, password: str | None = None) -> str:
    """All text of all pages."""
    return "\n".join(page.extract_text() for page in reader(data, password).pages)


def layout(data: bytes) -> str:
    """All pages as plain text in their layout, with a line between pages: what golden files hold."""
    pages = [page.extract_text(extraction_mode="layout") for page in reader(data).pages]
    lines = [line.rstrip() for page in pages for line in [*page.split("\n"), "-" * 40]]
    return re.sub("\n{4,}", "\n\n\n", "\n".join(lines)) + "\n"


def outline(data: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks: level, words, page from 0."""
    document = reader(data)

    def walk(items: list, level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                yield level, str(item.title), document.get_destination_page_number(item) or 0

    return list(walk(document.outline, 0))


def drawn(data: bytes) -> list[Drawn]:
    """Every piece of text with its place and width, read off the page's own instructions."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            fonts = {name: [float(w) for w in font.Widths] for name, font in page.Resources.Font.items()}
            accents = {name: _accents(font.ToUnicode.read_bytes()) for name, font in page.Resources.Font.items()}
            x = y = size = 0.0
            font = ""
            for instruction in pikepdf.parse_content_stream(page):
                operands, operator = instruction.operands, str(instruction.operator)
                if operator == "Tm":
                    x, y = float(operands[4]), float(operands[5])
                elif operator == "Tf":
                    font, size = str(operands[0]), float(operands[1])
                elif operator == "Tj":
                    codes = bytes(operands[0])
                    width = sum(fonts[font][code] for code in codes) * size / 1000
                    if not set(codes) <= accents[font]:
                        found.append(Drawn(number, x, y, width, size, font, codes))
                    x += width
    return found


def _accents(table: bytes) -> set[int]:
    """The codes of a font that mean combining marks."""
    pairs = re.findall(rb"^<([0-9A-F]{2})> <([0-9A-F]{4})>$", table, re.MULTILINE)
    return {int(code, 16) for code, meaning in pairs if 0x300 <= int(meaning, 16) <= 0x36F}
