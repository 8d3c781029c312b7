"""From words to records and values: finding what people call by name, reading what they write for a field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar, cast

from program.numbers import read_decimal
from program.program import Program
from program.records import KINDS, Field, Kind, Person, Record, Strength, kind_of, title_of
from program.trouble import Trouble

R = TypeVar("R", bound=Record)


def find(program: Program, cls: type[R], words: str) -> R:
    """The one record called `words`: by id, name, and for people also by e-mail address or employee number.

    Raises Trouble when there is none or more than one. The message does not repeat the words.
    """
    exact = program.get(cls, words)
    if exact is not None:
        return exact
    wanted = " ".join(words.split()).casefold()
    found = program.index(f"called:{cls.__name__}", (cls,), lambda: _by_name(program.of(cls).values())).get(wanted, ())
    if len(found) == 1:
        return cast("R", found[0])
    what = kind_of(cls).one.lower()
    if found:
        raise Trouble(
            f"{len(found)} of that name are in the book.", "Nothing was changed.", f"Say which {what} by its number."
        )
    close = len(_close(wanted, program.of(cls).values()))
    hint = f"{close} sound alike: look them up with “rotunda list”." if close else "Look it up with “rotunda list”."
    raise Trouble(f"There is no {what} of that name in the book.", "Nothing was changed.", hint)


def _by_name(items: Iterable[Record]) -> dict[str, tuple[Record, ...]]:
    table: dict[str, dict[str, Record]] = {}
    for item in items:
        for name in _called(item):
            table.setdefault(name, {})[item.id] = item
    return {name: tuple(those.values()) for name, those in table.items()}


def _called(item: Record) -> tuple[str, ...]:
    names = [title_of(item)]
    if isinstance(item, Person):
        names += [item.email, item.number]
    return tuple(name.casefold() for name in names if name)


def _close(wanted: str, items: Iterable[Record]) -> list[str]:
    from rapidfuzz import process

    names = [title_of(item).casefold() for item in items]
    return [match[0] for match in process.extract(wanted, names, score_cutoff=85)]


def read_value(program: Program, spec: Field, text: str) -> Any:
    """A field's value out of words, as `Program.words` writes them. Raises Trouble, which does not repeat them."""
    many = [part.strip() for part in text.split(";") if part.strip()]
    try:
        if spec.kind is Kind.INTEGER:
            return int(text)
        if spec.kind is Kind.NUMBER:
            if (number := read_decimal(text)) is None:
                raise ValueError
            return number
        if spec.kind is Kind.YES_NO:
            return {"yes": True, "no": False}[text.casefold()]
        if spec.kind is Kind.DATE:
            return date.fromisoformat(text) if text else None
        if spec.kind is Kind.DATES:
            return tuple(map(date.fromisoformat, many))
        if spec.kind in (Kind.CHOICE, Kind.CHOICES):
            assert spec.choices is not None
            known = {label.casefold(): each for each in spec.choices for label in (each.value, each.label)}
            chosen = [known[part.casefold()] for part in many]
            return chosen[0] if spec.kind is Kind.CHOICE else tuple(chosen)
        if spec.kind is Kind.STRENGTHS:
            pairs = [part.rpartition(":") for part in many]
            skills = KINDS["skill"].cls
            return tuple(
                Strength(find(program, skills, skill or weight).id, int(weight) if skill else 3)
                for skill, _, weight in pairs
            )
    except (ValueError, KeyError, IndexError):
        raise Trouble(f"“{spec.label}” cannot be read.", "Nothing was changed.", _expected(spec)) from None
    if spec.kind is Kind.REF:
        return find(program, KINDS[spec.ref].cls, text).id if text else ""
    if spec.kind is Kind.REFS:
        return tuple(find(program, KINDS[spec.ref].cls, part).id for part in many)
    if spec.kind in (Kind.CUSTOM, Kind.SEALED):
        raise Trouble(f"“{spec.label}” is set in the window.", "Nothing was changed.")
    return text


def _expected(spec: Field) -> str:
    if spec.choices is not None:
        return f"It is one of: {', '.join(each.value for each in spec.choices)}."
    forms = {
        Kind.INTEGER: "a whole number",
        Kind.NUMBER: "12.5",
        Kind.YES_NO: "yes or no",
        Kind.STRENGTHS: "Skill:1..5; Skill:1..5",
    }
    return f"It looks like this: {forms.get(spec.kind, '2027-01-31')}."
