"""How competencies grew, and how long it took until people got there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil

from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.drawn.wording import counts, note
from program.metrics.figure import Scope
from program.metrics.growth import Growth, grown
from program.metrics.guarded import Shown
from program.metrics.pictures import Curve, Slope, Slopes, Stair
from program.metrics.times import METHOD, Survival
from program.metrics.waiting import promotion, readiness
from program.program import Program
from program.records import Measure, RaterGroup, Skill, Tier

#: How many skills a picture of growth shows: those rated for most people.
SKILLS = 8

#: Width of the steps shown to readers without names, in months: nobody's own day can be read off.
QUARTER = 3


def growth(program: Program, scope: Scope, naming: Naming = LEAD) -> Slopes | None:
    """Mean level before and now, skill by skill: over people, within each over the sides that rated them."""
    steps = grown(program, scope)
    found = []
    for skill in sorted({step.skill for step in steps}):
        name = program.title(Skill, skill)
        own = _slope(name, [step for step in steps if step.skill == skill])
        found += [own] if name and not naming.few(own.n) else []
    chosen = sorted(found, key=lambda each: (-each.n, each.label.casefold()))[:SKILLS]
    whole = naming.shown(program, Measure.GROWTH, scope)
    return _slopes("growth", "mean of all sides", chosen, naming, lambda slopes: _skills(slopes, whole))


def growth_by_rater(program: Program, scope: Scope, naming: Naming = LEAD) -> Slopes | None:
    """Mean level before and now as each side saw it, over all skills it rated twice."""
    steps = grown(program, scope)
    found = [_slope(group.label, [step for step in steps if step.by is group]) for group in RaterGroup]
    chosen = [each for each in found if each.n and not naming.few(each.n)]
    return _slopes("growth_by_rater", "each side against itself", chosen, naming, _sides)


def _slope(label: str, steps: Iterable[Growth]) -> Slope:
    before: dict[str, list[float]] = {}
    now: dict[str, list[float]] = {}
    for step in steps:
        before.setdefault(step.person, []).append(step.before)
        now.setdefault(step.person, []).append(step.now)
    return Slope(label, _mean(before), _mean(now), len(before))


def _mean(levels: Mapping[str, list[float]]) -> float:
    """Mean over people of the mean within each."""
    return sum(sum(each) / len(each) for each in levels.values()) / len(levels) if levels else 0.0


def _slopes(
    key: str, how: str, found: list[Slope], naming: Naming, finding: Callable[[list[Slope]], str]
) -> Slopes | None:
    if not found:
        return None
    found = sorted(found, key=lambda each: (each.before - each.now, each.label.casefold()))
    return Slopes(
        key=key,
        title=finding(found),
        note=note("Level of 5, before and now", how, counts((each.n for each in found), "people")),
        measure=Measure.GROWTH,
        tier=naming.tier(Tier.PAIR),
        slopes=tuple(found),
        low=1,
        high=5,
    )


def _skills(found: list[Slope], whole: Shown) -> str:
    """What all skills together did: which one did most is said too, but single skills are of few people."""
    change, band = whole.value, whole.interval
    if change is None or (band is None and change):
        return "What people could do before, and now"
    if band is None or band.low <= 0 <= band.high:
        return "Skills stand where they were"
    if change < 0:
        return f"Skills fell by {-change:.1f} levels"
    return f"Skills grew by {change:.1f} levels" + (f", {found[0].label} most of all" if len(found) > 1 else "")


def _sides(found: list[Slope]) -> str:
    grew = [each.label.lower() for each in found if round(each.now - each.before, 1) > 0]
    if not grew:
        return "No side sees growth"
    if len(found) == 1:
        return f"The {grew[0]} sees growth"
    every = "Every side sees growth" if len(grew) == len(found) else "Not every side sees growth"
    return f"{every}, the {grew[0]} most of all"


def time_to_readiness(program: Program, scope: Scope, naming: Naming = LEAD) -> Curve | None:
    """How the share of people ready now for a critical role rises with the months since they entered."""
    return _curve(program, scope, naming, Measure.TIME_TO_READINESS, readiness, "ready")


def time_to_promotion(program: Program, scope: Scope, naming: Naming = LEAD) -> Curve | None:
    """How the share of promoted people rises with the months since they entered."""
    return _curve(program, scope, naming, Measure.TIME_TO_PROMOTION, promotion, "promoted")


def _curve(
    program: Program,
    scope: Scope,
    naming: Naming,
    measure: Measure,
    work: Callable[[Program, Scope], Survival],
    there: str,
) -> Curve | None:
    found = work(program, scope)
    n = len(found.waits)
    stairs = found.stairs if naming.names else coarse(found, naming.least)
    if not stairs or naming.few(n):
        return None
    median = found.median if naming.names or (found.median is not None and stairs[-1].share >= 50) else None
    if not naming.names and median is not None:  # the end of its quarter, as the steps are
        median = next(stair.time for stair in stairs if stair.share >= 50)
    last = stairs[-1]
    if median is None:
        title = f"Not half are {there} yet: {last.share:.0f} % after {_months(last.time)}"
    elif naming.names:
        title = f"Half are {there} after {_months(median)}"
    else:
        title = f"Half are {there} within {_months(median)}"
    return Curve(
        key=measure.value,
        title=title,
        note=note(
            f"Kaplan–Meier from entry, n = {n} people",
            "not there yet or left: censored",
            METHOD.removeprefix("Kaplan–Meier, ").replace("log-log, ", "log-log interval, "),
            "" if naming.names else f"each step {naming.least} people or more",
        ),
        measure=measure,
        tier=naming.tier(Tier.RESTRICTED),
        stairs=stairs,
        median=median,
    )


def coarse(found: Survival, least: int) -> tuple[Stair, ...]:
    """The steps as somebody may see them who must not learn of fewer than `least` people.

    At the ends of quarters only, and only where at least `least` got there since the step shown before, as many wait
    still, and as many of all have not got there. It begins at nobody; fewer than two further steps are no curve.
    """
    n, done = len(found.waits), sorted(wait.months for wait in found.waits if wait.there)
    shown, told = [Stair(0.0, 0.0, 0.0, 0.0, n)], 0
    ends = sorted({QUARTER * ceil(stair.time / QUARTER) for stair in found.stairs})
    for end in ends:
        got = sum(months <= end for months in done)
        waiting = sum(wait.months >= end for wait in found.waits)
        if got - told >= least and waiting >= least and (n - got >= least or n == got):
            last = [stair for stair in found.stairs if stair.time <= end][-1]
            shown.append(Stair(float(end), last.share, last.low, last.high, waiting))
            told = got
    return tuple(shown) if len(shown) > 2 else ()


def _months(time: float) -> str:
    return "1 month" if round(time) == 1 else f"{time:.0f} months"
