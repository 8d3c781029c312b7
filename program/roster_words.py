"""The words by which the people of a program are known, found again in any text: names, aliases, addresses, numbers.

One matcher is compiled over everybody and kept until a person changes. It compares letters without case, accents and
width (NFC, then NFKC of each case-folded letter), takes any run of blanks, points, commas and dashes for one blank, and
finds words at their boundaries, in scripts that set no blanks between words anywhere.

A full name is known in the orders people write it ("Ana Ruiz", "Ruiz, Ana", "A. Ruiz", the short name with the family
name). A first name or a family name alone is not: it is too often another word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from program.program import Program
from program.records import Person


class What(StrEnum):
    """What sort of word gives somebody away."""

    NAME = "name"
    ALIAS = "alias"
    ADDRESS = "address"
    NUMBER = "number"


Key = tuple[str, What]  # a person's id, and by what


class Found(NamedTuple):
    """A stretch of a text, and whom it may mean."""

    start: int
    end: int
    keys: frozenset[Key]


class _Pattern(NamedTuple):
    key: Key
    capital: bool  # only where the text writes it with a capital, as a name


_END = ""
_BLANKS = re.compile(r"[\s.,_\-\u2010-\u2015/\u3000\u30fb\u00b7]")
_YEAR = re.compile(r"(19|20|21)\d\d")
_RANGES = (
    (0x0E00, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x3040, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip


class Matcher:
    """Finds the words of these people in texts."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._root: dict[str, Any] = {}
        self._seen: dict[str, tuple[Found, ...]] = {}
        for person in people:
            for what, words, capital in _patterns(person):
                self._add(words, _Pattern((person.id, what), capital))

    def find(self, text: str) -> tuple[Found, ...]:
        """Where people are named in a text, the longest words first taken, from left to right."""
        found = self._seen.get(text)
        if found is None:
            found = tuple(self._search(text))
            if len(self._seen) < 100_000:
                self._seen[text] = found
        return found

    def whole(self, text: str) -> frozenset[Key]:
        """Whom a text names that is nothing but their words; empty for any other text."""
        found = self.find(text)
        return found[0].keys if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else frozenset()

    def _add(self, words: str, pattern: _Pattern) -> None:
        node = self._root
        for letter in _folded(words)[0].strip():
            node = node.setdefault(letter, {})
        if node is not self._root:
            node.setdefault(_END, []).append(pattern)

    def _search(self, text: str) -> Iterator[Found]:
        folded, places = _folded(text)
        at, size = 0, len(folded)
        while at < size:
            best: Found | None = None
            node = self._root.get(folded[at])
            if node is not None and _parts(folded, at):
                here = at + 1
                while node is not None:
                    if _END in node and _parts(folded, here):
                        capital = not text[places[at]].islower()
                        keys = frozenset(each.key for each in node[_END] if capital or not each.capital)
                        if keys:
                            best = Found(places[at], _through(text, places[here - 1] + 1), keys)
                            upto = here
                    node = node.get(folded[here]) if here < size else None
                    here += 1
            if best is None:
                at += 1
            else:
                yield best
                at = upto


def matcher(program: Program) -> Matcher:
    """The matcher over everybody in a program, made once for a present."""
    return program.index("roster words", (Person,), lambda: Matcher(program.of(Person).values()))


def _patterns(person: Person) -> Iterator[tuple[What, str, bool]]:
    parts = person.name.replace(",", " ").split()
    if len(parts) > 1:
        first, last = parts[0], parts[-1]
        forms = {person.name, f"{last} {first}", f"{last} {' '.join(parts[:-1])}"}
        forms |= {f"{first} {part}" for part in parts[1:] if not part[0].islower()}  # either of two family names
        if person.called:
            forms |= {f"{person.called} {last}"}
        yield from ((What.NAME, form, False) for form in forms)
        yield What.NAME, f"{first[0]} {last}", True
    elif len(person.name.strip()) > 1:
        yield What.NAME, person.name, True
    if len(person.alias.strip()) > 1:
        yield What.ALIAS, person.alias, True
    if "@" in person.email:
        yield What.ADDRESS, person.email, False
    number = person.number.strip()
    if len(number) > 3 and any(letter.isdigit() for letter in number) and not _YEAR.fullmatch(number):
        yield What.NUMBER, number, False


def _folded(text: str) -> tuple[str, list[int]]:
    """The letters that are compared, and where in `text` each comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for each in _fold(letter):
            if each == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(each)
            places.append(place)
    return "".join(letters), places


@cache
def _fold(letter: str) -> str:
    if _BLANKS.match(letter):
        return " "
    if letter in "\u2018\u2019\u02bc":
        return "'"
    if unicodedata.category(letter) == "Cf":  # marks of direction and joiners, which nobody sees
        return ""
    split = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", letter.casefold()).casefold())
    return "".join(each for each in split if not _accent(each))


def _accent(letter: str) -> bool:
    """Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; not what makes another letter elsewhere."""
    kind = unicodedata.combining(letter)
    return 10 <= kind <= 36 or kind >= 200


def _parts(folded: str, at: int) -> bool:
    """Whether a word may begin or end between the letters before and after `at`."""
    if at <= 0 or at >= len(folded):
        return True
    before, after = folded[at - 1], folded[at]
    return not (before.isalnum() and after.isalnum()) or _unspaced(before) or _unspaced(after)


@cache
def _unspaced(letter: str) -> bool:
    """Whether words of this script follow each other without blanks, or take endings without any."""
    return any(low <= ord(letter) <= high for low, high in _RANGES)


def _through(text: str, end: int) -> int:
    """The end of a stretch with the accents that belong to its last letter."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
