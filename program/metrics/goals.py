"""What became of the development plans: goals reached in time, goals overdue, and how far they were attained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from program.metrics.figure import Better, Card, Figure, Level, Scope, Unit
from program.metrics.made import groups, mean, mean_part, median, rate, rate_part
from program.metrics.registry import metric
from program.metrics.scope import mentees
from program.names import counted
from program.program import Program
from program.records import Attainment, Goal, Measure

#: How much the attainment of one person's goals is taken to go together, as Kiresuk and Sherman suggest.
CORRELATION = 0.3


def t_score(scores: Sequence[tuple[int, int]], correlation: float = CORRELATION) -> float:
    """The goal attainment score of one person: 50 where all goals are attained as expected, and about 10 for a standard
    deviation. `scores`: weight (1 or more) and attainment (-2 to 2) of each goal.

    T = 50 + 10·Σwx / √((1 − r)·Σw² + r·(Σw)²), Kiresuk and Sherman (1968), "Goal attainment scaling: a general method
    for evaluating comprehensive community mental health programs", Community Mental Health Journal 4: 443-453. Raises
    ValueError without goals.
    """
    if not scores:
        raise ValueError("no goals")
    weights = [weight for weight, _ in scores]
    spread = (1 - correlation) * sum(weight**2 for weight in weights) + correlation * sum(weights) ** 2
    return 50 + 10 * sum(weight * score for weight, score in scores) / sqrt(spread)


def _goals(program: Program, scope: Scope) -> list[Goal]:
    """The goals of mentees that were agreed by the end of the scope, as far as known, by day and id."""
    people = {person.id for person in mentees(program, scope)}
    found = (each for each in program.of(Goal).values() if each.person in people)
    known = [each for each in found if each.start is None or each.start <= scope.until]
    return sorted(known, key=lambda each: (str(each.due or ""), each.id))


def _met(goal: Goal) -> bool:
    """Whether a goal that is done was attained as expected, or nobody said how far."""
    score = goal.attained.score
    return score is None or score >= 0


def _heads(goals: Iterable[Goal]) -> int:
    return len({each.person for each in goals})


@metric(
    Card(
        measure=Measure.PLAN_COMPLETION,
        level=Level.LEARNING,
        unit=Unit.PERCENT,
        definition="How many of the goals that were due were reached by the day agreed on.",
        numerator="Goals reached on or before that day, and not attained less than was expected",
        denominator="Goals of mentees that fell due",
        window="Goals due within the time looked at",
        purpose="To see whether plans are realistic and followed; not to grade mentees.",
        bias="Easy goals are reached more often. A day moved later in the book makes a late goal timely.",
        blind="What the goals are worth. A goal dropped for a better one looks like a goal missed.",
    )
)
def plan_completion(program: Program, scope: Scope) -> Figure:
    """100 × goals reached in time / goals due, in percent of goals; parts: in time, late, not reached.

    A goal without a day it was due does not count. One attained less than expected is not reached; one attained as
    expected whose day of reaching nobody noted counts as late.
    """
    every = _goals(program, scope)
    due = [each for each in every if scope.holds(each.due)]
    timely: list[Goal] = []
    late: list[Goal] = []
    for goal in due:
        if goal.due is not None and goal.done is not None and goal.done <= scope.until and _met(goal):
            (timely if goal.done <= goal.due else late).append(goal)
        elif goal.done is None and goal.attained is not Attainment.OPEN and _met(goal):
            late.append(goal)
    counts = (("In time", len(timely)), ("Late", len(late)), ("Not reached", len(due) - len(timely) - len(late)))
    undated = sum(each.due is None for each in every)
    return rate(
        Measure.PLAN_COMPLETION,
        scope,
        [each.id for each in timely],
        [each.id for each in due],
        "goal",
        parts=[rate_part(label, count, len(due)) for label, count in counts] if due else (),
        by="outcome",
        heads=_heads(due),
        notes=(f"{counted(undated, 'goal')} without a day due left out." if undated else "",),
    )


@metric(
    Card(
        measure=Measure.OVERDUE,
        level=Level.ACTIVITY,
        unit=Unit.PERCENT,
        definition="How many of the goals still open are past the day they were due.",
        numerator="Open goals due before the last day looked at",
        denominator="Goals of mentees neither reached nor assessed",
        window="As it stood on the last day looked at",
        purpose="To find where help is needed; not to press people.",
        bias="Goals that nobody closes in the book look overdue.",
        blind="Why a goal waits: work, illness, a host that closed.",
        better=Better.LOWER,
    )
)
def overdue(program: Program, scope: Scope) -> Figure:
    """100 × overdue goals / open goals, in percent of goals; parts by cohort, or by unit within one.

    A goal reached after the scope was open then. One with an assessment and no day counts as closed; one without a day
    due is open and never overdue.
    """
    people = mentees(program, scope)
    unsettled = [
        each
        for each in _goals(program, scope)
        if (each.done > scope.until if each.done is not None else each.attained is Attainment.OPEN)
    ]
    late = [each for each in unsettled if each.due is not None and each.due < scope.until]
    by, split = groups(program, scope, people)
    late_ids = {each.id for each in late}
    parts = []
    for label, ids in split:
        members = frozenset(ids)
        own = [each for each in unsettled if each.person in members]
        if own:
            parts.append(rate_part(label, sum(each.id in late_ids for each in own), len(own), _heads(own)))
    days = [(scope.until - each.due).days for each in late if each.due is not None]
    return rate(
        Measure.OVERDUE,
        scope,
        [each.id for each in late],
        [each.id for each in unsettled],
        "goal",
        parts=parts,
        by=by,
        heads=_heads(unsettled),
        notes=(f"Overdue by {median(days):.0f} days in the median." if days else "",),
    )


@metric(
    Card(
        measure=Measure.GOAL_ATTAINMENT,
        level=Level.LEARNING,
        unit=Unit.T_SCORE,
        definition="How far people attained their goals, compared with what was expected: 50 is as expected, 60 a good "
        "deal more, 40 a good deal less.",
        numerator="The sum of people’s T scores; each takes all of the person’s assessed goals by weight",
        denominator="Mentees with an assessed goal",
        window="Goals reached within the time looked at; those assessed and not reached, by the day they were due",
        purpose="To see whether goals are set and reached well across the program; not to compare two people.",
        bias="Who sets easy goals gets a high score; a mean far from 50 says as much about the goals as about people.",
        blind="Goals that nobody assessed. What was learnt beside the goals.",
        source="Kiresuk and Sherman (1968), Community Mental Health Journal 4: 443-453, with r = 0.3",
    )
)
def goal_attainment(program: Program, scope: Scope) -> Figure:
    """The mean over people of T (see `t_score`); parts by cohort, or by unit within one. Goals with neither a day of
    reaching nor a day due do not count."""
    people = mentees(program, scope)
    assessed: dict[str, list[tuple[int, int]]] = {}
    behind: list[str] = []
    undated = 0
    for goal in _goals(program, scope):
        score, day = goal.attained.score, goal.done or goal.due
        undated += score is not None and day is None
        if score is not None and scope.holds(day):
            assessed.setdefault(goal.person, []).append((goal.weight, score))
            behind.append(goal.id)
    scores = {person.id: t_score(assessed[person.id]) for person in people if person.id in assessed}
    by, split = groups(program, scope, [person for person in people if person.id in scores])
    return mean(
        Measure.GOAL_ATTAINMENT,
        scope,
        Unit.T_SCORE,
        scores,
        "goal",
        behind=behind,
        of="person",
        parts=[mean_part(label, [scores[id_] for id_ in ids], Unit.T_SCORE) for label, ids in split],
        by=by,
        notes=(
            f"Made of {counted(len(behind), 'assessed goal')}." if behind else "",
            f"{counted(undated, 'assessed goal')} without any day left out." if undated else "",
        ),
    )
