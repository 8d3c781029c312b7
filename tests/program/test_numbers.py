"""Numbers with decimals: how people write them, how they are shown, and which are kept."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.commands import Keep
from program.lookup import read_value
from program.numbers import LARGEST, decimal_words, read_decimal
from program.records import Baseline, kind_of
from program.trouble import NotValid, Trouble
from tests.program.scene import done, scene

VALUE = kind_of(Baseline).field("value")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0),
        ("-3.5", -3.5),
        ("\N{MINUS SIGN}3.5", -3.5),
        ("3,5", 3.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1 234,5", 1234.5),
        ("1'234.5", 1234.5),
        ("0,125", 0.125),
        (".5", 0.5),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, value: float) -> None:
    assert read_decimal(text) == value
    assert read_value(scene(), VALUE, text) == value


@pytest.mark.parametrize("text", ["", "1,250", "1.250", "abc", "1e5", "nan", "inf", "--1", "1.2.3,4,5"])
def test_what_is_no_number_or_could_be_two_is_refused(text: str) -> None:
    assert read_decimal(text) is None
    with pytest.raises(Trouble) as refused:
        read_value(scene(), VALUE, text)
    assert "12.5" in refused.value.todo


def test_a_file_that_says_its_sign_is_believed() -> None:
    assert read_decimal("1,250", ",") == 1.25
    assert read_decimal("1,250", ".") == 1250.0


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (-0.0, "0"), (12.0, "12"), (0.25, "0.25"), (0.1 + 0.2, "0.3"), (1e6, "1000000"), (-2.50, "-2.5")],
)
def test_a_number_is_shown_as_short_as_it_can_be(value: float, words: str) -> None:
    assert decimal_words(value) == words


def test_thousands_are_set_apart_where_asked() -> None:
    assert decimal_words(1234567.5, grouped=True) == "1,234,567.5"


@given(st.decimals(-99_999, 99_999, places=6).map(float))
def test_what_is_shown_is_read_back(value: float) -> None:
    assert read_decimal(decimal_words(value), ".") == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, LARGEST * 2])
def test_what_is_no_sane_number_is_not_kept(value: float) -> None:
    with pytest.raises(NotValid):
        done(scene(), Keep((Baseline("b", value=value),)))
