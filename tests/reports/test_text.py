"""Text becomes glyphs: nothing is lost, nothing is markup, everything fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from reports.bidi import visual
from reports.text import MORE, UNKNOWN, Style, Typesetter, clean
from tests.reports.hostile import HOSTILE

STYLE = Style(9)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Ana Ruiz", "Ana Ruiz"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("a\0b", f"a{UNKNOWN}b"),
        ("a\ud800b", f"a{UNKNOWN}b"),
        ("\ud83d\ude00", "\U0001f600"),  # two surrogates that belong together
        ("e\u0301", "é"),
        ("a\u202eb\u2066c\u200dd", "abcd"),
        ("a\u00a0\u3000\tb", "a   b"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("𠮷", UNKNOWN),
        ("لا", "\ufefb"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "िहन्दी"),
        ("க்கொ", "ெக்கா"),
    ],
)
def test_clean(text: str, drawn: str) -> None:
    assert clean(text) == drawn


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Ana (HR)", "Ana (HR)"),
        ("שלום", "םולש"),
        ("Ana שלום עולם Ruiz", "Ana םלוע םולש Ruiz"),
        ("(שלום)", "(םולש)"),
        ("אב (גד) הו", "וה (דג) בא"),
        ("שלום 123", "123 םולש"),
        ("אב 12,5 גד", "דג 12,5 בא"),
        ("אב 50% גד", "דג 50% בא"),
        ("12 אב", "12 בא"),
        ("אִב", "באִ"),
        ("x א-ב y", "x ב-א y"),
        ("٢٠٢٧ x", "٢٠٢٧ x"),
        ("אב (2027)", "(2027) בא"),
        ("אב (x)", "בא (x)"),
        ("Ana (אב)", "Ana (בא)"),
        ("אב (ג", "ג) בא"),
        ("x) אב [y", "x) בא [y"),
        ("א", "א"),
        ("", ""),
    ],
)
def test_right_to_left_is_drawn_in_its_order(written: str, drawn: str) -> None:
    assert visual(written) == drawn


@given(st.text(max_size=60))
def test_what_is_drawn_is_a_rearrangement_of_what_is_written(text: str) -> None:
    mirrored = str.maketrans(")]}><»«›‹", "([{<>«»‹›")
    assert sorted(visual(text).translate(mirrored)) == sorted(text.translate(mirrored))


@given(st.text(st.characters(), max_size=80) | st.sampled_from(HOSTILE))
def test_every_character_has_a_glyph(text: str) -> None:
    for ch in clean(text).replace("\n", ""):
        assert resources.font_for(ch).covers(ch), hex(ord(ch))


@given(st.text(st.characters(), max_size=300) | st.sampled_from(HOSTILE), st.floats(20, 400), st.integers(0, 4))
def test_broken_lines_fit(text: str, width: float, most: int) -> None:
    type_ = Typesetter()
    lines = type_.wrap(text, STYLE, width, most)
    assert not most or len(lines) <= most
    for line in lines:
        assert type_.width(line, STYLE) <= width + 0.01
        assert "\n" not in line
    assert type_.width(type_.fit(text, STYLE, width), STYLE) <= width + 0.01


@given(st.text(st.characters(max_codepoint=0x24F), max_size=200))
def test_nothing_is_lost_where_all_lines_are_shown(text: str) -> None:
    lines = Typesetter().wrap(text, STYLE, 70)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


def test_breaks_come_where_a_reader_expects_them() -> None:
    type_ = Typesetter()
    assert type_.wrap("ines.brandt@northwind.example", STYLE, 100) == ["ines.brandt", "@northwind.example"]
    assert type_.wrap("Controls after the merger", STYLE, 70) == ["Controls after", "the merger"]
    assert type_.wrap("佐藤太郎株式会社", STYLE, 40) == ["佐藤太郎", "株式会社"]
    assert type_.wrap("a\n\nb", STYLE, 40) == ["a", "", "b"]
    assert type_.wrap("", STYLE, 40) == []


def test_what_is_cut_says_so() -> None:
    type_ = Typesetter()
    assert type_.fit("Controls after the merger", STYLE, 70) == f"Controls after{MORE}"
    assert type_.wrap("one two three four five", STYLE, 40, 2)[-1].endswith(MORE)
    assert type_.fit("e" * 9 + "\u0323" * 40, STYLE, 40).count("\u0323") in (0, 40)
