"""What crosses the borders of functions, and what comes of it: initiatives, assignments, recommendations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from program.metrics.figure import Card, Figure, Level, Part, Scope, Unit
from program.metrics.made import median, rate, rate_part
from program.metrics.registry import metric
from program.metrics.scope import cycles, placements
from program.names import counted
from program.program import Program
from program.records import Deliverable, Host, Measure, Person, Placement, Recommendation


@metric(
    Card(
        measure=Measure.COLLABORATIONS,
        level=Level.BEHAVIOUR,
        unit=Unit.COUNT,
        definition="Initiatives across teams that rotations set going; beside it how many of them were completed.",
        numerator="Cross-team initiatives; of them those with a day of implementation",
        denominator="Cross-team initiatives",
        window="Initiatives proposed within the time looked at; their completion up to its last day",
        purpose="To see whether people who rotated work across borders; not to compare mentees or hosts.",
        bias="What is reported to the program is counted, and what succeeds is reported more readily.",
        blind="Collaboration that nobody calls an initiative; what the initiatives are worth.",
        people=False,
    )
)
def collaborations(program: Program, scope: Scope) -> Figure:
    """The number of recommendations of the kind "cross-team initiative"; `part` of it was completed. Those that were
    never dated do not count. Parts are the steps, each in percent of those proposed."""
    made, notes = _proposed(program, scope, (Deliverable.INITIATIVE,))
    done = [each for each in made if _by(each.implemented, scope)]
    whole = rate_part("", len(done), len(made))
    return Figure(
        measure=Measure.COLLABORATIONS,
        scope=scope,
        value=float(len(made)) if made else None,
        n=len(made),
        part=len(done),
        interval=None,
        parts=_steps(made, scope, "Completed") if made else (),
        by="step",
        notes=(*notes, *((f"Completed: {whole.value:.0f} %.",) if whole.value is not None else ())),
        kind="recommendation",
        counted=tuple(each.id for each in done),
        of="recommendation",
        among=tuple(each.id for each in made),
    )


@metric(
    Card(
        measure=Measure.RECOMMENDATIONS,
        level=Level.RESULTS,
        unit=Unit.PERCENT,
        definition="How many of the recommendations and prototypes that came out of rotations were implemented.",
        numerator="Those with a day of implementation",
        denominator="All that were proposed; cross-team initiatives are counted by themselves",
        window="Proposed within the time looked at; implemented up to its last day",
        purpose="To see whether the organisation uses what mentees find; not to rank mentees or hosts.",
        bias="Late proposals have had little time: the rate of recent months is always too low.",
        blind="How large each one is; what would have been done without the program.",
        people=False,
    )
)
def recommendations(program: Program, scope: Scope) -> Figure:
    """100 × implemented / proposed, in percent of recommendations; parts are the steps, each in percent of those
    proposed. What was implemented counts as accepted. Those that were never dated do not count."""
    made, notes = _proposed(program, scope, (Deliverable.RECOMMENDATION, Deliverable.PROTOTYPE))
    done = [each for each in made if _by(each.implemented, scope)]
    days = [
        (each.implemented - each.proposed).days
        for each in done
        if each.implemented is not None and each.proposed is not None and each.implemented >= each.proposed
    ]
    declined = sum(_by(each.declined, scope) for each in made)
    said = sum(bool(each.impact.strip()) for each in done)
    return rate(
        Measure.RECOMMENDATIONS,
        scope,
        [each.id for each in done],
        [each.id for each in made],
        "recommendation",
        parts=_steps(made, scope, "Implemented") if made else (),
        by="step",
        notes=(
            f"Median from proposal to implementation: {median(days):.0f} days, n = {len(days)} implemented so far; "
            "those still under way will take longer."
            if days
            else "",
            f"{counted(declined, 'recommendation')} declined." if declined else "",
            f"What it brought is described for {said} of {len(done)} implemented." if done else "",
            *notes,
        ),
    )


def _proposed(
    program: Program, scope: Scope, kinds: Iterable[Deliverable]
) -> tuple[list[Recommendation], tuple[str, ...]]:
    """What was proposed within the scope, by day, and a note on what has no day. Where only a later step is dated, it
    stands for the proposal."""
    wanted = frozenset(kinds)
    found = [each for each in program.of(Recommendation).values() if each.kind in wanted and _of(program, each, scope)]
    dated = [(day, each) for each in found if (day := _day(each)) is not None and scope.holds(day)]
    blank = sum(_day(each) is None for each in found)
    notes = (f"{counted(blank, 'record')} without any date left out.",) if blank else ()
    return [each for _, each in sorted(dated, key=lambda pair: (pair[0], pair[1].id))], notes


def _day(each: Recommendation) -> date | None:
    later = [day for day in (each.accepted, each.implemented, each.declined) if day is not None]
    return each.proposed or min(later, default=None)


def _of(program: Program, each: Recommendation, scope: Scope) -> bool:
    """Whether it comes from somebody of the cohort."""
    if not scope.cohort:
        return True
    placement = program.get(Placement, each.placement)
    ids = (*each.people, placement.person if placement is not None else "")
    people = (program.get(Person, id_) for id_ in ids)
    return any(person is not None and person.cohort == scope.cohort for person in people)


def _by(day: date | None, scope: Scope) -> bool:
    return day is not None and day <= scope.until


def _steps(made: list[Recommendation], scope: Scope, last: str) -> tuple[Part, ...]:
    done = sum(_by(each.implemented, scope) for each in made)
    taken = sum(_by(each.accepted, scope) or _by(each.implemented, scope) for each in made)
    steps = (("Proposed", len(made)), ("Accepted", taken), (last, done))
    return tuple(rate_part(label, count, len(made)) for label, count in steps)


@metric(
    Card(
        measure=Measure.CROSS_FUNCTION,
        level=Level.ACTIVITY,
        unit=Unit.PERCENT,
        definition="How many rotations took somebody into another function than their own.",
        numerator="Placements whose host is of another function, and another unit, than the mentee’s unit",
        denominator="Placements over or running of which both are known",
        window="Cycles that began within the time looked at",
        purpose="To see whether the rotation leads across functions; not to judge a single placement.",
        bias="Names are compared as they are written: a function under two names counts as two.",
        blind="How much of the other function was really seen.",
        known=True,
    )
)
def cross_function(program: Program, scope: Scope) -> Figure:
    """100 × placements abroad / placements, in percent of placements; parts by cycle.

    A placement is at home when the mentee's unit is the host's function or unit, whatever the case of the letters;
    without a host, or where either side says nothing, it cannot be told and is left out.
    """
    told: list[Placement] = []
    abroad: list[str] = []
    every = placements(program, scope)
    for placement in every:
        host, person = program.get(Host, placement.host), program.get(Person, placement.person)
        theirs = {_folded(host.function), _folded(host.unit)} - {""} if host is not None else set()
        own = _folded(person.unit) if person is not None else ""
        if theirs and own:
            told.append(placement)
            abroad += [placement.id] if own not in theirs else []
    away = frozenset(abroad)
    parts = []
    for cycle in cycles(program, scope):
        own_ids = [each.id for each in told if each.cycle == cycle.id]
        if own_ids:
            parts.append(rate_part(cycle.name, sum(id_ in away for id_ in own_ids), len(own_ids)))
    left = len(every) - len(told)
    return rate(
        Measure.CROSS_FUNCTION,
        scope,
        abroad,
        [each.id for each in told],
        "placement",
        parts=parts,
        by="cycle",
        heads=len({each.person for each in told}),
        notes=(f"{counted(left, 'placement')} left out: no host, function or unit said." if left else "",),
    )


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
