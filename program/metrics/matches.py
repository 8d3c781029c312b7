"""How good pairings turned out, and whether the rules said so beforehand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from program.metrics.against import baseline
from program.metrics.figure import Card, Figure, Interval, Level, Part, Scope, Unit
from program.metrics.made import mean_part
from program.metrics.registry import metric
from program.metrics.scope import placements
from program.plan import Plan
from program.program import Program
from program.records import Chemistry, Cycle, Measure, Placement, Quality, Rater
from program.rules import score

#: Rated placements below which nothing is said of prediction, and below which it is little.
FEW, ENOUGH = 5, 20

_Z = 1.959963984540054


@metric(
    Card(
        measure=Measure.MATCH_QUALITY,
        level=Level.REACTION,
        unit=Unit.OF_FIVE,
        definition="How good pairings were, from 1 (of no use) to 5 (could not be better), on average over mentees.",
        numerator="Ratings of the placements of each mentee, averaged within the mentee",
        denominator="Mentees with at least one rated placement",
        window="Placements in cycles that began within the period; ratings up to the day",
        purpose="To improve matching; never to judge a mentor.",
        bias="Kind ratings are easier to give than honest ones; bad pairings are rated less often.",
        blind="Pairings nobody rated; what was learnt.",
        source="Mean of 1 to 5 match ratings; interval by Student’s t over mentees",
    )
)
def match_quality(program: Program, scope: Scope) -> Figure:
    """Mean over mentees of the mean rating (1 to 5) of their placements. Parts: who said it.

    A rating without a date counts once its cycle is over.
    """
    given = ratings(program, scope)
    whole = _over_people(program, "", given)
    parts = [_over_people(program, by.label, [each for each in given if each.by is by]) for by in Rater]
    unrated = len(placements(program, scope)) - len({each.placement for each in given})
    note = f"{len(given):,} ratings; placements nobody rated: {unrated:,}."
    return Figure(
        measure=Measure.MATCH_QUALITY,
        scope=scope,
        value=whole.value,
        n=whole.n,
        interval=whole.interval,
        parts=tuple(part for part in parts if part.n),
        by="rater",
        comparison=baseline(program, Measure.MATCH_QUALITY, scope.until),
        notes=(note,) if given else (),
        kind="quality",
        counted=tuple(each.id for each in given),
        of="person",
        among=tuple(_by_person(program, given)),
    )


def ratings(program: Program, scope: Scope) -> tuple[Quality, ...]:
    """The ratings of the scope's placements, by id: dated up to its end, or undated of a cycle that is over."""
    rows = {placement.id: placement for placement in placements(program, scope)}

    def counts(each: Quality) -> bool:
        if each.placement not in rows:
            return False
        cycle = program.get(Cycle, rows[each.placement].cycle)
        day = each.on or (cycle.end if cycle is not None else None)
        return day is not None and day <= scope.until

    return tuple(sorted(filter(counts, program.of(Quality).values()), key=lambda each: each.id))


def _by_person(program: Program, given: Iterable[Quality]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for each in given:
        found.setdefault(program.of(Placement)[each.placement].person, []).append(each.rating)
    return dict(sorted(found.items()))


def _over_people(program: Program, label: str, given: Iterable[Quality]) -> Part:
    heard = _by_person(program, given)
    return mean_part(label, [sum(each) / len(each) for each in heard.values()], Unit.OF_FIVE)


@metric(
    Card(
        measure=Measure.MATCH_PREDICTION,
        level=Level.REACTION,
        unit=Unit.RATIO,
        definition="How far the points the rules give a placement and its ratings put placements in the same order: 1 "
        "the same, 0 no connection, -1 the reverse (rank correlation).",
        numerator="Covariance of the ranks of points and of mean ratings",
        denominator="Product of the spreads of both ranks",
        window="Cycles that began within the period; ratings up to the day; rules and weights as set now",
        purpose="To know whether matching by points is worth following; never to overrule what people say.",
        bias="Only pairings that were made are seen, mostly with many points, which hides part of the connection.",
        blind="Pairings nobody rated; what the rules do not look at.",
        source="Spearman 1904; interval after Bonett and Wright 2000 (Psychometrika 65: 23–28)",
    )
)
def match_prediction(program: Program, scope: Scope) -> Figure:
    """Spearman's rank correlation of the rules' points of a placement and the mean of its ratings; n: placements.

    Points are those the rules would give in the plan of the cycles begun by then, with first meetings up to then. None
    for fewer than 5 rated placements, or where all points or all ratings are the same.
    """
    given: dict[str, list[int]] = {}
    for each in ratings(program, scope):
        given.setdefault(each.placement, []).append(each.rating)
    past, plan = _as_of(program, scope)
    rows = [program.of(Placement)[id_] for id_ in sorted(given)]
    points = [score(past, plan, row) for row in rows]
    means = [sum(given[row.id]) / len(given[row.id]) for row in rows]
    n = len(rows)
    tells = n >= FEW and len(set(points)) > 1 and len(set(means)) > 1
    value = spearman(points, means) if tells else None
    notes = []
    if n and not tells:
        notes.append("Too few ratings, or all the same: nothing can be told.")
    elif tells and n < ENOUGH:
        notes.append(f"Fewer than {ENOUGH} rated placements: the interval is wide.")
    return Figure(
        measure=Measure.MATCH_PREDICTION,
        scope=scope,
        value=value,
        n=n,
        interval=None if value is None else spearman_interval(value, n),
        comparison=baseline(program, Measure.MATCH_PREDICTION, scope.until),
        notes=tuple(notes),
        kind="quality",
        counted=tuple(each.id for each in ratings(program, scope)),
        of="placement",
        among=tuple(row.id for row in rows),
        heads=len({row.person for row in rows}),
    )


def spearman(one: list[float], other: list[float]) -> float:
    """Spearman's rank correlation, ties at their mean rank, by `scipy.stats.spearmanr`."""
    from scipy.stats import spearmanr

    return float(spearmanr(one, other).statistic)


def spearman_interval(value: float, n: int) -> Interval:
    """The 95 % interval of a rank correlation of n >= 4: Fisher's z with variance (1 + r²/2) / (n - 3).

    Bonett and Wright 2000, "Sample size requirements for estimating Pearson, Kendall and Spearman correlations".
    """
    method = "Bonett–Wright, 95 %"
    if abs(value) >= 1:
        return Interval(value, value, method)
    z, reach = math.atanh(value), _Z * math.sqrt((1 + value**2 / 2) / (n - 3))
    return Interval(math.tanh(z - reach), math.tanh(z + reach), method)


def _as_of(program: Program, scope: Scope) -> tuple[Program, Plan]:
    """What could be known at the end of the scope: no later placements, no later first meetings."""
    begun = {cycle.id for cycle in program.cycles if cycle.start <= scope.until}
    late = {each.id for each in program.of(Chemistry).values() if each.on is not None and each.on > scope.until}
    kept = program
    if late:
        kept = Program.of_records(r for r in program.everything() if not (isinstance(r, Chemistry) and r.id in late))
    return kept, Plan.over(each for each in program.of(Placement).values() if each.cycle in begun)
