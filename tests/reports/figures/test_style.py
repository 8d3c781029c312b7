"""The colours of charts: from the palettes only, and legible in light, dark and on paper."""

from __future__ import annotations

import pytest

import resources
from reports.figures.placing import around, spread, ticks
from reports.figures.style import READABLE, Style, contrast, mixed
from reports.figures.words import digits, line, number, value

LOOKS = {"light": Style(), "dark": Style(dark=True), "paper": Style(paper=True)}
STYLES = pytest.mark.parametrize("style", LOOKS.values(), ids=LOOKS)


@STYLES
def test_words_can_be_read_on_the_ground(style: Style) -> None:
    for role in ("text", "quiet", "accent", "caution"):
        assert contrast(style.colour(role), style.ground) >= READABLE, role
    assert contrast(style.colour("quiet"), style.colour("accent_soft")) >= READABLE
    assert contrast(style.colour("quiet"), style.shade(0)) >= READABLE


@STYLES
def test_words_can_be_read_on_every_shade(style: Style) -> None:
    fills = [style.shade(share / 50) for share in range(51)] + [style.step(place, 9) for place in range(9)]
    fills += [mixed(style.ground, style.colour("caution"), share / 50) for share in range(51)]
    assert min(contrast(style.on(fill), fill) for fill in fills) >= READABLE


@STYLES
def test_bars_stand_out_from_the_ground(style: Style) -> None:
    assert min(contrast(style.step(place, 5), style.ground) for place in range(5)) >= 3


def test_paper_is_light_whatever_the_window_is() -> None:
    assert Style(dark=True, paper=True).ground == resources.palette("light")["raised"]


def test_contrast_is_that_of_the_guidelines() -> None:
    black, white = mixed("#808080", "#000000", 1), mixed("#808080", "#FFFFFF", 1)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast("#777777", white) == pytest.approx(4.48, abs=0.01)


def test_labels_are_spread_as_little_as_needed() -> None:
    assert spread([10, 50], 12, 0, 100) == [10, 50]
    assert spread([50, 51], 12, 0, 100) == pytest.approx([44.5, 56.5])
    assert spread([1, 1, 1], 10, 0, 100) == pytest.approx([0, 10, 20])
    assert spread([99, 98], 10, 0, 100) == pytest.approx([100, 90])
    crowded = spread([5] * 20, 10, 0, 100)
    assert crowded == pytest.approx([at * 100 / 19 for at in range(20)])


def test_scales_have_round_numbers() -> None:
    assert ticks(0, 100, 5) == [0, 25, 50, 75, 100]
    assert ticks(4.1, 5.9, 4) == [4.5, 5, 5.5]
    assert ticks(3, 3) == [3]
    assert around(4.7, 5.6, (1, 7)) == pytest.approx((4.15, 6.15))
    assert around(98, 100, (0, 100)) == pytest.approx((200 / 3, 100), abs=1)


def test_numbers_read_as_everywhere() -> None:
    assert number(41.6, "%") == "42\u00a0%"
    assert number(5.62, "of 7") == "5.6\u00a0of 7"
    assert number(1284) == "1,284"
    assert digits(-0.5) == "\u22120.5"
    assert digits(-0.0001, "%") == "0"
    assert value(5.6, "of 7", 41, 5.3, 5.9) == "5.6\u00a0of 7, n\u00a0=\u00a041, 5.3–5.9"
    assert line("a\u202eb\nc \ud800") == "a b c \ufffd"
