"""What people say in surveys: satisfaction, climate, psychological safety, confidence as a manager."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from program.metrics.figure import Card, Figure, Level, Part, Scope, Unit
from program.metrics.made import mean, mean_part
from program.metrics.registry import metric
from program.names import counted
from program.program import Program
from program.records import Answers, Cycle, Measure, Person, Role, Survey
from program.surveys import SCALES, Scale

_WINDOW = (
    "Filled in within the time looked at; without a date, at the end of their cycle. Of a cohort: those on its own "
    "cycles, and of cycles that are everybody’s those of its people."
)
_BIAS = (
    "Who is content answers more readily, and some answer as they think is wanted. A questionnaire counts when two "
    "thirds of its items are answered."
)
_DENOMINATOR = "Questionnaires that count"


class Said(msgspec.Struct, frozen=True):
    """One questionnaire that counts, with its score, and the cycle it belongs to ("": none)."""

    answers: Answers
    score: float
    cycle: str


class Heard(msgspec.Struct, frozen=True):
    """What was said in one survey within a scope, and notes on what does not count."""

    said: tuple[Said, ...]
    notes: tuple[str, ...]


def least(scale: Scale) -> int:
    """How many items have to be answered for a questionnaire to count: two thirds of them, rounded up."""
    return -(-2 * scale.number // 3)


def heard(program: Program, scope: Scope, survey: Survey) -> Heard:
    """The questionnaires of a survey within a scope, by id.

    Where a cohort is chosen, those on cycles that are its alone count, whoever filled them in; of other cycles, and
    without one, those of its people.
    """
    scale = SCALES[survey]
    every = program.of(Answers).values()
    found = sorted((each for each in every if each.survey is survey and _of(program, each, scope)), key=lambda a: a.id)
    dated = [each for each in found if scope.holds(each.on or _end(program, each.cycle))]
    full = [(each, scale.score(each)) for each in dated if len(scale.scored(each)) >= least(scale)]
    said = tuple(Said(each, score, _cycle(program, each)) for each, score in full if score is not None)
    short = len(dated) - len(said)
    undated = sum(each.on is None and _end(program, each.cycle) is None for each in found)
    return Heard(
        said,
        (
            f"{counted(short, 'questionnaire')} left out with too few items answered." if short else "",
            f"{counted(undated, 'questionnaire')} without date and cycle left out." if undated else "",
        ),
    )


def by_cycle(program: Program, said: Iterable[Said], unit: Unit, prefix: str = "") -> tuple[Part, ...]:
    """The mean of each cycle in which something was said, in their order."""
    every = tuple(said)
    found = ((cycle.name, [each for each in every if each.cycle == cycle.id]) for cycle in program.cycles)
    return tuple(mean_part(prefix + name, [each.score for each in own], unit, heads(own)) for name, own in found if own)


def heads(said: Collection[Said]) -> int:
    """How many people questionnaires come from, at least: as many as are named, or as are without a name in one cycle;
    somebody without a name may be one of those named."""
    named = {each.answers.person for each in said if each.answers.person}
    nameless = Counter(each.cycle for each in said if not each.answers.person)
    return max(len(named), max(nameless.values(), default=0))


def _figure(program: Program, scope: Scope, measure: Measure, survey: Survey, roles: tuple[Role, ...] = ()) -> Figure:
    """The mean over questionnaires; parts by cycle, or by role and cycle where `roles` are told apart."""
    unit = Unit.OF_SEVEN if SCALES[survey].top == 7 else Unit.OF_FIVE
    found = heard(program, scope, survey)
    parts = [
        part
        for role in roles
        for part in by_cycle(
            program, [each for each in found.said if each.answers.role is role], unit, f"{role.label}, "
        )
    ]
    return mean(
        measure,
        scope,
        unit,
        {each.answers.id: each.score for each in found.said},
        "answers",
        parts=parts if roles else by_cycle(program, found.said, unit),
        by="role and cycle" if roles else "cycle",
        heads=heads(found.said),
        notes=found.notes,
    )


def _of(program: Program, answers: Answers, scope: Scope) -> bool:
    cycle, person = program.get(Cycle, answers.cycle), program.get(Person, answers.person)
    cohort = cycle.cohort if cycle is not None and cycle.cohort else person.cohort if person is not None else ""
    return scope.cohort in ("", cohort)


def _end(program: Program, cycle: str) -> date | None:
    found = program.get(Cycle, cycle)
    return found.end if found is not None else None


def _cycle(program: Program, answers: Answers) -> str:
    """The cycle it names, or the first one in which it was filled in; empty where there is neither."""
    if program.get(Cycle, answers.cycle) is not None:
        return answers.cycle
    day = answers.on
    return next((c.id for c in program.cycles if day is not None and c.start <= day <= c.end), "")


@metric(
    Card(
        measure=Measure.SATISFACTION,
        level=Level.REACTION,
        unit=Unit.OF_FIVE,
        definition="How worthwhile people find the program: the mean of three items from 1 to 5.",
        numerator="The sum of the scores; a score is the mean of the items answered",
        denominator=_DENOMINATOR,
        window=_WINDOW,
        purpose="To see whether mentees and mentors are content, and alike; not to rate a mentor.",
        bias=_BIAS,
        blind="What was learnt: people can be content and learn nothing. Those who did not answer.",
    )
)
def satisfaction(program: Program, scope: Scope) -> Figure:
    """The mean score of the satisfaction questionnaires, 1 to 5; parts by role and cycle."""
    return _figure(program, scope, Measure.SATISFACTION, Survey.SATISFACTION, tuple(Role))


@metric(
    Card(
        measure=Measure.CLIMATE,
        level=Level.REACTION,
        unit=Unit.OF_FIVE,
        definition="How open and ready to learn people find the organisation: the mean of four items from 1 to 5.",
        numerator="The sum of the scores; a score is the mean of the items answered",
        denominator=_DENOMINATOR,
        window=_WINDOW,
        purpose="To see whether the program has soil to grow on; not to compare single hosts or managers.",
        bias=_BIAS,
        blind="What moved the climate: most of it lies outside the program. Those who did not answer.",
    )
)
def climate(program: Program, scope: Scope) -> Figure:
    """The mean score of the climate questionnaires, 1 to 5; parts by cycle."""
    return _figure(program, scope, Measure.CLIMATE, Survey.CLIMATE)


@metric(
    Card(
        measure=Measure.SAFETY,
        level=Level.BEHAVIOUR,
        unit=Unit.OF_SEVEN,
        definition="How safe it is to speak up where people rotate: the mean of seven items from 1 to 7, three of them "
        "turned round. A questionnaire counts when at least five of the seven are answered.",
        numerator="The sum of the scores; a score is the mean of the items answered",
        denominator=_DENOMINATOR,
        window=_WINDOW,
        purpose="To see whether people can bring up problems; not to rate a team or its lead, and never one person.",
        bias=_BIAS + " Where it is not safe to speak up, it is not safe to say so either.",
        blind="Differences between teams: safety belongs to a team, and this is the mean over all of them.",
        source="Edmondson (1999), Administrative Science Quarterly 44: 350-383; items 1, 3 and 5 reversed",
    )
)
def safety(program: Program, scope: Scope) -> Figure:
    """The mean score of the seven items of psychological safety, 1 to 7, items 1, 3 and 5 reversed as 8 minus the tick;
    at least five items have to be answered. Parts by cycle. Source: Edmondson 1999."""
    return _figure(program, scope, Measure.SAFETY, Survey.SAFETY)


@metric(
    Card(
        measure=Measure.CONFIDENCE,
        level=Level.LEARNING,
        unit=Unit.OF_FIVE,
        definition="How far people trust themselves to lead: the mean of four items from 1 to 5.",
        numerator="The sum of the scores; a score is the mean of the items answered",
        denominator=_DENOMINATOR,
        window=_WINDOW,
        purpose="To see whether rotations make people surer of themselves; not to choose whom to promote.",
        bias=_BIAS + " Confidence often falls when people first see how large a task is, and that is no failure.",
        blind="Whether the confidence is well founded.",
    )
)
def confidence(program: Program, scope: Scope) -> Figure:
    """The mean score of the questionnaires on managerial confidence, 1 to 5; parts by cycle."""
    return _figure(program, scope, Measure.CONFIDENCE, Survey.CONFIDENCE)
