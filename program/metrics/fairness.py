"""Whether groups have the same access to what matters in the program, and the same outcomes after it."""

from __future__ import annotations

from collections.abc import Iterable, Set

import msgspec

from program.metrics.against import baseline
from program.metrics.declared import declared
from program.metrics.figure import Card, Figure, Interval, Level, Part, Scope, Unit
from program.metrics.made import rate_part
from program.metrics.registry import metric
from program.metrics.scope import entered, mentees, placements
from program.program import Program
from program.records import Cycle, Event, EventKind, Experience, Measure, Person, Stage

#: What the lowest rate may not fall under, as a share of the highest.
FOUR_FIFTHS = 0.8

_SOURCE = (
    "Four-fifths rule: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D; interval after "
    "Katz et al. 1978 (Biometrics 34: 469–474)"
)
_BIAS = (
    "The lowest and the highest group are picked after the fact, which makes differences look larger than they are; "
    "people who did not declare a group are in none."
)


class Compared(msgspec.Struct, frozen=True):
    """The lowest rate against the highest: `ratio` None where nobody in any group got there."""

    lowest: Part
    highest: Part
    ratio: float | None
    interval: Interval | None
    notes: tuple[str, ...]


@metric(
    Card(
        measure=Measure.ACCESS_RATIO,
        level=Level.ACTIVITY,
        unit=Unit.RATIO,
        definition="Access to demanding rotations: the rate of the group with the least, as a share of the rate of the "
        "group with the most. Under 0.80 the difference is looked into.",
        numerator="Lowest group’s share of mentees with a rotation in a strategic or lead cycle, a stretch assignment "
        "or an initiative of their own",
        denominator="The same of the group with the highest share; groups under the charter’s floor stand together",
        window="Cycles that began within the period; mentees who had entered by the day",
        purpose="To find barriers in the program; never to fill a quota or to explain a person.",
        bias=_BIAS + " Newer cohorts have had fewer chances, and groups are not spread evenly over cohorts.",
        blind="Why people were placed as they were; barriers before the program; groups too small to compare.",
        source=_SOURCE,
    )
)
def access_ratio(program: Program, scope: Scope) -> Figure:
    """Lowest / highest group's rate of mentees with at least one demanding rotation; parts: the groups' rates, percent.

    Demanding: in a cycle of stage strategic or lead, or of the kind stretch assignment or led initiative.
    """
    found = set()
    for placement in placements(program, scope):
        cycle = program.get(Cycle, placement.cycle)
        hard = placement.experience in (Experience.STRETCH_ASSIGNMENT, Experience.LED_INITIATIVE)
        if hard or (cycle is not None and cycle.stage in (Stage.STRATEGIC, Stage.LEAD)):
            found.add(placement.person)
    return _ratio(program, scope, Measure.ACCESS_RATIO, found)


@metric(
    Card(
        measure=Measure.OUTCOME_RATIO,
        level=Level.RESULTS,
        unit=Unit.RATIO,
        definition="Moving on: the rate of the group with the least, as a share of the rate of the group with the "
        "most. Under 0.80 the difference is looked into.",
        numerator="Lowest group’s share of mentees promoted, moved or given a larger scope after they entered",
        denominator="The same of the group with the highest share; groups under the charter’s floor stand together",
        window="Events within the period; mentees who had entered by the day",
        purpose="To find barriers after the program; never to fill a quota or to explain a person.",
        bias=_BIAS + " Newer cohorts have had less time.",
        blind="What people wished for; who was asked and declined; groups too small to compare.",
        source=_SOURCE,
    )
)
def outcome_ratio(program: Program, scope: Scope) -> Figure:
    """Lowest / highest group's rate of mentees with a promotion, move or larger scope after the day they entered;
    parts: the groups' rates, percent. Events without a date do not count."""
    found = set()
    for event in program.of(Event).values():
        person = program.get(Person, event.person)
        if person is None or event.kind is EventKind.LEFT or event.on is None or not scope.holds(event.on):
            continue
        start = entered(program, person, scope.until)
        if start is not None and event.on > start:
            found.add(person.id)
    return _ratio(program, scope, Measure.OUTCOME_RATIO, found)


def compare(parts: Iterable[Part]) -> Compared | None:
    """The lowest of some groups' rates against the highest; None of fewer than two groups.

    The interval is that of a ratio of two rates on the log scale (Katz), by `scipy.stats.contingency.relative_risk`;
    there is none where the lowest rate is 0 or both are 100. Of equal rates the first by name is taken.
    """
    rates = sorted((part.value, part.label, part) for part in parts if part.value is not None)
    if len(rates) < 2:
        return None
    lowest, highest = rates[0][2], next(part for value, _, part in rates if value == rates[-1][0])
    if highest is lowest:
        highest = rates[1][2]
    low, high = lowest.part or 0, highest.part or 0
    if not high:
        return Compared(lowest, highest, None, None, ("Nobody of any group got there yet.",))
    ratio = (low / lowest.n) / (high / highest.n)
    notes = []
    if ratio < FOUR_FIFTHS - 1e-9:
        notes.append(f"Under four fifths: {lowest.label} against {highest.label}.")
    from scipy.stats import fisher_exact
    from scipy.stats.contingency import relative_risk

    interval = None
    if low and (low, high) != (lowest.n, highest.n):  # of nothing but successes it has no width
        band = relative_risk(low, lowest.n, high, highest.n).confidence_interval(0.95)
        interval = Interval(float(band.low), float(band.high), "Katz log, 95 %")
    got, n = low + high, lowest.n + highest.n
    expected = min(lowest.n, highest.n) * min(got, n - got) / n
    if expected < 5 or min(lowest.n, highest.n) < 30:
        p = float(fisher_exact([[low, lowest.n - low], [high, highest.n - high]]).pvalue)
        notes.append(f"Too few people to rely on the ratio alone; Fisher’s exact test, two-sided: p = {p:.3f}.")
    return Compared(lowest, highest, ratio, interval, tuple(notes))


def _ratio(program: Program, scope: Scope, measure: Measure, there: Set[str]) -> Figure:
    days = ((person, entered(program, person, scope.until)) for person in mentees(program, scope))
    people = [person for person, day in days if day is not None and day <= scope.until]
    groups = declared(program, people)
    parts = tuple(rate_part(label, len(there & set(ids)), len(ids)) for label, ids in groups)
    told = compare(parts)
    among = sorted(id_ for _, ids in groups for id_ in ids)
    silent = sum(not person.group.strip() for person in people)
    notes = list(told.notes) if told is not None else []
    if people and told is None:
        notes.append("No two groups are large enough to compare.")
    if silent and told is not None:
        notes.append(f"In no group, as they declared none: {silent:,} of {len(people):,} mentees.")
    return Figure(
        measure=measure,
        scope=scope,
        value=None if told is None else told.ratio,
        n=len(among),
        interval=None if told is None else told.interval,
        parts=parts,
        by="group",
        comparison=baseline(program, measure, scope.until),
        notes=tuple(notes),
        kind="person",
        counted=tuple(id_ for id_ in among if id_ in there),
        of="person",
        among=tuple(among),
    )
