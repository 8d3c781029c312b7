"""The paper all documents share: sizes, type styles, header and footer, bookmarks, small marks.

Measures are points (1/72 inch) from the lower left corner, as in PDF. `Sheet.y` is where the next thing begins and
goes down as things are put on the page. A document puts its story on a `Sheet` and gets bytes from `Sheet.done()`:
the same bytes for the same story on every run.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import atan2, degrees
from typing import TYPE_CHECKING, Any, Literal

import resources
from program.views import day
from reports.binding import bound, paged, plain
from reports.text import Style, Typesetter, clean

if TYPE_CHECKING:
    pass

Align = Literal["left", "right", "centre"]


class Size(StrEnum):
    """The sheets a document can be printed on."""

    A4 = "A4"
    A3 = "A3"
    LETTER = "Letter"

    @property
    def points(self) -> tuple[float, float]:
        """Short and long side."""
        return {"A4": (595.276, 841.89), "A3": (841.89, 1190.551), "Letter": (612.0, 792.0)}[self.value]


class Turn(StrEnum):
    """Which way round the sheet is; `FIT` leaves it to the document."""

    FIT = "fit"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True)
class Frame:
    """What stands around every page: whose program, for whom, for what, as of which journal entry, on which sheet."""

    program: str
    made: date
    organisation: str = ""
    reader: str = ""
    purpose: str = ""
    journal: str = ""  # "Journal #1 284 · K7F2-9Q"
    copy: str = ""  # "copy 3"
    withheld: tuple[str, ...] = ()  # what the last page says is not in the document, and why
    mark: bytes = b""  # 16 bytes by which the file is known again
    watermark: str = ""  # stands large and pale across every page
    size: Size = Size.A4
    turn: Turn = Turn.FIT
    language: str = "en"


TITLE = Style(22, 600, height=1.2)
LEAD = Style(11, 400, "quiet", 1.45)
HEADING = Style(12.5, 600)
BODY = Style(9.5)
STRONG = Style(9.5, 600)
QUIET = Style(9.5, 400, "quiet")
SMALL = Style(8)
LABEL = Style(7.5, 500, "quiet")
FIGURE = Style(19, 600, height=1.25)
EDGE = Style(8, 400, "quiet")

_WITHHELD = "Withheld, and why"
_ONE_AT_A_TIME = threading.Lock()  # the fonts' files are read with one common cursor while a document is written


@dataclass
class Sheet:
    """A document in the making."""

    frame: Frame
    title: str
    turn: Turn = Turn.PORTRAIT
    type: Typesetter = field(default_factory=Typesetter)

    def __post_init__(self) -> None:
        short, long = self.frame.size.points
        turn = self.turn if self.frame.turn is Turn.FIT else self.frame.turn
        self.breadth, self.tall = (short, long) if turn is Turn.PORTRAIT else (long, short)
        upright = turn is Turn.PORTRAIT
        side = 51.0 if upright and self.frame.size is not Size.A3 else 38.0
        self.left, self.right = side, self.breadth - side
        self._high, self._low = self.tall - (48.0 if upright else 36.0), 40.0 if upright else 30.0
        self.top, self.bottom = self._high - (30.0 if upright else 24.0), self._low + 26.0
        self.colours = resources.palette("light")
        self._opacity = 1.0
        self._file = io.BytesIO()
        self.canvas = paged(self._file, (self.breadth, self.tall), self._edges)
        self.number = 1
        self._bookmarks: list[tuple[int, float]] = []  # page and height of each
        self._pictures: dict[bytes, str] = {}  # each with the name it is drawn by
        self._shown: dict[int, set[str]] = {}  # what pages draw of them
        self._later: list[tuple[int, Callable[[], None]]] = []  # page, and what is drawn on it at the end
        self.outline: list[tuple[str, int, int]] = []  # words, level and page of every bookmark so far
        self.y = self.top

    # --- pages ------------------------------------------------------------------------------------------------------

    @property
    def width(self) -> float:
        """From the left to the right margin."""
        return self.right - self.left

    def page(self) -> None:
        """Go on at the top of a new page."""
        self.canvas.showPage()
        self.number += 1
        self.y = self.top

    def has_room(self, height: float) -> bool:
        """Whether `height` points fit above the bottom margin."""
        return self.y - height >= self.bottom

    def need(self, height: float) -> bool:
        """Begin a new page unless `height` points fit; says whether it did."""
        if self.has_room(height):
            return False
        self.page()
        return True

    def space(self, height: float) -> None:
        """Leave `height` points empty."""
        self.y -= height

    def bookmark(self, words: str, level: int = 0) -> None:
        """Name this place in the reader's outline; the outline opens on its first level."""
        self.outline.append((plain(words), level, self.number))
        self.canvas.addOutlineEntry(plain(words), f"b{len(self._bookmarks)}", level, closed=level == 0)
        self._bookmarks.append((self.number, min(self.y + 14, self.tall)))

    def later(self, draw: Callable[[], None]) -> None:
        """Draw something on this page when all pages are there: what names the pages of others."""
        self._later.append((self.number, draw))

    # --- text -------------------------------------------------------------------------------------------------------

    def line(self, x: float, y: float, text: str, style: Style, width: float = 0, align: Align = "left") -> float:
        """One line with its base line at `y`, cut to `width` where that is given; says how wide it came out."""
        text = self.type.fit(text, style, width) if width else clean(text).replace("\n", " ")
        set_, wide = self.type.line(text, style.weight), self.type.width(text, style)
        begin = {"left": x, "right": x - wide, "centre": x - wide / 2}[align]
        pen = self.canvas.beginText(begin, y)
        pen.setFillColor(self._colour(style.role))
        for run in set_.runs:
            if run.at:
                pen.setTextOrigin(begin + run.at * style.size, y)
            pen.setFont(run.font, style.size)
            pen.textOut(run.text)
        self.canvas.drawText(pen)
        return wide

    def lines(self, x: float, top: float, lines: Iterable[str], style: Style) -> float:
        """Broken lines below each other from `top` down; says where they end."""
        for text in lines:
            self.line(x, top - base(style), text, style)
            top -= style.leading
        return top

    def write(self, text: str, style: Style = BODY, width: float = 0, indent: float = 0) -> None:
        """A paragraph at the margin that goes on over as many pages as it takes."""
        for each in self.type.wrap(text, style, (width or self.width) - indent):
            self.need(style.leading)
            self.line(self.left + indent, self.y - base(style), each, style)
            self.y -= style.leading

    def heading(self, text: str, keep: float = 60) -> None:
        """A heading with at least `keep` points of what follows on the same page."""
        self.need(HEADING.leading + 8 + keep)
        self.line(self.left, self.y - base(HEADING), text, HEADING, self.width)
        self.y -= HEADING.leading + 6

    def opening(self, title: str, lead: str) -> None:
        """The title of the document or of a part, with the sentence that says what it comes to."""
        for each in self.type.wrap(title, TITLE, self.width, most=3):
            self.line(self.left, self.y - base(TITLE), each, TITLE)
            self.y -= TITLE.leading
        self.y -= 4
        self.write(lead, LEAD, min(self.width, 600))
        self.y -= 12

    # --- marks ------------------------------------------------------------------------------------------------------

    def rule(self, y: float, left: float = 0, right: float = 0, role: str = "line") -> None:
        """A hairline, from margin to margin unless told."""
        self.canvas.setStrokeColor(self._colour(role))
        self.canvas.setLineWidth(0.6)
        self.canvas.line(left or self.left, y, right or self.right, y)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", edge: str = "", round_: float = 0
    ) -> None:
        """A box with its lower left corner at x, y, filled or edged with the colour of a role."""
        if fill:
            self.canvas.setFillColor(self._colour(fill))
        if edge:
            self.canvas.setStrokeColor(self._colour(edge))
            self.canvas.setLineWidth(0.7)
        if round_:
            self.canvas.roundRect(x, y, width, height, round_, stroke=int(bool(edge)), fill=int(bool(fill)))
        else:
            self.canvas.rect(x, y, width, height, stroke=int(bool(edge)), fill=int(bool(fill)))

    def dashed(self, x: float, y: float, width: float, height: float) -> None:
        """An empty place: a dashed box with its lower left corner at x, y."""
        self.canvas.setStrokeColor(self._colour("edge"))
        self.canvas.setLineWidth(0.7)
        self.canvas.setDash(2.2, 2.2)
        self.canvas.roundRect(x, y, width, height, 3, stroke=1, fill=0)
        self.canvas.setDash()

    def dots(self, x: float, y: float, full: int, of: int, *, radius: float = 2.2, gap: float = 6.6) -> None:
        """A row of `of` dots centred on `y`, the first `full` of them filled."""
        self.canvas.setLineWidth(0.7)
        for place in range(of):
            done = place < full
            self.canvas.setFillColor(self._colour("accent" if done else "raised"))
            self.canvas.setStrokeColor(self._colour("accent" if done else "edge"))
            self.canvas.circle(x + radius + place * gap, y, radius, stroke=1, fill=1)

    def disc(self, x: float, y: float, radius: float, role: str) -> None:
        """A filled disc around x, y."""
        self.canvas.setFillColor(self._colour(role))
        self.canvas.circle(x, y, radius, stroke=0, fill=1)

    def pin(self, x: float, y: float, size: float = 6) -> None:
        """A small pin standing on `y` at `x`: this stays where it is."""
        self.canvas.setFillColor(self._colour("quiet"))
        self.canvas.setStrokeColor(self._colour("quiet"))
        self.canvas.setLineWidth(0.8)
        self.canvas.line(x, y, x, y + size * 0.6)
        self.canvas.circle(x, y + size * 0.72, size * 0.3, stroke=0, fill=1)

    def warning(self, x: float, y: float, size: float = 6, role: str = "bad") -> None:
        """A small filled triangle with a stroke in it, standing on `y`, beginning at `x`."""
        path = self.canvas.beginPath()
        path.moveTo(x, y)
        path.lineTo(x + size, y)
        path.lineTo(x + size / 2, y + size * 0.9)
        path.close()
        self.canvas.setFillColor(self._colour(role))
        self.canvas.drawPath(path, stroke=0, fill=1)
        self.canvas.setStrokeColor(self._colour("raised"))
        self.canvas.setLineWidth(size * 0.12)
        self.canvas.line(x + size / 2, y + size * 0.3, x + size / 2, y + size * 0.6)
        self.canvas.line(x + size / 2, y + size * 0.12, x + size / 2, y + size * 0.2)

    def _colour(self, role: str) -> Any:
        from reportlab.lib.colors import HexColor

        colour = HexColor(self.colours[role])
        return colour if self._opacity == 1.0 else colour.clone(alpha=self._opacity)

    def picture(self, pdf: bytes, x: float, y: float, width: float, height: float, words: str = "") -> None:
        """The only page of `pdf` (as `figures.vector` makes it) in a box with its lower left corner at x, y.

        It stays vectors, and its text stays text. `words` say what it shows to those who cannot see it.
        """
        name = self._pictures.setdefault(pdf, f"Picture{len(self._pictures) + 1}")
        self._shown.setdefault(self.number, set()).add(name)
        # Drawn here and now, in the order of everything else; what the name stands for is laid beside it in the end.
        alt = f"\ufeff{plain(words) or 'Chart'}".encode("utf-16-be").hex().upper()
        place = f"{width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f}"
        drawn = f"/Span <</Alt <{alt}>>> BDC q {place} cm /{name} Do Q EMC"
        self.canvas._code.append(drawn)  # type: ignore[attr-defined]

    # --- around every page, and the end -----------------------------------------------------------------------------

    def _edges(self, number: int, of: int) -> None:
        # Pages are kept until the end, so that only now a bookmark can know the page it stands on.
        for place, (page, y) in enumerate(self._bookmarks):
            if page == number:
                self.canvas.bookmarkHorizontalAbsolute(f"b{place}", y, 0)
        for page, draw in self._later:
            if page == number:
                draw()
        frame, high, low = self.frame, self._high, self._low
        if frame.watermark:
            self._watermark(frame.watermark)
        copy = " · ".join(filter(None, (day(frame.made), frame.copy, frame.reader and f"for {frame.reader}")))
        name = " · ".join(filter(None, (frame.program, self.title)))
        right = self.type.fit(copy, EDGE, self.width * 0.48)
        left_width = self.width - self.type.width(right, EDGE) - 20
        self.line(self.left, high, name, EDGE, left_width)
        self.line(self.right, high, right, EDGE, align="right")
        self.rule(low + 15)
        count = f"{number} / {of}"
        where = self.line(self.right, low, count, EDGE, align="right") + 12
        where += self.line(self.right - where, low, frame.journal, EDGE, self.width * 0.4, align="right") + 20
        self.line(self.left, low, frame.purpose, EDGE, self.width - where)

    def _watermark(self, words: str) -> None:
        """Large and pale from corner to corner, so that everything under it stays legible."""
        style = Style(100, 600)
        words = self.type.fit(words, style, 5000)
        across = (self.breadth**2 + self.tall**2) ** 0.5 * 0.68
        style = style._replace(size=min(110.0, 100 * across / max(1.0, self.type.width(words, style))))
        self.canvas.saveState()
        self._opacity = 0.07
        self.canvas.translate(self.breadth / 2, self.tall / 2)
        self.canvas.rotate(degrees(atan2(self.tall, self.breadth)))
        self.line(0, -style.size * 0.36, words, style, align="centre")
        self._opacity = 1.0
        self.canvas.restoreState()

    def done(self) -> bytes:
        """The finished file: without author, program, dates or any other metadata than title and language.

        What was withheld stands on a last page of its own.
        """
        if self.frame.withheld:
            self.page()
            self.bookmark(_WITHHELD)
            self.opening(_WITHHELD, "Before this document was made, the following was taken out of it.")
            for words in self.frame.withheld:
                self.write(words)
                self.space(4)
        self.canvas.setTitle(plain(" · ".join(filter(None, (self.frame.program, self.title)))))
        with _ONE_AT_A_TIME:
            self.canvas.showPage()
            self.canvas.save()
        return bound(
            self._file.getvalue(), self.frame.language, self.frame.mark, self._pictures, self._shown
        )


def base(style: Style) -> float:
    """From the top of a line box down to its base line, so that capitals stand in its middle."""
    return (style.leading + style.size * 0.727) / 2
