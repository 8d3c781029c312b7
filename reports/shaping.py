"""The forms letters take beside each other, for scripts in which they depend on their neighbours.

Arabic letters get their joined forms. Vowel signs that are written before the consonant they are spoken after (as in
Hindi and Tamil) are put there. Points and vowel marks of Hebrew and Arabic are left out, as newspapers do. Conjuncts of
Indic scripts are written out with the sign that kills the vowel, which is legible and correct, if not what a
calligrapher would do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper

_ARABIC = re.compile("[\u0600-\u08ff]")
_HEBREW_POINTS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
_INDIC = re.compile("[\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]+")

#: Vowel signs drawn to the left of their consonant.
_BEFORE = "\u093f\u09bf\u09c7\u09c8\u0a3f\u0abf\u0b47\u0bc6-\u0bc8\u0d46-\u0d48\u0dd9-\u0ddb\u1031\u17c1-\u17c3"
_KILLERS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2"
_NUKTAS = "\u093c\u09bc\u0a3c\u0abc\u0b3c"
_CLUSTER = re.compile(f"((?:[^\\W_][{_NUKTAS}]?[{_KILLERS}])*[^\\W_][{_NUKTAS}]?)([{_BEFORE}])")


def shaped(text: str) -> str:
    """`text` (composed, in reading order) with the forms it is drawn in, still in reading order."""
    if text.isascii():
        return text
    if _ARABIC.search(text):
        text = str(_reshaper().reshape(text))
    return _INDIC.sub(_indic, _HEBREW_POINTS.sub("", text))


def _indic(found: re.Match[str]) -> str:
    # Two-part vowels come apart when decomposed, and only their first part moves.
    return _CLUSTER.sub(r"\2\1", unicodedata.normalize("NFD", found[0]))


@cache
def _reshaper() -> ArabicReshaper:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": True, "support_ligatures": True, "ARABIC LIGATURE ALLAH": False})
