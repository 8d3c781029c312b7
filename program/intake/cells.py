"""What the text of a cell means for a field: statuses, yes and no, numbers, lists of roles and skills."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import lru_cache

from program.intake.dates import Unclear, read_date
from program.intake.table import Cell
from program.intake.vocabulary import BLANKS, CHOICES, EMPTY, GONE, NO, THERE, YES
from program.intake.words import plain
from program.numbers import read_decimal
from program.records import Field, Kind, Lifecycle, Role, Words


class Employment(Enum):
    """What a roster's status says of somebody, where it says nothing of the program."""

    THERE = "there"
    GONE = "gone"


def is_blank(text: str, *, free: bool = False) -> bool:
    """Whether a cell says that there is nothing to say; `free` is for text that might be the word itself."""
    return text.casefold() in (EMPTY if free else BLANKS)


def words(cell: Cell) -> str:
    """A cell as text: dates as 2027-03-01, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)


@lru_cache(maxsize=4096)
def read_choice(choices: type[Words], text: str) -> Words | None:
    """The choice a text means, by label, value or another word for it; None when it means none."""
    from rapidfuzz import fuzz, process

    others = CHOICES.get(choices.__name__, {})
    if (exact := others.get(text.strip().casefold())) is not None:
        return choices(exact)
    asked = plain(text)
    names = (
        {plain(str(choice.value)): choice for choice in choices}
        | {plain(choice.label): choice for choice in choices}
        | {name: choices(value) for name, value in others.items()}
    )
    for candidate in (asked, asked.removesuffix("s")):
        if candidate in names:
            return names[candidate]
    near = process.extractOne(asked, names.keys(), scorer=fuzz.ratio, score_cutoff=88)
    return names[near[0]] if near else None


@lru_cache(maxsize=4096)
def read_status(text: str) -> Lifecycle | Employment | None:
    """A status in the program, or what a roster's own status says about employment; None when neither."""
    asked = set(plain(text).split())
    if choice := read_choice(Lifecycle, text):
        assert isinstance(choice, Lifecycle)
        return choice
    if not GONE.isdisjoint(asked):
        return Employment.GONE
    return Employment.THERE if not THERE.isdisjoint(asked) else None


@lru_cache(maxsize=4096)
def read_yes_no(text: str) -> bool | None:
    """Yes or no; a contract is a yes to being external."""
    asked = plain(text).split()
    if asked and asked[0] in YES:
        return True
    return False if asked and asked[0] in NO else None


def read_integer(cell: Cell, decimal: str) -> int | None:
    """A whole number; None for anything else."""
    if isinstance(cell, str):
        other = "." if decimal == "," else ","
        text = "".join(cell.split()).replace(other, "").replace(decimal, ".")
        if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text):
            return None
        cell = float(text)
    if isinstance(cell, date) or float(cell) != int(cell):
        return None
    return int(cell)


def read_number(cell: Cell, decimal: str) -> float | None:
    """A number with decimals; None for anything else."""
    if isinstance(cell, str):
        return read_decimal(cell, decimal)
    return None if isinstance(cell, date) else float(cell)


def read_roles(text: str) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """The roles in a list, and the parts that are none."""
    found: dict[Role, None] = {}
    unknown = []
    for part in re.split(r"[;,/|\n+&]| and ", text):
        if part := part.strip():
            role = read_choice(Role, part)
            if isinstance(role, Role):
                found[role] = None
            else:
                unknown.append(part)
    return tuple(sorted(found, key=tuple(Role).index)), tuple(unknown)


_WEIGHT = re.compile(r"(.*\S)\s*(?:[:=]\s*([0-9]+)|\(\s*([0-9]+)\s*\))", re.DOTALL)
_PART = re.compile(r"((?:\\[\\;,]|[^;,\n])+)|([;,\n])")


def read_strengths(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Skills with weights out of "Finance: 3; Strategy", and the parts whose weight is not 1 to 5.

    Semicolons part the skills, or commas where there is no semicolon; after a backslash either is part of a name.
    """
    pieces = _PART.findall(text)
    cut = {";", "\n"} if any(sign in (";", "\n") for _, sign in pieces) else {","}
    names = [""]
    for piece, sign in pieces:
        if sign in cut:
            names.append("")
        else:
            names[-1] += piece or sign
    found: dict[str, tuple[str, int]] = {}
    wrong = []
    for name in names:
        name = name.strip()
        weighed = _WEIGHT.fullmatch(name)
        weight = int(weighed[2] or weighed[3]) if weighed else 3
        skill = re.sub(r"\\([\\;,])", r"\1", (weighed[1] if weighed else name).strip())
        if not 1 <= weight <= 5:
            wrong.append(skill)
        elif skill:
            found.setdefault(skill.casefold(), (skill, weight))
    return tuple(found.values()), tuple(wrong)


def write_strengths(strengths: tuple[tuple[str, int], ...]) -> str:
    """The text `read_strengths` reads back."""
    return "; ".join(re.sub(r"([\\;,])", r"\\\1", skill) + f": {weight}" for skill, weight in strengths)


def could_be(key: str, kind: Kind, spec: Field | None, text: str) -> bool:
    """Whether a text might be what a field of this kind holds; texts might always be."""
    if is_blank(text):
        return True
    if key == "status":
        return read_status(text) is not None
    if kind is Kind.EMAIL:
        return "@" in text
    if kind is Kind.DATE:
        return read_date(text, None, date(2100, 1, 1)) is not Unclear.IMPOSSIBLE
    if kind is Kind.YES_NO:
        return read_yes_no(text) is not None
    if kind is Kind.INTEGER:
        return read_integer(text, ".") is not None
    if kind is Kind.NUMBER:
        return read_number(text, ".") is not None or read_number(text, ",") is not None
    if kind is Kind.CHOICES:
        return bool(read_roles(text)[0])
    if kind is Kind.CHOICE and spec is not None and spec.choices is not None:
        return read_choice(spec.choices, text) is not None
    return True
