"""Everything shipped beside the code — fonts, palettes, icons, words, the sample — and its one reader.

Nothing else in Rotunda opens these files. Works the same from a checkout, an installed wheel and a frozen
application, because in all three the files lie beside this module.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parent

PALETTES = ("light", "dark")
HOST_COLOURS = 10


def path(name: str) -> Path:
    """Where the resource `name` (slashes between folders) lies. Raises FileNotFoundError when there is none."""
    found = _ROOT.joinpath(*name.split("/"))
    if not found.exists():
        raise FileNotFoundError(f"no resource {name}")
    return found


def read_bytes(name: str) -> bytes:
    """The bytes of the resource `name`. Raises FileNotFoundError."""
    return path(name).read_bytes()


def read_text(name: str) -> str:
    """The UTF-8 text of the resource `name`, newlines as \\n. Raises FileNotFoundError."""
    return path(name).read_text(encoding="utf-8")


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Stems of the files in `folder` that end in `suffix`, sorted: names("icons", ".svg") -> ("add", ...)."""
    return tuple(sorted(file.name.removesuffix(suffix) for file in path(folder).glob(f"*{suffix}")))


class Font(NamedTuple):
    """One shipped TrueType file: its family, weight (400 regular … 700 bold)."""

    file: str
    family: str
    weight: int

    @property
    def name(self) -> str:
        """The file's stem, unique among the fonts and fit as a PDF font name: "RotundaSans-Bold"."""
        return self.file.removesuffix(".ttf")

    @property
    def path(self) -> Path:
        return path(f"fonts/{self.file}")

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The characters it can draw, as code points first to last, in ascending order."""
        return _coverage()[self.file]

    def covers(self, character: str) -> bool:
        """Whether the file has a glyph for this one character."""
        code, ranges = ord(character), self.ranges
        at = bisect_right(ranges, (code, 0x110000)) - 1
        return at >= 0 and ranges[at][0] <= code <= ranges[at][1]


@cache
def fonts() -> tuple[Font, ...]:
    """Every shipped font, in the order in which they are asked for a character: ours first, last resort last."""
    listed = tomllib.loads(read_text("fonts/fonts.toml"))["font"]
    return tuple(Font(one["file"], one["family"], one["weight"]) for one in listed)


@cache
def font_for(character: str, weight: int = 400) -> Font:
    """The font to draw `character` with: the first family that has it, in the weight nearest to the wanted one.

    A character that no shipped font has gets the last-resort font; its `covers` then says False.
    """
    having = [font for font in fonts() if font.covers(character)] or [fonts()[-1]]
    family = [font for font in having if font.family == having[0].family]
    return min(family, key=lambda font: abs(font.weight - weight))


@cache
def palette(name: str) -> Mapping[str, str]:
    """Colours by role as "#RRGGBB" for "light" or "dark". Window, charts and paper all take them from here.

    Raises FileNotFoundError for another name.
    """
    return MappingProxyType(tomllib.loads(read_text(f"themes/{name}.toml"))["colour"])


def host_role(index: int) -> str:
    """The colour role of the index-th host (0-based); after the tenth host the colours come round again."""
    return f"host_{index % HOST_COLOURS + 1}"


@cache
def _coverage() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """The characters each file really has: a long table, which the start of the window does without."""
    return {file: _ranges(covers) for file, covers in tomllib.loads(read_text("fonts/coverage.toml")).items()}


def _ranges(covers: str) -> tuple[tuple[int, int], ...]:
    pairs = (part.partition("-") for part in covers.split())
    return tuple((int(first, 16), int(last or first, 16)) for first, _, last in pairs)
