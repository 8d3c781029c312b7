"""The one place where text becomes glyphs: cleaning, fallback fonts, contextual forms, line breaks, cutting to fit.

No text ever goes through a markup parser, so that `<img src=…>` or `&` in a name is only ever those characters. What
no shipped font can draw is drawn as a visible replacement character, never as nothing and never as an empty box.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import resources
from reports.bidi import visual
from reports.shaping import shaped

UNKNOWN = "\ufffd"
MORE = "…"
_MOST_IN_A_CELL = 4000
"""Characters looked at where only some lines are shown; more never fit into the lines of a cell."""


class Style(NamedTuple):
    """How text is set: size in points, weight (400 to 700), colour by role, and line height as a multiple of size."""

    size: float
    weight: int = 400
    role: str = "text"
    height: float = 1.36

    @property
    def leading(self) -> float:
        """From one base line to the next, in points."""
        return self.size * self.height


class Run(NamedTuple):
    """Characters drawn with one font, in the order in which they are drawn, and where they begin at one point size."""

    font: str
    text: str
    at: float = 0.0


class Line(NamedTuple):
    """One line ready to be drawn; `width` is for a size of one point."""

    runs: tuple[Run, ...]
    width: float


def clean(text: str) -> str:
    """Text that can be drawn, in reading order, Arabic in contextual forms; lines are kept apart by \\n.

    Surrogates that stand alone and control characters become U+FFFD; direction overrides, joiners and other invisible
    characters go; every kind of space becomes a plain one.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_drawable, shaped(_composed(text))))


def unshaped(text: str) -> str:
    """As `clean`, but in the letters as they were typed: for what shapes and orders them itself."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_drawable, _composed(text)))


def _composed(text: str) -> str:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n"))


class Typesetter:
    """Measures and breaks text for one document, and remembers what it measured until the document is made."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, int], Line] = {}
        self._wide: dict[tuple[str, int], float] = {}

    def line(self, text: str, weight: int) -> Line:
        """Clean text without line breaks as runs in drawing order."""
        key = (text, weight)
        if key not in self._lines:
            self._lines[key] = _set(visual(text), weight)
        return self._lines[key]

    def width(self, text: str, style: Style) -> float:
        """Points that clean text takes on one line."""
        return self.line(text, style.weight).width * style.size

    def fit(self, text: str, style: Style, width: float) -> str:
        """`text` on one line of `width` points, cut with "…" where it is longer."""
        text = clean(text[:_MOST_IN_A_CELL]).replace("\n", " ").strip()
        return text if self.width(text, style) <= width else self._cut(text, style, width)

    def wrap(self, text: str, style: Style, width: float, most: int = 0) -> list[str]:
        """`text` broken into lines of `width` points; at most `most` of them (0: as many as it takes), then "…".

        Breaks at spaces, after hyphens and slashes, before @, between East Asian characters, and within a word that is
        wider than a whole line.
        """
        lines: list[str] = []
        for paragraph in clean(text[:_MOST_IN_A_CELL] if most else text).split("\n"):
            for line in self._broken(paragraph, style, width):
                if most and len(lines) == most:
                    lines[-1] = self._cut(f"{lines[-1]} {line}", style, width)
                    return lines
                lines.append(line)
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _broken(self, paragraph: str, style: Style, width: float) -> Iterator[str]:
        room = width / style.size
        line, used = "", 0.0
        for word in _words(paragraph):
            bare = word.rstrip()
            needed = self._sum(bare, style.weight)
            if line and used + needed > room:
                yield line.rstrip()
                line, used = "", 0.0
            if needed > room:
                *full, bare = self._chopped(bare, style.weight, room)
                yield from full
                word, needed = bare + word[len(word.rstrip()) :], self._sum(bare, style.weight)
            line += word
            used += needed + (self._sum(" ", style.weight) * (len(word) - len(word.rstrip())))
        yield line.rstrip()

    def _chopped(self, word: str, weight: int, room: float) -> list[str]:
        """A word too wide for a line, in pieces that are not; marks stay with their character."""
        pieces, used = [""], 0.0
        for ch in word:
            wide = self._advance(ch, weight)
            if pieces[-1] and used + wide > room and not unicodedata.combining(ch):
                pieces.append("")
                used = 0.0
            pieces[-1] += ch
            used += wide
        return pieces

    def _cut(self, text: str, style: Style, width: float) -> str:
        room = width / style.size - self._advance(MORE, style.weight)
        kept, used = 0, 0.0
        for at, ch in enumerate(text):
            used += self._advance(ch, style.weight)
            if used > room:
                break
            kept = at + 1
        while kept and kept < len(text) and unicodedata.combining(text[kept]):
            kept -= 1
        return text[:kept].rstrip(" ·,;–-") + MORE

    def _sum(self, text: str, weight: int) -> float:
        return sum(self._advance(ch, weight) for ch in text)

    def _advance(self, ch: str, weight: int) -> float:
        key = (ch, weight)
        if key not in self._wide:
            self._wide[key] = 0.0 if _mark(ch) else sum(_width(run) for run in _runs(ch, weight))
        return self._wide[key]


