"""How competencies grew, and how long it took until people got there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil

from program.metrics.drawn.naming import LEAD, Naming
from program.metrics.drawn.wording import counts, note, opening
from program.metrics.figure import Scope
from program.metrics.growth import Growth, grown
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
    return _slopes("growth", "Mean of all sides", chosen, naming, "skill")


def growth_by_rater(program: Program, scope: Scope, naming: Naming = LEAD) -> Slopes | None:
    """Mean level before and now as each side saw it, over all skills it rated twice."""
    steps = grown(program, scope)
    found = [_slope(group.label, [step for step in steps if step.by is group]) for group in RaterGroup]
    chosen = [each for each in found if each.n and not naming.few(each.n)]
    return _slopes("growth_by_rater", "Each side against itself", chosen, naming, "side")


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


def _slopes(key: str, how: str, found: list[Slope], naming: Naming, of: str) -> Slopes | None:
    if not found:
        return None
    found = sorted(found, key=lambda each: (each.before - each.now, each.label.casefold()))
    return Slopes(
        key=key,
        title=_growth_title(found, of),
        note=note("Level of 5, before and now", how, counts((each.n for each in found), "people")),
        measure=Measure.GROWTH,
        tier=naming.tier(Tier.PAIR),
        slopes=tuple(found),
        low=1,
        high=5,
    )


def _growth_title(found: list[Slope], of: str) -> str:
    changes = [round(each.now - each.before, 1) for each in found]
    best = found[0]
    if changes[0] <= 0:
        fell = changes[-1] < 0
        return "Levels fell" if fell and changes[0] < 0 else f"No {of} rose" if fell else "Levels stand where they were"
    if of == "side":
        whole = "Every side sees growth" if min(changes) > 0 else "Not every side sees growth"
        return f"{whole}, most of all the {best.label.lower()}" if len(found) > 1 else f"{whole} ({best.label.lower()})"
    others = "every skill rose" if min(changes) > 0 and len(found) > 1 else ""
    return opening(f"{best.label} grew most, by {changes[0]:.1f} levels" + (f"; {others}" if others else ""))


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
        title = f"Not half are {there} yet: {last.share:.0f} % after {last.time:.0f} months"
    elif naming.names:
        title = f"Half are {there} after {median:.0f} months"
    else:
        title = f"Half are {there} within {median:.0f} months"
    return Curve(
        key=measure.value,
        title=title,
        note=note(
            f"Kaplan–Meier from entry, n = {n} people",
            "not there yet or left: censored",
            METHOD.removeprefix("Kaplan–Meier, ").replace("log-log, ", "log-log interval, "),
            "" if naming.names else "by quarter of a year",
        ),
        measure=measure,
        tier=naming.tier(Tier.RESTRICTED),
        stairs=stairs,
        median=median,
    )


def coarse(found: Survival, least: int) -> tuple[Stair, ...]:
    """The steps as somebody may see them who must not learn of fewer than `least` people.

    At the ends of quarters only, and only where at least `least` got there since the step shown before, as many wait
    still, and as many of all have not got there.
    """
    shown: list[Stair] = []
    told = 0
    n, done = len(found.waits), sorted(wait.months for wait in found.waits if wait.there)
    ends = sorted({QUARTER * ceil(stair.time / QUARTER) for stair in found.stairs})
    for end in ends:
        got = sum(months <= end for months in done)
        waiting = sum(wait.months >= end for wait in found.waits)
        if got - told >= least and waiting >= least and (n - got >= least or n == got):
            last = [stair for stair in found.stairs if stair.time <= end][-1]
            shown.append(Stair(float(end), last.share, last.low, last.high, waiting))
            told = got
    return tuple(shown)
