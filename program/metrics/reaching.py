"""How far learning travels: whom people could have learnt from, directly or through others, and how new that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date

import msgspec

from program.metrics.against import baseline
from program.metrics.figure import Card, Figure, Level, Scope, Unit
from program.metrics.intervals import bootstrap
from program.metrics.made import rate, rate_part
from program.metrics.registry import metric
from program.metrics.scope import cycles, placements
from program.program import Program
from program.records import Cycle, Measure, Modality, Person, Placement


class Lesson(msgspec.Struct, frozen=True):
    """Somebody could learn from somebody in a cycle that began on `day`."""

    learner: str
    teacher: str
    day: date
    placement: str


def lessons(program: Program, scope: Scope) -> tuple[Lesson, ...]:
    """Who could learn from whom, placement by placement, in time order.

    A mentee learns from the mentor and from the coach; where the form is reverse the mentor learns from the mentee,
    and peers learn from each other. Only people still in the book count.
    """
    found: list[Lesson] = []
    for placement in placements(program, scope):
        cycle = program.get(Cycle, placement.cycle)
        if cycle is None or program.get(Person, placement.person) is None:
            continue
        found += [
            Lesson(learner, teacher, cycle.start, placement.id)
            for learner, teacher in _pairs(placement)
            if learner != teacher and program.get(Person, learner) and program.get(Person, teacher)
        ]
    return tuple(sorted(found, key=lambda each: (each.day, each.learner, each.teacher, each.placement)))


def _pairs(placement: Placement) -> Iterator[tuple[str, str]]:
    if placement.modality is not Modality.REVERSE:
        yield placement.person, placement.mentor
    if placement.modality in (Modality.REVERSE, Modality.PEER):
        yield placement.mentor, placement.person
    yield placement.person, placement.coach


def sources(found: tuple[Lesson, ...]) -> Mapping[str, Set[str]]:
    """Learner → everyone whose insights could have reached them, in time order.

    What a teacher had learnt in cycles that began earlier comes with what the teacher knows; what is learnt in cycles
    of the same day does not.
    """
    known: dict[str, set[str]] = {}
    days = sorted({lesson.day for lesson in found})
    for day in days:
        today = [lesson for lesson in found if lesson.day == day]
        before = {lesson.teacher: frozenset(known.get(lesson.teacher, ())) for lesson in today}
        for lesson in today:
            known.setdefault(lesson.learner, set()).update(before[lesson.teacher] | {lesson.teacher})
    return {learner: frozenset(people - {learner}) for learner, people in sorted(known.items())}


@metric(
    Card(
        measure=Measure.REACH,
        level=Level.LEARNING,
        unit=Unit.PERCENT,
        definition="Share of the others in the rotation whose insights could have reached a mentee, directly or passed "
        "on, on average over mentees.",
        numerator="For each mentee, the people they could have learnt from: their mentors and coaches, and those whom "
        "these had learnt from in earlier cycles",
        denominator="Everyone else placed, mentoring or coaching in the period",
        window="Cycles that began within the period, in the order in which they began",
        purpose="To see whether the rotation spreads what people know, or keeps it in pairs; never to rank mentees.",
        bias="Larger programs reach smaller shares; who only mentors passes on nothing from the program.",
        blind="Whether anything was in fact learnt; hosts, circles and friends.",
        source="Mean time-respecting reachability in a directed network (Holme and Saramäki 2012, Physics Reports 519)",
        known=True,
    )
)
def reach(program: Program, scope: Scope) -> Figure:
    """Mean over placed mentees of 100 x people they could have learnt from / other people, in percent.

    The network is directed, teacher to learner (`lessons`); a chain counts only when each step is in a cycle that began
    later than the one before (`sources`). Interval of the mean by bootstrap, as shares are skewed. n: mentees.
    """
    rows = [p for p in placements(program, scope) if program.get(Person, p.person) is not None]
    found = lessons(program, scope)
    learners = sorted({row.person for row in rows})
    everyone = set(learners) | {each for lesson in found for each in (lesson.learner, lesson.teacher)}
    others = len(everyone) - 1
    direct: dict[str, set[str]] = {}
    for lesson in found:
        direct.setdefault(lesson.learner, set()).add(lesson.teacher)
    all_ = sources(found)
    shares = [100 * len(all_.get(person, ())) / others for person in learners] if others > 0 else []
    straight = [100 * len(direct.get(person, ())) / others for person in learners] if others > 0 else []
    notes = []
    if shares:
        notes.append(
            f"Directly {sum(straight) / len(straight):.1f} %; the rest was passed on. "
            f"{others + 1:,} people in the network."
        )
    return Figure(
        measure=Measure.REACH,
        scope=scope,
        value=sum(shares) / len(shares) if shares else None,
        n=len(shares),
        interval=bootstrap(shares) if len(set(shares)) > 1 else None,
        comparison=baseline(program, Measure.REACH, scope.until),
        notes=tuple(notes),
        kind="placement",
        counted=tuple(sorted({lesson.placement for lesson in found})),
        of="person",
        among=tuple(learners) if shares else (),
    )


@metric(
    Card(
        measure=Measure.PAIR_NOVELTY,
        level=Level.ACTIVITY,
        unit=Unit.PERCENT,
        definition="Share of mentoring pairs that met for the first time.",
        numerator="Placements whose two people were no pair in any cycle that began before, in any cohort",
        denominator="Placements with a mentor",
        window="Cycles that began within the period; company from before the period counts as known",
        purpose="To see whether the rotation brings new company; never to part a pair that works.",
        bias="New programs are all new; with few mentors company must repeat.",
        blind="People who know each other from work; circles and workshops.",
        source="Never met before / pairs; cf. the social golfer problem",
        known=True,
    )
)
def pair_novelty(program: Program, scope: Scope) -> Figure:
    """Placements with a mentor of whom the two had never been placed together before / all such, in percent.

    Together either way round. Parts: cycle by cycle.
    """
    days: dict[frozenset[str], list[date]] = {}
    for placement in program.of(Placement).values():
        cycle = program.get(Cycle, placement.cycle)
        if cycle is not None and placement.mentor:
            days.setdefault(frozenset((placement.person, placement.mentor)), []).append(cycle.start)
    rows = [p for p in placements(program, scope) if program.get(Person, p.mentor) is not None]
    begun = {cycle.id: cycle.start for cycle in cycles(program, scope)}
    new = [p for p in rows if not any(day < begun[p.cycle] for day in days[frozenset((p.person, p.mentor))])]
    fresh = {placement.id for placement in new}
    parts = []
    for cycle in cycles(program, scope):
        within = [p for p in rows if p.cycle == cycle.id]
        parts += [rate_part(cycle.name, sum(p.id in fresh for p in within), len(within))] if within else []
    return rate(
        Measure.PAIR_NOVELTY,
        scope,
        [placement.id for placement in new],
        [placement.id for placement in rows],
        "placement",
        parts=parts,
        by="cycle",
        heads=len({placement.person for placement in rows}),
        comparison=baseline(program, Measure.PAIR_NOVELTY, scope.until),
    )
