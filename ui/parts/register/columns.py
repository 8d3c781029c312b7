"""The columns of a register: those of the declaration, and some that are worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from program.program import Program
from program.records import Record
from ui.parts.record_table import Column, columns_of


def columns(
    cls: type[Record],
    usual: str,
    widths: Mapping[str, int],
    *more: Column,
    also: str = "",
    labels: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Column, ...]:
    """The columns of a kind: those named in `usual`, `more`, and those in `also` are shown at first, in this order."""
    first, names = len(usual.split()), (*usual.split(), *also.split())
    made = [
        replace(each, width=widths.get(each.key, each.width), label=labels.get(each.key, each.label))
        for each in columns_of(cls, usual=names)
    ]
    return (*made[:first], *more, *made[first:])


def number(key: str, label: str, count: Callable[[Program, Any], int], *, width: int = 84, help: str = "") -> Column:
    """A column of numbers that are worked out, not kept."""

    def words(program: Program, item: Any) -> str:
        return f"{number:,}" if (number := count(program, item)) else "–"

    return Column(key, label, words, count, right=True, width=width, role="quiet", help=help)
