"""What weights do: the split of the score is the score, and only what a weight causes is told as its doing."""

from __future__ import annotations

import msgspec
import pytest

from program.commands import Keep
from program.planning.sensitivity import by_rule, sensitivity
from program.program import Program
from program.records import Placement, RuleSetting
from program.rules import plan_score
from program.trouble import Cancelled
from tests.program.planning.worlds import world


@pytest.fixture(scope="module")
def program() -> Program:
    return world(24, 12, 6, 4, 2, filled=1.0)


def under(program: Program, *rules: RuleSetting) -> Program:
    charter = msgspec.structs.replace(program.charter, rules=rules)
    return program.apply(Keep((charter,)).change(program))


def test_the_rules_add_up_to_the_plan_s_score(program: Program) -> None:
    assert sum(by_rule(program).values()) == pytest.approx(plan_score(program), abs=1e-9)


@pytest.mark.parametrize(
    "rules",
    [
        (RuleSetting("goals_met", weight=1.3),),
        (RuleSetting("equity", weight=2.5), RuleSetting("chemistry", weight=0.7)),
        (RuleSetting("goals_met", on=False), RuleSetting("spread", weight=0.35)),
    ],
)
def test_other_weights_are_told_as_they_would_be(program: Program, rules: tuple[RuleSetting, ...]) -> None:
    told = by_rule(program, rules)
    after = under(program, *rules)
    assert told == by_rule(after)
    assert sum(told.values()) == pytest.approx(plan_score(after), abs=1e-9)


def test_it_follows_the_plan(program: Program) -> None:
    by_rule(program)
    fewer = Program.of_records(list(program.everything())[:-5])
    gone = set(program.of(Placement)) - set(fewer.of(Placement))
    changed = program.with_placements(each for each in program.of(Placement).values() if each.id not in gone)
    assert sum(by_rule(changed).values()) == pytest.approx(plan_score(changed), abs=1e-9)


def test_no_change_of_weight_changes_nothing(program: Program) -> None:
    assert all(not shift.moves and not shift.gain for shift in sensitivity(program, steps=(1.0,), rules=("goals_met",)))


def test_a_heavy_weight_wins_points_by_its_own_measure_and_is_repeatable(program: Program) -> None:
    shifts = sensitivity(program, steps=(0.8, 4.0), rules=("goals_met", "first_meeting"))
    assert {(shift.rule, shift.factor) for shift in shifts} == {
        (rule, step) for rule in ("goals_met", "first_meeting") for step in (0.8, 4.0)
    }
    heavy = next(shift for shift in shifts if (shift.rule, shift.factor) == ("goals_met", 4.0))
    assert heavy.moves
    assert heavy.cells == tuple((move.person, move.cycle) for move in heavy.moves)
    again = sensitivity(program, steps=(0.8, 4.0), rules=("goals_met", "first_meeting"))
    assert [(each.rule, each.factor, each.cells, each.gain) for each in again] == [
        (each.rule, each.factor, each.cells, each.gain) for each in shifts
    ]


def test_pins_and_settled_placements_never_move(program: Program) -> None:
    for shift in sensitivity(program, steps=(3.0,), rules=("goals_met",)):
        assert all(move.before is None or not move.before.pinned for move in shift.moves)


def test_it_stops_when_asked_to(program: Program) -> None:
    with pytest.raises(Cancelled):
        sensitivity(program, cancelled=lambda: True)