def _words(paragraph: str) -> Iterator[str]:
    """Pieces between which a line may break, with the spaces that follow them."""
    start = 0
    for at in range(1, len(paragraph)):
        before, here = paragraph[at - 1], paragraph[at]
        if here == " ":
            continue
        if before in " -/" or here == "@" or ((_wide(before) or _wide(here)) and not unicodedata.combining(here)):
            yield paragraph[start:at]
            start = at
    if start < len(paragraph):
        yield paragraph[start:]


def _wide(ch: str) -> bool:
    return ch > "\u1100" and unicodedata.east_asian_width(ch) in "WF"


def _drawable(ch: str) -> str:
    if " " <= ch <= "~" or ch == "\n":
        return ch
    kind = unicodedata.category(ch)
    if kind in ("Zl", "Zp"):
        return "\n"
    if kind == "Zs" or ch == "\t":
        return " "
    if kind == "Cf" or "\ufe00" <= ch <= "\ufe0f":
        return ""
    return ch if resources.font_for(ch).covers(ch) else UNKNOWN


def _set(text: str, weight: int) -> Line:
    """A line with every run in its place; marks that could not be composed stand over the middle of their letter."""
    runs: list[Run] = []
    at = letter = 0.0  # where the line has come to, and how wide its last letter is
    for font, part, _ in _runs(text, weight):
        if _mark(part):
            left, right = _extent(font, part)
            runs.append(Run(font, part, max(0.0, at - (letter + left + right) / 2)))
            continue
        runs.append(Run(font, part, at))
        at += _width(runs[-1])
        letter = _width(Run(font, part[-1]))
    return Line(tuple(runs), at)


def _mark(text: str) -> bool:
    """Whether this is an accent on its own: a letter with more accents than there are composed characters for."""
    return "\u0300" <= text[0] <= "\u036f"


def _runs(text: str, weight: int) -> Iterator[Run]:
    start, font = 0, ""
    for at, ch in enumerate(text):
        if ch == " " and font and not _mark(text[at - 1]):
            continue  # a space needs no font of its own
        drawn = _font(ch, weight)
        if drawn != font or _mark(ch) or (at and _mark(text[at - 1])):
            if at > start:
                yield Run(font, text[start:at])
            start, font = at, drawn
    if text:
        yield Run(font, text[start:])


@cache
def _font(ch: str, weight: int) -> str:
    """The name of the font for a character, known to the PDF library from then on."""
    return _registered(resources.font_for(ch, weight))


@cache
def _registered(font: resources.Font) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(font.name, str(font.path), shapable=False))
    return font.name


def _extent(font: str, ch: str) -> tuple[float, float]:
    """The left and the right edge of a glyph's outline at one point size, from the font's `glyf` table."""
    from reportlab.pdfbase import pdfmetrics

    drawn: Any = pdfmetrics.getFont(font)
    face = drawn.face
    start = face.get_table_pos("glyf")[0] + face.glyphPos[face.charToGlyph[ord(ch)]]
    left, _, right = struct.unpack(">hhh", face._ttf_data[start + 2 : start + 8])
    return left / face.unitsPerEm, right / face.unitsPerEm


def _width(run: Run) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(run.text, run.font, 1.0))
