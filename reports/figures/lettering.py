"""Text in charts: cleaned, in the fonts that have its characters, measured, cut and broken by its measured width.

Text is handed to matplotlib in reading order: it shapes and orders it itself (with HarfBuzz), unlike the library that
documents are set with.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import resources
from reports.figures.engine import WEIGHTS, FontProperties, font_manager, ft2font
from reports.text import MORE, unshaped

_OURS = resources.fonts()[0].family
_LONGEST = 300
"""Characters of a text that are looked at: no chart has room for more."""
_MEASURED_AT = 64.0  # points


@lru_cache(4096)
def plain(text: str) -> str:
    """Text on one line, of characters our fonts can draw."""
    return " ".join(unshaped(text[: _LONGEST * 2]).split())[:_LONGEST]


@lru_cache(4096)
def _families(text: str) -> tuple[str, ...]:
    """The families a text needs, ours first."""
    if text.isascii():
        return (_OURS,)
    return tuple(dict.fromkeys([_OURS, *(resources.font_for(ch).family for ch in text)]))


@lru_cache(1024)
def _font(families: tuple[str, ...], size: float, weight: int) -> FontProperties:
    return FontProperties(family=list(families), size=size, weight=min(WEIGHTS, key=lambda each: abs(each - weight)))


def font(text: str, size: float, weight: int) -> FontProperties:
    """The font for a plain text, with those that stand in for its missing characters."""
    return _font(_families(text), size, weight)


@lru_cache(4096)
def _wide(text: str, weight: int) -> float:
    """The width at a size of one unit: the sum of the characters where they stand side by side whatever they are.

    That leaves kerning out, which makes a text narrower by less than half a percent, and takes a tenth of the time.
    """
    if all(ch < "\u0300" or "\u0370" <= ch < "\u0483" or "\u2010" <= ch < "\u2100" for ch in text):
        return sum(_advance(ch, weight) for ch in text)
    return _set(text, weight)


@lru_cache(4096)
def _advance(ch: str, weight: int) -> float:
    return _set(ch, weight)


def _set(text: str, weight: int) -> float:
    found = font_manager.fontManager._find_fonts_by_props(font(text, _MEASURED_AT, weight))
    face = font_manager.get_font(found)
    face.clear()
    face.set_size(_MEASURED_AT, 72)
    face.set_text(text, 0.0, flags=ft2font.LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64.0 / _MEASURED_AT


def forget() -> None:
    """Keep no text that was drawn: it may be somebody's name."""
    for each in (plain, _families, _wide):
        each.cache_clear()


def width(text: str, size: float, weight: int = 400) -> float:
    """Units that a plain text takes on one line."""
    return _wide(text, weight) * size


def fit(text: str, room: float, size: float, weight: int = 400) -> str:
    """A plain text on one line of `room` units, cut with "…" where it is longer; empty where not even that fits."""
    if width(text, size, weight) <= room:
        return text
    low, high = 0, len(text)  # `low` characters and the dots fit, `high` do not
    while high - low > 1:
        middle = (low + high) // 2
        if width(text[:middle] + MORE, size, weight) <= room:
            low = middle
        else:
            high = middle
    while low and unicodedata.combining(text[low : low + 1] or " "):
        low -= 1
    kept = text[:low].rstrip(" ·,;–-")
    return kept + MORE if kept or width(MORE, size, weight) <= room else ""


def wrap(text: str, room: float, size: float, weight: int = 400, most: int = 2) -> list[str]:
    """A plain text on at most `most` lines, broken at spaces and after hyphens and slashes, the last one cut to fit."""
    lines: list[str] = []
    line = ""
    for word in text.replace("-", "-\0").replace("/", "/\0").replace(" ", " \0").split("\0"):
        if line and width((line + word).rstrip(), size, weight) > room:
            lines.append(line.rstrip())
            line = ""
        line += word
    lines.append(line.rstrip())
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [fit(each, room, size, weight) for each in lines]
