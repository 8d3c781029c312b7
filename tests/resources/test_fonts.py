"""Every name can be written: the shipped fonts cover what they claim, and claim every living script we know of."""

from __future__ import annotations

import unicodedata

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

import resources

NAMES = {
    "Łukasz Żółć, Đặng Thị Ngọc, Þórunn, Çağlar, Ștefan": "Rotunda Sans",
    "Γιώργος Παπαδόπουλος": "Rotunda Sans",
    "Наталія Їжакевич, Ђорђе Љубић": "Rotunda Sans",
    "李小龍 髙橋愛 たなか タナカ": "Rotunda CJK",
    "김민준": "Rotunda CJK",
    "مریم حداد پژمان": "Noto Sans Arabic",
    "שרה לוי": "Noto Sans Hebrew",
    "अनन्या": "Noto Sans Devanagari",
    "สมชาย": "Noto Sans Thai",
    "Անի": "Noto Sans Armenian",
    "გიორგი": "Noto Sans Georgian",
    "አበበ": "Noto Sans Ethiopic",
}
SCRIPTS = """
    LATIN GREEK CYRILLIC ARABIC HEBREW ARMENIAN GEORGIAN THAI LAO KHMER MYANMAR DEVANAGARI BENGALI GURMUKHI GUJARATI
    TAMIL TELUGU KANNADA MALAYALAM SINHALA ETHIOPIC HIRAGANA KATAKANA HANGUL
"""


@pytest.mark.parametrize(("name", "family"), NAMES.items())
def test_a_name_is_written_by_the_family_for_its_script(name: str, family: str) -> None:
    letters = [letter for letter in name if unicodedata.category(letter)[0] == "L"]
    assert {resources.font_for(letter).family for letter in letters} == {family}


@pytest.mark.parametrize("script", SCRIPTS.split())
def test_nearly_every_letter_of_a_script_has_a_glyph(script: str) -> None:
    # The Basic Multilingual Plane; historic and phonetic letters beyond the fonts are what "nearly" leaves out.
    letters = [
        char
        for char in map(chr, range(0x80, 0xF000))
        if unicodedata.category(char) in ("Lu", "Ll", "Lo") and unicodedata.name(char, "").startswith(f"{script} ")
    ]
    missing = [char for char in letters if not resources.font_for(char).covers(char)]
    assert len(missing) <= 0.35 * len(letters)


def test_common_han_is_complete() -> None:
    assert all(resources.font_for(chr(code)).covers(chr(code)) for code in range(0x4E00, 0x9FA6))


@pytest.mark.parametrize("font", resources.fonts(), ids=lambda font: font.name)
def test_a_font_has_the_outlines_it_claims(font: resources.Font) -> None:
    with TTFont(font.path, lazy=True) as file:
        claimed = {code for first, last in font.ranges for code in range(first, last + 1)}
        assert "glyf" in file  # outlines that a PDF can embed
        assert claimed <= set(file.getBestCmap())
        assert file["OS/2"].fsType in (0, 8)  # may be embedded


def test_digits_of_the_main_face_are_as_wide_as_each_other() -> None:
    for font in resources.fonts():
        if font.family == "Rotunda Sans":
            with TTFont(font.path, lazy=True) as file:
                glyphs = file.getBestCmap()
                assert len({file["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_the_nearest_weight_of_the_family_is_chosen() -> None:
    assert [resources.font_for("A", weight).name for weight in (400, 500, 600, 800)] == [
        "RotundaSans-Regular",
        "RotundaSans-Medium",
        "RotundaSans-SemiBold",
        "RotundaSans-Bold",
    ]
    assert resources.font_for("א", 600).name == "NotoSansHebrew-Bold"
    assert resources.font_for("田", 700).name == "RotundaCJK-Regular"


def test_what_no_font_has_falls_to_the_last_resort_and_says_so() -> None:
    last = resources.font_for("\U00013000")  # an Egyptian hieroglyph
    assert last == resources.fonts()[-1]
    assert not last.covers("\U00013000")


def test_each_font_has_its_licence_beside_it() -> None:
    licences = resources.names("fonts", ".txt")
    for font in resources.fonts():
        assert any(font.name.startswith(licence.removeprefix("LICENSE-")) for licence in licences), font.name
