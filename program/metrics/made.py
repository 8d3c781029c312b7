"""How rates and means are made, each with its n, its interval and the records behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from program.metrics.figure import Comparison, Figure, Interval, Part, Scope, Unit
from program.metrics.intervals import student, wilson
from program.program import Program
from program.records import Cohort, Measure, Person

#: Where the scales of ratings end.
_ENDS = {Unit.OF_FIVE: (1.0, 5.0), Unit.OF_SEVEN: (1.0, 7.0)}


def rate(
    measure: Measure,
    scope: Scope,
    counted: Sequence[str],
    among: Sequence[str],
    kind: str,
    *,
    parts: Iterable[Part] = (),
    by: str = "",
    heads: int = 0,
    comparison: Comparison | None = None,
    notes: Iterable[str] = (),
) -> Figure:
    """How many percent of the records `among` are `counted`, with Wilson's interval; both are ids of one kind."""
    whole = rate_part("", len(counted), len(among))
    return Figure(
        measure=measure,
        scope=scope,
        value=whole.value,
        n=whole.n,
        part=whole.part,
        interval=whole.interval,
        parts=tuple(parts),
        by=by,
        comparison=comparison,
        notes=tuple(filter(None, notes)),
        kind=kind,
        counted=tuple(counted),
        of=kind,
        among=tuple(among),
        heads=heads,
    )


def rate_part(label: str, part: int, n: int, heads: int = 0) -> Part:
    """`part` of `n` in percent with Wilson's interval; no value of nothing."""
    return Part(label, 100 * part / n if n else None, n, part, wilson(part, n), heads)


def mean(
    measure: Measure,
    scope: Scope,
    unit: Unit,
    values: Mapping[str, float],
    kind: str,
    *,
    behind: Iterable[str] = (),
    of: str = "",
    parts: Iterable[Part] = (),
    by: str = "",
    heads: int = 0,
    notes: Iterable[str] = (),
) -> Figure:
    """The mean of values by the id of the record each is of, with Student's interval.

    Where a value is made of several records, `behind` are their ids and `kind` their kind, and `of` is the kind of
    record that `values` are by.
    """
    whole = mean_part("", tuple(values.values()), unit)
    flat = len(values) > 1 and whole.interval is None
    return Figure(
        measure=measure,
        scope=scope,
        value=whole.value,
        n=whole.n,
        interval=whole.interval,
        parts=tuple(parts),
        by=by,
        notes=tuple(filter(None, (*notes, "All values are the same, so there is no interval." if flat else ""))),
        kind=kind,
        counted=tuple(behind) if of else tuple(values),
        of=of or kind,
        among=tuple(values),
        heads=heads,
    )


def mean_part(label: str, values: Sequence[float], unit: Unit, heads: int = 0) -> Part:
    """The mean of values with Student's interval, cut off where the unit's scale ends; no value of nothing.

    Of one value, and of values that are all the same, there is no interval: their spread says nothing.
    """
    if not values:
        return Part(label, None, 0, heads=heads)
    interval = student(values) if len(set(values)) > 1 else None
    if interval is not None and unit in _ENDS:
        low, high = _ENDS[unit]
        interval = Interval(max(low, interval.low), min(high, interval.high), interval.method)
    return Part(label, sum(values) / len(values), len(values), interval=interval, heads=heads)


def median(values: Sequence[float]) -> float:
    """The middle value; between two, half-way. Raises ValueError of nothing."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def groups(program: Program, scope: Scope, people: Collection[Person]) -> tuple[str, tuple[tuple[str, list[str]], ...]]:
    """People's ids by cohort where they are of several and none is chosen, else by unit; and which of the two it is.

    Cohorts come by start, units by name; those without come last.
    """
    cohorts = {person.cohort for person in people}
    if not scope.cohort and len(cohorts) > 1:
        return "cohort", _named(_cohort_names(program), [(p.id, p.cohort) for p in people], "No cohort")
    units: dict[str, str] = {}
    for unit in sorted(" ".join(person.unit.split()) for person in people):
        units.setdefault(unit.casefold(), unit)
    keyed = [(person.id, " ".join(person.unit.split()).casefold()) for person in people]
    return "unit", _named({key: units[key] for key in sorted(units) if key}, keyed, "No unit")


def _cohort_names(program: Program) -> Mapping[str, str]:
    ordered = sorted(program.of(Cohort).values(), key=lambda c: (c.start or date.max, c.name.casefold(), c.id))
    return {cohort.id: cohort.name for cohort in ordered}


def _named(
    names: Mapping[str, str], keyed: Sequence[tuple[str, str]], without: str
) -> tuple[tuple[str, list[str]], ...]:
    found: dict[str, list[str]] = {key: [] for key in (*names, "")}
    for id_, key in keyed:
        found[key if key in names else ""].append(id_)
    return tuple((names.get(key, without), ids) for key, ids in found.items() if ids)
