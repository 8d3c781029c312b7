"""How mentoring is spread over mentors: concentrated on few, uneven, or all on one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from program.metrics.against import baseline
from program.metrics.figure import Better, Card, Figure, Level, Part, Scope, Unit
from program.metrics.made import rate
from program.metrics.registry import metric
from program.metrics.scope import cycles, placements
from program.program import Program
from program.records import ACTIVE, Measure, Person, Placement, Role

_WINDOW = "Cycles that began within the period"
_LOAD = "A mentor’s load is the number of placements they mentor; a mentee in two cycles counts twice"
_POPULATION = "Mentors with room for mentees, and whoever mentored anybody"


def carried(program: Program, scope: Scope, among: Iterable[Placement] | None = None) -> Mapping[str, int]:
    """Mentor id → placements they mentor, of all in the scope or of those given; only mentors still in the book."""
    found: dict[str, int] = {}
    for placement in placements(program, scope) if among is None else among:
        if program.get(Person, placement.mentor) is not None:
            found[placement.mentor] = found.get(placement.mentor, 0) + 1
    return dict(sorted(found.items()))


def loads(program: Program, scope: Scope) -> Mapping[str, int]:
    """Mentor id → load, for all who carried any and all active mentors with room who carried none (0)."""
    found = dict(carried(program, scope))
    for person in program.people(Role.MENTOR):
        here = person.start is None or person.start <= scope.until
        if person.status in ACTIVE and person.capacity and here:
            found.setdefault(person.id, 0)
    return dict(sorted(found.items()))


def busiest(load: Mapping[str, int]) -> str:
    """What share of the mentoring the busiest mentor carries, in a sentence."""
    return f"The busiest mentor carries {100 * max(load.values()) / sum(load.values()):.1f} % of the mentoring."


def hhi(values: Sequence[int]) -> float | None:
    """Herfindahl-Hirschman index: the sum of squared shares, from 1/n (even) to 1 (all on one); None of nothing.

    Herfindahl 1950, Hirschman 1964 (American Economic Review 54: 761-762).
    """
    total = sum(values)
    return sum((value / total) ** 2 for value in values) if total else None


def normalised(index: float, n: int) -> float | None:
    """The index stretched to run from 0 (even) to 1 (all on one): (HHI - 1/n) / (1 - 1/n); None of fewer than two."""
    return (index - 1 / n) / (1 - 1 / n) if n > 1 else None


def gini(values: Sequence[int]) -> float | None:
    """Gini's coefficient: mean difference of all pairs over twice the mean, sum |x_i - x_j| / (2 n² mean); from 0 (all
    the same) to (n - 1) / n. None of nothing. Gini 1912; worked out over the sorted values."""
    total, n = sum(values), len(values)
    if not total:
        return None
    return sum((2 * place - n + 1) * value for place, value in enumerate(sorted(values))) / (n * total)


@metric(
    Card(
        measure=Measure.EFFECTIVE_MENTORS,
        level=Level.ACTIVITY,
        unit=Unit.COUNT,
        definition="Over how many mentors the mentoring would be spread if each carried the same, with the same "
        "concentration as now.",
        numerator="1",
        denominator="Sum over mentors of their squared share of all mentoring (Herfindahl–Hirschman index)",
        window=_WINDOW,
        purpose="To see whether a few carry the program, so that more are won; never to praise or blame a mentor.",
        bias=f"{_LOAD}; a demanding mentee counts as much as an easy one.",
        blind="Coaches, hosts and sponsors; mentoring outside the program.",
        source="Herfindahl 1950; Hirschman 1964; the inverse as numbers equivalent (Adelman 1969)",
    )
)
def effective_mentors(program: Program, scope: Scope) -> Figure:
    """1 / HHI of the mentors' shares of placements, in mentors; n: mentors with room or load. Parts: cycle by cycle,
    n: those who mentored in it. Every placement counts, nothing is sampled: there is no interval."""
    load = loads(program, scope)
    index = hhi(tuple(load.values()))
    notes = []
    if index is not None:
        even = normalised(index, len(load))
        stretched = "" if even is None else f", normalised {even:.3f}"
        notes.append(f"Herfindahl–Hirschman index {index:.3f}{stretched}.")
        notes.append(busiest(load))
    return _spread(program, scope, Measure.EFFECTIVE_MENTORS, load, _effective, notes)


@metric(
    Card(
        measure=Measure.LOAD_INEQUALITY,
        level=Level.ACTIVITY,
        unit=Unit.RATIO,
        definition="How unevenly mentoring is spread: 0 where all carry the same, near 1 where one carries all.",
        numerator="Mean difference between the loads of two mentors (Gini’s)",
        denominator=f"Twice the mean load. {_POPULATION}",
        window=_WINDOW,
        purpose="To spread mentoring more fairly; never to praise or blame a mentor.",
        bias="Mentors promise different capacities, so that even loads are not what all of them wished for.",
        blind="How heavy a mentee is; coaches, hosts and sponsors.",
        source="Gini 1912: sum |xi − xj| / (2 n² mean)",
        better=Better.LOWER,
    )
)
def load_inequality(program: Program, scope: Scope) -> Figure:
    """Gini's coefficient of mentors' loads, 0 to 1; mentors with room and no mentee count with 0. Parts: cycle by
    cycle among those who mentored in it."""
    load = loads(program, scope)
    idle = sum(not each for each in load.values())
    notes = [f"Mentors with room who carried nobody: {idle:,} of {len(load):,}."] if load else []
    return _spread(program, scope, Measure.LOAD_INEQUALITY, load, gini, notes)


def _effective(values: Sequence[int]) -> float | None:
    index = hhi(values)
    return None if index is None else 1 / index


def _spread(
    program: Program,
    scope: Scope,
    measure: Measure,
    load: Mapping[str, int],
    work: Callable[[Sequence[int]], float | None],
    notes: Iterable[str],
) -> Figure:
    rows = [each for each in placements(program, scope) if each.mentor in load]
    parts = []
    for cycle in cycles(program, scope):
        within = carried(program, scope, (each for each in rows if each.cycle == cycle.id))
        if within:
            parts.append(Part(cycle.name, work(tuple(within.values())), len(within)))
    return Figure(
        measure=measure,
        scope=scope,
        value=work(tuple(load.values())),
        n=len(load) if rows else 0,
        parts=tuple(parts),
        by="cycle",
        comparison=baseline(program, measure, scope.until),
        notes=tuple(notes) if rows else (),
        kind="placement",
        counted=tuple(each.id for each in rows),
        of="person",
        among=tuple(load),
    )


@metric(
    Card(
        measure=Measure.SINGLE_POINT,
        level=Level.ACTIVITY,
        unit=Unit.PERCENT,
        definition="Share of mentees who had the same mentor every time, though they were mentored more than once.",
        numerator="Mentees all of whose mentored placements are with one mentor",
        denominator="Mentees mentored in at least two cycles",
        window=_WINDOW,
        purpose="To find who would be left alone if one mentor went; never to take a good mentor away.",
        bias="Programs that keep pairs together on purpose look dependent.",
        blind="Other people a mentee turns to; how much each meeting gave.",
        source="Share of single-source dependence; the definition is the program’s own",
        better=Better.LOWER,
        known=True,
    )
)
def single_point(program: Program, scope: Scope) -> Figure:
    """Mentees with one mentor only / mentees mentored in two cycles or more x 100, in percent of people."""
    mentors: dict[str, list[str]] = {}
    for placement in placements(program, scope):
        if program.get(Person, placement.mentor) is not None:
            mentors.setdefault(placement.person, []).append(placement.mentor)
    several = {person: set(found) for person, found in sorted(mentors.items()) if len(found) > 1}
    once = len(mentors) - len(several)
    load = carried(program, scope)
    notes = (
        [f"Left out, as they were mentored in one cycle only: {once:,} of {len(mentors):,} mentees."] if once else []
    )
    if load:
        notes.append(busiest(load))
    return rate(
        Measure.SINGLE_POINT,
        scope,
        [person for person, found in several.items() if len(found) == 1],
        list(several),
        "person",
        comparison=baseline(program, Measure.SINGLE_POINT, scope.until),
        notes=notes,
    )
