"""The figures of a pack: as they may leave, with their lights, the rules that set them, and what they were before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import msgspec

from program.metrics.figure import Card, Level, Part, Scope, Unit
from program.metrics.guarded import Shown, ShownPart, guarded, withheld
from program.metrics.lights import Light, light, rule, target_of
from program.metrics.registry import Metric
from program.program import Program
from program.records import Cohort, Measure, Section, Target
from program.suppression import LEAST
from program.views_pack_parts import Status

#: What tells most about a program, for those figures that have no target.
TELLING = (
    Measure.PARTICIPATION,
    Measure.RECOMMENDATIONS,
    Measure.RETENTION,
    Measure.READINESS,
    Measure.ROLE_COVERAGE,
    Measure.EXPOSURE,
    Measure.GROWTH,
    Measure.SAFETY,
    Measure.EFFECTIVE_MENTORS,
    Measure.GOAL_ATTAINMENT,
    Measure.SATISFACTION,
    Measure.PROGRESSION,
    Measure.MATCH_QUALITY,
    Measure.STRETCH,
)

_OF_EXPOSURE = frozenset(
    {
        Measure.CROSS_FUNCTION,
        Measure.STRETCH,
        Measure.EXPOSURE,
        Measure.EXPOSURE_QUALITY,
        Measure.EFFECTIVE_MENTORS,
        Measure.LOAD_INEQUALITY,
        Measure.SINGLE_POINT,
        Measure.REACH,
        Measure.PAIR_NOVELTY,
    }
)
_OF_FAIRNESS = frozenset({Measure.ACCESS_RATIO, Measure.OUTCOME_RATIO})

#: What the days of a pack alone are called.
PERIOD = "In the period"

_LIGHTS = ("green", "amber", "red")


def section_of(card: Card) -> Section:
    """Where a figure stands in a pack."""
    if card.measure in _OF_FAIRNESS:
        return Section.FAIRNESS
    if card.measure in _OF_EXPOSURE:
        return Section.EXPOSURE
    return Section.BOARD if card.level is Level.ACTIVITY else Section.OUTCOMES


class Figures:
    """Every figure of the program at one time, each counted once, as it may leave."""

    def __init__(self, program: Program, metrics: Mapping[Measure, Metric], scope: Scope, least: int = LEAST) -> None:
        self._program = program
        self._metrics = metrics
        self._scope = scope
        self._least = least
        self._shown: dict[Measure, Shown] = {}
        self._before: Mapping[Measure, Shown] = MappingProxyType({})
        self._alone: Mapping[str, Scope] = MappingProxyType({})
        self.targets = {each: aim for each in metrics if (aim := target_of(program, each)) is not None}

    def beside(self, before: Mapping[Measure, Shown]) -> None:
        """Say from now on how each figure differs from what it was in the last pack."""
        self._before = before

    def apart(self, first: date) -> None:
        """Say from now on what each figure is of the days from `first` on alone."""
        earlier = msgspec.structs.replace(self._scope, until=first - timedelta(days=1))
        self._alone = {"Before": earlier, PERIOD: msgspec.structs.replace(self._scope, since=first)}

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All there are, in the order of their numbers."""
        return tuple(each for each in Measure if each in self._metrics)

    def card(self, measure: Measure) -> Card:
        """The definition of a figure."""
        return self._metrics[measure].card

    def shown(self, measure: Measure) -> Shown:
        """A figure as it may leave."""
        if measure not in self._shown:
            metric = self._metrics[measure]
            made = guarded(metric.work(self._program, self._scope), metric.card, self._least)
            if self._scope.cohort and metric.card.people and made.value is not None and self._tells_another(measure):
                made = withheld(metric.card, self._least)
            self._shown[measure] = made
        return self._shown[measure]

    def _tells_another(self, measure: Measure) -> bool:
        """Whether a figure of one cohort, taken from that of everybody, would tell too much of the others."""
        everybody = msgspec.structs.replace(self._scope, cohort="")
        scopes = {id_: msgspec.structs.replace(everybody, cohort=id_) for id_ in sorted(self._program.of(Cohort))}
        parts = self._cut(measure, everybody, scopes)
        own = parts.get(self._scope.cohort)
        return bool(parts) and (own is None or own.withheld)

    def split(self, measure: Measure, scopes: Mapping[str, Scope]) -> Mapping[str, ShownPart]:
        """A figure over parts of the program, by their labels: withheld beside the whole as the parts of any figure."""
        return self._cut(measure, self._scope, scopes)

    def _cut(self, measure: Measure, over: Scope, scopes: Mapping[str, Scope]) -> Mapping[str, ShownPart]:
        """What is in none of the parts, such as people without a cohort, is one more: it is known from the whole."""
        metric = self._metrics[measure]
        whole = metric.work(self._program, over)
        made = {label: metric.work(self._program, scope) for label, scope in scopes.items()}
        cut = [Part(label, f.value, f.n, f.part, f.interval, f.heads) for label, f in made.items()]
        rest = whole.n - sum(each.n for each in cut)
        if cut and rest > 0:
            heads = max(0, whole.heads - sum(each.heads for each in cut))
            counted = None if whole.part is None else whole.part - sum(each.part or 0 for each in cut)
            if counted is None or 0 <= counted <= rest:
                cut.append(Part("", None, rest, counted, None, heads))
        parted = msgspec.structs.replace(whole, parts=tuple(cut), by="part")
        return {part.label: part for part in guarded(parted, metric.card, self._least).parts if part.label}

    def said(self, measure: Measure, part: ShownPart | None) -> str:
        """A part in words: "42 %, n = 26"; an empty one is a dash."""
        if part is None or part.withheld:
            return "withheld"
        return "–" if part.value is None else f"{self.card(measure).unit.say(part.value)}, n = {part.n:,}"

    def status(self, measure: Measure) -> Status:
        """A figure with everything that is said beside it."""
        shown, card = self.shown(measure), self.card(measure)
        target = self.targets.get(measure)
        lit = light(shown.value, target)
        made = Status(shown, card.level.label, lit.value if lit else "", reason(lit, target, card) if target else "")
        then = self._before.get(measure)
        if then is not None and then.value is not None and shown.value is not None:
            step = changed(then.value, shown.value, card.unit)
            made = msgspec.structs.replace(made, change=step, before=then.said)
        if self._alone and shown.value is not None:
            alone = self.split(measure, self._alone).get(PERIOD)
            if alone is not None and (alone.withheld or alone.value is not None):
                made = msgspec.structs.replace(made, period=self.said(measure, alone))
        return made

    def of(self, section: Section) -> tuple[Status, ...]:
        """The figures of a section that have something to say, or are withheld."""
        found = (self.status(each) for each in self.measures if section_of(self.card(each)) is section)
        return tuple(each for each in found if each.shown.value is not None or each.shown.withheld)

    def telling(self, most: int) -> tuple[Status, ...]:
        """Every figure with a target, the worst lights first, then the `most` most telling others that have a value."""
        aimed = [self.status(each) for each in self.measures if each in self.targets]
        aimed.sort(key=lambda each: -_LIGHTS.index(each.light) if each.light else 1)
        order = [*TELLING, *(each for each in self.measures if each not in TELLING)]
        rest = [self.status(each) for each in order if each in self._metrics and each not in self.targets]
        return (*aimed, *[each for each in rest if each.shown.value is not None][:most])


def reason(lit: Light | None, target: Target, card: Card) -> str:
    """The part of a target's rule that set the light: "green from 80 %", "amber below 80 %", "red below 60 %"."""
    green, amber, _ = rule(target, card).split(", ")
    if lit in (None, Light.GREEN):
        return green
    missed = green if lit is Light.AMBER else amber
    line = missed.partition(" up to " if target.lower else " from ")[2]
    return f"{lit} {'above' if target.lower else 'below'} {line}"


def changed(before: float, now: float, unit: Unit) -> str:
    """ "+4 points", "−0.2": the difference of two values as they are shown, so that it can be checked on paper; empty
    for none."""
    by = round(now, unit.decimals) - round(before, unit.decimals)
    number = f"{abs(by):,.{unit.decimals}f}"
    if unit is Unit.COUNT:
        number = number.removesuffix(".0")
    if not float(number.replace(",", "")):
        return ""
    sign = "+" if by > 0 else "−"
    points = " point" if number == "1" else " points"
    return f"{sign}{number}" + (points if unit is Unit.PERCENT else "")
