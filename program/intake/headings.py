"""Which heading of a file means which field of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from program.intake.cells import could_be, words
from program.intake.table import Table
from program.intake.vocabulary import FILLERS, HEADINGS, PRIVATE
from program.intake.words import plain
from program.records import Field, Kind, Person, fields_of

ID, FIRST, LAST, LEFT_ON, MANAGER, CUSTOM = "id", "first", "last", "left on", "manager", "custom"

#: Prefix of export headings that stand for one of a person's further fields.
FURTHER = "Further: "

#: Heading of the column by which Rotunda knows its own records again.
ROTUNDA_ID = "Rotunda ID"


class Target(msgspec.Struct, frozen=True):
    """Something a column can be: a field of a person, or a part or relative of one."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    field: Field | None = None
    also: tuple[str, ...] = ()  # further headings that mean it

    def names(self) -> tuple[str, ...]:
        """The headings that mean it, the most telling first."""
        declared = self.field.synonyms if self.field is not None else ()
        return (self.label, *declared, *self.also)


_PARTS = (
    Target(ID, ROTUNDA_ID),
    Target(FIRST, "First name", also=HEADINGS[FIRST]),
    Target(LAST, "Last name", also=HEADINGS[LAST]),
    Target(LEFT_ON, "Leaving date", Kind.DATE, also=HEADINGS[LEFT_ON]),
    Target(CUSTOM, "Further field"),
)


class Column(msgspec.Struct, frozen=True):
    """One column of the file and what it is taken for. `target` is empty when it is not imported."""

    heading: str
    target: str
    why: str  # "same name", "similar name", "by its content", "as last time", "chosen", "private" or ""
    samples: tuple[str, ...] = ()


def targets() -> tuple[Target, ...]:
    """Everything a column of a table of people can be taken for, fields first as a form shows them."""
    found = [
        Target(spec.name, spec.label, spec.kind, spec, HEADINGS.get(spec.name, ()))
        for spec in fields_of(Person)
        if spec.kind is not Kind.CUSTOM
    ]
    return (*found, *_PARTS)


def match(
    table: Table, remembered: Iterable[tuple[str, str]] = (), among: Sequence[Target] = ()
) -> tuple[Column, ...]:
    """Takes every heading for the field it most likely means; each field at most once.

    The fields are those of people, or the targets in `among`.

    What was chosen for the same heading last time (`remembered`, pairs of heading and target key) comes first, then
    the same name, a similar name, and content that speaks for itself. Private matters are left out.
    """
    known = {each.key: each for each in among or targets()}
    before = {plain(heading): key for heading, key in remembered if key in known or key == ""}
    samples = [_samples(table, at) for at in range(len(table.headings))]
    chosen: dict[int, tuple[str, str]] = {}
    taken: set[str] = set()

    def choose(at: int, key: str, why: str) -> None:
        if at not in chosen and (key == CUSTOM or key not in taken):
            chosen[at] = (key, why)
            if key:
                taken.add(key)

    for at, heading in enumerate(table.headings):
        if plain(heading) in before:
            choose(at, before[plain(heading)], "as last time")
        elif among:
            continue  # ratings and the like are private among people; here they are what is asked for
        elif heading.startswith(FURTHER):
            choose(at, CUSTOM, "same name")
        elif _private(heading):
            chosen[at] = ("", "private")
    ranked = sorted(
        (score, -at, key)
        for at, heading in enumerate(table.headings)
        if at not in chosen
        for key, score in _scores(heading, known.values())
    )
    for score, at, key in reversed(ranked):
        if _plausible(known[key], samples[-at]):
            choose(-at, key, "same name" if score >= 199 else "similar name")
    for at in range(len(table.headings)):
        if not among and samples[at] and sum("@" in text for text in samples[at]) > 0.8 * len(samples[at]):
            choose(at, "email", "by its content")
    if {FIRST, LAST} <= taken and "name" in taken:
        # A whole name beside its parts says nothing more, and may be a user name.
        chosen = {at: pair for at, pair in chosen.items() if pair[0] != "name" or pair[1] == "as last time"}
    return tuple(
        Column(heading, *chosen.get(at, ("", "")), tuple(samples[at][:3])) for at, heading in enumerate(table.headings)
    )


def _samples(table: Table, at: int) -> list[str]:
    """The first different texts in a column."""
    seen: dict[str, None] = {}
    for row in table.rows[:400]:
        if (cell := row.cells[at]) != "":
            seen[words(cell)] = None
        if len(seen) == 40:
            break
    return list(seen)


def _private(heading: str) -> bool:
    return not PRIVATE.isdisjoint(plain(heading).split())


def _scores(heading: str, among: Iterable[Target]) -> Iterable[tuple[str, float]]:
    """How well a heading fits each target: 200 and more for the same name, 100 and more for a similar one."""
    from rapidfuzz import fuzz

    asked = plain(heading)
    asked_words = frozenset(asked.split())
    for target in among:
        best = 0.0
        for place, name in enumerate(target.names()):
            name = plain(name)
            if asked == name or asked.replace(" ", "") == name.replace(" ", ""):
                score = 200.0
            else:
                parts = frozenset(name.split())
                alike = max(fuzz.ratio(asked, name), fuzz.token_sort_ratio(asked, name))
                if parts <= asked_words and asked_words - parts <= FILLERS:
                    alike = max(alike, 90.0)
                score = 100.0 + alike - 86.0 if alike >= 86.0 else 0.0
            best = max(best, score - place / 100.0)
        if best >= 99.0:
            yield target.key, best


def _plausible(target: Target, samples: Sequence[str]) -> bool:
    """Whether most of the column's texts can be what the target holds."""
    if not samples:
        return True
    fitting = sum(could_be(target.key, target.kind, target.field, text) for text in samples)
    return 2 * fitting >= len(samples)
