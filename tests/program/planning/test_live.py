"""All cells at once say what the verdict says of each."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.commands import Keep, MovePlacements, Pin, Target, Unplace
from program.planning.lifted import Cells, Lifted
from program.planning.live import Live, live_of
from program.planning.problem import CYCLES
from program.program import Program
from program.records import Cycle, Placement, RuleSetting, Skill
from program.rules import RULES
from program.verdict import Outcome, verdict
from tests.program.planning.odd import odd
from tests.program.planning.test_tables import with_rules
from tests.program.planning.worlds import world
from tests.program.scene import done, mentee, placed, scene

SEEDS = st.integers(0, 10**9)


def live(program: Program) -> Live:
    found = live_of(program)
    assert found is not None
    return found


def boards(program: Program, card: Placement) -> tuple[tuple[str, Cells], ...]:
    """The answers by mentee, by host and by mentor, each with the field of a target its rows stand for."""
    lifted = Lifted(live(program), card)
    return ("person", lifted.by_mentee()), ("host", lifted.by_host()), ("mentor", lifted.by_mentor())


def compare(program: Program, card: Placement, share: float, random: Random) -> None:
    """Ask the rules about a share of the cells."""
    for name, cells in boards(program, card):
        for row in cells.rows:
            for cycle in cells.columns:
                if random.random() > share:
                    continue
                answer = verdict(program, MovePlacements((Target(card.id, cycle=cycle, **{name: row}),)))
                outcome = cells.outcome(row, cycle)
                where = (card.id, name, row, cycle)
                assert outcome in (None, answer.outcome), where
                if answer.outcome is not Outcome.IMPOSSIBLE:
                    assert cells.points(row, cycle) == answer.points, where


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_every_cell_of_an_odd_program(seed: int) -> None:
    program, random = odd(seed, bare=True), Random(seed)
    for card in list(program.of(Placement).values())[:3]:
        compare(program, card, 0.3, random)


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_every_cell_where_few_rules_are_hard(seed: int) -> None:
    """With two hard rules on, most plans break nothing, so that it is they that decide."""
    random = Random(seed)
    hard = [key for key, rule in RULES.items() if rule.severity == "hard"]
    on = set(random.sample(hard, 2))
    program = with_rules(
        odd(seed, bare=True),
        *(RuleSetting(key, key in on or key not in hard, random.choice((1.0, 0.25))) for key in RULES),
    )
    for card in list(program.of(Placement).values())[:3]:
        compare(program, card, 0.3, random)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_of_a_sound_program(seed: int) -> None:
    """Where nothing is against a rule, no cell is left to the words of the rules."""
    program, random = world(30, 12, 8, 5, seed, filled=0.8, settled=0.1), Random(seed)
    for card in random.sample(list(program.of(Placement).values()), 5):
        compare(program, card, 0.3, random)
        assert all(
            None not in [cells.outcome(row, c) for row in cells.rows for c in cells.columns]
            for _, cells in boards(program, card)
        )


def test_the_tables_follow_a_drop() -> None:
    program = scene(
        mentee("kim", "Kim Ode"),
        placed("j1", "jon", "q1", host="ops", mentor="okafor"),
        placed("k1", "kim", "q1", host="cus", mentor="okafor"),
    )
    card = program.of(Placement)["j1"]
    (_, before), *_ = boards(program, card)
    assert before.outcome("kim", "q1") is Outcome.WARN  # in place of the other card
    program, _change = done(program, Unplace(("k1",)))
    (_, after), *_ = boards(program, card)
    assert (after.outcome("kim", "q1"), after.points("kim", "q1")) == (Outcome.FREE, 0.0)


def test_the_tables_are_made_once_for_a_plan() -> None:
    program = scene(placed("a1", "ana", "q1", host="ops"))
    first = live(program)
    program, _change = done(program, Keep((Skill("new", name="New"),)))
    assert live(program) is first
    program, _change = done(program, Pin(("a1",)))
    assert live(program) is not first
    assert live(program).standing is first.standing


def test_a_program_of_too_many_cycles_is_left_to_the_rules() -> None:
    cycles = (Cycle(f"c{n}", name=f"C{n}", start=date(2030 + n, 1, 1), end=date(2030 + n, 2, 1)) for n in range(CYCLES))
    assert live_of(scene(*cycles)) is None
