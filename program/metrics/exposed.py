"""What mentees get to see and do: stretch assignments, and how many functions they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from program.metrics.figure import Card, Figure, Level, Scope, Unit
from program.metrics.made import mean, mean_part, rate, rate_part
from program.metrics.registry import metric
from program.metrics.scope import cycles, mentees, placements
from program.program import Program
from program.records import Experience, Host, Measure, Placement

#: What stretches people: they are given more than they have done before.
STRETCHING = frozenset({Experience.STRETCH_ASSIGNMENT, Experience.LED_INITIATIVE})


def evenness(counts: Iterable[int]) -> float | None:
    """How evenly time is spread over the functions met, 0 to 1: H / ln k with H = −Σ p·ln p over k functions (Shannon's
    entropy, Pielou 1966, Journal of Theoretical Biology 13: 131-144). None with fewer than two functions."""
    known = [count for count in counts if count > 0]
    if len(known) < 2:
        return None
    total = sum(known)
    return -sum(count / total * log(count / total) for count in known) / log(len(known))


def function_of(program: Program, placement: Placement) -> str:
    """The function somebody meets in a placement, its letters' case folded; empty where it is not said."""
    host = program.get(Host, placement.host)
    return " ".join(host.function.split()).casefold() if host is not None else ""


@metric(
    Card(
        measure=Measure.STRETCH,
        level=Level.ACTIVITY,
        unit=Unit.PERCENT,
        definition="How many mentees have had a stretch assignment, or led an initiative.",
        numerator="Mentees with at least one such placement that has begun",
        denominator="Mentees",
        window="Cycles that began within the time looked at",
        purpose="To see whether everybody is given more than they have done before; not to rank mentees.",
        bias="What counts as stretch is decided by whoever enters the placement.",
        blind="Whether it stretched that person, or too far.",
        known=True,
    )
)
def stretch(program: Program, scope: Scope) -> Figure:
    """100 × mentees with a stretch assignment or a led initiative / mentees, in percent of mentees; parts: mentees with
    each kind of experience (somebody may have several)."""
    people = mentees(program, scope)
    kinds: dict[str, set[Experience]] = {person.id: set() for person in people}
    for placement in placements(program, scope):
        if placement.person in kinds:
            kinds[placement.person].add(placement.experience)
    having = [(each.label, sum(each in had for had in kinds.values())) for each in Experience]
    return rate(
        Measure.STRETCH,
        scope,
        [person.id for person in people if not STRETCHING.isdisjoint(kinds[person.id])],
        [person.id for person in people],
        "person",
        parts=[rate_part(label, count, len(people)) for label, count in having if count],
        by="experience",
    )


@metric(
    Card(
        measure=Measure.EXPOSURE,
        level=Level.ACTIVITY,
        unit=Unit.FUNCTIONS,
        definition="How many functions a mentee has met in the mean.",
        numerator="The functions of the hosts each mentee sat with, each function once a mentee",
        denominator="Mentees who sat with a host whose function is said",
        window="Cycles that began within the time looked at",
        purpose="To see whether the rotation broadens the view; not to compare mentees who entered at different times.",
        bias="Who is longer in the program has met more. A function under two names counts as two.",
        blind="How deep the view was: a week and a quarter count alike.",
        source="Evenness: Shannon’s entropy over the functions met, by its largest value (Pielou 1966)",
        known=True,
    )
)
def exposure(program: Program, scope: Scope) -> Figure:
    """The mean over mentees of the number of distinct functions met; parts: the same up to each cycle. The notes say
    how evenly (`evenness`) and how many have met as many as the charter asks for."""
    people = {person.id for person in mentees(program, scope)}
    every = [each for each in placements(program, scope) if each.person in people and function_of(program, each)]
    met: dict[str, Counter[str]] = {}
    parts = []
    for cycle in cycles(program, scope):
        for placement in every:
            if placement.cycle == cycle.id:
                met.setdefault(placement.person, Counter())[function_of(program, placement)] += 1
        if met:
            parts.append(mean_part(f"Up to {cycle.name}", [float(len(own)) for own in met.values()], Unit.FUNCTIONS))
    even = [value for own in met.values() if (value := evenness(own.values())) is not None]
    wanted = program.charter.breadth
    enough = sum(len(own) >= wanted for own in met.values())
    return mean(
        Measure.EXPOSURE,
        scope,
        Unit.FUNCTIONS,
        {id_: float(len(met[id_])) for id_ in sorted(met)},
        "person",
        parts=parts,
        by="cycle",
        notes=(
            f"The charter asks for {wanted} functions; {enough} of {len(met)} have met as many so far." if met else "",
            f"Evenness over the functions met: {sum(even) / len(even):.2f} of 1.00, n = {len(even)}." if even else "",
        ),
    )
