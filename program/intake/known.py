"""By what a record of a kind is known again, so that the same file brought in twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

from program.intake.words import plain
from program.records import Answers, Kind, Record, RecordKind, as_values
from program.surveys import ITEMS

#: Fields that tell one record from another wherever a kind has them.
_TELLING = frozenset(
    {"on", "start", "proposed", "by", "kind", "survey", "role", "figure", "group", "purpose", "version", "round", "of"}
)
#: Pointers that may change while the record stays the same.
_ASIDE = frozenset({"owner", "incumbent", "level"})


def telling(kind: RecordKind) -> tuple[str, ...]:
    """The fields by which a record is known again: its name, or whom and what it is about, its title and its day."""
    names = {spec.name for spec in kind.fields}
    if "name" in names:
        return tuple(name for name in ("name", "cohort", "version") if name in names)
    return tuple(
        spec.name
        for spec in kind.fields
        if (spec.kind in (Kind.REF, Kind.REFS) and spec.name not in _ASIDE)
        or (spec.kind is Kind.TEXT and spec.required)
        or spec.name in _TELLING
    )


class Known:
    """The records of the book by what tells them apart, as far as the file says it; each is met once.

    Where the file has no column for a choice, it means the usual one; where it has none for whom, what or when, that is
    passed over.
    """

    def __init__(self, kind: RecordKind, items: Iterable[Record], given: Set[str]) -> None:
        self._kind = kind
        specs = [kind.field(name) for name in telling(kind)]
        self._names = tuple(spec.name for spec in specs if spec.name in given or spec.kind is Kind.CHOICE)
        self._items = tuple(name for name in ITEMS if name in given)
        self._usual = {spec.name: spec.default for spec in kind.fields}
        self._waiting: dict[tuple[Any, ...], list[Record]] = {}
        self._rows: dict[tuple[Any, ...], int] = {}
        self._by_id: dict[str, Record] = {}
        for item in items:
            self._by_id[item.id] = item
            self._waiting.setdefault(self._key(as_values(item)), []).append(item)

    def by_id(self, id_: str) -> Record | None:
        """The record with this id."""
        return self._by_id.get(id_)

    def meet(self, values: Mapping[str, Any], row: int) -> tuple[Record | None, int]:
        """The record of the book that a row speaks of, and the earlier row that spoke of it already (0: none did)."""
        key = self._key(values)
        if not self._alone(values) and key in self._rows:
            return None, self._rows[key]
        self._rows.setdefault(key, row)
        waiting = self._waiting.get(key)
        return (waiting.pop(0) if waiting else None), 0

    def _key(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        names = (*self._names, *self._items) if self._alone(values) else self._names
        return tuple(_comparable(values.get(name, self._usual[name])) for name in names)

    def _alone(self, values: Mapping[str, Any]) -> bool:
        """Whether nobody stands behind it, so that two alike may still be two: an anonymous questionnaire."""
        return self._kind.cls is Answers and not values.get("person")


def _comparable(value: Any) -> Any:
    if value in (None, "", ()):
        return None
    if isinstance(value, tuple):
        return frozenset(value)
    return plain(value) if isinstance(value, str) else value
