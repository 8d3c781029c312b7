"""Learning from ratings: said with its uncertainty, suggested only with enough behind it, never set."""

from __future__ import annotations

from random import Random

import pytest

from program.planning.learn import ENOUGH, learn
from program.program import Program
from program.records import Placement, Quality, Rater
from program.rules import findings, score
from tests.program.planning.worlds import world


def rated(program: Program, grade: dict[str, int]) -> Program:
    """The program with a rating by the mentee for each placement named."""
    ratings = [Quality(f"rating-{id_}", placement=id_, by=Rater.MENTEE, rating=each) for id_, each in grade.items()]
    return Program.of_records([*program.everything(), *ratings])


def graded(program: Program, seed: int = 1, **worth: float) -> Program:
    """Ratings that follow the points of some rules, with a little chance in them."""
    draw, heard = Random(seed), {}
    for placement in program.of(Placement).values():
        points = {each.rule: each.points for each in findings(program, program.plan, placement)}
        heard[placement.id] = sum(points.get(rule, 0.0) * each for rule, each in worth.items()) + draw.gauss(0, 0.3)
    least, most = min(heard.values()), max(heard.values())
    return rated(program, {id_: 1 + round(4 * (each - least) / (most - least)) for id_, each in heard.items()})


@pytest.fixture(scope="module")
def filled() -> Program:
    return world(48, 24, 8, 4, 3, filled=1.0)


def test_too_few_ratings_teach_nothing(filled: Program) -> None:
    few = dict.fromkeys(list(filled.of(Placement))[: ENOUGH - 1], 4)
    told = learn(rated(filled, few))
    assert (told.n, told.correlation, told.suggestions) == (ENOUGH - 1, None, ())
    assert told.words.startswith(f"{ENOUGH - 1} placements rated so far: too little to learn from")


def test_equal_ratings_teach_nothing(filled: Program) -> None:
    told = learn(rated(filled, dict.fromkeys(filled.of(Placement), 4)))
    assert (told.correlation, told.suggestions) == (None, ())


def test_predicted_is_the_score_and_observed_the_mean_rating(filled: Program) -> None:
    first, *rest = list(filled.of(Placement))[:ENOUGH]
    ratings = [Quality("r1", placement=first, rating=2), Quality("r2", placement=first, rating=5, by=Rater.MENTOR)]
    ratings += [Quality(f"q{id_}", placement=id_, rating=3) for id_ in rest]
    told = learn(Program.of_records([*filled.everything(), *ratings]))
    row = next(each for each in told.rated if each.placement == first)
    assert (row.observed, row.ratings) == (3.5, 2)
    assert row.predicted == score(filled, filled.plan, filled.of(Placement)[first])


def test_ratings_that_follow_one_rule_raise_its_weight(filled: Program) -> None:
    told = learn(graded(filled, goals_met=1.0, other_unit=0.1, new_function=0.1))
    assert told.correlation is not None
    assert told.interval is not None
    assert -1 <= told.interval[0] < told.correlation < told.interval[1] <= 1
    raised = {each.rule: each for each in told.suggestions}
    assert raised["goals_met"].suggested > raised["goals_met"].weight == 1.0
    assert raised["goals_met"].sure >= 80
    assert all(each.suggested >= 0 for each in told.suggestions)
    assert "Goals met more than its weight says" in raised["goals_met"].words


def test_ratings_that_follow_nothing_leave_the_weights_alone(filled: Program) -> None:
    draw = Random(5)
    told = learn(rated(filled, {id_: draw.randint(1, 5) for id_ in filled.of(Placement)}))
    assert told.correlation is not None
    assert abs(told.correlation) < 0.3


def test_learning_is_repeatable_and_sets_nothing(filled: Program) -> None:
    program = graded(filled, goals_met=1.0)
    rules = program.charter.rules
    assert learn(program) == learn(program)
    assert program.charter.rules == rules
