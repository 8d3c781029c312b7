"""Every kind of chart: legible, whole, and the same for whoever reads, hovers or listens."""

from __future__ import annotations

import pytest

import reports.figures as figures
from program.metrics import pictures
from program.metrics.pictures import Picture
from reports.figures import Style
from reports.figures.catalogue import CHARTS
from reports.figures.pen import Words
from tests.reports.figures.marks import box, drawing
from tests.reports.figures.samples import PICTURES, empty, named, network
from tests.reports.hostile import HOSTILE

LIGHT, DARK, PAPER = Style(), Style(dark=True), Style(paper=True)
SIZES = ((560, 300), (900, 620), (260, 140), (250, 420))
LOOKS = {f"window {size}": (LIGHT, size) for size in SIZES}
LOOKS |= {f"paper {size}": (PAPER, size) for size in ((250, 150), (500, 200))}
EVERY = pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.key)
NAMED = pytest.mark.parametrize("picture", named(HOSTILE), ids=lambda picture: type(picture).__name__)
CODE = ("$x^2$", "{}", "%s", "\\frac{1}{2}", "a\nb", "_", "$", "<b>", "#1", "")


def test_every_kind_of_picture_has_a_chart() -> None:
    assert set(CHARTS) == set(pictures.Picture.__subclasses__())


@EVERY
@pytest.mark.parametrize(("style", "size"), LOOKS.values(), ids=LOOKS)
def test_words_lie_within_the_chart_and_apart(picture: Picture, style: Style, size: tuple[int, int]) -> None:
    (marks, _), (wide, high) = drawing(picture, style, *size), size
    level = [mark for mark in marks if isinstance(mark, Words) and not mark.angle]
    boxes = [(mark.text, box(mark)) for mark in level]
    assert [text for text, (x, y, *_) in boxes if x < -0.6 or y < -1] == []
    assert [text for text, (*_, right, bottom) in boxes if right > wide + 0.6 or bottom > high + 1] == []
    crossing = [
        (one, other)
        for place, (one, a) in enumerate(boxes)
        for other, b in boxes[place + 1 :]
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
    ]
    assert crossing == []


@EVERY
def test_every_value_of_the_table_is_said_at_a_stop(picture: Picture) -> None:
    said = " ".join(spot.words for spot in drawing(picture, LIGHT, 560, 300)[1])
    cells = {cell for row in figures.table(picture).rows for cell in row}
    assert {cell for cell in cells if cell not in said} == set()


@EVERY
@pytest.mark.parametrize("size", [(560, 300), (260, 140), (1, 1)], ids=str)
def test_stops_lie_within_the_chart(picture: Picture, size: tuple[int, int]) -> None:
    drawn = figures.drawn(picture, LIGHT, *size, scale=1.5)
    assert len(drawn.rgba) == drawn.width * drawn.height * 4
    width, height = drawn.width / 1.5 + 1, drawn.height / 1.5 + 1
    assert drawn.spots
    assert all(s.x >= 0 and s.y >= 0 and s.x + s.width <= width and s.y + s.height <= height for s in drawn.spots)


@pytest.mark.parametrize("picture", empty(), ids=lambda picture: type(picture).__name__)
def test_where_there_is_nothing_that_is_said(picture: Picture) -> None:
    for style in (LIGHT, DARK, PAPER):
        marks, spots = drawing(picture, style, 400, 240)
        assert marks
        assert all(spot.words for spot in spots)
    figures.vector(picture, PAPER, 300, 200)
    assert figures.csv(picture).startswith("Nothing yet\r\nn = 0\r\n")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.key)
def test_what_is_withheld_is_said_in_words(picture: Picture) -> None:
    withheld = sum(cell == "withheld" for row in figures.table(picture).rows for cell in row)
    spots = drawing(picture, LIGHT, 560, 300)[1]
    assert sum("withheld" in spot.words for spot in spots) == withheld


@NAMED
@pytest.mark.parametrize("size", [(560, 300), (260, 140)], ids=str)
def test_no_name_breaks_a_chart(picture: Picture, size: tuple[int, int]) -> None:
    marks, spots = drawing(picture, DARK, *size)
    for mark in marks:
        if isinstance(mark, Words) and not mark.angle:
            left, _, right, _ = box(mark)
            assert left >= -0.6 and right <= size[0] + 0.6, mark.text[:40]
    assert all(ch.isprintable() or ch == "\u00a0" for spot in spots for ch in spot.words)
    figures.drawn(picture, LIGHT, *size)


@NAMED
def test_no_name_breaks_a_file(picture: Picture) -> None:
    assert figures.vector(picture, PAPER, 250, 150).startswith(b"%PDF-")
    assert b"</svg>" in figures.svg(picture, LIGHT)
    assert figures.png(picture, LIGHT).startswith(b"\x89PNG")


@pytest.mark.parametrize("picture", named(CODE), ids=lambda picture: type(picture).__name__)
def test_names_are_never_read_as_formulas(picture: Picture) -> None:
    texts = [mark.text for mark in drawing(picture, LIGHT, 1200, 900)[0] if isinstance(mark, Words)]
    assert any("$x^2$" in text for text in texts) or isinstance(picture, pictures.Curve)  # it names nobody
    figures.drawn(picture, LIGHT, 560, 300)
    figures.vector(picture, PAPER, 300, 200)


@pytest.mark.parametrize("count", [2, 12, 150, 400])
def test_networks_of_any_size(count: int) -> None:
    picture = network(count)
    spots = drawing(picture, LIGHT, 700, 460)[1]
    assert len(spots) == count


def test_what_is_left_out_is_said() -> None:
    many = tuple(f"Person {at}" for at in range(200))
    for picture in named(many):
        shown = [spot.words for spot in drawing(picture, LIGHT, 300, 160)[1]]
        rows = len(figures.table(picture).rows)
        assert len(shown) >= rows or any("more" in words for words in shown), type(picture)
